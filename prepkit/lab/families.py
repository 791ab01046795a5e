"""Every family of scenarios, by the id of its card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random

from prepkit.lab import over_time, side_by_side
from prepkit.lab.scenario import Scenario
from prepkit.model import Drill, drill_card

FAMILIES: Mapping[str, Callable[[Random], Scenario]] = {
    "volume-and-csat": over_time.volume_and_csat,
    "fcr-and-aht": side_by_side.fcr_and_aht,
    "backlog-ageing": over_time.backlog_ageing,
    "sla-by-channel": side_by_side.sla_by_channel,
    "survey-response": over_time.survey_response,
    "mix-shift": side_by_side.mix_shift,
    "quick-and-reopened": over_time.quick_and_reopened,
    "hours-of-the-day": side_by_side.hours_of_the_day,
    "bot-and-repeats": over_time.bot_and_repeats,
    "newcomers": side_by_side.newcomers,
    "busy-then-absent": over_time.busy_then_absent,
    "one-bad-product": side_by_side.one_bad_product,
}
FOR_EVERYBODY = (
    *("volume-and-csat", "fcr-and-aht", "backlog-ageing", "sla-by-channel", "quick-and-reopened"),
    "one-bad-product",
)
"""What a specialist is asked too; the rest belongs to those who plan and lead."""
SEEDS = 40
"""So many tables of each family come in turn before one comes again."""


def scenario(family: str, seed: int) -> Scenario:
    """The same table for the same family and seed, on every machine. Raises KeyError for no such family."""
    return FAMILIES[family](Random(f"{family} {seed}"))


def seed_of(variant_id: str | None) -> int:
    """The seed that a drill's variant names; the first for none, and for one that names no seed."""
    return int(variant_id) if variant_id in {str(seed) for seed in range(1, SEEDS + 1)} else 1


@lru_cache(maxsize=1)
def drills() -> dict[str, Drill]:
    """Every family as a drill, by the id of its card."""
    seeds = tuple(str(seed) for seed in range(1, SEEDS + 1))
    return {drill_card(family): Drill(scenario(family, 1).title, seeds) for family in FAMILIES}


def cards(level: str) -> list[str]:
    """The cards for a role's level (specialist, lead or manager; anything else: all)."""
    return [drill_card(one) for one in FAMILIES if level != "specialist" or one in FOR_EVERYBODY]
