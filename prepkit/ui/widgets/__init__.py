"""What several views share: components with their scripts and styles, and pieces of pages."""
