"""Questions and attempts as tables for a spreadsheet."""

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
    """A row for each question id, with the columns that ``mapping.guess`` knows, all ``str``.

    What there is several of stands on lines of its own, so that the table can be brought in again. Of
    sample answers there is the first.
    """
    rows = [_cells(bank, bank.question(question)) for question in questions]
    return pd.DataFrame(rows, columns=list(TARGETS.values()), dtype="str")


def attempt_table(store: Store, bank: Bank) -> pd.DataFrame:
    """A row for each attempt that counts, oldest first: ``ATTEMPTS``, of which Seconds is a number."""
    rows = []
    for attempt in attempts.every(store):
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
    several = {
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
        **{target: "\n".join(texts) for target, texts in several.items()},
    }
    return {label: cells[target] for target, label in TARGETS.items()}


def _spoken(sample: SampleAnswer) -> str:
    return "\n\n".join(text for _, text in sample.parts) or sample.text
