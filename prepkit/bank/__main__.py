"""``python -m prepkit.bank [folder]``: every problem in the question tables, and what the bank holds."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from prepkit.bank.bank import Bank
from prepkit.bank.loader import DATA, load
from prepkit.errors import NoBank


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
    return 1 if bank.problems else 0


def statistics(bank: Bank) -> list[str]:
    """What the bank holds, one line of text for each figure."""
    found = [bank.question(question) for question in bank.ids]
    samples = [sample for question in found for sample in question.samples]
    names = {competency.id: competency.name for competency in bank.competencies}
    core = {role.name: len(bank.core(role.id)) for role in bank.roles}
    cells = (cell for part in bank.parts.values() for column in part.columns.values() for cell in column)
    lines = [f"Bank {bank.version}: {len(bank)} questions, {len(bank.problems)} problems"]
    lines += _counted("Questions by kind", Counter(question.kind.label for question in found))
    lines += _counted("Questions by difficulty", Counter(question.difficulty.label for question in found))
    lines += _counted("Questions by competency", Counter(names[question.competency] for question in found))
    lines += _counted("Core questions by role", core)
    lines += _counted("Sample answers by level", Counter(sample.level for sample in samples))
    lines += _counted(
        "Sample answers by industry",
        Counter(bank.industries.get(sample.industry, sample.industry) for sample in samples),
    )
    parts = {
        "Variants": sum(len(question.variants) for question in found),
        "Key points": sum(len(question.key_points) for question in found),
        "Sample answers": len(samples),
        "Weak answers": sum(question.weak is not None for question in found),
        "Pitfalls": sum(len(question.pitfalls) for question in found),
        "Follow-ups": sum(len(question.follow_ups) for question in found),
        "Words": sum(len(cell.split()) for cell in cells),
    }
    return lines + _counted("Parts", parts)


def _counted(title: str, counts: Mapping[str, int]) -> list[str]:
    width = max((len(name) for name in counts), default=0)
    return ["", title, *(f"  {name:<{width}}  {count:>6,}" for name, count in counts.items())]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
