"""Read what was typed into a search box: its words, its phrases, and which of its words count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice, takewhile
from pathlib import Path

from prepkit import limits

SHORTEST_PREFIX = 3
MAX_ENDINGS = 30
SHORTEST_TYPO = 4
CLOSE_ENOUGH = 0.75
AS_CLOSE = 0.03
SYNONYMS = Path(__file__).with_name("synonyms.csv")

QUOTES = '"“”„«»'
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
"""Vowel signs and accents that stand alone, which Python does not count among the letters."""
UNSPACED = (
    "\u0e00-\u0eff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Signs of scripts that put no spaces between words; each of them is indexed as a word of its own."""
LETTERS = rf"(?:[^\W_]|[{MARKS}])+"
TERM = re.compile(rf"[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?P<closed>[{QUOTES}]?)|(?P<word>{LETTERS})")
WORD = re.compile(LETTERS)
RUN = re.compile(rf"[{UNSPACED}]+")
SIGN = re.compile(rf"[{UNSPACED}]")
LANGUAGE = re.compile(r"\b([a-z])(\+\+|#)(?!\w)", re.IGNORECASE)
LANGUAGE_SIGNS = {"++": "plusplus", "#": "sharp"}
BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3})|(?<=[^\W\d_])['’](?=[^\W\d_])")

# They say how something is asked, not what about.
LITTLE = frozenset(
    """
    a about actually all also am an and any are as at be because been being but by can could did do does
    doing done dont didnt doesnt cant couldnt isnt wasnt for from had has have having he her hers hi hello
    him his how i id if ill im in into is it its ive just kind let like lot lots may maybe me might my of
    off okay on one or our ours out over please really s she should so some somebody someone something sort
    t than thank thanks that the thats their them then there these they thing things this those to too up
    us very was we were what whats when where which while who whom whose why will with would you youd your
    yours yourself youre
    answer ask asked asks describe example examples explain give given gave happen happened instance
    interview interviewer occasion question questions say situation talk tell time times walk through
    get gets getting got go goes going gone went handle handled deal dealt make makes made take takes took
    want wants wanted wish need needs know knows more most much many new other another own work worked
    """.split()
)


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A word, or the words of a quoted phrase; an ``open`` term also matches longer words.

    ``meant`` holds the words that an unfinished or mistyped one may stand for.
    """

    words: tuple[str, ...]
    phrase: bool
    open: bool
    meant: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """The term in FTS5's language; words hold letters and digits only, so nothing needs escaping."""
        exact = quoted(self.words)
        options = [exact, *([f"{exact} *"] if self.open else []), *(f'"{word}"' for word in self.meant)]
        return f"({' OR '.join(options)})" if len(options) > 1 else exact

    @property
    def little(self) -> bool:
        return not self.phrase and self.words[0] in LITTLE


def quoted(words: Iterable[str]) -> str:
    """Return words as a phrase in FTS5's language."""
    return f'"{" ".join(words)}"'


def joined(text: str) -> str:
    """Return a text in which “don't”, “3,000”, “C++” and “C#” are one word each."""
    named = LANGUAGE.sub(lambda match: match[1] + LANGUAGE_SIGNS[match[2]], text)
    return BETWEEN_DIGITS.sub("", named)


def spaced(text: str) -> str:
    """Return a text with spaces around each sign of a script that puts none between its words."""
    return SIGN.sub(r" \g<0> ", text)


def indexed(text: str) -> str:
    """Return a text as the index holds it."""
    return spaced(joined(text))


def terms_of(text: str) -> list[SearchTerm]:
    """List the words and quoted phrases of what was typed, in order."""
    typed = joined(limits.opening(text, limits.SEARCH_CHARACTERS).lower())
    matches = list(islice(TERM.finditer(typed), limits.SEARCH_WORDS))
    terms = []
    for place, match in enumerate(matches, start=1):
        if match["word"] and RUN.search(match["word"]):
            signs = spaced(match["word"][: limits.SEARCH_WORD_CHARACTERS]).split()
            terms.append(SearchTerm(tuple(signs), phrase=True, open=True))
        elif match["word"]:
            word = match["word"][: limits.SEARCH_WORD_CHARACTERS]
            last = place == len(matches)
            terms.append(SearchTerm((word,), phrase=False, open=last or len(word) >= SHORTEST_PREFIX))
        elif words := tuple(WORD.findall(spaced(match["phrase"]))[: limits.SEARCH_TERMS]):
            terms.append(SearchTerm(words, phrase=True, open=not match["closed"]))
    return terms


@lru_cache(maxsize=1)
def synonyms() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Read the groups of words that mean much the same, each word or phrase as a tuple of words."""
    lines = SYNONYMS.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(tuple(WORD.findall(joined(member))) for member in line.split(",")) for line in lines if line
    )


class Vocabulary:
    """The words of an index, to find those that begin as a word does, or that it was meant to be."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._backwards = sorted(word[::-1] for word in self._words)

    def endings(self, beginning: str) -> list[str]:
        """List the words with a beginning that is longer than their indexed stem (escalat-, escal)."""
        return (
            self._beginning(self._words, beginning, MAX_ENDINGS) if len(beginning) >= SHORTEST_PREFIX else []
        )

    def closest(self, typed: str) -> list[str]:
        """List the words most similar to a mistyped one: half of it is taken to be right."""
        if len(typed) < SHORTEST_TYPO:
            return []
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(typed)
        best = CLOSE_ENOUGH
        similar: list[tuple[float, str]] = []
        for word in self._alike(typed):
            matcher.set_seq1(word)
            if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
                ratio = matcher.ratio()
                if ratio >= best:
                    best = max(best, ratio - AS_CLOSE)
                    similar.append((ratio, word))
        return [word for ratio, word in sorted(similar, reverse=True) if ratio >= best]

    def _alike(self, typed: str) -> list[str]:
        """List the words of about the same length that begin or end as the typed one does."""
        half = max(1, len(typed) // 2 - 1)
        words = self._beginning(self._words, typed[:half])
        words += (word[::-1] for word in self._beginning(self._backwards, typed[: -half - 1 : -1]))
        return [word for word in dict.fromkeys(words) if abs(len(word) - len(typed)) <= 2]

    @staticmethod
    def _beginning(words: list[str], beginning: str, most: int | None = None) -> list[str]:
        following = islice(words, bisect_left(words, beginning), None)
        return list(islice(takewhile(lambda word: word.startswith(beginning), following), most))
