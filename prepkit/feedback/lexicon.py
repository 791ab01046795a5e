"""Words that carry meaning, reduced to their stems, and how much each one says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from prepkit import limits
from prepkit.feedback.text import words

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
    return snowballstemmer.stemmer("english")


def stem_of(word: str) -> str:
    """The stem of one word in lower case."""
    return _stem_of(word[: limits.WORD_CHARACTERS])


@lru_cache(maxsize=20_000)
def _stem_of(word: str) -> str:
    stem: str = _stemmer().stemWord(word.removesuffix("'s"))
    return stem


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    return [stem_of(word) for word in words(text) if word not in _STOP]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each stem says: its inverse document frequency (Spärck Jones 1972), over some texts."""

    texts: int
    seen: Mapping[str, int]

    @staticmethod
    def of(texts: Iterable[str]) -> Weights:
        """Count in how many texts each stem stands."""
        seen: Counter[str] = Counter()
        number = 0
        for text in texts:
            seen.update(set(stems(text)))
            number += 1
        return Weights(number, seen)

    def of_stem(self, stem: str) -> float:
        """In nats; a stem never seen says the most."""
        return math.log((self.texts + 1) / (self.seen.get(stem, 0) + 0.5))

    def share(self, wanted: Collection[str], found: Collection[str]) -> float:
        """How much of what ``wanted`` says is in ``found``, from 0 to 1."""
        total = sum(map(self.of_stem, wanted))
        return sum(self.of_stem(stem) for stem in wanted if stem in found) / total if total else 0.0
