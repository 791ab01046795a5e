"""Draw the chooser of the target role, the index of the roles, and a page for each."""

from __future__ import annotations

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.model import Clock, Rating
from prepkit.question import Role
from prepkit.store import card_states, settings
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.question import OPEN, rows
from prepkit.ui.widgets.start import practise_questions
from prepkit.ui.widgets.stored_value import show_stored
from prepkit.ui.widgets.wording import escape, plural, sentence
from prepkit.workspace import Workspace

OPEN_ROLE = "role_id"


def role_chooser(workspace: Workspace, *, key: str, label: str = "Target role") -> None:
    """Draw a select box for the target role, with how the roles differ beneath."""
    _role_select(workspace, key=key, label=label)
    _compare_roles(workspace, key=key)


def _role_select(workspace: Workspace, *, key: str, label: str) -> None:
    """Draw a select box for the target role, saved as it is chosen.

    Each job shows other names that adverts use for it, so that somebody who types one finds it.
    """
    names = {role.id: _with_titles(role) for role in workspace.bank.roles}
    options = [None, *names]
    target = workspace.settings.target_role
    show_stored(key, target if target in names else None)
    st.selectbox(
        label,
        options,
        format_func=lambda role: names.get(role, "Not sure yet (all roles)"),
        placeholder="Not sure yet (all roles)",
        key=key,
        on_change=uninterrupted(_save),
        args=(key,),
    )


def _with_titles(role: Role) -> str:
    return f"{role.name} ({', '.join(role.titles)})" if role.titles else role.name


def _compare_roles(workspace: Workspace, *, key: str) -> None:
    """Draw each role in a sentence with a button that chooses it, folded away.

    ``key`` is that of the select box of which this makes the choice.
    """
    target = workspace.settings.target_role
    with st.expander("Not sure? Compare the jobs", icon=":material/help:", key=f"{key}_compare"):
        for role in workspace.bank.roles:
            also = f" Also: {', '.join(role.titles)}." if role.titles else ""
            st.markdown(f"**{escape(role.name)}**  \n{escape(role.summary)}{escape(also)}")
            if role.id == target:
                st.markdown(":green-badge[My target role]")
            else:
                st.button(
                    "Choose this job",
                    key=f"{key}_choose_{role.id}",
                    on_click=once(_target),
                    args=(role.id,),
                )


def index(workspace: Workspace) -> None:
    """Draw every role with its summary and number of questions; the target role is marked."""
    st.markdown("These jobs go by similar names. Open the one whose remit reads like your advert.")
    link_list(
        [
            ListRow(
                role.id,
                role.name,
                [
                    *([("My target role", "green")] if role.id == workspace.settings.target_role else []),
                    (plural(len(workspace.bank.core(role.id)), "core question"), "blue"),
                    (f"{len(workspace.bank.in_role(role.id))} in all", "gray"),
                ],
                role.summary,
            )
            for role in workspace.bank.roles
        ],
        on_open=open_role,
        key="roles",
        to=f"roles?{OPEN_ROLE}=",
    )


def show_role(workspace: Workspace, role: Role, now: Clock) -> None:
    """Draw one role: its summary, its remit, and its core questions in order with their statuses."""
    back_link("All roles", key="role_back", on_click=open_role, args=(None,))
    st.title(escape(role.name), anchor=False)
    st.markdown(escape(role.summary))
    if role.id == workspace.settings.target_role:
        st.markdown(":green-badge[My target role]")
    else:
        st.button("Make this my target role", key="target", on_click=once(_target), args=(role.id,))
    remit = "\n".join(f"- {escape(sentence(part.strip()))}" for part in role.remit.split(";"))
    st.markdown(
        f"## Is this your job?\n\n{escape(role.differs)}\n\n## Responsibilities\n\n{remit}", anchors=False
    )
    _core(workspace, role, now)


def open_role(role: str | None) -> None:
    """Open one role, or go back to all of them. For callbacks."""
    if role is None:
        st.query_params.pop(OPEN_ROLE, None)
    else:
        st.query_params[OPEN_ROLE] = role


def _core(workspace: Workspace, role: Role, now: Clock) -> None:
    core = workspace.bank.core(role.id)
    states = card_states.of_cards(workspace.store, [question_card(question) for question in core])
    solid = sum(state.last_rating >= Rating.SOLID for state in states.values())
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header("Core questions", anchor=False)
        st.button(
            "Practise the core",
            key="practise_core",
            icon=":material/play_arrow:",
            on_click=once(practise_questions),
            args=(role.name, core),
            disabled=not core,
        )
    st.markdown(
        f"The {plural(len(core), 'question')} to expect first, in order. "
        f"{len(states)} attempted, {solid} last rated Solid or better."
    )
    st.progress(solid / len(core) if core else 0.0)
    link_list(
        rows(workspace, core, now), on_open=lambda question: go_to("browse", **{OPEN: question}), key="core"
    )


def _target(role: str) -> None:
    settings.save(open_workspace().store, clock().now, target_role=role)


def _save(key: str) -> None:
    settings.save(open_workspace().store, clock().now, target_role=st.session_state[key])
