"""Name the files that a person saves."""

from __future__ import annotations

LONGEST = 100


def file_name(text: str, otherwise: str) -> str:
    """Return a text without what file names may not hold; ``otherwise`` where nothing is left of it."""
    letters = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in text)
    return " ".join(letters.split())[:LONGEST].strip() or otherwise
