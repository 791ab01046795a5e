"""Draw a coach's assignments: composing a list of questions and handing it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from prepkit.coaching import assignment as parts
from prepkit.coaching import repository
from prepkit.coaching.assignment import Assignment, Task
from prepkit.model import Clock, Level
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach.link import address, code_of
from prepkit.ui.views.mock.setup import ANSWERING, THINKING
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.components.qr_code import qr_code
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.level_select import level_select, usual_level
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace, new_uuid

ASSIGNMENT = "assignment"
"""The query parameter for the open assignment; on the Mock page it holds an assignment sent as a link."""
UNTITLED = "An assignment without a title"
MOST = 20


def overview(workspace: Workspace, now: Clock) -> None:
    """Draw the list of assignments, and a button for a new one."""
    st.header("Assignments", anchor=False)
    st.markdown("A list of questions with a message to the candidate. They answer it alone and send it back.")
    entries = repository.list_all(workspace.store)
    if entries:
        link_list(
            [_row(assignment_id, assignment) for assignment_id, assignment in entries],
            on_open=_open,
            key="assignments",
            to=f"coach?{ASSIGNMENT}=",
        )
    st.button("Compose an assignment", key="once_compose", icon=":material/add:", on_click=once(_compose))


def compose(workspace: Workspace, assignment_id: str, assignment: Assignment) -> None:
    """Draw one assignment: its fields, saved as they change, its questions, and the file to hand out."""
    back_link("All clients and assignments", key="coach_back", on_click=st.query_params.clear)
    st.title(escape(assignment.title) or UNTITLED, anchor=False)
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
    )
    with st.grid(2, min_column_width=200, gap="small"):
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
    _questions(workspace, assignment_id, assignment)
    if assignment.tasks:
        _share(workspace, assignment_id, assignment)
    ask_first(
        "delete_assignment",
        "Delete this assignment",
        "Delete this assignment? The list is deleted for good. Files and links you have shared keep working.",
        "Delete it",
        _delete,
        (assignment_id,),
    )


def _questions(workspace: Workspace, assignment_id: str, assignment: Assignment) -> None:
    st.header("Questions", anchor=False)
    for place, task in enumerate(assignment.tasks):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{place + 1}. {escape(task.prompt)}", width="stretch")
            st.selectbox(
                f"Time for question {place + 1}",
                sorted({*ANSWERING, task.answer_s}),
                index=sorted({*ANSWERING, task.answer_s}).index(task.answer_s),
                format_func=lambda seconds: ANSWERING.get(seconds, f"{seconds} s"),
                key=f"a_seconds_{assignment_id}_{task.question}",
                label_visibility="collapsed",
                width=110,
                on_change=uninterrupted(_time),
                args=(assignment_id, task.question),
            )
            st.button(
                f"Move {place + 1} up",
                key=f"a_up_{task.question}",
                icon=":material/arrow_upward:",
                type="tertiary",
                disabled=place == 0,
                on_click=once(_move_up),
                args=(assignment_id, place),
            )
            st.button(
                f"Remove {place + 1}",
                key=f"a_out_{task.question}",
                icon=":material/close:",
                type="tertiary",
                on_click=once(_take_out),
                args=(assignment_id, task.question),
            )
    listed = {task.question for task in assignment.tasks}
    if len(listed) >= MOST:
        st.caption(f"{MOST} questions are the most for one assignment.")
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


def _share(workspace: Workspace, assignment_id: str, assignment: Assignment) -> None:
    st.header("Share", anchor=False)
    minutes = -(-parts.longest_s(assignment, workspace.bank) // 60)
    st.markdown(
        f"{plural(len(assignment.tasks), 'question')}, at most {plural(minutes, 'minute')}. "
        "The candidate opens the file on their Mock page, answers, and sends back the result file that "
        "PrepKit makes of it. Bring that in on the client's page."
    )
    st.download_button(
        "Download the assignment",
        lambda: parts.as_file(assignment_id, assignment),
        f"{_file_name(assignment.title)}.json",
        "application/json",
        icon=":material/download:",
        key="download_assignment",
        type="primary",
        on_click="ignore",
    )
    link = address("mock", **{ASSIGNMENT: parts.as_link(assignment_id, assignment)})
    if link is None:
        st.caption("With a public address (PREPKIT_PUBLIC_URL) there is a link and a QR code as well.")
        return
    st.markdown("Or as a link:")
    st.code(link, language=None, wrap_lines=True)
    code = code_of(link)
    if code:
        qr_code(code, "QR code: the address of this assignment", key="assignment_code")
    else:
        st.caption("The link is too long for a QR code. A shorter message makes it fit.")


def _row(assignment_id: str, assignment: Assignment) -> ListRow:
    return ListRow(assignment_id, assignment.title or UNTITLED, (), plural(len(assignment.tasks), "question"))


def _open(assignment_id: str) -> None:
    st.query_params.from_dict({ASSIGNMENT: assignment_id})


def _compose() -> None:
    workspace = open_workspace()
    assignment_id = new_uuid()[:12]
    blank = Assignment("", (), level=usual_level(workspace))
    repository.save(workspace.store, assignment_id, blank, clock().now)
    _open(assignment_id)


def _change(assignment_id: str, step: Callable[[Assignment], Assignment]) -> None:
    store = open_workspace().store
    with store.transaction():
        assignment = repository.get(store, assignment_id)
        if assignment is not None:
            repository.save(store, assignment_id, step(assignment), clock().now)


def _save_title(assignment_id: str) -> None:
    title = _typed(f"a_title_{assignment_id}")
    _change(assignment_id, lambda assignment: replace(assignment, title=title))


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
    task = Task(question, bank.question(question).prompt[:2_000])

    def add(assignment: Assignment) -> Assignment:
        is_listed = any(listed.question == question for listed in assignment.tasks)
        return assignment if is_listed else replace(assignment, tasks=(*assignment.tasks, task)[:MOST])

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


def _file_name(title: str) -> str:
    letters = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in title)
    return " ".join(letters.split())[:60] or "Assignment"


def _delete(assignment_id: str) -> None:
    repository.delete(open_workspace().store, assignment_id, clock().now)
    st.query_params.clear()
