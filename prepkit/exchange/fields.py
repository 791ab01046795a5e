"""Holds the rule of each field of an archive, which is untrusted because anybody can write one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prepkit.bank.own import OwnQuestion
from prepkit.coaching.assignment import ASSIGNMENTS
from prepkit.coaching.feedback import FEEDBACK
from prepkit.coaching.rubric import RUBRICS
from prepkit.coaching.session import SESSIONS
from prepkit.field_types import (
    LAST_MOMENT,
    MAX_ID,
    holds_no_number,
    is_day,
    is_whole_text,
    load_zone,
    nested_too_deep,
)
from prepkit.interviews.repository import COMPANIES, INTERVIEWS
from prepkit.mock.repository import MOCKS
from prepkit.model import Confidence, Rating
from prepkit.store import notes, scores
from prepkit.store.settings import is_valid
from prepkit.store.stories import STORIES

Rule = Callable[[object], str | None]
"""Takes a cell; returns its fault as a sentence, or None."""

MAX_CELL = 1_000_000
MAX_SETTING = 10_000
"""The longest value of an unknown setting, in characters of JSON."""


def _text(most: int = MAX_CELL, *, least: int = 0, pattern: str = "") -> Rule:
    """Make the rule of a text with ``least`` to ``most`` characters that fits a pattern."""

    def check(cell: object) -> str | None:
        if not isinstance(cell, str):
            return "This should be a text."
        if not least <= len(cell) <= most:
            return f"This should have {least:,} to {most:,} characters; it has {len(cell):,}."
        if pattern and not re.fullmatch(pattern, cell):
            return f"“{cell[:60]}” does not look as it should."
        if not is_whole_text(cell):
            return "This holds half a character, which no text can."
        return None

    return check


def _whole(least: int = 0, most: int = LAST_MOMENT) -> Rule:
    """Make the rule of a whole number from ``least`` to ``most``."""

    def check(cell: object) -> str | None:
        if isinstance(cell, bool) or not isinstance(cell, int) or not least <= cell <= most:
            return f"This should be a whole number from {least:,} to {most:,}."
        return None

    return check


def _or_nothing(rule: Rule) -> Rule:
    """Make a rule that also allows None."""
    return lambda cell: None if cell is None else rule(cell)


NO_DAY = "This should be a day from 2000 to 2100, as in 2026-11-23."


def _day(cell: object) -> str | None:
    """Check a day of the calendar in ISO form."""
    return None if is_day(cell) else NO_DAY


def _zone(cell: object) -> str | None:
    """Check the name of a time zone."""
    if isinstance(cell, str) and load_zone(cell) is not None:
        return None
    return f"“{str(cell)[:60]}” is not the name of a time zone, such as Europe/London."


def _one_of(*allowed: str) -> Rule:
    """Make the rule of a text that is one of the allowed ones."""
    return lambda cell: None if cell in allowed else f"This should be one of {', '.join(allowed)}."


def _note(cell: object) -> str | None:
    """Check the card id of a note, which may also stand for the client."""
    return None if cell == notes.ABOUT_CLIENT else _card(cell)


def _ids(cell: object) -> str | None:
    """Check a list of ids."""
    if isinstance(cell, list) and len(cell) <= 100 and not any(map(_id, cell)):
        return None
    return "This should be a list of at most a hundred ids."


def _object(name: str, faults: Callable[[Mapping[str, Any]], Iterator[str]]) -> Rule:
    """Make the rule of a JSON object, which is an empty text once it is removed."""

    def check(cell: object) -> str | None:
        if cell == "":
            return None
        return next(faults(cell), None) if isinstance(cell, dict) else f"This should be {name}."

    return check


_own_question = _object("a question", OwnQuestion.faults)
_story = _object("a story", STORIES.faults)
_id = _text(MAX_ID, least=1)
_document_id = _text(MAX_ID, pattern=r"[^\x00-\x1f\x7f]+")
_card = _text(MAX_ID, pattern=r"[a-z]:[^\s\x00-\x1f\x7f]+")
_story_id = _text(MAX_ID - 2, pattern=r"[^\s\x00-\x1f\x7f]+")
_moment = _whole()
_flag = _whole(0, 1)
_short = _text(2_000)
_confidence = _or_nothing(_one_of(*Confidence))

PROFILE: Mapping[str, Rule] = {"name": _text(200), "renamed_at": _moment}
_OTHERS: dict[str, Mapping[str, Rule]] = {
    "settings": {"name": _id, "value": lambda cell: None, "updated_at": _moment},
    "attempts": {
        "id": _id,
        "card_id": _card,
        "variant_id": _or_nothing(_id),
        "mode": _id,
        "rating": _whole(min(Rating), max(Rating)),
        "confidence": _confidence,
        "answered_at": _moment,
        "local_day": _day,
        "tz": _zone,
        "duration_ms": _whole(0, 10**9),
        "answer": _text(),
        "ticks": _ids,
        "session_id": _or_nothing(_id),
        "bank_version": _text(100),
    },
    "voids": {"attempt_id": _id, "voided_at": _moment},
    "marks": {
        "card_id": _card,
        "flagged": _flag,
        "suspended": _flag,
        "buried_until": _or_nothing(_day),
        "updated_at": _moment,
    },
    "notes": {"card_id": _note, "text": _text(), "updated_at": _moment},
    "drafts": {"name": _id, "text": _text(), "updated_at": _moment},
    "sessions": {
        "id": _id,
        "title": _short,
        "started_at": _moment,
        "ended_at": _or_nothing(_moment),
        "total": _whole(0, 10**6),
        "position": _whole(0, 10**6),
        "card_id": _or_nothing(_card),
        "variant_id": _or_nothing(_id),
        "attempt_id": _or_nothing(_id),
        "drawn_at": _or_nothing(_moment),
        "revealed_at": _or_nothing(_moment),
        "confidence": _confidence,
        "ticks": _ids,
    },
    "session_cards": {"session_id": _id, "position": _whole(0, 10**6), "card_id": _card},
    "decks": {
        "id": _text(MAX_ID, pattern=r"[a-z0-9]+(-[a-z0-9]+)*"),
        "title": _short,
        "source": _short,
        "created_at": _moment,
        "updated_at": _moment,
        "removed": _flag,
    },
    "own_questions": {
        "id": _text(MAX_ID, pattern=r"[a-z0-9-]+/[a-z0-9-]+"),
        "deck_id": _id,
        "position": _whole(-(10**9), 10**9),
        "content": _own_question,
        "updated_at": _moment,
    },
    "story_versions": {
        "id": _id,
        "story_id": _story_id,
        "content": _story,
        "made_at": _moment,
        "updated_at": _moment,
    },
    "scores": {
        "id": _text(MAX_ID + 10, least=1),
        "attempt_id": _id,
        "rater": _one_of(*scores.Rater),
        "level": _id,
        "score": _whole(scores.LOWEST, scores.HIGHEST),
        "evidence": _text(),
        "updated_at": _moment,
    },
}
_DOCUMENTS: Mapping[str, tuple[Rule, Rule]] = {
    "stories": (_story_id, _story),
    "mocks": (_document_id, _object("a mock interview", MOCKS.faults)),
    "assignments": (_document_id, _object("an assignment", ASSIGNMENTS.faults)),
    "interviews": (_document_id, _object("an interview", INTERVIEWS.faults)),
    "companies": (_document_id, _object("a company", COMPANIES.faults)),
    "coaching_sessions": (_document_id, _object("a coaching session", SESSIONS.faults)),
    "feedback": (_document_id, _object("a coach's feedback", FEEDBACK.faults)),
    "rubrics": (_document_id, _object("a coach's anchors", RUBRICS.faults)),
}
"""The rules of a document's id and content; its moments have the rule of every document."""
FIELDS: Mapping[str, Mapping[str, Rule]] = _OTHERS | {
    name: {"id": id_rule, "content": content, "created_at": _moment, "updated_at": _moment}
    for name, (id_rule, content) in _DOCUMENTS.items()
}
"""The rule of every column of every table that ``store.tables`` registers."""


