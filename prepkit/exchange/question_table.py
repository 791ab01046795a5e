"""Makes tables of questions and attempts for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd

from prepkit.bank import Bank
from prepkit.exchange.mapping import TARGETS
from prepkit.model import Question, SampleAnswer
from prepkit.store import Store, attempts

ATTEMPTS = ("Day", "Time (UTC)", "Card", "Rating", "Confidence", "Seconds", "Answer")


def question_table(bank: Bank, questions: Sequence[str]) -> pd.DataFrame:
    """Make a table with a row for each question id and the columns that ``mapping.guess`` knows, all ``str``.

    A cell with several items has one on each line, so that the table can be imported again. Of the
    sample answers only the first is included.
    """
    rows = [_cells(bank, bank.question(question)) for question in questions]
    return pd.DataFrame(rows, columns=list(TARGETS.values()), dtype="str")


def attempt_table(store: Store, bank: Bank) -> pd.DataFrame:
    """Make a table with a row for each attempt that is not void, oldest first.

    The columns are ``ATTEMPTS``; Seconds is a number, the others are texts.
    """
    rows = []
    for attempt in attempts.list_all(store):
        moment = datetime.fromtimestamp(attempt.answered_at / 1_000_000, UTC)
        rows.append(
            (
                attempt.local_day,
                f"{moment:%H:%M:%S}",
                bank.title(attempt.card_id),
                attempt.rating.label,
                attempt.confidence.label if attempt.confidence else "",
                round(attempt.duration_ms / 1000, 1),
                attempt.answer,
            )
        )
    return pd.DataFrame(rows, columns=list(ATTEMPTS))


def _cells(bank: Bank, question: Question) -> dict[str, str]:
    """Make the cells of a question, by column."""
    lists = {
        "answers": [_spoken(sample) for sample in question.samples[:1]],
        "key_points": [point.text for point in question.key_points],
        "roles": [bank.role(role).name for role in question.roles],
        "steps": question.steps,
        "variants": [variant.text for variant in question.variants],
        "follow_ups": question.follow_ups,
        "pitfalls": [str(item) for item in question.pitfalls],
    }
    cells = {
        "prompt": question.prompt,
        "competency": bank.competency(question.competency).name,
        "kind": question.kind.label,
        "difficulty": question.difficulty.label,
        "assesses": question.assesses,
        **{target: "\n".join(texts) for target, texts in lists.items()},
    }
    return {label: cells[target] for target, label in TARGETS.items()}


def _spoken(sample: SampleAnswer) -> str:
    """Return the text of a sample answer, its parts apart if it has any."""
    return "\n\n".join(text for _, text in sample.parts) or sample.text
