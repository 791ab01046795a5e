"""Import questions from a file or from pasted text: read, correct the guesses, look, and only then save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

import streamlit as st

from prepkit.exchange.imports import reader
from prepkit.exchange.imports.grid import MAX_FILE_BYTES, MAX_ROWS, FileContents, Target, TextOptions
from prepkit.exchange.imports.headers import ImportTable
from prepkit.exchange.imports.preview import Preview, preview
from prepkit.exchange.question_table import template
from prepkit.store import decks, drafts
from prepkit.ui.runtime.opening import open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.own.import_choices import (
    choose_columns,
    choose_grid,
    choose_header,
    choose_text_options,
)
from prepkit.ui.views.own.import_preview import show_preview
from prepkit.ui.views.own.import_saving import Wanted, offer_to_save, save_wanted
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.draft_box import draft_box
from prepkit.workspace import Workspace

TYPES = ("csv", "tsv", "txt", "md", "xlsx", "xlsm", "apkg", "colpkg", "zip", "mochi", "docx")
DRAFT = "pasted questions"
LONGEST_PASTE = 400_000
FILE, TEXT = "A file", "Pasted text"


@dataclass(frozen=True, slots=True)
class _Source:
    """What is imported: ``id`` changes with its content, ``draft`` is the draft it is kept in, if any."""

    id: str
    name: str
    content: bytes
    draft: str = ""


def bring_in(workspace: Workspace) -> None:
    """Draw the import: the source, how it was read, the columns, what would come in, and the button."""
    back_link("My questions", key="own_back", on_click=go_to, args=("own",))
    st.title("Import questions", anchor=False)
    save_wanted()
    source = _source(workspace)
    if source is None:
        return
    options = choose_text_options(source.id)
    contents = _read(source.id, options, source.name, source.content)
    for note in contents.notes:
        st.warning(note.message, icon=":material/info:")
    grid = choose_grid(contents, source.id)
    if grid is None:
        return
    table = choose_header(grid, contents, source.id)
    mapping = choose_columns(table, source.id)
    if Target.PROMPT not in mapping.values():
        st.info("Choose the column that holds the question.", icon=":material/help:")
        return
    competency = _usual_competency(workspace, mapping)
    imported = _previewed(workspace, source, options, table, mapping, competency)
    show_preview(imported, contents.lost)
    offer_to_save(workspace, Wanted(PurePath(source.name).name[:80], imported, source.draft))


def _source(workspace: Workspace) -> _Source | None:
    st.markdown(
        "A table (CSV, Excel), a list, a quiz from Moodle or Kahoot, a deck from Anki, Quizlet, Mochi, "
        "RemNote or Notion, or text you paste. You see what would be added before anything is saved. "
        f"Up to {MAX_ROWS:,} rows; the file is sent nowhere else."
    )
    kind = st.segmented_control(
        "Import from",
        [FILE, TEXT],
        default=FILE,
        required=True,
        key="bring_from",
        label_visibility="collapsed",
    )
    return _pasted(workspace) if kind == TEXT else _uploaded()


def _uploaded() -> _Source | None:
    file = st.file_uploader(
        "Choose a file", type=list(TYPES), key="bring_file", max_upload_size=MAX_FILE_BYTES // 1_000_000
    )
    if file is not None:
        return _Source(file.file_id, file.name, file.getvalue())
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
    return None


def _pasted(workspace: Workspace) -> _Source | None:
    draft_box(
        workspace.store,
        DRAFT,
        key="bring_text",
        label="Your questions",
        placeholder="One question a line, “term - meaning”, or rows copied from a spreadsheet",
        rows=8,
        longest=LONGEST_PASTE,
    )
    content = drafts.get(workspace.store, DRAFT)[:LONGEST_PASTE].encode("utf-8", "replace")
    if not content.strip():
        return None
    return _Source(sha256(content).hexdigest()[:16], "Pasted text", content, DRAFT)


@st.cache_resource(show_spinner="Reading the file…", scope="session", max_entries=2)
def _read(source_id: str, options: TextOptions, name: str, _content: bytes) -> FileContents:
    return reader.read(name, _content, options)


def _usual_competency(workspace: Workspace, mapping: Mapping[str, Target]) -> str:
    names = {"": "No topic", **{c.id: c.name for c in workspace.bank.competencies}}
    if Target.TOPIC in mapping.values():
        return ""
    return st.selectbox(
        "Competency of these questions",
        list(names),
        format_func=names.__getitem__,
        key="bring_competency",
        help="What the questions test. Progress and filters go by it; it can be changed for each later.",
    )


def _previewed(
    workspace: Workspace,
    source: _Source,
    options: TextOptions,
    table: ImportTable,
    mapping: Mapping[str, Target],
    competency: str,
) -> Preview:
    shape = (table.name, len(table), table.numbers[:1], tuple(mapping.items()))
    return _preview(
        (source.id, repr(options), repr(shape), competency, workspace.bank.version), table, mapping
    )


@st.cache_resource(show_spinner="Looking at the rows…", scope="session", max_entries=2)
def _preview(
    wanted: tuple[str, str, str, str, str], _table: ImportTable, _mapping: Mapping[str, Target]
) -> Preview:
    workspace = open_workspace()
    guids = {
        row.content["guid"]: row.id for row in decks.questions(workspace.store) if row.content.get("guid")
    }
    return preview(_table, _mapping, workspace.bank, competency=wanted[3], guids=guids)
