"""Draw the assignments that a candidate received and has not answered: on Practise, and on the Mock page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.coaching import received
from prepkit.coaching import repository as assignments
from prepkit.coaching.assignment import as_mock
from prepkit.coaching.received import OpenAssignment
from prepkit.mock import repository as mocks
from prepkit.mock import state
from prepkit.model import Clock
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.mock.assigned import about_in_words, opened_here
from prepkit.ui.views.mock.routes import MOCK, RESUMED
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.wording import escape, paragraphs, sentence
from prepkit.workspace import Workspace, new_uuid


def on_practise(workspace: Workspace, now: Clock) -> bool:
    """Draw what is to be answered, apart from what was put away, and return whether there is any."""
    shown = [one for one in received.list_open(workspace.store) if not one.is_put_away]
    for number, waiting in enumerate(shown):
        _card(workspace, waiting, now, "Not now", received.put_away, is_first=number == 0)
    return bool(shown)


def on_mock(workspace: Workspace, now: Clock) -> None:
    """Draw what is not begun yet, also what was put away.

    What was begun stands among the unfinished mocks, and what is being opened further down.
    """
    waiting = [
        one for one in received.list_open(workspace.store) if not one.mock_id and one.id != opened_here()
    ]
    for one in waiting:
        if one.is_put_away:
            _card(workspace, one, now, "Show on Practise", received.bring_back)
        else:
            _card(workspace, one, now)


def _card(
    workspace: Workspace,
    waiting: OpenAssignment,
    now: Clock,
    other: str = "",
    on_other: Callable[..., None] | None = None,
    *,
    is_first: bool = False,
) -> None:
    """Draw one assignment with ways to begin and to remove it, and one ``other``.

    The button to begin is filled where it is the first thing to do.
    """
    assignment = waiting.assignment
    with st.container(border=True, key=f"open_assignment_{waiting.id}"):
        title = escape(assignment.title) or "An assignment"
        about = sentence(", ".join(about_in_words(workspace, assignment, now)))
        st.markdown(f"**{title}**  \n{about}.")
        if assignment.message:
            with st.expander("Message", icon=":material/mail:", key=f"assignment_message_{waiting.id}"):
                st.markdown(paragraphs(assignment.message))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Continue" if waiting.mock_id else "Begin",
                key=f"begin_{waiting.id}",
                type="primary" if is_first else "secondary",
                icon=":material/play_arrow:",
                disabled=not any(task.question in workspace.bank for task in assignment.tasks),
                on_click=once(_go_on),
                args=(waiting,),
            )
            if on_other is not None:
                st.button(
                    other,
                    key=f"other_{waiting.id}",
                    type="tertiary",
                    on_click=once(_call),
                    args=(on_other, waiting.id),
                )
            ask_first(
                f"remove_{waiting.id}",
                "Remove",
                f"Remove **{title}**? You can open it again with the file or link that your coach sent. "
                "What you answered stays.",
                "Remove it",
                _remove,
                (waiting.id,),
            )


def _call(act: Callable[..., None], assignment_id: str) -> None:
    act(open_workspace().store, assignment_id, clock().now)


def _go_on(waiting: OpenAssignment) -> None:
    """Open the mock that was begun for an assignment, or begin one."""
    mock_id = waiting.mock_id
    if not mock_id:
        workspace, now = open_workspace(), clock().now
        mock = as_mock(waiting.id, waiting.assignment, workspace.bank, new_uuid, now)
        if mock is None:
            return
        mock_id = new_uuid()[:8]
        mocks.save(workspace.store, mock_id, state.begin(mock, now), now)
        received.bring_back(workspace.store, waiting.id, now)
        st.session_state[RESUMED] = mock_id
    go_to("mock", **{MOCK: mock_id})


def _remove(assignment_id: str) -> None:
    assignments.delete(open_workspace().store, assignment_id, clock().now)
