from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from prepkit.bank import Bank
from prepkit.bank.own import OwnQuestion, with_own
from prepkit.insight.left_out import ENOUGH_POINTS, PointKind, by_kind, kinds_of
from prepkit.question import Question
from tests.shipped import shipped_bank

SAMPLE = Path(__file__).with_name("point_kinds.csv")
"""150 key points drawn at random, labelled by reading before there was any rule."""
LEAST_PRECISION = 0.9


def labelled() -> Iterator[tuple[str, frozenset[PointKind]]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["text"], frozenset(PointKind[name] for name in row["kinds"].split())


@pytest.mark.parametrize("kind", PointKind)
def test_a_kind_that_is_told_is_nearly_always_the_one_a_reader_sees(kind: PointKind) -> None:
    told = [kind in labels for text, labels in labelled() if kind in kinds_of(text)]
    assert told
    assert sum(told) / len(told) >= LEAST_PRECISION


def test_every_kind_is_asked_for_by_some_of_the_shipped_questions() -> None:
    bank = shipped_bank()
    points = [point.text for id in bank.ids for point in bank.question(id).key_points]
    for kind in PointKind:
        assert sum(kind in kinds_of(text) for text in points) > ENOUGH_POINTS


def with_kind(bank: Bank, kind: PointKind) -> tuple[Question, str]:
    """A question with exactly one key point of a kind, and that point's id."""
    for id in bank.ids:
        question = bank.question(id)
        found = [point.id for point in question.key_points if kind in kinds_of(point.text)]
        if len(found) == 1:
            return question, found[0]
    raise LookupError(kind)


def ticked(question: Question, *, without: str = "") -> tuple[str, tuple[str, ...], str]:
    ticks = tuple(point.id for point in question.key_points if point.id != without)
    return question.card_id, ticks, shipped_bank().version


def test_counts_how_often_a_kind_was_left_out_and_names_the_question() -> None:
    bank = shipped_bank()
    question, reason = with_kind(bank, PointKind.REASON)
    answers = [ticked(question), ticked(question), *[ticked(question, without=reason)] * 3]
    row = next(row for row in by_kind(bank, answers) if row.kind is PointKind.REASON)
    assert (row.left_out, row.points, row.cards) == (3, 5, (question.card_id,))


def test_what_the_latest_answer_said_is_not_offered_for_practice() -> None:
    bank = shipped_bank()
    question, reason = with_kind(bank, PointKind.REASON)
    left_out = [ticked(question, without=reason)] * 5
    for latest in (ticked(question), (question.card_id, (), bank.version)):
        row = next(row for row in by_kind(bank, [*left_out, latest]) if row.kind is PointKind.REASON)
        assert row.left_out == 5
        assert row.cards == ()


def test_a_kind_with_few_points_says_nothing() -> None:
    bank = shipped_bank()
    question, reason = with_kind(bank, PointKind.REASON)
    answers = [ticked(question, without=reason)] * (ENOUGH_POINTS - 1)
    assert PointKind.REASON not in {row.kind for row in by_kind(bank, answers)}


def test_answers_whose_ticks_tell_nothing_are_not_counted() -> None:
    bank = shipped_bank()
    question, _ = with_kind(bank, PointKind.REASON)
    untold = [
        (question.card_id, (), bank.version),
        (question.card_id, (f"{question.id}.gone", question.key_points[0].id), bank.version),
        ("q:no-such-question", ("no-such-question.k1",), bank.version),
        ("t:csat", ("csat.k1",), bank.version),
    ]
    assert by_kind(bank, untold * 10) == []


def test_points_of_an_own_question_count_only_as_long_as_it_is_unchanged() -> None:
    own = OwnQuestion(prompt="What went wrong?", key_points=("Gave a figure", "Gave a reason"))
    bank = with_own(shipped_bank(), [("mine/wrong", own)])
    answers = [("q:mine/wrong", ("mine/wrong.k1",), bank.version)] * ENOUGH_POINTS
    assert [(row.kind, row.left_out) for row in by_kind(bank, answers)] == [
        (PointKind.REASON, ENOUGH_POINTS),
        (PointKind.FIGURE, 0),
    ]
    changed = OwnQuestion(prompt="What went wrong?", key_points=("Gave a reason", "Gave a figure"))
    assert by_kind(with_own(shipped_bank(), [("mine/wrong", changed)]), answers) == []
