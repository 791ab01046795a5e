"""Choosing what to practise, when no session is open."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.model import Clock, Filters
from prepkit.plan.timetable import Timetable
from prepkit.practice import queue
from prepkit.practice.session import Desk
from prepkit.store import actions, marks
from prepkit.ui.card_actions import undo_last
from prepkit.ui.cards import lab_cards, started, story_cards
from prepkit.ui.filters import filter_controls
from prepkit.ui.practise_keys import NOTICE
from prepkit.ui.prepare.plan_day import tomorrow_in_words
from prepkit.ui.prepare.planning import due_and_new, timetable_of
from prepkit.ui.start import matching, practise_here
from prepkit.ui.wording import option, plural

SOURCES = {
    "plan": "Today’s plan",
    "due": "Due and new",
    "weakest": "My weakest",
    "flagged": "Flagged",
    "metrics": "Metrics",
    "lab": "Metrics lab",
    "stories": "My stories",
    "all": "Everything that matches",
}
EXTRA_NEW = 5
LAB_CARDS = 3
ALL_RESTING = "All of these are suspended or buried."


def offer(desk: Desk, now: Clock) -> None:
    """What can be practised now, with how many and how long, and one button to start."""
    st.title("Practise", anchor=False)
    timetable = timetable_of(desk, now)
    planned = timetable.until is not None
    # Stories are offered once there are some to tell. Where a plan says what comes today, it alone does.
    missing = {"stories": not story_cards(desk), "plan": not planned, "due": planned}
    sources = [source for source in SOURCES if not missing.get(source)]
    if st.session_state.get("source") not in sources:
        st.session_state.pop("source", None)
    source = st.segmented_control(
        "What to practise",
        sources,
        format_func=lambda value: option(SOURCES[value]),
        default=sources[0],
        required=True,
        key="source",
        wrap=True,
        persist_state="session",
    )
    filters = Filters()
    if source != "plan":
        with st.expander("Narrow it down", icon=":material/tune:"):
            filters = filter_controls(desk, prefix="setup_", role=desk.settings.target_role)
    resting = marks.resting(desk.store, now.day.isoformat())
    if source == "plan":
        _offer_planned(desk, timetable)
    else:
        pool = [card for card in _pool(desk, source or "due", filters, now) if card not in resting]
        _offer_start(desk, source or "due", pool, now)
    if actions.last(desk.store) is not None:
        st.button(
            "Undo the last rating, suspension or burial",
            key="once_undo_setup",
            type="tertiary",
            icon=":material/undo:",
            on_click=_undo,
        )


def _pool(desk: Desk, source: str, filters: Filters, now: Clock) -> list[str]:
    """The cards to choose from: metrics belong to no role and no filter, so they come in when none is set."""
    if source == "metrics":
        return list(desk.bank.reference.terms)
    if source == "stories":
        return story_cards(desk)
    if source == "lab":
        return lab_cards(desk)
    found = matching(desk, filters, now)
    untouched = source != "all" and replace(filters, role=None) == Filters()
    return [*found, *started(desk)] if untouched else found


def _offer_planned(desk: Desk, timetable: Timetable) -> None:
    """Today's cards by the plan to the interviews ahead; once they are done, the first of the next day."""
    today = timetable.today
    if today.cards:
        said = "As planned for your interview: due cards wait where others add more until that day."
        _start("plan", list(today.cards), today.minutes_of_cards, said)
        return
    done = "A day off." if today.off else "Today's part of the plan is done."
    st.info(f"{done}{tomorrow_in_words(timetable)}", icon=":material/check_circle:")
    coming = next((day.cards for day in timetable.days[1:] if day.cards), ())
    few = [card for card in coming if desk.bank.has_card(card)][:EXTRA_NEW]
    if few:
        st.button(
            f"Practise {plural(len(few), 'card')} of the next day already",
            key="start_extra",
            on_click=practise_here,
            args=("A few more", few),
        )


def _start(source: str, cards: list[str], minutes: int, said: str) -> None:
    st.markdown(f"**{plural(len(cards), 'card')}**, about {plural(minutes, 'minute')}. {said}")
    st.button(
        "Start",
        type="primary",
        key="start",
        on_click=practise_here,
        args=(SOURCES[source], cards),
    )


def _offer_start(desk: Desk, source: str, pool: list[str], now: Clock) -> None:
    cards, said = _choose(desk, source, pool, now)
    if cards:
        usual = queue.USUAL_TERM_MS if source == "metrics" else queue.USUAL_CARD_MS
        _start(source, cards, queue.minutes_for(desk.store, len(cards), usual), said)
        return
    st.info(said, icon=":material/check_circle:")
    more = queue.unseen(desk.store, pool)[:EXTRA_NEW]
    if source in ("due", "metrics") and more:
        st.button(
            f"Practise {plural(len(more), 'new card')} all the same",
            key="start_extra",
            on_click=practise_here,
            args=("A few more", more),
        )


def _undo() -> None:
    undo_last()
    st.toast(st.session_state[NOTICE])


def no_new(desk: Desk, cards: str = "questions") -> str:
    """Why there is no new card of a kind now."""
    if not desk.settings.new_a_day:
        return "Settings allow no new ones"
    return f"today's new {cards} are done, or suspended"


def _choose(desk: Desk, source: str, pool: list[str], now: Clock) -> tuple[list[str], str]:
    if source == "weakest":
        cards = queue.weakest(desk.store, pool, now)
        return cards, "" if cards else "Nothing practised yet among these, so nothing is weak."
    if source == "flagged":
        cards = queue.flagged(desk.store, pool)
        return cards, "" if cards else "No question is flagged. Press f on a card to flag it."
    if source == "stories":
        return pool, "Told from memory, each for one of the questions it answers." if pool else ALL_RESTING
    if source == "all":
        return pool, "" if pool else "No question matches these filters, or all that do are suspended."
    found = due_and_new(desk, pool, now)
    if source == "lab":
        chosen = list(found.cards[:LAB_CARDS]) or pool[:LAB_CARDS]
        return chosen, "Each time with other figures: find what is in the table." if chosen else ALL_RESTING
    words = "metrics" if source == "metrics" else "questions"
    said = f"{len(found.due):,} due, {len(found.new):,} new."
    return list(found.cards), said if found.cards else f"Nothing is due, and {no_new(desk, words)}."
