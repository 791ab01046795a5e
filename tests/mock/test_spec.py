from __future__ import annotations

from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

import pytest

from prepkit.bank import Bank, load
from prepkit.mock.spec import (
    BEHAVIOURAL,
    CLOSING,
    CLOSINGS,
    LENGTHS,
    OPENINGS,
    SITUATIONAL,
    WARM_UP,
    MockSpec,
    blocks,
    draw,
    longest_s,
    video_spec,
)
from prepkit.question import Kind

ROLE = "customer-service-manager"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def drawn(bank: Bank, plan: MockSpec, seed: int, pool: tuple[str, ...] = (), **more: object) -> list[str]:
    ids = map(str, count())
    items = draw(
        bank,
        pool or bank.in_role(ROLE),
        plan,
        role=ROLE,
        asked_before=dict(more.get("asked_before", {})),  # type: ignore[call-overload]
        rng=Random(seed),
        new_id=lambda: next(ids),
    )
    return [item.question for item in items]


def test_it_opens_and_closes_as_interviews_do(bank: Bank) -> None:
    for seed in range(20):
        first, *_, last = drawn(bank, MockSpec(7), seed)
        assert first in OPENINGS
        assert last in CLOSINGS


def test_the_shortest_takes_under_ten_minutes_with_everything_used() -> None:
    assert longest_s(MockSpec(LENGTHS[0])) < 600


def test_like_the_real_thing_goes_from_warm_up_to_closing() -> None:
    assert blocks(MockSpec(4)) == [WARM_UP, BEHAVIOURAL, SITUATIONAL, CLOSING]
    assert Counter(blocks(MockSpec(12))) == {WARM_UP: 1, BEHAVIOURAL: 7, SITUATIONAL: 3, CLOSING: 1}


@pytest.mark.parametrize("seed", range(10))
def test_each_block_asks_its_kind_and_nothing_comes_twice(bank: Bank, seed: int) -> None:
    plan = MockSpec(12)
    items = draw(
        bank,
        bank.in_role(ROLE),
        plan,
        role=ROLE,
        asked_before={},
        rng=Random(seed),
        new_id=lambda: "x",
    )
    assert len({item.question for item in items}) == 12
    kinds = {
        block: {bank.question(i.question).kind for i in items if i.block == block} for block in blocks(plan)
    }
    assert kinds[BEHAVIOURAL] == {Kind.BEHAVIOURAL}
    assert kinds[SITUATIONAL] <= {Kind.SITUATIONAL, Kind.TECHNICAL}
    assert kinds[WARM_UP] | kinds[CLOSING] <= {Kind.GENERAL, Kind.MOTIVATION}
    assert all(item.variant for item in items), "the prompt itself may be known by heart"
    assert all(bool(item.probe) is (item.block in (BEHAVIOURAL, SITUATIONAL)) for item in items)


def test_no_competency_is_asked_twice_while_there_are_others(bank: Bank) -> None:
    plan = MockSpec(7, like_the_real_thing=False)
    asked = [bank.question(question).competency for question in drawn(bank, plan, 1)]
    assert len(set(asked)) == 7


def test_likely_questions_come_more_often_and_earlier_ones_less(bank: Bank) -> None:
    plan = MockSpec(4, like_the_real_thing=False)
    core = set(bank.core(ROLE))
    share = sum(question in core for seed in range(60) for question in drawn(bank, plan, seed)) / 240
    assert share > len(core) / len(bank.in_role(ROLE))
    before = dict.fromkeys(core, 9)
    later = sum(question in core for s in range(60) for question in drawn(bank, plan, s, asked_before=before))
    assert later / 240 < share / 3


def test_a_small_pool_gives_a_short_interview(bank: Bank) -> None:
    assert sorted(drawn(bank, MockSpec(12), 1, bank.core(ROLE)[:3])) == sorted(bank.core(ROLE)[:3])
    assert drawn(bank, MockSpec(4), 1, ("no-such-question",)) == []


def test_given_weights_decide_what_is_asked(bank: Bank) -> None:
    wanted = bank.in_role(ROLE)[-1]
    for seed in range(5):
        items = draw(
            bank,
            bank.in_role(ROLE),
            MockSpec(1, like_the_real_thing=False),
            role=ROLE,
            asked_before={},
            rng=Random(seed),
            new_id=lambda: "x",
            weights=dict.fromkeys(bank.in_role(ROLE), 0.0) | {wanted: 1.0},
        )
        assert [item.question for item in items] == [wanted]


def test_a_video_interview_gives_half_a_minute_to_think_and_asks_no_follow_ups(bank: Bank) -> None:
    plan = video_spec(4, True, 120, one_take=True)
    items = draw(
        bank,
        bank.in_role(ROLE),
        plan,
        role=ROLE,
        asked_before={},
        rng=Random(1),
        new_id=map(str, count()).__next__,
    )
    assert {(item.think_s, item.answer_s, item.probe) for item in items} == {(30, 120, "")}
    assert longest_s(plan) == 4 * 150
