from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from prepkit.bank import Bank, load
from prepkit.card_ids import question_card
from prepkit.mock import report
from prepkit.mock.spec import MockSpec, draw, longest_s
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase, Scored


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def rated(question: str, rating: int, *, ticks: tuple[str, ...] = (), answer_ms: int = 60_000) -> MockItem:
    return MockItem(f"{question}-{rating}", question, rating=rating, ticks=ticks, answer_ms=answer_ms)


def a_mock(*items: MockItem, at: int = 0) -> Mock:
    return Mock("Mock", "lead", items, at, phase=MockPhase.OVER, scored_at=at + 1)


def test_figures_of_one_interview(bank: Bank) -> None:
    points = [point.id for point in bank.question("furious-caller").key_points]
    first = rated("furious-caller", 3, ticks=(points[0], "no-such-point"), answer_ms=95_000)
    left = replace(rated("staying-calm", 0), left_out=True)
    found = report.summary(bank, a_mock(first, left))
    assert (found.rated, found.held, found.mean, found.over) == (1, 1, 3.0, 1)
    assert found.key_points == pytest.approx(1 / len(points))
    assert (found.used_ms, found.allowed_ms) == (155_000, 210_000)


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
    a_round = replace(a_mock(rated("a", 3)), kind=MockKind.ROUND)
    every = [("s", scored), ("o", open_one), ("r", a_round), ("e", earlier)]
    assert report.finished(every) == [earlier, scored]
    assert report.finished(every, apart_from="s") == [earlier]


def test_the_scores_that_were_given_stand_in_the_figures(bank: Bank) -> None:
    scored = replace(rated("furious-caller", 3), own=Scored(4))
    also = replace(rated("staying-calm", 3), own=Scored(3, "I stayed quiet."))
    without = replace(rated("recognition", 2), own=Scored(0, "Nothing to go by."))
    mock = a_mock(scored, also, without)
    found = report.summary(bank, mock)
    assert (found.scored, found.score) == (2, 3.5)
    standings = {one.competency: one.score for one in report.by_competency(bank, mock, [])}
    assert standings[bank.question("recognition").competency] is None
    assert standings[bank.question("furious-caller").competency] in (4.0, 3.5)


def test_the_time_allowed_is_what_the_choices_promised(bank: Bank) -> None:
    asked = [one for one in bank.ids if bank.question(one).follow_ups]
    for plan in (MockSpec(), MockSpec(7, think_s=0), MockSpec(4, probes=False, answer_s=180)):
        items = draw(bank, asked, plan, role="", asked_before={}, rng=Random(4), new_id=lambda: "x")
        assert report.summary(bank, a_mock(*items)).allowed_ms == 1000 * longest_s(plan)


def test_ratings_and_ticks_that_do_not_agree_are_remarked_on(bank: Bank) -> None:
    points = tuple(point.id for point in bank.question("staying-calm").key_points)
    nothing_ticked = [rated(question, 3) for question in ("furious-caller", "recognition")]
    assert report.doubtful_ratings(bank, a_mock(*nothing_ticked)) == [
        "You rated 2 answers Solid and ticked no key point. Tick what you said, or rate again."
    ]
    (mixed,) = report.doubtful_ratings(bank, a_mock(*nothing_ticked, rated("staying-calm", 4)))
    assert mixed.startswith("You rated 3 answers Solid or better and ticked no key point.")
    (humble,) = report.doubtful_ratings(bank, a_mock(rated("staying-calm", 2, ticks=points)))
    assert humble.startswith("You rated one answer Shaky and ticked every key point of it.")
    agreeing = a_mock(
        rated("staying-calm", 3, ticks=points[:1]), rated("recognition", 1), rated("gone-from-the-bank", 4)
    )
    assert report.doubtful_ratings(bank, agreeing) == []


def test_the_coachs_scores_stand_beside_the_persons_own(bank: Bank) -> None:
    both = replace(rated("furious-caller", 3), own=Scored(4), coach=Scored(2))
    left_out = replace(rated("staying-calm", 0), left_out=True, coach=Scored(5))
    mock = a_mock(both, left_out)
    figures = report.summary(bank, mock)
    assert (figures.coach_scored, figures.coach_score) == (2, 3.5)
    rows = report.scores_by_answer(bank, mock)
    assert [(row.own, row.coach, row.rating) for row in rows] == [(4, 2, 3), (None, 5, None)]
    (standing,) = report.by_competency(bank, mock, [])
    assert (standing.score, standing.coach_score) == (4.0, 2.0)


def test_an_outstanding_answer_is_not_drilled_and_the_lower_score_comes_first(bank: Bank) -> None:
    mock = a_mock(
        replace(rated("furious-caller", 3), own=Scored(5)),
        replace(rated("staying-calm", 3), own=Scored(4)),
        replace(rated("recognition", 3), own=Scored(3)),
    )
    assert report.to_drill(bank, mock) == [question_card("recognition"), question_card("staying-calm")]
