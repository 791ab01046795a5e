from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.bank.own import OwnQuestion, with_own
from prepkit.exchange.imports.columns import guess
from prepkit.exchange.imports.headers import find_header, tabulate
from prepkit.exchange.imports.preview import preview
from prepkit.exchange.imports.text_files import read
from prepkit.exchange.question_table import ATTEMPTS, attempt_table, question_table
from prepkit.exchange.spreadsheet import as_csv
from prepkit.store import open_memory, profiles
from tests.exchange.test_archive import practise


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 12)
    return load(folder)


def test_questions_taken_along_can_be_brought_in_again(bank: Bank, tmp_path: Path) -> None:
    generate(tmp_path, 1)
    elsewhere = load(tmp_path)
    content = as_csv(question_table(bank, bank.ids[1:4]))
    (grid,) = read("list.csv", content).grids
    table = tabulate(grid, find_header(grid))
    found = preview(table, guess(table), elsewhere)
    for brought, question in zip(found.questions, bank.ids[1:4], strict=True):
        before = bank.question(question)
        assert brought.prompt == before.prompt
        assert brought.key_points == tuple(point.text for point in before.key_points)
        assert brought.variants == tuple(variant.text for variant in before.variants)
        assert (brought.kind, brought.difficulty) == (before.kind, before.difficulty)
        assert set(brought.roles) == set(before.roles)


def test_attempts_are_a_table_oldest_first_without_what_was_taken_back(bank: Bank) -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    practise(store, bank, "laptop", hour=0)
    frame = attempt_table(store, bank)
    assert list(frame.columns) == list(ATTEMPTS)
    assert len(frame) == 4
    assert frame["Card"].tolist() == [bank.question(question).prompt for question in bank.ids[:4]]
    assert frame["Answer"].tolist()[0] == "what I said, 1"
    assert frame["Seconds"].gt(0).all()
    assert attempt_table(profiles.latest(open_memory(), new_id="x", now=1), bank).empty


@pytest.mark.parametrize(
    "points",
    [
        ("Named the harm; and the deadline", "Asked"),
        ("Only one; with a semicolon",),
        ("'Quoted' at the start", "=1+1"),
        ("First line\nsecond line", "Other"),
        ("One, two, three",),
    ],
)
def test_key_points_come_back_whatever_signs_they_hold(bank: Bank, points: tuple[str, ...]) -> None:
    own = with_own(bank, [("mine/why", OwnQuestion("Why, exactly?", key_points=points, tags=("x y", "z")))])
    (grid,) = read("list.csv", as_csv(question_table(own, ["mine/why"]))).grids
    table = tabulate(grid, find_header(grid))
    (question,) = preview(table, guess(table), bank).questions
    assert question.key_points == points
    assert question.tags == ("x y", "z")
