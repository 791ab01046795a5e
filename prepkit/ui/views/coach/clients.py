"""Draw a coach's clients: the list, and one client's page with agenda, notes, timeline and import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from prepkit.coaching.feedback import FEEDBACK
from prepkit.exchange import client_changes
from prepkit.insight import mocks as frames
from prepkit.insight.agenda import Agenda, read
from prepkit.insight.charts import mocks as charts
from prepkit.mock import repository
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.store import (
    Store,
    archived_clients,
    attempts,
    deleted_clients,
    notes,
    profiles,
    scores,
    settings,
    stories,
)
from prepkit.store.deleted_clients import DeletedClient
from prepkit.store.profiles import Profile
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.databases import can_keep_clients
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach import assignment_list, client_undo, cohort
from prepkit.ui.views.coach.agenda_lines import agenda_lines
from prepkit.ui.views.coach.client_import import import_results
from prepkit.ui.views.coach.client_timeline import timeline
from prepkit.ui.views.coach.session_plan import list_sessions, start_with
from prepkit.ui.views.coach.whose import CLIENT
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.figure import show
from prepkit.ui.widgets.own_profile import MAX_NAME
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace, new_uuid

PROBLEM = "client_problem"
NO_NAME = "A client needs a name."
SAME_NAME = "You have another client of this name."
KEPT_HERE = "What they send you is kept here, with your own notes. None of it shows in Present."
MADE_UP = (
    "These clients are made up, with what they sent and what their coach wrote. Try anything: nothing here "
    "is saved, and none of it shows in Present."
)


def overview(workspace: Workspace, now: Clock) -> None:
    """Draw the list of clients, and a form for a new one."""
    st.header("Clients", anchor=False)
    if not can_keep_clients():
        st.markdown(
            "Clients are kept where your data are: on your own computer, or once you have signed in. Here "
            "nothing would last."
        )
        return
    st.markdown(MADE_UP if in_demo() else KEPT_HERE)
    client_undo.draw(client_undo.OVERVIEW)
    clients, archived = profiles.clients(workspace.store), archived_clients.list_ids(workspace.store)
    _list(workspace, [client for client in clients if client.id not in archived], "clients", now)
    with (
        st.form("new_client", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("A client's name", max_chars=MAX_NAME, key="new_client_name")
        st.form_submit_button("Add a client", icon=":material/person_add:", on_click=once(_add))
    _show_problem()
    if archived:
        with st.expander(f"Archived ({len(archived)})", icon=":material/archive:", key="archived_clients"):
            _list(workspace, [client for client in clients if client.id in archived], "archived_list", now)


def client(workspace: Workspace, store: Store, now: Clock) -> None:
    """Draw one client: the agenda for the next session, the coach's notes and everything the client sent."""
    back_link("All clients and assignments", key="coach_back", on_click=st.query_params.clear)
    st.title(escape(profiles.name(store)), anchor=False)
    _about(workspace, store)
    client_workspace = replace(workspace, store=store)
    pairs = scores.pairs(store)
    with st.container(horizontal=True):
        st.button(
            f"Start a session with {profiles.name(store)}",
            key="once_start_session",
            type="primary",
            icon=":material/co_present:",
            on_click=once(start_with),
            args=(store.profile_id,),
        )
        st.button(
            "Score an answer together",
            key="round_with_client",
            icon=":material/balance:",
            on_click=once(go_to),
            args=("round",),
            kwargs={CLIENT: store.profile_id},
        )
    list_sessions(store, now)
    st.header("For the next session", anchor=False)
    summary = read(workspace.bank, store)
    has_data = bool(summary.unrated or attempts.list_all(store) or stories.list_all(store))
    _agenda(workspace, summary, profiles.name(store), _attempts_from_file(store), has_data)
    assignment_list.for_client(workspace, store, now)
    editor(
        store.profile_id,
        notes.get(store, notes.ABOUT_CLIENT),
        label="Your notes: nobody else sees them",
        placeholder="What you agreed on, what to ask next time…",
        on_text=_note,
        key="client_note",
        rows=5,
        stored_text=_stored_note,
    )
    if pairs:
        frame = frames.self_and_coach(workspace.bank, pairs, frames.CLIENT_RATERS)
        show(charts.self_and_coach(frame, of_client=True))
    timeline(client_workspace, workspace.store, now)
    cohort.download_of_client(workspace, store)
    import_results(workspace.store, store)
    _manage(workspace.store, store)


def _about(workspace: Workspace, store: Store) -> None:
    """Say which role the client prepares for, and that another client has the same name."""
    target = settings.load(store).target_role
    role = next((role for role in workspace.bank.roles if role.id == target), None)
    lines = [f"Prepares for: {escape(role.name)}."] if role else []
    if _has_same_name(workspace.store, store):
        lines.append(SAME_NAME)
    if lines:
        st.caption(" ".join(lines))


def _has_same_name(coach: Store, store: Store) -> bool:
    name = profiles.name(store).casefold()
    return any(
        other.name.casefold() == name for other in profiles.clients(coach) if other.id != store.profile_id
    )


