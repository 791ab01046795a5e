"""Which of the five roles is mine? A chooser, an index and a page for each that say how they differ."""

from __future__ import annotations

import streamlit as st

from prepkit.model import Clock, Rating, Role, question_card
from prepkit.practice.session import Desk
from prepkit.store import card_states, settings
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.mirror import show_stored
from prepkit.ui.navigate import go_to
from prepkit.ui.question import OPEN, rows
from prepkit.ui.start import practise_questions
from prepkit.ui.wording import escape, plural, sentence

OPEN_ROLE = "role_id"


def role_chooser(desk: Desk, *, key: str) -> None:
    """A select box for the target role, saved as it is chosen, with the differences beneath."""
    names = {role.id: role.name for role in desk.bank.roles}
    options = [None, *names]
    chosen = desk.settings.target_role
    show_stored(key, chosen if chosen in names else None)
    st.selectbox(
        "Target role",
        options,
        format_func=lambda role: names.get(role, "Not sure yet (all roles)"),
        key=key,
        on_change=_save,
        args=(key,),
    )
    with st.expander("Which one is mine?", icon=":material/help:"):
        for role in desk.bank.roles:
            st.markdown(
                f"**{escape(role.name)}** ({plural(len(desk.bank.core(role.id)), 'core question')})  \n"
                f"{escape(role.summary)} {escape(role.differs)}"
            )


def index(desk: Desk) -> None:
    """Every role with what it is and how many questions it is asked; the target role is marked."""
    st.markdown("Five jobs that go by similar names. Open the one whose remit reads like your advert.")
    link_list(
        [
            Row(
                role.id,
                role.name,
                [
                    *([("My target role", "green")] if role.id == desk.settings.target_role else []),
                    (plural(len(desk.bank.core(role.id)), "core question"), "blue"),
                    (f"{len(desk.bank.in_role(role.id))} in all", "gray"),
                ],
                role.summary,
            )
            for role in desk.bank.roles
        ],
        on_open=open_role,
        key="roles",
        to=f"roles?{OPEN_ROLE}=",
    )


def one(desk: Desk, role: Role, now: Clock) -> None:
    """A role: what it is, its remit, and its core in order with the person's standing on it."""
    st.button(
        "All roles",
        icon=":material/arrow_back:",
        type="tertiary",
        key="back",
        on_click=open_role,
        args=(None,),
    )
    st.title(escape(role.name), anchor=False)
    st.markdown(escape(role.summary))
    if role.id == desk.settings.target_role:
        st.markdown(":green-badge[My target role]")
    else:
        st.button("Make this my target role", key="target", on_click=_target, args=(role.id,))
    remit = "\n".join(f"- {escape(sentence(part.strip()))}" for part in role.remit.split(";"))
    st.markdown(
        f"### Is it mine?\n\n{escape(role.differs)}\n\n### What it answers for\n\n{remit}", anchors=False
    )
    _core(desk, role, now)


def open_role(role: str | None) -> None:
    """Open one role, or go back to all of them. For callbacks."""
    if role is None:
        st.query_params.pop(OPEN_ROLE, None)
    else:
        st.query_params[OPEN_ROLE] = role


def _core(desk: Desk, role: Role, now: Clock) -> None:
    core = desk.bank.core(role.id)
    states = card_states.of_cards(desk.store, [question_card(question) for question in core])
    solid = sum(state.last_rating >= Rating.SOLID for state in states.values())
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("Its core", anchor=False)
        st.button(
            "Practise the core",
            key="practise_core",
            icon=":material/play_arrow:",
            on_click=practise_questions,
            args=(role.name, core),
            disabled=not core,
        )
    st.markdown(
        f"The {plural(len(core), 'question')} to expect first, in order. "
        f"{len(states)} attempted, {solid} last rated Solid or better."
    )
    st.progress(solid / len(core) if core else 0.0)
    link_list(rows(desk, core, now), on_open=lambda question: go_to("browse", **{OPEN: question}), key="core")


def _target(role: str) -> None:
    settings.save(open_desk().store, clock().now, target_role=role)


def _save(key: str) -> None:
    settings.save(open_desk().store, clock().now, target_role=st.session_state[key])
