"""The night-before page: one printed sheet with what one wants in the head, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from prepkit.exchange.booklet import NOTHING_LOADED
from prepkit.model import Question, Story

STYLE = Path(__file__).with_name("day_sheet.css")
STORIES, WEAKEST, OPENERS, ASKED, NUMBERS = 5, 5, 3, 6, 6
LONGEST = 150


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet holds. ``when`` and ``where`` are lines as people read them; ``openers`` are questions
    with the first words of one's best answer; ``numbers`` are sentences with a figure.
    """

    title: str
    when: str
    where: str
    people: Sequence[str]
    stories: Sequence[Story]
    numbers: Sequence[str]
    ask: Sequence[str]
    openers: Sequence[tuple[str, str]]
    weakest: Sequence[Question]


def as_html(sheet: Sheet) -> str:
    """A whole HTML page that prints on one A4 sheet and loads nothing. All text is escaped."""
    blocks = (
        _block("People", [escape(short(one)) for one in sheet.people]),
        _block("Stories", [_story(one) for one in sheet.stories[:STORIES]]),
        _block("Numbers to remember", [escape(short(one)) for one in sheet.numbers[:NUMBERS]]),
        _block("My strongest openers", [_opener(*one) for one in sheet.openers[:OPENERS]]),
        _block("To ask", [escape(short(one)) for one in sheet.ask[:ASKED]]),
    )
    weak = _weakest(sheet.weakest[:WEAKEST])
    where = f"<p>{escape(sheet.where)}</p>" if sheet.where else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(sheet.title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main><header><h1>{escape(short(sheet.title))}</h1>"
        f'<p class="when">{escape(sheet.when)}</p>{where}</header>'
        f'<div class="blocks">{"".join(blocks)}</div>{weak}</main></body></html>\n'
    )


def short(text: str, longest: int = LONGEST) -> str:
    """A text in one line, cut at a word where it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _block(title: str, items: Sequence[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<section><h2>{title}</h2><ul>{rows}</ul></section>" if items else ""


def _story(story: Story) -> str:
    told = story.result or story.action or story.situation
    title = escape(short(story.title or story.situation, 60))
    return f"<strong>{title}</strong> {escape(short(told, 90))}" if story.title else title


def _opener(prompt: str, words: str) -> str:
    return f"<em>{escape(short(prompt, 70))}</em> {escape(short(words, 110))}"


def _weakest(questions: Sequence[Question]) -> str:
    if not questions:
        return ""
    rows = "".join(
        f"<li><strong>{escape(short(question.prompt, 110))}</strong>"
        f"<p>{' · '.join(escape(short(point.text, 70)) for point in question.key_points)}</p></li>"
        for question in questions
    )
    return f"<section><h2>The five weakest, with their key points</h2><ol>{rows}</ol></section>"
