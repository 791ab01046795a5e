"""Draw a coach's clients: what each sent, where their scores differ, what to talk about next."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.errors import UnusableArchive
from prepkit.exchange import results
from prepkit.exchange.archive import Archive
from prepkit.exchange.imports.grid import MAX_FILE_BYTES
from prepkit.insight import mocks as frames
from prepkit.insight.agenda import Agenda, agenda
from prepkit.insight.charts import mocks as charts
from prepkit.mock import repository
from prepkit.mock.report import gaps, summary
from prepkit.mock.state import Mock, MockItem, MockKind
from prepkit.model import Clock, Question
from prepkit.practice.clock import local_day
from prepkit.store import Store, attempts, deleted_clients, notes, profiles, scores, settings, stories
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.databases import can_keep_clients
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach import cohort
from prepkit.ui.views.coach.agenda_lines import agenda_lines
from prepkit.ui.views.coach.whose import CLIENT
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.feedback import LEAST_WORDS
from prepkit.ui.widgets.figure import show
from prepkit.ui.widgets.own_profile import MAX_NAME
from prepkit.ui.widgets.read_on_request import Section, show_readings
from prepkit.ui.widgets.second_reader import rubric_of
from prepkit.ui.widgets.wording import escape, percent, plural, short_date
from prepkit.workspace import Workspace, new_uuid

TAKEN, PROBLEM = "client_taken", "client_problem"

_ONCE = ("it counts once, and their words are added.", "each counts once, and their words are added.")


def overview(workspace: Workspace, now: Clock) -> None:
    """Draw the list of clients, and a form for a new one."""
    st.header("Clients", anchor=False)
    if not can_keep_clients():
        st.markdown(
            "Clients are kept where your data are: on your own computer, or once you have signed in. Here "
            "nothing would last."
        )
        return
    st.markdown("What they send you is kept here, with your own notes. None of it shows in Present.")
    clients = profiles.clients(workspace.store)
    if clients:
        link_list(
            [_row(workspace, client.id, client.name, now) for client in clients],
            on_open=_open,
            key="clients",
            to=f"coach?{CLIENT}=",
        )
    with (
        st.form("new_client", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("A client's name", max_chars=MAX_NAME, key="new_client_name")
        st.form_submit_button("Add a client", icon=":material/person_add:", on_click=once(_add))
    _show_problem()


def client(workspace: Workspace, store: Store, now: Clock) -> None:
    """Draw one client: the agenda for the next session, the coach's notes and everything the client sent."""
    back_link("All clients and assignments", key="coach_back", on_click=st.query_params.clear)
    st.title(escape(profiles.name(store)), anchor=False)
    client_workspace = replace(workspace, store=store)
    pairs = scores.pairs(store)
    st.button(
        "Score an answer together",
        key="round_with_client",
        type="primary",
        icon=":material/balance:",
        on_click=once(go_to),
        args=("round",),
        kwargs={CLIENT: store.profile_id},
    )
    st.header("For the next session", anchor=False)
    client_stories = {story.id: story.content for story in stories.list_all(store)}
    client_attempts = attempts.list_all(store)
    _agenda(
        workspace,
        agenda(workspace.bank, client_attempts, pairs, client_stories, settings.load(store).target_role),
        profiles.name(store),
        bool(client_attempts or client_stories),
    )
    editor(
        store.profile_id,
        notes.get(store, notes.ABOUT_CLIENT),
        label="Your notes: nobody else sees them",
        placeholder="What you agreed on, what to ask next time…",
        on_text=_note,
        key="client_note",
        rows=5,
    )
    if pairs:
        frame = frames.self_and_coach(workspace.bank, pairs, frames.CLIENT_RATERS)
        show(charts.self_and_coach(frame, of_client=True))
    _timeline(client_workspace, now)
    cohort.download_of_client(workspace, store)
    _bring(store)
    ask_first(
        "delete_client",
        "Delete this client",
        f"Delete this client? Everything about **{escape(profiles.name(store))}** is deleted for good: what "
        "they sent, the scores, your notes. Backups made until now still hold it.",
        "Delete it all",
        _delete,
        (store.profile_id,),
    )


def _row(workspace: Workspace, client_id: str, name: str, now: Clock) -> ListRow:
    store = Store(workspace.store.db, client_id)
    mocks = repository.list_all(store)
    if not mocks:
        return ListRow(client_id, name, (), "Nothing sent yet.")
    latest = max(mock.started_at for _, mock in mocks)
    day = short_date(local_day(latest, now.tz), now.day)
    return ListRow(client_id, name, (), f"{plural(len(mocks), 'interview')}, the last {day}.")


def _agenda(workspace: Workspace, summary: Agenda, name: str, has_data: bool) -> None:
    if not has_data:
        st.markdown("Nothing to go by yet. Send an assignment, or score an answer together.")
        return
    st.markdown(agenda_lines(workspace.bank, summary, name))


