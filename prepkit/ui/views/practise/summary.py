"""Draw the end of a session: what was practised, how the ratings moved, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

import streamlit as st

from prepkit.bank.filters import Filters
from prepkit.model import Clock
from prepkit.practice.summary import Move, SessionSummary, summary_of
from prepkit.study_plan.planning import timetable_of_cards
from prepkit.study_plan.timetable import Timetable
from prepkit.ui.runtime import paths
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.practise.actions import undo_and_say
from prepkit.ui.views.practise.keys import FINISHED
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.plan_wording import back_in_words
from prepkit.ui.widgets.start import matching, practise_here
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace


def summarise(workspace: Workspace, session_id: str, now: Clock) -> None:
    """Draw the summary of one finished session."""
    summary = summary_of(workspace, session_id, now)
    st.title("Session finished", anchor=False)
    if summary is None:
        st.markdown("Nothing was rated this time.")
        _onward(workspace, None, now)
        return
    timetable = timetable_of_cards(workspace, list(summary.last), now)
    st.markdown(f"You practised **{attempts_in_words(summary.attempts)}**.")
    with st.grid(3, min_column_width=140, gap="xsmall"):
        st.metric("Cards", len(summary.last), border=True)
        st.metric("Minutes", summary.minutes, border=True)
        st.metric("Solid on the first try", f"{summary.held} of {len(summary.last)}", border=True)
    st.markdown(f"{_moved(summary.moves)} {_coming_back(timetable, summary.last, now)}")
    if summary.weakest is not None:
        st.markdown(
            f"Worth a look: **{workspace.bank.competency(summary.weakest).name}**, where this session was "
            "weakest."
        )
    # Use a plain table: it wraps long questions, where a data frame would cut them off.
    st.table(
        _table(workspace, timetable, summary, now),
        border="horizontal",
        hide_index=True,
        alt="What was practised and when it comes back",
    )
    _onward(workspace, summary.weakest, now)


def attempts_in_words(attempts: Mapping[str, int]) -> str:
    """Return how many cards there were and how many came again: ``5 cards, 2 of them twice``."""
    times = Counter(count for count in attempts.values() if count > 1)
    again = [
        f"{f'{cards} of them ' if len(attempts) > 1 else ''}{'twice' if count == 2 else f'{count} times'}"
        for count, cards in sorted(times.items())
    ]
    return ", ".join((plural(len(attempts), "card"), *again))


def _moved(moves: Mapping[Move, int]) -> str:
    """Return one sentence that compares the ratings with the last time."""
    words_by_move = {
        Move.UP: "better",
        Move.SAME: "the same",
        Move.DOWN: "lower",
        Move.FIRST: "answered for the first time",
    }
    parts = [f"{moves[move]} {words}" for move, words in words_by_move.items() if moves[move]]
    if set(moves) == {Move.FIRST}:
        return f"{plural(moves[Move.FIRST], 'card')} answered for the first time."
    return "Compared with last time: " + ", ".join(parts) + "."


def _coming_back(timetable: Timetable, last: Iterable[str], now: Clock) -> str:
    """Return one sentence on how many cards are due by tomorrow, or on the day of the first."""
    due_days = {card: timetable.back[card] for card in last if card in timetable.back}
    if not due_days:
        return ""
    tomorrow = now.day + timedelta(days=1)
    due = sum(day <= tomorrow for day in due_days.values())
    if due:
        return f"{plural(due, 'card is', 'cards are')} due by tomorrow."
    if all(map(timetable.after_the_interview, due_days)):
        return "None of these is due before the interview."
    first = min(due_days.values())
    is_this_week = first - now.day < timedelta(days=7)
    return f"None of these is due before {f'{first:%A}' if is_this_week else short_date(first, now.day)}."


def _table(
    workspace: Workspace, timetable: Timetable, summary: SessionSummary, now: Clock
) -> dict[str, list[str]]:
    """Return a table as lists by column: each card, its ratings in this session, and when it comes back."""
    return {
        "Card": [escape(workspace.bank.title(card)) for card in summary.last],
        "Rating": [" → ".join(rating.label for rating in summary.ratings(card)) for card in summary.last],
        "Comes back": [back_in_words(timetable, card, now) for card in summary.last],
    }


def _onward(workspace: Workspace, weakest: str | None, now: Clock) -> None:
    with st.container(horizontal=True):
        if st.button("Back to Today", type="primary", key="to_today"):
            st.session_state.pop(FINISHED, None)
            st.switch_page(paths.PAGES / "today.py")
        st.button("Practise more", key="practise_more", on_click=once(_more))
        if weakest is not None:
            name = workspace.bank.competency(weakest).name
            st.button(
                f"Practise {escape(name[:1].lower() + name[1:])}",
                key="practise_weakest",
                on_click=once(_practise_competency),
                args=(weakest,),
            )
        keys(
            {"u": "undo"} if workspace.settings.shortcuts else {},
            (),
            card="",
            on_press=lambda *_: undo_and_say(),
        )
        st.button(
            "Undo the last rating",
            key="once_undo_end",
            type="tertiary",
            icon=":material/undo:",
            on_click=once(undo_and_say),
        )


def _practise_competency(competency: str) -> None:
    workspace, now = open_workspace(), clock()
    pool = matching(workspace, Filters(role=workspace.settings.target_role, competencies=(competency,)), now)
    practise_here(workspace.bank.competency(competency).name, pool)


def _more() -> None:
    st.session_state.pop(FINISHED, None)
