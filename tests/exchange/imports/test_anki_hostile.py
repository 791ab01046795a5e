"""Whatever a package holds, reading it ends soon, with sheets or a sentence, and touches nothing else."""

from __future__ import annotations

import json
import re
import struct
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prepkit.exchange.imports.anki_reader import read
from prepkit.exchange.imports.grid import MAX_CELL_CHARACTERS, MAX_FILE_BYTES, MAX_ROWS, MAX_UNPACKED_BYTES
from tests.exchange.anki_files import FIELDS_END, SCHEMA, collection, package, zipped
from tests.exchange.imports.frames import frame, problems

DAMAGED = "In Anki, choose Tools, then Check Database, and export it again."
NO_PACKAGE = "This is no Anki package."
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"


@pytest.fixture
def sound(tmp_path: Path) -> bytes:
    return collection(tmp_path, [("Question", "Answer")])


def refused(content: bytes) -> str:
    """The sentence with which a whole package is refused."""
    reading = read("x.apkg", content)
    assert not reading.grids
    (problem,) = problems(reading)
    assert str(problem).startswith("x.apkg: ")
    return problem.message


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04", b"\x00" * 1000, b"PK\x05\x06" + b"\x00" * 18]
)
def test_what_is_no_package_is_said_so(content: bytes) -> None:
    assert NO_PACKAGE in refused(content)


def test_a_zip_without_a_collection_is_no_package() -> None:
    assert NO_PACKAGE in refused(zipped([("word/document.xml", b"<a/>"), ("collection.anki2.bak", b"x")]))


def test_half_a_package_is_refused(sound: bytes) -> None:
    whole = package(sound)
    for size in range(0, len(whole), 97):
        assert refused(whole[:size])


def test_a_file_larger_than_allowed_is_refused_unread() -> None:
    assert "more than 40 MB" in refused(b"PK" + b"\x00" * MAX_FILE_BYTES)


def test_a_deflate_bomb_is_refused_by_the_size_it_claims() -> None:
    bomb = b"\x00" * (MAX_UNPACKED_BYTES + 1)
    assert "more than 200 MB" in refused(zipped([("collection.anki2", bomb)]))
    assert "more than 200 MB" in refused(zipped([("collection.anki2", b"x"), ("0", bomb)]))


def test_a_bomb_that_lies_about_its_size_unpacks_to_no_more_than_it_claims(tmp_path: Path) -> None:
    content = bytearray(zipped([("collection.anki2", b"\x00" * 300_000_000)]))
    listed = content.rindex(b"PK\x01\x02")
    content[listed + 24 : listed + 28] = struct.pack("<I", 1000)
    assert refused(bytes(content))


@pytest.mark.parametrize("claimed", [-1, 300_000_000])
def test_a_zstandard_bomb_is_refused_while_it_grows(claimed: int) -> None:
    packer = zstandard.ZstdCompressor(write_content_size=claimed > 0).compressobj(size=claimed)
    bomb = b"".join(packer.compress(b"\x00" * 1_000_000) for _ in range(300)) + packer.flush()
    assert "more than 200 MB" in refused(package(bomb, "collection.anki21b"))


def test_many_small_zstandard_frames_are_one_bomb() -> None:
    frame = zstandard.compress(b"\x00" * 1_000_000)
    assert "more than 200 MB" in refused(package(frame * 300, "collection.anki21b"))


def test_a_zstandard_frame_that_wants_gigabytes_of_memory_is_refused() -> None:
    # A frame header alone: no size told, a window of 2 GB.
    greedy = b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x00" * 10
    assert "damaged" in refused(package(greedy, "collection.anki21b"))


def test_broken_zstandard_is_refused(sound: bytes) -> None:
    broken = bytearray(zstandard.compress(sound))
    broken[len(broken) // 2] ^= 0xFF
    assert refused(package(bytes(broken), "collection.anki21b"))


def test_a_locked_package_is_said_to_be_locked(sound: bytes) -> None:
    content = bytearray(package(sound))
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + place] |= 1
    assert "locked with a password" in refused(bytes(content))


