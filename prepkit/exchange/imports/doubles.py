"""Compare questions, to find those that are there already."""

from __future__ import annotations

import re
import unicodedata

CASE_COUNTS = 3
"""Up to so many words a capital can make a difference (“Polish”, “IT”); a longer text is a sentence."""


def key(prompt: str) -> str:
    """Return what two wordings of one question have in common: all but spaces, quotation marks and the end.

    Signs and vowel marks stay (C, C++ and C# are three questions), and in a short text capitals too.
    """
    text = " ".join(unicodedata.normalize("NFC", prompt).split())
    text = re.sub(r"[“”„«»\"]", "", text).replace("’", "'")
    bare = text.rstrip(" .!?…:;。？！")
    # Behind a digit the sign is a factorial.
    text = f"{bare}!" if bare[-1:].isdigit() and text[len(bare) :].startswith("!") else bare
    if len(text.split()) > CASE_COUNTS:
        return text.casefold()
    return text if " " not in text else text[:1].upper() + text[1:]
