"""An assignment on the candidate's side: opening it, and sending back what came of it."""

from __future__ import annotations

import streamlit as st

from prepkit.errors import UnusableAssignment
from prepkit.exchange import results
from prepkit.mock import interview, keeping
from prepkit.mock.assignment import Assignment, as_mock, longest_s, read_file, read_link
from prepkit.mock.interview import Mock
from prepkit.model import Clock
from prepkit.practice.session import Desk, new_uuid
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.mock.place import LEVELS, open_mock
from prepkit.ui.mock.setup import begin
from prepkit.ui.wording import escape, paragraphs, plural

SENT = "assignment"
"""The address's word for an assignment that came as a link."""


def by_link(desk: Desk, link: str) -> None:
    """An assignment that came as a link."""
    try:
        assignment_id, found = read_link(link, desk.bank)
    except UnusableAssignment as error:
        st.error(str(error), icon=":material/link_off:")
        return
    _offer(desk, assignment_id, found)


def by_file(desk: Desk) -> None:
    """A field for one that came as a file."""
    with st.expander("Open an assignment from a coach", icon=":material/assignment:", key="assignment_file"):
        file = st.file_uploader(
            "The file your coach sent", type="json", key="assignment_upload", max_upload_size=1
        )
        if file is None:
            return
        try:
            assignment_id, found = read_file(file.name, file.getvalue())
        except UnusableAssignment as error:
            st.error(str(error), icon=":material/error:")
            return
        _offer(desk, assignment_id, found)


def send_back(desk: Desk, mock_id: str, mock: Mock, now: Clock) -> None:
    """What came of an assignment, as a file for the coach."""
    st.markdown(
        "**Your coach is waiting for it.** The file holds this interview alone, nothing else of yours."
    )
    st.download_button(
        "Save the result file",
        lambda: results.write(desk.store, mock_id, now),
        f"Result {escape(mock.title)}.json".replace("/", " "),
        "application/json",
        icon=":material/outgoing_mail:",
        key="result_file",
        type="primary",
        on_click="ignore",
    )


def _offer(desk: Desk, assignment_id: str, found: Assignment) -> None:
    st.subheader(escape(found.title) or "An assignment", anchor=False)
    if found.message:
        st.markdown(paragraphs(found.message))
    known = [task for task in found.tasks if task.question in desk.bank]
    level = escape(LEVELS.get(found.level, found.level).lower())
    minutes = plural(-(-longest_s(found, desk.bank) // 60), "minute")
    st.markdown(f"{plural(len(known), 'question')}, at most {minutes}, scored as a {level}.")
    missing = len(found.tasks) - len(known)
    if missing:
        st.caption(f"{plural(missing, 'question')} of it is not in this bank and is left out.")
    earlier = [pair for pair in keeping.every(desk.store) if pair[1].assignment == assignment_id]
    with st.container(horizontal=True):
        if earlier:
            st.button(
                "Go on with it" if earlier[0][1].to_score or earlier[0][1].item else "Open what you answered",
                key="open_assigned",
                type="primary",
                on_click=open_mock,
                args=(earlier[0][0],),
            )
        st.button(
            "Answer it once more" if earlier else "Begin the assignment",
            key="once_begin_assignment",
            type="secondary" if earlier else "primary",
            icon=":material/play_arrow:",
            disabled=not known,
            on_click=_begin,
            args=(assignment_id, found),
        )


def _begin(assignment_id: str, found: Assignment) -> None:
    now = clock().now
    mock = as_mock(assignment_id, found, open_desk().bank, new_uuid, now)
    if mock is not None:
        begin(interview.begin(mock, now))
