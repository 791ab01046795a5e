"""A coach's assignments: composing a list of questions and handing it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from prepkit.mock import assignment as parts
from prepkit.mock import assignments
from prepkit.mock.assignment import Assignment, Task
from prepkit.model import Clock
from prepkit.practice.session import Desk, new_uuid
from prepkit.ui.coach.link import address, code_of
from prepkit.ui.components.editor import editor
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.components.qr_code import qr_code
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.mock.place import LEVELS, usual_level
from prepkit.ui.mock.setup import ANSWERING, THINKING
from prepkit.ui.wording import escape, plural

ASSIGNMENT = "assignment"
"""The address's word for an assignment that is open, or, on the Mock page, for one that was sent."""
UNTITLED = "An assignment without a title"
MOST = 20


def overview(desk: Desk, now: Clock) -> None:
    """Every assignment, and the way to a new one."""
    st.subheader("Assignments", anchor=False)
    st.markdown("A list of questions with a word to the candidate. They answer it alone and send it back.")
    known = assignments.every(desk.store)
    if known:
        link_list(
            [_row(assignment_id, one) for assignment_id, one in known],
            on_open=_open,
            key="assignments",
            to=f"coach?{ASSIGNMENT}=",
        )
    st.button("Compose an assignment", key="once_compose", icon=":material/add:", on_click=_compose)


def compose(desk: Desk, assignment_id: str, found: Assignment) -> None:
    """One assignment: everything saves itself, and stands ready to be handed out."""
    st.button(
        "All clients and assignments",
        icon=":material/arrow_back:",
        type="tertiary",
        key="coach_back",
        on_click=st.query_params.clear,
    )
    st.title(escape(found.title) or UNTITLED, anchor=False)
    st.text_input(
        "Title",
        value=found.title,
        max_chars=200,
        key=f"a_title_{assignment_id}",
        placeholder="Before we meet on Thursday",
        on_change=lambda: _change(
            assignment_id, lambda one: replace(one, title=_typed(f"a_title_{assignment_id}"))
        ),
    )
    editor(
        assignment_id,
        found.message,
        label="A word to the candidate",
        placeholder="What this is for, and what to watch out for.",
        on_text=lambda wanted, text: _change(wanted, lambda one: replace(one, message=text[:5_000])),
        key="a_message",
        rows=3,
        longest=5_000,
    )
    with st.grid(2, min_column_width=200, gap="small"):
        _choice("Scored as a", "level", LEVELS, assignment_id, found.level)
        _choice("Time to think", "think_s", THINKING, assignment_id, found.think_s)
    _questions(desk, assignment_id, found)
    if found.tasks:
        _share(desk, assignment_id, found)
    ask_first(
        "delete_assignment",
        "Delete this assignment",
        "Delete this assignment? The list goes for good. Files and links handed out already go on working.",
        "Delete it",
        _delete,
        (assignment_id,),
    )


def _questions(desk: Desk, assignment_id: str, found: Assignment) -> None:
    st.subheader("Questions", anchor=False)
    for place, task in enumerate(found.tasks):
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
                on_change=_time,
                args=(assignment_id, task.question),
            )
            st.button(
                f"Move {place + 1} up",
                key=f"a_up_{task.question}",
                icon=":material/arrow_upward:",
                type="tertiary",
                disabled=place == 0,
                on_click=_move_up,
                args=(assignment_id, place),
            )
            st.button(
                f"Take {place + 1} out",
                key=f"a_out_{task.question}",
                icon=":material/close:",
                type="tertiary",
                on_click=_take_out,
                args=(assignment_id, task.question),
            )
    taken = {task.question for task in found.tasks}
    if len(taken) >= MOST:
        st.caption(f"{MOST} questions are as many as one sitting bears.")
        return
    st.selectbox(
        "Add a question",
        [question for question in desk.bank.ids if question not in taken],
        index=None,
        format_func=lambda question: desk.bank.question(question).prompt,
        placeholder="Type a few words of it",
        key=f"a_add_{assignment_id}_{len(taken)}",
        on_change=_add,
        args=(assignment_id, f"a_add_{assignment_id}_{len(taken)}"),
    )


