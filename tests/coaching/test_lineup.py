from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.filters import Filters
from prepkit.coaching.lineup import Lineup, of_address


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def test_a_draw_shows_everything_once_and_the_same_to_everybody_with_the_seed(bank: Bank) -> None:
    pool = bank.ids[:40]
    first, second = (Lineup(seed=5).questions(bank, way) for way in (pool, list(reversed(pool))))
    assert first == second
    assert sorted(first) == sorted(pool)
    assert Lineup(seed=6).questions(bank, pool) != first


def test_a_list_keeps_its_order_and_leaves_out_what_is_not_there(bank: Bank) -> None:
    deck = of_address({"list": "staying-calm,no-such,furious-caller,staying-calm", "seed": "9"}, any_seed=1)
    assert deck.questions(bank, []) == ["staying-calm", "furious-caller"]


@pytest.mark.parametrize(
    "deck",
    [
        Lineup(("staying-calm", "furious-caller")),
        Lineup((), Filters("team-lead", ("triage", "hiring"), ("general",), ("hard", "easy")), 42),
    ],
)
def test_an_address_says_all_of_it(deck: Lineup) -> None:
    assert of_address(deck.as_address(), any_seed=7) == deck


@pytest.mark.parametrize("seed", ["", "x", "-1", "9" * 40, "٣"])
def test_a_seed_that_is_none_is_replaced(seed: str) -> None:
    assert of_address({"seed": seed}, any_seed=7).seed == 7
