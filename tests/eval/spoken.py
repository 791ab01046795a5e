"""How often each remark on an answer is right, on answers said aloud that two people labelled."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prepkit.feedback.remarks import Remark, RemarkKind
from prepkit.feedback.review import review

FOLDER = Path(__file__).parent
WANTED = 0.9
Label = Mapping[str, Any]
"""What one person says of one answer: README.md here lists the fields."""


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """One answer and its two labels. ``held``: no rule was chosen by it."""

    id: str
    tells: bool
    held: bool
    text: str
    labels: tuple[Label, ...]


def spoken_answers() -> list[SpokenAnswer]:
    """Every answer with its labels; every other one is held back."""
    sides = []
    for side in "ab":
        lines = (FOLDER / f"spoken_labels_{side}.jsonl").read_text(encoding="utf-8").splitlines()
        sides.append({label["id"]: label for label in map(json.loads, lines)})
    with (FOLDER / "spoken.csv").open(encoding="utf-8", newline="") as file:
        return [
            SpokenAnswer(
                row["id"],
                row["kind"] == "behavioural",
                number % 2 == 1,
                row["text"],
                tuple(side[row["id"]] for side in sides),
            )
            for number, row in enumerate(csv.DictReader(file))
        ]


def _quotes(field: str) -> Callable[[Remark, Label], bool]:
    """Right if most of what is quoted is what the labeller quoted."""

    def is_right(remark: Remark, label: Label) -> bool:
        listed = " | ".join(label[field]).lower()
        right = sum(quote.text.lower().strip(" ,.") in listed for quote in remark.quotes)
        return 2 * right > len(remark.quotes)

    return is_right


def _touches(field: str) -> Callable[[Remark, Label], bool]:
    """Right if something that the labeller quoted stands in what is quoted, or the other way round."""

    def is_right(remark: Remark, label: Label) -> bool:
        listed = label[field] if isinstance(label[field], list) else [label[field]]
        said = [quote.text.lower() for quote in remark.quotes]
        return any(one.lower() in text or text in one.lower() for one in listed if one for text in said)

    return is_right


def _lacks(remark: Remark, label: Label) -> bool:
    letter = {"where and when": "S", "did yourself": "A", "how it ended": "R"}
    part = next((letter[words] for words in letter if words in remark.says), "")
    return part not in label["told"] if part else not label["told"]


JUDGED: Mapping[RemarkKind, Callable[[Remark, Label], bool]] = {
    RemarkKind.FILLER: _quotes("fillers"),
    RemarkKind.OPENING: _touches("opening"),
    RemarkKind.WE: lambda remark, label: label["we_hides"],
    RemarkKind.NO_NUMBER: lambda remark, label: not label["has_figure"],
    RemarkKind.MISSING_PART: _lacks,
}
"""How a remark of each kind is held against a label. The kinds left out count words, and are right."""


def remarks_on(answer: SpokenAnswer) -> Sequence[Remark]:
    """The remarks that PrepKit makes on an answer."""
    return review(answer.text, tells=answer.tells).remarks


def report() -> None:
    """Print the precision of each kind of remark, against both labellers in turn, and how many there are."""
    answers = spoken_answers()
    print(f"Remarks on {len(answers)} answers said aloud: right, of those made (aimed at: {WANTED})")
    print(f"{'':<40} tuning half        held-back half")
    for kind in RemarkKind:
        figures = [_figure([a for a in answers if a.held is held], kind) for held in (False, True)]
        print(f"  {kind.label:<38}{figures[0]:<19}{figures[1]}")
    counts = [len(remarks_on(answer)) for answer in answers]
    shares = ", ".join(f"{n}: {times}" for n, times in sorted(Counter(counts).items()))
    print(f"  remarks an answer gets, and how many get so many   {shares}\n")


def _figure(answers: Sequence[SpokenAnswer], kind: RemarkKind) -> str:
    judged = list(_judged(answers, kind))
    if kind not in JUDGED or not judged:
        made = sum(remark.kind is kind for answer in answers for remark in remarks_on(answer))
        return f"counted   of {made}" if made else "none made"
    return f"{sum(judged) / len(judged):.2f}   of {len(judged) // 2}"


def _judged(answers: Sequence[SpokenAnswer], kind: RemarkKind) -> Iterator[bool]:
    for answer in answers:
        for remark in remarks_on(answer):
            if remark.kind is kind and kind in JUDGED:
                yield from (JUDGED[kind](remark, label) for label in answer.labels)
