"""Draw how a coach hands an assignment out: as a file or a link, under the coach's name."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.coaching import repository
from prepkit.coaching.assignment import MAX_FILE_BYTES, Assignment, longest_s
from prepkit.coaching.outgoing import Outgoing, prepare
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.store import profiles
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach.assignment_list import ASSIGNMENT
from prepkit.ui.views.coach.link import address, code_of
from prepkit.ui.widgets.components.qr_code import qr_code
from prepkit.ui.widgets.file_name import file_name
from prepkit.ui.widgets.name_field import name_field
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace


def share(workspace: Workspace, assignment_id: str, assignment: Assignment) -> None:
    """Draw what can be sent, what it leaves out, and whether it was sent."""
    st.header("Share", anchor=False)
    outgoing = prepare(workspace.store, workspace.bank, assignment_id, assignment)
    minutes = -(-longest_s(assignment, workspace.bank) // 60)
    st.markdown(
        f"{plural(len(assignment.tasks), 'question')}, at most {plural(minutes, 'minute')}. "
        "The candidate opens the file under Practise, Mock interview, answers, and sends you the result "
        "file that PrepKit makes of it. Import that file on the client's page."
    )
    if outgoing.missing:
        is_one = outgoing.missing == 1
        st.warning(
            f"{plural(outgoing.missing, 'question')} {'is' if is_one else 'are'} no longer in your bank and "
            f"cannot be asked. Remove {'it' if is_one else 'them'} before you send the assignment.",
            icon=":material/rule:",
        )
    if not name_field(workspace, "Your name, as the candidate will see it", key="coach_name"):
        st.caption(f"From {escape(profiles.name(workspace.store))}.")
    _file(workspace, assignment_id, assignment, outgoing)
    _link(outgoing)
    _sent(assignment_id, assignment)


def send_again(workspace: Workspace, assignment_id: str, assignment: Assignment, now: Clock) -> None:
    """Say of a sent assignment that changes do not travel by themselves, and offer the changed file."""
    if not assignment.sent_at:
        return
    sent = f"Sent on {short_date(local_day(assignment.sent_at, now.tz), now.day)}"
    if not repository.has_changed_since(workspace.store, assignment_id, assignment.sent_at):
        st.caption(f"{sent}. What you change here reaches them only when you send it again.")
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="assignment_changed"):
        st.markdown(f"{sent}, and changed here since. Save the file and send it again.", width="stretch")
        if assignment.tasks:
            file = prepare(workspace.store, workspace.bank, assignment_id, assignment).file
            _download(
                workspace,
                assignment_id,
                assignment,
                "Save the file again",
                "download_again",
                is_too_large=len(file) > MAX_FILE_BYTES,
            )


def _file(workspace: Workspace, assignment_id: str, assignment: Assignment, outgoing: Outgoing) -> None:
    is_too_large = len(outgoing.file) > MAX_FILE_BYTES
    if is_too_large:
        st.error(
            "The file is too large to be opened again. Remove some of your own questions, or shorten their "
            "answers.",
            icon=":material/error:",
        )
    _download(
        workspace,
        assignment_id,
        assignment,
        "Download the assignment",
        "download_assignment",
        is_too_large=is_too_large,
    )


def _download(
    workspace: Workspace,
    assignment_id: str,
    assignment: Assignment,
    label: str,
    key: str,
    *,
    is_too_large: bool = False,
) -> None:
    st.download_button(
        label,
        lambda: _file_now(workspace, assignment_id),
        f"{file_name(assignment.title, 'Assignment')}.json",
        "application/json",
        icon=":material/download:",
        key=key,
        type="primary" if key == "download_assignment" else "secondary",
        disabled=is_too_large,
        on_click=once(_mark_sent),
        args=(assignment_id,),
    )


def _file_now(workspace: Workspace, assignment_id: str) -> bytes:
    """Write the file from what is stored when it is asked for: the page may be older than the last change."""
    stored = repository.get_own(workspace.store, assignment_id)
    return prepare(workspace.store, workspace.bank, assignment_id, stored).file if stored else b""


def _link(outgoing: Outgoing) -> None:
    link = address("mock", **{ASSIGNMENT: outgoing.link})
    if link is None:
        st.caption("With a public address (PREPKIT_PUBLIC_URL) there is a link and a QR code as well.")
        return
    st.markdown("Or copy the link, and then mark the assignment as sent:")
    if outgoing.left_out:
        st.warning(
            f"The link leaves out {outgoing.left_out} of your own questions. Send the file instead.",
            icon=":material/link_off:",
        )
    st.code(link, language=None, wrap_lines=True)
    code = code_of(link)
    if code:
        qr_code(code, "QR code: the address of this assignment", key="assignment_code")
    else:
        st.caption("The link is too long for a QR code. A shorter message makes it fit.")


def _sent(assignment_id: str, assignment: Assignment) -> None:
    st.button(
        "Mark as not sent" if assignment.sent_at else "Mark as sent",
        key="mark_sent",
        icon=":material/undo:" if assignment.sent_at else ":material/send:",
        type="tertiary" if assignment.sent_at else "secondary",
        on_click=once(_mark_not_sent if assignment.sent_at else _mark_sent),
        args=(assignment_id,),
    )


def _mark_sent(assignment_id: str) -> None:
    now = clock().now
    repository.change(
        open_workspace().store, assignment_id, lambda current: replace(current, sent_at=now), now
    )


def _mark_not_sent(assignment_id: str) -> None:
    repository.change(
        open_workspace().store, assignment_id, lambda current: replace(current, sent_at=0), clock().now
    )
