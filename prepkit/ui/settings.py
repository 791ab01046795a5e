"""The Settings page: every choice saves itself as it is made."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from prepkit.feedback.remarks import Kind
from prepkit.model import Clock, Settings
from prepkit.practice import replay
from prepkit.practice.session import Desk
from prepkit.store import settings
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.mirror import show_stored
from prepkit.ui.places import PAGES
from prepkit.ui.roles import role_chooser
from prepkit.ui.wording import short_date

SAVED = "settings_saved"


def form(desk: Desk, now: Clock) -> None:
    """Draw every setting; each is stored as soon as it changes."""
    chosen = desk.settings
    labels = {kind.value: kind.label for kind in Kind}
    _show_stored(chosen, labels)
    st.text_input(
        "Your name",
        max_chars=60,
        placeholder="Shown only to you",
        key="set_profile_name",
        on_change=_save,
        args=("profile_name",),
    )
    role_chooser(desk, key="set_target_role")
    day = chosen.interview_date
    said = (
        f"Your next interview is on {short_date(day, now.day)}. " if day else "No interview has a day yet. "
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(said + "Interviews live on the Prepare page.", width="content")
        st.page_link(PAGES / "prepare.py", label="Prepare", icon=":material/event:")
    with st.grid(2, min_column_width=220):
        st.number_input(
            "Minutes a day",
            5,
            240,
            step=5,
            key="set_minutes_a_day",
            help="How long you mean to practise. The plan to an interview is made of these minutes.",
            on_change=_save,
            args=("minutes_a_day",),
        )
        st.number_input(
            "New questions a day",
            0,
            100,
            key="set_new_a_day",
            help="Each new question comes back several times in its first weeks: eight a day is plenty. "
            "The plan to an interview sets its own pace.",
            on_change=_save,
            args=("new_a_day",),
        )
    st.number_input(
        "Desired retention, in per cent",
        80,
        97,
        key="set_retention",
        help="How likely you want to be to recall a question when it comes back. Higher means more repeats.",
        on_change=_save_retention,
    )
    st.toggle(
        "Single-key shortcuts while practising",
        key="set_shortcuts",
        help="Space reveals, 1 to 4 rate, u undoes, f flags, s suspends.",
        on_change=_save,
        args=("shortcuts",),
    )
    if chosen.remarks_off:
        st.multiselect(
            "Remarks on answers that are switched off",
            list(labels),
            format_func=labels.__getitem__,
            key="set_remarks_off",
            on_change=_save,
            args=("remarks_off",),
        )
    if st.session_state.pop(SAVED, False):
        st.toast("Saved", icon=":material/check:")


def _show_stored(chosen: Settings, labels: Mapping[str, str]) -> None:
    """Every widget below mirrors what is stored; the target role's does so itself."""
    show_stored("set_profile_name", chosen.profile_name)
    show_stored("set_minutes_a_day", chosen.minutes_a_day)
    show_stored("set_new_a_day", chosen.new_a_day)
    show_stored("set_retention", round(chosen.retention * 100))
    show_stored("set_shortcuts", chosen.shortcuts)
    show_stored("set_remarks_off", [kind for kind in chosen.remarks_off if kind in labels])


def _save(name: str) -> None:
    settings.save(open_desk().store, clock().now, **{name: st.session_state[f"set_{name}"]})
    st.session_state[SAVED] = True


def _save_retention() -> None:
    """Due dates follow from the retention, so they are all worked out again."""
    desk = open_desk()
    retention = int(st.session_state["set_retention"]) / 100
    with desk.store.transaction():
        settings.save(desk.store, clock().now, retention=retention)
        replay.rebuild(desk.store, retention)
    st.session_state[SAVED] = True
