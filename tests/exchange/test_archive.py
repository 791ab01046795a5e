from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.card_ids import question_card
from prepkit.errors import UnusableArchive
from prepkit.exchange import archive
from prepkit.exchange.inspection import inspect
from prepkit.model import Mark, Rating, Settings, Story
from prepkit.practice import replay
from prepkit.practice.session import begin, current, rate, reveal, undo
from prepkit.store import (
    Database,
    Store,
    attempts,
    card_states,
    decks,
    documents,
    drafts,
    marks,
    merging,
    notes,
    open_memory,
    profiles,
    settings,
    stories,
    tallies,
    unreadable,
)
from prepkit.store.decks import OwnRow
from prepkit.store.stories import Version
from prepkit.workspace import Workspace
from tests.practice.conftest import at


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 12)
    return load(folder)


def a_store() -> Store:
    return profiles.latest(open_memory(), new_id="me", now=1)


@pytest.fixture
def store(either_database: Database) -> Store:
    """On both kinds of database; what is moved goes to SQLite, and back."""
    return profiles.latest(either_database, new_id="me", now=1)


@pytest.fixture
def other() -> Iterator[Store]:
    made = a_store()
    yield made
    made.db.close()


def practise(store: Store, bank: Bank, machine: str, *, hour: float, ratings: int = 5) -> None:
    """A session of some ratings, the last but one taken back, begun ``hour`` hours after the start."""
    numbers = count(1)
    workspace = Workspace(store, bank, Settings(), lambda: f"{machine}-{next(numbers)}")
    begin(workspace, f"On {machine}", [question_card(question) for question in bank.ids], at(hours=hour))
    for minute in range(1, ratings + 1):
        session = current(workspace)
        assert session is not None
        assert session.card is not None
        drafts.save(store, session.card.card_id, f"what I said, {minute}", at(hours=hour).now)
        now = at(hours=hour, minutes=minute)
        reveal(workspace, session.card.attempt_id, None, now)
        rate(workspace, session.card.attempt_id, Rating(1 + minute % 4), now)
    undo(workspace, at(hours=hour, minutes=ratings + 1))


def furnish(store: Store, bank: Bank) -> None:
    """Something in every table."""
    practise(store, bank, "laptop", hour=0)
    card = question_card(bank.ids[0])
    settings.save(store, 5, profile_name="Ana", minutes_a_day=35, retention=0.85, target_role=None)
    replay.rebuild(store, 0.85)
    marks.save(store, Mark(card, flagged=True, buried_until="2026-03-09"), 6)
    notes.save(store, card, "“Seven” — twice\n<b>not bold</b>\x00", 7)
    decks.save(store, "mine", "Mine", "own.csv", 8)
    decks.save_questions(store, [OwnRow("mine/why", "mine", {"prompt": "Why us?", "kind": "motivation"})], 9)
    stories.save(store, "s1", Story("The flood", questions=(bank.ids[0],)), 10)
    stories.save_version(store, Version("v1", "s1", Story(action="I ran."), 10), 10)


def everything(store: Store) -> tuple[object, ...]:
    states = store.db.rows("SELECT * FROM card_states ORDER BY card_id")
    counts = store.db.rows("SELECT * FROM tallies ORDER BY local_day, rating, confidence")
    order = store.db.rows("SELECT seq, id FROM attempts ORDER BY seq")
    rows = [[tuple(dict(row).values()) for row in found] for found in (states, counts, order)]
    return merging.dump(store), profiles.named(store), rows


def moved(store: Store, into: Store) -> int:
    return archive.merge(into, archive.read("PrepKit.json", archive.write(store, at())))


def test_an_archive_brings_everything_to_an_empty_profile(store: Store, other: Store, bank: Bank) -> None:
    furnish(store, bank)
    assert moved(store, other) == 5
    assert everything(other) == everything(store)
    assert settings.load(other) == settings.load(store)
    assert tallies.total(other) == 4
    assert stories.versions(other, "s1")[0].content == Story(action="I ran.")
    assert decks.questions(other)[0].content == {"prompt": "Why us?", "kind": "motivation"}


def test_taking_an_archive_in_twice_changes_nothing(store: Store, other: Store, bank: Bank) -> None:
    furnish(store, bank)
    moved(store, other)
    before = everything(other)
    assert moved(store, other) == 0
    assert everything(other) == before


