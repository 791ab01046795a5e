"""Afterwards: what was asked, how it went, what surprised, and a note of thanks."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.bank.own import OwnQuestion
from prepkit.model import Clock, Rating
from prepkit.practice.session import Desk
from prepkit.prepare.debrief import thank_you
from prepkit.prepare.interview import Heard, Interview, Outcome
from prepkit.ui.desk import open_desk, search_index
from prepkit.ui.prepare import fields
from prepkit.ui.prepare.place import change
from prepkit.ui.prepare.planning import role_of
from prepkit.ui.wording import escape
from prepkit.ui.write import keep

CLOSEST = 5
DRAFTED = "thanks_drafted"


def after(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the debrief."""
    st.markdown(
        "Write it down on the same day, while you still know the words. What was really asked comes up "
        "earlier in later plans, first of all at this company."
    )
    st.subheader("What they asked", anchor=False)
    for at, heard in enumerate(interview.heard):
        _heard(desk, interview_id, at, heard)
    with (
        st.form("new_heard", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("A question they asked", max_chars=fields.MAX_LINE, key="new_heard_text")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add, args=(interview_id,))
    fields.text(
        interview_id,
        interview,
        "surprised",
        "What surprised you",
        placeholder="A role play, a third person in the room, what they cared about most…",
        rows=3,
    )
    fields.choice(
        interview_id,
        "outcome",
        st.selectbox,
        "What came of it",
        options=list(Outcome),
        index=list(Outcome).index(interview.outcome),
        format_func=lambda outcome: outcome.label,
    )
    st.subheader("A note of thanks", anchor=False)
    if not interview.thanks:
        st.markdown("Within 24 hours, to each person, with something particular in it.")
        st.button(
            "Draft it", key="draft_thanks", icon=":material/mail:", on_click=_draft, args=(interview_id,)
        )
        return
    fields.text(
        interview_id,
        interview,
        "thanks",
        "Replace what stands in brackets, then copy it into a mail",
        rows=12,
        revision=st.session_state.get(DRAFTED, 0),
    )


def _heard(desk: Desk, interview_id: str, at: int, heard: Heard) -> None:
    key = f"{interview_id}_{at}"
    known = heard.question in desk.bank
    with st.container(border=True):
        st.markdown(f"**{escape(heard.text)}**")
        if known:
            st.caption(f"In the bank: {escape(desk.bank.question(heard.question).prompt)}")
        else:
            _match(desk, interview_id, at, heard)
        st.segmented_control(
            "How it went",
            list(Rating),
            default=Rating(heard.went) if heard.went else None,
            format_func=lambda rating: rating.label,
            key=f"went_{key}",
            on_change=lambda: _set(interview_id, at, went=int(st.session_state[f"went_{key}"] or 0)),
        )
        st.text_input(
            "Note",
            value=heard.note,
            max_chars=2_000,
            key=f"heard_note_{key}",
            on_change=lambda: _set(interview_id, at, note=st.session_state[f"heard_note_{key}"]),
        )
        with st.container(horizontal=True):
            if known:
                st.button(
                    "Not that question",
                    key=f"unmatch_{key}",
                    type="tertiary",
                    on_click=_set,
                    args=(interview_id, at),
                    kwargs={"question": ""},
                )
            st.button(
                "Remove",
                key=f"remove_heard_{key}",
                type="tertiary",
                icon=":material/delete:",
                on_click=_remove,
                args=(interview_id, at),
            )


def _match(desk: Desk, interview_id: str, at: int, heard: Heard) -> None:
    """The closest questions of the bank, to choose from; or it becomes one of the person's own."""
    key = f"match_{interview_id}_{at}"
    close = search_index(desk.bank).search(heard.text, CLOSEST)
    if close:
        st.selectbox(
            "Is it one of these?",
            close,
            index=None,
            format_func=lambda question: desk.bank.question(question).prompt,
            placeholder="Choose the closest, if one fits",
            key=key,
            on_change=lambda: _set(interview_id, at, question=st.session_state[key] or ""),
        )
    st.button(
        "Add it to my questions",
        key=f"own_{interview_id}_{at}",
        icon=":material/edit_note:",
        on_click=_own,
        args=(interview_id, at, heard.text),
    )


def _add(interview_id: str) -> None:
    text = " ".join(str(st.session_state["new_heard_text"]).split())
    if text:
        change(
            interview_id,
            lambda interview: replace(interview, heard=(*interview.heard, Heard(text))[:100]),
        )


def _own(interview_id: str, at: int, text: str) -> None:
    desk = open_desk()
    role = desk.settings.target_role
    _set(interview_id, at, question=keep(OwnQuestion(text, roles=(role,) if role else ())))


def _set(interview_id: str, at: int, **values: object) -> None:
    def step(interview: Interview) -> Interview:
        if at >= len(interview.heard):
            return interview
        changed = replace(interview.heard[at], **values)  # type: ignore[arg-type]
        return replace(interview, heard=(*interview.heard[:at], changed, *interview.heard[at + 1 :]))

    change(interview_id, step)


def _remove(interview_id: str, at: int) -> None:
    change(
        interview_id,
        lambda interview: replace(interview, heard=(*interview.heard[:at], *interview.heard[at + 1 :])),
    )


def _draft(interview_id: str) -> None:
    def step(interview: Interview) -> Interview:
        desk = open_desk()
        role = role_of(desk, interview)
        return replace(interview, thanks=thank_you(interview, desk.bank.role(role).name if role else ""))

    change(interview_id, step)
    st.session_state[DRAFTED] = st.session_state.get(DRAFTED, 0) + 1
