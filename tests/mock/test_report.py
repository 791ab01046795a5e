from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.mock import report
from prepkit.mock.interview import Asked, Kind, Mock, Phase
from prepkit.model import question_card


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def rated(question: str, rating: int, *, ticks: tuple[str, ...] = (), answer_ms: int = 60_000) -> Asked:
    return Asked(f"{question}-{rating}", question, rating=rating, ticks=ticks, answer_ms=answer_ms)


def a_mock(*items: Asked, at: int = 0) -> Mock:
    return Mock("Mock", "lead", items, at, phase=Phase.OVER, scored_at=at + 1)


def test_figures_of_one_interview(bank: Bank) -> None:
    points = [point.id for point in bank.question("furious-caller").key_points]
    first = rated("furious-caller", 3, ticks=(points[0], "no-such-point"), answer_ms=95_000)
    left = replace(rated("staying-calm", 0), left_out=True)
    found = report.summary(bank, a_mock(first, left))
    assert (found.rated, found.held, found.mean, found.over) == (1, 1, 3.0, 1)
    assert found.key_points == pytest.approx(1 / len(points))
    assert (found.used_ms, found.allowed_ms) == (155_000, 180_000)


def test_the_weakest_are_drilled_and_those_ready_never(bank: Bank) -> None:
    points = tuple(point.id for point in bank.question("staying-calm").key_points)
    mock = a_mock(
        rated("staying-calm", 2, ticks=points),
        rated("furious-caller", 2),
        rated("why-this-role", 4),
        rated("why-us", 3),
        rated("recognition", 1),
        rated("gone-from-the-bank", 1),
    )
    wanted = ["recognition", "furious-caller", "staying-calm"]
    assert report.to_drill(bank, mock) == [question_card(question) for question in wanted]


def test_competencies_are_set_beside_earlier_mocks(bank: Bank) -> None:
    earlier = a_mock(rated("furious-caller", 1), rated("staying-calm", 2))
    now = a_mock(rated("furious-caller", 3), rated("recognition", 2), at=9)
    found = {standing.competency: standing for standing in report.by_competency(bank, now, [earlier])}
    changed = found[bank.question("furious-caller").competency]
    assert (changed.now, changed.before) == (3.0, 1.0)
    assert changed.change == 2.0
    assert found[bank.question("recognition").competency].change is None


def test_only_scored_mocks_are_compared_and_never_rounds() -> None:
    scored = a_mock(rated("a", 3), at=5)
    earlier = a_mock(rated("a", 2), at=2)
    open_one = replace(a_mock(rated("a", 0)), scored_at=0)
    a_round = replace(a_mock(rated("a", 3)), kind=Kind.ROUND)
    every = [("s", scored), ("o", open_one), ("r", a_round), ("e", earlier)]
    assert report.finished(every) == [earlier, scored]
    assert report.finished(every, apart_from="s") == [earlier]
