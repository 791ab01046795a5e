"""Draw a one-way video interview: think, answer to the camera, watch the answer and score it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from prepkit.mock import state
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock
from prepkit.ui.views.mock.routes import change, close_mock, recording_of, take, turn_of
from prepkit.ui.views.mock.run import ONWARD, PHASES, STEPS, bar, end_here, material_of, prompt_of
from prepkit.ui.views.mock.score import forget_score, score
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.components.video_answer import CameraUse, video_answer
from prepkit.ui.widgets.question import heading
from prepkit.workspace import Workspace

STAYS_HERE = "Recordings stay in this browser. They are never sent to the server."
BESIDE = (2, 3)
"""The widths of the question and the camera beside it; on a phone the camera follows the question."""
BEGINS_AGAIN = (
    "This answer begins again: a recording that was running when the page was left is lost. "
    "Finished ones are still there."
)


def run(workspace: Workspace, mock_id: str, mock: Mock, now: int) -> None:
    """Draw the current question: the camera before it starts, the answer, or its review."""
    item = mock.item
    if item is None:
        return
    if mock.phase is MockPhase.REVIEW:
        score(workspace, mock_id, mock, below_answer=partial(_ways_on, mock_id, mock))
        return
    prompt = prompt_of(workspace, item)
    is_counted = mock.phase is MockPhase.THINK and not mock.paused
    bar(mock_id, mock, now, spoken=prompt, phase=PHASES[mock.phase] if is_counted else "")
    if mock.paused:
        _check(mock_id, mock, item, prompt)
        return
    use = CameraUse.THINK if mock.phase is MockPhase.THINK else CameraUse.ANSWER
    words, picture = st.columns(BESIDE, gap="large")
    with words:
        heading(prompt)
        material_of(workspace, item)
    with picture:
        _camera(mock_id, mock, item, prompt, use)
        _controls(workspace, mock_id, mock)


def _camera(mock_id: str, mock: Mock, item: MockItem, prompt: str, use: CameraUse) -> None:
    video_answer(
        _run_of(mock),
        use=use,
        mock_id=mock_id,
        recording=recording_of(mock_id, item),
        question=prompt,
        limit_ms=1000 * item.answer_s,
        on_answered=partial(_answered, mock_id),
    )


def _run_of(mock: Mock) -> str:
    """Return a text that identifies one try at one answer."""
    return f"{turn_of(mock)} {mock.began}"


def _check(mock_id: str, mock: Mock, item: MockItem, prompt: str) -> None:
    """Draw the camera before the interview starts or goes on; nothing is recorded or counted yet."""
    has_begun = mock.at > 0 or mock.banked_ms > 0 or mock.phase is not MockPhase.THINK
    words, picture = st.columns(BESIDE, gap="large")
    with words:
        st.title("Paused" if has_begun else "Your camera", anchor=False)
        if mock.phase is MockPhase.ANSWER:
            st.markdown(BEGINS_AGAIN)
        st.markdown(STAYS_HERE)
    with picture:
        _camera(mock_id, mock, item, prompt, CameraUse.CHECK)
    with picture, st.container(horizontal=True):
        st.button(
            "Resume" if has_begun else "Show the first question",
            key="once_resume",
            type="primary",
            icon=":material/play_arrow:",
            on_click=once(take),
            args=(mock_id, turn_of(mock), state.resume),
        )
        st.button("Finish later", key="leave_mock", type="tertiary", on_click=once(close_mock))
    keys({}, (), card=turn_of(mock), on_press=lambda *_: None)


def _controls(workspace: Workspace, mock_id: str, mock: Mock) -> None:
    turn, is_thinking = turn_of(mock), mock.phase is MockPhase.THINK
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_thinking:
            st.button(
                ONWARD[MockPhase.THINK],
                key="once_onward",
                type="primary",
                on_click=once(take),
                args=(mock_id, turn, state.go_on),
            )
            st.button(
                "Pause",
                key="once_pause_mock",
                type="tertiary",
                icon=":material/pause:",
                on_click=once(take),
                args=(mock_id, turn, state.pause),
            )
        end_here(mock_id, mock)
    has_keys = is_thinking and workspace.settings.shortcuts
    bindings = {"n": "onward", "p": "pause"} if has_keys else {}
    hints = [("n", "answer now"), ("p", "pause")] if has_keys else []
    keys(bindings, hints, card=turn, on_press=lambda action, at: take(mock_id, at, STEPS[action]))


def _ways_on(mock_id: str, mock: Mock) -> None:
    """Draw the buttons below an answer that was watched."""
    with st.container(horizontal=True):
        if not mock.one_take:
            st.button(
                "Record again",
                key="once_record_again",
                icon=":material/replay:",
                on_click=once(_again),
                args=(mock_id, turn_of(mock)),
            )
        end_here(mock_id, mock)


def _again(mock_id: str, turn: str) -> None:
    forget_score(turn.rpartition(" ")[0])
    take(mock_id, turn, state.answer_again)


def _answered(mock_id: str, answered_run: str, spent_ms: int) -> None:
    now = clock().now

    def answer(mock: Mock) -> Mock:
        return state.answer_to_camera(mock, spent_ms, now) if _run_of(mock) == answered_run else mock

    change(mock_id, answer)
