"""Draw the fields of an interview; each is saved when the person leaves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any, Literal, get_args

import streamlit as st

from prepkit.interviews.appointment import Interview, InterviewOutcome, is_over, outcome_label
from prepkit.model import Clock
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.views.interviews import company
from prepkit.ui.views.interviews.routes import change
from prepkit.ui.widgets.components.editor import editor

MAX_LINE = 300
LineField = Literal["company", "job", "stage", "place"]
TextField = Literal["advert", "people", "notes", "surprised", "thanks"]
ChosenField = Literal["day", "start", "tz", "role", "format", "outcome"]
FieldName = LineField | TextField | ChosenField
"""The names of an interview's fields that a person fills in."""


def line(interview_id: str, label: str, field: LineField, value: str) -> None:
    """Draw a field for a text of one line."""
    choice(interview_id, field, st.text_input, label, value=value, max_chars=MAX_LINE)


def outcome_select(interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the choice of the interview's outcome."""
    over = is_over(interview, now)
    choice(
        interview_id,
        "outcome",
        st.selectbox,
        "Outcome",
        options=list(InterviewOutcome),
        index=list(InterviewOutcome).index(interview.outcome),
        format_func=lambda outcome: outcome_label(outcome, over=over),
    )


def choice(
    interview_id: str, field: LineField | ChosenField, widget: Callable[..., Any], label: str, **options: Any
) -> None:
    """Draw a Streamlit ``widget`` whose value is saved as the field's."""
    key = f"interview_{field}_{interview_id}"
    widget(label, key=key, on_change=uninterrupted(_save), args=(interview_id, field, key), **options)


def text(
    interview_id: str,
    interview: Interview,
    field: TextField,
    label: str,
    *,
    placeholder: str = "",
    advice: str = "",
    rows: int = 4,
    longest: int = 20_000,
    revision: int = 0,
) -> None:
    """Draw a box for a text of several lines, stored while it is typed."""
    editor(
        f"{interview_id}:{field}",
        getattr(interview, field),
        label=label,
        placeholder=placeholder,
        advice=advice,
        on_text=lambda document, typed: set_field(document.removesuffix(f":{field}"), field, typed),
        key=f"interview_{field}",
        rows=rows,
        longest=longest,
        revision=revision,
    )


def _save(interview_id: str, field: LineField | ChosenField, key: str) -> None:
    value = st.session_state[key]
    if isinstance(value, time):
        value = f"{value:%H:%M}"
    elif value is None and field != "day":
        value = ""
    if field in get_args(LineField):
        value = " ".join(str(value).split())[:MAX_LINE]
    if field == "company":
        company.rename(interview_id, value)
    else:
        set_field(interview_id, field, value)


def set_field(interview_id: str, field: FieldName, value: Any) -> None:
    """Set one of an interview's fields. For callbacks."""
    change(interview_id, lambda interview: replace(interview, **{field: value}))
