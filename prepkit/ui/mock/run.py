"""One question at a time, against the clock."""

from __future__ import annotations

from functools import partial

import streamlit as st

from prepkit.mock import interview, keeping
from prepkit.mock.interview import Asked, Kind, Mock, Phase
from prepkit.practice.session import Desk
from prepkit.ui.components.editor import editor, typed_text
from prepkit.ui.components.interview_bar import interview_bar
from prepkit.ui.components.keys import keys
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.mock.place import change, close_mock, take, turn_of
from prepkit.ui.recorder import SAYING, WRITTEN, Take, recorder, say_it
from prepkit.ui.wording import escape, plural

BOX = "mock_draft"
PHASES = {Phase.THINK: "Think", Phase.ANSWER: "Answer", Phase.PROBE: "Follow-up"}
UP = {
    Phase.THINK: "",
    Phase.ANSWER: "Time is up: finish your sentence. Nothing you wrote is lost.",
    Phase.PROBE: "Time is up: finish your sentence. Nothing you wrote is lost.",
}
ONWARD = {Phase.THINK: "Answer now", Phase.ANSWER: "Done", Phase.PROBE: "Done"}


def take_the_width(mock: Mock | None) -> None:
    """Give an interview that is going on the whole window, and every other view the usual page.

    Called once a run: a layout that is set and then set otherwise is drawn twice, each time text is saved.
    """
    if mock is not None and mock.kind is not Kind.ROUND and mock.item is not None:
        st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    else:
        st.set_page_config(layout="centered", initial_sidebar_state="auto")


def run(desk: Desk, mock_id: str, mock: Mock, now: int) -> None:
    """The question that the interview stands at, or the pause it is in."""
    item = mock.item
    if item is None:
        return
    turn = turn_of(mock)
    interview_bar(
        f"Question {mock.at + 1} of {len(mock.items)}",
        item.block,
        phase="Paused" if mock.paused else PHASES[mock.phase],
        turn=turn,
        limit_ms=1000 * interview.limit_s(mock),
        elapsed_ms=interview.elapsed_ms(mock, now),
        running=not mock.paused,
        said=UP[mock.phase],
        moves_on=mock.phase is Phase.THINK,
        on_up=partial(_up, mock_id),
    )
    if mock.paused:
        _paused(mock_id, turn)
        return
    asked = desk.bank.question(item.question).wording(item.variant) if item.question in desk.bank else ""
    if mock.phase is Phase.PROBE:
        st.caption(escape(asked))
    st.title(escape(item.probe if mock.phase is Phase.PROBE else asked), anchor=False)
    if mock.phase is not Phase.THINK:
        _answer(mock_id, mock, item)
    _controls(desk, mock_id, mock, turn)


def _answer(mock_id: str, mock: Mock, item: Asked) -> None:
    text = item.probe_answer if mock.phase is Phase.PROBE else item.answer
    editor(
        turn_of(mock),
        text,
        label="Say it aloud, or write it here",
        placeholder="As you would say it in the room. Esc leaves this box, so that the keys work again.",
        on_text=partial(_write, mock_id),
        key=BOX,
        rows=7,
        revision=st.session_state.get(WRITTEN, 0),
        aloud=True,
        action="Hide the recorder" if st.session_state.get(SAYING) else "Record myself",
        on_action=say_it,
    )
    recorder(Take(take_of(item, mock.phase), partial(_say, mock_id, turn_of(mock)), heard_again=True))


def take_of(item: Asked, phase: Phase) -> str:
    """The id under which the sound of an answer, or of a follow-up's, is kept in this session."""
    return f"{item.id}_{phase}"


def _controls(desk: Desk, mock_id: str, mock: Mock, turn: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            ONWARD[mock.phase],
            key="once_onward",
            type="primary",
            on_click=_take,
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
                on_click=_take,
                args=(mock_id, turn, name),
            )
        _end_here(mock_id, mock)
    bindings = {"n": "onward", "s": "skip", "p": "pause"} if desk.settings.shortcuts else {}
    hints = [("n", "go on"), ("s", "skip"), ("p", "pause")] if bindings else []
    keys(bindings, hints, card=turn, on_press=lambda action, at: _take(mock_id, at, action))


def _paused(mock_id: str, turn: str) -> None:
    st.title("Paused", anchor=False)
    st.markdown("The clock stands still, and the question waits. What you wrote is kept.")
    with st.container(horizontal=True):
        st.button(
            "Go on",
            key="once_resume",
            type="primary",
            icon=":material/play_arrow:",
            on_click=take,
            args=(mock_id, turn, interview.resume),
        )
        st.button("Leave it for later", key="leave_mock", type="tertiary", on_click=close_mock)
    keys({}, (), card=turn, on_press=lambda *_: None)


STEPS = {
    "onward": interview.go_on,
    "skip": interview.skip,
    "pause": interview.pause,
}


def _take(mock_id: str, turn: str, name: str) -> None:
    _write_typed(mock_id)
    take(mock_id, turn, STEPS[name])


def _write_typed(mock_id: str) -> None:
    """Keep what stands in the box: leaving it and clicking a button may arrive together, the button first."""
    mock = keeping.get(open_desk().store, mock_id)
    typed = typed_text(BOX)
    if mock is not None and typed is not None and typed[0] == turn_of(mock):
        _write(mock_id, *typed)


def _end_here(mock_id: str, mock: Mock) -> None:
    left = len(mock.items) - mock.at - 1
    after = f"{plural(left, 'question')} after this one will not be asked. " if left else ""
    ask_first(
        "end_mock",
        "End here",
        f"End the interview here? {after}What you answered so far is kept and scored.",
        "End it",
        _end,
        (mock_id,),
        icon=":material/stop_circle:",
        keep="Go on with it",
    )


def _end(mock_id: str) -> None:
    _write_typed(mock_id)
    now = clock().now
    change(mock_id, lambda mock: interview.end_early(mock, now))


def _up(mock_id: str, turn: str) -> None:
    take(mock_id, turn, interview.go_on)


def _write(mock_id: str, document: str, text: str) -> None:
    item_id, _, phase = document.rpartition(" ")
    now = clock().now
    change(mock_id, lambda mock: interview.write(mock, item_id, Phase(phase), text, now))


def _say(mock_id: str, turn: str, text: str) -> None:
    """Put what was transcribed behind what was written."""
    item_id, _, phase = turn.rpartition(" ")
    now = clock().now

    def add(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        if item is None:
            return mock
        before = item.probe_answer if Phase(phase) is Phase.PROBE else item.answer
        return interview.write(mock, item_id, Phase(phase), f"{before.rstrip()}\n\n{text}".strip(), now)

    change(mock_id, add)
