"""How often the search box finds the question a person looks for: the hit rate at 1 and at 3."""

from __future__ import annotations

import csv
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prepkit.bank import DATA, SearchIndex, load, question_index

FOLDER = Path(__file__).parent
NAMED = {"searches.csv": "seen while it was made", "searches_check.csv": "held back"}


@dataclass(frozen=True, slots=True)
class Search:
    """What a person types, and the questions of which at least one should come first."""

    query: str
    expected: frozenset[str]
    kind: str


def searches(name: str) -> list[Search]:
    """Read a list of searches from this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [
            Search(row["query"], frozenset(row["expected"].split()), row["kind"])
            for row in csv.DictReader(file)
        ]


def rank(index: SearchIndex, search: Search) -> int | None:
    """Return the place (from 1) of the first expected question; None when none is listed."""
    places = enumerate(index.search(search.query), start=1)
    return next((place for place, question in places if question in search.expected), None)


def hit_rate(ranks: Sequence[int | None], at: int) -> float:
    """Return the share of searches with an expected question among the first ``at``."""
    return sum(rank is not None and rank <= at for rank in ranks) / max(1, len(ranks))


def report() -> None:
    """Print the hit rates by kind of search, for the list seen while the search was made and the other."""
    index = question_index(load(DATA))
    for name, described in NAMED.items():
        listed = searches(name)
        by_kind: dict[str, list[int | None]] = defaultdict(list)
        for search in listed:
            by_kind[search.kind].append(rank(index, search))
        print(f"Searches, {described} ({len(listed)})           hit at 1   at 3")
        for kind, ranks in sorted(by_kind.items()):
            print(f"  {kind:<12}{len(ranks):>4}{'':<30}{hit_rate(ranks, 1):.2f}   {hit_rate(ranks, 3):.2f}")
        every = [place for ranks in by_kind.values() for place in ranks]
        print(f"  {'all':<12}{len(every):>4}{'':<30}{hit_rate(every, 1):.2f}   {hit_rate(every, 3):.2f}")
    _speed(index)


def _speed(index: SearchIndex) -> None:
    times = []
    for search in searches("searches.csv"):
        began = time.perf_counter()
        index.search(search.query)
        times.append((time.perf_counter() - began) * 1000)
    print(f"A search: median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms\n")
