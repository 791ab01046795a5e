"""Draw the Interviews page: one interview, from the invitation to the note of thanks."""
