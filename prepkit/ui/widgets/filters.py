"""The filter controls: in a folder, and as the row of chips above the list of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

import streamlit as st

from prepkit.bank import Bank
from prepkit.bank.filters import Filters
from prepkit.model import Status
from prepkit.question import Difficulty, Kind, Role
from prepkit.store import decks
from prepkit.ui.runtime.callbacks import once
from prepkit.workspace import Workspace

LABELS = {
    "competency": "Competency",
    "kind": "Kind",
    "difficulty": "Difficulty",
    "status": "Status",
    "industry": "Industry of a sample answer",
    "deck": "Deck",
    "tag": "Tag",
    "company": "Company",
}
"""The controls with several choices, by their keys, which are their names in the address."""


class _Persistence(TypedDict, total=False):
    """Where a control keeps its value while it is not on screen."""

    bind: Literal["query-params"]
    persist_state: Literal["session"]


@dataclass(frozen=True, slots=True)
class _ControlSet:
    """``bound`` controls live in the URL under their own names, others in the session."""

    prefix: str
    bound: bool

    def key(self, name: str) -> str:
        return f"{self.prefix}{name}"

    @property
    def kept(self) -> _Persistence:
        return {"bind": "query-params"} if self.bound else {"persist_state": "session"}


def filter_controls(
    workspace: Workspace, *, prefix: str = "", bound: bool = False, role: str | None = None
) -> Filters:
    """Draw the filters and return what they say, without text.

    ``bound`` keeps them in the URL; ``prefix`` keeps two sets of them apart; ``role`` is the
    role chosen at first. Decks can be chosen by whoever has one of their own.
    """
    place = _ControlSet(prefix, bound)
    chosen_role = _role_select(workspace.bank, place, role)
    chosen = {name: _options(name, names, place) for name, names in choices(workspace).items()}
    return filters_of(chosen_role, chosen, flagged=_flagged(place))


def choices(workspace: Workspace) -> dict[str, Mapping[str, str]]:
    """Return the names of what each control with several choices offers, by its key; none is empty."""
    bank = workspace.bank
    own = {deck.id: deck.title for deck in decks.list_all(workspace.store)}
    offered: dict[str, Mapping[str, str]] = {
        "competency": {competency.id: competency.name for competency in bank.competencies},
        "kind": {kind.value: kind.label for kind in Kind},
        "difficulty": {difficulty.value: difficulty.label for difficulty in Difficulty},
        "status": {status.value: status.label for status in Status},
        "industry": bank.industries,
    }
    if own:
        offered["deck"] = {"": "PrepKit's own", **own}
    details = bank.own.values()
    for name, values in (
        ("tag", {tag for detail in details for tag in detail.tags}),
        ("company", {detail.company for detail in details if detail.company}),
    ):
        if values:
            offered[name] = {value: value for value in sorted(values, key=str.casefold)}
    return offered


def filters_of(role: str | None, chosen: Mapping[str, tuple[str, ...]], *, flagged: bool) -> Filters:
    """Put what the controls say together."""
    return Filters(
        role=role,
        competencies=chosen.get("competency", ()),
        kinds=chosen.get("kind", ()),
        difficulties=chosen.get("difficulty", ()),
        industries=chosen.get("industry", ()),
        decks=chosen.get("deck", ()),
        tags=chosen.get("tag", ()),
        companies=chosen.get("company", ()),
        statuses=chosen.get("status", ()),
        flagged=flagged,
    )


def _role_select(bank: Bank, place: _ControlSet, first: str | None) -> str | None:
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


def _options(name: str, names: Mapping[str, str], place: _ControlSet) -> tuple[str, ...]:
    chosen = st.multiselect(
        LABELS[name],
        list(names),
        format_func=lambda value: names.get(value, value),
        placeholder="Any",
        key=place.key(name),
        **place.kept,
    )
    return tuple(chosen)


def _flagged(place: _ControlSet) -> bool:
    return st.toggle("Only flagged", key=place.key("flagged"), **place.kept)


IN_ADDRESS = _ControlSet("", bound=True)
ON_ROW = ("competency", "kind", "difficulty", "status")


def filter_row(workspace: Workspace) -> Filters:
    """Draw the filters as one row of chips bound to the address, and return what they say, without text.

    A menu draws its control only while it is open or in use: a control costs time in every run.
    """
    offered = choices(workspace)
    chosen: dict[str, tuple[str, ...]] = {}
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="filter_row"):
        first = st.container(width="content")
        for name in ON_ROW:
            menu = st.popover(LABELS[name], key=f"filter_{name}", on_change="rerun")
            with menu:
                chosen[name] = _options(name, offered[name], IN_ADDRESS) if menu.open or _used(name) else ()
        role, flagged, rest = _more(workspace, {n: offered[n] for n in offered if n not in ON_ROW})
        with first:
            _my_role(workspace, role)
        filters = filters_of(role, {**chosen, **rest}, flagged=flagged)
        _active_chips(workspace, filters, offered, {**chosen, **rest})
    return filters


def _used(name: str) -> bool:
    return name in st.query_params or bool(st.session_state.get(name))


def _my_role(workspace: Workspace, role: str | None) -> None:
    """Draw the chip that lists the questions of the target role."""
    target = next((role for role in workspace.bank.roles if role.id == workspace.settings.target_role), None)
    if target is None:
        return
    on = role == target.id
    st.button(
        "**My role**" if on else "My role",
        key="my_role",
        icon=":material/check:" if on else None,
        help=f"On: only questions for {target.name}" if on else f"Only questions for {target.name}",
        on_click=once(_switch_role),
        args=(target, not on),
    )


def _switch_role(target: Role, on: bool) -> None:
    st.session_state["role"] = target.id if on else ""
    if on:
        # The address of a control that was not drawn before does not follow its value.
        st.query_params["role"] = target.name


def _more(
    workspace: Workspace, offered: Mapping[str, Mapping[str, str]]
) -> tuple[str | None, bool, dict[str, tuple[str, ...]]]:
    """Draw the menu of the filters that few need, and return the role, whether flagged, and the rest."""
    menu = st.popover("More", key="filter_more", on_change="rerun")
    with menu:
        role = _role_select(workspace.bank, IN_ADDRESS, None) if menu.open or _used("role") else None
        rest = {
            name: _options(name, names, IN_ADDRESS)
            for name, names in offered.items()
            if menu.open or _used(name)
        }
        flagged = _flagged(IN_ADDRESS) if menu.open or _used("flagged") else False
    return role, flagged, rest


def _active_chips(
    workspace: Workspace,
    filters: Filters,
    offered: Mapping[str, Mapping[str, str]],
    chosen: Mapping[str, tuple[str, ...]],
) -> None:
    """Draw a chip for each filter that is on, which takes it off, and *Clear all*."""
    if filters.role and filters.role != workspace.settings.target_role:
        _chip(workspace.bank.role(filters.role).name, "role", "")
    for name, values in chosen.items():
        for value in values:
            _chip(offered[name].get(value, value), name, value)
    if filters.flagged:
        _chip("Flagged", "flagged", "")
    if filters != Filters():
        st.button("Clear all", key="clear_filters", type="tertiary", on_click=once(_clear))


def _chip(label: str, name: str, value: str) -> None:
    st.button(
        label,
        key=f"off_{name}_{value}",
        icon=":material/close:",
        help=f"Remove the filter “{label}”",
        on_click=once(_take_off),
        args=(name, value),
    )


def _take_off(name: str, value: str) -> None:
    if name in LABELS:
        st.session_state[name] = [chosen for chosen in st.session_state[name] if chosen != value]
    else:
        st.session_state[name] = "" if name == "role" else False


def _clear() -> None:
    for name in (*LABELS, "role", "flagged"):
        if name in st.session_state:
            st.session_state[name] = [] if name in LABELS else "" if name == "role" else False
