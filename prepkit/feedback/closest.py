"""Find the bank's questions that an interviewer's sentence may mean."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.feedback import meaning
from prepkit.question import Question


def closest(questions: Sequence[Question], text: str, n: int) -> list[str]:
    """Return the ids of the ``n`` questions with the wording nearest in meaning to a text, nearest first."""
    if not questions:
        return []
    wordings = [
        (question.id, words)
        for question in questions
        for words in (question.prompt, *(variant.text for variant in question.variants))
    ]
    near = meaning.embed([words for _, words in wordings]) @ meaning.embed([text])[0]
    best: dict[str, float] = {}
    for (question_id, _), nearness in zip(wordings, near.tolist(), strict=True):
        best[question_id] = max(best.get(question_id, -1.0), nearness)
    return sorted(best, key=lambda question_id: -best[question_id])[:n]
