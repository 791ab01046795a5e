"""Makes tables of questions and attempts for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd

from prepkit.bank import Bank
from prepkit.exchange.imports.grid import Target
from prepkit.exchange.spreadsheet import as_csv
from prepkit.question import Question, SampleAnswer
from prepkit.store import Store, attempts

COLUMNS = (
    *(Target.PROMPT, Target.ANSWER, Target.KEY_POINTS, Target.TOPIC, Target.KIND, Target.DIFFICULTY),
    *(Target.ROLES, Target.ASSESSES, Target.STEPS, Target.VARIANTS, Target.FOLLOW_UPS, Target.PITFALLS),
    *(Target.OPTION, Target.TAGS, Target.COMPANY, Target.SOURCE),
)
TEMPLATE = {
    Target.PROMPT: "Tell me about a time you calmed somebody down.",
    Target.TOPIC: "De-escalation and recovery",
    Target.KIND: "behavioural",
    Target.DIFFICULTY: "medium",
    Target.KEY_POINTS: "Let them finish; Named what went wrong; Said what happens next",
    Target.ANSWER: "A customer called about her mother's broken stair lift …",
}
"""The columns, with one example row, of the table that people can fill in."""
ATTEMPTS = ("Day", "Time (UTC)", "Card", "Rating", "Confidence", "Seconds", "Answer")


def template() -> bytes:
    """Make a table to fill in with one example row, for a spreadsheet program."""
    columns = [target.label for target in TEMPLATE]
    return as_csv(pd.DataFrame([list(TEMPLATE.values())], columns=columns, dtype="str"))


def question_table(bank: Bank, questions: Sequence[str]) -> pd.DataFrame:
    """Make a table with a row for each question id and the columns that an import knows, all ``str``.

    A cell with several items has one on each line, with a bullet, so that an item with a semicolon or a
    line break comes back as one. Of the sample answers only the first is included.
    """
    rows = [_cells(bank, bank.question(question)) for question in questions]
    return pd.DataFrame(rows, columns=[target.label for target in COLUMNS], dtype="str")


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
    own = bank.own.get(question.id)
    lists = {
        Target.KEY_POINTS: [point.text for point in question.key_points],
        Target.ROLES: [bank.role(role).name for role in question.roles],
        Target.STEPS: question.steps,
        Target.VARIANTS: [variant.text for variant in question.variants],
        Target.FOLLOW_UPS: question.follow_ups,
        Target.PITFALLS: [str(item) for item in question.pitfalls],
        Target.OPTION: own.options if own else (),
        Target.TAGS: own.tags if own else (),
    }
    cells = {
        Target.PROMPT: question.prompt,
        Target.ANSWER: next(iter(map(_spoken, question.samples)), ""),
        Target.TOPIC: bank.competency(question.competency).name,
        Target.KIND: question.kind.label,
        Target.DIFFICULTY: question.difficulty.label,
        Target.ASSESSES: question.assesses,
        Target.COMPANY: own.company if own else "",
        Target.SOURCE: own.source if own else "",
        **{target: _bulleted(texts) for target, texts in lists.items()},
    }
    return {target.label: cells[target] for target in COLUMNS}


def _bulleted(texts: Sequence[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _spoken(sample: SampleAnswer) -> str:
    """Return the text of a sample answer, its parts apart if it has any."""
    return "\n\n".join(text for _, text in sample.parts) or sample.text
