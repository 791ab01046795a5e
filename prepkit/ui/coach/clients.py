"""A coach's clients: what each sent, what they differ on, what to talk about next."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.bank.story import from_json
from prepkit.errors import UnusableArchive
from prepkit.exchange import results
from prepkit.exchange.archive import Archive
from prepkit.exchange.sheet import MAX_FILE_BYTES
from prepkit.insight import mocks as frames
from prepkit.insight.agenda import Agenda, agenda
from prepkit.insight.charts import mocks as charts
from prepkit.mock import keeping
from prepkit.mock.interview import Kind, Mock
from prepkit.mock.report import gaps, summary
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import Store, attempts, deleted_clients, notes, profiles, scores, settings, stories
from prepkit.ui.coach.round import CLIENT
from prepkit.ui.components.editor import editor
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.confirm import ask_first
from prepkit.ui.databases import can_keep_clients
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.figure import show
from prepkit.ui.navigate import go_to
from prepkit.ui.own_profile import MAX_NAME
from prepkit.ui.wording import escape, percent, plural, short_date

TAKEN, PROBLEM = "client_taken", "client_problem"

_ONCE = ("it counts once, and their words are added.", "each counts once, and their words are added.")


def overview(desk: Desk, now: Clock) -> None:
    """Every client, and a field for another one."""
    st.subheader("Clients", anchor=False)
    if not can_keep_clients():
        st.markdown(
            "Clients are kept where your data are: on your own computer, or once you have signed in. Here "
            "nothing would last."
        )
        return
    st.markdown("What they send you collects here, with your own notes. None of it shows in Present.")
    known = profiles.clients(desk.store)
    if known:
        link_list(
            [_row(desk, client.id, client.name, now) for client in known],
            on_open=_open,
            key="clients",
            to=f"coach?{CLIENT}=",
        )
    with (
        st.form("new_client", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("A client's name", max_chars=MAX_NAME, key="new_client_name")
        st.form_submit_button("Add a client", icon=":material/person_add:", on_click=_add)
    _said()


def client(desk: Desk, store: Store, now: Clock) -> None:
    """One client's page."""
    st.button(
        "All clients and assignments",
        icon=":material/arrow_back:",
        type="tertiary",
        key="coach_back",
        on_click=st.query_params.clear,
    )
    st.title(escape(profiles.name(store)), anchor=False)
    theirs = replace(desk, store=store)
    pairs = scores.pairs(store)
    st.button(
        "Score an answer together",
        key="round_with_client",
        type="primary",
        icon=":material/balance:",
        on_click=go_to,
        args=("round",),
        kwargs={CLIENT: store.profile_id},
    )
    st.subheader("For the next session", anchor=False)
    told = {row.id: from_json(row.content) for row in stories.every(store)}
    made = attempts.every(store)
    _agenda(desk, agenda(desk.bank, made, pairs, told, settings.load(store).target_role), bool(made or told))
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
        show(charts.self_and_coach(frames.self_and_coach(desk.bank, pairs)))
    _timeline(theirs, now)
    _bring(store)
    ask_first(
        "delete_client",
        "Delete this client",
        f"Delete this client? Everything about **{escape(profiles.name(store))}** goes for good: what they "
        "sent, the scores, your notes. Backups made until now still hold it.",
        "Delete it all",
        _delete,
        (store.profile_id,),
    )


def _row(desk: Desk, client_id: str, name: str, now: Clock) -> Row:
    store = Store(desk.store.db, client_id)
    every = keeping.every(store)
    if not every:
        return Row(client_id, name, (), "Nothing sent yet.")
    latest = max(mock.started_at for _, mock in every)
    day = short_date(local_day(latest, now.tz), now.day)
    return Row(client_id, name, (), f"{plural(len(every), 'interview')}, the last {day}.")


def _agenda(desk: Desk, found: Agenda, anything: bool) -> None:
    if not anything:
        st.markdown("Nothing to go by yet. Send an assignment, or score an answer together.")
        return
    lines = [
        f"- **You differ** on “{escape(desk.bank.title(pair.card_id))}”: they gave {pair.own}, "
        f"you {pair.coach}."
        for pair in found.gaps
    ]
    lines += [
        f"- **Weak:** {escape(desk.bank.competency(name).name)}, mean rating {mean:.1f} of 4."
        for name, mean in found.weakest
    ]
    if found.untold:
        untold = ", ".join(desk.bank.competency(name).name for name in found.untold)
        lines.append(f"- **No story yet** for {escape(untold)}.")
    st.markdown("\n".join(lines) or "No gap, no weak competency, a story for each: raise the level.")


