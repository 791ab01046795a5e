"""Fields of an interview that save themselves as they are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import streamlit as st

from prepkit.prepare.interview import Interview
from prepkit.ui.components.editor import editor
from prepkit.ui.prepare import company
from prepkit.ui.prepare.place import set_field

MAX_LINE = 300
LINES = ("company", "stage", "place")


def line(interview_id: str, label: str, field: str, value: str) -> None:
    """A text of one line."""
    choice(interview_id, field, st.text_input, label, value=value, max_chars=MAX_LINE)


def choice(interview_id: str, field: str, widget: Callable[..., Any], label: str, **options: Any) -> None:
    """Any widget of Streamlit's whose value is the field's."""
    key = f"interview_{field}_{interview_id}"
    widget(label, key=key, on_change=_save, args=(interview_id, field, key), **options)


def text(
    interview_id: str,
    interview: Interview,
    field: str,
    label: str,
    *,
    placeholder: str = "",
    advice: str = "",
    rows: int = 4,
    longest: int = 20_000,
    revision: int = 0,
) -> None:
    """A text of several lines, stored while it is typed."""
    editor(
        f"{interview_id}:{field}",
        getattr(interview, field),
        label=label,
        placeholder=placeholder,
        advice=advice,
        on_text=_save_text,
        key=f"interview_{field}",
        rows=rows,
        longest=longest,
        revision=revision,
    )


def _save(interview_id: str, field: str, key: str) -> None:
    value = st.session_state[key]
    if isinstance(value, time):
        value = f"{value:%H:%M}"
    elif value is None and field != "day":
        value = ""
    if field in LINES:
        value = " ".join(str(value).split())[:MAX_LINE]
    if field == "company":
        company.rename(interview_id, value)
    else:
        set_field(interview_id, **{field: value})


def _save_text(document: str, typed: str) -> None:
    interview_id, _, field = document.rpartition(":")
    set_field(interview_id, **{field: typed})
