"""The workings of an edit: cells spliced, tables and ranges grown, styles added, and the proof that nothing else moved."""
