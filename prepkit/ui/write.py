"""Writing an own question, and changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from prepkit.bank.own import MAX_PROMPT, MAX_TEXT, OwnQuestion
from prepkit.exchange.mapping import items, slugs
from prepkit.model import Difficulty, Kind
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import decks
from prepkit.store.decks import OwnRow
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.navigate import go_to
from prepkit.ui.own import new_title
from prepkit.ui.question import OPEN

MINE = "Written by me"
NO_PROMPT = "own_no_prompt"
NEW = "new"
TYPED = ("prompt", "competency", "kind", "difficulty", "key_points", "answer", "variants")


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
    names = {competency.id: competency.name for competency in desk.bank.competencies}
    kinds, levels = {kind.value: kind.label for kind in Kind}, {d.value: d.label for d in Difficulty}
    with st.form(f"own_form_{key}", border=False, enter_to_submit=False):
        st.text_area(
            "The question, as an interviewer says it",
            question.prompt,
            max_chars=MAX_PROMPT,
            key=f"own_prompt_{key}",
        )
        if st.session_state.pop(NO_PROMPT, False):
            st.error("Write the question first. Everything else may stay empty.", icon=":material/edit:")
        with st.grid(3, min_column_width=180):
            _choice("Competency", names, question.competency, f"own_competency_{key}")
            _choice("Kind", kinds, question.kind, f"own_kind_{key}")
            _choice("Difficulty", levels, question.difficulty, f"own_difficulty_{key}")
        st.text_area(
            "Key points, one a line",
            "\n".join(question.key_points),
            max_chars=MAX_TEXT,
            key=f"own_key_points_{key}",
            help="What a strong answer contains. You tick them after answering.",
        )
        st.text_area(
            "An answer",
            "\n\n".join(question.answers[:1]),
            max_chars=MAX_TEXT,
            height=200,
            key=f"own_answer_{key}",
        )
        st.text_area(
            "Other wordings, one a line",
            "\n".join(question.variants),
            max_chars=MAX_TEXT,
            key=f"own_variants_{key}",
            help="They take turns, so that you learn the answer and not the sentence.",
        )
        st.form_submit_button("Save", key="own_save", type="primary", on_click=_save, args=(question, row))
    if row is not None:
        ask_first(
            "own_remove",
            "Remove this question",
            "Remove this question? It cannot be brought back. Your attempts at it are kept.",
            "Remove it",
            _remove,
            (row.id,),
        )


def _choice(label: str, names: Mapping[str, str], chosen: str, key: str) -> None:
    options = list(names)
    st.selectbox(
        label,
        options,
        index=options.index(chosen) if chosen in names else 0,
        format_func=names.__getitem__,
        key=key,
    )


def _save(before: OwnQuestion, row: OwnRow | None) -> None:
    key = row.id if row else NEW
    typed = {field: st.session_state[f"own_{field}_{key}"] for field in TYPED}
    prompt = str(typed["prompt"]).strip()
    if not prompt:
        st.session_state[NO_PROMPT] = True
        return
    answer = str(typed["answer"]).strip()
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
    st.toast("Saved", icon=":material/check:")
    go_to("browse", **{OPEN: question_id})


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
    st.toast("Removed. Your attempts at it are kept.", icon=":material/delete:")
    go_to("own")