def test_two_machines_used_in_turn_end_with_the_same(store: Store, other: Store, bank: Bank) -> None:
    furnish(store, bank)
    moved(store, other)
    practise(other, bank, "tower", hour=30)
    practise(store, bank, "train", hour=24)
    notes.save(other, question_card(bank.ids[0]), "", 50)
    settings.save(store, 60, minutes_a_day=10, profile_name="Anna")
    settings.save(other, 61, new_a_day=3)
    decks.delete(other, "mine", 70)
    stories.save(store, "s1", Story("The flood of May"), 80)
    stories.save(other, "s2", Story("The fire"), 81)
    laptop, tower = archive.write(store, at()), archive.write(other, at())
    archive.merge(store, archive.read("tower", tower))
    archive.merge(other, archive.read("laptop", laptop))
    assert everything(store) == everything(other)
    assert settings.load(other).minutes_a_day == 10
    assert settings.load(store).new_a_day == 3
    assert notes.get(store, question_card(bank.ids[0])) == ""
    assert decks.list_all(store) == []
    assert [row["answered_at"] for row in in_sequence(store)] == sorted(
        row["answered_at"] for row in in_sequence(store)
    )


def in_sequence(store: Store) -> list[Any]:
    return list(store.db.rows("SELECT answered_at FROM attempts ORDER BY seq"))


def test_states_after_a_merge_are_those_of_one_machine_that_did_it_all(
    store: Store, other: Store, bank: Bank
) -> None:
    practise(store, bank, "laptop", hour=0)
    practise(other, bank, "train", hour=24)
    moved(store, other)
    both = a_store()
    for machine, hour in (("laptop", 0), ("train", 24)):
        practise(both, bank, machine, hour=hour)
    cards = [question_card(question) for question in bank.ids]
    assert card_states.of_cards(other, cards) == card_states.of_cards(both, cards)


def test_an_attempt_of_another_profile_in_the_same_file_stays_there(store: Store, bank: Bank) -> None:
    furnish(store, bank)
    content = archive.write(store, at())
    store.db.execute("INSERT INTO profiles (id, name, created_at) VALUES ('you', '', 1)")
    second = Store(store.db, "you")
    assert archive.merge(second, archive.read("PrepKit.json", content)) == 0
    assert tallies.total(store) == 4
    assert notes.get(second, question_card(bank.ids[0])).startswith("“Seven”")


@given(st.text(), st.text())
def test_any_text_survives(note: str, answer: str) -> None:
    store, other = a_store(), a_store()
    notes.save(store, "q:any", note, 1)
    drafts.save(store, "q:any", answer, 1)
    moved(store, other)
    assert notes.get(other, "q:any") == notes.get(store, "q:any")
    assert drafts.get(other, "q:any") == answer
    store.db.close()
    other.db.close()


