"""Bringing in somebody's file of questions: read it, show what it would give, and only then keep it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

import pandas as pd
import streamlit as st

from prepkit.exchange import reader
from prepkit.exchange.mapping import TARGETS, TEMPLATE, Preview, guess, preview, slugs
from prepkit.exchange.sheet import MAX_FILE_BYTES, Reading, Sheet
from prepkit.exchange.spreadsheet import as_csv
from prepkit.model import Problem
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import decks
from prepkit.store.decks import OwnRow
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.navigate import go_to
from prepkit.ui.own import new_title
from prepkit.ui.wording import escape, plural

TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "apkg", "colpkg")
SHOWN = 100
NONE = "(none)"


def bring_in(desk: Desk) -> None:
    """The whole way of a file, top to bottom."""
    st.button(
        "My questions",
        icon=":material/arrow_back:",
        type="tertiary",
        key="bring_back_to",
        on_click=go_to,
        args=("own",),
    )
    st.title("Bring in a file", anchor=False)
    st.markdown(
        "A table of questions (CSV or Excel) or an Anki package. Nothing is kept before you have "
        "seen what it would give, and the file goes nowhere but here."
    )
    file = st.file_uploader(
        "Choose a file", type=list(TYPES), key="bring_file", max_upload_size=MAX_FILE_BYTES // 1_000_000
    )
    if file is None:
        _template()
        return
    reading = _read(file.file_id, file.name, file.getvalue())
    sheet = _sheet(reading)
    _problems("The file was not wholly readable", reading.problems)
    if sheet is not None:
        _offer(desk, sheet, PurePath(file.name).name[:80])


@st.cache_resource(show_spinner="Reading the file…", scope="session", max_entries=1)
def _read(file_id: str, name: str, _content: bytes) -> Reading:
    return reader.read(name, _content)


def _template() -> None:
    st.markdown("Starting from nothing? Fill in this table and bring it back.")
    frame = pd.DataFrame([TEMPLATE[1]], columns=list(TEMPLATE[0]), dtype="str")
    st.download_button(
        "Get an empty table",
        as_csv(frame),
        "questions.csv",
        "text/csv",
        icon=":material/download:",
        key="template",
        on_click="ignore",
    )


def _sheet(reading: Reading) -> Sheet | None:
    if not reading.sheets:
        return None
    if len(reading.sheets) == 1:
        return reading.sheets[0]
    names = [
        f"{number}. {sheet.name} ({plural(len(sheet.frame), 'row')})"
        for number, sheet in enumerate(reading.sheets, start=1)
    ]
    return reading.sheets[names.index(st.selectbox("Which table of it?", names, key="bring_sheet"))]


def _offer(desk: Desk, sheet: Sheet, file: str) -> None:
    mapping = _mapping(sheet)
    names = {competency.id: competency.name for competency in desk.bank.competencies}
    competency = st.selectbox(
        "Competency, where a row names none",
        list(names),
        format_func=names.__getitem__,
        key="bring_competency",
        help="What the questions test. Progress and filters go by it; it can be changed for each later.",
    )
    if mapping["prompt"] is None:
        st.info("Say which column holds the question.", icon=":material/help:")
        return
    found = preview(sheet, mapping, desk.bank, competency=competency, file=file)
    _show(found)
    if found.questions:
        title = st.text_input(
            "Name of the deck", new_title(desk, PurePath(file).stem), max_chars=80, key="bring_title"
        )
        st.button(
            f"Add {plural(len(found.questions), 'question')}",
            type="primary",
            key="bring_add",
            on_click=_keep,
            args=(title, file, found),
        )


def _mapping(sheet: Sheet) -> dict[str, str | None]:
    """The guess, to be put right by whoever knows the table."""
    guessed = guess(sheet)
    columns = [NONE, *map(str, sheet.frame.columns)]
    said = ", ".join(f"{TARGETS[target]} from “{column}”" for target, column in guessed.items() if column)
    chosen: dict[str, str | None] = {}
    folded = st.expander(f"Columns: {escape(said)}", icon=":material/view_column:")
    with folded, st.grid(2, min_column_width=220):
        for target, label in TARGETS.items():
            column = st.selectbox(
                label,
                columns,
                index=columns.index(guessed[target] or NONE),
                key=f"bring_{target}_{hash(tuple(columns))}",
            )
            chosen[target] = None if column == NONE else column
    return chosen


def _show(found: Preview) -> None:
    st.markdown(f"**{plural(len(found.questions), 'question')}** would be added.")
    _problems("Rows with something wrong", found.problems)
    _problems("Already there, and left out", found.doubles)
    if found.questions:
        st.dataframe(
            pd.DataFrame(
                [
                    (question.prompt, "; ".join(question.key_points), "\n\n".join(question.answers))
                    for question in found.questions[:SHOWN]
                ],
                columns=["Question", "Key points", "Sample answer"],
            ),
            hide_index=True,
            height="auto" if len(found.questions) < 8 else 320,
        )


def _problems(title: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    with st.expander(f"{title}: {len(problems):,}", icon=":material/rule:"):
        for problem in problems[:SHOWN]:
            st.text(str(problem))
        if len(problems) > SHOWN:
            st.text(f"and {len(problems) - SHOWN:,} more")


def _keep(title: str, file: str, found: Preview) -> None:
    desk, now = open_desk(), clock().now
    name = new_title(desk, title)
    stem = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:40].strip("-") or "deck"
    deck = f"{stem}-{new_uuid()[:8]}"
    ids = slugs(found.questions, deck)
    rows = [OwnRow(id, deck, question.as_json()) for id, question in zip(ids, found.questions, strict=True)]
    with desk.store.transaction():
        decks.put(desk.store, deck, name, file, now)
        decks.put_questions(desk.store, rows, now)
    st.toast(f"Added {plural(len(rows), 'question')}", icon=":material/check:")
    go_to("own")
