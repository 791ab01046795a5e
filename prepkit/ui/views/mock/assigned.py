"""Draw an assignment for the candidate: opening it, and sending back its result."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from prepkit.coaching import received
from prepkit.coaching.assignment import Assignment, as_mock, longest_s, read_file, read_link
from prepkit.errors import UnusableAssignment
from prepkit.exchange import results
from prepkit.mock import repository, state
from prepkit.mock.state import Mock
from prepkit.model import Clock
from prepkit.question import level_label
from prepkit.store import profiles
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock.routes import open_mock
from prepkit.ui.views.mock.setup import begin
from prepkit.ui.widgets.file_name import file_name
from prepkit.ui.widgets.name_field import name_field
from prepkit.ui.widgets.wording import escape, paragraphs, plural, sentence, short_date
from prepkit.workspace import Workspace, new_uuid

SENT = "assignment"
"""The query parameter that holds an assignment sent as a link."""


KEPT = "assignment_kept"
"""The session key of what was opened last, so that it is kept once and not again after it was removed."""
UPLOAD = "assignment_upload"
RESULT_SAVED = "result_saved"
"""The session key of the mock whose result file was saved last."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was opened last; ``unlike`` are the ids of its questions that stay as they are here."""

    source: str
    assignment_id: str
    unlike: tuple[str, ...]


def opened_here() -> str:
    """Return the id of the assignment whose file is open on the Mock page; empty for none."""
    kept: _Kept | None = st.session_state.get(KEPT) if st.session_state.get(UPLOAD) else None
    return kept.assignment_id if kept else ""


def by_link(workspace: Workspace, link: str) -> None:
    """Draw the assignment that a link holds, or say why it cannot be read."""
    try:
        assignment_id, assignment = read_link(link, workspace.bank)
    except UnusableAssignment as error:
        st.error(str(error), icon=":material/link_off:")
        return
    _keep_and_offer(link, assignment_id, assignment)


def by_file(workspace: Workspace) -> None:
    """Draw a field to upload an assignment that came as a file."""
    with st.expander("Open an assignment from a coach", icon=":material/assignment:", key="assignment_file"):
        file = st.file_uploader("The file your coach sent", type="json", key=UPLOAD, max_upload_size=1)
        if file is None:
            return
        try:
            assignment_id, assignment = read_file(file.name, file.getvalue())
        except UnusableAssignment as error:
            st.error(str(error), icon=":material/error:")
            return
        _keep_and_offer(file.file_id, assignment_id, assignment)


def send_back(workspace: Workspace, mock_id: str, mock: Mock, now: Clock) -> None:
    """Draw a button that saves the result of an assignment as a file for the coach."""
    coach = escape(mock.set_by) or "your coach"
    st.markdown(
        f"**Send this to {coach}.** The file holds this interview and your name, nothing else of yours."
    )
    name_field(workspace, "Your name, as your coach knows you", key="result_name")
    name = profiles.name(workspace.store)
    file = f"{file_name(f'Result {mock.title} {name}', 'Result')}.json"
    st.download_button(
        "Save the result file",
        lambda: results.write(workspace.store, mock_id, now),
        file,
        "application/json",
        icon=":material/outgoing_mail:",
        key="result_file",
        type="primary",
        on_click=once(_remember_saved),
        args=(mock_id,),
    )
    if st.session_state.get(RESULT_SAVED) == mock_id:
        st.success(
            f"Saved as “{escape(file)}”, among your downloads. Now send it to {coach}, by e-mail or chat.",
            icon=":material/check_circle:",
        )


def _remember_saved(mock_id: str) -> None:
    st.session_state[RESULT_SAVED] = mock_id


def _keep_and_offer(source: str, assignment_id: str, assignment: Assignment) -> None:
    """Keep what was opened, with the coach's questions in it, and offer to answer it."""
    kept: _Kept | None = st.session_state.get(KEPT)
    if kept is None or kept.source != source:
        store, now = open_workspace().store, clock().now
        unlike = received.keep(store, assignment_id, assignment, now)
        received.bring_back(store, assignment_id, now)
        st.session_state[KEPT] = kept = _Kept(source, assignment_id, unlike)
    # Opened again: the bank has the coach's questions now.
    _offer(open_workspace(), assignment_id, assignment, len(kept.unlike))


def _offer(workspace: Workspace, assignment_id: str, assignment: Assignment, unlike: int) -> None:
    st.header(escape(assignment.title) or "An assignment", anchor=False)
    if assignment.message:
        st.markdown(paragraphs(assignment.message))
    level = escape(level_label(assignment.level).lower())
    about = ", ".join(about_in_words(workspace, assignment, clock()))
    st.markdown(f"{sentence(about)}. Scored as a {level}.")
    if unlike:
        whose = "is" if unlike == 1 else "are"
        st.caption(
            f"{unlike} of its questions {whose} among yours already, in other words. You will be asked yours."
        )
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
            disabled=not any(task.question in workspace.bank for task in assignment.tasks),
            on_click=once(_begin),
            args=(assignment_id, assignment),
        )


def about_in_words(workspace: Workspace, assignment: Assignment, now: Clock) -> list[str]:
    """Return from whom it is, how long, by when, and what is left out, each a part of one sentence."""
    asked = sum(task.question in workspace.bank for task in assignment.tasks)
    parts = [f"from {escape(assignment.coach)}"] if assignment.coach else []
    parts.append(plural(asked, "question"))
    parts.append(f"at most {plural(-(-longest_s(assignment, workspace.bank) // 60), 'minute')}")
    if assignment.due is not None:
        verb = "was due" if assignment.due < now.day else "due"
        day = "today" if assignment.due == now.day else f"on {short_date(assignment.due, now.day)}"
        parts.append(f"{verb} {day}")
    missing = len(assignment.tasks) - asked
    if missing:
        whose = "is" if missing == 1 else "are"
        left = f"{plural(missing, 'more question')} {whose} left out, because your PrepKit does not have "
        parts[-1] += f". {left}{'it' if missing == 1 else 'them'}"
    return parts


def _begin(assignment_id: str, assignment: Assignment) -> None:
    now = clock().now
    mock = as_mock(assignment_id, assignment, open_workspace().bank, new_uuid, now)
    if mock is not None:
        begin(state.begin(mock, now))
