"""Draw the presenter's view of a session: the screen's controls, key points to tick, a score, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from prepkit.coaching.session import SESSIONS, CoachingSession
from prepkit.mock import repository, state
from prepkit.mock.state import Mock, MockItem
from prepkit.practice import coaching_session
from prepkit.question import Level
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.runtime.opening import clock
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.frames import ALONE, Slide, slide
from prepkit.ui.views.coach.present import FOLLOW, STEPS
from prepkit.ui.views.coach.session_plan import store_workspace
from prepkit.ui.views.mock.score import anchor_lines
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.components.presenter import presenter
from prepkit.ui.widgets.components.tick_list import tick_list
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.level_select import usual_level
from prepkit.ui.widgets.wording import option
from prepkit.workspace import Workspace

ANSWER_S = 90


def session_view(workspace: Workspace, session_id: str, session: CoachingSession, mock: Mock) -> None:
    """Draw the presenter's view: controls on the left, what the coach gives the answer on the right."""
    item = mock.items[min(mock.at, len(mock.items) - 1)]
    controls, given = st.columns([3, 2], gap="large")
    with controls:
        presenter(
            session_id,
            [_slide(workspace, shown.question, session) for shown in mock.items],
            at=mock.at,
            steps=STEPS,
            phases=[("answer", "Answer", ANSWER_S)],
            audience=_audience_address(session_id, mock),
            on_move=partial(_move, session_id),
        )
        ask_first(
            "end_session",
            "End the session",
            "End the session? The scores are kept with their questions, and the summary opens.",
            "End it",
            _end,
            (session_id,),
            icon=":material/flag:",
            keep="Go on",
        )
    with given:
        _score(workspace, session_id, mock, item)
        editor(
            session_id,
            session.notes,
            label="Your notes on this session: nobody else sees them",
            placeholder="What you agreed on, what to ask next time…",
            on_text=_note,
            stored_text=_stored_note,
            key="session_notes",
            rows=2,
        )
        _anchors(workspace, mock, item)
        _score_keys(workspace, session_id, item)


def _slide(workspace: Workspace, question: str, session: CoachingSession) -> dict[str, Any]:
    if question not in workspace.bank:
        return asdict(Slide(question, "A question that is no longer in the bank", (), (ALONE,)))
    drawn = slide(
        workspace.bank,
        workspace.bank.question(question),
        level=Level(session.level) if session.level in set(Level) else usual_level(workspace),
        country=workspace.settings.country,
    )
    return asdict(drawn)


def _audience_address(session_id: str, mock: Mock) -> str:
    query = {
        "list": ",".join(item.question for item in mock.items),
        "at": str(mock.at + 1),
        "answer": str(ANSWER_S),
        whose.CLIENT: whose.named(),
        FOLLOW: session_id,
    }
    return f"present?{urlencode(query)}"


def _score(workspace: Workspace, session_id: str, mock: Mock, item: MockItem) -> None:
    bank = workspace.bank
    if item.question not in bank:
        st.info("This question is no longer in the bank.")
        return
    question = bank.question(item.question)
    if question.key_points:
        tick_list(
            "Key points you heard",
            {point.id: point.text for point in question.key_points},
            item.ticks,
            card=item.id,
            on_tick=partial(_tick, session_id),
            key="session_points",
            coverage={},
        )
    key = _score_key(item.id)
    given_score = item.coach.value if item.coach else 0
    st.session_state.setdefault(key, given_score or None)
    st.segmented_control(
        f"Your score{', with a key from 1 to 5' if workspace.settings.shortcuts else ', from 1 to 5'}",
        [1, 2, 3, 4, 5],
        format_func=lambda value: option(str(value)),
        key=key,
        on_change=uninterrupted(_give_score),
        args=(session_id, item.id, key),
    )
    editor(
        item.id,
        item.coach.evidence if item.coach else "",
        label="Evidence: which words earn that score?",
        on_text=partial(_give_evidence, session_id),
        stored_text=partial(_stored_evidence, session_id),
        key="session_evidence",
        rows=2,
        longest=2_000,
    )


def _anchors(workspace: Workspace, mock: Mock, item: MockItem) -> None:
    if item.question in workspace.bank:
        competency = workspace.bank.question(item.question).competency
        with st.expander("What each score sounds like", icon=":material/straighten:", key="session_anchors"):
            st.markdown(anchor_lines(workspace.bank, competency, mock.level))


def _score_keys(workspace: Workspace, session_id: str, item: MockItem) -> None:
    keys(
        {str(value): str(value) for value in range(1, 6)} if workspace.settings.shortcuts else {},
        (),
        card=item.id,
        on_press=partial(_press_score, session_id, _score_key(item.id)),
    )


def _score_key(item_id: str) -> str:
    return f"session_score_{item_id}"


def _change(session_id: str, step: Callable[[Mock], Mock]) -> None:
    workspace = store_workspace()
    document = SESSIONS.get(workspace.store, session_id) if workspace else None
    if workspace is not None and document is not None and not document.content.ended_at:
        repository.change(workspace.store, document.content.round, step, clock().now)


def _move(session_id: str, place: int) -> None:
    _change(session_id, lambda mock: coaching_session.move_to(mock, place))


def _tick(session_id: str, item_id: str, ticks: list[str]) -> None:
    _change(session_id, lambda mock: state.change(mock, item_id, ticks=tuple(ticks)))


def _give_score(session_id: str, item_id: str, key: str) -> None:
    value = st.session_state[key] or 0
    _change(session_id, lambda mock: coaching_session.give_score(mock, item_id, value))


def _press_score(session_id: str, key: str, value: str, item_id: str) -> None:
    st.session_state[key] = int(value)
    _give_score(session_id, item_id, key)


def _stored_evidence(session_id: str, item_id: str) -> str:
    workspace = store_workspace()
    document = SESSIONS.get(workspace.store, session_id) if workspace else None
    mock = repository.get(workspace.store, document.content.round) if workspace and document else None
    item = mock.by_id(item_id) if mock else None
    return item.coach.evidence if item and item.coach else ""


def _stored_note(session_id: str) -> str:
    workspace = store_workspace()
    document = SESSIONS.get(workspace.store, session_id) if workspace else None
    return document.content.notes if document else ""


def _give_evidence(session_id: str, item_id: str, text: str) -> None:
    _change(session_id, lambda mock: coaching_session.give_evidence(mock, item_id, text))


def _note(session_id: str, text: str) -> None:
    workspace = store_workspace()
    if workspace is not None:
        SESSIONS.change(
            workspace.store, session_id, lambda session: replace(session, notes=text[:50_000]), clock().now
        )


def _end(session_id: str) -> None:
    workspace = store_workspace()
    if workspace is not None:
        coaching_session.finish(workspace, session_id, clock())
