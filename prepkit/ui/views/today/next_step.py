"""Draw the next step of today: one filled button, and what comes after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.interviews.appointment import Interview
from prepkit.interviews.checklist import count_packed
from prepkit.interviews.next_step import PACK_FROM
from prepkit.interviews.parts import InterviewPart
from prepkit.mock.state import Mock
from prepkit.model import Clock
from prepkit.practice import queue
from prepkit.practice.cards import started
from prepkit.practice.session import current, finish, remaining
from prepkit.study_plan.daily import PlanDay
from prepkit.study_plan.planning import timetable_of
from prepkit.study_plan.today import debrief_due, more_cards, questions_for_stories, unfinished_mock
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.interviews.plan_day import day_in_words, tomorrow_in_words
from prepkit.ui.views.interviews.routes import open_interview
from prepkit.ui.views.mock.routes import FOR, MOCK
from prepkit.ui.views.stories.page import address_of_new
from prepkit.ui.views.today.planned import Planned
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, plural
from prepkit.ui.widgets.wording import sentence as sentence_case
from prepkit.workspace import Workspace

LEFT_MOCK = "today_left_mock"
"""The session key of the open mock that was put off with "Not now"."""
COUNTS = ("One", "Two", "Three", "Four", "Five")


def next_step(workspace: Workspace, now: Clock, planned: Planned | None) -> None:
    """Draw the next step with its button: carry on, write down an interview, do what is planned, or go on."""
    session, debrief = current(workspace), debrief_due(workspace, now)
    mock = unfinished_mock(workspace, now)
    with st.container(border=True, key="next_step"):
        if session is not None and session.card is not None:
            cards_left = remaining(workspace, session, now)
            st.header(f"{escape(session.title)}: {plural(cards_left, 'card')} to go", anchor=False)
            st.markdown("You were in the middle of a session.")
            with st.container(horizontal=True):
                _button("Carry on", "carry_on", "play_arrow", go_to, "practise")
                st.button(
                    "End session", key="end_open", type="tertiary", on_click=once(_end), args=(session.id,)
                )
        elif mock is not None and st.session_state.get(LEFT_MOCK) != mock[0]:
            _open_mock(*mock)
        elif debrief is not None:
            interview_id, interview, step = debrief
            st.header(step.title, anchor=False)
            st.markdown(f"{escape(interview.title)}. {step.why}")
            _button(f"Open {step.part}", "debrief", "edit_note", open_interview, interview_id, step.part)
        elif planned is not None:
            _as_planned(workspace, now, planned)
        else:
            _as_due(workspace, now)


def _open_mock(mock_id: str, mock: Mock) -> None:
    """Draw a mock that is not finished: it waits at a question, or has answers to score."""
    if mock.item is not None:
        waiting = f"question {mock.at + 1} of {len(mock.items)} is waiting"
        sentence = "The clock stands still until you carry on."
    else:
        waiting = f"{plural(sum(not item.is_done for item in mock.items), 'answer')} to score"
        sentence = "Score them while you remember what you said."
    st.header(f"Your mock: {waiting}", anchor=False)
    st.markdown(sentence)
    with st.container(horizontal=True):
        _button("Carry on", "carry_on_mock", "play_arrow", _go_to_open_mock, mock_id)
        st.button("Not now", key="leave_mock", type="tertiary", on_click=once(_leave_mock), args=(mock_id,))


def _go_to_open_mock(mock_id: str) -> None:
    go_to("mock", **{MOCK: mock_id})


def _leave_mock(mock_id: str) -> None:
    st.session_state[LEFT_MOCK] = mock_id


def _as_due(workspace: Workspace, now: Clock) -> None:
    """Draw what is due and new today, where no interview has a plan."""
    timetable = timetable_of(workspace, now)
    today = timetable.today
    if not today.cards:
        _go_on(workspace, now, f"{tomorrow_in_words(timetable)}{_elsewhere(workspace, today, now)}")
        return
    minutes = queue.minutes_for(workspace.store, len(today.cards))
    st.header(f"{plural(len(today.cards), 'card')}, about {plural(minutes, 'minute')}", anchor=False)
    st.markdown(_mix(today) + _too_long(workspace, minutes) + _elsewhere(workspace, today, now))
    _button("Practise", "start", "play_arrow", practise, "Today", today.cards)


def _as_planned(workspace: Workspace, now: Clock, planned: Planned) -> None:
    """Draw what the plan to the next interview has for today."""
    interview_id, interview, planning = planned
    timetable = timetable_of(workspace, now)
    today = timetable.today
    if planning.plan.today is None:
        st.header("Today is the day", anchor=False)
        st.markdown("One answer aloud, standing, and then your sheet: nothing new today.")
        _button("Open the sheet", "open_day", "article", open_interview, interview_id, InterviewPart.THE_DAY)
        return
    to_do = _to_do(interview) if len(planning.plan.days) <= PACK_FROM else 0
    contents = day_in_words(today)
    if not contents and to_do:
        _eve(workspace, now, interview_id, to_do)
        return
    if not contents:
        sentence = "A day off." if today.off else ""
        _go_on(workspace, now, f"{sentence}{tomorrow_in_words(timetable)}".strip())
        return
    question = next(iter(questions_for_stories(workspace, now, interview)), "") if today.story else ""
    actions = _actions(interview_id, today, question, to_do)
    minutes = f": about {plural(today.minutes, 'minute')}" if today.minutes else ""
    st.header(f"{sentence_case(contents)}{minutes}", anchor=False)
    st.markdown(f"As planned for {_named(interview)}.")
    if question:
        wording = escape(workspace.bank.question(question).prompt)
        st.markdown(f"Your plan has one story today. A good one to write: “{wording}”")
    with st.container(horizontal=True):
        for number, (label, key, icon, on_click, arguments) in enumerate(actions):
            _button(label, key, icon, on_click, *arguments, first=number == 0)


Action = tuple[str, str, str, Callable[..., None], tuple[Any, ...]]
"""A button: its label, key and icon, and what it calls with what."""


def _named(interview: Interview) -> str:
    """Return what to call an interview in a sentence; one of which only the day is known has no title."""
    return escape(interview.title) if interview.company or interview.stage else "your interview"


def _to_do(interview: Interview) -> int:
    """Return how many things of the checklist for the evening before are not ticked."""
    ticked, things = count_packed(interview)
    return things - ticked


def _eve(workspace: Workspace, now: Clock, interview_id: str, to_do: int) -> None:
    """Draw what is left of the evening before once today's cards are done: the checklist, then more cards."""
    st.header(f"Get ready for tomorrow: {plural(to_do, 'thing')} left", anchor=False)
    st.markdown("Today's cards are done. Print your sheet, and tick what is packed.")
    cards = more_cards(workspace, now)
    with st.container(horizontal=True):
        _button("Get ready", "planned_pack", "checklist", open_interview, interview_id, InterviewPart.THE_DAY)
        if cards:
            label = f"Practise {plural(len(cards), 'more card')}"
            _button(label, "start_more", "play_arrow", practise, "A few more", cards, first=False)