def _share(desk: Desk, assignment_id: str, found: Assignment) -> None:
    st.subheader("Hand it out", anchor=False)
    minutes = -(-parts.longest_s(found, desk.bank) // 60)
    st.markdown(
        f"{plural(len(found.tasks), 'question')}, at most {plural(minutes, 'minute')}. The candidate opens "
        "the file on their Mock page, answers, and sends back the result file that PrepKit makes of it. "
        "Bring that in on the client's page."
    )
    st.download_button(
        "Download the assignment",
        lambda: parts.as_file(assignment_id, found),
        f"{_file_name(found.title)}.json",
        "application/json",
        icon=":material/download:",
        key="download_assignment",
        type="primary",
        on_click="ignore",
    )
    link = address("mock", **{ASSIGNMENT: parts.as_link(assignment_id, found)})
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


def _choice(label: str, field: str, names: Mapping[Any, str], assignment_id: str, chosen: object) -> None:
    key = f"a_{field}_{assignment_id}"
    st.selectbox(
        label,
        list(names),
        index=list(names).index(chosen) if chosen in names else 0,
        format_func=names.__getitem__,
        key=key,
        on_change=lambda: _change(assignment_id, lambda one: replace(one, **{field: st.session_state[key]})),
    )


def _row(assignment_id: str, found: Assignment) -> Row:
    return Row(assignment_id, found.title or UNTITLED, (), plural(len(found.tasks), "question"))


def _open(assignment_id: str) -> None:
    st.query_params.from_dict({ASSIGNMENT: assignment_id})


def _compose() -> None:
    desk = open_desk()
    assignment_id = new_uuid()[:12]
    blank = Assignment("", (), level=usual_level(desk, desk.settings))
    assignments.put(desk.store, assignment_id, blank, clock().now)
    _open(assignment_id)


def _change(assignment_id: str, step: Callable[[Assignment], Assignment]) -> None:
    store = open_desk().store
    with store.transaction():
        found = assignments.get(store, assignment_id)
        if found is not None:
            assignments.put(store, assignment_id, step(found), clock().now)


def _typed(key: str) -> str:
    return str(st.session_state[key]).strip()


def _add(assignment_id: str, key: str) -> None:
    question = st.session_state[key]
    bank = open_desk().bank
    if question not in bank:
        return
    task = Task(question, bank.question(question).prompt[:2_000])

    def add(one: Assignment) -> Assignment:
        there = any(known.question == question for known in one.tasks)
        return one if there else replace(one, tasks=(*one.tasks, task)[:MOST])

    _change(assignment_id, add)


def _take_out(assignment_id: str, question: str) -> None:
    _change(
        assignment_id,
        lambda one: replace(one, tasks=tuple(task for task in one.tasks if task.question != question)),
    )


def _move_up(assignment_id: str, place: int) -> None:
    def move(one: Assignment) -> Assignment:
        tasks = list(one.tasks)
        if 0 < place < len(tasks):
            tasks[place - 1], tasks[place] = tasks[place], tasks[place - 1]
        return replace(one, tasks=tuple(tasks))

    _change(assignment_id, move)


def _time(assignment_id: str, question: str) -> None:
    seconds = int(st.session_state[f"a_seconds_{assignment_id}_{question}"])
    _change(
        assignment_id,
        lambda one: replace(
            one,
            tasks=tuple(
                replace(task, answer_s=seconds) if task.question == question else task for task in one.tasks
            ),
        ),
    )


def _file_name(title: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in title)
    return " ".join(kept.split())[:60] or "Assignment"


def _delete(assignment_id: str) -> None:
    assignments.remove(open_desk().store, assignment_id, clock().now)
    st.query_params.clear()
