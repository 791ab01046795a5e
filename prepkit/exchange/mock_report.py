"""Makes a mock interview's report as one page of HTML that prints well and loads nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from prepkit.bank import Bank
from prepkit.exchange.booklet import NOTHING_LOADED, STYLE
from prepkit.mock.report import by_competency, competency_table, doubtful_ratings, summary, to_drill
from prepkit.mock.state import Mock, MockItem, MockKind
from prepkit.model import Rating
from prepkit.question import level_label

ON_PAPER = """
@media print { h2 { break-before: auto; } .card { break-inside: avoid; } }
table { width: 100%; border-collapse: collapse; margin: 0.8rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: 0.35rem 0.5rem; border-bottom: 1px solid #b9c2bf; text-align: right; vertical-align: top; }
th:first-child { padding-left: 0; text-align: left; }
td:last-child, th:last-child { padding-right: 0; }
tbody th { font-weight: normal; }
@media (max-width: 32rem) { table { font-size: 0.8rem; } th, td { padding: 0.35rem 0.2rem; } }
.said { list-style: none; padding-left: 0; }
.said li { padding-left: 1.35em; text-indent: -1.35em; }
"""
"""What a report adds to a booklet's style: a table, and no page breaks, which would leave its first page
almost blank."""


def as_html(bank: Bank, mock: Mock, earlier: Iterable[Mock], day: date) -> str:
    """Make a whole HTML page: figures, competencies beside earlier mocks, every answer. Text is escaped."""
    title = f"Mock interview: {mock.title}"
    body = [
        f'<header><h1>{escape(title)}</h1><p class="about">{day:%d %B %Y} · scored as a '
        f"{escape(level_label(mock.level).lower())}</p></header>",
        _figures(bank, mock),
        _standings(bank, mock, earlier),
        _drill(bank, mock),
        f"<section><h2>Answers</h2>{''.join(_answer(bank, mock, item) for item in mock.items)}</section>",
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}{ON_PAPER}</style></head>"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _figures(bank: Bank, mock: Mock) -> str:
    """List the figures of the mock and the doubts about its ratings."""
    figures = summary(bank, mock)
    lines = [
        f"{figures.held} of {figures.rated} answers Solid or better",
        f"{round(100 * figures.key_points)}% of the key points said",
        f"{_clock(figures.used_ms)} of {_clock(figures.allowed_ms)} used, thinking and follow-ups included",
    ]
    if figures.scored:
        rated_note = (
            ""
            if figures.scored == figures.rated
            else f" ({figures.scored} of {figures.rated} answers scored)"
        )
        lines.insert(1, f"Score {figures.score:.1f} of 5 on average{rated_note}")
    if figures.coach_scored:
        lines.insert(2 if figures.scored else 1, f"Coach's score {figures.coach_score:.1f} of 5 on average")
    if figures.over:
        lines.append(f"{figures.over} over time")
    doubts = "".join(f"<p>{escape(remark)}</p>" for remark in doubtful_ratings(bank, mock))
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>{doubts}"


def _standings(bank: Bank, mock: Mock, earlier: Iterable[Mock]) -> str:
    """Make the table of competencies, weakest first; empty if none was rated."""
    standings = by_competency(bank, mock, earlier)
    if not standings:
        return ""
    columns = competency_table(bank, standings)
    head = "".join(f"<th scope='col'>{escape(heading)}</th>" for heading in columns)
    rows = "".join(
        f"<tr><th scope='row'>{escape(name)}</th>{''.join(f'<td>{figure}</td>' for figure in figures)}</tr>"
        for name, *figures in zip(*columns.values(), strict=True)
    )
    return (
        "<section><h2>Competencies, weakest first</h2><p>Ratings run from 1 (couldn't answer) to 4 "
        "(interview-ready), scores from 1 to 5 against the level. Each figure is a mean.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _drill(bank: Bank, mock: Mock) -> str:
    """List the cards to practise next; empty if there are none."""
    items = "".join(f"<li>{escape(bank.title(card))}</li>" for card in to_drill(bank, mock))
    return f"<section><h2>To practise next</h2><ol>{items}</ol></section>" if items else ""


def _answer(bank: Bank, mock: Mock, item: MockItem) -> str:
    """Make the article of one answer: wording, answer, follow-up, key points and scores."""
    is_in_bank = item.question in bank
    question = bank.question(item.question) if is_in_bank else None
    wording = question.wording(item.variant) if question else "A question that is no longer in the bank"
    rating = Rating(item.rating).label if item.rating else "Left out"
    score = f" · {item.own.value} of 5" if item.own and item.own.value else ""
    points = ""
    if question:
        rows = (
            f"<li>{'☑' if point.id in item.ticks else '☐'}&ensp;{escape(point.text)}</li>"
            for point in question.key_points
        )
        points = f"<h4>Key points</h4><ul class='said'>{''.join(rows)}</ul>"
    unwritten = "Answered to the camera." if mock.kind is MockKind.VIDEO else "Nothing was written."
    answer = _paragraphs(item.answer) or f"<p><em>{unwritten}</em></p>"
    probe = f"<h4>{escape(item.probe)}</h4>{_paragraphs(item.probe_answer)}" if item.probe else ""
    return (
        f'<article class="card"><div class="head"><h3>{escape(wording)}</h3>'
        f'<p class="tags">{rating}{score} · '
        f"{item.answer_ms // 1000} of {item.answer_s} s</p></div>"
        f"{answer}{probe}{points}{_scores(item)}</article>"
    )


def _scores(item: MockItem) -> str:
    """List the scores of the person and the coach; empty if there are none."""
    lines = [
        f"<li>{rater}: {score.value or '–'} of 5. {escape(score.evidence)}</li>"
        for rater, score in (("You", item.own), ("Coach", item.coach))
        if score and (score.value or score.evidence)
    ]
    return f"<h4>Against the anchors</h4><ul>{''.join(lines)}</ul>" if lines else ""


def _clock(milliseconds: int) -> str:
    """Write a duration as minutes and seconds (``2:05``)."""
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02}"


def _paragraphs(text: str) -> str:
    """Make a paragraph of each line that is not blank."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
