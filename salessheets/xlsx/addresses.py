"""Cell addresses, as `salessheets.core.addresses` has them."""

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, Area, cell_name, column_letter, column_number, parse_cell

__all__ = ["MAX_COLUMN", "MAX_ROW", "Area", "cell_name", "column_letter", "column_number", "parse_cell"]
