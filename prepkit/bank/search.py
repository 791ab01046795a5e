"""Search documents of four fields by their wordings and their full text, ranked."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from prepkit import limits
from prepkit.bank.search_words import (
    LITTLE,
    WORD,
    SearchTerm,
    Vocabulary,
    indexed,
    quoted,
    synonyms,
    terms_of,
)

# The weights of title, names, points and rest.
RANKED = (
    "SELECT rowid, bm25(documents, 10.0, 6.0, 4.0, 1.0) FROM documents WHERE documents MATCH ?"
    " ORDER BY 2, rowid"
)
# More matches than this are not ranked, since ranking takes longer than finding them.
RANKED_AT_MOST = 1000
PLAIN = "SELECT rowid FROM documents WHERE documents MATCH ?"
HOLDS = "SELECT 1 FROM documents WHERE documents MATCH ? LIMIT 1"
WORDINGS = "SELECT rowid FROM wordings WHERE wordings MATCH ?"
MEMBERS = "SELECT rowid FROM members WHERE members MATCH ?"

LONGEST_SYNONYM = 4
AS_TYPED = 2.0
"""What a wording that holds all that was typed, in that order, counts beside the scores below."""
WORDING_WORTH, TEXT_WORTH = 0.5, 0.3
"""What the best single wording and the full text count beside all wordings together."""
SYNONYM_WORTH = 0.75
"""What a word of the same meaning counts beside the word itself."""
NEEDLESS = 0.3
"""The share of a wording's score that is lost when it says much that was not typed."""
ENOUGH = 0.6
"""The share of the best score that wordings must reach to be listed, though a word of theirs is missing."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A document with its id; ``title`` has the highest weight, then ``names``, ``points``, ``rest``.

    The title and each line of the names is a wording of its own.
    """

    id: str
    title: str
    names: str
    points: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Concept:
    """A typed word or phrase, and those of the same meaning, in FTS5's language."""

    typed: str
    alike: str
    phrase: bool

    @property
    def expression(self) -> str:
        return f"({self.typed} OR {{title names points}} : ({self.alike}))" if self.alike else self.typed


