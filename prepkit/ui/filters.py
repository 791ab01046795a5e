"""The filter controls that Browse and Practise share."""

from __future__ import annotations

import streamlit as st

from prepkit.bank import Bank
from prepkit.model import Difficulty, Filters, Kind, Status
from prepkit.ui.wording import option


def filter_controls(bank: Bank, *, prefix: str = "", bound: bool = False, role: str | None = None) -> Filters:
    """Draw the filters and return what they say, without text.

    ``bound`` keeps them in the URL under their own names; ``prefix`` keeps two sets of
    them apart; ``role`` is the role chosen at first.
    """
    bind = "query-params" if bound else None
    keep = None if bound else "session"
    roles = {item.id: item.name for item in bank.roles}
    names = {item.id: item.name for item in bank.competencies}
    options = ["", *roles]
    chosen = st.selectbox(
        "Role",
        options,
        index=options.index(role) if role in roles else 0,
        format_func=lambda value: roles.get(value, "Any role"),
        key=f"{prefix}role",
        bind=bind,
        persist_state=keep,
    )
    competencies = st.multiselect(
        "Competency",
        list(names),
        format_func=lambda value: names.get(value, value),
        placeholder="Any competency",
        key=f"{prefix}competency",
        bind=bind,
        persist_state=keep,
    )
    kinds = st.pills(
        "Kind",
        [kind.value for kind in Kind],
        format_func=lambda value: option(Kind(value).label),
        selection_mode="multi",
        key=f"{prefix}kind",
        bind=bind,
        persist_state=keep,
    )
    difficulties = st.pills(
        "Difficulty",
        [difficulty.value for difficulty in Difficulty],
        format_func=lambda value: option(Difficulty(value).label),
        selection_mode="multi",
        key=f"{prefix}difficulty",
        bind=bind,
        persist_state=keep,
    )
    industries = st.multiselect(
        "Industry of a sample answer",
        list(bank.industries),
        format_func=lambda value: bank.industries.get(value, value),
        placeholder="Any industry",
        key=f"{prefix}industry",
        bind=bind,
        persist_state=keep,
    )
    statuses = st.pills(
        "Where it stands",
        [status.value for status in Status],
        format_func=lambda value: option(Status(value).label),
        selection_mode="multi",
        key=f"{prefix}status",
        bind=bind,
        persist_state=keep,
    )
    flagged = st.toggle("Only flagged", key=f"{prefix}flagged", bind=bind, persist_state=keep)
    return Filters(
        role=chosen or None,
        competencies=tuple(competencies),
        kinds=tuple(kinds or ()),
        difficulties=tuple(difficulties or ()),
        industries=tuple(industries),
        statuses=tuple(statuses or ()),
        flagged=flagged,
    )


def active(filters: Filters) -> int:
    """How many filters narrow the list."""
    return sum(
        map(
            bool,
            (
                filters.role,
                filters.competencies,
                filters.kinds,
                filters.difficulties,
                filters.industries,
                filters.statuses,
                filters.flagged,
            ),
        )
    )
