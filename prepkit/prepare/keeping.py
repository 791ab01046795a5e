"""Interviews and companies in the store, and what an object from elsewhere must hold to be one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from prepkit.mock.keeping import faults_of
from prepkit.prepare.company import Company, same
from prepkit.prepare.interview import Interview, is_ahead
from prepkit.store import Store, documents

_INTERVIEW = TypeAdapter(Interview)
_COMPANY = TypeAdapter(Company)


def interview_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an object from being an interview, a sentence each."""
    return faults_of(_INTERVIEW, content)


def company_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an object from being a company, a sentence each."""
    return faults_of(_COMPANY, content)


def every(store: Store) -> list[tuple[str, Interview]]:
    """The interviews as (id, interview): those with a day by day, the ones without at the end."""
    found = [(row.id, _interview(row.content)) for row in documents.every(store, "interviews")]
    return sorted(found, key=lambda one: (one[1].day is None, one[1].day or date.max, one[1].start, one[0]))


def get(store: Store, interview_id: str) -> Interview | None:
    """One interview; None when there is none by that id, or no longer."""
    row = documents.get(store, "interviews", interview_id)
    return _interview(row.content) if row else None


def put(store: Store, interview_id: str, interview: Interview, now: int) -> None:
    """Keep an interview, in place of what it was."""
    documents.put(store, "interviews", interview_id, _INTERVIEW.dump_python(interview, mode="json"), now)


def remove(store: Store, interview_id: str, now: int) -> None:
    """Take an interview away; what was found out about the company stays."""
    documents.remove(store, "interviews", interview_id, now)


def change(store: Store, interview_id: str, step: Callable[[Interview], Interview], now: int) -> None:
    """Change an interview if it is still there, all or nothing."""
    with store.transaction():
        before = get(store, interview_id)
        if before is None:
            return
        after = step(before)
        if after != before:
            put(store, interview_id, after, now)


def upcoming(store: Store, today: date) -> list[tuple[str, Interview]]:
    """The interviews that are not over, the next first."""
    return [(found, interview) for found, interview in every(store) if is_ahead(interview, today)]


def next_day(store: Store, today: date) -> date | None:
    """The day of the next interview; None when no day is known."""
    return next((interview.day for _, interview in upcoming(store, today)), None)


def company(store: Store, name: str, new_id: Callable[[], str]) -> tuple[str, Company]:
    """What is known of a company as (id, company): nothing, under a fresh id, if nobody looked yet."""
    for row in documents.every(store, "companies"):
        found = _company(row.content)
        if same(found.name, name):
            return row.id, found
    return new_id(), Company(" ".join(name.split()))


def put_company(store: Store, company_id: str, found: Company, now: int) -> None:
    """Keep what is known of a company, in place of what was."""
    documents.put(store, "companies", company_id, _COMPANY.dump_python(found, mode="json"), now)


def _interview(content: Mapping[str, Any]) -> Interview:
    return _INTERVIEW.validate_json(json.dumps(content))


def _company(content: Mapping[str, Any]) -> Company:
    return _COMPANY.validate_json(json.dumps(content))
