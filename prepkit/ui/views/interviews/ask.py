"""Draw the part Questions to ask: the questions to ask, in order, and what the interviewers said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from zlib import crc32

import streamlit as st

from prepkit.interviews import repository
from prepkit.interviews.appointment import Asking, Interview, QuestionHeard
from prepkit.interviews.ask_back import ENOUGH, SUGGESTIONS, added, moved_up, reworded
from prepkit.model import Clock
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.interviews.fields import MAX_LINE
from prepkit.ui.views.interviews.new_question import new_question
from prepkit.ui.views.interviews.routes import change
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.reference import OPEN_ITEM
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace

Questions = tuple[Asking, ...]
Change = Callable[[Questions, int], Questions]
"""Takes the list and a place in it, and returns the list with the question there changed."""
Listed = TypeVar("Listed", Asking, QuestionHeard)
GUIDES = ("questions-about-the-work", "questions-about-you-in-it")
ASK = "ask"


def ask(workspace: Workspace, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the list of questions to ask, a box for a new one, and the suggestions."""
    st.markdown(
        "“Have you any questions?” is the last thing they remember of you. Prepare five, ask two or three. "
        "Afterwards tick what you asked and note what they said."
    )
    st.markdown(f"**{len(interview.ask)} of {ENOUGH}** prepared.")
    # A container of its own keeps the widgets below in place when the list grows.
    with st.container(key="asking_list"):
        for place, (number, question) in enumerate(numbered(interview_id, ASK, interview.ask)):
            _draw_question(interview_id, place, number, question)
    new_question(workspace, interview_id, of=ASK, label="A question of your own", on_add=_add)
    _suggestions(workspace, interview_id, interview)


def numbered(interview_id: str, of: str, items: Sequence[Listed]) -> list[tuple[int, Listed]]:
    """Return the questions of a list, each text once, with a number that stays the same during this session.

    Widget keys use the number: keyed by place, a question would show what was typed for a removed one.
    """
    numbers = _numbers(interview_id, of)
    first: dict[str, Listed] = {}
    for item in items:
        first.setdefault(item.text, item)
        numbers.setdefault(item.text, _unused(numbers))
    return [(numbers[text], item) for text, item in first.items()]


def _numbers(interview_id: str, of: str) -> dict[str, int]:
    numbers: dict[str, int] = st.session_state.setdefault(f"numbers_{of}_{interview_id}", {})
    return numbers


def _unused(numbers: dict[str, int]) -> int:
    return max(numbers.values(), default=-1) + 1


def _suggestions(workspace: Workspace, interview_id: str, interview: Interview) -> None:
    listed = {question.text for question in interview.ask}
    suggestions = [question for question in SUGGESTIONS if question not in listed]
    # Decided once per session: otherwise the list would close after the first suggestion is taken.
    opened = st.session_state.setdefault(f"suggestions_open_{interview_id}", not interview.ask)
    with st.expander("Suggested questions", icon=":material/lightbulb:", expanded=opened, key="suggestions"):
        for text in suggestions:
            st.button(
                escape(text),
                key=f"pick_{crc32(text.encode())}",
                type="tertiary",
                icon=":material/add:",
                on_click=once(_add),
                args=(interview_id, text),
            )
        with st.container(horizontal=True):
            for guide in GUIDES:
                if guide in workspace.bank.reference.guides:
                    st.button(
                        workspace.bank.reference.guides[guide].title,
                        key=f"read_{guide}",
                        icon=":material/school:",
                        on_click=once(go_to),
                        args=("learn",),
                        kwargs={OPEN_ITEM: guide},
                    )


def _draw_question(interview_id: str, place: int, number: int, question: Asking) -> None:
    key = f"{interview_id}_{number}"
    mark = ":material/check: " if question.asked else ""
    with st.expander(f"{mark}{place + 1}. {escape(question.text)}", key=f"asking_{key}"):
        st.text_input(
            "In your words",
            value=question.text,
            max_chars=MAX_LINE,
            key=f"words_{key}",
            on_change=uninterrupted(_reword),
            args=(interview_id, number, f"words_{key}"),
        )
        st.checkbox(
            "I asked this",
            value=question.asked,
            key=f"asked_{key}",
            on_change=uninterrupted(_mark_asked),
            args=(interview_id, number, f"asked_{key}"),
        )
        editor(
            f"{interview_id} {question.text}",
            question.note,
            label="What they said",
            on_text=lambda _, text: _set(interview_id, number, note=text),
            key=f"said_{key}",
            rows=2,
            longest=20_000,
        )
        with st.container(horizontal=True):
            st.button(
                "Move up",
                key=f"up_{key}",
                icon=":material/arrow_upward:",
                disabled=place == 0,
                on_click=once(_change),
                args=(interview_id, number, moved_up),
            )
            ask_first(
                f"remove_{key}",
                "Remove",
                "Remove this question and what they said? This cannot be undone.",
                "Remove it",
                _remove,
                (interview_id, number),
            )


def _remove(interview_id: str, number: int) -> None:
    _change(interview_id, number, lambda questions, place: reworded(questions, place, ""))


def _add(interview_id: str, text: str) -> None:
    change(interview_id, lambda interview: replace(interview, ask=added(interview.ask, text)))


def _reword(interview_id: str, number: int, key: str) -> None:
    numbers = _numbers(interview_id, ASK)
    before, after = _text(interview_id, number), " ".join(str(st.session_state[key]).split())
    interview = repository.get(open_workspace().store, interview_id)
    if before is None or interview is None or after == before:
        return
    if after in {question.text for question in interview.ask}:
        # Give the question a new number, so that a new text field shows its unchanged wording.
        numbers[before] = _unused(numbers)
        st.toast("That question is already on your list.", icon=":material/content_copy:")
        return
    _change(interview_id, number, lambda questions, place: reworded(questions, place, after))
    # Keep the number under the new text, so that ticks and notes of the same run reach this question.
    numbers[after] = numbers.pop(before)


def _set(interview_id: str, number: int, **values: object) -> None:
    def edit(questions: Questions, place: int) -> Questions:
        return (*questions[:place], replace(questions[place], **values), *questions[place + 1 :])  # type: ignore[arg-type]

    _change(interview_id, number, edit)


def _mark_asked(interview_id: str, number: int, key: str) -> None:
    _set(interview_id, number, asked=st.session_state[key])


def _text(interview_id: str, number: int) -> str | None:
    """Return the current text of the question with this number; None if it is gone."""
    return next((text for text, own in _numbers(interview_id, ASK).items() if own == number), None)


def _change(interview_id: str, number: int, edit: Change) -> None:
    """Change one question, wherever it stands in the list by now; do nothing if it is gone."""
    text = _text(interview_id, number)

    def apply(interview: Interview) -> Interview:
        place = next((place for place, question in enumerate(interview.ask) if question.text == text), None)
        return interview if place is None else replace(interview, ask=edit(interview.ask, place))

    change(interview_id, apply)
