"""Text files of every dialect become cells; nothing is lost without a word."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.exchange.imports.grid import MAX_CELL_CHARACTERS, MAX_FILE_BYTES, MAX_ROWS, TextOptions
from prepkit.exchange.imports.text_files import read
from prepkit.exchange.spreadsheet import as_csv

PLAIN = "Question,Answer\nWhy us?,Because.\nÜber?,„Ja“\n"
EXPECTED = [["Question", "Answer"], ["Why us?", "Because."], ["Über?", "„Ja“"]]


def cells(content: bytes | str, options: TextOptions | None = None) -> list[list[str]]:
    """The cells of the only grid, line by line."""
    (grid,) = read("deck.csv", content.encode() if isinstance(content, str) else content, options).grids
    return [list(line.cells) for line in grid.lines]


def said(content: bytes | str) -> list[str]:
    contents = read("deck.csv", content.encode() if isinstance(content, str) else content)
    return [str(problem) for problem in (*contents.lost, *contents.notes)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert cells(PLAIN.encode(encoding)) == EXPECTED
    assert said(PLAIN.encode(encoding)) == []


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Question;Answer\n“Why us?”;A café – naïve, £30,000\nWas ist gut?;Größe\n"),
        ("cp1250", "Pytanie;Odpowiedź\nDlaczego chcesz u nas pracować?;Bo lubię pomagać klientom\n"),
        ("cp1251", "Вопрос;Ответ\nРасскажите о себе;Я работаю в поддержке пять лет\n"),
        ("shift_jis", "質問,答え\n自己紹介をしてください,私はカスタマーサポートで五年働いています\n"),
        ("gb18030", "问题,答案\n请介绍一下您自己,我在客服部门工作了五年\n"),
    ],
)
def test_older_encodings_are_found_and_said(encoding: str, text: str) -> None:
    separator = ";" if ";" in text else ","
    assert cells(text.encode(encoding)) == [line.split(separator) for line in text.splitlines()]
    assert "The file is not UTF-8." in said(text.encode(encoding))[0]


def test_an_encoding_can_be_chosen() -> None:
    assert cells("Q,A\nпочему,да\n".encode("koi8-r"), TextOptions("koi8-r")) == [["Q", "A"], ["почему", "да"]]


def test_a_second_byte_order_mark_is_no_letter() -> None:
    assert cells(b"\xef\xbb\xbf\xef\xbb\xbf" + PLAIN.encode()) == EXPECTED


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_separator_and_line_end_is_read(separator: str, end: str) -> None:
    lines = ["Question,Answer", 'Why us?,"Because, well."', "What else?,"]
    content = end.join(line.replace(",", separator, 1) for line in lines)
    assert cells(content) == [["Question", "Answer"], ["Why us?", "Because, well."], ["What else?", ""]]


def test_a_separator_can_be_chosen() -> None:
    assert cells("a;b,c\nd;e,f\n", TextOptions(separator=";")) == [["a", "b,c"], ["d", "e,f"]]


def test_excels_own_first_line_names_the_separator() -> None:
    (grid,) = read("deck.csv", b"sep=|\r\nQ|A, really\r\none|two; three").grids
    assert [line.cells for line in grid.lines] == [("Q", "A, really"), ("one", "two; three")]
    assert [line.number for line in grid.lines] == [2, 3]


def test_blanks_before_a_quotation_mark_are_no_part_of_the_cell() -> None:
    assert cells('Question, Answer\n"Why us?", "Because, well"\n"Why now?", "I moved"\n')[1:] == [
        ["Why us?", "Because, well"],
        ["Why now?", "I moved"],
    ]


def test_a_markdown_table_is_a_table() -> None:
    assert cells("| Question | Answer |\n|---|:--:|\n| Why? | So |\n| Who? | Me |\n") == [
        ["Question", "Answer"],
        ["Why?", "So"],
        ["Who?", "Me"],
    ]


def test_cells_may_hold_line_breaks_and_lines_are_counted_as_an_editor_does() -> None:
    (grid,) = read("deck.csv", b'Q,A\n"one\r\ntwo",x\nthree,y\n').grids
    assert [line.cells[0] for line in grid.lines] == ["Q", "one\ntwo", "three"]
    assert [line.number for line in grid.lines] == [1, 2, 4]


def test_unquoted_commas_stay_in_the_last_column_and_are_said() -> None:
    content = "Question,Answer\nWhy us?,Because, well, I like it\nshort\nWho?,Me,\n"
    assert cells(content)[1:] == [["Why us?", "Because, well, I like it"], ["short", ""], ["Who?", "Me"]]
    assert said(content) == [
        "deck.csv, line 2: 1 row has more cells than there are columns; the last column holds the "
        "rest. Look whether it fits."
    ]


def test_a_stray_quotation_mark_costs_no_row() -> None:
    content = 'Question\tAnswer\n"Why us\tBecause\nQ two\tA two\nScreen is 6"\tTall\nQ five\tA five\n'
    assert [row[0] for row in cells(content)] == ["Question", '"Why us', "Q two", 'Screen is 6"', "Q five"]


def test_many_stray_quotation_marks_cost_no_row_either() -> None:
    content = "Q;A\n" + "".join(f'"row {n};{n} and a half"x"\n' for n in range(501))
    assert len(cells(content)) == 502


def test_endless_cells_cost_their_row_and_are_said() -> None:
    content = f"Q,A\nwith\x00nul,1\n{'x' * (MAX_CELL_CHARACTERS + 1)},2\nfine,3\n"
    assert cells(content)[1:] == [["withnul", "1"], ["fine", "3"]]
    assert said(content) == ["deck.csv, line 3: A cell has 50,001 characters; at most 50,000 are read."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why us?\nTell me, in short, why.\nWho?\n", [["Why us?"], ["Tell me, in short, why."], ["Who?"]]),
        (
            "1. Why us?\n2) Who?\n- What?\n• When?\n[ ] Where?\n",
            [["Why us?"], ["Who?"], ["What?"], ["When?"], ["Where?"]],
        ),
        ("SLA - a promise\nBacklog – what waits\n", [["SLA", "a promise"], ["Backlog", "what waits"]]),
        ("SLA: a promise\nBacklog: what waits\n", [["SLA", "a promise"], ["Backlog", "what waits"]]),
        ("SLA :: a promise\nBacklog >> what waits\n", [["SLA", "a promise"], ["Backlog", "what waits"]]),
        ("Q: Why?\nA: Because\nof it.\n\nQ: Who?\nA: Me\n", [["Why?", "Because\nof it."], ["Who?", "Me"]]),
        ("Why?\n---\nBecause\n---\nWho?\n---\nMe\n", [["Why?", "Because"], ["Who?", "Me"]]),
        ("# Basics\nWhy?\n## More\nWho?\n", [["Why?", "Basics"], ["Who?", "More"]]),
    ],
)
def test_a_list_needs_no_table(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"\n\n \n", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This looks like a picture"),
        (b"%PDF-1.7", "This looks like a PDF"),
        (b"SQLite format 3\x00", "This looks like a database"),
        (b"x" * (MAX_FILE_BYTES + 1), "The file is larger than 40 MB."),
        (b"a,b\n" + b"1,2\n" * 2_000_001, "at most 100,000 rows"),
        (b"a,b\n" + b"1,2\n" * (MAX_ROWS + 1), "more than 100,000 rows"),
        (b"\n".join([b",".join(b"c%d" % n for n in range(300))] * 2), "300 columns; at most 200"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    contents = read("deck.csv", content)
    assert contents.grids == ()
    assert message in str(contents.notes[-1])


@given(st.binary(max_size=2_000))
def test_no_content_raises_and_every_grid_is_square(content: bytes) -> None:
    for grid in read("any.csv", content).grids:
        assert {len(line.cells) for line in grid.lines} == {grid.width}
        assert [line.number for line in grid.lines] == sorted(line.number for line in grid.lines)


TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=40)


def settled(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@given(st.lists(st.tuples(TEXT.filter(str.strip), TEXT.filter(str.strip)), min_size=1, max_size=8))
def test_what_we_write_we_read_back_formulas_included(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["Question", "Answer"], dtype="str")
    back = cells(as_csv(frame), TextOptions("utf-8", ","))
    assert back == [["Question", "Answer"], *([settled(cell) for cell in row] for row in rows)]


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "'=1", "'"])
def test_no_text_is_taken_for_a_formula(cell: str) -> None:
    frame = pd.DataFrame({"Text": [cell], "Number": [-1.5]})
    written = as_csv(frame).decode("utf-8-sig").splitlines()[1]
    assert written.lstrip('"').startswith("'")
    assert written.endswith(",-1.5")
