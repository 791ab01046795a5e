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
        lines += [f"   + {point}" for point in answer.heard]
        lines += [f"   - {point}" for point in answer.not_heard]
        parts.append("\n".join(lines))
    if summaries:
        parts.append("+ heard, - not heard yet")
    return "\n\n".join(parts) + "\n"


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
    rows = [f"<li>☑&ensp;{escape(point)}</li>" for point in answer.heard]
    rows += [f"<li>☐&ensp;{escape(point)}</li>" for point in answer.not_heard]
    points = f"<h4>Key points</h4><ul class='said'>{''.join(rows)}</ul>" if rows else ""
    return (
        f'<article class="card"><div class="head"><h3>{escape(answer.prompt)}</h3>'
        f'<p class="tags">{answer.score}</p></div>{evidence}{points}</article>'
    )
