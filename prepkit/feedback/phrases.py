"""List sounds and set phrases that weaken an answer."""

from __future__ import annotations


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


FILLERS = _list("um, umm, uh, uhm, er, erm, hmm")
"""Sounds made to fill a pause."""

BETWEEN_COMMAS = _list("you know, i mean, sort of, kind of, like")
"""Words that fill a pause where commas stand on both sides of them; elsewhere they carry a meaning."""

CIRCLING = _list("""
that's a good question, that is a good question, that's a great question, great question, good question,
interesting question, where do i start, where to start, let me think, there are many ways, there's so many,
there are so many examples, i could give you many, it depends, this is very important, is very important,
is really important, is so important, in today's world, i would say that, first of all i would like to say,
as you know, as we all know, i've had a lot of, i've had many, i have had many, i have had a lot of
""")
"""Openings that delay the answer."""
