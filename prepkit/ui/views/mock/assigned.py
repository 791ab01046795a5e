"""Draw an assignment for the candidate: opening it, and sending back its result."""

from __future__ import annotations

import streamlit as st

from prepkit.coaching.assignment import Assignment, as_mock, longest_s, read_file, read_link
from prepkit.errors import UnusableAssignment
from prepkit.exchange import results
from prepkit.mock import repository, state
from prepkit.mock.state import Mock
from prepkit.model import Clock, level_label
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock.routes import open_mock
from prepkit.ui.views.mock.setup import begin
from prepkit.ui.widgets.wording import escape, paragraphs, plural
from prepkit.workspace import Workspace, new_uuid

SENT = "assignment"
"""The query parameter that holds an assignment sent as a link."""


def by_link(workspace: Workspace, link: str) -> None:
    """Draw the assignment that a link holds, or say why it cannot be read."""
    try:
        assignment_id, assignment = read_link(link, workspace.bank)
    except UnusableAssignment as error:
        st.error(str(error), icon=":material/link_off:")
        return
    _offer(workspace, assignment_id, assignment)


def by_file(workspace: Workspace) -> None:
    """Draw a field to upload an assignment that came as a file."""
    with st.expander("Open an assignment from a coach", icon=":material/assignment:", key="assignment_file"):
        file = st.file_uploader(
            "The file your coach sent", type="json", key="assignment_upload", max_upload_size=1
        )
        if file is None:
            return
        try:
            assignment_id, assignment = read_file(file.name, file.getvalue())
        except UnusableAssignment as error:
            st.error(str(error), icon=":material/error:")
            return
        _offer(workspace, assignment_id, assignment)


def send_back(workspace: Workspace, mock_id: str, mock: Mock, now: Clock) -> None:
    """Draw a button that saves the result of an assignment as a file for the coach."""
    st.markdown("**Send this to your coach.** The file holds this interview alone, nothing else of yours.")
    st.download_button(
        "Save the result file",
        lambda: results.write(workspace.store, mock_id, now),
        f"Result {escape(mock.title)}.json".replace("/", " "),
        "application/json",
        icon=":material/outgoing_mail:",
        key="result_file",
        type="primary",
        on_click="ignore",
    )


def _offer(workspace: Workspace, assignment_id: str, assignment: Assignment) -> None:
    st.header(escape(assignment.title) or "An assignment", anchor=False)
    if assignment.message:
        st.markdown(paragraphs(assignment.message))
    tasks = [task for task in assignment.tasks if task.question in workspace.bank]
    level = escape(level_label(assignment.level).lower())
    minutes = plural(-(-longest_s(assignment, workspace.bank) // 60), "minute")
    st.markdown(f"{plural(len(tasks), 'question')}, at most {minutes}, scored as a {level}.")
    missing = len(assignment.tasks) - len(tasks)
    if missing:
        st.caption(f"{plural(missing, 'question')} left out, not in this bank.")
    earlier = [pair for pair in repository.list_all(workspace.store) if pair[1].assignment == assignment_id]
    with st.container(horizontal=True):
        if earlier:
            st.button(
                "Continue" if earlier[0][1].to_score or earlier[0][1].item else "Open what you answered",
                key="open_assigned",
                type="primary",
                on_click=once(open_mock),
                args=(earlier[0][0],),
            )
        st.button(
            "Answer it again" if earlier else "Begin the assignment",
            key="once_begin_assignment",
            type="secondary" if earlier else "primary",
            icon=":material/play_arrow:",
            disabled=not tasks,
            on_click=once(_begin),
            args=(assignment_id, assignment),
        )


def _begin(assignment_id: str, assignment: Assignment) -> None:
    now = clock().now
    mock = as_mock(assignment_id, assignment, open_workspace().bank, new_uuid, now)
    if mock is not None:
        begin(state.begin(mock, now))
