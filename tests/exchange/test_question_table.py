from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.exchange import csv_reader
from prepkit.exchange.mapping import guess, preview
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
    (sheet,) = csv_reader.read("list.csv", content).sheets
    found = preview(sheet, guess(sheet), elsewhere, competency="triage", file="list.csv")
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
