"""Know what people call the columns of a table of questions, in eight languages."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from prepkit.exchange.imports.grid import Target

NAMES = Path(__file__).with_name("header_words.csv")
SHORT_NAMES = frozenset("qan")
"""The single letters that name a column by themselves: question, answer, number."""
IGNORED = "ignored"
"""The row of the table for columns that have no use here, but say that a line is a header."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBER = re.compile(r"(?<=[^\W\d])\d{1,3}$|\b\d{1,3}\b")
_WORD = re.compile(r"[^\W_]+")


def name_words(header: str) -> str:
    """Return the words of a column's name in lower case: ``IdealAnswer_1`` and “Ideal answer” are alike."""
    parts = unicodedata.normalize("NFKD", _CAMEL.sub(" ", header))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold().replace("ł", "l")
    bare = re.sub(r"\([^()]{0,200}\)", " ", bare) or bare
    return " ".join(word for word in (_NUMBER.sub("", word) for word in _WORD.findall(bare)) if word)


@lru_cache(maxsize=1)
def _known_names() -> dict[str, Target | None]:
    """Read the names of columns, each with what the column is; None for one without a use."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {
            name.strip(): None if row["column"] == IGNORED else Target(row["column"])
            for row in csv.DictReader(file)
            for name in row["names"].split(";")
        }


def target_of(header: str) -> tuple[Target, float] | None:
    """Return what a column of this name is, and how surely (1: a known name; less: it holds one)."""
    words = name_words(header)
    names = _known_names()
    if words in names:
        target = names[words]
        return (target, 1.0) if target else None
    parts = words.split()
    for size in range(min(3, len(parts)), 0, -1):
        # The last words of a name say what it is: “question category” is a category.
        for start in range(len(parts) - size, -1, -1):
            target = names.get(" ".join(parts[start : start + size]))
            if target is not None and (size > 1 or len(parts[start]) > 2):
                return target, 0.5 + 0.1 * size
    return None


def is_known(header: str) -> bool:
    """Whether a cell is the name of a column that tables of questions have."""
    words = name_words(header)
    return words in _known_names() and (len(words) > 1 or words in SHORT_NAMES or not words.isascii())
