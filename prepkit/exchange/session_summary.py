"""Writes what came of a coaching session, as plain text to send and as a page of HTML that prints well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from prepkit.bank import Bank
from prepkit.exchange.booklet import NOTHING_LOADED, STYLE
from prepkit.exchange.mock_report import ON_PAPER
from prepkit.mock.state import Mock
from prepkit.question import level_label

NO_SCORE = "Not scored"
TICKED, NOT_TICKED = "Said", "Not ticked"


@dataclass(frozen=True, slots=True)
class AnswerSummary:
    """One question of a session: its score as words, the evidence, and its key points, heard or not."""

    prompt: str
    score: str
    evidence: str
    heard: tuple[str, ...]
    not_heard: tuple[str, ...]


def answers(bank: Bank, mock: Mock) -> list[AnswerSummary]:
    """Sum up each answer of a session that was heard, in the order they were asked."""
    rows = []
    for item in mock.items:
        question = bank.question(item.question) if item.question in bank else None
        points = question.key_points if question else ()
        value = item.coach.value if item.coach else 0
        rows.append(
            AnswerSummary(
                question.prompt if question else "A question that is no longer in the bank",
                f"{value} of 5" if value else NO_SCORE,
                item.coach.evidence.strip() if item.coach else "",
                tuple(point.text for point in points if point.id in item.ticks),
                tuple(point.text for point in points if point.id not in item.ticks),
            )
        )
    return rows


def as_text(title: str, level: str, summaries: Sequence[AnswerSummary]) -> str:
    """Write the summary as plain text."""
    parts = [title, f"Scored as a {level_label(level).lower()}."]
    for number, answer in enumerate(summaries, start=1):
        lines = [f"{number}. {answer.prompt}", f"   Score: {answer.score}"]
        if answer.evidence:
            lines.append(f"   Evidence: {answer.evidence}")
        lines += [f"   {heading}: {' '.join(points)}" for heading, points in key_points(answer)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def key_points(answer: AnswerSummary) -> list[tuple[str, tuple[str, ...]]]:
    """Return the key points of an answer under their headings: what the coach ticked, and the others."""
    parts = [(TICKED, answer.heard), (NOT_TICKED, answer.not_heard)]
    return [(heading, points) for heading, points in parts if points]


def as_html(title: str, level: str, summaries: Sequence[AnswerSummary]) -> str:
    """Write the summary as one page of HTML that loads nothing. Text is escaped."""
    heading = escape(title)
    cards = "".join(_card(answer) for answer in summaries)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{heading}</title><style>{STYLE.read_text(encoding='utf-8')}{ON_PAPER}</style></head>"
        f'<body><main><header><h1>{heading}</h1><p class="about">Scored as a '
        f"{escape(level_label(level).lower())}</p></header>{cards}</main></body></html>\n"
    )


def _card(answer: AnswerSummary) -> str:
    evidence = f"<p>{escape(answer.evidence)}</p>" if answer.evidence else ""
    points = "".join(
        f"<h4>{heading}</h4><ul>{''.join(f'<li>{escape(point)}</li>' for point in some)}</ul>"
        for heading, some in key_points(answer)
    )
    return (
        f'<article class="card"><div class="head"><h3>{escape(answer.prompt)}</h3>'
        f'<p class="tags">{answer.score}</p></div>{evidence}{points}</article>'
    )
