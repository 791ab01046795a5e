"""Draw the choice of what to practise, when no session is open."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from prepkit.bank.filters import Filters
from prepkit.model import Clock
from prepkit.practice import queue
from prepkit.practice.cards import lab_cards, started, story_cards
from prepkit.practice.weakest import weakest_cards
from prepkit.store import actions, marks
from prepkit.study_plan.planning import due_and_new, timetable_of
from prepkit.study_plan.timetable import Timetable
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.views.interviews.plan_day import tomorrow_in_words
from prepkit.ui.views.mock import open_assignments
from prepkit.ui.views.practise.actions import undo_and_say
from prepkit.ui.widgets.filters import filter_controls
from prepkit.ui.widgets.start import matching, practise_here
from prepkit.ui.widgets.wording import option, plural
from prepkit.workspace import Workspace

SOURCES = {
    "plan": "Today’s plan",
    "due": "Due and new",
    "weakest": "Weakest first",
    "flagged": "Flagged",
    "stories": "My stories",
    "metrics": "Metrics",
    "lab": "Metrics lab",
    "all": "All questions",
}
MEANINGS = {
    "plan": "What your plan has for today: the cards that do most for your interview come first.",
    "due": "Questions that come back today, and a few new ones.",
    "weakest": "What you have answered before and would answer worst today.",
    "flagged": "The questions that you flagged.",
    "stories": "Told from memory, each for one of the questions it answers.",
    "metrics": "What each figure of the trade means, and how it is worked out.",
    "lab": "A table with new numbers each time: work out what it shows.",
    "all": "Every question, in the order of the list. Narrow it down to choose some.",
}
"""What each source holds, in a line under the choice."""
UNDO_LABELS = {
    "rate": "Undo the last rating",
    "suspend": "Undo the last suspension",
    "bury": "Undo burying the last card",
    "bring_back": "Undo the last resumption",
}
ButtonStyle = Literal["primary", "secondary"]
EXTRA_NEW = 5
LAB_CARDS = 3
ALL_RESTING = "All of these are suspended or buried."


def offer(workspace: Workspace, now: Clock) -> None:
    """Draw what can be practised now, with the number of cards and minutes, and a button to start."""
    st.title("Practise", anchor=False)
    # An assignment has the filled button.
    style: ButtonStyle = "secondary" if open_assignments.on_practise(workspace, now) else "primary"
    timetable = timetable_of(workspace, now)
    planned = timetable.until is not None
    # Offer stories only where there are some, and due cards only where no plan decides what comes today.
    missing = {"stories": not story_cards(workspace), "plan": not planned, "due": planned}
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
    st.caption(MEANINGS[source or sources[0]])
    filters = Filters()
    if source != "plan":
        with st.expander("Narrow it down", icon=":material/tune:"):
            filters = filter_controls(workspace, prefix="setup_", role=workspace.settings.target_role)
    resting = marks.resting(workspace.store, now.day.isoformat())
    if source == "plan":
        _offer_planned(workspace, timetable, style)
    else:
        pool = [card for card in _pool(workspace, source or "due", filters, now) if card not in resting]
        _offer_start(workspace, source or "due", pool, now, style)
    last = actions.last(workspace.store)
    if last is not None:
        st.button(
            UNDO_LABELS.get(last.kind, "Undo the last step"),
            key="once_undo_setup",
            type="tertiary",
            icon=":material/undo:",
            on_click=once(undo_and_say),
        )


def _pool(workspace: Workspace, source: str, filters: Filters, now: Clock) -> list[str]:
    """Return the card ids to choose from; started metrics come in only when no filter but the role is set."""
    if source == "metrics":
        return list(workspace.bank.reference.terms)
    if source == "stories":
        return story_cards(workspace)
    if source == "lab":
        return lab_cards(workspace)
    matches = matching(workspace, filters, now)
    untouched = source != "all" and replace(filters, role=None) == Filters()
    return [*matches, *started(workspace)] if untouched else matches


def _offer_planned(workspace: Workspace, timetable: Timetable, style: ButtonStyle) -> None:
    """Offer today's cards of the study plan; once they are done, the first of the next day."""
    today = timetable.today
    if today.cards:
        _start("plan", list(today.cards), today.minutes_of_cards, style)
        return
    sentence = "A day off." if today.off else "Today's part of the plan is done."
    st.success(f"{sentence}{tomorrow_in_words(timetable)}", icon=":material/check_circle:")
    coming = next((day for day in timetable.days[1:] if day.cards), None)
    extra = [card for card in coming.cards if workspace.bank.has_card(card)][:EXTRA_NEW] if coming else []
    if coming and extra:
        day = "tomorrow" if coming == timetable.tomorrow else f"{coming.day:%A}"
        st.button(
            f"Practise {plural(len(extra), 'card')} from {day}",
            key="start_extra",
            type=style,
            icon=":material/play_arrow:",
            on_click=once(practise_here),
            args=("A few more", extra),
        )


def _start(source: str, cards: list[str], minutes: int, style: ButtonStyle, note: str = "") -> None:
    st.markdown(f"**{plural(len(cards), 'card')}**, about {plural(minutes, 'minute')}. {note}".strip())
    st.button(
        "Start",
        type=style,
        key="start",
        on_click=once(practise_here),
        args=(SOURCES[source], cards),
    )


def _offer_start(workspace: Workspace, source: str, pool: list[str], now: Clock, style: ButtonStyle) -> None:
    cards, note = _choose(workspace, source, pool, now)
    if cards:
        usual = queue.USUAL_TERM_MS if source == "metrics" else queue.USUAL_CARD_MS
        _start(source, cards, queue.minutes_for(workspace.store, len(cards), usual), style, note)
        return
    if source in ("due", "metrics") and pool:
        st.success(note, icon=":material/check_circle:")
    else:
        st.info(note)
    more = queue.unseen(workspace.store, pool)[:EXTRA_NEW]
    if source in ("due", "metrics") and more:
        st.button(
            f"Practise {plural(len(more), 'new card')} anyway",
            key="start_extra",
            on_click=once(practise_here),
            args=("A few more", more),
        )


def no_new(workspace: Workspace, cards: str = "questions") -> str:
    """Return the reason why there is no new card of a kind now."""
    if not workspace.settings.new_a_day:
        return "your settings allow no new ones"
    return f"today's new {cards} are done, or suspended"


def _choose(workspace: Workspace, source: str, pool: list[str], now: Clock) -> tuple[list[str], str]:
    if source == "weakest":
        cards = weakest_cards(workspace.store, pool, now)
        return cards, "" if cards else "You have not practised any of these yet, so none is weak."
    if source == "flagged":
        cards = queue.flagged(workspace.store, pool)
        return cards, "" if cards else "No question is flagged. Press f on a card to flag it."
    if source == "stories":
        return pool, "" if pool else ALL_RESTING
    if source == "all":
        return pool, "" if pool else "No question matches these filters, or all that do are suspended."
    due = due_and_new(workspace, pool, now)
    if source == "lab":
        drills = list(due.cards[:LAB_CARDS]) or pool[:LAB_CARDS]
        return drills, "" if drills else ALL_RESTING
    noun = "metrics" if source == "metrics" else "questions"
    counts = f"{len(due.due):,} due, {len(due.new):,} new."
    return list(due.cards), counts if due.cards else f"Nothing is due, and {no_new(workspace, noun)}."
