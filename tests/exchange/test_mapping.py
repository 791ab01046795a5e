from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pandas as pd
import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.bank.own import OwnQuestion
from prepkit.exchange.mapping import TARGETS, TEMPLATE, guess, items, preview, slugs
from prepkit.exchange.sheet import Sheet


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 12)
    return load(folder)


def sheet(*rows: tuple[str, ...]) -> Sheet:
    header, *cells = rows
    lines = pd.Index(range(2, 2 + len(cells)), name="line")
    return Sheet("Deck", pd.DataFrame(cells, columns=list(header), index=lines, dtype="str"))


def taken(bank: Bank, table: Sheet) -> tuple[list[dict[str, object]], list[str]]:
    found = preview(table, guess(table), bank, competency="triage", file="deck.csv")
    said = [str(problem) for problem in (*found.problems, *found.doubles)]
    return [question.as_json() for question in found.questions], said


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Front", "Back", "Tags"), {"prompt": "Front", "answers": "Back"}),
        (("No", "QUESTION", "Model answer"), {"prompt": "QUESTION", "answers": "Model answer"}),
        (("Topic", "Question", "Key points"), {"competency": "Topic", "key_points": "Key points"}),
        (("alpha", "beta"), {"prompt": "alpha", "answers": "beta"}),
        (("Level", "alpha"), {"prompt": "alpha", "difficulty": "Level", "answers": None}),
        (TEMPLATE[0], {"prompt": "Question", "answers": "Sample answer", "kind": "Kind"}),
    ],
)
def test_headers_are_guessed(header: tuple[str, ...], expected: dict[str, str | None]) -> None:
    found = guess(sheet(header))
    assert {target: found[target] for target in expected} == expected
    assert set(found) == set(TARGETS)


def test_a_row_becomes_a_question_with_its_parts(bank: Bank) -> None:
    competency = bank.competencies[2]
    table = sheet(
        ("Question", "Topic", "Kind", "Difficulty", "Key points", "Answer", "Role"),
        (
            "Why us?",
            competency.name.upper(),
            "Motivation",
            "hard",
            "- one\n- two",
            "Because.",
            bank.roles[1].name,
        ),
    )
    questions, said = taken(bank, table)
    assert said == []
    assert questions[0] | {"prompt": "Why us?", "competency": competency.id} == questions[0]
    assert questions[0]["key_points"] == ["one", "two"]
    assert questions[0]["answers"] == ["Because."]
    assert questions[0]["roles"] == [bank.roles[1].id]
    assert (questions[0]["kind"], questions[0]["difficulty"]) == ("motivation", "hard")


def test_what_is_not_known_is_said_with_its_line_and_the_row_still_comes(bank: Bank) -> None:
    table = sheet(
        ("Question", "Topic", "Kind", "Role"),
        ("Why us?", "Juggling", "odd", "Astronaut; " + bank.roles[0].name),
    )
    questions, said = taken(bank, table)
    assert said == [
        "deck.csv, line 2, column “Topic”: “Juggling” is not known here; the usual one is taken.",
        "deck.csv, line 2, column “Kind”: “odd” is not known here; the usual one is taken.",
        "deck.csv, line 2, column “Role”: “Astronaut; Customer operations manager” names a role that is not "
        "known here.",
    ]
    assert questions[0]["competency"] == "triage"
    assert questions[0]["roles"] == [bank.roles[0].id]


def test_rows_without_a_question_and_doubles_are_left_out(bank: Bank) -> None:
    there = bank.question(bank.ids[0]).prompt
    table = sheet(
        ("Front", "Back"), ("", "lost"), ("", ""), ("New?", "a"), ("new", "b"), (there.upper(), "c")
    )
    questions, said = taken(bank, table)
    assert [question["prompt"] for question in questions] == ["New?"]
    assert said == [
        "deck.csv, line 2, column “Front”: There is no question in this row; it would be left out.",
        "deck.csv, line 5, column “Front”: “new” is already there.",
        f"deck.csv, line 6, column “Front”: “{there.upper()[:80]}” is already there.",
    ]


def test_a_question_that_is_too_long_is_left_out(bank: Bank) -> None:
    questions, said = taken(bank, sheet(("Front",), ("x" * 3_000,)))
    assert questions == []
    assert "“prompt” should be a text of a sensible length. The row would be left out." in said[0]


def test_ids_come_from_the_words_and_never_repeat(bank: Bank) -> None:
    table = sheet(
        ("Front",), ("Why us, and why now of all times?",), ("Why us, and why now, of all?!",), ("¿?",)
    )
    questions = preview(table, guess(table), bank, competency="triage", file="x").questions
    assert slugs(questions, "mine", {"mine/question"}) == [
        "mine/why-us-and-why-now-of",
        "mine/why-us-and-why-now-of-2",
        "mine/question-2",
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", ()),
        ("one", ("one",)),
        ("one; two |three", ("one", "two", "three")),
        ("- one; still one\n* two\n\n3. three", ("one; still one", "two", "three")),
        ("24/7 cover", ("24/7 cover",)),
    ],
)
def test_a_cell_that_lists_several_is_split(cell: str, expected: tuple[str, ...]) -> None:
    assert items(cell) == expected


def lines_run(prompts: Sequence[str]) -> int:
    """How many lines of ``slugs`` are run for these prompts: the steps it takes, on any machine."""
    questions = [OwnQuestion.of({"prompt": prompt, "competency": "triage"}) for prompt in prompts]
    count, before = 0, sys.gettrace()

    def each_line(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if frame.f_code is not slugs.__code__:
            return None
        count += event == "line"
        return each_line

    sys.settrace(each_line)
    try:
        made = slugs(questions, "mine", {"mine/question-7"})
    finally:
        sys.settrace(before)
    assert len(set(made)) == len(prompts)
    assert "mine/question-7" not in made
    return count


def test_twice_as_many_prompts_without_latin_letters_take_twice_the_steps() -> None:
    steps = [lines_run([f"質問その{'一' * number}" for number in range(n)]) for n in (500, 1_000)]
    assert steps[1] < 2.1 * steps[0]
