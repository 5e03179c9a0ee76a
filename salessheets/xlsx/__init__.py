"""The workbook as a file: read, checked, patched, filled, saved. Knows no sales word."""
