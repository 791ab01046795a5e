"""Ask back: the questions to ask, in order, and what they said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from zlib import crc32

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk
from prepkit.prepare import keeping
from prepkit.prepare.ask_back import SUGGESTIONS, added, moved_up, reworded
from prepkit.prepare.interview import Asking, Heard, Interview
from prepkit.ui.components.editor import editor
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import open_desk
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.fields import MAX_LINE
from prepkit.ui.prepare.place import change
from prepkit.ui.reference import OPEN_ITEM
from prepkit.ui.wording import escape

Asked = tuple[Asking, ...]
Step = Callable[[Asked, int], Asked]
"""What becomes of the list when something is done to the question at a place."""
Listed = TypeVar("Listed", Asking, Heard)
GUIDES = ("questions-about-the-work", "questions-about-you-in-it")
ASK = "ask"


def ask(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the list, and what to choose from."""
    st.markdown(
        "“Have you any questions?” is the last thing they remember of you. Prepare five, ask two or three. "
        "Afterwards tick what you asked and note what they said."
    )
    # In a container of its own, so that what stands below stays where it is when the list grows.
    with st.container(key="asking_list"):
        for at, (number, one) in enumerate(numbered(interview_id, ASK, interview.ask)):
            _one(interview_id, at, number, one)
    with (
        st.form("new_asking", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("A question of your own", max_chars=MAX_LINE, key="new_asking_text")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add_typed, args=(interview_id,))
    _suggestions(desk, interview_id, interview)


def numbered(interview_id: str, of: str, items: Sequence[Listed]) -> list[tuple[int, Listed]]:
    """The questions of a list, each text once, with a number that stays its own during this session.

    Widgets go by it: by its place, a question would show what was typed for the one removed before it.
    """
    known = _numbers(interview_id, of)
    first: dict[str, Listed] = {}
    for one in items:
        first.setdefault(one.text, one)
        known.setdefault(one.text, _unused(known))
    return [(known[text], one) for text, one in first.items()]


def _numbers(interview_id: str, of: str) -> dict[str, int]:
    known: dict[str, int] = st.session_state.setdefault(f"numbers_{of}_{interview_id}", {})
    return known


def _unused(known: dict[str, int]) -> int:
    return max(known.values(), default=-1) + 1


def _suggestions(desk: Desk, interview_id: str, interview: Interview) -> None:
    taken = {one.text for one in interview.ask}
    left = [one for one in SUGGESTIONS if one not in taken]
    # Decided once, or it would fold away after the first one is taken.
    opened = st.session_state.setdefault(f"suggestions_open_{interview_id}", not interview.ask)
    with st.expander(
        "Questions to pick from", icon=":material/lightbulb:", expanded=opened, key="suggestions"
    ):
        for text in left:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(escape(text), width="stretch")
                st.button(
                    "Take it",
                    key=f"pick_{crc32(text.encode())}",
                    icon=":material/add:",
                    on_click=_add,
                    args=(interview_id, text),
                )
        with st.container(horizontal=True):
            for guide in GUIDES:
                if guide in desk.bank.reference.guides:
                    st.button(
                        desk.bank.reference.guides[guide].title,
                        key=f"read_{guide}",
                        icon=":material/school:",
                        on_click=go_to,
                        args=("learn",),
                        kwargs={OPEN_ITEM: guide},
                    )


def _one(interview_id: str, at: int, number: int, one: Asking) -> None:
    key = f"{interview_id}_{number}"
    mark = ":material/check: " if one.asked else ""
    with st.expander(f"{mark}{at + 1}. {escape(one.text)}", key=f"asking_{key}"):
        st.text_input(
            "In your words",
            value=one.text,
            max_chars=MAX_LINE,
            key=f"words_{key}",
            on_change=_reword,
            args=(interview_id, number, f"words_{key}"),
        )
        st.checkbox(
            "I asked it",
            value=one.asked,
            key=f"asked_{key}",
            on_change=lambda: _set(interview_id, number, asked=st.session_state[f"asked_{key}"]),
        )
        editor(
            f"{interview_id} {one.text}",
            one.note,
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
                disabled=at == 0,
                on_click=_change,
                args=(interview_id, number, moved_up),
            )
            ask_first(
                f"remove_{key}",
                "Remove",
                "Remove this question with what they said? It cannot be brought back.",
                "Remove it",
                _remove,
                (interview_id, number),
            )


def _remove(interview_id: str, number: int) -> None:
    _change(interview_id, number, lambda ask, at: reworded(ask, at, ""))


def _add_typed(interview_id: str) -> None:
    _add(interview_id, str(st.session_state["new_asking_text"]))


def _add(interview_id: str, text: str) -> None:
    change(interview_id, lambda interview: replace(interview, ask=added(interview.ask, text)))


def _reword(interview_id: str, number: int, key: str) -> None:
    numbers = _numbers(interview_id, ASK)
    before, after = _text(interview_id, number), " ".join(str(st.session_state[key]).split())
    interview = keeping.get(open_desk().store, interview_id)
    if before is None or interview is None or after == before:
        return
    if after in {one.text for one in interview.ask}:
        # A field anew, which shows what it still says.
        numbers[before] = _unused(numbers)
        st.toast("That question is on your list already.", icon=":material/content_copy:")
        return
    _change(interview_id, number, lambda ask, at: reworded(ask, at, after))
    # What is ticked or noted in the same breath still means this question.
    numbers[after] = numbers.pop(before)


def _set(interview_id: str, number: int, **values: object) -> None:
    def step(ask: Asked, at: int) -> Asked:
        return (*ask[:at], replace(ask[at], **values), *ask[at + 1 :])  # type: ignore[arg-type]

    _change(interview_id, number, step)


def _text(interview_id: str, number: int) -> str | None:
    """What the question with this number says now."""
    return next((text for text, own in _numbers(interview_id, ASK).items() if own == number), None)


def _change(interview_id: str, number: int, step: Step) -> None:
    """Do something to one question, wherever it stands by now; nothing if it is gone."""
    text = _text(interview_id, number)

    def found(interview: Interview) -> Interview:
        at = next((at for at, one in enumerate(interview.ask) if one.text == text), None)
        return interview if at is None else replace(interview, ask=step(interview.ask, at))

    change(interview_id, found)