def test_packing_that_anki_does_not_use_is_refused(sound: bytes) -> None:
    assert "does not use" in refused(zipped([("collection.anki2", sound)], ZIP_LZMA))


def test_of_two_collections_by_one_name_one_is_read(sound: bytes) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        doubled = zipped([("collection.anki2", b"first"), ("collection.anki2", sound)])
    assert len(read("x.apkg", doubled).grids) == 1


def test_an_empty_package_says_so(tmp_path: Path) -> None:
    assert refused(package(collection(tmp_path))) == "The package holds no notes."


def test_a_collection_that_is_no_database_is_damaged() -> None:
    for content in (b"", b"hello", b"SQLite format 3\x00" + b"\xff" * 5000):
        assert refused(package(content))


@pytest.mark.parametrize(
    "view",
    [
        f"{ENDLESS} x AS id, 'g' AS guid, 7 AS mid, '' AS tags, 'a' || char(31) || 'b' AS flds FROM n",
        "SELECT 1 AS id, 'g' AS guid, 7 AS mid, '' AS tags, hex(zeroblob(9000000)) AS flds",
        "SELECT id, models AS guid, 7 AS mid, '' AS tags, decks AS flds FROM col",
    ],
)
def test_a_view_in_place_of_the_notes_is_refused(tmp_path: Path, view: str) -> None:
    swap = f"DROP TABLE notes; CREATE VIEW notes AS {view};"
    assert "“notes” is not the table" in refused(package(collection(tmp_path, after=swap)))


def test_an_endless_view_in_place_of_the_cards_is_refused(tmp_path: Path) -> None:
    swap = f"DROP TABLE cards; CREATE VIEW cards AS {ENDLESS} x AS nid, 9 AS did, 0 AS odid FROM n;"
    assert "“cards” is not the table" in refused(package(collection(tmp_path, ["QA"], after=swap)))


def test_a_virtual_table_in_place_of_the_notes_is_refused(tmp_path: Path) -> None:
    swap = "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, tags, flds);"
    assert "“notes” is not the table" in refused(package(collection(tmp_path, after=swap)))


def test_columns_that_are_worked_out_on_reading_are_refused(tmp_path: Path) -> None:
    computed = SCHEMA.replace("flds text)", "raw text, flds text AS (hex(zeroblob(9000000))))")
    assert "“notes” is not the table" in refused(package(collection(tmp_path, schema=computed)))


def test_a_table_that_checks_itself_carries_out_nothing(tmp_path: Path) -> None:
    # Ten milliseconds for each row, were it carried out.
    slow = "CHECK (length(replace(hex(zeroblob(4000000)), flds, tags || 1)) > 0)"
    checking = SCHEMA.replace("flds text)", f"flds text {slow})")
    rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000)"
    fill = "INSERT INTO notes SELECT x, 'g', 7, '', 'Q' || char(31) || 'A' FROM n;"
    filled = f"PRAGMA ignore_check_constraints = ON; {rows} {fill}"
    content = package(collection(tmp_path, schema=checking, after=filled))
    began = time.perf_counter()
    assert len(frame(read("x.apkg", content).grids[0])) == 2000
    assert time.perf_counter() - began < 5


def test_a_schema_of_thousands_of_tables_is_not_even_read(tmp_path: Path) -> None:
    # SQLite alone would need minutes for so many.
    rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000)"
    entry = "'table', 't' || x, 't' || x, 2, 'CREATE TABLE t' || x || '(a)'"
    many = f"PRAGMA writable_schema = ON; {rows} INSERT INTO sqlite_master SELECT {entry} FROM n"
    began = time.perf_counter()
    assert "takes too long" in refused(package(collection(tmp_path, ["QA"], after=many)))
    assert time.perf_counter() - began < 20


