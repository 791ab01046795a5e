"""Texts that were pasted whole: what is about them stays out with its reason, and no question is torn."""

from __future__ import annotations

import pytest

from prepkit.exchange.imports.grid import FileContents
from prepkit.exchange.imports.reader import read

ONE, TWO, THREE = "What do you bring?", "Why this shop?", "When can you start?"


def brought(text: str, name: str = "pasted.txt") -> FileContents:
    return read(name, text.encode())


def rows(text: str, name: str = "pasted.txt") -> list[tuple[str, ...]]:
    (grid,) = brought(text, name).grids
    return [line.cells for line in grid.lines]


def reasons(text: str) -> list[str]:
    return [problem.message for problem in brought(text).lost]


def test_of_an_email_only_the_numbered_questions_come_in() -> None:
    asked = f"1. {ONE}\n2. {TWO}\n3. {THREE}"
    text = f"From: Ann\nTo: Bo\n\nHi Bo,\nhere they are:\n\n{asked}\n\nBest\nAnn\n\n--\nAnn Lee\n> Thanks!\n"
    assert rows(text) == [(ONE,), (TWO,), (THREE,)]
    said = reasons(text)
    assert len(said) == 9
    assert "“From: Ann”: It is the head of a message." in said
    assert "“> Thanks!”: It is quoted from an earlier message." in said
    assert "“Ann Lee”: It is a signature." in said
    assert "“Best”: It is not in the numbered list." in said


@pytest.mark.parametrize(
    "head", ["[01.02.26, 09:15:00] {}: ", "01/02/2026, 9:15 pm - {}: ", "09:15 {}: ", "[2/1 9:15 PM] {}: "]
)
def test_a_chat_loses_who_wrote_when(head: str) -> None:
    ann, bo = head.format("Ann"), head.format("Bo B.")
    text = f"{ann}Q: {ONE}\n{bo}A: Patience.\n{ann}Q: {TWO}\n{bo}A: It is near: I walk.\n"
    assert rows(text) == [(ONE, "Patience."), (TWO, "It is near: I walk.")]


def test_names_and_times_above_messages_are_named_and_not_asked() -> None:
    text = f"Ann  9:41 AM\n{ONE}\n{TWO}\nAnn — Today at 9:43 AM\n{THREE}\n"
    assert rows(text) == [(ONE,), (TWO,), (THREE,)]
    assert reasons(text)[0] == "“Ann  9:41 AM”: It says who wrote when."


def test_lines_that_a_pdf_has_broken_are_one_question() -> None:
    first = "1. Tell me about a day on which nothing\nwent as planned. What did you do?\nPage 1 of 2\n"
    text = f"{first}2. Why?\n3. A guest shouts.\nWhat now?\n- 2 -\n"
    assert rows(text) == [
        ("Tell me about a day on which nothing went as planned. What did you do?",),
        ("Why?",),
        ("A guest shouts. What now?",),
    ]
    assert reasons(text) == ["“Page 1 of 2”: It is a page number.", "“- 2 -”: It is a page number."]


def test_a_broken_line_without_a_number_is_joined_and_small_letters_alone_join_nothing() -> None:
    text = "How do you keep a promise that somebody else\nhas made?\nWho checks it?\nWhy?\n"
    assert next(row[0] for row in rows(text)) == "How do you keep a promise that somebody else has made?"
    small = "what would your last manager say about you\nwhat do you do when nobody has an answer\n"
    assert len(rows(small)) == 2


def test_answers_below_numbered_questions_are_their_answers() -> None:
    first = f"Interview notes\n\n1. {ONE}\nPatience.\n\n2. {TWO}\n\nIt is near.\n\n"
    text = f"{first}3. {THREE}\nIn May.\n\nPrinted in Leeds\n"
    assert rows(text) == [(ONE, "Patience."), (TWO, "It is near."), (THREE, "In May.")]
    assert "“Printed in Leeds”: It stands below the list." in reasons(text)


def test_a_whole_list_on_one_line_is_parted() -> None:
    assert rows(f"1. {ONE} 2. {TWO} 3. {THREE}") == [(ONE,), (TWO,), (THREE,)]
    assert len(rows("Is 1. 2. 3. a list?\nWhy?\n")) == 2


def test_bullets_below_a_question_are_its_answer() -> None:
    text = f"Prep\n\n* {ONE}\n   * patience\n   * a driving licence\n* {TWO}\n   * near\n"
    assert rows(text) == [(ONE, "patience\na driving licence"), (TWO, "near")]
    assert reasons(text) == ["“Prep”: It is not in the list."]


def test_a_heading_begins_each_card_of_a_markdown_text() -> None:
    text = "# Deal\n---\nA promise.\n\n# Steps\n---\n- first\n- then\n"
    assert rows(text, "cards.md") == [("Deal", "A promise."), ("Steps", "first\nthen")]


def test_cards_apart_by_blank_lines_keep_the_lines_of_their_answers() -> None:
    text = "rail\twhat carries\nalso: a bar\n\npoints\ttwo tracks\nor one\n\nkey\topens\n"
    assert rows(text) == [
        ("rail", "what carries\nalso: a bar"),
        ("points", "two tracks\nor one"),
        ("key", "opens"),
    ]
