"""Record what a person found out about a company, and in which answer to use it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from prepkit.interviews.appointment import Line, Text

MOST_FINDINGS, MOST_DONE = 200, 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the checklist item it is for, its text and source, and the card whose answer uses it."""

    item: Annotated[str, Field(max_length=100)]
    text: Text = ""
    source: Annotated[str, Field(max_length=2_000)] = ""
    use: Annotated[str, Field(max_length=200)] = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company: its name, its findings, and the checklist items that are done."""

    name: Line
    findings: Annotated[tuple[Finding, ...], Field(max_length=MOST_FINDINGS)] = ()
    done: Annotated[tuple[Line, ...], Field(max_length=MOST_DONE)] = ()


def same(first: str, second: str) -> bool:
    """Whether two names mean the same company."""
    return name_key(first) == name_key(second)


def name_key(name: str) -> str:
    """Return the name without differences of case and spaces, equal for all spellings of one company."""
    return " ".join(name.split()).casefold()


def with_done(company: Company, item: str, done: bool) -> Company:
    """Tick or untick an item of the checklist."""
    others = tuple(ticked for ticked in company.done if ticked != item)
    return replace(company, done=(*others, item) if done else others)


def added(company: Company, *new: Finding) -> Company:
    """Add findings, each once; the company stays unchanged if they are too many."""
    findings = tuple(dict.fromkeys((*company.findings, *new)))
    return replace(company, findings=findings) if len(findings) <= MOST_FINDINGS else company


def without(company: Company, finding: Finding) -> Company:
    """Remove one finding."""
    return replace(company, findings=tuple(kept for kept in company.findings if kept != finding))


def joined(company: Company, other: Company) -> Company:
    """Add what is known under another name; the company stays unchanged if it is too much."""
    both = added(company, *other.findings)
    if not set(other.findings) <= set(both.findings):
        return company
    return replace(both, done=tuple(dict.fromkeys((*company.done, *other.done)))[:MOST_DONE])