def _timeline(theirs: Desk, now: Clock) -> None:
    st.subheader("Timeline", anchor=False)
    every = sorted(keeping.every(theirs.store), key=lambda pair: -pair[1].started_at)
    practised = [one for one in attempts.every(theirs.store) if one.mode != "mock"]
    if practised:
        days = {one.local_day for one in practised}
        st.markdown(
            f"Practised alone: {plural(len(practised), 'attempt')} on {plural(len(days), 'day')}, "
            f"the last {short_date(local_day(practised[-1].answered_at, now.tz), now.day)}."
        )
    if not every:
        st.markdown("Interviews, rounds and assignments show here once there are any.")
        return
    for mock_id, mock in every:
        _entry(theirs, mock_id, mock, now)


def _entry(theirs: Desk, mock_id: str, mock: Mock, now: Clock) -> None:
    day = short_date(local_day(mock.started_at, now.tz), now.day)
    found = summary(theirs.bank, mock)
    if mock.kind is Kind.ROUND:
        said = f"{plural(sum(gap is not None for gap in gaps(mock)), 'answer')} scored by both"
    else:
        said = f"{found.held} of {plural(found.rated, 'answer')} Solid or better"
    opened = st.expander(f"{day}: {escape(mock.title)} ({said})", key=f"entry_{mock_id}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if mock.kind is not Kind.ROUND:
            st.caption(f"{percent(found.key_points)} of the key points")
        for item in mock.items:
            known = item.question in theirs.bank
            asked = theirs.bank.question(item.question).wording(item.variant) if known else item.question
            st.markdown(f"**{escape(asked)}**")
            given = [
                f"{who} {score.value} of 5"
                for who, score in (("they gave", item.own), ("you gave", item.coach))
                if score is not None and score.value
            ]
            st.markdown(escape(item.answer) or "*Nothing was written.*")
            if given:
                st.caption(", ".join(given).capitalize())


def _bring(store: Store) -> None:
    st.subheader("Bring in what they sent", anchor=False)
    file = st.file_uploader(
        "A result file, or everything they took with them",
        type="json",
        key=f"client_file_{st.session_state.get(TAKEN, 0)}",
        max_upload_size=MAX_FILE_BYTES // 1_000_000,
    )
    if file is None:
        _said()
        return
    try:
        found = results.read(file.name, file.getvalue())
    except UnusableArchive as error:
        st.error(str(error), icon=":material/error:")
        return
    who = f" from **{escape(found.name)}**" if found.name else ""
    st.markdown(
        f"It holds {plural(found.count('attempts'), 'attempt')}, {plural(found.count('mocks'), 'interview')} "
        f"and {plural(found.count('stories'), 'story', 'stories')}{who}."
    )
    here = results.count_scored_by_code(store, found)
    if here:
        st.markdown(f"{plural(here, 'answer')} of it you scored by code already: {_ONCE[here > 1]}")
    if found.problems:
        st.caption(f"{plural(len(found.problems), 'entry', 'entries')} could not be read and stay out.")
    st.button(
        "Add it to this client",
        type="primary",
        key="once_take_results",
        on_click=_take_in,
        args=(store.profile_id, found),
    )


def _delete(client_id: str) -> None:
    deleted_clients.delete(open_desk().store, client_id, clock().now)
    st.query_params.clear()


def _said() -> None:
    said = st.session_state.pop(PROBLEM, "")
    if said:
        st.info(said)


def _open(client_id: str) -> None:
    st.query_params.from_dict({CLIENT: client_id})


def _add() -> None:
    name = st.session_state["new_client_name"].strip()[:MAX_NAME]
    if not name:
        st.session_state[PROBLEM] = "A client needs a name."
        return
    store = profiles.add_client(open_desk().store, name, new_id=new_uuid(), now=clock().now)
    _open(store.profile_id)


def _note(client_id: str, text: str) -> None:
    store = profiles.client(open_desk().store, client_id)
    if store is not None:
        notes.put(store, notes.ABOUT_CLIENT, text, clock().now)


def _take_in(client_id: str, found: Archive) -> None:
    store = profiles.client(open_desk().store, client_id)
    if store is None:
        return
    added = results.take_in(store, found)
    st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1
    st.session_state[PROBLEM] = f"{plural(added, 'new attempt')} added."
