"""Draw the Mock page: choose an interview, take it, score it, read the report."""
