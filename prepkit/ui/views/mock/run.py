"""Draw a running mock interview: one question at a time, against the clock."""

from __future__ import annotations

from functools import partial

import streamlit as st

from prepkit.mock import repository, state
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock import follow_up
from prepkit.ui.views.mock.routes import change, close_mock, take, turn_of
from prepkit.ui.widgets.components.editor import editor, unstored_text
from prepkit.ui.widgets.components.interview_bar import interview_bar
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.material import draw_material
from prepkit.ui.widgets.question import heading
from prepkit.ui.widgets.recorder import Take, recorder
from prepkit.ui.widgets.transcript import WRITTEN, dictated
from prepkit.ui.widgets.wording import escape, plural
from prepkit.voice.transcript import with_transcript
from prepkit.workspace import Workspace

BOX = "mock_draft"
ALOUD = "mock_aloud"
"""Whether this session has the questions read aloud."""
PHASES = {MockPhase.THINK: "Think", MockPhase.ANSWER: "Answer", MockPhase.PROBE: "Follow-up"}
UP = {
    MockPhase.THINK: "",
    MockPhase.ANSWER: "Time is up: finish your sentence. Nothing you wrote is lost.",
    MockPhase.PROBE: "Time is up: finish your sentence. Nothing you wrote is lost.",
}
ONWARD = {MockPhase.THINK: "Answer now", MockPhase.ANSWER: "Done", MockPhase.PROBE: "Done"}


def take_the_width(mock: Mock | None) -> None:
    """Use the whole window for a running interview, and the usual page width for every other view.

    Call it once a run: two different layouts in one run would draw the page twice whenever text is saved.
    """
    if mock is not None and mock.kind is not MockKind.ROUND and mock.item is not None:
        st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    else:
        st.set_page_config(layout="centered", initial_sidebar_state="auto")


def run(workspace: Workspace, mock_id: str, mock: Mock, now: int) -> None:
    """Draw the current question of the interview, or the pause it is in."""
    item = mock.item
    if item is None:
        return
    turn = turn_of(mock)
    prompt = prompt_of(workspace, item)
    question = item.probe if mock.phase is MockPhase.PROBE else prompt
    if follow_up.is_being_written(mock):
        bar(mock_id, mock, now, spoken="", phase=PHASES[mock.phase])
        heading(prompt)
        follow_up.wait_for_it(mock_id)
        return
    bar(mock_id, mock, now, spoken=question, phase="Paused" if mock.paused else PHASES[mock.phase])
    if mock.paused:
        _paused(mock_id, turn)
        return
    if mock.phase is MockPhase.PROBE:
        st.caption(escape(prompt))
    heading(question)
    material_of(workspace, item)
    if mock.phase is not MockPhase.THINK:
        _answer(mock_id, mock, item)
    _controls(workspace, mock_id, mock, turn)


def prompt_of(workspace: Workspace, item: MockItem) -> str:
    """Return the wording in which a question is asked; empty if it is no longer in the bank."""
    is_known = item.question in workspace.bank
    return workspace.bank.question(item.question).wording(item.variant) if is_known else ""


def material_of(workspace: Workspace, item: MockItem) -> None:
    """Draw the material of a question; nothing if there is none, or the question is no longer in the bank."""
    if item.question in workspace.bank:
        draw_material(workspace.bank.question(item.question).material)


def bar(mock_id: str, mock: Mock, now: int, *, spoken: str, phase: str) -> None:
    """Draw how far the interview has got and, with a ``phase``, its clock."""
    interview_bar(
        f"Question {mock.at + 1} of {len(mock.items)}",
        mock.item.block if mock.item else "",
        phase=phase,
        turn=turn_of(mock),
        limit_ms=1000 * state.limit_s(mock),
        elapsed_ms=state.elapsed_ms(mock, now),
        running=not mock.paused and bool(phase),
        time_up_text=UP[mock.phase],
        moves_on=mock.phase is MockPhase.THINK,
        on_up=partial(_up, mock_id),
        spoken=spoken,
        aloud=st.session_state.get(ALOUD, False),
        on_aloud=_read_aloud,
    )


