"""Where a workbook is kept: locks, atomic writes, backups, the journal. The only place that writes files."""
