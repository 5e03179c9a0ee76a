"""An ordinary Excel workbook as a sales office's system of record."""

__version__ = "0.1.0"
