"""Draw the form to write or change an own question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

import streamlit as st

from prepkit.bank.own import MAX_PROMPT, OwnQuestion
from prepkit.exchange.imports.slugs import slugs
from prepkit.exchange.imports.values import lines_of
from prepkit.question import Difficulty, Kind
from prepkit.store import Store, decks
from prepkit.store.decks import OwnRow
from prepkit.text import MAX_TEXT
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.own import draft as own_draft
from prepkit.ui.views.own.page import new_title
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.editor import editor, typed_text
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.draft_box import document_of, finish_drafts, times_finished
from prepkit.ui.widgets.question import OPEN
from prepkit.workspace import Workspace, new_uuid

MINE = "Written by me"
NO_PROMPT = "own_no_prompt"
NEW = "new"
ChosenField = Literal["competency", "kind", "difficulty"]
TextField = Literal["prompt", "key_points", "answer", "variants"]
CHOICES: tuple[ChosenField, ...] = get_args(ChosenField)
TEXTS: tuple[TextField, ...] = get_args(TextField)


def write(workspace: Workspace) -> None:
    """Draw the form for a new question."""
    _back()
    st.title("Write a question", anchor=False)
    _form(workspace, OwnQuestion("", competency=workspace.bank.competencies[0].id), None)


def edit(workspace: Workspace, question_id: str) -> None:
    """Draw the form for an own question, with a button to remove it."""
    _back()
    row = next((row for row in decks.questions(workspace.store) if row.id == question_id), None)
    if row is None:
        st.title("No such question", anchor=False)
        st.info("The link names a question that is not among yours. It may have been removed.")
        return
    st.title("Change a question", anchor=False)
    _form(workspace, OwnQuestion.of(row.content), row)


def _back() -> None:
    back_link("My questions", key="own_back", on_click=go_to, args=("own",))


def _form(workspace: Workspace, question: OwnQuestion, row: OwnRow | None) -> None:
    key = row.id if row else NEW
    saved = own_draft.fields_of(question)
    typed = {**saved, **own_draft.load(workspace.store, key)}
    names = {competency.id: competency.name for competency in workspace.bank.competencies}
    kinds, levels = {kind.value: kind.label for kind in Kind}, {d.value: d.label for d in Difficulty}
    _text(key, "prompt", "The question, as an interviewer would ask it", typed, rows=2, longest=MAX_PROMPT)
    if st.session_state.pop(NO_PROMPT, False):
        st.error("Write the question first. Everything else may stay empty.", icon=":material/edit:")
    with st.grid(3, min_column_width=180):
        _choice(key, "competency", "Competency", names, typed)
        _choice(key, "kind", "Kind", kinds, typed)
        _choice(key, "difficulty", "Difficulty", levels, typed)
    _text(
        key,
        "key_points",
        "Key points, one per line",
        typed,
        advice="What a strong answer contains. You tick them after answering.",
    )
    _text(key, "answer", "An answer", typed, rows=7)
    _text(
        key,
        "variants",
        "Other wordings, one per line",
        typed,
        advice="They take turns, so that you learn the answer and not the sentence.",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Save", key="own_save", type="primary", on_click=once(_save), args=(question, row))
        if typed != saved:
            st.button(
                "Discard the draft",
                key="own_discard",
                type="tertiary",
                icon=":material/undo:",
                on_click=once(_discard),
                args=(key,),
            )
    if typed != saved:
        st.caption("A draft, kept while you type. Save it, and the question is asked like this.")
    if row is not None:
        ask_first(
            "own_remove",
            "Remove this question",
            "Remove this question? This cannot be undone. Your attempts at it are kept.",
            "Remove it",
            _remove,
            (row.id,),
        )


def _text(
    key: str,
    field: TextField,
    label: str,
    typed: Mapping[str, str],
    *,
    advice: str = "",
    rows: int = 3,
    longest: int = MAX_TEXT,
) -> None:
    document = document_of(own_draft.name_of(key), field)

    def keep_typed(written: str, text: str) -> None:
        if written == document_of(own_draft.name_of(key), field):
            own_draft.save(open_workspace().store, key, field, text, clock().now)

    editor(
        document,
        typed[field],
        label=label,
        advice=advice,
        on_text=keep_typed,
        key=f"own_{field}_{key}",
        rows=rows,
        longest=longest,
    )


def _choice(
    key: str, field: ChosenField, label: str, names: Mapping[str, str], typed: Mapping[str, str]
) -> None:
    options = list(names)
    widget = _choice_key(key, field)
    st.selectbox(
        label,
        options,
        index=options.index(typed[field]) if typed[field] in names else 0,
        format_func=names.__getitem__,
        key=widget,
        on_change=uninterrupted(_keep_choice),
        args=(key, field, widget),
    )


def _keep_choice(key: str, field: ChosenField, widget: str) -> None:
    own_draft.save(open_workspace().store, key, field, str(st.session_state[widget]), clock().now)


def _choice_key(key: str, field: ChosenField) -> str:
    """Return a widget key that changes when the draft is discarded: a new widget shows what is saved."""
    return f"own_{field}_{key}_{times_finished(own_draft.name_of(key))}"


def _typed(store: Store, before: OwnQuestion, key: str) -> dict[str, str]:
    """Return the current texts of the form, by field."""
    texts = {**own_draft.fields_of(before), **own_draft.load(store, key)}
    for choice in CHOICES:
        texts[choice] = str(st.session_state[_choice_key(key, choice)])
    for field in TEXTS:
        # Read the boxes too: leaving one and clicking Save may arrive together, Save first.
        typed = typed_text(f"own_{field}_{key}", MAX_PROMPT if field == "prompt" else MAX_TEXT)
        if typed is not None and typed[0] == document_of(own_draft.name_of(key), field):
            texts[field] = typed[1]
    return texts


def _save(before: OwnQuestion, row: OwnRow | None) -> None:
    key, store = row.id if row else NEW, open_workspace().store
    typed = _typed(store, before, key)
    prompt = typed["prompt"].strip()
    if not prompt:
        st.session_state[NO_PROMPT] = True
        return
    answer = typed["answer"].strip()
    question = replace(
        before,
        prompt=prompt,
        competency=typed["competency"],
        kind=typed["kind"],
        difficulty=typed["difficulty"],
        key_points=lines_of(typed["key_points"])[:50],
        answers=(answer, *before.answers[1:]) if answer else before.answers[1:],
        variants=lines_of(typed["variants"])[:50],
    )
    question_id = keep(question, row)
    finish_drafts(store, own_draft.name_of(key))
    st.toast("Saved", icon=":material/check:")
    go_to("browse", **{OPEN: question_id})


def _discard(key: str) -> None:
    finish_drafts(open_workspace().store, own_draft.name_of(key))


def keep(question: OwnQuestion, row: OwnRow | None = None) -> str:
    """Save an own question and return its id; a new one goes into the deck written here. For callbacks."""
    workspace, now = open_workspace(), clock().now
    with workspace.store.transaction():
        if row is None:
            deck = _own_deck(workspace, now)
            row = OwnRow(slugs([question], deck, decks.list_ids(workspace.store))[0], deck, {})
        decks.save_questions(workspace.store, [OwnRow(row.id, row.deck_id, question.as_json())], now)
    return row.id


def _own_deck(workspace: Workspace, now: int) -> str:
    """Return the id of the deck for questions written in the app, made with the first question."""
    for deck in decks.list_all(workspace.store):
        if not deck.source:
            return deck.id
    deck_id = f"mine-{new_uuid()[:8]}"
    decks.save(workspace.store, deck_id, new_title(workspace, MINE), "", now)
    return deck_id


def _remove(question_id: str) -> None:
    workspace = open_workspace()
    decks.delete_question(workspace.store, question_id, clock().now)
    finish_drafts(workspace.store, own_draft.name_of(question_id))
    st.toast("Removed. Your attempts at it are kept.", icon=":material/delete:")
    go_to("own")
