"""What a sheet, a column, a finding, an amount of money and a working day are. No file, no clock."""
