"""Taking a list of questions along: as an Anki deck, a table, a booklet to print."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.exchange.anki_writer import package
from prepkit.exchange.booklet import booklet
from prepkit.exchange.question_table import question_table
from prepkit.exchange.spreadsheet import as_csv
from prepkit.model import Clock, question_card
from prepkit.practice.session import Desk
from prepkit.store import notes

ANKI_TYPE = "application/octet-stream"


def take_along(desk: Desk, questions: Sequence[str], now: Clock) -> None:
    """A menu of files that can be made of these questions; each is made when it is asked for."""
    menu = st.popover(
        "Take along",
        icon=":material/ios_share:",
        key="take_along",
        disabled=not questions,
        on_change="rerun",
    )
    if not menu.open:
        return
    cards = [question_card(question) for question in questions]
    bank, store, stem = desk.bank, desk.store, f"PrepKit {now.day.isoformat()}"
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
                bank, cards, title="My interview questions", day=now.day, notes=notes.every(store)
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
