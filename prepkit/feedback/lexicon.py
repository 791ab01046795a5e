"""Reduce the words that carry meaning to their stems, and weigh each stem by its rarity."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from prepkit import limits
from prepkit.feedback.text import words

if TYPE_CHECKING:
    import snowballstemmer

COUNTED = Path(__file__).with_name("lexicon.json")
_STOP = frozenset(
    """
    a an the and or but if of to in on at by for with from as is are was were be been being am
    it its it's this that that's these those i i'm i'd i've i'll you you're your he he's she
    she's they they're we we're we'd we've me my our us his her their them him not no nor don't
    didn't doesn't isn't wasn't weren't won't can't couldn't wouldn't do does did done have has
    had having so than then too very can could would will should may might must what which who
    whom whose when where how why there here about into onto upon over under after before up
    down out off again more most less least any some such own same other another each all both
    few only just also because while until against between through during well even still yet
    much many one
    """.split()
)


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    # Import it here: it brings forty languages, 3 MB that no page needs before there is a text.
    from snowballstemmer import stemmer

    return stemmer("english")


def stem_of(word: str) -> str:
    """Return the stem of a lower-case word."""
    return _stem_of(word[: limits.WORD_CHARACTERS])


@lru_cache(maxsize=20_000)
def _stem_of(word: str) -> str:
    stem: str = _stemmer().stemWord(word.removesuffix("'s"))
    return stem


def stems(text: str) -> list[str]:
    """List the stems of the words that carry meaning, in order."""
    return [stem_of(word) for word in words(text) if word not in _STOP]


@dataclass(frozen=True, slots=True)
class Weights:
    """The inverse document frequency of each stem over some texts (Spärck Jones 1972).

    ``texts`` is their number, ``seen`` the number of texts with each stem.
    """

    texts: int
    seen: Mapping[str, int]

    @staticmethod
    def of(texts: Iterable[str]) -> Weights:
        """Count the texts that contain each stem."""
        seen: Counter[str] = Counter()
        number = 0
        for text in texts:
            seen.update(set(stems(text)))
            number += 1
        return Weights(number, seen)

    def of_stem(self, stem: str) -> float:
        """Return the weight of a stem in nats; a stem in none of the texts has the highest."""
        return math.log((self.texts + 1) / (self.seen.get(stem, 0) + 0.5))

    def share(self, wanted: Collection[str], present: Collection[str]) -> float:
        """Return the share (0 to 1) of the weight of ``wanted`` whose stems are in ``present``."""
        total = sum(map(self.of_stem, wanted))
        return sum(self.of_stem(stem) for stem in wanted if stem in present) / total if total else 0.0


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """Load the weights counted over the sentences of the shipped sample answers."""
    stored = json.loads(COUNTED.read_text(encoding="utf-8"))
    return Weights(stored["texts"], stored["seen"])
