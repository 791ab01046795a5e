"""Ask a follow-up on what was said: the second reader writes it while the interview's clock stands still."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from prepkit.mock import repository, state
from prepkit.mock.state import Mock, MockPhase
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock.routes import change
from prepkit.ui.widgets import second_reader
from prepkit.ui.widgets.feedback import LEAST_WORDS
from prepkit.ui.widgets.second_reader import ReadAnswer

WAITED_FOR = "mock_follow_up"
"""The session key of the follow-up that is being written."""
PATIENCE_MICROS = 10_000_000
"""How long the interviewer thinks: then the bank's own follow-up is asked."""
LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _Wait:
    """The item whose answer is being read, its reading, and until when to wait for it (microseconds)."""

    item: str
    reading: ReadAnswer
    until: int

    def is_over(self, now: int) -> bool:
        """Whether there is nothing to wait for any more."""
        return self.reading.job is None or self.reading.job.is_done or now >= self.until


def begin(mock_id: str) -> None:
    """Stop the clock and have an answer read whose follow-up comes now, if there is a reader.

    For callbacks.
    """
    workspace = open_workspace()
    mock = repository.get(workspace.store, mock_id)
    item = mock.item if mock is not None else None
    if (
        mock is None
        or item is None
        or mock.phase is not MockPhase.PROBE
        or item.question not in workspace.bank
    ):
        return
    if mock.paused or len(item.answer.split()) < LEAST_WORDS:
        return
    rubric = second_reader.rubric_of(workspace.bank.question(item.question))
    reading = second_reader.read(item.id, rubric, item.answer)
    if reading is None or reading.job is None:
        return
    now = clock().now
    st.session_state[WAITED_FOR] = _Wait(item.id, reading, now + PATIENCE_MICROS)
    change(mock_id, lambda mock: state.pause(mock, now))


def is_being_written(mock: Mock) -> bool:
    """Return whether the follow-up of the present question is being written."""
    wait = st.session_state.get(WAITED_FOR)
    return isinstance(wait, _Wait) and mock.item is not None and mock.item.id == wait.item and mock.paused


@st.fragment(run_every=LOOK_SECONDS)
def wait_for_it(mock_id: str) -> None:
    """Draw that the interviewer thinks, until the follow-up is there or the patience is over."""
    wait = st.session_state.get(WAITED_FOR)
    if not isinstance(wait, _Wait) or wait.is_over(clock().now):
        _ask(mock_id)
        st.rerun()
    st.markdown("*The interviewer thinks about what you said…*")
    st.button("Ask me now", key="once_ask_now", on_click=once(partial(_ask, mock_id)))


def _ask(mock_id: str) -> None:
    """Ask what the reader wrote, or else the bank's follow-up, and let the clock run again."""
    wait = st.session_state.pop(WAITED_FOR, None)
    if not isinstance(wait, _Wait):
        return
    follow_up = second_reader.follow_up(wait.reading)
    now = clock().now

    def ask(mock: Mock) -> Mock:
        if mock.item is None or mock.item.id != wait.item:
            return mock
        return state.resume(state.change(mock, wait.item, probe=follow_up) if follow_up else mock, now)

    change(mock_id, ask)
