"""Whose answer is scored: a client's, one's own, or nobody's, in which case nothing is kept.

The address says it, so that it stays over another draw, a refresh and the way back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from prepkit.store import Store, archived_clients, open_memory, profiles
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import clock
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace, new_uuid

CLIENT = "client"
"""The query parameter that holds the id of a client, or one of the two below."""
NOBODY, MYSELF, GROUP = "nobody", "me", "group"
CHOICES = {NOBODY: "Nobody's: don't keep it", MYSELF: "My own: keep it in my practice"}
OF_GROUP = {GROUP: "The group's: keep it in the group's results"}
FLEETING_CHOICES = (NOBODY, GROUP)
FLEETING, CHOSEN = "whose_fleeting", "whose_chosen"


def is_asked(workspace: Workspace) -> bool:
    """Whether it must be said whose answers are scored: by whoever coaches or has clients."""
    return workspace.settings.coaches or in_demo() or bool(profiles.clients(workspace.store))


def named() -> str:
    """Return what the address says; empty where it says nothing."""
    return st.query_params.get(CLIENT, "")


def workspace_of(workspace: Workspace) -> Workspace | None:
    """Return the workspace whose attempts a score adds to; None where the client is not this coach's."""
    whose = named()
    if whose in ("", MYSELF):
        return workspace
    store = _fleeting_store() if whose in FLEETING_CHOICES else profiles.client(workspace.store, whose)
    return replace(workspace, store=store) if store else None


def _fleeting_store() -> Store:
    """Return rows that live as long as this window's session and are written nowhere."""
    if FLEETING not in st.session_state:
        st.session_state[FLEETING] = profiles.latest(open_memory(), new_id=new_uuid(), now=clock().now)
    store: Store = st.session_state[FLEETING]
    return store


def choose(workspace: Workspace) -> None:
    """Draw the choice, preset to what the address says; it is written there as soon as it is made."""
    current = archived_clients.list_current(workspace.store, also=named())
    clients = {profile.id: profile.name for profile in current}
    # The opened list shows to everybody in front of a projector: of other clients it tells a beginning alone.
    # In front of a group it is the group's answer, and no client is named at all.
    names = OF_GROUP | CHOICES if named() == GROUP else shortened(clients) | CHOICES
    st.selectbox(
        "Whose answer is it?",
        list(names),
        index=list(names).index(named()) if named() in names else None,
        format_func=names.__getitem__,
        placeholder="Choose before you score",
        key=CHOSEN,
        on_change=uninterrupted(_write),
        help="Names are cut short: others may see this screen." if clients and named() != GROUP else None,
    )


def shortened(names: Mapping[str, str]) -> dict[str, str]:
    """Return the beginning of each name, as long as it takes to tell it from the others.

    Names that are the same are numbered in the order in which they come.
    """

    def beginning(name: str) -> str:
        others = [other.casefold() for other in names.values() if other.casefold() != name.casefold()]
        length = next(
            (n for n in range(1, len(name)) if not any(o.startswith(name[:n].casefold()) for o in others)),
            len(name),
        )
        return name[:length] + ("…" if length < len(name) else "")

    labels = {id: beginning(name) for id, name in names.items()}
    alike = Counter(labels.values())
    met: Counter[str] = Counter()
    for id, label in labels.items():
        met[label] += 1
        labels[id] = f"{label} ({met[label]})" if alike[label] > 1 else label
    return labels


def _write() -> None:
    st.query_params[CLIENT] = st.session_state[CHOSEN] or ""


def in_words(workspace: Workspace) -> str:
    """Return whose answers are scored, for the head of each screen; empty where nobody was named."""
    whose = named()
    if whose == NOBODY:
        return "This answer is not kept"
    if whose == GROUP:
        return "Kept in the group's results alone"
    if whose == MYSELF:
        return "My own answer"
    name = _client_name(workspace, whose)
    return f"{escape(name)}'s answer" if name else ""


def initial(workspace: Workspace) -> str:
    """Return what a projector shows of it: a client's initial, which tells the audience no name."""
    whose = named()
    if whose in FLEETING_CHOICES:
        return "not kept"
    return _client_name(workspace, whose)[:1].upper()


def _client_name(workspace: Workspace, whose: str) -> str:
    return next((profile.name for profile in profiles.clients(workspace.store) if profile.id == whose), "")
