"""Save what an import brings in, in batches, with a bar that says how far it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from prepkit.exchange.imports.preview import Preview
from prepkit.exchange.imports.slugs import slugs
from prepkit.store import decks
from prepkit.store.decks import OwnRow
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace, search_index
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.own.page import new_title
from prepkit.ui.widgets.components.bring_into_view import bring_into_view
from prepkit.ui.widgets.draft_box import finish_drafts
from prepkit.ui.widgets.wording import plural
from prepkit.workspace import Workspace, new_uuid

ASKED = "bring_asked"
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be saved, the file it comes from, and the draft that is done with then."""

    file: str
    imported: Preview
    draft: str = ""


def offer_to_save(workspace: Workspace, wanted: Wanted) -> None:
    """Draw the name of the deck and the button that saves it."""
    imported = wanted.imported
    if not imported.questions and not imported.updates:
        return
    title = ""
    if imported.questions:
        title = st.text_input(
            "Name of the deck",
            new_title(workspace, PurePath(wanted.file).stem),
            max_chars=80,
            key="bring_title",
        )
    added, updated = len(imported.questions), len(imported.updates)
    label = f"Add {plural(added, 'question')}" if added else f"Update {plural(updated, 'question')}"
    st.button(label, type="primary", key="bring_add", on_click=once(_ask), args=(title, wanted))


def _ask(title: str, wanted: Wanted) -> None:
    st.session_state[ASKED] = (title, wanted)


def save_wanted() -> None:
    """Save what the button asked for, all or nothing, and go to the decks."""
    asked: tuple[str, Wanted] | None = st.session_state.get(ASKED)
    if asked is None:
        return
    title, wanted = asked
    workspace, now = open_workspace(), clock().now
    name = new_title(workspace, title)
    stem = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:40].strip("-") or "deck"
    deck = f"{stem}-{new_uuid()[:8]}"
    questions = wanted.imported.questions
    rows = [
        OwnRow(id, deck, question.as_json())
        for id, question in zip(slugs(questions, deck), questions, strict=True)
    ]
    updates = [
        OwnRow(id, id.partition("/")[0], question.as_json()) for id, question in wanted.imported.updates
    ]
    with workspace.store.transaction():
        if rows:
            decks.save(workspace.store, deck, name, wanted.file, now)
        bar = _save(workspace, [*rows, *updates], now)
        if wanted.draft:
            finish_drafts(workspace.store, wanted.draft)
    # Only now: a run that is interrupted before has written nothing, and the next one begins again.
    del st.session_state[ASKED]
    if bar is not None:
        # The next page needs both, and would stand still until they are there.
        bar.progress(1.0, "Making them searchable…")
        search_index(open_workspace().bank)
    said = [f"Added {plural(len(rows), 'question')}"] if rows else []
    said += [f"brought {plural(len(updates), 'question')} up to date"] if updates else []
    st.toast(", ".join(said).capitalize(), icon=":material/check:")
    go_to("own")
    st.rerun()


def _save(workspace: Workspace, rows: Sequence[OwnRow], now: int) -> DeltaGenerator | None:
    """Save the rows; many of them with a bar in view, which is returned."""
    bar = None
    if len(rows) > BATCH:
        # The button stands below the preview, and the bar above it.
        bring_into_view(f"saving_{now}")
        bar = st.progress(0.0, "Saving…")
    for first in range(0, len(rows), BATCH):
        decks.save_questions(workspace.store, rows[first : first + BATCH], now)
        saved = min(first + BATCH, len(rows))
        if bar is not None:
            bar.progress(saved / len(rows), f"Saving {saved:,} of {len(rows):,}…")
    return bar
