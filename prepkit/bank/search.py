"""Ranked full-text search over documents of four fields."""

from __future__ import annotations

import re
import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, takewhile

from prepkit import limits

SHORTEST_PREFIX = 3
MAX_ENDINGS = 30
SHORTEST_TYPO = 4
CLOSE_ENOUGH = 0.75
AS_CLOSE = 0.03

QUOTES = '"“”„«»'
TERM = re.compile(rf"[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?P<closed>[{QUOTES}]?)|(?P<word>[^\W_]+)")
WORD = re.compile(r"[^\W_]+")

# A title counts most, the rest least.
RANKED = (
    "SELECT rowid FROM documents WHERE documents MATCH ? ORDER BY bm25(documents, 10.0, 6.0, 4.0, 1.0), rowid"
)
# Beyond so many nobody reads them all: ranking each would take longer than finding it.
RANKED_AT_MOST = 1000
PLAIN = "SELECT rowid FROM documents WHERE documents MATCH ?"
HOLDS = "SELECT 1 FROM documents WHERE documents MATCH ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class Document:
    """Something to find by its id; ``title`` counts most, then ``names``, ``points``, ``rest``."""

    id: str
    title: str
    names: str
    points: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Term:
    """A word, or the words of a quoted phrase; an ``open`` one may go on where the person stopped typing."""

    words: tuple[str, ...]
    phrase: bool
    open: bool

    @property
    def expression(self) -> str:
        """The term in FTS5's language; words hold letters and digits only, so nothing needs escaping."""
        exact = f'"{" ".join(self.words)}"'
        return f"({exact} OR {exact} *)" if self.open else exact


class SearchIndex:
    """An in-memory index of some documents, safe to share between threads.

    Words match by their stem and by their beginning (from three letters on, the last word always);
    a word nothing begins with is taken for the closest words there are. Words between quotation
    marks match as a phrase.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._ids: list[str] = []
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute(
            "CREATE VIRTUAL TABLE documents USING fts5"
            "(title, names, points, rest, content='', tokenize='porter unicode61')"
        )
        tokens: set[str] = set()
        with self._connection:
            self._connection.executemany(
                "INSERT INTO documents (rowid, title, names, points, rest) VALUES (?, ?, ?, ?, ?)",
                self._rows(documents, tokens),
            )
        self._words = sorted({word for token in tokens for word in WORD.findall(token)})

    def _rows(
        self, documents: Iterable[Document], tokens: set[str]
    ) -> Iterator[tuple[int, str, str, str, str]]:
        """One row for each document; every word met is added to ``tokens``."""
        for number, document in enumerate(documents):
            self._ids.append(document.id)
            fields = (document.title, document.names, document.points, document.rest)
            for field in fields:
                tokens.update(field.lower().split())
            yield number, *fields

    def search(self, text: str, limit: int | None = None) -> list[str]:
        """Document ids, best first, at most ``limit``; empty when nothing matches. Accepts any text.

        Documents that hold every word; when there are none, those that hold any of them. Of more
        than a thousand, those come first whose title holds the words.
        """
        with self._lock:
            terms = [self._resolved(term) for term in _terms(text)]
            if not terms:
                return []
            return self._ranked(" AND ".join(terms), limit) or self._ranked(" OR ".join(terms), limit)

    def _ranked(self, expression: str, limit: int | None) -> list[str]:
        found = self._places(PLAIN, expression)
        if len(found) > RANKED_AT_MOST:
            asked = self._places(PLAIN, f"title : ({expression})")
            found = list(dict.fromkeys(asked + found))
        elif found:
            found = self._places(RANKED, expression)
        return [self._ids[place] for place in found[:limit]]

    def _places(self, query: str, expression: str) -> list[int]:
        return [rowid for (rowid,) in self._connection.execute(query, (expression,))]

    def _resolved(self, term: _Term) -> str:
        if term.phrase or self._connection.execute(HOLDS, (term.expression,)).fetchone():
            return term.expression
        words = self._endings(term.words[0]) or self._closest(term.words[0])
        options = " OR ".join(f'"{word}"' for word in words)
        return f"({options})" if words else term.expression

    def _endings(self, beginning: str) -> list[str]:
        """Words that begin like this; a beginning longer than the stem (escalat-, escal) finds no stem."""
        if len(beginning) < SHORTEST_PREFIX:
            return []
        following = islice(self._words, bisect_left(self._words, beginning), None)
        return list(islice(takewhile(lambda word: word.startswith(beginning), following), MAX_ENDINGS))

    def _closest(self, typed: str) -> list[str]:
        """The words most like a mistyped one."""
        if len(typed) < SHORTEST_TYPO:
            return []
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(typed)
        best = CLOSE_ENOUGH
        found: list[tuple[float, str]] = []
        for word in self._words:
            if abs(len(word) - len(typed)) > 2:
                continue
            matcher.set_seq1(word)
            if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
                ratio = matcher.ratio()
                if ratio >= best:
                    best = max(best, ratio - AS_CLOSE)
                    found.append((ratio, word))
        return [word for ratio, word in found if ratio >= best]


def _terms(text: str) -> list[_Term]:
    typed = limits.opening(text, limits.SEARCH_CHARACTERS)
    found = list(islice(TERM.finditer(typed.lower()), limits.SEARCH_TERMS))
    terms = []
    for place, match in enumerate(found, start=1):
        if match["word"]:
            word = match["word"][: limits.SEARCH_WORD_CHARACTERS]
            last = place == len(found)
            terms.append(_Term((word,), phrase=False, open=last or len(word) >= SHORTEST_PREFIX))
        elif words := tuple(WORD.findall(match["phrase"])[: limits.SEARCH_TERMS]):
            terms.append(_Term(words, phrase=True, open=not match["closed"]))
    return list(dict.fromkeys(terms))
