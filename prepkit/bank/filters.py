"""Select the questions that match a person's filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from prepkit.bank.bank import Bank
from prepkit.bank.search import SearchIndex
from prepkit.card_ids import deck_of
from prepkit.model import Status


@dataclass(frozen=True, slots=True)
class Filters:
    """Which questions are meant. Empty tuples mean "any"; a deck of "" is what ships with PrepKit."""

    role: str | None = None
    competencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    flagged: bool = False
    text: str = ""


def select(
    bank: Bank,
    filters: Filters,
    *,
    search: SearchIndex,
    statuses: Mapping[str, Status],
    flagged: AbstractSet[str],
) -> Sequence[str]:
    """Return the ids of the questions that pass every filter.

    With ``filters.text`` they come ranked by the search, best first. Otherwise they come in the
    role's order (its core by place, then common, then occasional; questions of other roles are left
    out), or without a role in file order. ``statuses`` maps question ids to their status, those
    missing are new; ``flagged`` holds question ids. Unknown values match nothing.
    """
    allowed = _allowed(bank, filters)
    wanted = set(filters.statuses)
    if allowed is None and not wanted and not filters.flagged:
        return _ordered(bank, filters, search)
    return [
        question
        for question in _ordered(bank, filters, search)
        if (allowed is None or question in allowed)
        and (not wanted or statuses.get(question, Status.NEW) in wanted)
        and (not filters.flagged or question in flagged)
    ]


def _ordered(bank: Bank, filters: Filters, search: SearchIndex) -> Sequence[str]:
    if not filters.text.strip():
        return bank.ids if filters.role is None else bank.in_role(filters.role)
    matches = search.search(filters.text)
    if filters.role is None:
        return matches
    in_role = set(bank.in_role(filters.role))
    return [question for question in matches if question in in_role]


def _allowed(bank: Bank, filters: Filters) -> set[str] | None:
    """Return the questions that pass the filters on their own properties; None if there are none."""
    frame = bank.questions
    keep = None
    for column, values in (
        ("competency", filters.competencies),
        ("kind", filters.kinds),
        ("difficulty", filters.difficulties),
    ):
        if values:
            held = frame[column].isin([str(value) for value in values])
            keep = held if keep is None else keep & held
    chosen = None if keep is None else set(frame.index[keep])
    if filters.industries:
        wanted = set(filters.industries)
        matches = {q for q, held in zip(bank.ids, frame["industries"], strict=True) if wanted & set(held)}
        chosen = matches if chosen is None else chosen & matches
    if filters.decks:
        matches = {question for question in bank.ids if deck_of(question) in filters.decks}
        chosen = matches if chosen is None else chosen & matches
    if filters.tags or filters.companies:
        matches = set(_own_matches(bank, filters))
        chosen = matches if chosen is None else chosen & matches
    return chosen


def _own_matches(bank: Bank, filters: Filters) -> Iterator[str]:
    """Yield the own questions that have one of the tags and come from one of the companies."""
    tags, companies = set(filters.tags), set(filters.companies)
    for question, details in bank.own.items():
        if (not tags or tags & set(details.tags)) and (not companies or details.company in companies):
            yield question