def fault(table: str, column: str, row: Mapping[str, Any]) -> str | None:
    """Return what is wrong with one field of an entry, as a sentence; None if it is sound."""
    cell = row.get(column)
    if isinstance(cell, dict | list | float):
        if nested_too_deep(cell):
            return "This is nested deeper than anything PrepKit keeps."
        if holds_no_number(cell):
            return "This holds a number without an end, which none of PrepKit's are."
    message = FIELDS[table][column](cell)
    if message is None and (table, column) == ("settings", "value"):
        message = _setting_fault(row)
    if message is None and (table, column) == ("sessions", "card_id"):
        message = _screen_fault(row)
    return message


def _setting_fault(row: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a setting's value, as a sentence; None if it is sound."""
    if "value" not in row:
        return f"The value of “{row['name']}” is missing."
    value = row["value"]
    if not is_valid(row["name"], value) or len(json.dumps(value)) > MAX_SETTING:
        return f"“{row['name']}” cannot be set to this."
    return None


def _screen_fault(row: Mapping[str, Any]) -> str | None:
    """Return a sentence if a session has a card on screen without an attempt's id or moment; else None."""
    was_drawn = row.get("attempt_id") is not None and row.get("drawn_at") is not None
    return None if row.get("card_id") is None or was_drawn else "A card is on screen that was never drawn."
