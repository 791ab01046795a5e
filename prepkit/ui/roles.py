"""Which of the five roles is mine? A chooser that says how they differ."""

from __future__ import annotations

import streamlit as st

from prepkit.practice.session import Desk
from prepkit.store import settings
from prepkit.ui.desk import open_desk
from prepkit.ui.wording import escape, plural


def role_chooser(desk: Desk, *, key: str) -> None:
    """A select box for the target role, saved as it is chosen, with the differences beneath."""
    names = {role.id: role.name for role in desk.bank.roles}
    options = [None, *names]
    chosen = desk.settings.target_role
    st.selectbox(
        "Target role",
        options,
        index=options.index(chosen) if chosen in names else 0,
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


def _save(key: str) -> None:
    settings.save(open_desk().store, target_role=st.session_state[key])
