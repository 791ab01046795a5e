"""Read questions from files of other programs: cells first, then which line is the header and what each
column is, then questions. Nothing here writes to the store."""
