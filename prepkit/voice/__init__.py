"""A spoken answer: its sound, its pace and its words, all on this machine."""
