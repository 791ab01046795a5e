"""Damaged files: each gives a sentence with its place, and whatever can be saved is."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank.tables import Table, read

COLUMNS = ("id", "name")


def table(tmp_path: Path, content: bytes | str) -> Table:
    path = tmp_path / "industries.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, COLUMNS)


def rows(found: Table) -> list[tuple[int, str, str]]:
    return [(line, *cells) for line, cells in zip(found.frame.index, found.frame.to_numpy(), strict=True)]


def said(found: Table) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_text_that_looks_like_something_else_stays_text(tmp_path: Path) -> None:
    found = table(tmp_path, "id,name\n007,None\nNA,null\n1e5,True\n,nan\n")
    assert rows(found) == [(2, "007", "None"), (3, "NA", "null"), (4, "1e5", "True"), (5, "", "nan")]
    assert found.problems == ()


def test_cells_may_hold_commas_quotation_marks_and_line_breaks(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,name\na,"One, ""two""\nthree"\n\nb,Four\n')
    assert rows(found) == [(2, "a", 'One, "two"\nthree'), (5, "b", "Four")]


def test_windows_line_ends_and_a_byte_order_mark_are_welcome(tmp_path: Path) -> None:
    found = table(tmp_path, b'\xef\xbb\xbfid,name\r\na,"x\r\ny"\r\nb,z\r\n')
    assert rows(found) == [(2, "a", "x\ny"), (4, "b", "z")]
    assert found.problems == ()


def test_columns_may_come_in_another_order(tmp_path: Path) -> None:
    assert rows(table(tmp_path, "name,id\nRetail,retail\n")) == [(2, "retail", "Retail")]


def test_a_row_that_is_too_wide_is_left_out_and_never_shifts_columns(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,name\na,"x\ny"\nb,Food, drink\nc,z\n')
    assert rows(found) == [(2, "a", "x\ny"), (5, "c", "z")]
    assert said(found) == [
        "industries.csv, line 4: This row has 3 cells, but the header line names 2 columns. "
        "Perhaps a comma in the text: put a cell that holds a comma, a quotation mark or a line break "
        "between quotation marks, and double the quotation marks inside it."
    ]
    assert "b" in found.lost


def test_a_row_that_is_too_narrow_is_left_out(tmp_path: Path) -> None:
    found = table(tmp_path, "id,name\na\nb,x\n")
    assert rows(found) == [(3, "b", "x")]
    assert said(found)[0].startswith(
        "industries.csv, line 2: This row has 1 cells, but the header line names 2"
    )


def test_a_quotation_mark_never_closed_costs_one_line(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,name\na,x\nb,"Retail\nc,z\nd,w\n')
    assert rows(found) == [(2, "a", "x"), (4, "c", "z"), (5, "d", "w")]
    assert len(found.problems) == 1
    assert said(found)[0].startswith(
        "industries.csv, line 3: A quotation mark opens here and is never closed. Put a cell"
    )


def test_a_quotation_mark_out_of_place_costs_one_line(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,name\na,"x" y\nb,"z"\n')
    assert rows(found) == [(3, "b", "z")]
    assert "line 2: A quotation mark is out of place" in said(found)[0]


def test_endless_broken_quotation_marks_are_given_up(tmp_path: Path) -> None:
    found = table(tmp_path, "id,name\n" + 'a","\n' * 3000)
    assert len(found.problems) < 100
    assert "Too many quotation marks are broken" in said(found)[-1]


def test_a_line_in_the_old_windows_encoding_is_named_and_the_rest_loads(tmp_path: Path) -> None:
    found = table(tmp_path, "id,name\na,Plain\nb,Caf\xe9\nc,Fine\n".encode("latin-1"))
    assert rows(found) == [(2, "a", "Plain"), (4, "c", "Fine")]
    assert said(found) == [
        "industries.csv, line 3, column “name”: This row is not UTF-8 text "
        "(byte 0xe9, perhaps “é” in the old Windows encoding). Save the file as “CSV UTF-8”."
    ]


def test_a_nul_character_is_named_by_line_and_column(tmp_path: Path) -> None:
    found = table(tmp_path, b"id,name\na,x\x00y\nb,z\n")
    assert rows(found) == [(3, "b", "z")]
    assert said(found)[0].startswith("industries.csv, line 2, column “name”: This cell holds a NUL character")


def test_utf_16_is_recognised(tmp_path: Path) -> None:
    found = table(tmp_path, "id,name\na,x\n".encode("utf-16"))
    assert said(found) == ["industries.csv: The file is saved as UTF-16. Save the file as “CSV UTF-8”."]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", "  \n,,\n"])
def test_an_empty_file_says_so(tmp_path: Path, content: str) -> None:
    assert said(table(tmp_path, content)) == ["industries.csv: The file is empty."]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    found = read(tmp_path / "industries.csv", COLUMNS)
    assert said(found) == ["industries.csv: The file is missing."]
    assert list(found.frame.columns) == ["id", "name"]


def test_a_folder_in_the_place_of_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "industries.csv").mkdir()
    assert said(read(tmp_path / "industries.csv", COLUMNS))[0].startswith(
        "industries.csv: The file cannot be read ("
    )


def test_a_header_without_rows_says_so(tmp_path: Path) -> None:
    assert said(table(tmp_path, "id,name\n")) == ["industries.csv: The file has a header line but no rows."]


def test_missing_unknown_and_repeated_columns_are_named(tmp_path: Path) -> None:
    found = table(tmp_path, "id,colour,id,\na,red,b,\n")
    assert rows(found) == [(2, "a", "")]
    assert found.absent == {"name"}
    assert said(found) == [
        "industries.csv, line 1, column “name”: This column is missing from the header line.",
        "industries.csv, line 1, column “colour”: This column is not known here and was ignored.",
        "industries.csv, line 1, column “id”: This column appears twice; the first one is used.",
        "industries.csv, line 1: Column 4 has no name in the header line and was ignored.",
    ]


def test_semicolons_between_columns_are_recognised(tmp_path: Path) -> None:
    assert said(table(tmp_path, "id;name\na;x\n")) == [
        "industries.csv, line 1: The columns are separated by semicolons; they must be separated by commas."
    ]


def test_a_file_without_its_header_line_says_what_is_expected(tmp_path: Path) -> None:
    assert said(table(tmp_path, "retail,Retail\n")) == [
        "industries.csv, line 1: The first line must name the columns (id, name), "
        "but it reads “retail, Retail”."
    ]