class SearchIndex:
    """An in-memory index of some documents, safe to share between threads.

    Words match by their stem, by their beginning (from three letters on, the last word always) and by
    words of the same meaning; a word nothing begins with is taken for the closest words there are.
    Words that say nothing of the matter are left out. Words between quotation marks match as a phrase.
    """

    def __init__(self, documents: Iterable[SearchEntry]) -> None:
        self._ids: list[str] = []
        self._wordings: list[tuple[int, int]] = []
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        for table, columns in (
            ("documents", "title, names, points, rest"),
            ("wordings", "wording"),
            ("members", "member"),
        ):
            self._connection.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, content='', "
                f"tokenize=\"porter unicode61 categories 'L* M* N* Co'\")"
            )
        tokens: set[str] = set()
        with self._connection:
            for number, document in enumerate(documents):
                self._add(number, document, tokens)
            self._members = list(self._add_synonyms())
        tokens.update(word for group in synonyms() for words in group for word in words)
        self._vocabulary = Vocabulary(word for token in tokens for word in WORD.findall(token))

    def _add(self, number: int, document: SearchEntry, tokens: set[str]) -> None:
        self._ids.append(document.id)
        fields = [indexed(text) for text in (document.title, document.names, document.points, document.rest)]
        for field in fields:
            tokens.update(field.lower().split())
        self._connection.execute(
            "INSERT INTO documents (rowid, title, names, points, rest) VALUES (?, ?, ?, ?, ?)",
            (number, *fields),
        )
        for wording in (fields[0], *filter(None, fields[1].splitlines())):
            self._connection.execute(
                "INSERT INTO wordings (rowid, wording) VALUES (?, ?)", (len(self._wordings), wording)
            )
            words = sum(word not in LITTLE for word in WORD.findall(wording.lower()))
            self._wordings.append((number, max(1, words)))

    def _add_synonyms(self) -> Iterator[tuple[int, int]]:
        """Index every synonym, and yield its group and its number of words."""
        for group, members in enumerate(synonyms()):
            for words in members:
                self._connection.execute("INSERT INTO members (member) VALUES (?)", (" ".join(words),))
                yield group, len(words)

    def search(self, text: str, limit: int | None = None) -> list[str]:
        """Return document ids, best first, at most ``limit``; empty when nothing matches. Accepts any text.

        First those with a wording that holds what was typed as it stands. Then documents that hold
        every word; when there are none, those that hold most of them. Of more than a thousand, those
        come first whose title holds the words.
        """
        with self._lock:
            terms = [self._corrected(term) for term in terms_of(text)]
            if not terms:
                return []
            return [self._ids[number] for number in self._matches(terms)[:limit]]

    def _matches(self, terms: Sequence[SearchTerm]) -> list[int]:
        concepts = self._concepts(terms)
        every = self._rows(PLAIN, " AND ".join(concept.expression for concept in concepts))
        as_typed = self._as_typed(terms)
        if len(every) > RANKED_AT_MOST:
            typed = " AND ".join(concept.typed for concept in concepts)
            return list(dict.fromkeys([*as_typed, *self._rows(PLAIN, f"title : ({typed})"), *every]))
        wordings = self._wording_scores(concepts)
        listed = set(every)
        if not any(concept.phrase for concept in concepts):
            listed |= as_typed | _best(wordings) or self._holding_most(concepts)
        return self._ranked(listed, as_typed, wordings, self._text_scores(concepts))

    def _holding_most(self, concepts: Sequence[_Concept]) -> set[int]:
        """Find the documents that hold most of what was typed anywhere in their text."""
        scores: dict[int, float] = defaultdict(float)
        for concept in concepts:
            rows = self._rows(PLAIN, concept.expression)
            for row in rows:
                scores[row] += _rarity(len(rows), len(self._ids))
        return _best(scores)

    @staticmethod
    def _ranked(
        listed: Iterable[int],
        as_typed: Collection[int],
        wordings: Mapping[int, float],
        text: Mapping[int, float],
    ) -> list[int]:
        def score(number: int) -> float:
            first = AS_TYPED if number in as_typed else 0.0
            return first + wordings.get(number, 0.0) + TEXT_WORTH * text.get(number, 0.0)

        return sorted(listed, key=lambda number: (-score(number), number))

    def _as_typed(self, terms: Sequence[SearchTerm]) -> set[int]:
        """Find the documents with a wording that holds all that was typed, in that order."""
        words = [word for term in terms for word in term.words]
        if len(words) < 2:
            return set()
        return {self._wordings[row][0] for row in self._rows(WORDINGS, f"{quoted(words)} *")}

    def _wording_scores(self, concepts: Sequence[_Concept]) -> dict[int, float]:
        """Score each document by its wordings: the share of what was typed that they hold, by rarity.

        All wordings together count, and the best of them once more.
        """
        together: dict[int, float] = defaultdict(float)
        alone: dict[int, float] = defaultdict(float)
        held: dict[int, int] = defaultdict(int)
        total = 0.0
        for concept in concepts:
            typed = self._rows(WORDINGS, concept.typed)
            alike = self._rows(WORDINGS, concept.alike) if concept.alike else []
            worth: dict[int, float] = dict.fromkeys(alike, SYNONYM_WORTH * self._wording_rarity(alike))
            weight = self._wording_rarity(typed or alike)
            worth = {row: min(value, SYNONYM_WORTH * weight) for row, value in worth.items()}
            worth.update(dict.fromkeys(typed, weight))
            total += weight
            best: dict[int, float] = {}
            for row, value in worth.items():
                alone[row] += value
                held[row] += 1
                document = self._wordings[row][0]
                best[document] = max(best.get(document, 0.0), value)
            for document, value in best.items():
                together[document] += value
        best_alone: dict[int, float] = defaultdict(float)
        for row, value in alone.items():
            document, words = self._wordings[row]
            to_the_point = 1 - NEEDLESS + NEEDLESS * min(1.0, held[row] / words)
            best_alone[document] = max(best_alone[document], value * to_the_point)
        return {
            document: (value + WORDING_WORTH * best_alone[document]) / total
            for document, value in together.items()
        }

    def _wording_rarity(self, rows: Iterable[int]) -> float:
        return _rarity(len({self._wordings[row][0] for row in rows}), len(self._ids))

    def _text_scores(self, concepts: Sequence[_Concept]) -> dict[int, float]:
        """Score each document by its full text, the best with 1."""
        expression = " OR ".join(concept.expression for concept in concepts)
        if len(self._rows(PLAIN, expression)) > RANKED_AT_MOST:
            expression = " AND ".join(concept.expression for concept in concepts)
        rows = self._connection.execute(RANKED, (expression,)).fetchall()
        best = min((rank for _, rank in rows), default=0.0)
        return {number: rank / best for number, rank in rows} if best else {}

    def _concepts(self, terms: Sequence[SearchTerm]) -> list[_Concept]:
        """Put together words that mean one thing, leave little ones out, and add what means the same."""
        concepts: list[_Concept] = []
        place = 0
        while place < len(terms):
            size, alike = self._alike(terms, place)
            if size > 1:
                taken = terms[place : place + size]
                telling = [term for term in taken if not term.little] or taken
                typed = " AND ".join(term.expression for term in telling)
                concepts.append(_Concept(f"({typed})", " OR ".join(alike), phrase=False))
            elif not terms[place].little:
                term = terms[place]
                concepts.append(_Concept(term.expression, " OR ".join(alike), term.phrase))
            place += size
        if not concepts:
            concepts = [_Concept(term.expression, "", term.phrase) for term in terms]
        return list(dict.fromkeys(concepts))[: limits.SEARCH_TERMS]

    def _alike(self, terms: Sequence[SearchTerm], place: int) -> tuple[int, list[str]]:
        """Return how many terms from a place on mean one thing, and what means the same."""
        for size in range(LONGEST_SYNONYM, 0, -1):
            taken = terms[place : place + size]
            if len(taken) < size or any(term.phrase for term in taken) or (size == 1 and taken[0].little):
                continue
            words = [term.words[0] for term in taken]
            groups = self._groups(words)
            if groups:
                return size, [quoted(member) for group in sorted(groups) for member in synonyms()[group]]
        return 1, []

    def _groups(self, words: Sequence[str]) -> set[int]:
        rows = self._rows(MEMBERS, f"^{quoted(words)}")
        return {self._members[row - 1][0] for row in rows if self._members[row - 1][1] == len(words)}

    def _rows(self, query: str, expression: str) -> list[int]:
        return [rowid for (rowid,) in self._connection.execute(query, (expression,))]

    def _corrected(self, term: SearchTerm) -> SearchTerm:
        """Return a term with a mistyped word as it was meant, and with what an unfinished one may become."""
        word = term.words[0]
        if term.phrase or self._is_held(term):
            return term
        if endings := self._vocabulary.endings(word):
            return replace(term, meant=tuple(endings))
        closest = self._vocabulary.closest(word)
        return replace(term, words=(closest[0],), meant=tuple(closest[1:]), open=False) if closest else term

    def _is_held(self, term: SearchTerm) -> bool:
        if term.words[0] in LITTLE:
            return True
        return self._connection.execute(HOLDS, (term.expression,)).fetchone() is not None


def _rarity(holding: int, documents: int) -> float:
    """Return how much a word says that so many of the documents hold (inverse document frequency)."""
    return math.log(1 + (documents + 1) / (holding + 0.5))


def _best(scores: Mapping[int, float]) -> set[int]:
    enough = ENOUGH * max(scores.values(), default=0.0)
    return {number for number, score in scores.items() if score >= enough}
