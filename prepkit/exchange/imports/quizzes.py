"""Put the questions of a quiz text, such as GIFT or Aiken, into a grid with a column for each choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prepkit.exchange.imports.grid import Grid, Line, Target


@dataclass(frozen=True, slots=True)
class QuizItem:
    """One question of a quiz: ``right`` are the choices that are right, ``answers`` those without choices.

    One without a ``prompt`` is a text between the questions; ``explanation`` holds it.
    """

    number: int
    prompt: str
    options: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    explanation: str = ""
    topic: str = ""


def quiz_grid(name: str, items: Sequence[QuizItem], form: str) -> Grid:
    """Make a grid of the questions, whose columns say themselves what they are."""
    options = max((len(item.options) for item in items), default=0)
    answers = max((len(item.answers) for item in items), default=0)
    columns = [
        (Target.PROMPT.label, Target.PROMPT),
        (Target.CORRECT.label, Target.CORRECT),
        (Target.EXPLANATION.label, Target.EXPLANATION),
        (Target.TOPIC.label, Target.TOPIC),
        *((f"Choice {place}", Target.OPTION) for place in range(1, options + 1)),
        *((f"Answer {place}", Target.ANSWER) for place in range(1, answers + 1)),
    ]
    lines = tuple(
        Line(
            item.number,
            (
                item.prompt,
                "\n".join(item.right),
                item.explanation,
                item.topic,
                *item.options,
                *[""] * (options - len(item.options)),
                *item.answers,
                *[""] * (answers - len(item.answers)),
            ),
        )
        for item in items
    )
    targets = {place: target for place, (_, target) in enumerate(columns)}
    return Grid(name, lines, tuple(label for label, _ in columns), targets, form=form)
