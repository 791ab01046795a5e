"""One good entry of every kind, and the values that no field, or not every field, may hold."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

NOON = 1_795_521_600_000_000
QUESTION = "question-00001"
CARD = f"q:{QUESTION}"
POINT = f"{QUESTION}.k1"


def nested(depth: int) -> Any:
    value: Any = "deep"
    for _ in range(depth):
        value = [value]
    return value


VALUES: Mapping[str, Any] = {
    "nothing": None,
    "empty text": "",
    "a word": "America",
    "zone": "Asia/Tokyo",
    "far future": "9999-12-31",
    "first year": "0001-01-01",
    "no day": "2026-02-30",
    "last day": "2100-12-31",
    "first day": "2000-01-01",
    "last minute": "23:59",
    "half a character": "\ud800",
    "unknown question": "no-such-question",
    "unknown card": "q:no-such-question",
    "unknown kind of card": "z:what",
    "a path": "../../etc/passwd",
    "markup": "<img src=x onerror=alert(1)> $5 to $10 `R&D` **x**",
    "NUL": "a\x00b",
    "right to left": "\u202eاحكِ لي عن نفسك",
    "huge text": "x" * 60_000,
    "many lines": "a\n" * 5_000,
    "zero": 0,
    "one": 1,
    "minus one": -1,
    "five": 5,
    "huge number": 10**30,
    "last moment": 4_133_980_800_000_000,
    "infinite": float("inf"),
    "a share": 0.5,
    "yes": True,
    "empty list": [],
    "empty object": {},
    "list of nothing": [None],
    "list of lists": [[1, 2], [3]],
    "long list": ["x"] * 2_000,
    "twice the same": [{"question": QUESTION, "prompt": "Why?"}] * 2,
    "foreign object": {"title": "x", "items": [{}]},
    "nested deep": nested(900),
}

INTERVIEW: dict[str, Any] = {
    "company": "Larkfield",
    "role": "role-1",
    "day": "2026-12-20",
    "start": "10:30",
    "tz": "Europe/London",
    "stage": "First",
    "format": "panel",
    "people": "Ana",
    "place": "Room 2",
    "advert": "We look for somebody who handles complaints.",
    "notes": "Ask why",
    "outcome": "",
    "previous": "",
    "ask": [{"text": "What is hard?", "asked": True, "note": "Billing"}],
    "done": ["cv"],
    "items": [{"text": "Umbrella", "done": False}],
    "heard": [{"text": "Why us?", "question": QUESTION, "went": 3, "note": "Good"}],
    "surprised": "A role play",
    "thanks": "Thank you",
    "job": "Customer Happiness Lead",
}
ITEM: dict[str, Any] = {
    "id": "i1",
    "question": QUESTION,
    "variant": None,
    "block": "",
    "probe": "And then?",
    "think_s": 15,
    "answer_s": 90,
    "probe_s": 30,
    "answer": "I listened, then I acted.",
    "probe_answer": "",
    "think_ms": 1,
    "answer_ms": 60_000,
    "probe_ms": 0,
    "skipped": False,
    "left_out": False,
    "ticks": [POINT],
    "own": {"value": 3, "evidence": "clear"},
    "coach": {"value": 2, "evidence": "vague"},
    "rating": 3,
}
MOCK: dict[str, Any] = {
    "title": "Mock",
    "level": "lead",
    "items": [ITEM],
    "started_at": NOON,
    "kind": "mock",
    "role": "",
    "at": 0,
    "phase": "over",
    "began": NOON,
    "banked_ms": 0,
    "paused": False,
    "seen_at": NOON,
    "answered_at": NOON,
    "scored_at": NOON,
    "assignment": "",
    "here": "both",
}
STORY: dict[str, Any] = {
    "title": "The flood",
    "situation": "We had a flood.",
    "task": "I had to keep the queue open.",
    "action": "I moved the team home.",
    "result": "We lost no call.",
    "baseline": "80%",
    "change": "95%",
    "period": "a month",
    "industry": "energy",
    "competencies": ["triage"],
    "questions": [QUESTION],
    "key_facts": ["moved home"],
    "refused": [],
}
OWN_QUESTION: dict[str, Any] = {
    "prompt": "Why us?",
    "competency": "triage",
    "kind": "motivation",
    "difficulty": "easy",
    "likelihood": "common",
    "roles": [],
    "assesses": "Motive",
    "steps": ["Say why"],
    "key_points": ["Named a reason"],
    "answers": ["Because."],
    "variants": ["Why here?"],
    "follow_ups": ["Really?"],
    "pitfalls": ["Money first"],
}
ASSIGNMENT: dict[str, Any] = {
    "title": "Week 1",
    "tasks": [{"question": QUESTION, "prompt": "Why?", "answer_s": 90}],
    "message": "Good luck",
    "level": "lead",
    "think_s": 15,
    "coach": "Kim",
    "to": "Maria",
    "due": "2026-12-01",
    "questions": [{"id": "mine/why", "content": OWN_QUESTION}],
    "client": "c1",
    "sent_at": NOON,
    "received_at": 0,
}
COACHING_SESSION: dict[str, Any] = {
    "title": "Session",
    "questions": [QUESTION],
    "level": "lead",
    "notes": "Ask about Leeds",
    "round": "m1",
    "started_at": NOON,
    "ended_at": 0,
}
FEEDBACK: dict[str, Any] = {
    "title": "Week 1",
    "mock": "m1",
    "assignment": "as1",
    "level": "lead",
    "coach": "Kim",
    "candidate": "Maria",
    "message": "Well done",
    "answers": [
        {"question": QUESTION, "prompt": "Why?", "score": 4, "evidence": "Calm", "try_this": "A number"}
    ],
    "drills": [QUESTION],
    "written_at": NOON,
    "received_at": NOON,
}
RUBRIC: dict[str, Any] = {
    "competency": "de-escalation",
    "anchors": [{"level": "lead", "score": 3, "text": "Names the feeling"}],
}
COMPANY: dict[str, Any] = {
    "name": "Larkfield",
    "findings": [{"item": "mission", "text": "Green", "source": "site", "use": CARD}],
    "done": ["mission"],
}

ENTRIES: Mapping[str, dict[str, Any]] = {
    "settings": {"name": "new_a_day", "value": 8, "updated_at": NOON},
    "attempts": {
        "id": "a1",
        "card_id": CARD,
        "variant_id": None,
        "mode": "practice",
        "rating": 3,
        "confidence": "sure",
        "answered_at": NOON,
        "local_day": "2026-11-24",
        "tz": "Europe/London",
        "duration_ms": 60_000,
        "answer": "I listened.",
        "ticks": [POINT],
        "session_id": "s1",
        "bank_version": "1",
    },
    "voids": {"attempt_id": "a1", "voided_at": NOON},
    "marks": {"card_id": CARD, "flagged": 1, "suspended": 0, "buried_until": None, "updated_at": NOON},
    "notes": {"card_id": CARD, "text": "Remember", "updated_at": NOON},
    "drafts": {"name": CARD, "text": "I would", "updated_at": NOON},
    "sessions": {
        "id": "s1",
        "title": "Due",
        "started_at": NOON,
        "ended_at": None,
        "total": 3,
        "position": 1,
        "card_id": CARD,
        "variant_id": None,
        "attempt_id": "next",
        "drawn_at": NOON,
        "revealed_at": NOON,
        "confidence": "sure",
        "ticks": [POINT],
    },
    "session_cards": {"session_id": "s1", "position": 1, "card_id": CARD},
    "decks": {
        "id": "mine",
        "title": "Mine",
        "source": "own.csv",
        "created_at": NOON,
        "updated_at": NOON,
        "removed": 0,
    },
    "own_questions": {
        "id": "mine/why",
        "deck_id": "mine",
        "position": 1,
        "content": OWN_QUESTION,
        "updated_at": NOON,
    },
    "stories": {"id": "st1", "content": STORY, "created_at": NOON, "updated_at": NOON},
    "story_versions": {
        "id": "v1",
        "story_id": "st1",
        "content": STORY,
        "made_at": NOON,
        "updated_at": NOON,
    },
    "mocks": {"id": "m1", "content": MOCK, "created_at": NOON, "updated_at": NOON},
    "assignments": {"id": "as1", "content": ASSIGNMENT, "created_at": NOON, "updated_at": NOON},
    "scores": {
        "id": "a1/self",
        "attempt_id": "a1",
        "rater": "self",
        "level": "lead",
        "score": 3,
        "evidence": "clear",
        "updated_at": NOON,
    },
    "interviews": {"id": "in1", "content": INTERVIEW, "created_at": NOON, "updated_at": NOON},
    "companies": {"id": "co1", "content": COMPANY, "created_at": NOON, "updated_at": NOON},
    "coaching_sessions": {
        "id": "cs1",
        "content": COACHING_SESSION,
        "created_at": NOON,
        "updated_at": NOON,
    },
    "feedback": {"id": "m1", "content": FEEDBACK, "created_at": NOON, "updated_at": NOON},
    "rubrics": {"id": "de-escalation", "content": RUBRIC, "created_at": NOON, "updated_at": NOON},
}
KEYS = {
    "settings": "name",
    "voids": "attempt_id",
    "marks": "card_id",
    "notes": "card_id",
    "drafts": "name",
    "session_cards": "position",
}
SETTINGS: Mapping[str, Any] = {
    "target_role": "role-1",
    "minutes_a_day": 20,
    "days_off": [6],
    "retention": 0.9,
    "shortcuts": True,
    "asks_confidence": True,
    "remarks_off": ["fillers"],
    "interview_date": "2026-12-20",
    "from_a_newer_one": 1,
}


def mutants(value: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every entry with one of its fields set to ``value``, or missing, as (table, field, entry).

    Fields of documents, and of what they hold, count like any other. Each entry has a key of its own, so
    that all of them can stand in one file.
    """
    number = 0
    for table, entry in ENTRIES.items():
        for path in _paths(entry):
            number += 1
            mutant = _own_key(table, copy.deepcopy(entry), number)
            _set(mutant, path, value)
            yield table, ".".join(map(str, path)), mutant
    for name, sound in SETTINGS.items():
        entry = {"name": name, "value": sound, "updated_at": NOON}
        yield "settings", name, {**entry, "value": value}
        yield "settings", f"{name} without value", {"name": name, "updated_at": NOON}


def _own_key(table: str, entry: dict[str, Any], number: int) -> dict[str, Any]:
    key = KEYS.get(table, "id")
    if table in ("settings", "voids"):
        return entry
    if table == "own_questions":
        return {**entry, "id": f"mine/why-{number}"}
    if table == "session_cards":
        return {**entry, "position": number}
    if table in ("marks", "notes"):
        return {**entry, "card_id": f"q:question-{number % 30:05}"}
    return {**entry, key: f"{entry[key].replace('/', '-')}-{number}"}


def _paths(value: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for name, cell in value.items():
            yield (*before, name)
            yield from _paths(cell, (*before, name))
    elif isinstance(value, list):
        for place, cell in enumerate(value):
            yield (*before, place)
            yield from _paths(cell, (*before, place))


def _set(entry: dict[str, Any], path: tuple[str | int, ...], value: Any) -> None:
    target: Any = entry
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value


def as_cell(name: str, cell: Any) -> Any:
    """A field as the database keeps it; what no database cell can hold is its JSON."""
    if name in ("content", "value", "ticks"):
        return cell if isinstance(cell, str) else json.dumps(cell)
    return json.dumps(cell) if isinstance(cell, list | dict) else cell
