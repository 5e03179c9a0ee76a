"""The rules of the file format, by the part that they are about."""
