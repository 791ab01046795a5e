"""Lays out the day sheet: one printed page with what a person should remember the night before."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from pathlib import Path

from prepkit.exchange.booklet import NOTHING_LOADED
from prepkit.feedback.delivery import fillers
from prepkit.feedback.text import sentences
from prepkit.model import Story
from prepkit.question import Question

STYLE = Path(__file__).with_name("day_sheet.css")
STORIES, WEAKEST, OPENERS, QUESTIONS_TO_ASK, NUMBERS, PEOPLE, POINTS, FINDINGS = 5, 5, 3, 6, 6, 6, 7, 5
NOTES = 4
COUNTS = ("no", "one", "two", "three", "four", "five")
# The longest text of each kind in characters; all are cut by the same share until the sheet fits one page.
TITLE, PLACE, PERSON, NUMBER, ASK, PROMPT, POINT = 90, 180, 75, 90, 130, 165, 95
STORY_TITLE, STORY_OUTCOME, OPENER_PROMPT, OPENER_WORDS, FINDING = 45, 100, 70, 110, 120
NOTE = 160
SHARES = tuple(percent / 100 for percent in range(100, 45, -5))
HOW_TO_PRINT = (
    "Print this page: Ctrl+P on a computer (⌘P on a Mac), Share or Print in the browser's menu on a phone. "
    "It is one sheet of paper."
)
BULLETS = " \t-–•*"
LEAST_OPENING = 30
# Endings of an unfinished sentence, which is not worth learning by heart. "Err" and "ER" are words.
TRAILS_OFF = ("…", "..")

# The layout in day_sheet.css: sizes of print in points, the height of a page and the characters in a line of
# a column at one point (A4 is narrower, US Letter lower), and heights in lines of print.
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)
PAGE, COLUMN = 590.0, 470.0
HEAD, HEADING, BETWEEN = 2.0, 0.8, 0.15
BOLD = 1.12
TAG, STRONG, PARAGRAPH = (
    re.compile(r"<[^<>]*>"),
    re.compile(r"<strong>([^<]*)</strong>"),
    re.compile(r"<p\b[^<>]*>"),
)

# Where a text may be cut, the best places first; not too early in it.
EARLIEST = 0.5
ENDS = (".", "!", "?", "…", "”", '"', ")")
PLACES = (
    re.compile(r"(?<=[,;:])\s|\s(?=[-–—]\s|\()"),
    re.compile(
        r"\s(?=(?:and|but|or|because|although|where|which|who|while|when|so|after|until|if|such as)\s)"
    ),
)
DANGLING = re.compile(
    r"(?:[\s,;:.(–—-]|\s(?:a|an|the|my|our|their|of|to|in|on|at|for|with|by|from|and|or|but|because|that)){1,20}$",
    re.IGNORECASE,
)

Cut = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The contents of a day sheet. ``when`` and ``where`` are lines of text; ``openers`` are questions
    with the first words of one's best answer; ``numbers`` are sentences with a figure; ``unmet`` are the ids
    of the ``weakest`` questions that were never practised; ``findings`` are about the company; ``notes`` are
    the lines that the person wrote about the interview.
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
    unmet: Collection[str] = ()
    findings: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def empty(self) -> tuple[str, ...]:
        """The names of the fields without content, whose sections are left out."""
        wanted = ("where", "people", "findings", "stories", "numbers", "openers", "ask")
        return tuple(name for name in wanted if not getattr(self, name))


def as_html(sheet: DaySheet) -> str:
    """Make a whole HTML page that prints on one sheet of A4 or US Letter and loads nothing.

    All text is escaped. An empty section is left out.
    """
    size, inside = _fitting(sheet)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(sheet.title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f'<body style="--print: {size}pt"><p class="hint">{HOW_TO_PRINT}</p>'
        f"<main>{inside}</main></body></html>\n"
    )


def short(text: str, longest: int) -> str:
    """Put a text in one line, cut to ``longest`` characters at the end of a sentence, a clause or a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    earliest = EARLIEST * longest
    whole = [
        boundary.end
        for boundary in sentences(line)
        if boundary.text.endswith(ENDS) and earliest <= boundary.end <= longest
    ]
    if whole:
        return line[: max(whole)]
    for place in PLACES:
        clauses = [
            boundary.start() for boundary in place.finditer(line) if earliest <= boundary.start() <= longest
        ]
        if clauses:
            return DANGLING.sub("", line[: max(clauses)]) + "…"
    word = len(line[: longest + 1].rsplit(" ", 1)[0])
    return DANGLING.sub("", line[: min(word, longest)]) + "…"


def opening(answer: str) -> str:
    """Return the first clean sentence of an answer, with the next ones if it is very short ("Yes.").

    A sentence with an "um" in it or without an end is skipped; empty if there is no other.
    """
    lines = "\n".join(line.lstrip(BULLETS) for line in answer.splitlines())
    all_sentences = sentences(lines)
    words = ""
    for sentence in all_sentences:
        if not is_clean(sentence.text):
            words = ""
            continue
        pause = "; " if words and not words.endswith((*ENDS, ":")) else " "
        words = f"{words}{pause}{sentence.text}".strip()
        if len(words) >= LEAST_OPENING:
            break
    return words if all_sentences else " ".join(answer.split())


