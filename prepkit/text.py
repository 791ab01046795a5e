"""What holds of every text that comes in from a browser: whole characters, and not without end."""

from __future__ import annotations

MAX_TEXT = 50_000
"""The longest text one box takes, in characters."""


def received(text: str, longest: int = MAX_TEXT) -> str:
    """The text as it may be kept: at most ``longest`` characters, each of them whole.

    A browser sends half a character where a text was cut inside an emoji, and neither UTF-8 nor a database
    takes that. Two halves that belong together are joined, any other becomes a replacement character.
    """
    pairs = text[: 2 * longest].encode("utf-16-le", "surrogatepass")
    # PostgreSQL keeps no null character.
    return pairs.decode("utf-16-le", "replace").replace("\x00", "")[:longest]
