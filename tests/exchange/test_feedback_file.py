"""The way of an interview to the coach and of the feedback back, over two stores of their own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest

from prepkit.bank import Bank, load
from prepkit.coaching import feedback as parts
from prepkit.coaching.feedback import FEEDBACK, AnswerFeedback, CoachFeedback
from prepkit.errors import UnusableFeedback
from prepkit.exchange import archive, feedback_file, results
from prepkit.exchange.feedback_report import as_html, summary
from prepkit.mock import repository
from prepkit.store import Database, Store, notes, profiles, scores
from tests.exchange.test_results import answered
from tests.practice.conftest import at

NOW = at(hours=1)
LATER = NOW.now + 1_000_000
FOUND = CoachFeedback(
    "Before Thursday: “Grüße” | <b>",
    "m1",
    level="lead",
    coach="Kim",
    candidate="Maria",
    message="Well done.",
    answers=(AnswerFeedback("furious-caller", "A caller is furious.", 2, "No apology", "Apologise"),),
    drills=("furious-caller",),
    written_at=7,
)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


@pytest.fixture
def candidate(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="candidate", now=1)


@pytest.fixture
def client(either_database: Database, candidate: Store) -> Store:
    coach = Store(either_database, profiles.create(either_database, "Kim", new_id="coach", now=2).id)
    return profiles.add_client(coach, "Maria", new_id="client", now=3)


def sent_to_coach(candidate: Store, client: Store) -> CoachFeedback:
    """An interview that the coach took in and began to give feedback on."""
    answered(candidate, "m1", "furious-caller", "staying-calm")
    results.merge(client, results.read("r.json", results.write(candidate, "m1", NOW)))
    mock = repository.get(client, "m1")
    assert mock is not None
    feedback = parts.begin("m1", mock, coach="Kim", candidate="Maria")
    feedback = parts.give_score(
        parts.say(feedback, "furious-caller", evidence="No apology"), "furious-caller", 2
    )
    FEEDBACK.save(client, "m1", feedback, NOW.now)
    return feedback


def test_what_the_coach_writes_reaches_the_candidate_and_counts_on_both_sides(
    candidate: Store, client: Store
) -> None:
    sent_to_coach(candidate, client)
    notes.save(client, notes.ABOUT_CLIENT, "Too shy for the job", 5)
    assert scores.pairs(client) == []
    file = feedback_file.write(client, "m1", NOW.now)
    assert [(pair.own, pair.coach) for pair in scores.pairs(client)] == [(3, 2)]
    assert b"shy" not in file
    assert b"received_at" not in file

    received = feedback_file.receive(candidate, feedback_file.read_file("f.json", file), LATER)
    assert (received.coach, received.drills, received.received_at) == ("Kim", ("furious-caller",), LATER)
    assert parts.list_received(candidate) == [received]
    assert [(pair.own, pair.coach) for pair in scores.pairs(candidate)] == [(3, 2)]
    assert parts.list_received(client) == []


def test_the_same_file_changes_nothing_and_a_newer_one_takes_its_place(
    candidate: Store, client: Store
) -> None:
    sent_to_coach(candidate, client)
    first = feedback_file.read_file("f.json", feedback_file.write(client, "m1", NOW.now))
    kept = feedback_file.receive(candidate, first, LATER)
    assert feedback_file.receive(candidate, first, LATER + 5) == kept
    FEEDBACK.change(client, "m1", lambda feedback: parts.give_score(feedback, "furious-caller", 4), LATER)
    second = feedback_file.read_file("f.json", feedback_file.write(client, "m1", LATER))
    feedback_file.receive(candidate, second, LATER + 9)
    assert feedback_file.receive(candidate, first, LATER + 10).on("furious-caller").score == 4
    assert [pair.coach for pair in scores.pairs(candidate)] == [4]


def test_without_the_interview_it_is_kept_and_nothing_is_scored(candidate: Store) -> None:
    feedback_file.receive(candidate, FOUND, LATER)
    assert parts.get(candidate, "m1") == replace(FOUND, received_at=LATER)
    assert scores.pairs(candidate) == []


def test_deleted_feedback_comes_back_with_its_file(candidate: Store) -> None:
    feedback_file.receive(candidate, FOUND, LATER)
    parts.delete(candidate, "m1", LATER + 1)
    assert parts.list_received(candidate) == []
    feedback_file.receive(candidate, FOUND, LATER + 2)
    assert len(parts.list_received(candidate)) == 1


def test_it_moves_to_another_computer_with_everything_else(candidate: Store, client: Store) -> None:
    feedback_file.receive(candidate, FOUND, LATER)
    archive.merge(client, archive.read("a.json", archive.write(candidate, NOW)))
    assert parts.get(client, "m1") == parts.get(candidate, "m1")


def test_a_file_holds_all_of_it() -> None:
    assert feedback_file.read_file("f.json", feedback_file.as_file(FOUND)) == FOUND


def test_the_longest_feedback_is_not_too_long_to_read() -> None:
    line = "é" * parts.MAX_LINE
    answers = tuple(AnswerFeedback(f"q{number}", line, 1, line, line) for number in range(200))
    longest = replace(FOUND, answers=answers, message="é" * parts.MAX_MESSAGE)
    assert feedback_file.read_file("f.json", feedback_file.as_file(longest)) == longest


def whole(**changed: object) -> bytes:
    return json.dumps({**json.loads(feedback_file.as_file(FOUND)), **changed}).encode()


def without(name: str) -> bytes:
    content: dict[str, Any] = json.loads(feedback_file.as_file(FOUND))
    del content[name]
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "does not say that it is feedback"),
        (whole(format="prepkit-assignment"), "does not say that it is feedback"),
        (whole(version=2), "newer"),
        (whole(version="1"), "newer"),
        (whole(version=True), "newer"),
        (whole(id=""), "id is missing"),
        (whole(id="m2"), "id is missing"),
        (without("id"), "id is missing"),
        (without("mock"), "mock"),
        (without("written_at"), "when it was written"),
        (whole(written_at="now"), "written_at"),
        (whole(answers=[{"question": "x", "score": 6}]), "answers.0.score"),
        (whole(answers=[{"question": "x", "score": True}]), "answers.0.score"),
        (whole(answers=[{"question": "x", "evidence": "\ud800"}]), "half a character"),
        (whole(answers=[{"question": "x", "evidence": "y" * 2_001}]), "answers.0.evidence"),
        (whole(answers=[{"question": "x"}], message=" "), "no feedback in it"),
        (b" " * 5_000_001, "too large"),
    ],
)
def test_what_is_no_feedback_is_refused_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(UnusableFeedback, match=why) as refused:
        feedback_file.read_file("f.json", content)
    assert str(refused.value).startswith("f.json cannot be opened: ")
    assert ".." not in str(refused.value)


def test_the_print_holds_the_answers_beside_what_the_coach_says(bank: Bank, candidate: Store) -> None:
    mock = answered(candidate, "m1", "furious-caller")
    feedback = replace(FOUND, answers=(replace(FOUND.answers[0], evidence="<b>No</b>"),))
    page = as_html(bank, feedback, mock, date(2026, 11, 24))
    assert "Feedback from Kim" in page
    assert "Kim scored 1 of 1 answer: 1 lower than you." in page
    assert '<p dir="auto">I called.</p>' in page
    assert "You: 3 of 5. I called." in page
    assert "Coach: 2 of 5. &lt;b&gt;No&lt;/b&gt;" in page
    assert "Try this next time" in page
    assert escape(bank.question("furious-caller").prompt) in page


def test_the_print_of_an_unknown_interview_has_the_coachs_wording(bank: Bank) -> None:
    page = as_html(bank, FOUND, None, date(2026, 11, 24))
    assert "A caller is furious." in page
    assert "I called." not in page
    assert "Nothing was written" not in page


def test_the_summary_only_counts() -> None:
    assert summary(FOUND, None) == "Kim scored 1 of 1 answer."
    unscored = replace(FOUND, coach=" ", answers=(replace(FOUND.answers[0], score=0),))
    assert summary(unscored, None) == "Your coach gave no scores."
