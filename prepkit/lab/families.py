"""List the families of scenarios, and their cards by level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random

from prepkit.card_ids import drill_card
from prepkit.lab import over_time, side_by_side
from prepkit.lab.scenario import Scenario
from prepkit.question import Drill, Level

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
"""The families that specialists are asked too; the others are for leads and managers only."""
SEEDS = 40
"""The number of different tables of each family."""


def scenario(family: str, seed: int) -> Scenario:
    """Generate the scenario of a family and seed, equal on every machine; KeyError for an unknown family."""
    return FAMILIES[family](Random(f"{family} {seed}"))


def seed_of(variant_id: str | None) -> int:
    """Return the seed that a drill's variant names; 1 for None or for one that names no seed."""
    return int(variant_id) if variant_id in {str(seed) for seed in range(1, SEEDS + 1)} else 1


@lru_cache(maxsize=1)
def drills() -> dict[str, Drill]:
    """Return every family as a drill, by the id of its card."""
    seeds = tuple(str(seed) for seed in range(1, SEEDS + 1))
    return {drill_card(family): Drill(scenario(family, 1).title, seeds) for family in FAMILIES}


def cards(level: Level | None) -> list[str]:
    """List the card ids for a role's level; all for None."""
    return [
        drill_card(family) for family in FAMILIES if level is not Level.SPECIALIST or family in FOR_EVERYBODY
    ]
