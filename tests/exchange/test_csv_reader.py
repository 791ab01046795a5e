from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.exchange.csv_reader import MAX_PROBLEMS, read
from prepkit.exchange.sheet import MAX_CELL_CHARACTERS, MAX_FILE_BYTES, MAX_ROWS
from prepkit.exchange.spreadsheet import as_csv

PLAIN = "Question,Answer\nWhy us?,Because.\nÜber?,„Ja“\n"


def cells(content: bytes | str) -> list[list[str]]:
    """Header and rows of the only sheet."""
    (sheet,) = read("deck.csv", content.encode() if isinstance(content, str) else content).sheets
    return [list(sheet.frame.columns), *sheet.frame.to_numpy().tolist()]


def said(content: bytes | str) -> list[str]:
    reading = read("deck.csv", content.encode() if isinstance(content, str) else content)
    return [str(problem) for problem in reading.problems]


EXPECTED = [["Question", "Answer"], ["Why us?", "Because."], ["Über?", "„Ja“"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert cells(PLAIN.encode(encoding)) == EXPECTED
    assert said(PLAIN.encode(encoding)) == []


def test_the_old_windows_encoding_is_read_and_said() -> None:
    assert cells(PLAIN.encode("cp1252")) == EXPECTED
    assert said(PLAIN.encode("cp1252")) == [
        "deck.csv: The file is not UTF-8 and was read as Windows-1252. Look whether accents are right."
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_separator_and_line_end_is_read(separator: str, end: str) -> None:
    lines = ["Question,Answer", 'Why us?,"Because, well."', "What else?,"]
    content = end.join(line.replace(",", separator, 1) for line in lines)
    assert cells(content) == [["Question", "Answer"], ["Why us?", "Because, well."], ["What else?", ""]]


def test_excels_own_first_line_names_the_separator() -> None:
    content = "sep=|\r\nQ|A, really\r\none|two; three"
    assert cells(content) == [["Q", "A, really"], ["one", "two; three"]]
    (sheet,) = read("deck.csv", content.encode()).sheets
    assert sheet.frame.index.tolist() == [3]


def test_a_single_column_is_a_list_of_questions() -> None:
    assert cells("Question\nWhy us?\n\nWhy, though\n")[0] == ["Question"]


def test_cells_may_hold_line_breaks_and_lines_are_counted_as_an_editor_does() -> None:
    content = 'Q,A\n"one\r\ntwo",x\nthree,y\n'
    assert cells(content)[1] == ["one\ntwo", "x"]
    (sheet,) = read("deck.csv", content.encode()).sheets
    assert sheet.frame.index.tolist() == [2, 4]
    assert sheet.frame.index.name == "line"


def test_ragged_rows_are_filled_or_left_out_and_said() -> None:
    content = "Q,A,B\nshort\nfine,1,2\nwide,1,2,3\ntrailing,1,2,,\n"
    assert [row[0] for row in cells(content)[1:]] == ["short", "fine", "trailing"]
    assert said(content) == [
        "deck.csv, line 4: This row has 4 cells, but the first line names 3 columns. The row was left out."
    ]


def test_headers_are_made_unique_and_nameless_columns_are_numbered() -> None:
    assert cells("A,A,,B,\n1,2,3,4,\n")[0] == ["A", "A (2)", "Column 3", "B"]


def test_an_unclosed_quotation_mark_costs_one_line() -> None:
    content = 'Q,A\n"never closed,1\nfine,2\n'
    assert cells(content)[1:] == [["fine", "2"]]
    assert "A quotation mark opens here and is never closed." in said(content)[0]


def test_nul_and_endless_cells_cost_their_row() -> None:
    content = f"Q,A\nwith\x00nul,1\n{'x' * (MAX_CELL_CHARACTERS + 1)},2\nfine,3\n"
    assert cells(content)[1:] == [["fine", "3"]]
    assert "line 2: A cell holds a NUL character" in said(content)[0]
    assert "line 3: A cell has 50,001 characters" in said(content)[1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"\n\n \n", "The file is empty."),
        (b"Question,Answer\n", "There is no row that could be used."),
        (b"\x89PNG\r\n\x1a\n", "This looks like a picture"),
        (b"%PDF-1.7", "This looks like a PDF"),
        (b"SQLite format 3\x00", "This looks like a database"),
        (b"x" * (MAX_FILE_BYTES + 1), "The file is larger than 20 MB."),
        (b"a,b\n" + b"1,2\n" * 1_000_000, "at most 10,000 rows"),
        (b"a,b\n" + b"1,2\n" * (MAX_ROWS + 1), "more than 10,000 rows"),
        (b",".join(b"c%d" % n for n in range(300)) + b"\n1\n", "300 columns; at most 200"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    reading = read("deck.csv", content)
    assert reading.sheets == ()
    assert message in str(reading.problems[-1])


def test_only_the_first_problems_are_listed() -> None:
    content = "Q,A\nfine,1\n" + "1,2,3\n" * 500
    assert len(said(content)) == MAX_PROBLEMS + 1
    assert said(content)[-1] == "deck.csv: And 400 more like these."


@given(st.binary(max_size=2_000))
def test_no_content_raises_and_every_sheet_keeps_the_contract(content: bytes) -> None:
    for sheet in read("any.csv", content).sheets:
        assert all(dtype == "str" for dtype in sheet.frame.dtypes)
        assert sheet.frame.columns.is_unique
        assert not sheet.frame.isna().any().any()
        assert sheet.frame.index.is_monotonic_increasing
        assert len(sheet.frame)


TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=40)


def settled(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@given(st.lists(st.tuples(TEXT.filter(str.strip), TEXT), min_size=1, max_size=8))
def test_what_we_write_we_read_back_formulas_included(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["Question", "Answer"], dtype="str")
    back = cells(as_csv(frame))
    assert back == [["Question", "Answer"], *([settled(cell) for cell in row] for row in rows)]


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "'=1", "'"])
def test_no_text_is_taken_for_a_formula(cell: str) -> None:
    frame = pd.DataFrame({"Text": [cell], "Number": [-1.5]})
    written = as_csv(frame).decode("utf-8-sig").splitlines()[1]
    assert written.lstrip('"').startswith("'")
    assert written.endswith(",-1.5")