def test_note_types_in_more_text_than_any_have_are_damage(tmp_path: Path) -> None:
    models = f'{{"7": [{"[]," * 4_000_000}0]}}'
    assert DAMAGED in refused(package(collection(tmp_path, ["QA"], models=models)))


def test_a_trigger_changes_nothing(tmp_path: Path) -> None:
    trigger = "CREATE TRIGGER t AFTER UPDATE ON notes BEGIN DELETE FROM notes; END;"
    assert len(read("x.apkg", package(collection(tmp_path, ["QA"], after=trigger))).grids) == 1


def test_a_collection_without_notes_or_note_types_is_refused(tmp_path: Path) -> None:
    for table in ("notes", "col"):
        assert f"“{table}”" in refused(package(collection(tmp_path, after=f"DROP TABLE {table}")))


@pytest.mark.parametrize(
    "models",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"x": {}}',
        '{"7": {"flds": 3}}',
        '{"7": {"flds": [3]}}',
        "[" * 100_000,
        '{"7": ' * 100_000,
        f'{{"{"9" * 5000}": {{}}}}',
        b"\xff\xfe",
        "\x00",
    ],
)
def test_wrong_note_types_are_damage(tmp_path: Path, models: object) -> None:
    assert DAMAGED in refused(package(collection(tmp_path, ["QA"], models=models)))


def test_notes_of_an_unknown_type_are_left_out_by_number(tmp_path: Path) -> None:
    stray = "UPDATE notes SET mid = 8 WHERE id = 2"
    reading = read("x.apkg", package(collection(tmp_path, ["QA", "RB", "SC"], after=stray)))
    assert list(frame(reading.grids[0]).index) == [1, 3]
    assert [(problem.line, problem.message) for problem in problems(reading)] == [
        (2, "The package does not say what the fields of this note are. The note was left out.")
    ]


def test_a_note_with_too_many_or_too_few_fields_is_left_out(tmp_path: Path) -> None:
    reading = read("x.apkg", package(collection(tmp_path, ["QA", "Q", "QAB"])))
    assert list(frame(reading.grids[0]).index) == [1]
    assert [problem.line for problem in problems(reading)] == [2, 3]
    assert "The note has 1 fields, its note type “Basic” has 2." in problems(reading)[0].message


def test_a_field_longer_than_a_cell_may_be_costs_its_note(tmp_path: Path) -> None:
    fits, long = "x" * MAX_CELL_CHARACTERS, "x" * (MAX_CELL_CHARACTERS + 1)
    wrapped = f"<b>{fits}</b>"
    reading = read("x.apkg", package(collection(tmp_path, [("a", long), ("b", fits), ("c", wrapped)])))
    assert list(frame(reading.grids[0]).index) == [2, 3]
    assert "more than 50,000 characters" in problems(reading)[0].message


def test_a_hundred_thousand_notes_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    fits = package(collection(tmp_path, ["QA"] * MAX_ROWS))
    assert len(frame(read("x.apkg", fits).grids[0])) == MAX_ROWS
    assert "more than 100,000 notes" in refused(package(collection(tmp_path, ["QA"] * (MAX_ROWS + 1))))


def test_more_text_than_any_deck_has_is_refused(tmp_path: Path) -> None:
    notes = [("<b>" * 1_000_000, "A")] * 11
    assert "more than 30,000,000 characters" in refused(package(collection(tmp_path, notes)))


def test_a_single_note_as_large_as_a_file_may_be_is_refused(tmp_path: Path) -> None:
    note = ("x" * (MAX_FILE_BYTES + 1), "A")
    assert "single note of this package is larger" in refused(package(collection(tmp_path, [note])))


def test_notes_that_share_their_text_on_disk_are_damage(tmp_path: Path) -> None:
    # A few pages that every note points to would unpack to any length; SQLite reads them without complaint.
    content = collection(tmp_path, [("A" * 5000, "1"), ("B" * 5000, "2")])
    ends = [re.search(rb"%b{20}(\0\0\0[^\0])" % letter, content) for letter in (b"A", b"B")]
    first, second = (end[1] for end in ends if end is not None)
    assert DAMAGED in refused(package(content.replace(b"B" * 20 + second, b"B" * 20 + first)))


