"""Draw lists of a coach's assignments with their status, and make new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from prepkit.coaching import repository
from prepkit.coaching.assignment import Assignment, of_questions, use_again
from prepkit.coaching.assignment_status import (
    AssignmentStage,
    AssignmentStatus,
    Entry,
    answers_by_client,
    answers_of,
    in_order,
    is_for,
)
from prepkit.coaching.suggested_questions import suggest_questions
from prepkit.insight.agenda import read
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.store import Store, attempts, profiles, settings
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.level_select import usual_level
from prepkit.ui.widgets.wording import plural, short_date
from prepkit.workspace import Workspace, new_uuid

ASSIGNMENT = "assignment"
"""The query parameter for the open assignment; on the Mock page it holds an assignment sent as a link."""
UNTITLED = "An assignment without a title"
COLOURS = {
    AssignmentStage.DRAFT: "gray",
    AssignmentStage.SENT: "blue",
    AssignmentStage.RETURNED: "orange",
    AssignmentStage.ANSWERED: "green",
}


def overview(workspace: Workspace, now: Clock) -> None:
    """Draw the list of assignments, and a button for a new one."""
    st.header("Assignments", anchor=False)
    st.markdown("A list of questions with a message to the candidate. They answer it alone and send it back.")
    own = repository.list_own(workspace.store)
    if own:
        names = {client.id: client.name for client in profiles.clients(workspace.store)}
        _draw_list(in_order(own, answers_by_client(workspace.store), now.day), names, now)
    st.button(
        "Compose an assignment",
        key="once_compose",
        icon=":material/add:",
        on_click=once(make_assignment),
        args=((),),
    )


def for_client(workspace: Workspace, client: Store, now: Clock) -> None:
    """Draw a button that makes an assignment of a client's agenda, and the assignments of this client."""
    questions = _suggested(workspace, client)
    if questions:
        st.button(
            "Make an assignment of this",
            key="assignment_of_agenda",
            icon=":material/assignment_add:",
            help=f"{plural(len(questions), 'question')} on what is weak and on what you differ about.",
            on_click=once(make_assignment),
            args=(questions, f"Practice for {profiles.name(client)}", client.profile_id),
        )
    answers = answers_of(client)
    own = [
        (id, assignment)
        for id, assignment in repository.list_own(workspace.store)
        if is_for(id, assignment, client.profile_id, answers)
    ]
    if own:
        st.header("Assignments", anchor=False)
        _draw_list(in_order(own, {client.profile_id: answers}, now.day), {}, now)


def _suggested(workspace: Workspace, client: Store) -> list[str]:
    role, tried = settings.load(client).target_role, attempts.list_all(client)
    topics = read(workspace.bank, client)
    gaps = [pair.card_id for pair in topics.gaps]
    weakest = [competency for competency, _ in topics.weakest]
    return suggest_questions(workspace.bank, gaps, weakest, tried, role)


def _draw_list(entries: Sequence[Entry], names: Mapping[str, str], now: Clock) -> None:
    link_list(
        [_row(entry, names, now) for entry in entries],
        on_open=_open,
        key="assignments",
        to=f"coach?{ASSIGNMENT}=",
    )


def _row(entry: Entry, names: Mapping[str, str], now: Clock) -> ListRow:
    assignment_id, assignment, status = entry
    details = [
        names.get(assignment.client, ""),
        plural(len(assignment.tasks), "question"),
        due_in_words(assignment, status, now),
    ]
    note = ", ".join(filter(None, details))
    return ListRow(assignment_id, assignment.title or UNTITLED, tags(assignment, status, now), note)


def tags(assignment: Assignment, status: AssignmentStatus, now: Clock) -> list[tuple[str, str]]:
    """Return the status as tags: text and colour."""
    shown = [(stage_in_words(assignment, status, now), COLOURS[status.stage])]
    return [*shown, ("Overdue", "red")] if status.is_overdue else shown


def stage_in_words(assignment: Assignment, status: AssignmentStatus, now: Clock) -> str:
    """Return how far an assignment got: ``Draft``, ``Sent on 3 Dec``, ``Returned``, ``Answered``."""
    if status.stage is AssignmentStage.SENT:
        return f"Sent on {short_date(local_day(assignment.sent_at, now.tz), now.day)}"
    return status.stage.value.capitalize()


def due_in_words(assignment: Assignment, status: AssignmentStatus, now: Clock) -> str:
    """Return by when it is due, as long as no answer is here; empty without a day."""
    if assignment.due is None or status.stage in (AssignmentStage.RETURNED, AssignmentStage.ANSWERED):
        return ""
    if assignment.due == now.day:
        return "due today"
    return f"{'was due' if status.is_overdue else 'due'} {short_date(assignment.due, now.day)}"


def _open(assignment_id: str) -> None:
    st.query_params.from_dict({ASSIGNMENT: assignment_id})


def make_assignment(questions: Sequence[str], title: str = "", client: str = "") -> None:
    """Make an assignment of the first questions of a list, and open it. For callbacks on any page."""
    workspace = open_workspace()
    level = usual_level(workspace)
    made = of_questions(workspace.bank, questions, title=title[:200], level=level)
    _save_new(workspace, replace(made, client=client))


def make_again(assignment_id: str) -> None:
    """Copy an assignment for somebody else, and open the copy. For callbacks."""
    workspace = open_workspace()
    assignment = repository.get_own(workspace.store, assignment_id)
    if assignment is not None:
        _save_new(workspace, use_again(assignment))


def _save_new(workspace: Workspace, assignment: Assignment) -> None:
    assignment_id = new_uuid()[:12]
    repository.save(workspace.store, assignment_id, assignment, clock().now)
    go_to("coach", **{ASSIGNMENT: assignment_id})
