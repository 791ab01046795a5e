"""The Prepare page: one interview, from the invitation to the note of thanks."""
