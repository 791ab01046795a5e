"""Print the problems in the question tables and the statistics of the bank.

Run it with ``python -m prepkit.bank [folder]``.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from prepkit.bank.bank import Bank
from prepkit.bank.loader import DATA, load
from prepkit.bank.relations import SAMPLE_WORDS
from prepkit.errors import NoBank
from prepkit.question import AnswerForm, Difficulty, Ending, Kind, Level, Likelihood, Question, SampleAnswer

MODEL_MOST = SAMPLE_WORDS[AnswerForm.MODEL][1]
FEWEST_OPENING = 5
SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’')]*\s+")
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
    """List the figures of the bank, one line of text for each."""
    questions = [bank.question(question) for question in bank.ids]
    samples = [sample for question in questions for sample in question.samples]
    core = {role.name: len(bank.core(role.id)) for role in bank.roles}
    cells = (cell for part in bank.parts.values() for column in part.columns.values() for cell in column)
    lines = [f"Bank {bank.version}: {len(bank)} questions, {len(bank.problems)} problems"]
    names = {competency.id: competency.name for competency in bank.competencies}
    lines += _crossed(
        "Questions by competency and difficulty",
        [(names[question.competency], question.difficulty.label) for question in questions],
        [level.label for level in Difficulty],
    )
    lines += _crossed(
        "Questions by role and kind",
        [(bank.role(role).name, question.kind.label) for question in questions for role in question.roles],
        [kind.label for kind in Kind],
    )
    lines += _counted("Core questions by role", core)
    lines += _crossed(
        "Sample answers by level and form",
        [(_label(sample.level), _label(sample.form)) for sample in samples],
        [_label(form) for form in AnswerForm],
    )
    lines += _crossed(
        "Sample answers by country and ending",
        [(_label(sample.country), _label(sample.ending)) for sample in samples],
        [_label(ending) for ending in Ending],
    )
    lines += _counted("Model answers by role", _models_by_role(bank, questions))
    lines += _counted(
        "Sample answers by industry",
        Counter(bank.industries.get(sample.industry, sample.industry) for sample in samples),
    )
    parts = {
        "Questions with samples of two industries and levels": sum(
            min(len({s.industry for s in question.samples}), len({s.level for s in question.samples})) > 1
            for question in questions
        ),
        "Answers in STAR parts": sum(bool(sample.parts) for sample in samples),
        "Metrics": len(bank.reference.metrics),
        "Families of tools": len(bank.reference.tools),
        "Guides": len(bank.reference.guides),
        f"Answers within {MODEL_MOST} words": sum(_length(sample) <= MODEL_MOST for sample in samples),
        f"Answers that open with {FEWEST_OPENING} words or fewer": sum(
            len(opening(sample).split()) <= FEWEST_OPENING for sample in samples
        ),
        "Variants": sum(len(question.variants) for question in questions),
        "Key points": sum(len(question.key_points) for question in questions),
        "Sample answers": len(samples),
        "Weak answers": sum(question.weak is not None for question in questions),
        "Pitfalls": sum(len(question.pitfalls) for question in questions),
        "Follow-ups": sum(len(question.follow_ups) for question in questions),
        "Words": sum(len(cell.split()) for cell in cells),
    }
    return lines + _counted("Parts", parts)


def without_model(bank: Bank) -> list[tuple[str, Level]]:
    """List the questions that lack a model answer at the level of a role that is often asked them."""
    often = {
        (question, bank.role(role).level)
        for question in bank.ids
        for role, place in bank.places[question].items()
        if place.likelihood is not Likelihood.OCCASIONAL
    }
    held = {
        (question, sample.level)
        for question in bank.ids
        for sample in bank.question(question).samples
        if sample.form is AnswerForm.MODEL
    }
    return sorted((question, level) for question, level in often - held if level)


def opening(sample: SampleAnswer) -> str:
    """Return the first sentence of a sample answer."""
    return SENTENCE_END.split(_spoken(sample), maxsplit=1)[0]


def _spoken(sample: SampleAnswer) -> str:
    return sample.text or "\n".join(text for _, text in sample.parts)


def _length(sample: SampleAnswer) -> int:
    return len(_spoken(sample).split())


def _models_by_role(bank: Bank, questions: Sequence[Question]) -> dict[str, int]:
    """Count the core and common questions of each role that have a model answer at its level."""
    lacking = set(without_model(bank))
    return {
        role.name: sum(
            role.id in question.roles
            and question.roles[role.id].likelihood is not Likelihood.OCCASIONAL
            and (question.id, role.level) not in lacking
            for question in questions
        )
        for role in bank.roles
    }


def _label(value: object) -> str:
    return str(getattr(value, "label", None) or value or "not said").capitalize()


def topics(bank: Bank, coverage: Path) -> list[str]:
    """Count by group the published topics that something in the bank answers, as lines of text.

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
    totals = Counter(row["group"] for row in listed)
    width = max(map(len, totals))
    total = f"Published topics answered: {answered.total()} of {totals.total()}"
    return ["", total, *(f"  {group:<{width}}  {answered[group]:>3} of {n}" for group, n in totals.items())]


def _crossed(title: str, pairs: Sequence[tuple[str, str]], columns: Sequence[str]) -> list[str]:
    """Tabulate how often each pair occurs, with sums; rows in the order they appear."""
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