def test_a_note_type_with_hundreds_of_fields_costs_its_notes(tmp_path: Path) -> None:
    fields = [f"F{number}" for number in range(201)]
    reading = read("x.apkg", package(collection(tmp_path, [fields], fields=fields)))
    assert not reading.grids
    assert "more than 200 fields" in problems(reading)[0].message


def test_a_hundred_note_types_are_enough(tmp_path: Path) -> None:
    field = [{"name": "F", "ord": 0}]
    models = json.dumps({str(number): {"name": f"T{number}", "flds": field} for number in range(1, 102)})
    spread = "UPDATE notes SET mid = id"
    content = collection(tmp_path, [("Q",)] * 101, models=models, after=spread)
    assert "more than 100 note types" in refused(package(content))


def test_invalid_bytes_and_nul_are_read_as_far_as_they_are_text(tmp_path: Path) -> None:
    fields = b"caf\xe9\x00\x01 R\xc3\xa9" + FIELDS_END.encode() + b"\xff\xfeback"
    as_text = "UPDATE notes SET flds = CAST(flds AS TEXT) WHERE id = 2"
    reading = read("x.apkg", package(collection(tmp_path, [fields, fields], after=as_text)))
    notes = frame(reading.grids[0])
    assert notes["Front"].tolist() == ["caf\ufffd Ré"] * 2
    assert notes["Back"].tolist() == ["\ufffd\ufffdback"] * 2


def test_cells_of_any_type_are_read_as_text(tmp_path: Path) -> None:
    odd = "UPDATE notes SET flds = 12, tags = NULL"
    reading = read("x.apkg", package(collection(tmp_path, [("Q",)], fields=("Front",), after=odd)))
    assert frame(reading.grids[0]).to_numpy().tolist() == [["12", "My deck", ""]]


def test_scripts_and_pictures_in_fields_are_dropped(tmp_path: Path) -> None:
    html = '<script>fetch("//x")</script><img src=x onerror="alert(1)">Why?<iframe src="//x"></iframe>'
    reading = read("x.apkg", package(collection(tmp_path, [(html, "A")])))
    assert frame(reading.grids[0])["Front"].tolist() == ["Why?"]
    assert [problem.message for problem in problems(reading)] == [
        "1 picture was left out: only the text of a note is read."
    ]


def test_nothing_is_left_in_the_temporary_folder(
    sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    for content in (package(sound), package(sound)[:-9], package(b"no database")):
        read("x.apkg", content)
    assert not list(folder.iterdir())


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20), value=st.integers(0, 255))
def test_a_package_with_any_bytes_changed_is_read_or_refused(
    sound: bytes, places: list[float], value: int
) -> None:
    for member in (sound, zstandard.compress(sound)):
        content = bytearray(zipped([("collection.anki21b", member)], ZIP_STORED))
        for place in places:
            content[int(place * len(content))] = value
        reading = read("x.apkg", bytes(content))
        assert reading.grids or problems(reading)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20), value=st.integers(0, 255))
def test_a_collection_with_any_bytes_changed_is_read_or_refused(
    sound: bytes, places: list[float], value: int
) -> None:
    content = bytearray(sound)
    for place in places:
        content[int(place * len(content))] = value
    reading = read("x.apkg", package(bytes(content)))
    assert reading.grids or problems(reading)


def test_media_are_never_opened(sound: bytes) -> None:
    content = bytearray(zipped([("collection.anki2", sound), ("0", b"picture " * 100)], ZIP_STORED))
    with ZipFile(BytesIO(content)) as opened:
        start = opened.getinfo("0").header_offset
    content[start + 40 : start + 60] = b"\xff" * 20
    assert len(read("x.apkg", bytes(content)).grids) == 1