def _timeline(client_workspace: Workspace, now: Clock) -> None:
    st.header("Timeline", anchor=False)
    scored = [pair for pair in repository.list_all(client_workspace.store) if not pair[1].was_abandoned]
    mocks = sorted(scored, key=lambda pair: -pair[1].started_at)
    practised = [attempt for attempt in attempts.list_all(client_workspace.store) if attempt.mode != "mock"]
    if practised:
        days = {attempt.local_day for attempt in practised}
        st.markdown(
            f"Practised alone: {plural(len(practised), 'attempt')} on {plural(len(days), 'day')}, "
            f"the last {short_date(local_day(practised[-1].answered_at, now.tz), now.day)}."
        )
    if not mocks:
        st.markdown("Interviews, rounds and assignments show here once there are any.")
        return
    for mock_id, mock in mocks:
        _entry(client_workspace, mock_id, mock, now)


def _entry(client_workspace: Workspace, mock_id: str, mock: Mock, now: Clock) -> None:
    day = short_date(local_day(mock.started_at, now.tz), now.day)
    result = summary(client_workspace.bank, mock)
    if mock.kind is MockKind.ROUND:
        outcome = f"{plural(sum(gap is not None for gap in gaps(mock)), 'answer')} scored by both"
    else:
        outcome = f"{result.held} of {plural(result.rated, 'answer')} Solid or better"
    entry = st.expander(f"{day}: {escape(mock.title)} ({outcome})", key=f"entry_{mock_id}", on_change="rerun")
    if not entry.open:
        return
    with entry:
        if mock.kind is not MockKind.ROUND:
            st.caption(f"{percent(result.key_points)} of the key points")
        for item in mock.items:
            in_bank = item.question in client_workspace.bank
            prompt = (
                client_workspace.bank.question(item.question).wording(item.variant)
                if in_bank
                else item.question
            )
            st.markdown(f"**{escape(prompt)}**")
            given_scores = [
                f"{giver} {score.value} of 5"
                for giver, score in (("they gave", item.own), ("you gave", item.coach))
                if score is not None and score.value
            ]
            st.markdown(escape(item.answer) or "*Nothing was written.*")
            if given_scores:
                st.caption(", ".join(given_scores).capitalize())
            if in_bank:
                _reading(client_workspace.bank.question(item.question), item)


def _reading(question: Question, item: MockItem) -> None:
    """Draw the button that has a client's answer read by the coach's second reader, and what it found."""
    if question.key_points and len(item.answer.split()) >= LEAST_WORDS:
        show_readings(
            f"answer {item.id}",
            item.answer,
            [Section("question", "", rubric_of(question))],
            sent="the question, its key points and what they wrote",
            key=f"read_{item.id}",
            is_own=False,
        )


def _bring(store: Store) -> None:
    st.header("Import what they sent", anchor=False)
    file = st.file_uploader(
        "A result file, or their exported data",
        type="json",
        key=f"client_file_{st.session_state.get(TAKEN, 0)}",
        max_upload_size=MAX_FILE_BYTES // 1_000_000,
    )
    if file is None:
        _show_problem()
        return
    try:
        archive = results.read(file.name, file.getvalue())
    except UnusableArchive as error:
        st.error(str(error), icon=":material/error:")
        return
    sender = f" from **{escape(archive.name)}**" if archive.name else ""
    st.markdown(
        f"It holds {plural(archive.count('attempts'), 'attempt')}, "
        f"{plural(archive.count('mocks'), 'interview')} and "
        f"{plural(archive.count('stories'), 'story', 'stories')}{sender}."
    )
    scored_count = results.count_scored_by_code(store, archive)
    if scored_count:
        st.markdown(
            f"{plural(scored_count, 'answer')} of it you scored by code already: {_ONCE[scored_count > 1]}"
        )
    if archive.problems:
        st.caption(f"{plural(len(archive.problems), 'entry', 'entries')} could not be read and stay out.")
    st.button(
        "Add it to this client",
        type="primary",
        key="once_take_results",
        on_click=once(_take_in),
        args=(store.profile_id, archive),
    )


def _delete(client_id: str) -> None:
    deleted_clients.delete(open_workspace().store, client_id, clock().now)
    st.query_params.clear()


def _show_problem() -> None:
    problem = st.session_state.pop(PROBLEM, "")
    if problem:
        st.info(problem)


def _open(client_id: str) -> None:
    st.query_params.from_dict({CLIENT: client_id})


def _add() -> None:
    name = st.session_state["new_client_name"].strip()[:MAX_NAME]
    if not name:
        st.session_state[PROBLEM] = "A client needs a name."
        return
    store = profiles.add_client(open_workspace().store, name, new_id=new_uuid(), now=clock().now)
    _open(store.profile_id)


def _note(client_id: str, text: str) -> None:
    store = profiles.client(open_workspace().store, client_id)
    if store is not None:
        notes.save(store, notes.ABOUT_CLIENT, text, clock().now)


def _take_in(client_id: str, archive: Archive) -> None:
    store = profiles.client(open_workspace().store, client_id)
    if store is None:
        return
    added = results.merge(store, archive)
    st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1
    st.session_state[PROBLEM] = f"{plural(added, 'new attempt')} added."