def _manage(coach: Store, store: Store) -> None:
    """Draw the ways to rename, archive and delete a client."""
    client_id = store.profile_id
    st.header("This client", anchor=False)
    st.text_input(
        "Name",
        value=profiles.name(store),
        max_chars=MAX_NAME,
        key=f"client_name_{client_id}",
        width=320,
        on_change=uninterrupted(_rename),
        args=(client_id,),
    )
    if _has_same_name(coach, store):
        st.caption(SAME_NAME)
    _show_problem()
    is_archived = client_id in archived_clients.list_ids(coach)
    with st.container(horizontal=True):
        st.button(
            "Bring back from the archive" if is_archived else "Archive this client",
            key="once_archive_client",
            type="tertiary",
            icon=":material/unarchive:" if is_archived else ":material/archive:",
            on_click=once(_set_archived),
            args=(client_id, not is_archived),
        )
        ask_first(
            "delete_client",
            "Delete this client",
            f"Delete this client? Everything about **{escape(profiles.name(store))}** is deleted: what they "
            "sent, the scores, your notes. You can undo it until you open another client or close the "
            "window. Backups made until now still hold it.",
            "Delete it all",
            _delete,
            (client_id,),
        )


def _list(workspace: Workspace, clients: Sequence[Profile], key: str, now: Clock) -> None:
    if clients:
        link_list(
            [_row(workspace, client.id, client.name, now) for client in clients],
            on_open=_open,
            key=key,
            to=f"coach?{CLIENT}=",
        )


def _row(workspace: Workspace, client_id: str, name: str, now: Clock) -> ListRow:
    store = Store(workspace.store.db, client_id)
    mocks = [pair for pair in repository.list_all(store) if pair[1].rated]
    if not mocks:
        return ListRow(client_id, name, (), "Nothing scored yet.")
    latest = max(mock.started_at for _, mock in mocks)
    day = short_date(local_day(latest, now.tz), now.day)
    return ListRow(client_id, name, (), f"{plural(len(mocks), 'entry', 'entries')}, the last on {day}.")


def _attempts_from_file(store: Store) -> set[str]:
    """Return the attempts that came in a file and got no feedback here: a coach's score came with them."""
    answered = {document.id for document in FEEDBACK.list_all(store) if document.content.written_at}
    sent = (mock for id, mock in repository.list_all(store) if mock.is_from_file and id not in answered)
    return {item.id for mock in sent for item in mock.items}


def _agenda(workspace: Workspace, summary: Agenda, name: str, from_file: set[str], has_data: bool) -> None:
    if not has_data:
        st.markdown("Nothing to go by yet. Send an assignment, or score an answer together.")
        return
    st.markdown(agenda_lines(workspace.bank, summary, name, from_file))


def _delete(client_id: str) -> None:
    coach = open_workspace().store
    deleted = deleted_clients.delete(coach, client_id, clock().now)
    st.query_params.clear()
    if deleted is not None:
        said = f"{escape(deleted.name)} was deleted."
        client_undo.offer(said, (client_undo.OVERVIEW,), coach, partial(_restore, deleted))


def _restore(deleted: DeletedClient, coach: Store, now: int) -> None:
    client_changes.restore_client(coach, deleted, now)


def _rename(client_id: str) -> None:
    store = profiles.client(open_workspace().store, client_id)
    name = st.session_state[f"client_name_{client_id}"].strip()[:MAX_NAME]
    if store is None:
        return
    if not name:
        st.session_state[f"client_name_{client_id}"] = profiles.name(store)
        st.session_state[PROBLEM] = NO_NAME
        return
    profiles.rename(store, name, clock().now)


def _set_archived(client_id: str, archived: bool) -> None:
    store = profiles.client(open_workspace().store, client_id)
    if store is not None:
        archived_clients.set_archived(store, archived, clock().now)


def _show_problem() -> None:
    problem = st.session_state.pop(PROBLEM, "")
    if problem:
        st.info(problem)


def _open(client_id: str) -> None:
    st.query_params.from_dict({CLIENT: client_id})


def _add() -> None:
    name = st.session_state["new_client_name"].strip()[:MAX_NAME]
    if not name:
        st.session_state[PROBLEM] = NO_NAME
        return
    coach, now = open_workspace(), clock().now
    store = profiles.add_client(coach.store, name, new_id=new_uuid(), now=now)
    if not coach.settings.coaches:
        # Whoever has a client coaches: the list of pages leads back here from now on.
        settings.save(coach.store, now, coaches=True)
    _open(store.profile_id)


def _stored_note(client_id: str) -> str:
    store = profiles.client(open_workspace().store, client_id)
    return notes.get(store, notes.ABOUT_CLIENT) if store is not None else ""


def _note(client_id: str, text: str) -> None:
    store = profiles.client(open_workspace().store, client_id)
    if store is not None:
        notes.save(store, notes.ABOUT_CLIENT, text, clock().now)
