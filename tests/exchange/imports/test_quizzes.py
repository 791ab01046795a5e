"""Quizzes as Moodle, Aiken and tables of multiple choice write them."""

from __future__ import annotations

import pytest

from prepkit.bank import DATA, load
from prepkit.bank.own import OwnQuestion
from prepkit.exchange.imports.columns import guess
from prepkit.exchange.imports.headers import find_header, tabulate
from prepkit.exchange.imports.preview import Preview, preview
from prepkit.exchange.imports.reader import read
from prepkit.exchange.imports.values import choices_of


def brought(text: str, name: str = "quiz.txt") -> Preview:
    (grid,) = read(name, text.encode()).grids
    table = tabulate(grid, find_header(grid))
    return preview(table, guess(table), load(DATA))


def of(text: str) -> OwnQuestion:
    (question,) = brought(text).questions
    return question


def test_a_gift_choice_keeps_its_choices_the_right_one_and_its_remark() -> None:
    written = "::B1::[html]<p>Which <b>pan</b> for eggs?</p> "
    question = of(written + "{\n  ~wok#Too deep.\n\n  =a small one#Yes.\n  ~pot\n}\n")
    assert question.prompt == "Which pan for eggs?"
    assert question.options == ("wok", "a small one", "pot")
    assert (question.answers, question.explanation) == (("a small one",), "Yes.")


def test_gift_categories_are_topics_and_comments_are_no_questions() -> None:
    found = brought(
        "// old: {=x}\n$CATEGORY: $course$/top/Fire safety\n\nWhere is the exit? {=left =right}\n"
    )
    (question,) = found.questions
    assert (question.topic, question.answers) == ("Fire safety", ("left", "right"))


@pytest.mark.parametrize(
    ("written", "answers", "options"),
    [
        ("Water boils at 50 degrees. {F}", ("False",), ("True", "False")),
        ("Water is wet. {TRUE#No.#Right, it is.}", ("True",), ("True", "False")),
        ("How many tracks? {#3:1}", ("3 ± 1",), ()),
        ("How many tracks? {#3:0}", ("3",), ()),
        ("How warm? {#18..21}", ("18 to 21",), ()),
        ("When? {#=1822:0 =%50%1822:2}", ("1822", "1822 ± 2"), ()),
        ("Pick two: {~%50%tea ~%50%milk ~%-100%sand}", ("tea\nmilk",), ("tea", "milk", "sand")),
        ("Match. {=Oslo -> Norway =Rome -> Italy}", ("Oslo → Norway\nRome → Italy",), ()),
        (r"What is 2\=\{x\}? {=a\~b}", ("a~b",), ()),
        ("Describe your day. {}", (), ()),
    ],
)
def test_each_kind_of_gift_question_comes_with_its_answers(
    written: str, answers: tuple[str, ...], options: tuple[str, ...]
) -> None:
    question = of(f"::T::{written}\n")
    assert (question.answers, question.options) == (answers, options)


def test_a_gift_sentence_that_goes_on_behind_its_answers_shows_a_gap() -> None:
    assert of("::T::The {=guard ~cook} checks tickets.").prompt == "The _____ checks tickets."


def test_a_gift_text_without_answers_is_named_and_not_asked() -> None:
    found = brought("::I::Read this first.\n\n::Q::Why? {=so}\n")
    assert [question.prompt for question in found.questions] == ["Why?"]
    assert "Read this first." in found.left_out[0].message


def test_braces_in_ordinary_questions_make_no_quiz() -> None:
    found = brought("What does {} mean in Python?\nWhat is a set?\nWhat is a list?\n")
    assert len(found.questions) == 3


def test_aiken_questions_keep_choices_and_the_right_one() -> None:
    text = "1. Which lamp?\nIt hangs at the back.\nA) red\nB) green\nANSWER: A\n"
    first, second = brought(text + "2. Who?\n(a) Ann\n(b) Bo\nAntwort: b\n").questions
    assert (first.prompt, first.options) == ("Which lamp?\nIt hangs at the back.", ("red", "green"))
    assert (first.answers, second.prompt, second.answers) == (("red",), "Who?", ("Bo",))


def test_aiken_texts_between_questions_are_named_and_explanations_kept() -> None:
    text = "Unit 3\n\nWhich?\nA. one\nB. two\nAnswer: A, B\nExplanation: Both.\n\nOpen: why?\n"
    found = brought(text)
    first, second = found.questions
    assert (first.answers, first.explanation) == (("one\ntwo",), "Both.")
    assert second.prompt == "Open: why?"
    assert "Unit 3" in found.left_out[0].message


def test_lettered_notes_without_a_right_letter_stay_a_list() -> None:
    (grid,) = read("list.txt", b"A. Why us?\nB. Why now?\nC. Why you?\n").grids
    assert grid.form != "aiken"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("B", ("blue",)),
        ("2", ("blue",)),
        ("option_b", ("blue",)),
        ("Antwort B", ("blue",)),
        ("b) blue", ("blue",)),
        ("Blue.", ("blue",)),
        ("AC", ("red", "tea, black")),
        ("1; 3", ("red", "tea, black")),
        ("red\ntea, black", ("red", "tea, black")),
        ("tea, black", ("tea, black",)),
    ],
)
def test_the_right_choice_is_named_by_letter_number_or_text(answer: str, right: tuple[str, ...]) -> None:
    assert choices_of(["red", "blue", "tea, black"], answer).right == right


def test_a_number_counts_the_cells_and_not_only_the_filled_ones() -> None:
    assert choices_of(["red", "", "blue"], "3").right == ("blue",)
    assert choices_of(["red", "", "blue"], "2").right == ("2",)
