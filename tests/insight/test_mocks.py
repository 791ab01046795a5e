from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.insight import mocks
from prepkit.insight.agenda import agenda
from prepkit.insight.charts import mocks as charts
from prepkit.mock.state import Mock, MockItem
from prepkit.model import Attempt, Rating, Story
from prepkit.store.scores import Pair


@pytest.fixture(scope="module")
def real_bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def pair(card: str, own: int, coach: int) -> Pair:
    return Pair(card, 5, "2026-11-23", own, coach)


def made(card: str, rating: Rating, moment: int = 1) -> Attempt:
    return Attempt(f"{card}-{moment}", card, rating, moment, "2026-11-23", "UTC")


def test_each_mock_is_two_points_and_an_unrated_one_is_none_at_all(real_bank: Bank) -> None:
    items = (MockItem("a", "furious-caller", rating=3), MockItem("b", "staying-calm", rating=1))
    frame = mocks.trend(real_bank, [Mock("First", "lead", items, 86_400_000_000)], "UTC")
    assert frame["day"].tolist() == ["1970-01-02"] * 2
    assert frame.set_index("measure")["share"].to_dict() == {"Solid or better": 0.5, "Key points said": 0.0}
    assert charts.trend(frame).empty is False
    assert charts.trend(mocks.trend(real_bank, [], "UTC")).empty is True


def test_both_scores_stand_side_by_side_and_the_mean_gap_is_said(real_bank: Bank) -> None:
    pairs = [pair("q:furious-caller", 4, 2), pair("q:staying-calm", 3, 3)]
    frame = mocks.self_and_coach(real_bank, pairs)
    assert frame[["number", "rater", "value", "gap"]].values.tolist() == [
        [1, "You", 4, 2],
        [1, "Coach", 2, 2],
        [2, "You", 3, 0],
        [2, "Coach", 3, 0],
    ]
    assert "your own score is on average 1.0 higher than your coach's" in charts.self_and_coach(frame).alt
    of_client = mocks.self_and_coach(real_bank, pairs, mocks.CLIENT_RATERS)
    assert set(of_client["rater"]) == {"Candidate", "Coach"}
    read_by_coach = charts.self_and_coach(of_client, of_client=True)
    assert "the candidate's score is on average 1.0 higher" in read_by_coach.alt
    assert (
        "you" not in f"{read_by_coach.title} {read_by_coach.alt} {read_by_coach.definition}".lower().split()
    )


def test_the_agenda_names_gaps_weak_competencies_and_missing_stories(real_bank: Bank) -> None:
    pairs = [
        pair("q:furious-caller", 5, 1),
        pair("q:staying-calm", 2, 3),
        pair("q:furious-caller", 3, 3),
    ]
    weak = real_bank.question("recognition").competency
    sibling = next(
        f"q:{id}" for id in real_bank.ids if id != "recognition" and real_bank.question(id).competency == weak
    )
    attempts = [
        made("q:furious-caller", Rating.COULD_NOT),
        made("q:furious-caller", Rating.READY, 2),
        made("q:recognition", Rating.SHAKY),
        made(sibling, Rating.COULD_NOT),
        made("t:csat", Rating.COULD_NOT),
        made("q:gone", Rating.COULD_NOT),
    ]
    found = agenda(real_bank, attempts, pairs, {})
    # Of two rounds over one question the later counts, and they agreed in it.
    assert [gap.card_id for gap in found.gaps] == ["q:staying-calm"]
    assert found.weakest == ((weak, 1.5),)
    assert found.answers == {weak: 2}
    assert found.untold == (), "nothing is known of the stories of somebody who sent none"
    some = agenda(real_bank, attempts, pairs, {"s": Story(competencies=("recovery",))})
    assert len(some.untold) == 3
    told = {"s": Story(competencies=some.untold)}
    assert not set(some.untold) & set(agenda(real_bank, attempts, pairs, told).untold)


def test_what_is_solid_is_not_called_weak(real_bank: Bank) -> None:
    assert agenda(real_bank, [made("q:recognition", Rating.SOLID)], [], {}).weakest == ()


def test_one_answer_alone_calls_nothing_weak(real_bank: Bank) -> None:
    attempts = [made("q:recognition", Rating.COULD_NOT), made("q:recognition", Rating.COULD_NOT, 2)]
    assert agenda(real_bank, attempts, [], {}).weakest == ()


def test_an_answer_that_only_the_coach_scored_counts_until_it_is_rated(real_bank: Bank) -> None:
    about = [id for id in real_bank.ids if real_bank.question(id).competency == "recovery"]
    first, second = about[:2]
    unrated = {first: Rating.COULD_NOT, second: Rating.SHAKY}
    found = agenda(real_bank, [], [], {}, None, unrated)
    assert (found.weakest, found.unrated) == ((("recovery", 1.5),), 2)
    rated = [made(f"q:{first}", Rating.SOLID), made(f"q:{second}", Rating.SOLID)]
    found = agenda(real_bank, rated, [], {}, None, unrated)
    assert (found.weakest, found.unrated) == ((), 0)
