"""What leaves with an assignment, and how it is kept where it arrives."""

from __future__ import annotations

import base64
import json
import random
import string
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.own import OwnQuestion, with_own
from prepkit.coaching import received, repository
from prepkit.coaching.assignment import Assignment, CarriedQuestion, Task, as_mock, read_file, read_link
from prepkit.coaching.outgoing import LONGEST_LINK, prepare
from prepkit.mock import repository as mocks
from prepkit.mock import state
from prepkit.model import Rating
from prepkit.store import Store, decks, open_memory, profiles, settings
from prepkit.store.decks import OwnRow

SHIPPED = "staying-calm"
OWN = OwnQuestion("What would Kim ask?", key_points=("Listen",), answers=("I would listen.",))


def new_store(name: str = "") -> Store:
    store = profiles.latest(open_memory(), new_id=f"profile-{name}", now=1)
    profiles.rename(store, name, 2)
    return store


@pytest.fixture
def coach() -> Iterator[Store]:
    store = new_store("Kim")
    profiles.add_client(store, "Maria", new_id="maria", now=3)
    yield store
    store.db.close()


@pytest.fixture
def candidate() -> Iterator[Store]:
    store = new_store()
    yield store
    store.db.close()


@pytest.fixture(scope="module")
def shipped() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def add_own(store: Store, *questions: OwnQuestion) -> list[str]:
    decks.save(store, "kims", "Kim's questions", "", 4)
    rows = [
        OwnRow(f"kims/q{number}", "kims", question.as_json()) for number, question in enumerate(questions)
    ]
    decks.save_questions(store, rows, 5)
    return [row.id for row in rows]


def own_questions(store: Store) -> dict[str, OwnQuestion]:
    return {row.id: OwnQuestion.of(row.content) for row in decks.questions(store)}


def bank_of(store: Store, shipped: Bank) -> Bank:
    return with_own(shipped, list(own_questions(store).items()))


def asking(*questions: str) -> Assignment:
    return Assignment(
        "Thursday",
        tuple(Task(question, f"Asked: {question}") for question in questions),
        due=date(2026, 12, 9),
        client="maria",
        sent_at=77,
    )


def test_the_file_and_the_link_carry_own_questions_and_names_and_nothing_private(
    coach: Store, shipped: Bank
) -> None:
    (own,) = add_own(coach, OWN)
    outgoing = prepare(coach, bank_of(coach, shipped), "a1", asking(SHIPPED, own))
    assert (outgoing.left_out, outgoing.missing) == (0, 0)
    for identity, arrived in (read_file("a.json", outgoing.file), read_link(outgoing.link, shipped)):
        assert identity == "a1"
        assert (arrived.coach, arrived.to, arrived.due) == ("Kim", "Maria", date(2026, 12, 9))
        assert arrived.questions == (CarriedQuestion(own, OWN),)
        assert (arrived.client, arrived.sent_at, arrived.received_at) == ("", 0, 0)
    written = json.loads(outgoing.file)
    assert not {"client", "sent_at", "received_at"} & set(written)
    assert read_link(outgoing.link, shipped)[1].tasks[1].prompt == OWN.prompt


def test_a_link_leaves_out_what_makes_it_too_long(coach: Store, shipped: Bank) -> None:
    letters = random.Random(3)
    long = [replace(OWN, answers=("".join(letters.choices(string.ascii_letters, k=2_500)),)) for _ in "ab"]
    questions = add_own(coach, OWN, *long)
    outgoing = prepare(coach, bank_of(coach, shipped), "a1", asking(SHIPPED, *questions))
    assert outgoing.left_out == 2
    assert len(outgoing.link) <= LONGEST_LINK
    assert [carried.id for carried in read_link(outgoing.link, shipped)[1].questions] == questions[:1]
    assert len(read_file("a.json", outgoing.file)[1].questions) == 3


def test_what_the_coach_no_longer_has_is_counted(coach: Store, shipped: Bank) -> None:
    (own,) = add_own(coach, OWN)
    decks.delete_question(coach, own, 9)
    assert prepare(coach, bank_of(coach, shipped), "a1", asking(SHIPPED, own)).missing == 1


def test_an_earlier_prepkit_reads_the_first_part_of_a_link(coach: Store, shipped: Bank) -> None:
    (own,) = add_own(coach, OWN)
    link = prepare(coach, bank_of(coach, shipped), "a1", asking(SHIPPED, own)).link
    packed = base64.urlsafe_b64decode(link + "=" * (-len(link) % 4))
    identity, title, _, _, _, tasks = json.loads(zlib.decompressobj().decompress(packed, 200_000))
    assert (identity, title, tasks) == ("a1", "Thursday", [[SHIPPED, 90], [own, 90]])


