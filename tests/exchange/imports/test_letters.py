"""Messages that were pasted whole: greeting, closing and remarks stay out with their reason."""

from __future__ import annotations

import pytest

from tests.exchange.imports.test_pasted import ONE, THREE, TWO, reasons, rows

ASKED = [(ONE,), (TWO,), (THREE,)]


def test_of_a_letter_with_bullets_only_the_list_comes_in() -> None:
    text = f"Dear Bo,\n\nplease prepare:\n\n- {ONE}\n- {TWO}\n- {THREE}\n\nSee you.\n\nKind regards,\nAnn\n"
    assert rows(text) == ASKED
    said = reasons(text)
    assert "“Dear Bo,”: It is a greeting." in said
    assert "“please prepare:”: It is not in the list." in said
    assert "“See you.”: It is not in the list." in said
    assert "“Kind regards,”: It closes the message." in said
    assert "“Ann”: It is a signature." in said


@pytest.mark.parametrize(
    ("greeting", "closing"),
    [
        ("Hi Bo!", "Thanks"),
        ("Hallo Bo,", "Viele Grüße"),
        ("Hola Bo:", "Un saludo,"),
        ("Bonjour,", "Cordialement"),
    ],
)
def test_of_a_letter_without_marks_the_questions_that_stand_together_come_in(
    greeting: str, closing: str
) -> None:
    text = f"{greeting}\n\nNice to meet you.\n\n{ONE}\n{TWO}\n{THREE}\n\nGood luck!\n\n{closing}\nAnn\n"
    assert rows(text) == ASKED
    assert "“Nice to meet you.”: It is not among the questions." in reasons(text)
    assert len(reasons(text)) == 5


def test_a_task_without_a_question_mark_stays_among_the_questions_of_a_letter() -> None:
    text = f"Hi Bo,\n\n{ONE}\nTell me about a mistake.\n{TWO}\n\nThanks,\nAnn\n"
    assert rows(text) == [(ONE,), ("Tell me about a mistake.",), (TWO,)]


def test_a_question_that_begins_like_a_letter_is_a_question() -> None:
    text = (
        "Dear guest, your room is not ready. How do you say that?\nHello, how are you? What do you answer?\n"
    )
    assert len(rows(text)) == 2
    assert rows("hello - hallo\nthanks - danke\ncheers - prost\n")[2] == ("cheers", "prost")


def test_what_was_passed_on_as_a_quotation_is_the_text() -> None:
    assert rows(f"> 1. {ONE}\n> 2. {TWO}\n> 3. {THREE}\n") == ASKED


def test_a_message_of_several_lines_is_one_and_what_the_program_says_stays_out() -> None:
    day = "12.03.24, 18:2"
    first = f"{day}0 - Messages are encrypted.\n{day}1 - Ann: How do you write to\na guest who waits?\n"
    text = f"{first}{day}2 - Bo: {TWO}\n"
    assert rows(text) == [("How do you write to a guest who waits?",), (TWO,)]
    assert reasons(text) == ["“12.03.24, 18:20 - Messages are encrypted.”: It is about the chat."]


def test_a_time_may_stand_before_a_name_and_reactions_are_no_questions() -> None:
    text = f"[10:15] Ann Lee\n{ONE}\n:+1: 2\n[10:16] Bo\n{TWO}\n"
    assert rows(text) == [(ONE,), (TWO,)]
    assert "“:+1: 2”: It is a reaction." in reasons(text)


def test_a_text_that_breaks_lines_at_a_width_has_whole_questions() -> None:
    first = (
        "How do you explain to a guest that the room that was\nbooked is gone, and that nobody knows yet if\n"
    )
    second = "Tell me about a day on which you had to tell a\nKollege that he was wrong.\n"
    assert rows(f"{first}another is free?\n{second}Why?\n") == [
        (first.replace("\n", " ") + "another is free?",),
        (second.replace("\n", " ").strip(),),
        ("Why?",),
    ]


def test_a_word_that_was_parted_at_the_end_of_a_line_is_whole() -> None:
    text = "1. How is a custo-\nmer called back?\n2. What are pre-\nand after-sales?\n3. Why?\n"
    assert rows(text) == [("How is a customer called back?",), ("What are pre- and after-sales?",), ("Why?",)]
