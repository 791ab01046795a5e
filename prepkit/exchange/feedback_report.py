"""Makes a coach's feedback as one page of HTML that prints well and loads nothing."""

from __future__ import annotations

from datetime import date
from html import escape

from prepkit.bank import Bank
from prepkit.coaching.feedback import AnswerFeedback, CoachFeedback, answered, count
from prepkit.exchange.booklet import AUTO, NOTHING_LOADED, STYLE
from prepkit.exchange.mock_report import ON_PAPER
from prepkit.mock.state import Mock, MockItem, MockKind, Scored


def coach_of(feedback: CoachFeedback) -> str:
    """Name the coach; one without a name is “Your coach”."""
    return feedback.coach.strip() or "Your coach"


def title_of(feedback: CoachFeedback) -> str:
    """Name the feedback by its coach."""
    return f"Feedback from {feedback.coach.strip() or 'your coach'}"


def wording(bank: Bank, answer: AnswerFeedback, item: MockItem | None) -> str:
    """Word a question as it was asked here, or else as the coach's PrepKit words it."""
    if item is not None and item.question in bank:
        return bank.question(item.question).wording(item.variant)
    if answer.prompt:
        return answer.prompt
    return bank.question(answer.question).prompt if answer.question in bank else answer.question


def summary(feedback: CoachFeedback, mock: Mock | None) -> str:
    """Count in a sentence how the coach's scores compare with the candidate's own."""
    counts, coach = count(feedback, mock), coach_of(feedback)
    total = len(feedback.answers)
    if not counts.scored:
        return f"{coach} gave no scores."
    compared = [
        f"{number} {how}"
        for number, how in (
            (counts.equal, "the same as you"),
            (counts.higher, "higher than you"),
            (counts.lower, "lower than you"),
        )
        if number
    ]
    scored = f"{coach} scored {counts.scored} of {total} {'answer' if total == 1 else 'answers'}"
    return f"{scored}: {', '.join(compared)}." if compared else f"{scored}."


def as_html(bank: Bank, feedback: CoachFeedback, mock: Mock | None, written: date) -> str:
    """Make a whole HTML page: the message, what to practise next, every answer. Text is escaped.

    ``mock`` is the candidate's own; without it the page holds no answers.
    """
    title = title_of(feedback)
    items = answered(mock) if mock else {}
    is_video = mock is not None and mock.kind is MockKind.VIDEO
    answers = "".join(
        _answer(
            wording(bank, answer, items.get(answer.question)), answer, items.get(answer.question), is_video
        )
        for answer in feedback.answers
    )
    body = [
        f"<header><h1 {AUTO}>{escape(title)}</h1><p class='about' {AUTO}>{escape(feedback.title)} · "
        f"{written:%d %B %Y}</p></header>",
        _paragraphs(feedback.message),
        f"<p>{escape(summary(feedback, mock))}</p>",
        _drills(bank, feedback),
        f"<section><h2>Answers</h2>{answers}</section>",
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}{ON_PAPER}</style></head>"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _drills(bank: Bank, feedback: CoachFeedback) -> str:
    """List the questions to practise next; empty without any."""
    items = "".join(
        f"<li {AUTO}>{escape(wording(bank, feedback.on(question), None))}</li>"
        for question in feedback.drills
    )
    return f"<section><h2>To practise next</h2><ol>{items}</ol></section>" if items else ""


def _answer(prompt: str, answer: AnswerFeedback, item: MockItem | None, is_video: bool) -> str:
    """Make the article of one answer: its wording, the answer itself, both scores, what to try."""
    written = ""
    if item is not None:
        unwritten = "Answered to the camera." if is_video else "Nothing was written."
        written = _paragraphs(item.answer) or f"<p><em>{unwritten}</em></p>"
        if item.probe_answer.strip():
            written += f"<h4 {AUTO}>{escape(item.probe)}</h4>{_paragraphs(item.probe_answer)}"
    scores = _score("You", item.own if item else None)
    scores += _score("Coach", Scored(answer.score, answer.evidence))
    listed = f"<h4>Scores</h4><ul>{scores}</ul>" if scores else ""
    try_this = f"<h4>Try this next time</h4>{_paragraphs(answer.try_this)}" if answer.try_this.strip() else ""
    return f'<article class="card"><h3 {AUTO}>{escape(prompt)}</h3>{written}{listed}{try_this}</article>'


def _score(rater: str, score: Scored | None) -> str:
    """Make the line of one side's score; empty without one."""
    if score is None or not (score.value or score.evidence.strip()):
        return ""
    value = f"{score.value} of 5" if score.value else "no score"
    return f"<li {AUTO}>{rater}: {value}. {escape(score.evidence)}</li>"


def _paragraphs(text: str) -> str:
    """Make a paragraph of each line that is not blank."""
    return "".join(f"<p {AUTO}>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