HEAD: dict[str, Any] = {"format": "prepkit", "version": 1, "profile": {"name": "", "renamed_at": 0}}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not JSON"),
        (b"[" * 200_000, "it is not JSON"),
        (b'{"format": NaN}', "NaN is no number"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "it is not JSON"),
        (b"[]", "it does not say that it comes from PrepKit"),
        (b'{"format": "anki"}', "it does not say that it comes from PrepKit"),
        (b'{"format": "prepkit", "version": true}', "which version"),
        (b'{"format": "prepkit", "version": 2}', "a newer PrepKit wrote it"),
        (json.dumps({**HEAD, "notes": {}}).encode(), "“notes” should be a list"),
        (json.dumps({**HEAD, "notes": [1] * 1_200}).encode(), "more than 1,000 entries are wrong"),
    ],
)
def test_what_is_no_archive_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(UnusableArchive, match=f"^strange.json cannot be imported: .*{reason}.*Nothing was"):
        archive.read("strange.json", content)


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        ("attempts", {"rating": 5}, "This should be a whole number from 1 to 4."),
        ("attempts", {"rating": True}, "This should be a whole number from 1 to 4."),
        ("attempts", {"answered_at": -1}, "This should be a whole number from 0"),
        ("attempts", {"answered_at": 10**30}, "This should be a whole number from 0"),
        ("attempts", {"local_day": "yesterday"}, "This should be a day"),
        ("attempts", {"card_id": "no kind"}, "“no kind” does not look as it should."),
        ("attempts", {"answer": "\ud800"}, "half a character"),
        ("attempts", {"answer": None}, "This should be a text."),
        ("attempts", {"confidence": "very"}, "This should be one of"),
        ("attempts", {"ticks": "a.k1"}, "This should be a list"),
        ("settings", {"name": "minutes_a_day", "value": "ten"}, "“minutes_a_day” cannot be set to this."),
        ("own_questions", {"content": {"prompt": " "}}, "The question itself is missing."),
        ("own_questions", {"id": "../../etc"}, "does not look as it should"),
        ("stories", {"content": {"title": 5}}, "“title” should be a text of a sensible length."),
        ("stories", {"content": {"questions": "all"}}, "“questions” should be a list of at most 100 texts."),
        ("stories", {"id": "two words"}, "does not look as it should"),
        ("decks", {"removed": 2}, "This should be a whole number from 0 to 1."),
    ],
)
def test_a_bad_entry_is_left_out_and_the_rest_is_taken_in(
    store: Store, other: Store, bank: Bank, table: str, change: dict[str, Any], sentence: str
) -> None:
    furnish(store, bank)
    whole = json.loads(archive.write(store, at()))
    whole[table][0].update(change)
    read = archive.read("PrepKit.json", json.dumps(whole).encode())
    assert [problem.line for problem in read.problems] == [1]
    assert sentence in read.problems[0].message
    archive.merge(other, read)
    assert attempts.exists(other, whole["attempts"][1]["id"])
    assert settings.load(other) is not None


def test_what_a_newer_prepkit_added_is_passed_over(store: Store, other: Store, bank: Bank) -> None:
    furnish(store, bank)
    whole = json.loads(archive.write(store, at()))
    whole["horoscopes"] = [{"id": "h1"}]
    whole["notes"][0]["colour"] = "red"
    assert archive.read("PrepKit.json", json.dumps(whole).encode()).problems == ()


def test_settings_refuse_what_makes_no_sense(store: Store) -> None:
    with pytest.raises(ValueError, match="new_a_day cannot be set to 1000"):
        settings.save(store, 1, new_a_day=1000)
    assert settings.load(store) == replace(Settings(), profile_name="")


def test_ten_thousand_own_questions_do_not_overflow_what_counts_their_changes(store: Store) -> None:
    decks.save(store, "mine", "Mine", "own.csv", 8)
    rows = [OwnRow(f"mine/q-{number}", "mine", {"prompt": f"Why {number}?"}) for number in range(10_000)]
    decks.save_questions(store, rows, 4_000_000_000_000_000)
    before = decks.stamp(store)
    decks.save_questions(store, rows[:1], 4_000_000_000_000_001)
    assert decks.stamp(store) != before


@pytest.mark.parametrize("tz", ["America", "posixrules", "localtime", "Factory", "posix/Europe/London", ""])
def test_a_zone_nobody_lives_in_is_refused(store: Store, bank: Bank, tz: str) -> None:
    furnish(store, bank)
    whole = json.loads(archive.write(store, at()))
    whole["attempts"][0]["tz"] = tz
    (problem,) = archive.read("PrepKit.json", json.dumps(whole).encode()).problems
    assert str(problem).startswith("PrepKit.json, entry 1, column “attempts.tz”")


def test_an_export_holds_what_cannot_be_read_and_the_rest(store: Store, bank: Bank) -> None:
    furnish(store, bank)
    documents.save(store, "interviews", "broken", {"tz": "America"}, 1)
    whole = json.loads(archive.write(store, at()))
    assert [(entry["table"], json.loads(entry["entry"])["id"]) for entry in whole["unreadable"]] == [
        ("interviews", "broken")
    ]
    assert len(whole["attempts"]) == 5
    assert inspect(store, 1) == 1
    (moved,) = unreadable.list_all(store)
    assert "America" in moved.reason
    assert json.loads(archive.write(store, at()))["unreadable"][0]["reason"] == moved.reason
    unreadable.delete(store, moved.id)
    assert unreadable.list_all(store) == []
