"""The day: what to bring and do, the sheet for the night before, and the calendar file."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from prepkit.exchange.calendar import Entry, as_calendar
from prepkit.exchange.day_sheet import Sheet, as_html
from prepkit.model import Clock, Rating, Story, question_id
from prepkit.practice import queue
from prepkit.practice.session import Desk
from prepkit.prepare.checklist import checks
from prepkit.prepare.interview import Format, Interview, Item
from prepkit.store import attempts, card_states
from prepkit.stories.coverage import of_role
from prepkit.ui.prepare.fields import MAX_LINE
from prepkit.ui.prepare.overview import when
from prepkit.ui.prepare.place import change
from prepkit.ui.prepare.plan import said_of
from prepkit.ui.prepare.planning import plan_of, role_of
from prepkit.ui.start import core_cards
from prepkit.ui.wording import escape

FIGURE = re.compile(r"\d|per ?cent|\bhalf\b|\bhalved\b|\bdoubled\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
OPENING_WORDS = 160


def day(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the two downloads and the checklist."""
    st.markdown(
        "**The sheet for the night before** holds time, place and people, your stories in a line each, the "
        "numbers in them, what you will ask, your strongest openers and your five weakest questions."
    )
    name = re.sub(r"[^\w-]+", "-", interview.title).strip("-") or "interview"
    with st.container(horizontal=True):
        st.download_button(
            "Print the sheet",
            lambda: as_html(sheet_of(desk, interview, now)),
            f"{name}.html",
            "text/html",
            type="primary",
            icon=":material/print:",
            key="day_sheet",
            on_click="ignore",
        )
        st.download_button(
            "Into my calendar",
            lambda: _calendar(desk, interview_id, interview, now),
            f"{name}.ics",
            "text/calendar",
            icon=":material/event:",
            key="day_calendar",
            on_click="ignore",
            disabled=interview.day is None,
            help="The interview and each day of its plan, as a file that calendars read.",
        )
    st.subheader("To bring and to do", anchor=False)
    for check in checks(interview):
        done = check.id in interview.done
        st.checkbox(
            check.text,
            value=done,
            key=f"check_{interview_id}_{check.id}_{done}",
            on_change=_tick,
            args=(interview_id, check.id, not done),
        )
    for at, item in enumerate(interview.items):
        _own(interview_id, at, item)
    with (
        st.form("new_item", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("Something of your own", max_chars=MAX_LINE, key="new_item_text")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add, args=(interview_id,))


def sheet_of(desk: Desk, interview: Interview, now: Clock) -> Sheet:
    """What goes on the printed page."""
    role = role_of(desk, interview)
    core = core_cards(desk, role)
    coverage = of_role(desk.bank, desk.bank.stories, role)
    # The set that answers most comes first, then what else there is.
    told = list(dict.fromkeys([*(pick.story for pick in coverage.fewest.picks), *desk.bank.stories]))
    stories = [desk.bank.stories[one] for one in told if desk.bank.stories[one].text]
    numbers = [number for story in stories for number in _numbers(story)]
    kind = interview.format.label if interview.format is not Format.UNKNOWN else ""
    weakest = [
        question_id(card)
        for card in queue.weakest(desk.store, core, now, n=5)
        if question_id(card) in desk.bank
    ]
    return Sheet(
        interview.title,
        " · ".join(part for part in (when(interview, now), kind) if part) or "The day is not known yet",
        interview.place,
        [line.strip() for line in interview.people.splitlines() if line.strip()],
        stories,
        list(dict.fromkeys(numbers)),
        [one.text for one in interview.ask],
        _openers(desk, core),
        [desk.bank.question(one) for one in weakest],
    )


def _numbers(story: Story) -> list[str]:
    """What was measured, from what to what; without that, the sentences of the result with a figure."""
    if story.baseline and story.change:
        period = f" ({story.period})" if story.period else ""
        return [f"{story.baseline} → {story.change}{period}"]
    return [found.strip() for found in SENTENCE.findall(story.result) if FIGURE.search(found)]


def _openers(desk: Desk, core: list[str]) -> list[tuple[str, str]]:
    """The first words of the latest written answer to questions that went best."""
    states = card_states.of_cards(desk.store, core)
    best = [card for card in core if card in states and states[card].last_rating is Rating.READY]
    found = []
    for card in best:
        written = [one.answer for one in attempts.of_card(desk.store, card) if one.answer.strip()]
        if written:
            found.append((desk.bank.question(question_id(card)).prompt, written[-1][:OPENING_WORDS]))
    return found


def _calendar(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> bytes:
    found = plan_of(desk, interview, now)
    days = found.plan.days if found else ()
    entries = [
        Entry(one.day, f"PrepKit: {said_of(one)}, {one.minutes} min")
        for one in days
        if one.cards or one.mock or one.story
    ]
    return as_calendar(interview_id, interview, entries, now.now)


def _own(interview_id: str, at: int, item: Item) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.checkbox(
            escape(item.text),
            value=item.done,
            key=f"item_{interview_id}_{at}_{item.text}_{item.done}",
            on_change=_set_item,
            args=(interview_id, item, replace(item, done=not item.done)),
        )
        st.button(
            "Remove",
            key=f"remove_item_{at}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_set_item,
            args=(interview_id, item, None),
        )


def _tick(interview_id: str, check: str, done: bool) -> None:
    def step(interview: Interview) -> Interview:
        others = tuple(one for one in interview.done if one != check)
        return replace(interview, done=(*others, check) if done else others)

    change(interview_id, step)


def _set_item(interview_id: str, before: Item, after: Item | None) -> None:
    def step(interview: Interview) -> Interview:
        if before not in interview.items:
            return interview
        at = interview.items.index(before)
        changed = (after,) if after else ()
        return replace(interview, items=(*interview.items[:at], *changed, *interview.items[at + 1 :]))

    change(interview_id, step)


def _add(interview_id: str) -> None:
    text = " ".join(str(st.session_state["new_item_text"]).split())
    if text:
        change(
            interview_id,
            lambda interview: replace(interview, items=(*interview.items, Item(text))[:100]),
        )
