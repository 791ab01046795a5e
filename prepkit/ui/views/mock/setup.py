"""Draw the setup of a mock interview: the interview or role it is for, level, length and mix."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import SystemRandom

import streamlit as st

from prepkit.bank import Bank
from prepkit.bank.filters import Filters
from prepkit.card_ids import question_id
from prepkit.mock import repository, spec, state
from prepkit.mock.report import asked_before
from prepkit.mock.spec import LENGTHS, MOST_QUESTIONS, VIDEO_THINK_S, MockSpec, video_spec
from prepkit.mock.state import Mock, MockKind
from prepkit.model import Clock
from prepkit.practice import queue
from prepkit.question import Difficulty, Kind, Level
from prepkit.store import marks
from prepkit.study_plan.mock_setup import interviews_ahead, questions_for
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock.for_interview import explain, interview_choice
from prepkit.ui.views.mock.routes import RESUMED, open_mock
from prepkit.ui.widgets.level_select import level_select, usual_level
from prepkit.ui.widgets.start import matching
from prepkit.ui.widgets.wording import option, plural
from prepkit.workspace import Workspace, new_uuid

MIXES = {True: "Like the real thing", False: "My own mix"}
LIKE_THE_REAL_THING = (
    "Like the real thing: a warm-up, what you have done, what you would do, and a closing question."
)
KINDS = {MockKind.MOCK: "Speak or write", MockKind.VIDEO: "One-way video"}
INTRODUCTIONS = {
    MockKind.MOCK: "One question after another against the clock, in wordings you have not seen. Nothing is "
    "scored until the last is answered.",
    MockKind.VIDEO: "Many first rounds are recorded by yourself: a question, "
    f"{VIDEO_THINK_S} seconds to think, then your answer to the camera. After each you watch it and score "
    "it. Recordings stay in this browser and are never sent to the server; it works without a camera too.",
}
VIDEO_ANSWERING = {60: "1 min", 120: "2 min"}
THINKING = {0: "none", 15: "15 s", 30: "30 s", 60: "1 min"}
ANSWERING = {60: "1 min", 90: "1½ min", 120: "2 min", 180: "3 min"}


@dataclass(frozen=True, slots=True)
class _Choices:
    role: str | None
    level: Level
    plan: MockSpec
    pool: Collection[str]
    title: str
    weights: Mapping[str, float] | None = None


def offer(workspace: Workspace, now: Clock, *, first: bool = True) -> None:
    """Draw the choices, the number of questions and minutes they give, and a button to begin.

    The button is filled if beginning a mock is the ``first`` thing to do.
    """
    kind = st.segmented_control(
        "How you answer",
        list(KINDS),
        format_func=lambda kind: option(KINDS[kind]),
        default=MockKind.MOCK,
        required=True,
        key="mock_kind",
        persist_state="session",
    )
    st.markdown(INTRODUCTIONS[kind])
    choices = _choices(workspace, now, kind)
    seconds = spec.longest_s(choices.plan)
    enough = min(len(choices.pool), choices.plan.count)
    if not choices.pool:
        st.info("No question matches these choices. Remove one of them.", icon=":material/filter_alt_off:")
    elif enough < choices.plan.count:
        st.markdown(f"Only **{plural(enough, 'question')}** match, so the interview is shorter.")
    else:
        how = (
            "Scoring takes time of its own."
            if kind is MockKind.VIDEO
            else "Speak aloud, record yourself, or write."
        )
        minutes = plural(-(-seconds // 60), "minute")
        st.markdown(f"**{plural(enough, 'question')}**, at most {minutes}. {how}")
    st.button(
        "Begin the interview",
        type="primary" if first else "secondary",
        key="once_begin_mock",
        icon=":material/play_arrow:",
        disabled=not choices.pool,
        on_click=once(_begin),
        args=(choices,),
    )


def _choices(workspace: Workspace, now: Clock, kind: MockKind) -> _Choices:
    titles = interviews_ahead(workspace, now)
    with st.grid(2, min_column_width=240, gap="small"):
        chosen = interview_choice(workspace, titles, now) if titles else None
        interview_id, setup = chosen or ("", None)
        role = setup.role if setup else _role_choice(workspace)
        # An interview brings a level and a length of its own, which can be changed for it alone.
        suffix = f"_{interview_id}" if interview_id else ""
        usual = (setup.level if setup else None) or usual_level(workspace)
        level = level_select(usual, key=f"mock_level{suffix}")
        count = st.number_input(
            "How many questions",
            min_value=1,
            max_value=MOST_QUESTIONS,
            value=setup.count if setup else LENGTHS[0],
            key=f"mock_count{suffix}",
            persist_state="session",
        )
        real = st.segmented_control(
            "Which questions",
            list(MIXES),
            format_func=lambda mix: option(MIXES[mix]),
            default=True,
            required=True,
            key="mock_real",
            persist_state="session",
            help=LIKE_THE_REAL_THING,
            wrap=True,
        )
        answer, one_take = _video_choices() if kind is MockKind.VIDEO else (0, False)
    if setup:
        explain(workspace, setup)
    plan = video_spec(count, bool(real), answer, one_take=one_take)
    details = "Which questions" if kind is MockKind.VIDEO else "Time, follow-ups and which questions"
    with st.expander(details, icon=":material/tune:", key="mock_more"):
        if kind is not MockKind.VIDEO:
            plan = _times(count, bool(real))
        filters, unseen = _filters(workspace.bank, None if setup else role, bool(real))
    pool = _pool(workspace, filters, unseen, now)
    if setup:
        pool = questions_for(setup, pool, count)
        return _Choices(role, level, plan, pool, setup.title, setup.weights)
    title = workspace.bank.role(role).name if role else "Any role"
    return _Choices(role, level, plan, pool, title)


def _role_choice(workspace: Workspace) -> str | None:
    names = {role.id: role.name for role in workspace.bank.roles}
    target = workspace.settings.target_role
    role = st.selectbox(
        "Role",
        ["", *names],
        index=["", *names].index(target) if target in names else 0,
        format_func=lambda role_id: names.get(role_id, "Any role"),
        key="mock_role",
        persist_state="session",
    )
    return role or None


def _video_choices() -> tuple[int, bool]:
    answer = st.selectbox(
        "Time to answer",
        list(VIDEO_ANSWERING),
        format_func=VIDEO_ANSWERING.__getitem__,
        key="mock_video_answer",
        persist_state="session",
    )
    one_take = st.toggle(
        "One take only",
        key="mock_one_take",
        persist_state="session",
        help="No second try, as many employers set it. Otherwise you can record an answer again.",
    )
    return answer, one_take


def _times(count: int, real: bool) -> MockSpec:
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
    return MockSpec(count, real, probes, think_s=think, answer_s=answer)


def _filters(bank: Bank, role: str | None, real: bool) -> tuple[Filters, bool]:
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
        [competency.id for competency in bank.competencies],
        format_func=lambda id: bank.competency(id).name,
        placeholder="Any",
        key="mock_competencies",
        persist_state="session",
    )
    difficulties = st.multiselect(
        "Difficulty",
        [difficulty.value for difficulty in Difficulty],
        format_func=lambda difficulty: Difficulty(difficulty).label,
        placeholder="Any",
        key="mock_difficulties",
        persist_state="session",
    )
    filters = Filters(
        role=role, competencies=tuple(competencies), kinds=tuple(kinds), difficulties=tuple(difficulties)
    )
    return filters, unseen


def _pool(workspace: Workspace, filters: Filters, unseen: bool, now: Clock) -> list[str]:
    resting = marks.resting(workspace.store, now.day.isoformat())
    cards = [card for card in matching(workspace, filters, now) if card not in resting]
    return [question_id(card) for card in (queue.unseen(workspace.store, cards) if unseen else cards)]


def _begin(choices: _Choices) -> None:
    workspace, now = open_workspace(), clock().now
    earlier = [mock for _, mock in repository.list_all(workspace.store)]
    items = spec.draw(
        workspace.bank,
        choices.pool,
        choices.plan,
        role=choices.role or "",
        asked_before=asked_before(earlier),
        rng=SystemRandom(),
        new_id=new_uuid,
        weights=choices.weights,
    )
    if not items:
        return
    plan = choices.plan
    mock = Mock(
        choices.title,
        choices.level,
        items,
        now,
        kind=plan.kind,
        role=choices.role or "",
        one_take=plan.one_take,
    )
    begun = state.begin(mock, now)
    # A video interview waits until the person has looked into the camera.
    begin(state.pause(begun, now) if plan.kind is MockKind.VIDEO else begun)


def begin(mock: Mock) -> None:
    """Save a mock that has begun and open it. For callbacks on the Mock page."""
    mock_id = new_uuid()[:8]
    repository.save(open_workspace().store, mock_id, mock, clock().now)
    st.session_state[RESUMED] = mock_id
    open_mock(mock_id)
