"""``python -m prepkit.bank [folder]``: every problem in the question tables, and what the bank holds."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from prepkit.bank.bank import Bank
from prepkit.bank.loader import DATA, load
from prepkit.errors import NoBank
from prepkit.model import Difficulty, Kind

COVERAGE = DATA.parent / "docs" / "coverage.csv"


def main(arguments: Sequence[str]) -> int:
    """Print the problems and the statistics of a folder; 0 when there are no problems."""
    folder = Path(arguments[0]) if arguments else DATA
    bank = load(folder)
    for problem in bank.problems:
        print(problem)
    if not len(bank):
        print(NoBank(folder))
        return 1
    print("\n".join(statistics(bank)))
    if folder == DATA and COVERAGE.exists():
        print("\n".join(topics(bank, COVERAGE)))
    return 1 if bank.problems else 0


def statistics(bank: Bank) -> list[str]:
    """What the bank holds, one line of text for each figure."""
    found = [bank.question(question) for question in bank.ids]
    samples = [sample for question in found for sample in question.samples]
    core = {role.name: len(bank.core(role.id)) for role in bank.roles}
    cells = (cell for part in bank.parts.values() for column in part.columns.values() for cell in column)
    lines = [f"Bank {bank.version}: {len(bank)} questions, {len(bank.problems)} problems"]
    names = {competency.id: competency.name for competency in bank.competencies}
    lines += _crossed(
        "Questions by competency and difficulty",
        [(names[question.competency], question.difficulty.label) for question in found],
        [level.label for level in Difficulty],
    )
    lines += _crossed(
        "Questions by role and kind",
        [(bank.role(role).name, question.kind.label) for question in found for role in question.roles],
        [kind.label for kind in Kind],
    )
    lines += _counted("Core questions by role", core)
    lines += _counted("Sample answers by level", Counter(sample.level for sample in samples))
    lines += _counted(
        "Sample answers by industry",
        Counter(bank.industries.get(sample.industry, sample.industry) for sample in samples),
    )
    parts = {
        "Questions with samples of two industries and levels": sum(
            min(len({s.industry for s in question.samples}), len({s.level for s in question.samples})) > 1
            for question in found
        ),
        "Answers in STAR parts": sum(bool(sample.parts) for sample in samples),
        "Metrics": len(bank.reference.metrics),
        "Families of tools": len(bank.reference.tools),
        "Guides": len(bank.reference.guides),
        "Variants": sum(len(question.variants) for question in found),
        "Key points": sum(len(question.key_points) for question in found),
        "Sample answers": len(samples),
        "Weak answers": sum(question.weak is not None for question in found),
        "Pitfalls": sum(len(question.pitfalls) for question in found),
        "Follow-ups": sum(len(question.follow_ups) for question in found),
        "Words": sum(len(cell.split()) for cell in cells),
    }
    return lines + _counted("Parts", parts)


def topics(bank: Bank, coverage: Path) -> list[str]:
    """How many published topics are answered by something that is in the bank, by group.

    ``coverage`` is a CSV file with the columns kind, group, item, topic, answered_by (ids such as
    ``question.furious-caller`` or ``guide.star``, with spaces between them).
    """
    known = {f"question.{question}" for question in bank.ids}
    known |= {f"role.{role.id}" for role in bank.roles} | {"page.roles"}
    known |= {f"metric.{metric}" for metric in bank.reference.metrics}
    known |= {f"tool.{tool}" for tool in bank.reference.tools}
    known |= {f"guide.{guide}" for guide in bank.reference.guides}
    with coverage.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    answered = Counter(row["group"] for row in listed if set(row["answered_by"].split()) & known)
    asked = Counter(row["group"] for row in listed)
    width = max(map(len, asked))
    total = f"Published topics answered: {answered.total()} of {asked.total()}"
    return ["", total, *(f"  {group:<{width}}  {answered[group]:>3} of {n}" for group, n in asked.items())]


def _crossed(title: str, pairs: Sequence[tuple[str, str]], columns: Sequence[str]) -> list[str]:
    """How often each first goes with each second, with sums; the firsts in the order they appear."""
    frame = pd.DataFrame(pairs, columns=["row", "column"])
    table = pd.crosstab(frame["row"], frame["column"], margins=True, margins_name="all")
    table = table.reindex(index=[*frame["row"].unique(), "all"], columns=[*columns, "all"], fill_value=0)
    text = table.rename_axis(index=None, columns=None).to_string()
    return ["", title, *(f"  {line}" for line in text.splitlines())]


def _counted(title: str, counts: Mapping[str, int]) -> list[str]:
    width = max((len(name) for name in counts), default=0)
    return ["", title, *(f"  {name:<{width}}  {count:>6,}" for name, count in counts.items())]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
