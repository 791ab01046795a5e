"""What the real Anki makes of our packages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from prepkit.bank import Bank
from prepkit.bank.generate import generate
from prepkit.exchange.anki_writer import package
from tests.bank.folder import Folder
from tests.exchange.anki_files import run_anki
from tests.shipped import shipped_bank

NOW = 1_780_000_000_000_000
LATER = NOW + 60_000_000
QUESTION = "q:three-urgent-requests"
METRIC = "t:csat"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


@pytest.fixture(scope="module")
def imported(bank: Bank, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Anki holds after it has imported the whole bank twice."""
    folder = tmp_path_factory.mktemp("imported")
    cards = [f"q:{question}" for question in bank.ids] + list(bank.reference.terms)
    first, again = folder / "first.apkg", folder / "again.apkg"
    first.write_bytes(package(bank, cards, "Customer operations", NOW))
    again.write_bytes(package(bank, cards, "Customer operations", LATER))
    return run_anki(folder / "anki", ("import", first), ("import", again))


@pytest.fixture
def tables(tmp_path: Path) -> Folder:
    generate(tmp_path / "tables", 5, seed=3)
    return Folder(tmp_path / "tables")


def note(held: dict[str, Any], prompt: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [note for note in held["notes"] if note["fields"]["Prompt"] == prompt]
    assert len(found) == 1
    return found[0]


def test_each_card_is_one_note_with_one_card_however_often_it_is_imported(
    bank: Bank, imported: dict[str, Any]
) -> None:
    expected = len(bank.ids) + len(bank.reference.terms)
    assert len(imported["notes"]) == imported["cards"] == expected
    assert {note["cards"] for note in imported["notes"]} == {1}
    assert imported["decks"] == ["Customer operations"]


def test_a_question_has_its_parts_in_fields_of_their_own(bank: Bank, imported: dict[str, Any]) -> None:
    question = bank.question("three-urgent-requests")
    found = note(imported, question.prompt)
    assert found["type"] == "PrepKit question"
    assert found["fields"]["Key points"].count("<li>") == len(question.key_points)
    assert found["fields"]["How to answer"].startswith("<ol><li>")
    assert "naming a framework" in found["fields"]["Pitfalls"].lower()
    assert found["tags"] == sorted(
        ["prepkit::kind::general", "prepkit::difficulty::medium", "prepkit::competency::triage"]
        + [f"prepkit::role::{role}" for role in question.roles]
    )


def test_a_star_answer_names_its_parts(bank: Bank, imported: dict[str, Any]) -> None:
    question = next(q for q in map(bank.question, bank.ids) if q.samples[0].parts)
    answers = [n["fields"] for n in imported["notes"] if n["type"] == "PrepKit question"]
    answer = next(fields["Sample answer"] for fields in answers if question.prompt in fields["Prompt"])
    assert [name for name in ("Situation", "Task", "Action", "Result") if f"<b>{name}</b>" in answer] == [
        "Situation",
        "Task",
        "Action",
        "Result",
    ]


def test_a_metric_has_its_formula_and_what_to_watch_with_it(bank: Bank, imported: dict[str, Any]) -> None:
    found = note(imported, bank.reference.metrics[METRIC.removeprefix("t:")].prompt)
    assert found["type"] == "PrepKit metric"
    assert found["fields"]["Formula"] == "satisfied answers ÷ all answers × 100"
    assert found["fields"]["Which way is good"] == "Higher is better."
    assert (
        found["fields"]["Watch with it"]
        == "<ul><li>Survey response rate</li><li>Repeat contact rate</li></ul>"
    )
    assert found["tags"] == ["prepkit::group::voice", "prepkit::kind::metric"]


def test_the_front_asks_and_only_the_back_answers(bank: Bank, imported: dict[str, Any]) -> None:
    found = note(imported, bank.question("three-urgent-requests").prompt)
    assert "Key points" not in found["front"]
    assert found["front"].count(found["fields"]["Prompt"]) == 1
    for name in ("Key points", "How to answer", "Sample answer", "Pitfalls"):
        assert f"<h2>{name}</h2>" in found["back"]
        assert found["fields"][name] in found["back"]


def test_an_empty_part_has_no_heading(tables: Folder, tmp_path: Path) -> None:
    tables.change("metrics", 2, counter="")
    path = tmp_path / "metric.apkg"
    bank = tables.load()
    path.write_bytes(package(bank, bank.reference.terms[:1], "Metrics", NOW))
    found = run_anki(tmp_path / "anki", ("import", path))["notes"][0]
    assert "<h2>How it is gamed</h2>" in found["back"]
    assert "Watch with it" not in found["back"]


def test_a_changed_question_is_updated_where_it_was(tables: Folder, tmp_path: Path) -> None:
    before, after = tmp_path / "before.apkg", tmp_path / "after.apkg"
    cards = [f"q:{question}" for question in tables.load().ids]
    before.write_bytes(package(tables.load(), cards, "Five", NOW))
    tables.change("questions", 2, prompt="Is 5 < 7 & why?\nSay <b>how</b> {{c1::you}} know [sound:x.mp3].")
    after.write_bytes(package(tables.load(), cards, "Five", LATER))
    old = run_anki(tmp_path / "anki", ("import", before))
    new = run_anki(tmp_path / "anki", ("import", after))
    assert [note["guid"] for note in old["notes"]] == [note["guid"] for note in new["notes"]]
    assert "Is 5 &lt; 7 &amp; why?<br>Say &lt;b&gt;how" in new["notes"][0]["front"]
    assert old["notes"][1:] == new["notes"][1:]


def test_decks_with_the_same_cards_share_them(bank: Bank, tmp_path: Path) -> None:
    one, two = tmp_path / "one.apkg", tmp_path / "two.apkg"
    one.write_bytes(package(bank, [QUESTION], "One", NOW))
    two.write_bytes(package(bank, [QUESTION, METRIC], "Two", LATER))
    held = run_anki(tmp_path / "anki", ("import", one), ("import", two))
    assert [note["deck"] for note in held["notes"]] == ["One", "Two"]


@pytest.mark.parametrize("title", ["Team lead::Week 1", '  odd "name"\n\x00 \ud800', "日本語", ""])
def test_any_title_makes_a_deck(bank: Bank, tmp_path: Path, title: str) -> None:
    path = tmp_path / "named.apkg"
    path.write_bytes(package(bank, [METRIC], title, NOW))
    held = run_anki(tmp_path / "anki", ("import", path))
    assert held["notes"][0]["deck"] == {"": "PrepKit", title: title}.get(title) or 'odd "name"'


def test_the_same_cards_make_the_same_bytes(bank: Bank) -> None:
    assert package(bank, [QUESTION, METRIC], "Deck", NOW) == package(bank, [QUESTION, METRIC], "Deck", NOW)


def test_a_card_named_twice_comes_once(bank: Bank) -> None:
    assert package(bank, [METRIC, METRIC], "Deck", NOW) == package(bank, [METRIC], "Deck", NOW)


def test_an_unknown_card_is_named(bank: Bank) -> None:
    for card in ("q:no-such-question", "t:no-such-metric"):
        with pytest.raises(KeyError):
            package(bank, [card], "Deck", NOW)


def test_templates_hold_no_script_and_fetch_nothing(bank: Bank) -> None:
    with ZipFile(BytesIO(package(bank, [QUESTION, METRIC], "Deck", NOW))) as made:
        content = made.read("collection.anki2").lower()
        assert made.read("media") == b"{}"
    assert b".nightmode" in content
    for sign in (b"<script", b"http:", b"https:", b"url(", b"@import", b"javascript", b"<img"):
        assert sign not in content


def test_nothing_is_left_in_the_temporary_folder(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    package(bank, [QUESTION], "Deck", NOW)
    assert not list(tmp_path.iterdir())
