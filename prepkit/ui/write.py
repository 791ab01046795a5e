"""Writing an own question, and changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from prepkit.bank.own import MAX_PROMPT, MAX_TEXT, OwnQuestion
from prepkit.exchange.mapping import items, slugs
from prepkit.model import Difficulty, Kind
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import Store, decks
from prepkit.store.decks import OwnRow
from prepkit.ui import own_draft
from prepkit.ui.components.editor import editor, typed_text
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.draft_box import document_of, finish_drafts, times_finished
from prepkit.ui.navigate import go_to
from prepkit.ui.own import new_title
from prepkit.ui.question import OPEN

MINE = "Written by me"
NO_PROMPT = "own_no_prompt"
NEW = "new"
CHOICES, TEXTS = ("competency", "kind", "difficulty"), ("prompt", "key_points", "answer", "variants")


def write(desk: Desk) -> None:
    """A blank question."""
    _back()
    st.title("Write a question", anchor=False)
    _form(desk, OwnQuestion("", competency=desk.bank.competencies[0].id), None)


def edit(desk: Desk, question_id: str) -> None:
    """An own question with everything that can be changed, and the way to remove it."""
    _back()
    row = next((row for row in decks.questions(desk.store) if row.id == question_id), None)
    if row is None:
        st.title("No such question", anchor=False)
        st.info("The link names a question that is not among yours. It may have been removed.")
        return
    st.title("Change a question", anchor=False)
    _form(desk, OwnQuestion.of(row.content), row)


def _back() -> None:
    st.button(
        "My questions",
        icon=":material/arrow_back:",
        type="tertiary",
        key="own_back",
        on_click=go_to,
        args=("own",),
    )


def _form(desk: Desk, question: OwnQuestion, row: OwnRow | None) -> None:
    key = row.id if row else NEW
    saved = own_draft.fields_of(question)
    typed = {**saved, **own_draft.load(desk.store, key)}
    names = {competency.id: competency.name for competency in desk.bank.competencies}
    kinds, levels = {kind.value: kind.label for kind in Kind}, {d.value: d.label for d in Difficulty}
    _text(key, "prompt", "The question, as an interviewer says it", typed, rows=2, longest=MAX_PROMPT)
    if st.session_state.pop(NO_PROMPT, False):
        st.error("Write the question first. Everything else may stay empty.", icon=":material/edit:")
    with st.grid(3, min_column_width=180):
        _choice(key, "competency", "Competency", names, typed)
        _choice(key, "kind", "Kind", kinds, typed)
        _choice(key, "difficulty", "Difficulty", levels, typed)
    _text(
        key,
        "key_points",
        "Key points, one a line",
        typed,
        advice="What a strong answer contains. You tick them after answering.",
    )
    _text(key, "answer", "An answer", typed, rows=7)
    _text(
        key,
        "variants",
        "Other wordings, one a line",
        typed,
        advice="They take turns, so that you learn the answer and not the sentence.",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Save", key="own_save", type="primary", on_click=_save, args=(question, row))
        if typed != saved:
            st.button(
                "Discard what I typed",
                key="own_discard",
                type="tertiary",
                icon=":material/undo:",
                on_click=_discard,
                args=(key,),
            )
    if typed != saved:
        st.caption("A draft, kept while you type. Save it, and the question is asked like this.")
    if row is not None:
        ask_first(
            "own_remove",
            "Remove this question",
            "Remove this question? It cannot be brought back. Your attempts at it are kept.",
            "Remove it",
            _remove,
            (row.id,),
        )


def _text(
    key: str,
    field: str,
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
            own_draft.put(open_desk().store, key, field, text, clock().now)

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


def _choice(key: str, field: str, label: str, names: Mapping[str, str], typed: Mapping[str, str]) -> None:
    options = list(names)
    widget = _choice_key(key, field)
    st.selectbox(
        label,
        options,
        index=options.index(typed[field]) if typed[field] in names else 0,
        format_func=names.__getitem__,
        key=widget,
        on_change=lambda: own_draft.put(
            open_desk().store, key, field, str(st.session_state[widget]), clock().now
        ),
    )


def _choice_key(key: str, field: str) -> str:
    """Another widget after the draft was discarded, which shows what is saved."""
    return f"own_{field}_{key}_{times_finished(own_draft.name_of(key))}"


def _typed(store: Store, before: OwnQuestion, key: str) -> dict[str, str]:
    """What the form says."""
    found = {**own_draft.fields_of(before), **own_draft.load(store, key)}
    for field in CHOICES:
        found[field] = str(st.session_state[_choice_key(key, field)])
    for field in TEXTS:
        # Leaving the box and clicking Save may arrive together, Save first.
        typed = typed_text(f"own_{field}_{key}", MAX_PROMPT if field == "prompt" else MAX_TEXT)
        if typed is not None and typed[0] == document_of(own_draft.name_of(key), field):
            found[field] = typed[1]
    return found


def _save(before: OwnQuestion, row: OwnRow | None) -> None:
    key, store = row.id if row else NEW, open_desk().store
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
        key_points=items(typed["key_points"] + "\n")[:50],
        answers=(answer, *before.answers[1:]) if answer else before.answers[1:],
        variants=items(typed["variants"] + "\n")[:50],
    )
    question_id = keep(question, row)
    finish_drafts(store, own_draft.name_of(key))
    st.toast("Saved", icon=":material/check:")
    go_to("browse", **{OPEN: question_id})


def _discard(key: str) -> None:
    finish_drafts(open_desk().store, own_draft.name_of(key))


def keep(question: OwnQuestion, row: OwnRow | None = None) -> str:
    """Keep an own question, a new one in the deck of what is written here; its id. For callbacks."""
    desk, now = open_desk(), clock().now
    with desk.store.transaction():
        if row is None:
            deck = _own_deck(desk, now)
            row = OwnRow(slugs([question], deck, decks.every_id(desk.store))[0], deck, {})
        decks.put_questions(desk.store, [OwnRow(row.id, row.deck_id, question.as_json())], now)
    return row.id


def _own_deck(desk: Desk, now: int) -> str:
    """The deck for what is written in the app, made with the first question."""
    for deck in decks.every(desk.store):
        if not deck.source:
            return deck.id
    deck_id = f"mine-{new_uuid()[:8]}"
    decks.put(desk.store, deck_id, new_title(desk, MINE), "", now)
    return deck_id


def _remove(question_id: str) -> None:
    desk = open_desk()
    decks.remove_question(desk.store, question_id, clock().now)
    finish_drafts(desk.store, own_draft.name_of(question_id))
    st.toast("Removed. Your attempts at it are kept.", icon=":material/delete:")
    go_to("own")
