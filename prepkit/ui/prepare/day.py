"""The day: what to bring and do, the sheet for the night before, and the calendar file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from prepkit.exchange.calendar import Entry, as_calendar
from prepkit.exchange.day_sheet import WEAKEST, Sheet, as_html, opening
from prepkit.feedback.text import sentences
from prepkit.model import Attempt, CardState, Clock, Rating, Story, question_id
from prepkit.plan.daily import Plan
from prepkit.practice import queue
from prepkit.practice.session import Desk, new_uuid
from prepkit.prepare import keeping
from prepkit.prepare.checklist import Check, checks
from prepkit.prepare.interview import Format, Interview, Item
from prepkit.store import attempts, card_states, documents, marks
from prepkit.stories.coverage import of_role
from prepkit.ui.cards import core_cards
from prepkit.ui.confirm import ask_first
from prepkit.ui.prepare.fields import MAX_LINE
from prepkit.ui.prepare.overview import when
from prepkit.ui.prepare.place import change
from prepkit.ui.prepare.plan_day import said_of
from prepkit.ui.prepare.planning import Planning, plan_of, role_of
from prepkit.ui.wording import escape

FIGURE = re.compile(r"\d|per ?cent|\bhalf\b|\bhalved\b|\bdoubled\b", re.IGNORECASE)


def day(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the two downloads and the checklist."""
    st.markdown(
        "**The sheet for the night before** holds time, place and people, what you found out about the "
        "company, your stories in a line each, the numbers in them, what you will ask, your strongest "
        "openers and your weakest questions."
    )
    # A download is made in a thread of its own, where the plan of an advertisement can't be asked for.
    planning = plan_of(desk, interview, now)
    core = core_of(desk, interview, planning)
    entries = _entries(planning.plan) if planning else []
    kept = documents.get(desk.store, "interviews", interview_id)
    changed_at = kept.updated_at if kept else now.now
    name = re.sub(r"[^\w-]+", "-", interview.title).strip("-") or "interview"
    with st.container(horizontal=True):
        st.download_button(
            "Print the sheet",
            lambda: as_html(sheet_of(desk, interview, core, now)),
            f"{name}.html",
            "text/html",
            type="primary",
            icon=":material/print:",
            key="day_sheet",
            on_click="ignore",
        )
        st.download_button(
            "Into my calendar",
            lambda: as_calendar(interview_id, interview, entries, now.now, changed_at),
            f"{name}.ics",
            "text/calendar",
            icon=":material/event:",
            key="day_calendar",
            on_click="ignore",
            disabled=interview.day is None,
            help="The interview and each day of its plan, as a file that calendars read.",
        )
    st.caption("The sheet is saved as a page: open it in your browser and print it there (Ctrl+P).")
    st.subheader("To bring and to do", anchor=False)
    found = list(checks(interview))
    _checks(interview_id, interview, [check for check in found if check.before])
    for at, item in enumerate(interview.items):
        _own(interview_id, at, item)
    with (
        st.form("new_item", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("Something of your own", max_chars=MAX_LINE, key="new_item_text")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add, args=(interview_id,))
    st.subheader("On the day itself", anchor=False)
    _checks(interview_id, interview, [check for check in found if not check.before])


def sheet_of(desk: Desk, interview: Interview, core: list[str], now: Clock) -> Sheet:
    """What goes on the printed page; ``core`` are the cards its openers and weakest questions are among."""
    states = card_states.of_cards(desk.store, core)
    coverage = of_role(desk.bank, desk.bank.stories, role_of(desk, interview))
    # The set that answers most comes first, then what else there is.
    told = list(dict.fromkeys([*(pick.story for pick in coverage.fewest.picks), *desk.bank.stories]))
    stories = [desk.bank.stories[one] for one in told if desk.bank.stories[one].text]
    numbers = [number for story in stories for number in _numbers(story)]
    kind = interview.format.label if interview.format is not Format.UNKNOWN else ""
    return Sheet(
        interview.title,
        " · ".join(part for part in (when(interview, now), kind) if part) or "The day is not known yet",
        interview.place,
        [line.strip() for line in interview.people.splitlines() if line.strip()],
        stories,
        list(dict.fromkeys(numbers)),
        [one.text for one in interview.ask],
        _openers(desk, core, states),
        [desk.bank.question(question_id(card)) for card in _weakest(desk, core, states, now)],
        {question_id(card) for card in core if card not in states},
        _findings(desk, interview),
    )


def _findings(desk: Desk, interview: Interview) -> list[str]:
    """What was found out about the company: what is meant for an answer first."""
    if not interview.company.strip():
        return []
    _, company = keeping.company(desk.store, interview.company, new_uuid)
    ordered = sorted(company.findings, key=lambda finding: not finding.use)
    return list(dict.fromkeys(text for finding in ordered if (text := " ".join(finding.text.split()))))


def core_of(desk: Desk, interview: Interview, planning: Planning | None) -> list[str]:
    """The questions to be sure of: what this interview makes likelier first, then the rest of the core."""
    planned = [one.card for one in planning.cards if one.core] if planning else []
    return list(dict.fromkeys([*planned, *core_cards(desk, role_of(desk, interview))]))


def _weakest(desk: Desk, core: list[str], states: Mapping[str, CardState], now: Clock) -> list[str]:
    """What went badly, then what was never met, then what is likeliest forgotten."""
    met = queue.weakest(desk.store, core, now, n=len(core))
    badly = [card for card in met if states[card].last_rating < Rating.SOLID]
    unmet = queue.unseen(desk.store, core, marks.resting(desk.store, now.day.isoformat()))
    return list(dict.fromkeys([*badly, *unmet, *met]))[:WEAKEST]


def _numbers(story: Story) -> list[str]:
    """What was measured, from what to what; without that, the sentences of the result with a figure."""
    if story.baseline and story.change:
        period = f" ({story.period})" if story.period else ""
        return [f"{story.baseline} → {story.change}{period}"]
    return [one.text for one in sentences(story.result) if FIGURE.search(one.text)]


def _openers(desk: Desk, core: list[str], states: Mapping[str, CardState]) -> list[tuple[str, str]]:
    """How the best written answers begin: those rated Interview-ready before those rated Solid.

    A question that has gone badly since comes last: it stands among the weakest, too.
    """
    found = [(card, best) for card in core if card in states and (best := _best(desk, card))]
    found.sort(key=lambda one: (states[one[0]].last_rating < Rating.SOLID, -one[1].rating))
    return [(desk.bank.question(question_id(card)).prompt, opening(one.answer)) for card, one in found]


def _best(desk: Desk, card: str) -> Attempt | None:
    """The latest answer with an opening to a card that was itself rated Interview-ready, else Solid."""
    written = [
        one
        for one in attempts.of_card(desk.store, card)
        if one.rating >= Rating.SOLID and opening(one.answer)
    ]
    return max(written, key=lambda one: (one.rating, one.seq), default=None)


def _entries(plan: Plan) -> list[Entry]:
    """The days of a plan, without those that stand in the file of an earlier interview."""
    return [
        Entry(one.day, f"PrepKit: {said_of(one)}, {one.minutes} min")
        for one in plan.days
        if said_of(one) and (plan.shared_until is None or one.day > plan.shared_until)
    ]


def _checks(interview_id: str, interview: Interview, found: Sequence[Check]) -> None:
    for check in found:
        done = check.id in interview.done
        st.checkbox(
            check.text,
            value=done,
            key=f"check_{interview_id}_{check.id}_{done}",
            on_change=_tick,
            args=(interview_id, check.id, not done),
        )


def _own(interview_id: str, at: int, item: Item) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.checkbox(
            escape(item.text),
            value=item.done,
            key=f"item_{interview_id}_{at}_{item.text}_{item.done}",
            on_change=_set_item,
            args=(interview_id, item, replace(item, done=not item.done)),
        )
        ask_first(
            f"remove_item_{at}",
            "Remove",
            f"Remove “{escape(item.text)}” from the list?",
            "Remove it",
            _set_item,
            (interview_id, item, None),
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
