"""What the Mock page's views share: which mock the address names, and the steps that change it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.mock import interview, keeping
from prepkit.mock.interview import Mock, Phase, Step
from prepkit.model import Settings
from prepkit.practice.session import Desk
from prepkit.ui.desk import clock, open_desk

MOCK = "mock"
"""The address's word for the mock that is open."""
RESUMED = "mock_resumed"
LEVELS = {"specialist": "Specialist", "lead": "Team lead", "manager": "Manager"}


def open_mock(mock_id: str) -> None:
    """Open one mock, wherever it stands. For callbacks on the Mock page."""
    st.query_params.from_dict({MOCK: mock_id})


def close_mock() -> None:
    """Back to all mocks. For callbacks."""
    st.query_params.clear()


def take(mock_id: str, turn: str, step: Step) -> None:
    """Take a mock a step further if it still stands at ``turn``: a double click takes one. For callbacks."""
    now = clock().now
    change(mock_id, lambda mock: step(mock, now) if turn_of(mock) == turn else mock)


def change(mock_id: str, step: Callable[[Mock], Mock]) -> Mock | None:
    """Change a mock; None if it is no longer there. For callbacks."""
    return keeping.change(open_desk().store, mock_id, step, clock().now)


def turn_of(mock: Mock) -> str:
    """A word for where a mock stands, another for each question and phase."""
    item = mock.item
    return f"{item.id} {mock.phase}" if item else str(Phase.OVER)


def resumed(desk: Desk, mock_id: str, mock: Mock, now: int) -> Mock:
    """The mock as this window may show it: one that went on elsewhere, or before a refresh, is paused."""
    if st.session_state.get(RESUMED) == mock_id or mock.item is None:
        return mock
    st.session_state[RESUMED] = mock_id
    found = keeping.change(desk.store, mock_id, lambda one: interview.come_back(one, now), now)
    return found or mock


def usual_level(desk: Desk, settings: Settings) -> str:
    """The level whose answers fit the target role; a team lead's where none is chosen."""
    levels = {role.id: role.level for role in desk.bank.roles}
    found = levels.get(settings.target_role or "", "lead")
    return found if found in LEVELS else "lead"
