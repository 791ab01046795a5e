"""Choosing a mock interview: role, level, length and mix."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import SystemRandom

import streamlit as st

from prepkit.bank import Bank
from prepkit.mock import interview, keeping, plan
from prepkit.mock.interview import Mock
from prepkit.mock.plan import LENGTHS, Plan
from prepkit.mock.report import asked_before
from prepkit.model import Clock, Difficulty, Filters, Kind, question_id
from prepkit.practice import queue
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import marks
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.mock.place import LEVELS, RESUMED, open_mock, usual_level
from prepkit.ui.start import matching
from prepkit.ui.wording import option, plural

MIXES = {True: "Like the real thing", False: "My own mix"}
THINKING = {0: "none", 15: "15 s", 30: "30 s", 60: "1 min"}
ANSWERING = {60: "1 min", 90: "1½ min", 120: "2 min", 180: "3 min"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    role: str | None
    level: str
    plan: Plan
    pool: Collection[str]


def offer(desk: Desk, now: Clock) -> None:
    """The choices, what they come to, and one button to begin."""
    st.markdown(
        "One question after another against the clock, in wordings you have not seen. Nothing is scored "
        "until the last is answered."
    )
    wanted = _choices(desk, now)
    seconds = plan.longest_s(wanted.plan)
    enough = min(len(wanted.pool), wanted.plan.count)
    if not wanted.pool:
        st.info("No question matches these choices. Take one of them back.", icon=":material/filter_alt_off:")
    elif enough < wanted.plan.count:
        st.markdown(f"Only **{plural(enough, 'question')}** match, so the interview is that short.")
    else:
        st.markdown(
            f"**{plural(enough, 'question')}**, at most {plural(-(-seconds // 60), 'minute')}. "
            "Speak aloud, record yourself, or write."
        )
    st.button(
        "Begin the interview",
        type="primary",
        key="once_begin_mock",
        icon=":material/play_arrow:",
        disabled=not wanted.pool,
        on_click=_begin,
        args=(wanted,),
    )


def _choices(desk: Desk, now: Clock) -> _Wanted:
    names = {role.id: role.name for role in desk.bank.roles}
    target = desk.settings.target_role
    with st.grid(2, min_column_width=240, gap="small"):
        role = st.selectbox(
            "Role",
            ["", *names],
            index=["", *names].index(target) if target in names else 0,
            format_func=lambda one: names.get(one, "Any role"),
            key="mock_role",
            persist_state="session",
        )
        level = st.selectbox(
            "Scored as a",
            list(LEVELS),
            index=list(LEVELS).index(usual_level(desk, desk.settings)),
            format_func=LEVELS.__getitem__,
            key="mock_level",
            persist_state="session",
        )
    count = st.segmented_control(
        "How many questions",
        list(LENGTHS),
        format_func=lambda n: option(f"{n}: {_minutes(n)}"),
        default=LENGTHS[0],
        required=True,
        key="mock_count",
        persist_state="session",
        wrap=True,
    )
    real = st.segmented_control(
        "Which questions",
        list(MIXES),
        format_func=lambda mix: option(MIXES[mix]),
        default=True,
        required=True,
        key="mock_real",
        persist_state="session",
        help="Like the real thing: a warm-up, what you have done, what you would do, and a closing question.",
        wrap=True,
    )
    with st.expander("Time, follow-ups and which questions", icon=":material/tune:", key="mock_more"):
        chosen, filters, unseen = _details(desk.bank, role or None, bool(real), count or LENGTHS[0])
    return _Wanted(role or None, level, chosen, _pool(desk, filters, unseen, now))


def _minutes(count: int) -> str:
    return f"about {round(plan.longest_s(Plan(count)) / 60)} min"


def _details(bank: Bank, role: str | None, real: bool, count: int) -> tuple[Plan, Filters, bool]:
    with st.grid(2, min_column_width=200, gap="small"):
        think = st.selectbox(
            "Time to think",
            list(THINKING),
            index=1,
            format_func=THINKING.__getitem__,
            key="mock_think",
            persist_state="session",
        )
        answer = st.selectbox(
            "Time to answer",
            list(ANSWERING),
            index=1,
            format_func=ANSWERING.__getitem__,
            key="mock_answer",
            persist_state="session",
        )
    probes = st.toggle("Ask follow-ups", value=True, key="mock_probes", persist_state="session")
    unseen = st.toggle("Only questions I have never answered", key="mock_unseen", persist_state="session")
    kinds: list[str] = []
    if not real:
        kinds = st.multiselect(
            "Kind",
            [kind.value for kind in Kind],
            format_func=lambda kind: Kind(kind).label,
            placeholder="Any",
            key="mock_kinds",
            persist_state="session",
        )
    competencies = st.multiselect(
        "Competency",
        [one.id for one in bank.competencies],
        format_func=lambda one: bank.competency(one).name,
        placeholder="Any",
        key="mock_competencies",
        persist_state="session",
    )
    difficulties = st.multiselect(
        "Difficulty",
        [one.value for one in Difficulty],
        format_func=lambda one: Difficulty(one).label,
        placeholder="Any",
        key="mock_difficulties",
        persist_state="session",
    )
    filters = Filters(
        role=role, competencies=tuple(competencies), kinds=tuple(kinds), difficulties=tuple(difficulties)
    )
    return Plan(count, real, probes, think_s=think, answer_s=answer), filters, unseen


def _pool(desk: Desk, filters: Filters, unseen: bool, now: Clock) -> list[str]:
    resting = marks.resting(desk.store, now.day.isoformat())
    cards = [card for card in matching(desk, filters, now) if card not in resting]
    return [question_id(card) for card in (queue.unseen(desk.store, cards) if unseen else cards)]


def _begin(wanted: _Wanted) -> None:
    desk, now = open_desk(), clock().now
    earlier = [mock for _, mock in keeping.every(desk.store)]
    items = plan.draw(
        desk.bank,
        wanted.pool,
        wanted.plan,
        role=wanted.role or "",
        asked_before=asked_before(earlier),
        rng=SystemRandom(),
        new_id=new_uuid,
    )
    if not items:
        return
    title = desk.bank.role(wanted.role).name if wanted.role else "Any role"
    mock = interview.begin(Mock(title, wanted.level, items, now, role=wanted.role or ""), now)
    begin(mock)


def begin(mock: Mock) -> None:
    """Keep a mock that has begun and open it. For callbacks on the Mock page."""
    mock_id = new_uuid()[:8]
    keeping.put(open_desk().store, mock_id, mock, clock().now)
    st.session_state[RESUMED] = mock_id
    open_mock(mock_id)
