"""Import a file of questions: read it, show what it would add, and only then save it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from prepkit.errors import Problem
from prepkit.exchange import reader
from prepkit.exchange.mapping import TARGETS, Preview, guess, preview, slugs, template
from prepkit.exchange.sheet import MAX_FILE_BYTES, FileContents, Sheet
from prepkit.store import decks
from prepkit.store.decks import OwnRow
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.own.page import new_title
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace, new_uuid

TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "apkg", "colpkg")
SHOWN = 100
NONE = "(none)"


def bring_in(workspace: Workspace) -> None:
    """Draw the import of a file: the upload, its columns, the preview and the button to add it."""
    back_link("My questions", key="own_back", on_click=go_to, args=("own",))
    st.title("Import a file", anchor=False)
    st.markdown(
        "A table of questions (CSV or Excel) or an Anki package. You see what would be added "
        "before anything is saved, and the file is not sent anywhere else."
    )
    file = st.file_uploader(
        "Choose a file", type=list(TYPES), key="bring_file", max_upload_size=MAX_FILE_BYTES // 1_000_000
    )
    if file is None:
        _template()
        return
    reading = _read(file.file_id, file.name, file.getvalue())
    sheet = _sheet(reading)
    _problems("Parts of the file could not be read", reading.problems)
    if sheet is not None:
        _offer(workspace, sheet, PurePath(file.name).name[:80])


@st.cache_resource(show_spinner="Reading the file…", scope="session", max_entries=1)
def _read(file_id: str, name: str, _content: bytes) -> FileContents:
    return reader.read(name, _content)


def _template() -> None:
    st.markdown("Starting from scratch? Fill in this table and import it.")
    st.download_button(
        "Get an empty table",
        template(),
        "questions.csv",
        "text/csv",
        icon=":material/download:",
        key="template",
        on_click="ignore",
    )


def _sheet(reading: FileContents) -> Sheet | None:
    if not reading.sheets:
        return None
    if len(reading.sheets) == 1:
        return reading.sheets[0]
    names = [
        f"{number}. {sheet.name} ({plural(len(sheet.frame), 'row')})"
        for number, sheet in enumerate(reading.sheets, start=1)
    ]
    return reading.sheets[names.index(st.selectbox("Which table?", names, key="bring_sheet"))]


def _offer(workspace: Workspace, sheet: Sheet, file: str) -> None:
    mapping = _mapping(sheet)
    names = {competency.id: competency.name for competency in workspace.bank.competencies}
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
    imported = preview(sheet, mapping, workspace.bank, competency=competency, file=file)
    _show(imported)
    if imported.questions:
        title = st.text_input(
            "Name of the deck", new_title(workspace, PurePath(file).stem), max_chars=80, key="bring_title"
        )
        st.button(
            f"Add {plural(len(imported.questions), 'question')}",
            type="primary",
            key="bring_add",
            on_click=once(_keep),
            args=(title, file, imported),
        )


def _mapping(sheet: Sheet) -> dict[str, str | None]:
    """Draw a choice of column for each target, preset to the guess; return the column by target."""
    guessed = guess(sheet)
    columns = [NONE, *map(str, sheet.frame.columns)]
    guess_in_words = ", ".join(
        f"{TARGETS[target]} from “{column}”" for target, column in guessed.items() if column
    )
    mapping: dict[str, str | None] = {}
    columns_box = st.expander(f"Columns: {escape(guess_in_words)}", icon=":material/view_column:")
    with columns_box, st.grid(2, min_column_width=220):
        for target, label in TARGETS.items():
            column = st.selectbox(
                label,
                columns,
                index=columns.index(guessed[target] or NONE),
                key=f"bring_{target}_{hash(tuple(columns))}",
            )
            mapping[target] = None if column == NONE else column
    return mapping


def _show(imported: Preview) -> None:
    st.markdown(f"**{plural(len(imported.questions), 'question')}** would be added.")
    _problems("Rows with problems", imported.problems)
    _problems("Already there, so left out", imported.doubles)
    if imported.questions:
        st.dataframe(
            imported.table(SHOWN),
            hide_index=True,
            height="auto" if len(imported.questions) < 8 else 320,
        )


def _problems(title: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    with st.expander(f"{title}: {len(problems):,}", icon=":material/rule:"):
        for problem in problems[:SHOWN]:
            st.text(str(problem))
        if len(problems) > SHOWN:
            st.text(f"and {len(problems) - SHOWN:,} more")


def _keep(title: str, file: str, imported: Preview) -> None:
    workspace, now = open_workspace(), clock().now
    name = new_title(workspace, title)
    stem = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:40].strip("-") or "deck"
    deck = f"{stem}-{new_uuid()[:8]}"
    ids = slugs(imported.questions, deck)
    rows = [
        OwnRow(id, deck, question.as_json()) for id, question in zip(ids, imported.questions, strict=True)
    ]
    with workspace.store.transaction():
        decks.save(workspace.store, deck, name, file, now)
        decks.save_questions(workspace.store, rows, now)
    st.toast(f"Added {plural(len(rows), 'question')}", icon=":material/check:")
    go_to("own")
