"""The end of a session: what was practised, what moved, what comes next."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pandas as pd
import streamlit as st

from prepkit.model import Attempt, Clock, Filters, Rating, question_id
from prepkit.plan.timetable import Timetable
from prepkit.practice.session import Desk, undo
from prepkit.store import attempts
from prepkit.ui import places
from prepkit.ui.components.keys import keys
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.practise_keys import FINISHED, NOTICE
from prepkit.ui.prepare.planning import back_in_words, timetable_of_cards
from prepkit.ui.start import matching, practise_here
from prepkit.ui.wording import escape, plural


def summarise(desk: Desk, session_id: str, now: Clock) -> None:
    """Draw the summary of one finished session."""
    made = attempts.of_session(desk.store, session_id)
    st.title("Session finished", anchor=False)
    if not made:
        st.markdown("Nothing was rated this time.")
        _onward(desk, None, now)
        return
    last = {attempt.card_id: attempt for attempt in made}
    first = {attempt.card_id: attempt for attempt in reversed(made)}
    minutes = max(1, round(sum(attempt.duration_ms for attempt in made) / 60_000))
    timetable = timetable_of_cards(desk, list(last), now)
    moves = Counter(_move(desk, attempt) for attempt in last.values())
    with st.grid(3, min_column_width=140, gap="xsmall"):
        st.metric("Cards", len(last), border=True)
        st.metric("Minutes", minutes, border=True)
        held = sum(attempt.rating >= Rating.SOLID for attempt in first.values())
        st.metric("Solid at the first try", f"{held} of {len(last)}", border=True)
    st.markdown(f"{_moved(moves)} {_coming_back(timetable, last, now)}")
    weakest = _weakest_competency(desk, last)
    if weakest is not None:
        st.markdown(
            f"Worth a look: **{desk.bank.competency(weakest).name}**, where this session was weakest."
        )
    # A plain table wraps long questions, where a data frame would cut them off.
    st.table(
        _table(desk, timetable, first, last, now),
        border="horizontal",
        hide_index=True,
        alt="What was practised and when it comes back",
    )
    _onward(desk, weakest, now)


def _move(desk: Desk, attempt: Attempt) -> str:
    history = [a for a in attempts.of_card(desk.store, attempt.card_id) if a.session_id != attempt.session_id]
    if not history:
        return "first"
    difference = attempt.rating - history[-1].rating
    return "up" if difference > 0 else "down" if difference < 0 else "same"


def _moved(moves: Counter[str]) -> str:
    """How the ratings moved against the last time, in one sentence."""
    said = {"up": "better", "same": "the same", "down": "lower", "first": "answered for the first time"}
    parts = [f"{moves[move]} {words}" for move, words in said.items() if moves[move]]
    if set(moves) == {"first"}:
        return f"{plural(moves['first'], 'card')} answered for the first time."
    return "Against the time before: " + ", ".join(parts) + "."


def _coming_back(timetable: Timetable, last: dict[str, Attempt], now: Clock) -> str:
    by = now.day + timedelta(days=1)
    tomorrow = sum(card in timetable.back and timetable.back[card] <= by for card in last)
    if not tomorrow:
        return "Nothing of it comes back before the day after tomorrow."
    return f"{plural(tomorrow, 'card comes', 'cards come')} back by tomorrow."


def _weakest_competency(desk: Desk, last: dict[str, Attempt]) -> str | None:
    """The competency with the lowest mean rating, if anything was rated below Solid."""
    ratings: dict[str, list[int]] = {}
    for attempt in last.values():
        if question_id(attempt.card_id) in desk.bank:
            question = desk.bank.question(question_id(attempt.card_id))
            ratings.setdefault(question.competency, []).append(int(attempt.rating))
    if not ratings:
        return None
    means = {competency: sum(values) / len(values) for competency, values in ratings.items()}
    lowest = min(means, key=lambda competency: (means[competency], competency))
    return lowest if means[lowest] < Rating.SOLID else None


def _table(
    desk: Desk, timetable: Timetable, first: dict[str, Attempt], last: dict[str, Attempt], now: Clock
) -> pd.DataFrame:
    """A row for each card: how it went, and how at last where it came more than once."""
    return pd.DataFrame(
        {
            "Card": [escape(desk.bank.title(card)) for card in last],
            "Rating": [
                " → ".join(dict.fromkeys((first[card].rating.label, attempt.rating.label)))
                for card, attempt in last.items()
            ],
            "Comes back": [back_in_words(timetable, card, now) for card in last],
        }
    )


def _onward(desk: Desk, weakest: str | None, now: Clock) -> None:
    with st.container(horizontal=True):
        if st.button("Back to today", type="primary", key="to_today"):
            st.session_state.pop(FINISHED, None)
            st.switch_page(places.PAGES / "today.py")
        st.button("Practise more", key="practise_more", on_click=_more)
        if weakest is not None:
            st.button(
                "Practise that competency",
                key="practise_weakest",
                on_click=_practise_competency,
                args=(weakest,),
            )
        keys({"u": "undo"} if desk.settings.shortcuts else {}, (), card="", on_press=lambda *_: _undo())
        st.button(
            "Undo the last rating",
            key="once_undo_end",
            type="tertiary",
            icon=":material/undo:",
            on_click=_undo,
        )


def _practise_competency(competency: str) -> None:
    desk, now = open_desk(), clock()
    pool = matching(desk, Filters(role=desk.settings.target_role, competencies=(competency,)), now)
    practise_here(desk.bank.competency(competency).name, pool)


def _more() -> None:
    st.session_state.pop(FINISHED, None)


def _undo() -> None:
    undo(open_desk(), clock())
    st.session_state[NOTICE] = ":material/undo: Took back the last rating."
