"""Draw one assignment of a coach: its fields, its questions and its status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from prepkit.coaching import repository
from prepkit.coaching.assignment import MOST_QUESTIONS, Assignment, Task, task_of
from prepkit.coaching.assignment_status import answers_by_client, status_of
from prepkit.field_types import FIRST_DAY, LAST_DAY
from prepkit.model import Clock
from prepkit.question import Level
from prepkit.store import archived_clients
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.databases import can_keep_clients
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach.assignment_list import UNTITLED, due_in_words, make_again, tags
from prepkit.ui.views.coach.assignment_sharing import send_again, share
from prepkit.ui.views.coach.question_row import question_row
from prepkit.ui.views.coach.whose import CLIENT
from prepkit.ui.views.interviews.overview import DAY_FORMAT
from prepkit.ui.views.mock.setup import ANSWERING, THINKING
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.level_select import level_select
from prepkit.ui.widgets.wording import escape, sentence
from prepkit.workspace import Workspace


def compose(workspace: Workspace, assignment_id: str, assignment: Assignment, now: Clock) -> None:
    """Draw one assignment: its fields, saved as they change, its questions, and the file to hand out."""
    back_link("All clients and assignments", key="coach_back", on_click=st.query_params.clear)
    st.title(escape(assignment.title) or UNTITLED, anchor=False)
    _status(workspace, assignment_id, assignment, now)
    send_again(workspace, assignment_id, assignment, now)
    st.text_input(
        "Title",
        value=assignment.title,
        max_chars=200,
        key=f"a_title_{assignment_id}",
        placeholder="Before we meet on Thursday",
        on_change=uninterrupted(_save_title),
        args=(assignment_id,),
    )
    editor(
        assignment_id,
        assignment.message,
        label="Message to the candidate",
        placeholder="What this is for, and what to watch out for.",
        on_text=lambda id, text: _change(id, lambda current: replace(current, message=text[:5_000])),
        key="a_message",
        rows=3,
        longest=5_000,
        stored_text=_stored_message,
    )
    _choices(workspace, assignment_id, assignment, now)
    _questions(workspace, assignment_id, assignment)
    if assignment.tasks:
        share(workspace, assignment_id, assignment)
    with st.container(horizontal=True):
        st.button(
            "Use again",
            key="use_again",
            icon=":material/content_copy:",
            type="tertiary",
            help="Makes a copy for another client.",
            on_click=once(make_again),
            args=(assignment_id,),
        )
        ask_first(
            "delete_assignment",
            "Delete this assignment",
            "Delete this assignment? The list is deleted for good. Files and links you have shared keep "
            "working.",
            "Delete it",
            _delete,
            (assignment_id,),
        )


def _status(workspace: Workspace, assignment_id: str, assignment: Assignment, now: Clock) -> None:
    """Draw how far the assignment got, and the way to the client it is for."""
    status = status_of(assignment_id, assignment, answers_by_client(workspace.store), now.day)
    name = _client_names(workspace, assignment).get(assignment.client, "")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        badges = [f":{colour}-badge[{text}]" for text, colour in tags(assignment, status, now)]
        due = due_in_words(assignment, status, now)
        st.markdown(" ".join([*badges, sentence(due)]), width="content")
        if name:
            st.button(
                f"Open {escape(name)}'s page",
                key="open_client",
                type="tertiary",
                icon=":material/person:",
                on_click=once(go_to),
                args=("coach",),
                kwargs={CLIENT: assignment.client},
            )


def _client_names(workspace: Workspace, assignment: Assignment) -> dict[str, str]:
    clients = (
        archived_clients.list_current(workspace.store, also=assignment.client) if can_keep_clients() else []
    )
    return {client.id: client.name for client in clients}


def _choices(workspace: Workspace, assignment_id: str, assignment: Assignment, now: Clock) -> None:
    """Draw for whom and until when it is, the level, and the time to think."""
    names = {"": "Nobody in particular"} | _client_names(workspace, assignment)
    with st.grid(2, min_column_width=200, gap="small"):
        if len(names) > 1:
            st.selectbox(
                "Client",
                list(names),
                index=list(names).index(assignment.client) if assignment.client in names else 0,
                format_func=names.__getitem__,
                key=f"a_client_{assignment_id}",
                on_change=uninterrupted(_set_client),
                args=(assignment_id,),
            )
        with st.container(gap="xsmall"):
            _due_date(workspace, assignment_id, assignment, now)
        level_select(
            assignment.level,
            key=f"a_level_{assignment_id}",
            in_session=False,
            on_change=partial(_set_level, assignment_id),
        )
        st.selectbox(
            "Time to think",
            list(THINKING),
            index=list(THINKING).index(assignment.think_s) if assignment.think_s in THINKING else 0,
            format_func=THINKING.__getitem__,
            key=f"a_think_s_{assignment_id}",
            on_change=uninterrupted(_set_time_to_think),
            args=(assignment_id,),
        )


def _due_date(workspace: Workspace, assignment_id: str, assignment: Assignment, now: Clock) -> None:
    st.date_input(
        "Due date (optional)",
        assignment.due,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=f"a_due_{assignment_id}",
        format=DAY_FORMAT,
        on_change=uninterrupted(_set_due),
        args=(assignment_id,),
    )
    if status_of(assignment_id, assignment, answers_by_client(workspace.store), now.day).is_overdue:
        st.caption("This day is in the past.")


def _questions(workspace: Workspace, assignment_id: str, assignment: Assignment) -> None:
    st.header("Questions", anchor=False)
    for place, task in enumerate(assignment.tasks):
        _question(assignment_id, place, task)
    listed = {task.question for task in assignment.tasks}
    if len(listed) >= MOST_QUESTIONS:
        st.caption(f"{MOST_QUESTIONS} questions are the most for one assignment.")
        return
    st.selectbox(
        "Add a question",
        [question for question in workspace.bank.ids if question not in listed],
        index=None,
        format_func=lambda question: workspace.bank.question(question).prompt,
        placeholder="Search by its wording",
        key=f"a_add_{assignment_id}_{len(listed)}",
        on_change=uninterrupted(_add),
        args=(assignment_id, f"a_add_{assignment_id}_{len(listed)}"),
    )


def _question(assignment_id: str, place: int, task: Task) -> None:
    """Draw one question, and below it its time and the ways to move and remove it."""
    question_row(
        place,
        escape(task.prompt),
        question=task.question,
        key="a",
        on_up=partial(_move_up, assignment_id, place),
        on_remove=partial(_take_out, assignment_id, task.question),
        before=partial(_answer_time, assignment_id, place, task),
    )


def _answer_time(assignment_id: str, place: int, task: Task) -> None:
    times = sorted({*ANSWERING, task.answer_s})
    st.selectbox(
        f"Time for question {place + 1}",
        times,
        index=times.index(task.answer_s),
        format_func=lambda seconds: ANSWERING.get(seconds, f"{seconds} s"),
        key=f"a_seconds_{assignment_id}_{task.question}",
        label_visibility="collapsed",
        width=110,
        on_change=uninterrupted(_time),
        args=(assignment_id, task.question),
    )


def _change(assignment_id: str, step: Callable[[Assignment], Assignment]) -> None:
    repository.change(open_workspace().store, assignment_id, step, clock().now)


def _stored_message(assignment_id: str) -> str:
    stored = repository.get_own(open_workspace().store, assignment_id)
    return stored.message if stored else ""


def _save_title(assignment_id: str) -> None:
    title = _typed(f"a_title_{assignment_id}")
    _change(assignment_id, lambda assignment: replace(assignment, title=title))


def _set_client(assignment_id: str) -> None:
    client = str(st.session_state[f"a_client_{assignment_id}"])
    _change(assignment_id, lambda assignment: replace(assignment, client=client))


def _set_due(assignment_id: str) -> None:
    due = st.session_state[f"a_due_{assignment_id}"]
    _change(assignment_id, lambda assignment: replace(assignment, due=due))


def _set_level(assignment_id: str) -> None:
    level = Level(st.session_state[f"a_level_{assignment_id}"])
    _change(assignment_id, lambda assignment: replace(assignment, level=level))


def _set_time_to_think(assignment_id: str) -> None:
    seconds = int(st.session_state[f"a_think_s_{assignment_id}"])
    _change(assignment_id, lambda assignment: replace(assignment, think_s=seconds))


def _typed(key: str) -> str:
    return str(st.session_state[key]).strip()


def _add(assignment_id: str, key: str) -> None:
    question = st.session_state[key]
    bank = open_workspace().bank
    if question not in bank:
        return
    task = task_of(bank, question)

    def add(assignment: Assignment) -> Assignment:
        is_listed = any(listed.question == question for listed in assignment.tasks)
        return (
            assignment if is_listed else replace(assignment, tasks=(*assignment.tasks, task)[:MOST_QUESTIONS])
        )

    _change(assignment_id, add)


def _take_out(assignment_id: str, question: str) -> None:
    _change(
        assignment_id,
        lambda assignment: replace(
            assignment, tasks=tuple(task for task in assignment.tasks if task.question != question)
        ),
    )


def _move_up(assignment_id: str, place: int) -> None:
    def move(assignment: Assignment) -> Assignment:
        tasks = list(assignment.tasks)
        if 0 < place < len(tasks):
            tasks[place - 1], tasks[place] = tasks[place], tasks[place - 1]
        return replace(assignment, tasks=tuple(tasks))

    _change(assignment_id, move)


def _time(assignment_id: str, question: str) -> None:
    seconds = int(st.session_state[f"a_seconds_{assignment_id}_{question}"])
    _change(
        assignment_id,
        lambda assignment: replace(
            assignment,
            tasks=tuple(
                replace(task, answer_s=seconds) if task.question == question else task
                for task in assignment.tasks
            ),
        ),
    )


def _delete(assignment_id: str) -> None:
    repository.delete(open_workspace().store, assignment_id, clock().now)
    st.query_params.clear()
