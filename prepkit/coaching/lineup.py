"""Lineups: questions shown one after the other, as the parameters of an address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random

from prepkit.bank import Bank
from prepkit.bank.filters import Filters

LONGEST = 200
"""The most questions that a link may name."""

ANY = Filters()


@dataclass(frozen=True, slots=True)
class Lineup:
    """Either a list in its own order, or the questions of a filter shuffled by a seed: without repeats, and
    the same for everybody with the same address.
    """

    listed: tuple[str, ...] = ()
    filters: Filters = ANY
    seed: int = 0

    def questions(self, bank: Bank, pool: Collection[str]) -> list[str]:
        """The ids in the order they are shown. ``pool`` holds the ids that pass the filter."""
        if self.listed:
            return [question for question in self.listed if question in bank]
        shuffled = sorted(pool)
        Random(self.seed).shuffle(shuffled)
        return shuffled

    def as_address(self) -> dict[str, str]:
        """The parameters of an address for this lineup."""
        if self.listed:
            return {"list": ",".join(self.listed)}
        parameters = {
            "role": self.filters.role or "",
            "competency": ",".join(self.filters.competencies),
            "kind": ",".join(self.filters.kinds),
            "difficulty": ",".join(self.filters.difficulties),
            "seed": str(self.seed),
        }
        return {name: value for name, value in parameters.items() if value}


def of_address(query: Mapping[str, str], *, any_seed: int) -> Lineup:
    """Read a lineup from the parameters of an address; ``any_seed`` is used where it names none."""
    listed = tuple(dict.fromkeys(_split(query, "list")))[:LONGEST]
    if listed:
        return Lineup(listed)
    seed = query.get("seed", "")
    return Lineup(
        (),
        Filters(
            role=query.get("role") or None,
            competencies=_split(query, "competency"),
            kinds=_split(query, "kind"),
            difficulties=_split(query, "difficulty"),
        ),
        int(seed) if seed.isascii() and seed.isdigit() and len(seed) < 12 else any_seed,
    )


def _split(query: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in query.get(name, "").split(",") if part)