def _answer(mock_id: str, mock: Mock, item: MockItem) -> None:
    text = item.probe_answer if mock.phase is MockPhase.PROBE else item.answer
    recorder(Take(take_of(item, mock.phase), partial(_say, mock_id, turn_of(mock)), heard_again=True))
    editor(
        turn_of(mock),
        text,
        label="Say your answer aloud, or write it here",
        placeholder="As you would say it in the room.",
        on_text=partial(_write, mock_id),
        key=BOX,
        rows=7,
        revision=st.session_state.get(WRITTEN, 0),
        aloud=True,
        dictated=dictated(take_of(item, mock.phase)),
    )


def take_of(item: MockItem, phase: MockPhase) -> str:
    """Return the id under which this session keeps the recording of an answer or of a follow-up's answer."""
    return f"{item.id}_{phase}"


def _controls(workspace: Workspace, mock_id: str, mock: Mock, turn: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            ONWARD[mock.phase],
            key="once_onward",
            type="primary",
            on_click=once(_take),
            args=(mock_id, turn, "onward"),
        )
        for label, name, icon in (
            ("Skip", "skip", "skip_next"),
            ("Pause", "pause", "pause"),
        ):
            st.button(
                label,
                key=f"once_{name}_mock",
                type="tertiary",
                icon=f":material/{icon}:",
                on_click=once(_take),
                args=(mock_id, turn, name),
            )
        end_here(mock_id, mock)
    bindings = {"n": "onward", "s": "skip", "p": "pause"} if workspace.settings.shortcuts else {}
    hints = [("n", "go on"), ("s", "skip"), ("p", "pause"), ("Esc", "leave the box")] if bindings else []
    keys(bindings, hints, card=turn, on_press=lambda action, at: _take(mock_id, at, action))


def _paused(mock_id: str, turn: str) -> None:
    st.title("Paused", anchor=False)
    st.markdown("The clock is stopped. What you wrote is kept.")
    with st.container(horizontal=True):
        st.button(
            "Resume",
            key="once_resume",
            type="primary",
            icon=":material/play_arrow:",
            on_click=once(take),
            args=(mock_id, turn, state.resume),
        )
        st.button("Finish later", key="leave_mock", type="tertiary", on_click=once(close_mock))
    keys({}, (), card=turn, on_press=lambda *_: None)


STEPS = {
    "onward": state.go_on,
    "skip": state.skip,
    "pause": state.pause,
}


def _take(mock_id: str, turn: str, name: str) -> None:
    _write_typed(mock_id)
    take(mock_id, turn, STEPS[name])
    if name == "onward":
        follow_up.begin(mock_id)


def _write_typed(mock_id: str) -> None:
    """Save the text in the box: leaving it and clicking a button may arrive together, the button first."""
    mock = repository.get(open_workspace().store, mock_id)
    typed = unstored_text(BOX)
    if mock is not None and typed is not None and typed[0] == turn_of(mock):
        _write(mock_id, *typed)


def end_here(mock_id: str, mock: Mock) -> None:
    """Draw a button that ends the interview at this question, once confirmed."""
    remaining = len(mock.items) - mock.at - 1
    after = f"{plural(remaining, 'question')} after this one will not be asked. " if remaining else ""
    ask_first(
        "end_mock",
        "End here",
        f"End the interview here? {after}What you answered so far is kept and scored.",
        "End it",
        _end,
        (mock_id,),
        icon=":material/stop_circle:",
        keep="Continue",
    )


def _end(mock_id: str) -> None:
    _write_typed(mock_id)
    now = clock().now
    change(mock_id, lambda mock: state.end_early(mock, now))


def _read_aloud(is_on: bool) -> None:
    st.session_state[ALOUD] = is_on


def _up(mock_id: str, turn: str) -> None:
    take(mock_id, turn, state.go_on)


def _write(mock_id: str, document: str, text: str) -> None:
    item_id, _, phase = document.rpartition(" ")
    now = clock().now
    change(mock_id, lambda mock: state.write(mock, item_id, MockPhase(phase), text, now))


def _say(mock_id: str, turn: str, text: str, instead: str) -> None:
    """Put the transcript ``text`` into what was written, in the place of an earlier one (``instead``)."""
    item_id, _, phase = turn.rpartition(" ")
    now = clock().now

    def add(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        if item is None:
            return mock
        before = item.probe_answer if MockPhase(phase) is MockPhase.PROBE else item.answer
        return state.write(mock, item_id, MockPhase(phase), with_transcript(before, text, instead), now)

    change(mock_id, add)
