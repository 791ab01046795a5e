"""Files with odd contents: two companies for one question, other scripts, no text at all, wrong names."""

from __future__ import annotations

from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from prepkit.bank import DATA, load, question_index
from prepkit.bank.own import with_own
from prepkit.exchange.imports.headers import find_header, tabulate
from prepkit.exchange.imports.reader import read
from tests.exchange.imports.test_quizzes import brought


def packed(**members: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def test_the_company_and_source_of_a_second_answer_are_kept() -> None:
    text = (
        "Question,Answer,Company,Source\nWhy SQL?,It is old,Borealis,Ann\nWhy SQL?,It is known,Cobalt,Ben\n"
    )
    (question,) = brought(text, "q.csv").questions
    assert question.answers == ("It is old", "It is known")
    assert (question.company, question.source, question.tags) == ("Borealis", "Ann", ("Cobalt", "Ben"))


def test_what_stands_below_a_heading_is_no_part_of_the_answer_above_it() -> None:
    text = (
        "## Leading\n\nQ: How do you hire?\nA: By a work sample.\nThe same questions.\n\n"
        "Q: Who decides?\nA: The team.\n\n## Customers\n\nChurn: customers who leave\nBacklog — what waits\n"
    )
    found = brought(text, "notes.md").questions
    assert [(q.prompt, q.answers, q.topic) for q in found] == [
        ("How do you hire?", ("By a work sample.\nThe same questions.",), "Leading"),
        ("Who decides?", ("The team.",), "Leading"),
        ("Churn", ("customers who leave",), "Customers"),
        ("Backlog", ("what waits",), "Customers"),
    ]


def test_another_script_is_read_in_files_that_end_their_lines_as_old_macs_did() -> None:
    text = "Вопрос;Ответ\rЧто такое НДС?;Налог на добавленную стоимость\rЗачем он нужен?;Для бюджета страны\r"
    (grid,) = read("a.csv", text.encode("cp1251")).grids
    assert grid.lines[1].cells == ("Что такое НДС?", "Налог на добавленную стоимость")


def test_bytes_that_are_no_text_are_refused() -> None:
    found = read("a.csv", Random(1).randbytes(4_000))
    assert found.grids == ()
    assert "This is not text" in found.notes[0].message


@pytest.mark.parametrize(
    ("name", "members", "said"),
    [
        ("a.xlsx", {"hello_txt": b"hi"}, "neither an Excel workbook nor an Anki package"),
        ("list.docx", {"word__document_xml": b"<w/>"}, "This is a Word document"),
    ],
)
def test_a_packed_file_of_another_kind_than_its_name_says_is_refused(
    name: str, members: dict[str, bytes], said: str
) -> None:
    found = read(name, packed(**members))
    assert found.grids == ()
    assert said in found.notes[0].message


def test_a_table_of_a_header_alone_has_no_questions() -> None:
    (grid,) = read("a.csv", b"Question,Answer\n").grids
    assert len(tabulate(grid, find_header(grid))) == 0


def test_a_row_with_too_many_cells_is_named() -> None:
    text = "Question;Answer\nWho?;Me\nWhere?;Here; there\nWhen?;Now\n"
    (note,) = read("a.csv", text.encode()).notes
    assert str(note).startswith("a.csv, line 3: 1 row has more cells than there are columns")


def test_search_finds_the_company_the_tags_and_the_source_of_an_own_question() -> None:
    text = "Question,Tags,Company,Source\nWhy a queue?,conveyor,Borealis Freight,Glasshouse\n"
    found = brought(text, "q.csv").questions
    bank = with_own(load(DATA), [("own-1", question) for question in found])
    for word in ("Borealis", "conveyor", "Glasshouse"):
        assert question_index(bank).search(word)[:1] == ["own-1"]
