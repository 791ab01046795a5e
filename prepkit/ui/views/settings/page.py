"""Draw the Settings page: every choice is saved as it is made."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from prepkit.feedback.remarks import RemarkKind
from prepkit.model import Clock, Settings
from prepkit.practice import replay
from prepkit.question import Country
from prepkit.store import settings
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.paths import PAGES
from prepkit.ui.views.roles.page import role_chooser
from prepkit.ui.widgets.stored_value import show_stored
from prepkit.ui.widgets.wording import short_date
from prepkit.workspace import Workspace

SAVED = "settings_saved"


def form(workspace: Workspace, now: Clock) -> None:
    """Draw every setting; each is stored when it changes."""
    current_settings = workspace.settings
    labels = {kind.value: kind.label for kind in RemarkKind}
    _show_stored(current_settings, labels)
    st.text_input(
        "Your name",
        max_chars=60,
        placeholder="Shown to you, and in what you send",
        key="set_profile_name",
        on_change=uninterrupted(_save),
        args=("profile_name",),
    )
    role_chooser(workspace, key="set_target_role")
    st.selectbox(
        "Country of the job",
        list(Country),
        index=None,
        format_func=lambda country: country.label,
        key="set_country",
        placeholder="Any",
        help="Sample answers with the English, the law and the money of that country come first.",
        on_change=uninterrupted(_save),
        args=("country",),
    )
    day = workspace.interview_date
    sentence = (
        f"Your next interview is on {short_date(day, now.day)}. " if day else "No interview has a date yet. "
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(sentence + "", width="content")
        st.page_link(PAGES / "prepare.py", label="Interviews", icon=":material/event:")
    with st.grid(3, min_column_width=200):
        st.number_input(
            "Minutes a day",
            5,
            240,
            step=5,
            key="set_minutes_a_day",
            help="How long you want to practise. Plans for interviews use these minutes.",
            on_change=uninterrupted(_save),
            args=("minutes_a_day",),
        )
        st.number_input(
            "New questions a day",
            0,
            100,
            key="set_new_a_day",
            help="Each new question comes back several times in its first weeks: eight a day is plenty. "
            "The plan to an interview sets its own pace.",
            on_change=uninterrupted(_save),
            args=("new_a_day",),
        )
        st.number_input(
            "Target recall (%)",
            80,
            97,
            key="set_retention",
            help="How likely you want to be to recall a question when it comes back. Higher means more "
            "repeats.",
            on_change=uninterrupted(_save_retention),
        )
    st.toggle(
        "Single-key shortcuts while practising",
        key="set_shortcuts",
        help="Space reveals, letters tick, 1 to 4 rate, u undoes, f flags, s suspends.",
        on_change=uninterrupted(_save),
        args=("shortcuts",),
    )
    st.toggle(
        "Ask how sure I am before the reveal",
        key="set_asks_confidence",
        help="Progress then compares how sure you were with how it went. It can be left alone on any card.",
        on_change=uninterrupted(_save),
        args=("asks_confidence",),
    )
    if not in_demo():
        st.toggle(
            "I coach others",
            key="set_coaches",
            help="Shows Coach and Present: clients, assignments, a question on a projector.",
            on_change=uninterrupted(_save),
            args=("coaches",),
        )
    if current_settings.remarks_off:
        st.multiselect(
            "Remarks on answers that are switched off",
            list(labels),
            format_func=labels.__getitem__,
            key="set_remarks_off",
            on_change=uninterrupted(_save),
            args=("remarks_off",),
        )
    if st.session_state.pop(SAVED, False):
        st.toast("Saved", icon=":material/check:")


def _show_stored(stored: Settings, labels: Mapping[str, str]) -> None:
    """Make every widget below show what is stored; the target role's widget does so itself."""
    show_stored("set_profile_name", stored.profile_name)
    show_stored("set_country", Country(stored.country) if stored.country else None)
    show_stored("set_minutes_a_day", stored.minutes_a_day)
    show_stored("set_new_a_day", stored.new_a_day)
    show_stored("set_retention", round(stored.retention * 100))
    show_stored("set_shortcuts", stored.shortcuts)
    show_stored("set_asks_confidence", stored.asks_confidence)
    show_stored("set_coaches", stored.coaches)
    show_stored("set_remarks_off", [kind for kind in stored.remarks_off if kind in labels])


def _save(name: str) -> None:
    settings.save(open_workspace().store, clock().now, **{name: st.session_state[f"set_{name}"]})
    st.session_state[SAVED] = True


def _save_retention() -> None:
    """Save the retention and recompute all due dates, which depend on it."""
    workspace = open_workspace()
    retention = int(st.session_state["set_retention"]) / 100
    with workspace.store.transaction():
        settings.save(workspace.store, clock().now, retention=retention)
        replay.rebuild(workspace.store, retention)
    st.session_state[SAVED] = True
