"""Packages as people have them: from the real Anki in every form, from our writer, from old programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.bank import Bank
from prepkit.exchange.anki_writer import package
from prepkit.exchange.html_text import without_controls
from prepkit.exchange.imports.anki_reader import read
from prepkit.exchange.imports.grid import FileContents, Grid
from tests.exchange.anki_files import collection, run_anki, zipped
from tests.exchange.anki_files import package as packed
from tests.exchange.imports.frames import frame, problems
from tests.shipped import shipped_bank

NOW = 1_780_000_000_000_000
MEMBERS = {
    "export": "collection.anki21b",
    "export-legacy": "collection.anki21",
    "export-all": "collection.anki21b",
    "export-all-legacy": "collection.anki21",
}
FORMS = list(MEMBERS)
OWN_NOTES = [
    (
        "Basic",
        "Jobs::Interview",
        ["work", "prepkit::hard"],
        ["Why <i>us</i>?", "<p>You ship.</p><p>Fast &amp; well</p>"],
    ),
    (
        "Basic",
        "Jobs::Interview",
        [],
        ["Kündigen&nbsp;Sie?", 'No<img src="no.png"><ul><li>a</li><li>b</li></ul>'],
    ),
    ("Cloze", "Jobs::Interview", ["x"], ["{{c1::CSAT::which?}} is {{c2::asked}}", ""]),
    ("Cloze", "Jobs::Other", [], ["A second {{c1::deck}}", "extra [sound:a.mp3]"]),
    ("Basic", "Jobs::Interview", [], ['<img src="1.png">', '<img src="2.png">']),
]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


@pytest.fixture(scope="module")
def written(bank: Bank) -> bytes:
    cards = [f"q:{question}" for question in bank.ids] + list(bank.reference.terms)
    return package(bank, cards, "Customer operations", NOW)


@pytest.fixture(scope="module")
def exported(written: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Our package as the real Anki exports it again, by form."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "in.apkg").write_bytes(written)
    run_anki(folder / "anki", ("import", folder / "in.apkg"), *((form, folder / form) for form in FORMS))
    return {form: (folder / form).read_bytes() for form in FORMS}


@pytest.fixture(scope="module")
def made_in_anki(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Notes typed into the real Anki, as it exports them, by form."""
    folder = tmp_path_factory.mktemp("made")
    run_anki(
        folder / "anki", *(("add", note) for note in OWN_NOTES), *((form, folder / form) for form in FORMS)
    )
    return {form: (folder / form).read_bytes() for form in FORMS}


def sheet(reading: FileContents, name: str) -> Grid:
    return next(sheet for sheet in reading.grids if sheet.name == name)


def rows(sheet: Grid) -> list[list[str]]:
    return [list(row) for row in frame(sheet).itertuples(index=False)]


def said(reading: FileContents) -> list[str]:
    return [str(problem) for problem in problems(reading)]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_written_comes_back_through_anki(
    written: bytes, exported: Mapping[str, bytes], form: str
) -> None:
    ours, theirs = read("in.apkg", written), read("out.apkg", exported[form])
    assert [sheet.name for sheet in ours.grids] == [
        "Customer operations: PrepKit question",
        "Customer operations: PrepKit metric",
    ]
    assert not problems(ours)
    assert not problems(theirs)
    for before in ours.grids:
        after = sheet(theirs, before.name)
        assert list(frame(after).columns) == list(frame(before).columns)
        for one, other in zip(rows(before), rows(after), strict=True):
            assert one[:-1] == other[:-1]
            assert sorted(one[-1].split()) == other[-1].split()


@pytest.mark.parametrize("form", FORMS)
def test_the_newest_collection_of_the_package_is_read(exported: Mapping[str, bytes], form: str) -> None:
    with ZipFile(BytesIO(exported[form])) as opened:
        assert MEMBERS[form] in opened.namelist()
        assert "collection.anki2" in opened.namelist()
        stub = opened.read("collection.anki2")
    alone = read("stub.apkg", packed(stub))
    assert [len(frame(sheet)) for sheet in alone.grids] == [1]
    assert len(frame(read("whole.apkg", exported[form]).grids[0])) > 1


def test_a_written_question_comes_back_in_its_fields(bank: Bank, written: bytes) -> None:
    question = bank.question("three-urgent-requests")
    row = frame(read("in.apkg", written).grids[0]).loc[1]
    assert row["Prompt"] == question.prompt
    assert row["Key points"].split("\n") == [point.text for point in question.key_points]
    assert row["How to answer"].split("\n") == list(question.steps)
    assert row["Sample answer"] == question.samples[0].text
    assert row["Deck"] == "Customer operations"
    assert "prepkit::competency::triage" in row["Tags"].split()


