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
    text = re.sub(r"[“”„«»\"]", "", text).replace("’", "'").rstrip(" .?…:;。？！")
    # Behind a number the exclamation mark is a sign: 5! is no 5.
    text = text.rstrip(" !") if re.search(r"[^\d!\s][!\s]{0,9}$", text) else text
    if len(text.split()) > CASE_COUNTS:
        return text.casefold()
    return text if " " not in text else text[:1].upper() + text[1:]
