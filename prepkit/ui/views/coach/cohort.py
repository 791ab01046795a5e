"""Draw all of a coach's clients side by side, and the downloads of their scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from prepkit.exchange.scores_table import write_csv
from prepkit.insight import cohort
from prepkit.insight.charts import cohort as charts
from prepkit.insight.cohort import FEWEST_ANSWERS, Returned, WeakCompetency
from prepkit.model import Clock
from prepkit.store import Store, profiles
from prepkit.store import cohort as stored
from prepkit.store.profiles import Profile
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.databases import can_keep_clients
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.figure import show
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace

COHORT = "cohort"
"""The query parameter that opens this page."""
FEWEST_CLIENTS = 2


def links(workspace: Workspace) -> None:
    """Draw, below the list of clients, the way to this page and the download of everybody's scores."""
    clients = stored.clients(workspace.store) if can_keep_clients() else []
    if not clients:
        return
    with st.container(horizontal=True):
        if len(clients) >= FEWEST_CLIENTS:
            st.button(
                "All clients at a glance",
                key="open_cohort",
                icon=":material/groups:",
                on_click=once(_open),
            )
        _download(
            workspace, clients, "Download all scores (CSV)", "prepkit-scores.csv", "download_all_scores"
        )


def download_of_client(workspace: Workspace, client: Store) -> None:
    """Draw the download of one client's scores; ``workspace`` is the coach's."""
    profile = Profile(client.profile_id, profiles.name(client))
    _download(
        workspace, [profile], "Download their scores (CSV)", "prepkit-client-scores.csv", "download_scores"
    )


def draw(workspace: Workspace, now: Clock) -> None:
    """Draw who has returned what, what the group is weakest at, and how each client gets on."""
    back_link("All clients and assignments", key="coach_back", on_click=st.query_params.clear)
    st.title("All clients at a glance", anchor=False)
    whole = cohort.read(workspace.store, workspace.bank, now.day)
    if not whole.returned:
        st.info("You have no clients yet. Add one on the Coach page, and what they send shows here.")
        return
    _returned(whole.returned, now.day)
    _weakest(workspace, whole.weakest)
    show(charts.progress(whole.progress))
    _download(
        workspace,
        [row.client for row in whole.returned],
        "Download all scores (CSV)",
        "prepkit-scores.csv",
        "download_all_scores",
    )


def _returned(rows: Sequence[Returned], today: date) -> None:
    st.header("Who has returned what", anchor=False)
    st.table(
        {
            "Client": [escape(row.client.name) for row in rows],
            "Last result": [
                short_date(date.fromisoformat(row.last), today) if row.last else "none" for row in rows
            ],
            "Returned": [_of_sent(row) for row in rows],
            "Scored": [str(row.scored) for row in rows],
        },
        border="horizontal",
        hide_index=True,
        alt="Each client's last result, assignments returned of those sent, and answers scored",
    )
    st.caption(
        "Returned: of the assignments you sent to each client. Scored: their answers with a coach's score."
    )


def _of_sent(row: Returned) -> str:
    if not row.sent:
        return "none sent"
    overdue = f", **{row.overdue} overdue**" if row.overdue else ""
    return f"{row.returned} of {row.sent}{overdue}"


def _weakest(workspace: Workspace, rows: Sequence[WeakCompetency]) -> None:
    st.header("What the group is weakest at", anchor=False)
    if not rows:
        st.markdown(
            f"Nothing is below Solid on average, or there are fewer than {FEWEST_ANSWERS} answers to go by."
        )
        return
    st.table(
        {
            "Competency": [escape(workspace.bank.competency(row.competency).name) for row in rows],
            "Mean rating": [f"{row.mean:.1f} of 4" for row in rows],
            "Answers": [str(row.answers) for row in rows],
            "Clients": [str(row.clients) for row in rows],
        },
        border="horizontal",
        hide_index=True,
        alt="The competencies with the lowest mean rating, and what each mean rests on",
    )
    st.caption(
        f"The mean of all ratings from 1 (Couldn't answer) to 4 (Interview-ready); below 3 (Solid), and over "
        f"at least {plural(FEWEST_ANSWERS, 'answer')}."
    )


def _download(workspace: Workspace, clients: list[Profile], label: str, file_name: str, key: str) -> None:
    st.download_button(
        label,
        lambda: write_csv(workspace.store, workspace.bank, clients, workspace.settings.profile_name or "You"),
        file_name,
        "text/csv",
        icon=":material/download:",
        key=key,
        on_click="ignore",
    )


def _open() -> None:
    st.query_params.from_dict({COHORT: "1"})
