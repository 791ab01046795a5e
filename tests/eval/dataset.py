"""Answers labelled by hand, as the tables beside this file hold them. README.md says how they came about."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FOLDER = Path(__file__).parent
LABELLERS = ("a", "b")
POINTS = {"missing": 0, "partly": 1, "covered": 2}
PARTS = {"S": "situation", "T": "task", "A": "action", "R": "result", "O": None}


@dataclass(frozen=True)
class Answer:
    """One answer. ``points`` maps a key point's text to the two labels of its coverage; ``parts`` holds two
    strings of part letters, one letter a sentence; ``held``: never used for tuning.
    """

    id: str
    kind: str
    held: bool
    sentences: tuple[str, ...]
    points: Mapping[str, tuple[str, str]]
    parts: tuple[str, str]

    @cached_property
    def text(self) -> str:
        return " ".join(self.sentences)

    def coverage(self, point: str) -> str:
        """Both labels as one. Covered: one says so and the other at least partly. Missing: one says so and
        the other at most partly. Partly: what lies between.
        """
        total = sum(POINTS[label] for label in self.points[point])
        return {0: "missing", 1: "missing", 2: "partly", 3: "covered", 4: "covered"}[total]

    def is_there(self, part: str) -> bool:
        """Whether a part of a story is told: by both labellers, or by one in two sentences at least."""
        counts = [letters.count(part) for letters in self.parts]
        return all(counts) or max(counts) >= 2


def answers() -> list[Answer]:
    """Every labelled answer, in the order of the table."""
    points: dict[str, dict[str, tuple[str, str]]] = {}
    for row in _rows("points.csv"):
        points.setdefault(row["answer"], {})[row["point"]] = (row["a"], row["b"])
    sentences: dict[str, list[dict[str, str]]] = {}
    for row in _rows("sentences.csv"):
        sentences.setdefault(row["answer"], []).append(row)
    return [
        Answer(
            row["id"],
            row["kind"],
            row["half"] == "held",
            tuple(sentence["text"] for sentence in sentences[row["id"]]),
            points[row["id"]],
            ("".join(s["a"] for s in sentences[row["id"]]), "".join(s["b"] for s in sentences[row["id"]])),
        )
        for row in _rows("answers.csv")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