def _actions(interview_id: str, today: PlanDay, question: str, to_do: int) -> list[Action]:
    """Return the buttons for what is left of today, in the order in which it is best done.

    ``question`` is what a story is planned for, ``to_do`` how much of the checklist is left.
    """
    actions: list[Action] = []
    if today.cards:
        actions.append(("Practise", "start", "play_arrow", practise, ("Today", today.cards)))
    if today.mock:
        actions.append(("Take the mock", "start_mock", "timer", _go_to_mock, (interview_id,)))
    if today.story:
        actions.append(("Write the story", "start_story", "auto_stories", write_story, (question,)))
    if to_do:
        pack = (interview_id, InterviewPart.THE_DAY)
        actions.append(("Get ready for tomorrow", "planned_pack", "checklist", open_interview, pack))
    return actions


def _go_on(workspace: Workspace, now: Clock, sentence: str) -> None:
    """Draw what is left to do when today's cards are done: a few more, chosen well."""
    cards = more_cards(workspace, now)
    more = f" {COUNTS[len(cards) - 1]} more?" if cards else ""
    st.header(f"Today's plan is done.{more}", anchor=False)
    if sentence.strip():
        st.markdown(sentence.strip())
    if cards:
        _button("Practise", "start_more", "play_arrow", practise, "A few more", cards)
    else:
        _button("See all questions", "see_questions", "menu_book", go_to, "browse")


def _button(
    label: str, key: str, icon: str, on_click: Callable[..., None], *args: Any, first: bool = True
) -> None:
    st.button(
        label,
        key=key,
        type="primary" if first else "tertiary",
        icon=f":material/{icon}:",
        on_click=once(on_click),
        args=args,
    )


def _mix(today: PlanDay) -> str:
    parts = []
    if today.again:
        parts.append(f"{len(today.again):,} due again")
    if today.new:
        parts.append(f"{len(today.new):,} new")
    return ", ".join(parts).capitalize() + "."


def _too_long(workspace: Workspace, minutes: int) -> str:
    allowed = workspace.settings.minutes_a_day
    if minutes <= allowed:
        return ""
    return f" More than your {allowed} minutes: stop when they are up, the most urgent come first."


def _elsewhere(workspace: Workspace, today: PlanDay, now: Clock) -> str:
    """Return a sentence on how many cards of other roles are due, besides those of ``today``."""
    if workspace.settings.target_role is None:
        return ""
    all_cards = [*map(question_card, workspace.bank.ids), *started(workspace)]
    due = queue.due_and_new_by_fsrs(workspace.store, all_cards, workspace.settings, now).due
    other = len(due) - len(today.again)
    verb = "is" if other == 1 else "are"
    return f" {plural(other, 'question')} for other roles {verb} due too." if other else ""


def _go_to_mock(interview_id: str) -> None:
    go_to("mock", **{FOR: interview_id})


def write_story(question: str) -> None:
    """Open the builder of a new story for a question, or for none. For callbacks on other pages."""
    go_to("stories", **address_of_new(question))


def _end(session_id: str) -> None:
    finish(open_workspace(), session_id, clock())
