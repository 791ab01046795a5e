"""What somebody found out about a company, and where they mean to use it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from prepkit.prepare.interview import Line, Text

MOST_FINDINGS, MOST_DONE = 200, 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: for which item of the checklist, where, and the card whose answer it belongs into."""

    item: Annotated[str, Field(max_length=100)]
    text: Text = ""
    source: Annotated[str, Field(max_length=2_000)] = ""
    use: Annotated[str, Field(max_length=200)] = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company by its name, with the findings and the items that are done with."""

    name: Line
    findings: Annotated[tuple[Finding, ...], Field(max_length=MOST_FINDINGS)] = ()
    done: Annotated[tuple[Line, ...], Field(max_length=MOST_DONE)] = ()


def same(one: str, other: str) -> bool:
    """Whether two names mean one company."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """What is equal of two names that mean one company."""
    return " ".join(name.split()).casefold()


def with_done(company: Company, item: str, done: bool) -> Company:
    """The company with an item of the checklist ticked or not."""
    others = tuple(one for one in company.done if one != item)
    return replace(company, done=(*others, item) if done else others)


def added(company: Company, *found: Finding) -> Company:
    """The company with further findings, each once; as it was when there is no room for them."""
    findings = tuple(dict.fromkeys((*company.findings, *found)))
    return replace(company, findings=findings) if len(findings) <= MOST_FINDINGS else company


def without(company: Company, finding: Finding) -> Company:
    """The company without one finding."""
    return replace(company, findings=tuple(one for one in company.findings if one != finding))


def joined(company: Company, other: Company) -> Company:
    """The company with what is known under another name; as it was when there is no room for that."""
    both = added(company, *other.findings)
    if not set(other.findings) <= set(both.findings):
        return company
    return replace(both, done=tuple(dict.fromkeys((*company.done, *other.done)))[:MOST_DONE])
