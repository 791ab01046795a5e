"""Interviews and companies in the store, and what an object from elsewhere must hold to be one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from prepkit.mock.keeping import faults_of
from prepkit.model import Clock
from prepkit.prepare.company import Company, joined, name_key, same
from prepkit.prepare.interview import Interview, day_here, is_ahead, next_round
from prepkit.store import Store, documents, drafts

_INTERVIEW = TypeAdapter(Interview)
_COMPANY = TypeAdapter(Company)


def interview_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an object from being an interview, a sentence each."""
    return faults_of(_INTERVIEW, content)


def company_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an object from being a company, a sentence each."""
    return faults_of(_COMPANY, content)


def every(store: Store) -> list[tuple[str, Interview]]:
    """The interviews as (id, interview): those with a day by day, the ones without at the end.

    Where day and hour are the same, or unknown, the one that was put in first comes first.
    """
    rows = sorted(documents.every(store, "interviews"), key=lambda row: (row.created_at, row.id))
    found = [(row.id, _interview(row.content)) for row in rows]
    return sorted(found, key=lambda one: (one[1].day is None, one[1].day or date.max, one[1].start))


def get(store: Store, interview_id: str) -> Interview | None:
    """One interview; None when there is none by that id, or no longer."""
    row = documents.get(store, "interviews", interview_id)
    return _interview(row.content) if row else None


def put(store: Store, interview_id: str, interview: Interview, now: int) -> None:
    """Keep an interview, in place of what it was."""
    documents.put(store, "interviews", interview_id, _INTERVIEW.dump_python(interview, mode="json"), now)


def remove(store: Store, interview_id: str, now: int) -> None:
    """Take an interview away; what was found out about the company stays."""
    with store.transaction():
        documents.remove(store, "interviews", interview_id, now)
        drafts.remove_beginning(store, drafts_of(interview_id), now)


def drafts_of(interview_id: str) -> str:
    """How the names of an interview's drafts begin."""
    return f"interview {interview_id} "


def change(store: Store, interview_id: str, step: Callable[[Interview], Interview], now: int) -> None:
    """Change an interview if it is still there, all or nothing."""
    with store.transaction():
        before = get(store, interview_id)
        if before is None:
            return
        after = step(before)
        if after != before:
            put(store, interview_id, after, now)


def add_next_round(store: Store, interview_id: str, new_id: Callable[[], str], now: int) -> str:
    """Keep the round after an interview; its id.

    A double click adds one: a round of which nothing is known yet is handed back in place of another.
    """
    with store.transaction():
        before = get(store, interview_id)
        if before is None or is_blank_round(store, before):
            return interview_id
        after = next_round(before, interview_id)
        made = next((found for found, kept in every(store) if kept == after), None)
        if made is None:
            made = new_id()
            put(store, made, after, now)
        return made


def is_blank_round(store: Store, interview: Interview) -> bool:
    """Whether it was added as the round after another, and nothing was said of it since."""
    before = get(store, interview.previous) if interview.previous else None
    return before is not None and interview == next_round(before, interview.previous)


def upcoming(store: Store, clock: Clock) -> list[tuple[str, Interview]]:
    """The interviews that are not over, the next first."""
    return [(found, interview) for found, interview in every(store) if is_ahead(interview, clock)]


def next_day(store: Store, clock: Clock) -> date | None:
    """The day of the next interview where the person is now; None when no day is known."""
    return next((day_here(interview, clock) for _, interview in upcoming(store, clock)), None)


def company(store: Store, name: str, new_id: Callable[[], str]) -> tuple[str, Company]:
    """What is known of a company as (id, company): nothing, under a fresh id, if nobody looked yet."""
    known = _known_as(store, name)
    return known[0] if known else (new_id(), Company(" ".join(name.split())))


def put_company(store: Store, company_id: str, found: Company, now: int) -> None:
    """Keep what is known of a company, in place of what was."""
    documents.put(store, "companies", company_id, _COMPANY.dump_python(found, mode="json"), now)


def change_company(
    store: Store, name: str, step: Callable[[Company], Company], new_id: Callable[[], str], now: int
) -> None:
    """Change what is known of a company, all or nothing; one of which nothing is left is forgotten."""
    with store.transaction():
        company_id, before = company(store, name, new_id)
        after = step(before)
        if after == before:
            return
        if after.findings or after.done:
            put_company(store, company_id, after, now)
        else:
            documents.remove(store, "companies", company_id, now)


def rename_company(store: Store, interview_id: str, name: str, now: int) -> Company | None:
    """Put right the company's name in an interview; what is known of the company goes along.

    It stays, and is handed back, where another interview bears the old name, where something is known under
    the new one already, or where there is no new one.
    """
    with store.transaction():
        interview = get(store, interview_id)
        if interview is None or interview.company == name:
            return None
        put(store, interview_id, replace(interview, company=name), now)
        known = _known_as(store, interview.company)
        if not known:
            return None
        only_spelling = same(interview.company, name)
        needed = any(same(interview.company, other) for other in _names(store))
        if not only_spelling and (not name or needed or _known_as(store, name)):
            return known[0][1]
        for company_id, found in known:
            put_company(store, company_id, replace(found, name=name), now)
        return None


def move_company(store: Store, company_id: str, name: str, new_id: Callable[[], str], now: int) -> bool:
    """Add what is known under another name to what is known of ``name``; whether there was room for it."""
    with store.transaction():
        row = documents.get(store, "companies", company_id)
        if row is None or same(row.content["name"], name):
            return True
        moved = _company(row.content)
        change_company(store, name, lambda found: joined(found, moved), new_id, now)
        _, after = company(store, name, new_id)
        if not set(moved.findings) <= set(after.findings):
            return False
        documents.remove(store, "companies", company_id, now)
        return True


def forget_company(store: Store, name: str, now: int) -> None:
    """Take away everything that is known of a company; its interviews stay."""
    with store.transaction():
        for company_id, _ in _known_as(store, name):
            documents.remove(store, "companies", company_id, now)


def without_interview(store: Store) -> list[tuple[str, Company]]:
    """The companies that no interview bears the name of (any more), by name, as (id, company)."""
    borne = {name_key(name) for name in _names(store)}
    left = [one for one in _companies(store) if name_key(one[1].name) not in borne]
    return sorted(left, key=lambda one: (one[1].name.casefold(), one[0]))


def _names(store: Store) -> list[str]:
    """The companies of the interviews."""
    return [interview.company for _, interview in every(store)]


def _known_as(store: Store, name: str) -> list[tuple[str, Company]]:
    """What is known under one name. Two computers may each have begun with it: then it is twice."""
    return [(found_id, found) for found_id, found in _companies(store) if same(found.name, name)]


def _companies(store: Store) -> list[tuple[str, Company]]:
    return [(row.id, _company(row.content)) for row in documents.every(store, "companies")]


def _interview(content: Mapping[str, Any]) -> Interview:
    return _INTERVIEW.validate_json(json.dumps(content))


def _company(content: Mapping[str, Any]) -> Company:
    return _COMPANY.validate_json(json.dumps(content))
