from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.exchange.imports.excel_reader import is_workbook, read
from prepkit.exchange.imports.grid import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, Grid
from prepkit.exchange.imports.workbook_formats import shown
from tests.exchange.workbook import MAIN, REL, cell, renamed, sheet, styles, table, workbook

TABLE = table(
    ("Question", "Answer", "Marks"), ("Why us?", "Because.\nReally.", 3.0), ("Über?", "=cmd()", 2.5)
)


def said(content: bytes) -> str:
    reading = read("deck.xlsx", content)
    assert reading.grids == ()
    return str(reading.notes[0])


def grid(content: bytes) -> Grid:
    (found,) = read("deck.xlsx", content).grids
    return found


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in grid(content).lines]


def looks(value: str, code: str | int) -> str:
    """What the reader shows of a stored number in a cell with this format."""
    rows = f'<row r="1"><c r="A1" s="1"><v>{value}</v></c></row>'
    return cells(workbook({"S": sheet(rows)}, styles(code)))[0][0]


def test_a_worksheet_is_read_as_a_person_sees_it_with_its_first_row() -> None:
    found = grid(workbook({"My deck": TABLE}))
    assert found.name == "My deck"
    assert [(line.number, line.cells) for line in found.lines] == [
        (1, ("Question", "Answer", "Marks")),
        (2, ("Why us?", "Because.\nReally.", "3")),
        (3, ("Über?", "=cmd()", "2.5")),
    ]


def test_every_worksheet_that_holds_anything_comes_with_its_own_name_and_a_hidden_one_says_so() -> None:
    sheets = {"One": TABLE, "Empty": table(), "Header": table(("Q",)), "Two": TABLE}
    found = read("deck.xlsx", workbook(sheets, hidden=("One",)))
    assert [(grid.name, grid.hidden) for grid in found.grids] == [
        ("One", True),
        ("Header", False),
        ("Two", False),
    ]
    assert "No worksheet of it holds anything" in said(workbook({"Empty": table()}))


def test_a_chart_sheet_is_no_grid_and_the_sheets_after_it_keep_their_formats() -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>7</v></c></row>'
    content = workbook({"Chart": "<chartsheet/>", "S": sheet(rows)}, styles("000"))
    chart = {f'{REL}/worksheet" Target="worksheets/sheet1': f'{REL}/chartsheet" Target="worksheets/sheet1'}
    found = grid(renamed(content, chart))
    assert (found.name, found.lines[0].cells) == ("S", ("007",))


