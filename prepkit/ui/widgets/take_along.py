"""Draw the downloads of a list of questions: an Anki deck, a table, a booklet to print."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.exchange.anki_writer import package
from prepkit.exchange.booklet import booklet
from prepkit.exchange.question_table import question_table
from prepkit.exchange.spreadsheet import as_csv
from prepkit.model import Clock
from prepkit.store import notes
from prepkit.workspace import Workspace

ANKI_TYPE = "application/octet-stream"


def take_along(workspace: Workspace, questions: Sequence[str], now: Clock) -> None:
    """Draw a menu of files to download; each file is made when it is requested."""
    menu = st.popover(
        "Export",
        icon=":material/ios_share:",
        key="take_along",
        disabled=not questions,
        on_change="rerun",
    )
    if not menu.open:
        return
    cards = [question_card(question) for question in questions]
    bank, store, stem = workspace.bank, workspace.store, f"PrepKit {now.day.isoformat()}"
    with menu:
        st.download_button(
            "Anki deck",
            lambda: package(bank, cards, "PrepKit", now.now),
            f"{stem}.apkg",
            ANKI_TYPE,
            icon=":material/style:",
            key="take_anki",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "Table for a spreadsheet",
            lambda: as_csv(question_table(bank, questions)),
            f"{stem}.csv",
            "text/csv",
            icon=":material/table:",
            key="take_table",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "Booklet to print",
            lambda: booklet(
                bank, cards, title="My interview questions", day=now.day, notes=notes.list_all(store)
            ),
            f"{stem}.html",
            "text/html",
            icon=":material/print:",
            key="take_booklet",
            on_click="ignore",
            width="stretch",
            help="A page that opens in any browser and prints well, with your notes.",
        )
        st.caption(f"Of the {len(questions):,} questions in the list, in its order.")
