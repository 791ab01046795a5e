"""Which kinds of key point a person leaves out of their answers, told by the points' own words.

A rule says nothing where it could be wrong, so that most key points belong to no kind. How often the rules
are right is measured in ``tests/insight/test_left_out.py``, with points that were labelled by reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.practice.left_out import left_out
from prepkit.question import Question

DAYS = 90
"""Answers of so many days are looked at."""
ENOUGH_POINTS = 5
"""With fewer key points of a kind nothing is said of it."""
QUESTIONS_OFFERED = 10

Answer = tuple[str, tuple[str, ...], str]
"""A card's id, the ids of its ticked key points and the bank's version: a row of ``attempts.ticks_since``."""


class PointKind(StrEnum):
    """What a key point asks for, in the words a person reads."""

    FIGURE = "a figure"
    OUTCOME = "how it turned out"
    ADMISSION = "a mistake, a doubt or a limit"
    CHANGE = "what was changed"
    REASON = "a reason"
    CUSTOMER = "what the customer was told"
    VIEW = "asking others for their view"
    DATE = "a date or an owner"


_COUNTED_THINGS = (
    r"(\b(?<!the )(?<!or )figures?|\bcounts?|\b(a|the|full|whole|or) costs?"
    r"|\bcost per|\bhours|\brate|\bvolume)\b"
)
_RULES = {
    PointKind.FIGURE: (
        r"^(counted|measured|added up|converted)\b"
        rf"|^(gave|put|showed|stated|brought|compared|followed|watched)\b.*{_COUNTED_THINGS}"
        r"|\b(with (a|the|its) (figure|size|count)|(with|in) figures|in money|starting figure|baseline)\b"
    ),
    PointKind.OUTCOME: (
        r"\b(came of|became of|reported the result|looked later|followed up after)\b"
        r"|\b(checked|measured|watched|reviewed|followed up)\b.*\b(afterwards|later|effect)\b"
        r"|\bwhether (it|the change) (helped|held|worked)\b|^checked back\b"
        r"|^(gave|included|stated) (a|one|the) (team's )?result\b|^(told|reported|accepted)\b.*\boutcome\b"
    ),
    PointKind.ADMISSION: r"^(admitted|owned up)\b|\bmy own (error|mistake|fault)\b",
    PointKind.CHANGE: r"^changed (something|a|one|how|the)\b|\bwhat (i|had) (changed|learnt|learned)\b",
    PointKind.REASON: (
        r"\b(with|for|gave) (a |the |one |main |stated )*reasons?\b|\b(its|true) reasons?\b"
        r"|\breason included\b|\band why\b|^explained why\b"
    ),
    PointKind.CUSTOMER: r"^(told|answered|promised|warned) (the |a )?(waiting |chat )?(customers?|caller)\b",
    PointKind.VIEW: (
        r"^(asked|heard|listened)\b.*\b(own view|own explanation|each (person|department)|agents|grievance"
        r"|(what )?the (customer|person|agent) (still |what )?(wants?|wanted|they))\b"
    ),
    PointKind.DATE: (
        r"\b(an owner|named owner|a (review )?date|with (measures and )?dates|people and dates"
        r"|by (when|what date))\b"
    ),
}
_PATTERNS = {kind: re.compile(rule, re.IGNORECASE) for kind, rule in _RULES.items()}


@dataclass(frozen=True, slots=True)
class KindLeftOut:
    """How often key points of one kind were left out, of how many.

    ``cards`` are those whose latest answer left one out, the one answered longest ago first.
    """

    kind: PointKind
    left_out: int
    points: int
    cards: tuple[str, ...]


@lru_cache(maxsize=2048)
def kinds_of(text: str) -> frozenset[PointKind]:
    """Tell the kinds of a key point by its words; none for most."""
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(text))


def by_kind(bank: Bank, answers: Iterable[Answer]) -> list[KindLeftOut]:
    """Count, kind by kind, how often key points were left out of answers given oldest first.

    Answers whose ticks tell nothing are not counted, and nor is a kind with fewer than ``ENOUGH_POINTS``. The
    kind with the largest share left out comes first.
    """
    counts = {kind: [0, 0] for kind in PointKind}
    latest: dict[str, set[PointKind]] = {}
    for question, missing in _with_left_out(bank, answers):
        # A dictionary keeps the place of a key it has: the latest answer must come last.
        latest.pop(question.card_id, None)
        if missing is None:
            continue
        points = [(kinds_of(point.text), point.id in missing) for point in question.key_points]
        kinds = [(kind, is_missing) for each, is_missing in points for kind in each]
        for kind, is_missing in kinds:
            counts[kind][0] += is_missing
            counts[kind][1] += 1
        latest[question.card_id] = {kind for kind, is_missing in kinds if is_missing}
    found = [
        KindLeftOut(kind, left_out_count, total, _cards(latest, kind))
        for kind, (left_out_count, total) in counts.items()
        if total >= ENOUGH_POINTS
    ]
    return sorted(found, key=lambda row: -row.left_out / row.points)


def _with_left_out(
    bank: Bank, answers: Iterable[Answer]
) -> Iterator[tuple[Question, tuple[str, ...] | None]]:
    """Yield the question of each answer that the bank has, with the key points left out, if that is known."""
    for card, ticks, version in answers:
        if question_id(card) in bank:
            question = bank.question(question_id(card))
            yield question, left_out(bank, question, ticks, version)


def _cards(latest: Mapping[str, Collection[PointKind]], kind: PointKind) -> tuple[str, ...]:
    return tuple(card for card, kinds in latest.items() if kind in kinds)[:QUESTIONS_OFFERED]