def is_clean(sentence: str) -> bool:
    """Return whether a sentence is complete: it has no filler and does not trail off."""
    return not fillers(sentence) and not sentence.rstrip("\"'”’) ").endswith(TRAILS_OFF)


def _fitting(sheet: DaySheet) -> tuple[float, str]:
    """Find the largest size of print in points that fits one page, and the HTML inside the page.

    The texts are cut shorter only where even the smallest size does not fit.
    """
    inside = ""
    for share in SHARES:
        inside = _inside(sheet, share)
        for size in SIZES:
            if _height(inside, size) <= PAGE / size:
                return size, inside
    return min(SIZES), inside


def _height(inside: str, size: float) -> float:
    """Estimate the height of the HTML in lines, in two columns, at a size of print in points."""
    head, *sections = inside.split("<section>")
    *whole, last = [[0.0], *(_entries(section, COLUMN / size) for section in sections)]
    # The browser splits no entry and no section but the last, and balances the columns.
    blocks = [*map(sum, whole), *last]
    columns = min(max(sum(blocks[:at]), sum(blocks[at:])) for at in range(len(blocks) + 1))
    return HEAD + sum(_entries(head, 2 * COLUMN / size)) + columns


def _entries(part: str, per_line: float) -> list[float]:
    """Estimate the heights of the entries of a section in lines; the first includes the heading."""
    heights = [sum(_lines(text, per_line) for text in PARAGRAPH.split(entry)) for entry in part.split("<li>")]
    heading = HEADING if "<h2>" in part else 0
    return [heading + sum(heights[:2]), *heights[2:]]


def _lines(html: str, per_line: float) -> float:
    """Estimate the height of a text in lines, with the space below it; bold print is wider."""
    bold = sum(map(len, STRONG.findall(html)))
    text = len(TAG.sub("", html)) + (BOLD - 1) * bold
    return ceil(text / per_line) + BETWEEN if text else 0


def _inside(sheet: DaySheet, share: float) -> str:
    """Make the HTML inside the page, with every text cut to a share of its usual length."""

    def cut(text: str, longest: int) -> str:
        return escape(short(text, int(longest * share)))

    where = f"<p>{cut(sheet.where, PLACE)}</p>" if sheet.where else ""
    return (
        f'<header><h1>{cut(sheet.title, TITLE)}</h1><p class="when">{escape(sheet.when)}</p>'
        f'{where}</header><div class="parts">{"".join(_parts(sheet, cut))}</div>'
    )


def _parts(sheet: DaySheet, cut: Cut) -> Sequence[str]:
    """Make the sections of the sheet in their order."""
    weakest = sheet.weakest[:WEAKEST]
    return (
        _part("People", _people(sheet.people, cut)),
        _part("Notes", [cut(item, NOTE) for item in sheet.notes[:NOTES]]),
        _part("About the company", [cut(item, FINDING) for item in sheet.findings[:FINDINGS]]),
        _part("Stories", [_story(item, cut) for item in sheet.stories[:STORIES]]),
        _part("Numbers to remember", [cut(item, NUMBER) for item in sheet.numbers[:NUMBERS]]),
        _part("My strongest openers", [_opener(*item, cut) for item in sheet.openers[:OPENERS]]),
        _part("To ask", [cut(item, ASK) for item in sheet.ask[:QUESTIONS_TO_ASK]]),
        _part(
            _weakest_title(len(weakest)),
            [_weak_question(item, cut, unmet=item.id in sheet.unmet) for item in weakest],
            "ol",
        ),
    )


def _part(title: str, items: Sequence[str], tag: str = "ul") -> str:
    """Make a section of items in HTML; nothing where there are none."""
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<section><h2>{title}</h2><{tag}>{rows}</{tag}></section>" if items else ""


def _people(people: Sequence[str], cut: Cut) -> list[str]:
    """Make a line of each person; the last line counts those for whom there is no room."""
    names = people if len(people) <= PEOPLE else people[: PEOPLE - 1]
    more = [f"and {len(people) - len(names)} more"] if len(names) < len(people) else []
    return [*(cut(person, PERSON) for person in names), *more]


def _story(story: Story, cut: Cut) -> str:
    """Make the line of a story: its title and its outcome."""
    if not story.title:
        return cut(story.text, STORY_TITLE + STORY_OUTCOME)
    outcome = story.result or story.action or story.situation
    return f"<strong>{cut(story.title, STORY_TITLE)}</strong> {cut(outcome, STORY_OUTCOME)}"


def _opener(prompt: str, words: str, cut: Cut) -> str:
    """Make the line of an opener: the question and the first words of the answer."""
    return f"<em>{cut(prompt, OPENER_PROMPT)}</em> {cut(words, OPENER_WORDS)}"


def _weakest_title(count: int) -> str:
    """Make the heading over the weakest questions."""
    if count == 1:
        return "My weakest question, with its key points"
    return f"My {COUNTS[count]} weakest, with their key points"


def _weak_question(question: Question, cut: Cut, *, unmet: bool) -> str:
    """Make the entry of a weak question: its prompt and its key points."""
    note = " <em>(not\u00a0practised\u00a0yet)</em>" if unmet else ""
    points = "\u00a0· ".join(cut(point.text, POINT) for point in question.key_points[:POINTS])
    return f"<strong>{cut(question.prompt, PROMPT)}</strong>{note}<p>{points}</p>"
