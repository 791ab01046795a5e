"""The second reader: a language model that the person chooses reads an answer. Off by default."""
