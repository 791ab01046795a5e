"""Sheets of a workbook with the same columns can come in together; small faults of tables are understood."""

from __future__ import annotations

from prepkit.bank import DATA, load
from prepkit.bank.own import OwnQuestion
from prepkit.exchange.imports.columns import guess
from prepkit.exchange.imports.grid import FileContents, Grid
from prepkit.exchange.imports.headers import find_header, tabulate
from prepkit.exchange.imports.preview import Preview, preview
from prepkit.exchange.imports.reader import read
from tests.exchange.workbook import table, workbook

TILL = table(("Question", "Answer"), ("What is a float?", "Money in the till"), ("Who counts?", "The first"))
FLOOR = table(("question", "answer"), ("How do you rotate?", "Old to the front"), ("Why?", "Dates"))


def book(sheets: dict[str, str], hidden: tuple[str, ...] = ()) -> FileContents:
    return read("shop.xlsx", workbook(sheets, hidden=hidden))


def of(grid: Grid) -> Preview:
    found = tabulate(grid, find_header(grid))
    return preview(found, guess(found), load(DATA))


def questions(text: str, name: str, encoding: str = "utf-8") -> list[tuple[str, tuple[str, ...]]]:
    (grid,) = read(name, text.encode(encoding)).grids
    return [(question.prompt, question.answers) for question in of(grid).questions]


def test_sheets_with_the_same_columns_are_one_table_more_with_their_names_as_topics() -> None:
    grids = book({"Till": TILL, "Floor": FLOOR}).grids
    assert [grid.name for grid in grids] == ["Till", "Floor", "Till and Floor together"]
    found: tuple[OwnQuestion, ...] = tuple(of(grids[-1]).questions)
    assert [(question.prompt, question.topic) for question in found] == [
        ("What is a float?", "Till"),
        ("Who counts?", "Till"),
        ("How do you rotate?", "Floor"),
        ("Why?", "Floor"),
    ]


def test_a_hidden_sheet_and_one_with_other_columns_stay_out_of_the_table_of_all() -> None:
    other = table(("Name", "Phone"), ("Ann", "12"), ("Ben", "13"))
    grids = book({"Till": TILL, "Old": FLOOR, "Staff": other}, hidden=("Old",)).grids
    assert [grid.name for grid in grids] == ["Till", "Old", "Staff"]


def test_what_stands_above_the_headers_is_named_and_a_topic_of_the_sheets_own_stays() -> None:
    first = table(("Shop questions",), ("Question", "Topic"), ("Who opens?", "Keys"), ("Who closes?", "Keys"))
    second = table(("Question", "Topic"), ("Who cleans?", "Floors"), ("When?", "Floors"))
    together = book({"A": first, "B": second}).grids[-1]
    found = of(together)
    assert [question.topic for question in found.questions] == ["Keys", "Keys", "Floors", "Floors"]
    assert [problem.message for problem in found.left_out] == [
        "“Shop questions”: It stands above the header."
    ]


def test_a_line_that_counts_the_questions_is_a_total() -> None:
    rows = ("Frage;Antwort", "Wer öffnet?;Ich", "Wer schließt?;Du", "Wer putzt?;Alle", "Gesamt;3 Fragen")
    assert [prompt for prompt, _ in questions("\n".join(rows), "leitfaden.csv")] == [
        "Wer öffnet?",
        "Wer schließt?",
        "Wer putzt?",
    ]


def test_quotation_marks_within_a_cell_stay_where_tabs_part_the_cells() -> None:
    text = 'Question\tAnswer\n"Left" and "right": which is which?\tSee "above"\nWhat is 1/2"?\tHalf an inch\n'
    assert questions(text, "plumber.tsv") == [
        ('"Left" and "right": which is which?', ('See "above"',)),
        ('What is 1/2"?', ("Half an inch",)),
    ]


def test_names_of_languages_are_a_header() -> None:
    text = "Spanisch;Deutsch\nla sábana;das Bettlaken\nla sabana;die Savanne\nel banco;die Bank\n"
    assert questions(text, "vokabeln.csv")[0] == ("la sábana", ("das Bettlaken",))


def test_lines_that_end_as_on_old_macs_are_read_with_the_letters_that_make_words() -> None:
    text = "Vraag|Antwoord\rWaarom hier?|Omdat ik cliënten écht ken.\rWanneer?|Nu.\r"
    for encoding in ("cp1252", "mac-roman"):
        assert questions(text, "vragen.txt", encoding)[0][1] == ("Omdat ik cliënten écht ken.",)


def test_of_two_columns_that_read_alike_the_first_is_asked() -> None:
    rows = ("la papa;die Kartoffel", "el banco;die Bank", "el banco;die Sitzbank", "la flor;die Blume")
    text = "\n".join(rows)
    assert questions(text, "woerter.csv")[0] == ("la papa", ("die Kartoffel",))


def test_a_tag_of_two_words_is_one_where_the_column_parts_its_tags_by_a_sign() -> None:
    rows = (
        "Question,Tags,Where I got it from",
        "What is a join?,sql; joins,A friend",
        "Twice?,data quality,",
    )
    text = "\n".join(rows)
    (grid,) = read("prep.csv", text.encode()).grids
    first, second = of(grid).questions
    assert (first.tags, first.source, second.tags) == (("sql", "joins"), "A friend", ("data quality",))


def test_tags_with_spaces_between_are_several_where_no_cell_has_another_sign() -> None:
    (grid,) = read("prep.csv", b"Question,Tags\nWhat is a join?,sql joins\nWhat is a key?,sql keys\n").grids
    assert [question.tags for question in of(grid).questions] == [("sql", "joins"), ("sql", "keys")]
