from __future__ import annotations

import base64
import json
import zlib
from itertools import count
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.coaching.assignment import Assignment, Task, as_file, as_link, as_mock, read_file, read_link
from prepkit.errors import UnusableAssignment
from prepkit.mock.state import MockKind

FOUND = Assignment(
    "Before Thursday: “Grüße” | <b>",
    (Task("furious-caller", "A caller is furious."), Task("staying-calm", "How do you stay calm?", 120)),
    message="Out loud, please.\n\nBoth of them.",
    level="manager",
    think_s=30,
)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def test_a_file_holds_all_of_it() -> None:
    assert read_file("a.json", as_file("x1", FOUND)) == ("x1", FOUND)


def test_a_link_holds_it_too_and_words_the_questions_as_this_bank_does(bank: Bank) -> None:
    link = as_link("x1", FOUND)
    assert link.isascii()
    assert not set("+/=&?# ") & set(link)
    identity, found = read_link(link, bank)
    assert identity == "x1"
    assert [(task.question, task.answer_s) for task in found.tasks] == [
        ("furious-caller", 90),
        ("staying-calm", 120),
    ]
    assert found.tasks[0].prompt == bank.question("furious-caller").prompt
    assert (found.title, found.message, found.level, found.think_s) == (
        FOUND.title,
        FOUND.message,
        "manager",
        30,
    )


def test_it_becomes_an_interview_over_what_the_bank_has(bank: Bank) -> None:
    ids = map(str, count())
    found = Assignment("T", (Task("gone", "Gone?"), Task("staying-calm", "Calm?", 60)), think_s=0)
    mock = as_mock("x1", found, bank, lambda: next(ids), 7)
    assert mock is not None
    assert (mock.kind, mock.assignment) == (MockKind.ASSIGNMENT, "x1")
    assert [(item.question, item.answer_s, item.think_s) for item in mock.items] == [("staying-calm", 60, 0)]
    assert as_mock("x1", Assignment("T", (Task("gone", "Gone?"),)), bank, str, 7) is None


def whole(**changed: object) -> bytes:
    return json.dumps({**json.loads(as_file("x1", FOUND)), **changed}).encode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "does not say"),
        (whole(format="other"), "does not say"),
        (whole(version=2), "newer"),
        (whole(version="1"), "newer"),
        (whole(id=""), "id"),
        (whole(id=5), "id"),
        (whole(tasks=[]), "no question"),
        (whole(tasks=[{"question": "x"}]), "tasks.0.prompt"),
        (whole(tasks=[{"question": "x", "prompt": "y", "answer_s": -5}]), "answer_s"),
        (whole(tasks=[{"question": "x", "prompt": "y"}] * 51), "tasks"),
        (whole(title="x" * 300), "title"),
        (whole(think_s="30"), "think_s"),
        (b" " * 1_100_000, "too large"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(UnusableAssignment, match=why) as told:
        read_file("a.json", content)
    assert str(told.value).startswith("a.json")


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(value).encode())).decode()


@pytest.mark.parametrize(
    "link",
    [
        "",
        "x",
        "ü",
        as_link("x1", FOUND)[:-9],
        packed([]),
        packed({"a": 1}),
        packed(["x1", "t", "m", "lead", 15, [["q", "90"]]]),
        packed(["x1", "t", "m", "lead", 15, []]),
        packed(["x1", "t", "m", "lead", 15, None]),
        base64.urlsafe_b64encode(zlib.compress(b"[" + b"0," * 5_000_000)).decode(),
    ],
)
def test_a_link_that_was_cut_or_changed_is_refused(bank: Bank, link: str) -> None:
    with pytest.raises(UnusableAssignment):
        read_link(link, bank)
