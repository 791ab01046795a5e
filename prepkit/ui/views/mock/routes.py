"""Hold what the Mock page's views share: the open mock in the address, and the steps that change it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.mock import repository, state
from prepkit.mock.state import Mock, MockItem, MockPhase, Step
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.workspace import Workspace

MOCK = "mock"
"""The query parameter that holds the id of the open mock."""
FOR = "for"
"""The query parameter that holds the id of the interview that a mock is set up for."""
RESUMED = "mock_resumed"


def open_mock(mock_id: str) -> None:
    """Open one mock at its current question or at its report. For callbacks on the Mock page."""
    st.query_params.from_dict({MOCK: mock_id})


def close_mock() -> None:
    """Go back to the list of mocks. For callbacks."""
    st.query_params.clear()


def take(mock_id: str, turn: str, step: Step) -> None:
    """Apply ``step`` if the mock is still at ``turn``, so that a double click steps once. For callbacks."""
    now = clock().now
    change(mock_id, lambda mock: step(mock, now) if turn_of(mock) == turn else mock)


def change(mock_id: str, step: Callable[[Mock], Mock]) -> Mock | None:
    """Change a mock; None if it is no longer there. For callbacks."""
    return repository.change(open_workspace().store, mock_id, step, clock().now)


def turn_of(mock: Mock) -> str:
    """Return a text that identifies the mock's current question and phase."""
    item = mock.item
    return f"{item.id} {mock.phase}" if item else str(MockPhase.OVER)


def recording_of(mock_id: str, item: MockItem) -> str:
    """Return the id under which the browser keeps the video of an answer.

    It names the question, because the item's own id changes when the answer is scored again.
    """
    return f"{mock_id} {item.question}"


def resumed(workspace: Workspace, mock_id: str, mock: Mock, now: int) -> Mock:
    """Return the mock for this window, paused if it was running in another window or before a refresh."""
    if st.session_state.get(RESUMED) == mock_id or mock.item is None:
        return mock
    st.session_state[RESUMED] = mock_id
    paused = repository.change(workspace.store, mock_id, lambda stored: state.come_back(stored, now), now)
    return paused or mock
