"""How good feedback, search and plan are, on answers and searches labelled by hand: ``make eval``.

README.md here says on which answers.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Sequence

import numpy as np

from prepkit.bank import DATA, load
from prepkit.feedback import meaning, star
from prepkit.feedback.review import review
from prepkit.question import KeyPoint
from tests.eval import adverts, fit_adverts, importing, planning, reading, searching, spoken
from tests.eval.dataset import PARTS, Answer, answers
from tests.eval.fit import fit
from tests.eval.score import Score, kappa, score

LETTERS = "STAR"
PAST = re.compile(r"\b(?:was|were|had|did|\w+ed|went|took|told|made|got|said)\b", re.IGNORECASE)


def main() -> int:
    """Print agreement, parts of a story, speed, advertisements, search, imports, and the plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="fit the regressions to the tuning half first")
    reading.add_options(parser)
    arguments = parser.parse_args()
    every = answers()
    if reading.is_wanted(arguments):
        return reading.report(arguments, every)
    tune, held = [a for a in every if not a.held], [a for a in every if a.held]
    if arguments.fit:
        fit(load(DATA), tune)
        fit_adverts.fit(load(DATA), [a for a in adverts.adverts() if not a.held])
    points = sum(len(answer.points) for answer in every)
    print(f"{len(every)} answers ({len(held)} held back), {points} key points, ", end="")
    print(f"{sum(len(a.sentences) for a in every)} sentences, each labelled twice\n")
    _agreement(every)
    _parts(tune, held)
    spoken.report()
    _speed(held)
    adverts.report()
    searching.report()
    importing.report()
    planning.report()
    return 0


def _agreement(every: Sequence[Answer]) -> None:
    labels = [pair for answer in every for pair in answer.points.values()]
    first, second = zip(*labels, strict=True)
    print("Agreement of the two labellers (Cohen's kappa)")
    print(f"  key points, covered / partly / missing   {kappa(first, second):.2f}")
    yes = [[label == "covered" for label in side] for side in (first, second)]
    print(
        f"  key points, covered or not               {kappa(*yes):.2f}   F1 of one against the other ", end=""
    )
    print(f"{score(*yes).f1:.2f}")
    some = [[label != "missing" for label in side] for side in (first, second)]
    print(
        f"  key points, there at all or not          {kappa(*some):.2f}   F1 of one against the other ",
        end="",
    )
    print(f"{score(*some).f1:.2f}")
    sides = ["".join(a.parts[side] for a in every) for side in (0, 1)]
    print(f"  sentences, S / T / A / R / none          {kappa(*sides):.2f}")
    there = [[part in a.parts[side] for a in every for part in LETTERS] for side in (0, 1)]
    print(
        f"  parts of a story, told or not            {kappa(*there):.2f}   F1 of one against the other ",
        end="",
    )
    print(f"{score(*there).f1:.2f}\n")


def _parts(tune: Sequence[Answer], held: Sequence[Answer]) -> None:
    print(f"Parts of a story, told or not{'':<16} tuning half        held-back half")
    print(f"{'':<40}      P    R    F1        P    R    F1")
    halves = (tune, held)
    true = {part: [[a.is_there(part) for a in half] for half in halves] for part in LETTERS}
    told = {half: [_letters(a) for a in answers_] for half, answers_ in enumerate(halves)}
    flat = [[value for part in LETTERS for value in true[part][half]] for half in (0, 1)]
    print(_line("always yes", [score([True] * len(side), side) for side in flat]))
    by_place = [[part in _by_place(a) for part in LETTERS for a in half] for half in halves]
    print(_line("past tense, by place", [score(o, t) for o, t in zip(by_place, flat, strict=True)]))
    ours = {part: [[part in letters for letters in told[half]] for half in (0, 1)] for part in LETTERS}
    both = [[value for part in LETTERS for value in ours[part][half]] for half in (0, 1)]
    print(_line("PrepKit, as it ships", [score(o, t) for o, t in zip(both, flat, strict=True)]))
    for part in LETTERS:
        found = [score(ours[part][half], true[part][half]) for half in (0, 1)]
        print(_line(f"  {PARTS[part]}", found))
    right = [
        np.mean(
            [
                o in {x, y}
                for a, letters in zip(half, told[n], strict=True)
                for o, x, y in zip(letters, *a.parts, strict=True)
            ]
        )
        for n, half in enumerate(halves)
    ]
    print(f"  sentences as one of the labellers has them   {right[0]:.2f}               {right[1]:.2f}\n")


def _letters(answer: Answer) -> str:
    names = {part: letter for letter, part in PARTS.items()}
    return "".join(names[part] for part in star.parts_of(answer.sentences))


def _by_place(answer: Answer) -> str:
    """The simple way: sentences in the past tense, shared out as stories usually are."""
    past = [text for text in answer.sentences if PAST.search(text)]
    return "STAR" if len(past) >= 4 else "SA" if len(past) >= 2 else ""


def _speed(held: Sequence[Answer]) -> None:
    longest = max(held, key=lambda answer: len(answer.text.split()))
    text = " ".join((longest.text.split() * 2)[:300])
    points = [KeyPoint(str(n), point) for n, point in enumerate(longest.points)]
    began = time.perf_counter()
    meaning.embed(["load"])
    loaded = time.perf_counter() - began
    times = []
    for _ in range(50):
        began = time.perf_counter()
        review(text, points=points, samples=[longest.text] * 2, tells=True)
        times.append((time.perf_counter() - began) * 1000)
    print(f"Feedback on 300 words: median {statistics.median(times):.0f} ms, ", end="")
    print(f"slowest of 50 {max(times):.0f} ms (loading the vectors {loaded * 1000:.0f} ms more, once)\n")


def _line(name: str, found: Sequence[Score]) -> str:
    figures = "     ".join(f"{s.precision:.2f} {s.recall:.2f} {s.f1:.2f}" for s in found)
    return f"  {name:<42}{figures}"


if __name__ == "__main__":
    raise SystemExit(main())
