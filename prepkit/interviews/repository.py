"""Store and find interviews and companies; the collections also check objects from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from prepkit.interviews.appointment import Interview, day_here, is_ahead, next_round
from prepkit.interviews.company import Company, joined, name_key, same
from prepkit.model import Clock
from prepkit.store import Store, drafts
from prepkit.store.collection import Collection

INTERVIEWS = Collection("interviews", Interview)
COMPANIES = Collection("companies", Company)


def list_all(store: Store) -> list[tuple[str, Interview]]:
    """List the interviews as (id, interview) by day and hour, those without a day last.

    Where day and hour are equal or unknown, the one created first comes first.
    """
    in_order = sorted(INTERVIEWS.list_all(store), key=lambda document: (document.created_at, document.id))
    interviews = [(document.id, document.content) for document in in_order]
    return sorted(interviews, key=lambda pair: (pair[1].day is None, pair[1].day or date.max, pair[1].start))


def get(store: Store, interview_id: str) -> Interview | None:
    """Return one interview; None if there is none by this id."""
    document = INTERVIEWS.get(store, interview_id)
    return document.content if document else None


def save(store: Store, interview_id: str, interview: Interview, now: int) -> None:
    """Save an interview, replacing its earlier state."""
    INTERVIEWS.save(store, interview_id, interview, now)


def delete(store: Store, interview_id: str, now: int) -> None:
    """Delete an interview and its drafts; what is known of its company stays."""
    with store.transaction():
        INTERVIEWS.delete(store, interview_id, now)
        drafts.delete_beginning(store, drafts_of(interview_id), now)


def drafts_of(interview_id: str) -> str:
    """Return the prefix of the names of an interview's drafts."""
    return f"interview {interview_id} "


def change(store: Store, interview_id: str, step: Callable[[Interview], Interview], now: int) -> None:
    """Change an interview in one transaction, if it is still there."""
    INTERVIEWS.change(store, interview_id, step, now)


def add_next_round(store: Store, interview_id: str, new_id: Callable[[], str], now: int) -> str:
    """Save the round after an interview and return its id.

    If an unchanged next round exists already, its id is returned, so that a double click adds only one.
    """
    with store.transaction():
        before = get(store, interview_id)
        if before is None or is_blank_round(store, before):
            return interview_id
        after = next_round(before, interview_id)
        after_id = next((known_id for known_id, known in list_all(store) if known == after), None)
        if after_id is None:
            after_id = new_id()
            save(store, after_id, after, now)
        return after_id


def is_blank_round(store: Store, interview: Interview) -> bool:
    """Whether it was added as the round after another and not changed since."""
    before = get(store, interview.previous) if interview.previous else None
    return before is not None and interview == next_round(before, interview.previous)


def upcoming(store: Store, clock: Clock) -> list[tuple[str, Interview]]:
    """List the interviews that are not over as (id, interview), the next first."""
    return [(id, interview) for id, interview in list_all(store) if is_ahead(interview, clock)]


def next_day(store: Store, clock: Clock) -> date | None:
    """Return the day of the next interview in the person's time zone; None if no day is known."""
    return next((day_here(interview, clock) for _, interview in upcoming(store, clock)), None)


def company(store: Store, name: str, new_id: Callable[[], str]) -> tuple[str, Company]:
    """Return what is known of a company as (id, company): an empty one with a new id if nothing is."""
    known = _known_as(store, name)
    return known[0] if known else (new_id(), Company(" ".join(name.split())))


def save_company(store: Store, company_id: str, company: Company, now: int) -> None:
    """Save what is known of a company, replacing its earlier state."""
    COMPANIES.save(store, company_id, company, now)


def change_company(
    store: Store, name: str, step: Callable[[Company], Company], new_id: Callable[[], str], now: int
) -> None:
    """Change what is known of a company in one transaction; an empty company is deleted."""
    with store.transaction():
        company_id, before = company(store, name, new_id)
        after = step(before)
        if after == before:
            return
        if after.findings or after.done:
            save_company(store, company_id, after, now)
        else:
            COMPANIES.delete(store, company_id, now)


def rename_company(store: Store, interview_id: str, name: str, now: int) -> Company | None:
    """Rename the company of an interview, and what is known of the company with it.

    What is known keeps the old name, and is returned, if another interview has the old name, something is
    known under the new name already, or the new name is blank.
    """
    with store.transaction():
        interview = get(store, interview_id)
        if interview is None or interview.company == name:
            return None
        save(store, interview_id, replace(interview, company=name), now)
        known = _known_as(store, interview.company)
        if not known:
            return None
        only_spelling = same(interview.company, name)
        needed = any(same(interview.company, other) for other in _names(store))
        if not only_spelling and (not name or needed or _known_as(store, name)):
            return known[0][1]
        for company_id, company in known:
            save_company(store, company_id, replace(company, name=name), now)
        return None


def move_company(store: Store, company_id: str, name: str, new_id: Callable[[], str], now: int) -> bool:
    """Add what is known under another name to the company ``name``; False if there is no room for it."""
    with store.transaction():
        document = COMPANIES.get(store, company_id)
        if document is None or same(document.content.name, name):
            return True
        moved = document.content
        change_company(store, name, lambda known: joined(known, moved), new_id, now)
        _, after = company(store, name, new_id)
        if not set(moved.findings) <= set(after.findings):
            return False
        COMPANIES.delete(store, company_id, now)
        return True


def forget_company(store: Store, name: str, now: int) -> None:
    """Delete everything that is known of a company; its interviews stay."""
    with store.transaction():
        for company_id, _ in _known_as(store, name):
            COMPANIES.delete(store, company_id, now)


def companies_without_interview(store: Store) -> list[tuple[str, Company]]:
    """List the companies that no interview is with, by name, as (id, company)."""
    borne = {name_key(name) for name in _names(store)}
    left = [pair for pair in _companies(store) if name_key(pair[1].name) not in borne]
    return sorted(left, key=lambda pair: (pair[1].name.casefold(), pair[0]))


def _names(store: Store) -> list[str]:
    """List the names of the companies of all interviews."""
    return [interview.company for _, interview in list_all(store)]


def _known_as(store: Store, name: str) -> list[tuple[str, Company]]:
    """List what is known under a name; two entries if two computers each created one before syncing."""
    return [(id, company) for id, company in _companies(store) if same(company.name, name)]


def _companies(store: Store) -> list[tuple[str, Company]]:
    return [(document.id, document.content) for document in COMPANIES.list_all(store)]