def test_a_file_cannot_say_what_only_one_side_knows() -> None:
    content = {
        "format": "prepkit-assignment",
        "version": 1,
        "id": "a1",
        "title": "T",
        "tasks": [{"question": "q", "prompt": "p"}],
        "client": "somebody",
        "sent_at": 5,
        "received_at": 6,
    }
    _, arrived = read_file("a.json", json.dumps(content).encode())
    assert (arrived.client, arrived.sent_at, arrived.received_at) == ("", 0, 0)


def arrived_at(coach: Store, shipped: Bank, *questions: OwnQuestion) -> Assignment:
    ids = add_own(coach, *questions)
    outgoing = prepare(coach, bank_of(coach, shipped), "a1", asking(SHIPPED, *ids))
    return read_file("a.json", outgoing.file)[1]


def test_what_arrives_is_kept_and_its_questions_can_be_asked(
    coach: Store, candidate: Store, shipped: Bank
) -> None:
    arrived = arrived_at(coach, shipped, OWN)
    assert received.keep(candidate, "a1", arrived, 100) == ()
    assert received.keep(candidate, "a1", arrived, 200) == ()
    ((_, kept),) = repository.list_received(candidate)
    assert kept.received_at == 100
    assert repository.list_own(candidate) == []
    assert repository.get_own(candidate, "a1") is None
    assert own_questions(candidate) == {"kims/q0": OWN}
    assert [(deck.id, deck.title) for deck in decks.list_all(candidate)] == [("kims", "From Kim")]
    mock = as_mock("a1", kept, bank_of(candidate, shipped), iter("xyz").__next__, 300)
    assert mock is not None
    assert [item.question for item in mock.items] == [SHIPPED, "kims/q0"]
    assert mock.set_by == "Kim"


def test_a_question_of_the_candidates_own_is_never_overwritten(
    coach: Store, candidate: Store, shipped: Bank
) -> None:
    arrived = arrived_at(coach, shipped, OWN, replace(OWN, prompt="And then?"))
    add_own(candidate, replace(OWN, prompt="My own words"))
    assert received.keep(candidate, "a1", arrived, 100) == ("kims/q0",)
    assert own_questions(candidate)["kims/q0"].prompt == "My own words"
    assert own_questions(candidate)["kims/q1"].prompt == "And then?"
    assert [deck.title for deck in decks.list_all(candidate)] == ["Kim's questions"]


def test_a_coach_who_opens_their_own_assignment_keeps_it_as_it_is(coach: Store, shipped: Bank) -> None:
    arrived = arrived_at(coach, shipped, OWN)
    repository.save(coach, "a1", asking(SHIPPED), 5)
    received.keep(coach, "a1", arrived, 100)
    assert repository.get(coach, "a1") == asking(SHIPPED)
    assert received.list_open(coach) == []


def test_it_is_open_until_a_mock_for_it_is_finished(candidate: Store, shipped: Bank) -> None:
    received.keep(candidate, "a1", Assignment("Later", (Task(SHIPPED, "Calm?"),)), 100)
    due = Assignment("Sooner", (Task(SHIPPED, "Calm?"),), due=date(2026, 12, 4))
    received.keep(candidate, "a2", due, 50)
    assert [(one.id, one.mock_id) for one in received.list_open(candidate)] == [("a2", ""), ("a1", "")]
    mock = as_mock("a2", due, shipped, lambda: "item", 200)
    assert mock is not None
    mock = state.begin(mock, 200)
    mocks.save(candidate, "m1", mock, 200)
    assert received.list_open(candidate)[0].mock_id == "m1"
    while mock.item is not None:
        mock = state.go_on(mock, 300)
    mocks.save(candidate, "m1", mock, 300)
    assert received.list_open(candidate)[0].mock_id == "m1"
    mocks.save(candidate, "m1", state.rate(mock, "item", Rating.SOLID, 400), 400)
    assert [one.id for one in received.list_open(candidate)] == ["a1"]


def test_what_is_put_away_stays_so_until_it_is_brought_back(candidate: Store) -> None:
    received.keep(candidate, "a1", Assignment("T", (Task(SHIPPED, "Calm?"),)), 100)
    received.put_away(candidate, "a1", 200)
    assert [one.is_put_away for one in received.list_open(candidate)] == [True]
    received.bring_back(candidate, "a1", 300)
    assert [one.is_put_away for one in received.list_open(candidate)] == [False]
    assert settings.load(candidate).assignments_put_away == ()
