"""What each page draws, a folder a page."""