def test_a_written_star_answer_comes_back_with_its_parts_named(bank: Bank, written: bytes) -> None:
    question = next(q for q in map(bank.question, bank.ids) if q.samples[0].parts)
    cards = frame(read("in.apkg", written).grids[0]).set_index("Prompt")
    expected = "\n\n".join(f"{name}\n{text}" for name, text in question.samples[0].parts)
    assert cards.loc[question.prompt, "Sample answer"] == expected


@pytest.mark.parametrize("form", FORMS)
def test_notes_made_in_anki_become_plain_text(made_in_anki: Mapping[str, bytes], form: str) -> None:
    reading = read("jobs.apkg", made_in_anki[form])
    basic = sheet(reading, "Jobs::Interview: Basic")
    assert list(frame(basic).columns) == ["Front", "Back", "Deck", "Tags"]
    assert rows(basic) == [
        ["Why us?", "You ship.\nFast & well", "Jobs::Interview", "prepkit::hard work"],
        ["Kündigen Sie?", "No\na\nb", "Jobs::Interview", ""],
    ]
    assert list(frame(basic).index) == [1, 2]
    assert frame(basic).index.name == "line"
    assert {str(dtype) for dtype in frame(basic).dtypes} == {"str"}


@pytest.mark.parametrize("form", FORMS)
def test_notes_from_several_decks_are_named_by_the_file(made_in_anki: Mapping[str, bytes], form: str) -> None:
    cloze = sheet(read("jobs.apkg", made_in_anki[form]), "jobs.apkg: Cloze")
    assert rows(cloze) == [
        ["[…] is […]", "", "CSAT, asked", "which?", "Jobs::Interview", "x"],
        ["A second […]", "extra", "deck", "", "Jobs::Other", ""],
    ]


@pytest.mark.parametrize("form", FORMS)
def test_pictures_and_notes_without_text_are_said_once(made_in_anki: Mapping[str, bytes], form: str) -> None:
    assert said(read("jobs.apkg", made_in_anki[form])) == [
        "jobs.apkg: 3 pictures were left out: only the text of a note is read.",
        "jobs.apkg: 1 note was left out, with no text in any field.",
    ]


def test_a_package_from_an_old_program_is_read(tmp_path: Path) -> None:
    reading = read("old.apkg", packed(collection(tmp_path, [("Q <b>1</b>", "A"), ("NA", "007")])))
    assert [sheet.name for sheet in reading.grids] == ["My deck: Basic"]
    assert rows(reading.grids[0]) == [
        ["Q 1", "A", "My deck", "one two"],
        ["NA", "007", "My deck", "one two"],
    ]
    assert not problems(reading)


def test_fields_named_like_our_columns_or_each_other_keep_apart(tmp_path: Path) -> None:
    fields = ("Deck", "Front", "Front", "", "Tags")
    reading = read("odd.apkg", packed(collection(tmp_path, ["12345"], fields=fields)))
    columns = ["Deck", "Front", "Front 2", "Field", "Tags", "Deck 2", "Tags 2"]
    assert list(frame(reading.grids[0]).columns) == columns


def test_a_card_lent_to_a_filtered_deck_belongs_where_it_came_from(tmp_path: Path) -> None:
    lent = "UPDATE cards SET did = 12, odid = 9"
    reading = read("lent.apkg", packed(collection(tmp_path, ["QA"], after=lent)))
    assert rows(reading.grids[0])[0][2] == "My deck"


def test_members_that_would_leave_the_folder_are_never_looked_at(tmp_path: Path) -> None:
    sound = collection(tmp_path, ["QA"])
    others = [("../collection.anki21b", b"x"), ("/collection.anki21b", b"x"), ("sub/collection.anki21", b"x")]
    reading = read("dots.apkg", zipped([*others, ("collection.anki2", sound), ("0", b"picture")]))
    assert len(frame(reading.grids[0])) == 1
    assert not problems(reading)


@given(prompt=st.text(min_size=1), answer=st.text(), points=st.lists(st.text(), min_size=1, max_size=3))
def test_any_text_that_is_written_is_read_back(prompt: str, answer: str, points: list[str]) -> None:
    question = SMALL.question(SMALL.ids[0])
    sample = replace(question.samples[0], text=answer, situation="", task="", action="", result="")
    # A list item is text between other text: one that is empty, or ends in a line break, is not seen.
    points = [f"({point})" for point in points]
    key_points = tuple(replace(question.key_points[0], text=point) for point in points)
    changed = replace(question, prompt=f"Q{prompt}", samples=(sample,), key_points=key_points)
    bank = replace(SMALL, _questions={question.id: changed})
    row = frame(read("any.apkg", package(bank, [question.card_id], "Any", NOW)).grids[0]).loc[1]
    assert row["Prompt"] == shown(f"Q{prompt}")
    assert row["Sample answer"] == shown(answer)
    assert row["Key points"] == shown("\n".join(points))


SMALL = shipped_bank()


def shown(text: str) -> str:
    """Text as it comes back: one kind of line break and of space, nothing around it, nothing invisible."""
    return without_controls(text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")).strip()
