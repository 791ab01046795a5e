from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.exchange.reader import read
from prepkit.exchange.sheet import MAX_CELL_CHARACTERS, MAX_FILE_BYTES, MAX_ROWS
from tests.exchange.workbook import MAIN, cell, table, workbook

TABLE = table(
    ("Question", "Answer", "Marks"), ("Why us?", "Because.\nReally.", 3.0), ("Über?", "=cmd()", 2.5)
)


def said(content: bytes) -> str:
    reading = read("deck.xlsx", content)
    assert reading.sheets == ()
    return str(reading.problems[0])


def test_a_worksheet_is_read_as_a_person_sees_it() -> None:
    (sheet,) = read("deck.xlsx", workbook({"My deck": TABLE})).sheets
    assert sheet.name == "My deck"
    assert list(sheet.frame.columns) == ["Question", "Answer", "Marks"]
    assert sheet.frame.to_numpy().tolist() == [
        ["Why us?", "Because.\nReally.", "3"],
        ["Über?", "=cmd()", "2.5"],
    ]
    assert sheet.frame.index.tolist() == [2, 3]
    assert all(dtype == "str" for dtype in sheet.frame.dtypes)


def test_every_worksheet_that_holds_anything_comes_with_its_own_name() -> None:
    found = read(
        "deck.xlsx", workbook({"One": TABLE, "Empty": table(), "Header": table(("Q",)), "Two": TABLE})
    )
    assert [sheet.name for sheet in found.sheets] == ["One", "Two"]


def test_blank_rows_above_and_between_are_passed_over_and_truth_is_spelt_out() -> None:
    rows = f'<row r="4">{cell("B4", "Q")}</row><row r="9">{cell("B9", True)}</row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    (sheet,) = read("deck.xlsx", workbook({"S": xml})).sheets
    assert sheet.frame.to_dict("list") == {"Q": ["TRUE"]}
    assert sheet.frame.index.tolist() == [9]


def test_a_cell_far_away_is_refused_before_anything_is_held_in_memory() -> None:
    rows = f'<row r="1">{cell("A1", "Q")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'
    content = workbook({"S": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'})
    assert "reaches to row 1,048,576, column 16,384" in said(content)
    hidden = rows.replace('r="XFD1048576"', "r = 'XFD1048576'").replace('<row r="1048576">', "<row>")
    content = workbook({"S": f'<worksheet xmlns="{MAIN}"><sheetData>{hidden}</sheetData></worksheet>'})
    assert "reaches to row 1,048,576" in said(content)


def test_too_many_rows_or_an_endless_cell_are_said() -> None:
    many = table(("Q",), *[("x",)] * (MAX_ROWS + 1))
    assert "more than 10,000 rows" in said(workbook({"S": many}))
    long = table(("Q",), ("x" * (MAX_CELL_CHARACTERS + 1),), ("fine",))
    found = read("deck.xlsx", workbook({"S": long}))
    assert found.sheets[0].frame["Q"].tolist() == ["fine"]
    assert "line 2" in str(found.problems[0])


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
    assert all(len(text) < 1000 for sheet in reading.sheets for text in sheet.frame.to_numpy().ravel())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04garbage", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old kind (.xls), or one with a password"),
        (b'{\n"format": "prepkit"}', "Settings brings it back"),
        (workbook({"S": "<worksheet"}), "cannot be read"),
        (workbook({"S": TABLE})[:-300], "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    assert message in said(content)


def test_members_with_strange_names_are_of_no_consequence(tmp_path_factory: pytest.TempPathFactory) -> None:
    strange = {"../../evil.txt": b"x", "/etc/evil": b"x", "xl/worksheets/../../evil.xml": b"<c r='A1'/>"}
    assert read("deck.xlsx", workbook({"S": TABLE}, strange)).sheets[0].name == "S"


def test_another_zip_file_is_said_to_be_no_table() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("holiday.txt", "sun")
    assert "neither an Excel workbook (.xlsx) nor an Anki package" in said(packed.getvalue())


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\y.csv", "y.csv"), ("\x00\x1b[31m", "[31m"), ("", "The file")],
)
def test_only_the_harmless_end_of_a_name_is_shown(name: str, shown: str) -> None:
    assert read(name, b"").problems[0].file == shown
    assert len(read("x" * 5_000, b"").problems[0].file) == 80


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=8))
def test_no_damage_raises(place: int, noise: bytes) -> None:
    content = bytearray(workbook({"S": TABLE}))
    place %= len(content)
    content[place : place + len(noise)] = noise
    for sheet in read("deck.xlsx", bytes(content)).sheets:
        assert all(dtype == "str" for dtype in sheet.frame.dtypes)


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
    assert reading.sheets or reading.problems
