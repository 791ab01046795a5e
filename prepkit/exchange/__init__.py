"""Data in and out: archives, spreadsheets, Anki packages, printable booklets. Nothing here writes a file."""
