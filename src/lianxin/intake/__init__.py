"""How matters come in from elsewhere: files of other systems, read row by row, put on record."""
