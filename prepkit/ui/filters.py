"""The filter controls that Browse and Practise share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

import streamlit as st

from prepkit.bank import Bank
from prepkit.model import Difficulty, Filters, Kind, Status
from prepkit.practice.session import Desk
from prepkit.store import decks

NAMES = ("role", "competency", "kind", "difficulty", "industry", "deck", "status", "flagged")
"""The controls' keys, and their names in the address."""


class _Kept(TypedDict, total=False):
    """Where a control keeps its value while it is not on screen."""

    bind: Literal["query-params"]
    persist_state: Literal["session"]


@dataclass(frozen=True, slots=True)
class _Place:
    """``bound`` controls live in the URL under their own names, others in the session."""

    prefix: str
    bound: bool

    def key(self, name: str) -> str:
        return f"{self.prefix}{name}"

    @property
    def kept(self) -> _Kept:
        return {"bind": "query-params"} if self.bound else {"persist_state": "session"}


def filter_controls(desk: Desk, *, prefix: str = "", bound: bool = False, role: str | None = None) -> Filters:
    """Draw the filters and return what they say, without text.

    ``bound`` keeps them in the URL; ``prefix`` keeps two sets of them apart; ``role`` is the
    role chosen at first. Decks can be chosen by whoever has one of their own.
    """
    bank, place = desk.bank, _Place(prefix, bound)
    own = {deck.id: deck.title for deck in decks.every(desk.store)}
    return Filters(
        role=_role(bank, place, role),
        competencies=_several("Competency", {c.id: c.name for c in bank.competencies}, place, "competency"),
        kinds=_several("Kind", {kind.value: kind.label for kind in Kind}, place, "kind"),
        difficulties=_several("Difficulty", {d.value: d.label for d in Difficulty}, place, "difficulty"),
        industries=_several("Industry of a sample answer", bank.industries, place, "industry"),
        decks=_several("Deck", {"": "PrepKit's own", **own}, place, "deck") if own else (),
        statuses=_several("Where it stands", {s.value: s.label for s in Status}, place, "status"),
        flagged=st.toggle("Only flagged", key=place.key("flagged"), **place.kept),
    )


def any_in_address() -> bool:
    """Whether the address narrows the list, so that the controls must be drawn to keep it."""
    return any(name in st.query_params for name in NAMES)


def active(filters: Filters) -> int:
    """How many filters narrow the list."""
    narrowing: Iterable[object] = (
        filters.role,
        filters.competencies,
        filters.kinds,
        filters.difficulties,
        filters.industries,
        filters.decks,
        filters.statuses,
        filters.flagged,
    )
    return sum(map(bool, narrowing))


def _role(bank: Bank, place: _Place, first: str | None) -> str | None:
    names = {role.id: role.name for role in bank.roles}
    options = ["", *names]
    chosen = st.selectbox(
        "Role",
        options,
        index=options.index(first) if first in names else 0,
        format_func=lambda role: names.get(role, "Any role"),
        key=place.key("role"),
        **place.kept,
    )
    return chosen or None


def _several(label: str, names: Mapping[str, str], place: _Place, name: str) -> tuple[str, ...]:
    chosen = st.multiselect(
        label,
        list(names),
        format_func=lambda value: names.get(value, value),
        placeholder="Any",
        key=place.key(name),
        **place.kept,
    )
    return tuple(chosen)
