"""Compile phrases with simple wildcards to regular expressions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_APART = r"[\s\-–/]+"
_GAP = rf"(?:{_APART}|,\s+)(?:[\w'’&]+(?:{_APART}|,\s+)){{0,3}}?"


def one_of(cues: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern that matches any of the cues as whole words, in any case, the longest first.

    In a cue ``*`` is any ending, ``|`` separates alternative words, and ``~`` is a gap of up to three words.
    """
    longest_first = sorted(cues, key=len, reverse=True)
    return re.compile(rf"(?<![\w'’])(?:{'|'.join(map(_phrase, longest_first))})(?![\w])", re.IGNORECASE)


def names(products: Iterable[str], case_sensitive: Collection[str]) -> re.Pattern[str]:
    """Compile a pattern for names as whole words; those in ``case_sensitive`` must be written exactly so."""
    longest_first = sorted(products, key=len, reverse=True)
    either = "|".join(
        re.escape(name) if name in case_sensitive else f"(?i:{re.escape(name)})" for name in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _phrase(cue: str) -> str:
    pattern, apart = "", ""
    for token in cue.split():
        if token == "~":
            apart = _GAP
            continue
        pattern += apart + _word(token)
        apart = _APART
    return pattern


def _word(token: str) -> str:
    either = "|".join(
        re.escape(word).replace("'", "['’]").replace(r"\*", r"[\w'’]*") for word in token.split("|")
    )
    return f"(?:{either})"
