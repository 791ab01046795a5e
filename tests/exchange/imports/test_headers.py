"""Which lines of a table are its header, its rows, and what stands around them."""

from __future__ import annotations

from prepkit.bank import DATA, load
from prepkit.exchange.imports.columns import guess
from prepkit.exchange.imports.headers import find_header, tabulate
from prepkit.exchange.imports.preview import Preview, preview
from prepkit.exchange.imports.reader import read


def brought(text: str) -> Preview:
    (grid,) = read("table.csv", text.encode()).grids
    table = tabulate(grid, find_header(grid))
    return preview(table, guess(table), load(DATA))


def test_totals_and_notes_below_a_table_are_named_and_not_asked() -> None:
    found = brought(
        "Question,Answer,Points\nWhy here?,It is near,5\nWhy now?,I am free,5\nTotal,,10\n,,\n"
        "Marked by two people,,\n"
    )
    assert [question.prompt for question in found.questions] == ["Why here?", "Why now?"]
    assert {problem.message.partition(": ")[2] for problem in found.left_out} == {
        "It is a note below the table.",
        "It is a total below the table.",
    }


def test_a_last_question_without_an_answer_is_no_note() -> None:
    found = brought("Question,Answer\nWhy here?,It is near\nWhy now?,I am free\nTell me about a mistake.,\n")
    assert [question.prompt for question in found.questions][-1] == "Tell me about a mistake."


def test_a_header_of_two_lines_names_the_parts_of_its_columns() -> None:
    found = brought(
        "Question,Answers,,Level\n,Short,Long,\nWhy here?,Near,It is near and quiet,Easy\n"
        "Who?,Me,Only me,Hard\n"
    )
    first, second = found.questions
    assert first.answers == ("Near", "It is near and quiet")
    assert second.difficulty == "hard"


def test_a_template_that_explains_its_columns_has_a_header() -> None:
    found = brought(
        "Fill in below\nQuestion - max 90 characters,Answer 1 - max 60 characters,"
        "Answer 2 - max 60 characters,"
        "Time limit in seconds (5 10 20),Correct answer - choose at least one\nWhich gate?,left,right,20,2\n"
    )
    (question,) = found.questions
    assert (question.options, question.answers) == (("left", "right"), ("right",))


def test_marks_of_a_word_processor_enclose_cells() -> None:
    found = brought("“Question”,“Answer”\n“Why here?”,“Near, and quiet”\n„Who?“,„Me“\n")
    assert [(q.prompt, q.answers) for q in found.questions] == [
        ("Why here?", ("Near, and quiet",)),
        ("Who?", ("Me",)),
    ]


def test_an_exclamation_mark_behind_a_number_is_a_sign() -> None:
    assert (
        len(brought("Front,Back\nWhat is 5!?,120\nWhat is 5?,a number\nStop!,halt\nStop,halt\n").questions)
        == 3
    )