def test_blank_rows_and_outer_columns_are_left_out_and_truth_is_spelt_out() -> None:
    rows = f'<row r="4">{cell("B4", "Q")}{cell("D4", "A")}{cell("E4", " ")}</row>'
    rows += f'<row r="7">{cell("C7", " ")}</row><row r="9">{cell("B9", True)}</row>'
    found = grid(workbook({"S": sheet(rows)}))
    assert [(line.number, line.cells) for line in found.lines] == [(4, ("Q", "", "A")), (9, ("TRUE", "", ""))]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("7", "000", "007"),
        ("0.85", 9, "85%"),
        ("0.8555", "0.0%", "85.6%"),
        ("4.5", '"£"#,##0.00', "£4.50"),
        ("4.5", "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "£4.50"),
        ("-4.5", '"£"#,##0.00;[Red]\\-"£"#,##0.00', "-£4.50"),
        ("-4.5", '#,##0.00_);("£"#,##0.00)', "(£4.50)"),
        ("4.5", '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£4.50"),
        ("1234.5", "#,##0.00\\ [$€-407]", "1.234,50 €"),
        ("1234567", 3, "1,234,567"),
        ("1500000", '0.0,,"M"', "1.5M"),
        ("1.005", "0.00", "1.01"),
        ("0.5", ".00", ".50"),
        ("3.1", "0.##", "3.1"),
        ("5551234567", "(000) 000-0000", "(555) 123-4567"),
        ("12", 'General" pieces"', "12 pieces"),
        ("46110", "dd.mm.yyyy", "29.03.2026"),
        ("46110", "DD/MM/YYYY;@", "29/03/2026"),
        ("46110", "d mmmm yyyy", "29 March 2026"),
        ("46110", "ddd d mmm yy", "Sun 29 Mar 26"),
        ("46110", 14, "2026-03-29"),
        ("46110", "[$-407]d. mmmm yyyy", "2026-03-29"),
        ("46110", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026-03-29"),
        ("46110.5", 22, "2026-03-29 12:00"),
        ("0.4166666666666667", 21, "10:00:00"),
        ("0.75", 18, "6:00 PM"),
        ("1.104166666666667", "[h]:mm", "26:30"),
        ("1.104166666666667", 46, "26:30:00"),
        ("0.0100057", 47, "14:24.5"),
        ("3.0", 0, "3"),
        ("0.30000000000000004", 0, "0.3"),
        ("12345678901234567890", 0, "1.23456789012346E+19"),
        ("0.5", "# ?/?", "0.5"),
        ("5", "[>100]0;0.0", "5"),
        ("7", "0" * 300, "7"),
        ("7", "[", "7"),
    ],
)
def test_a_number_looks_as_its_cell_shows_it(value: str, code: str | int, text: str) -> None:
    assert looks(value, code) == text


@given(st.text('0#?.,;%"\\_*[]@$-hmsdyAP/ EGeneral€:', max_size=20), st.floats(), st.booleans())
def test_every_format_code_shows_something_or_nothing_without_a_fault(
    code: str, number: float, is_date: bool
) -> None:
    value = datetime(2026, 3, 29, 23, 59, 59, 999_999, tzinfo=None) if is_date else number  # noqa: DTZ001
    assert isinstance(shown(value, code), str)


def test_errors_are_kept_as_the_workbook_shows_them() -> None:
    rows = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    assert cells(workbook({"S": sheet(rows)})) == [("#N/A", "#DIV/0!")]


def test_formulas_without_a_stored_value_are_named() -> None:
    rows = f'<row r="1">{cell("A1", "Q")}<c r="B1" t="str"><f>A1</f><v></v></c></row><row r="2">'
    rows += '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>A1</f></c></row><row><c><f>A1</f><v/></c></row>'
    found = read("deck.xlsx", workbook({"x": sheet(rows)}))
    (note,) = found.notes
    assert "Sheet “x”, cells B2, A3: formulas without a stored value. Open and save" in note.message
    assert [line.cells for line in found.grids[0].lines] == [("Q",), ("2",)]


def test_formats_and_formulas_are_found_in_cells_that_do_not_say_their_place() -> None:
    rows = '<x:row><x:c s="1"><x:v>7</x:v></x:c><x:c/><x:c s="1"><x:v>8</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert cells(workbook({"S": xml}, styles("000"))) == [("007", "", "008")]


def test_formats_are_found_far_into_a_large_worksheet() -> None:
    rows = "".join(
        f'<row r="{n}">{cell(f"A{n}", "x" * 900)}<c r="B{n}" s="1"><v>7</v></c></row>'
        for n in range(1, 3_000)
    )
    assert {row[1] for row in cells(workbook({"S": sheet(rows)}, styles("000")))} == {"007"}


def test_a_merged_cell_holds_for_all_its_rows_and_columns_but_a_title_stays_one() -> None:
    rows = f'<row r="1">{cell("B1", "Title")}</row><row r="2">{cell("B2", "Topic")}{cell("C2", "Text")}</row>'
    rows += f'<row r="3">{cell("B3", "Calm")}{cell("C3", "Q1")}{cell("D3", "A1")}</row>'
    rows += f'<row r="4">{cell("C4", "Q2")}{cell("D4", "A2")}</row>'
    merged = ("B1:D1", "C2:D2", "B3:B4")
    assert cells(workbook({"S": sheet(rows, merged)})) == [
        ("Title", "", ""),
        ("Topic", "Text", "Text"),
        ("Calm", "Q1", "A1"),
        ("Calm", "Q2", "A2"),
    ]


def test_merged_cells_beyond_the_table_or_over_one_another_harm_nothing() -> None:
    beyond = workbook({"S": sheet(f'<row r="1">{cell("A1", "Q")}{cell("B1", "A")}</row>', ("A1:A1048576",))})
    assert cells(beyond) == [("Q", "A")]
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", "Q")}{cell(f"B{n}", "A")}</row>' for n in range(1, 100))
    assert "more than a table" in said(workbook({"S": sheet(rows, ("A1:A99",) * 1_000)}))


def test_rich_text_keeps_its_words_and_cells_their_line_breaks() -> None:
    rich = "<r><t xml:space='preserve'>Stay </t></r><r><rPr><b/></rPr><t>calm</t></r>"
    shared = f'<sst xmlns="{MAIN}"><si>{rich}</si><si><t>One_x000D_\nTwo</t></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    content = workbook({"S": sheet(rows)}, {"xl/sharedStrings.xml": shared.encode()})
    assert cells(content) == [("Stay calm", "One\nTwo")]


def test_a_workbook_whose_main_part_has_another_name_is_read() -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>7</v></c></row>'
    content = renamed(workbook({"S": sheet(rows)}, styles("000")), {"workbook.xml": "workbook2.xml"})
    assert cells(content) == [("007",)]
    assert "written in an unusual way" in said(renamed(content, {"xl/workbook2": "book/main"}))


def test_a_binary_workbook_is_refused_in_a_sentence() -> None:
    assert "binary workbook (.xlsb)" in said(workbook({"S": TABLE}, {"xl/workbook.bin": b"x"}))


@pytest.mark.parametrize(
    ("members", "is_one"),
    [
        ({"xl/workbook.xml"}, True),
        ({"[Content_Types].xml", "_rels/.rels", "xl/workbook2.xml"}, True),
        ({"[Content_Types].xml", "xl\\Workbook.xml"}, True),
        ({"[Content_Types].xml", "word/document.xml"}, False),
        ({"holiday.txt"}, False),
    ],
)
def test_a_workbook_is_told_by_the_names_in_it(members: set[str], is_one: bool) -> None:
    assert is_workbook(members) is is_one


def test_a_cell_far_away_is_refused_before_anything_is_held_in_memory() -> None:
    rows = f'<row r="1">{cell("A1", "Q")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'
    content = workbook({"S": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'})
    assert "reaches to row 1,048,576, column 16,384" in said(content)
    hidden = rows.replace('r="XFD1048576"', "r = 'XFD1048576'").replace('<row r="1048576">', "<row>")
    content = workbook({"S": f'<worksheet xmlns="{MAIN}"><sheetData>{hidden}</sheetData></worksheet>'})
    assert "reaches to row 1,048,576" in said(content)


def test_too_many_rows_or_an_endless_cell_are_said() -> None:
    many = table(("Q",), *[("x",)] * (MAX_ROWS + 1))
    assert "more than 100,000 rows" in said(workbook({"S": many}))
    wide = "".join(
        f'<c r="{chr(65 + n // 26)}{chr(65 + n % 26)}1"><v>1</v></c>' for n in range(MAX_COLUMNS + 1)
    )
    assert "has 201 columns" in said(workbook({"S": sheet(f'<row r="1">{wide}</row>')}))
    long = table(("Q",), ("x" * (MAX_CELL_CHARACTERS + 1),), ("fine",))
    found = read("deck.xlsx", workbook({"S": long}))
    assert [line.cells for line in found.grids[0].lines] == [("Q",), ("fine",)]
    assert "row 2" in str(found.lost[0])


def test_a_workbook_that_unpacks_to_far_too_much_is_refused() -> None:
    bomb = workbook({"S": TABLE}, {"xl/media/huge.bin": b"\x00" * 250_000_000})
    assert len(bomb) < MAX_FILE_BYTES
    assert "far larger than a table" in said(bomb)


def test_a_size_that_lies_is_found_while_unpacking() -> None:
    content = bytearray(workbook({"S": TABLE}, {"xl/media/huge.bin": b"\x00" * 250_000_000}))
    size = (250_000_000).to_bytes(4, "little")
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = (1000).to_bytes(4, "little")
    assert "cannot be read" in said(bytes(content)) or "unpacks to far more" in said(bytes(content))


def test_entities_are_never_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>' + TABLE.removeprefix(
        '<?xml version="1.0"?>'
    ).replace("Why us?", "&e9;")
    reading = read("deck.xlsx", workbook({"S": xml}))
    assert all(len(text) < 1000 for grid in reading.grids for line in grid.lines for text in line.cells)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04garbage", "cannot be read"),
        (workbook({"S": "<worksheet"}), "cannot be read"),
        (workbook({"S": TABLE})[:-300], "cannot be read"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    assert message in said(content)


def test_members_with_strange_names_are_of_no_consequence(tmp_path_factory: pytest.TempPathFactory) -> None:
    strange = {"../../evil.txt": b"x", "/etc/evil": b"x", "xl/worksheets/../../evil.xml": b"<c r='A1'/>"}
    assert read("deck.xlsx", workbook({"S": TABLE}, strange)).grids[0].name == "S"


def test_a_worksheet_in_an_unusual_place_is_checked_as_well() -> None:
    rows = f'<row r="1">{cell("A1", "Q")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'
    content = renamed(workbook({"S": sheet(rows)}), {"worksheets/sheet1.xml": "elsewhere/a.dat"})
    assert "reaches to row 1,048,576" in said(content)


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=8))
def test_no_damage_raises(place: int, noise: bytes) -> None:
    content = bytearray(workbook({"S": TABLE}))
    place %= len(content)
    content[place : place + len(noise)] = noise
    for found in read("deck.xlsx", bytes(content)).grids:
        assert all(len(line.cells) == found.width for line in found.lines)


def test_a_workbook_that_claims_billions_of_texts_is_refused() -> None:
    shared = f'<sst xmlns="{MAIN}" count="1" uniqueCount="4000000000"><si><t>x</t></si></sst>'
    packed = workbook({"S": TABLE}, {"xl/sharedStrings.xml": shared.encode()})
    assert "something that cannot be read" in said(packed)


def test_one_long_text_in_very_many_cells_is_refused() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>{"x" * 49_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 40_000))
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    assert "cannot be read" in said(workbook({"S": xml}, {"xl/sharedStrings.xml": shared.encode()}))


def test_a_date_beyond_all_calendars_harms_nothing() -> None:
    formats = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    styles = f'<styleSheet xmlns="{MAIN}">{formats}</styleSheet>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Q</t></is></c></row>'
    rows += '<row r="2"><c r="A2" s="1"><v>-1e18</v></c></row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    reading = read("deck.xlsx", workbook({"S": xml}, {"xl/styles.xml": styles.encode()}))
    assert reading.grids or reading.notes
