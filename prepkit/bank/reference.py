"""Define metrics, tools and guides, each linked with the questions it helps with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import pandas as pd

from prepkit.card_ids import term_card
from prepkit.question import KeyPoint

GROUPS = {
    "voice": "What customers say",
    "resolution": "Getting it solved",
    "speed": "Speed",
    "flow": "Volume and flow",
    "workforce": "Staffing",
    "quality": "Quality and risk",
    "money": "Money",
}
AREAS = {
    "role": "The job",
    "method": "How to answer",
    "research": "Finding out about the company",
    "situation": "Your situation",
    "skills": "What you bring",
    "ask-back": "Questions to ask them",
    "day": "The day itself",
    "after": "Afterwards",
}
WANTED = (
    "What does it count, how is it worked out, which way is good, what would you watch with it, "
    "and how can it be gamed?"
)
"""What the card of any metric asks for."""
GOOD = {"up": "Higher is better", "down": "Lower is better", "range": "Best within a range"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of customer operations: what it counts, its formula, how it misleads.

    ``good`` is ``up``, ``down`` or ``range``; ``counter`` holds the ids of metrics to watch with it,
    ``questions`` those of the questions it helps with.
    """

    id: str
    name: str
    group: str
    definition: str
    formula: str
    example: str
    good: str
    range: str
    counter: tuple[str, ...]
    gamed: str
    say: str
    questions: tuple[str, ...]

    @property
    def card_id(self) -> str:
        return term_card(self.id)

    @property
    def prompt(self) -> str:
        return f"{self.name}: {WANTED[0].lower()}{WANTED[1:]}"

    @property
    def direction(self) -> str:
        """The good direction as a sentence: ``Higher is better.``"""
        return f"{GOOD[self.good]}." + (f" {self.range}" if self.range else "")

    @property
    def key_points(self) -> tuple[KeyPoint, ...]:
        """The key points of the card, the same for all metrics, with ids as ``csat.k1``."""
        points = (
            "What is counted, and what is left out",
            "How it is worked out",
            "Which direction is good",
            "A figure that must not get worse beside it",
            "How it can be made to look better than things are",
        )
        return tuple(KeyPoint(f"{self.id}.k{n}", text) for n, text in enumerate(points, start=1))


@dataclass(frozen=True, slots=True)
class Tool:
    """A family of tools, and how to talk about it honestly."""

    id: str
    name: str
    what_for: str
    products: str
    show: str
    if_not: str
    ask: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """Advice on one thing, in Markdown; ``area`` is a key of ``AREAS``."""

    id: str
    area: str
    title: str
    summary: str
    text: str
    questions: tuple[str, ...]


Item = TypeVar("Item", Metric, Tool, Guide)


@dataclass(frozen=True, slots=True)
class Reference:
    """All metrics, tools and guides, by id, in file order."""

    metrics: Mapping[str, Metric]
    tools: Mapping[str, Tool]
    guides: Mapping[str, Guide]

    @property
    def terms(self) -> tuple[str, ...]:
        """The card ids of the metrics, which are practised like questions."""
        return tuple(metric.card_id for metric in self.metrics.values())


def helping(items: Iterable[Item], question_id: str) -> list[Item]:
    """List the metrics, tools or guides that help with a question."""
    return [item for item in items if question_id in item.questions]


def gather(frames: Mapping[str, pd.DataFrame], known: Collection[str]) -> Reference:
    """Build the reference from checked tables; ``known`` holds the ids of the usable questions."""
    metrics = set(frames["metrics"]["id"])
    return Reference(
        metrics={
            row["id"]: Metric(**{**row, **_links(row, questions=known, counter=metrics)})
            for row in _rows(frames["metrics"], Metric)
        },
        tools={
            row["id"]: Tool(**{**row, **_links(row, questions=known)}) for row in _rows(frames["tools"], Tool)
        },
        guides={
            row["id"]: Guide(**{**row, **_links(row, questions=known)})
            for row in _rows(frames["guides"], Guide)
        },
    )


def _rows(frame: pd.DataFrame, kind: type[Metric] | type[Tool] | type[Guide]) -> list[dict[str, Any]]:
    """List the rows of a table with only the cells that a kind of item has, by name."""
    return [
        {str(name): cell for name, cell in row.items()}
        for row in frame[[field.name for field in fields(kind)]].to_dict("records")
    ]


def _links(row: Mapping[str, str], **known: Collection[str]) -> dict[str, Any]:
    """Return the known ids in each of the named cells."""
    return {name: tuple(item for item in row[name].split() if item in ids) for name, ids in known.items()}
