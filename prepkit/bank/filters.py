"""Which questions a person means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from prepkit.bank.bank import Bank
from prepkit.bank.search import SearchIndex
from prepkit.model import Filters, Status, deck_of


def select(
    bank: Bank,
    filters: Filters,
    *,
    search: SearchIndex,
    statuses: Mapping[str, Status],
    flagged: AbstractSet[str],
) -> Sequence[str]:
    """The ids of the questions that pass every filter.

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
    found = search.search(filters.text)
    if filters.role is None:
        return found
    asked = set(bank.in_role(filters.role))
    return [question for question in found if question in asked]


def _allowed(bank: Bank, filters: Filters) -> set[str] | None:
    """The questions of what was chosen (competency, kind, and so on); None when any will do."""
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
        found = {q for q, held in zip(bank.ids, frame["industries"], strict=True) if wanted & set(held)}
        chosen = found if chosen is None else chosen & found
    if filters.decks:
        found = {question for question in bank.ids if deck_of(question) in filters.decks}
        chosen = found if chosen is None else chosen & found
    return chosen
