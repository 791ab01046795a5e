"""Ask back: the questions to ask, in order, and what they said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zlib import crc32

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk
from prepkit.prepare.ask_back import SUGGESTIONS, added, moved_up, reworded
from prepkit.prepare.interview import Asking, Interview
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.fields import MAX_LINE
from prepkit.ui.prepare.place import change
from prepkit.ui.reference import OPEN_ITEM
from prepkit.ui.wording import escape

Step = Callable[[tuple[Asking, ...]], tuple[Asking, ...]]
GUIDES = ("questions-about-the-work", "questions-about-you-in-it")


def ask(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the list, and what to choose from."""
    st.markdown(
        "“Have you any questions?” is the last thing they remember of you. Prepare five, ask two or three. "
        "Afterwards tick what you asked and note what they said."
    )
    for at, one in enumerate(interview.ask):
        _one(interview_id, at, one)
    with (
        st.form("new_asking", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("A question of your own", max_chars=MAX_LINE, key="new_asking_text")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add_typed, args=(interview_id,))
    taken = {one.text for one in interview.ask}
    left = [one for one in SUGGESTIONS if one not in taken]
    with st.expander("Questions to pick from", icon=":material/lightbulb:", expanded=not interview.ask):
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


def _one(interview_id: str, at: int, one: Asking) -> None:
    key = f"{interview_id}_{at}_{crc32(one.text.encode())}"
    mark = ":material/check: " if one.asked else ""
    with st.expander(f"{mark}{at + 1}. {escape(one.text)}", key=f"asking_{key}"):
        st.text_input(
            "In your words",
            value=one.text,
            max_chars=MAX_LINE,
            key=f"words_{key}",
            on_change=lambda: _change(
                interview_id, lambda ask: reworded(ask, at, st.session_state[f"words_{key}"])
            ),
        )
        st.checkbox(
            "I asked it",
            value=one.asked,
            key=f"asked_{key}",
            on_change=lambda: _set(interview_id, at, asked=st.session_state[f"asked_{key}"]),
        )
        st.text_area(
            "What they said",
            value=one.note,
            max_chars=20_000,
            key=f"said_{key}",
            on_change=lambda: _set(interview_id, at, note=st.session_state[f"said_{key}"]),
        )
        with st.container(horizontal=True):
            st.button(
                "Move up",
                key=f"up_{key}",
                icon=":material/arrow_upward:",
                disabled=at == 0,
                on_click=_change,
                args=(interview_id, lambda ask: moved_up(ask, at)),
            )
            st.button(
                "Remove",
                key=f"remove_{key}",
                type="tertiary",
                icon=":material/delete:",
                on_click=_change,
                args=(interview_id, lambda ask: reworded(ask, at, "")),
            )


def _add_typed(interview_id: str) -> None:
    _add(interview_id, str(st.session_state["new_asking_text"]))


def _add(interview_id: str, text: str) -> None:
    _change(interview_id, lambda ask: added(ask, text))


def _set(interview_id: str, at: int, **values: object) -> None:
    def step(ask: tuple[Asking, ...]) -> tuple[Asking, ...]:
        if at >= len(ask):
            return ask
        return (*ask[:at], replace(ask[at], **values), *ask[at + 1 :])  # type: ignore[arg-type]

    _change(interview_id, step)


def _change(interview_id: str, step: Step) -> None:
    change(interview_id, lambda interview: replace(interview, ask=step(interview.ask)))
