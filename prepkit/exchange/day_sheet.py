"""The night-before page: one printed sheet with what one wants in the head, and nothing else."""

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
from prepkit.model import Question, Story

STYLE = Path(__file__).with_name("day_sheet.css")
STORIES, WEAKEST, OPENERS, ASKED, NUMBERS, PEOPLE, POINTS, FINDINGS = 5, 5, 3, 6, 6, 6, 7, 5
COUNTS = ("no", "one", "two", "three", "four", "five")
# The longest text of each kind; all of them are cut alike until a full sheet stands on one page.
TITLE, PLACE, PERSON, NUMBER, ASK, PROMPT, POINT = 90, 180, 75, 90, 130, 165, 95
STORY_TITLE, STORY_TOLD, OPENER_PROMPT, OPENER_WORDS, FINDING = 45, 100, 70, 110, 120
SHARES = tuple(percent / 100 for percent in range(100, 45, -5))
BULLETS = " \t-–•*"
LEAST_OPENING = 30
# What is said while looking for words: nothing to learn by heart. "Err" and "ER" are words.
TRAILS_OFF = ("…", "..")

# How the sheet is set, as in day_sheet.css: the sizes of print in points, what a page is high and a column
# holds in a line at one point (A4 is the narrower, US Letter the lower), and heights in lines of print.
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
class Sheet:
    """What the sheet holds. ``when`` and ``where`` are lines as people read them; ``openers`` are questions
    with the first words of one's best answer; ``numbers`` are sentences with a figure; ``unmet`` are the ids
    of those of the ``weakest`` that were never practised; ``findings`` is what is known of the company.
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


def as_html(sheet: Sheet) -> str:
    """A whole HTML page that prints on one sheet of A4 or US Letter and loads nothing. All text is escaped.

    A part that is still empty says what would stand there.
    """
    size, inside = _fitting(sheet)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(sheet.title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f'<body style="--print: {size}pt"><p class="hint">Print this page with Ctrl+P (on a Mac ⌘P): '
        f"it is one sheet of paper.</p><main>{inside}</main></body></html>\n"
    )


def short(text: str, longest: int) -> str:
    """A text in one line. Too long a one ends where a sentence or a clause of it does, else at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    least = EARLIEST * longest
    whole = [one.end for one in sentences(line) if one.text.endswith(ENDS) and least <= one.end <= longest]
    if whole:
        return line[: max(whole)]
    for place in PLACES:
        clauses = [one.start() for one in place.finditer(line) if least <= one.start() <= longest]
        if clauses:
            return DANGLING.sub("", line[: max(clauses)]) + "…"
    word = len(line[: longest + 1].rsplit(" ", 1)[0])
    return DANGLING.sub("", line[: min(word, longest)]) + "…"


def opening(answer: str) -> str:
    """The first clean sentence of an answer; with those after it while it is but a word or two ("Yes.").

    A sentence with an "um" in it or without an end is passed over; empty if there is no other.
    """
    lines = "\n".join(line.lstrip(BULLETS) for line in answer.splitlines())
    every = sentences(lines)
    said = ""
    for sentence in every:
        if not is_clean(sentence.text):
            said = ""
            continue
        pause = "; " if said and not said.endswith((*ENDS, ":")) else " "
        said = f"{said}{pause}{sentence.text}".strip()
        if len(said) >= LEAST_OPENING:
            break
    return said if every else " ".join(answer.split())


def is_clean(sentence: str) -> bool:
    """Whether a sentence reads as meant: no filler in it, and it does not trail off."""
    return not fillers(sentence) and not sentence.rstrip("\"'”’) ").endswith(TRAILS_OFF)


def _fitting(sheet: Sheet) -> tuple[float, str]:
    """The largest print in which all of it stands on one page, and what is printed.

    Only where even the smallest is too large are the texts cut shorter.
    """
    inside = ""
    for share in SHARES:
        inside = _inside(sheet, share)
        for size in SIZES:
            if _height(inside, size) <= PAGE / size:
                return size, inside
    return min(SIZES), inside


def _height(inside: str, size: float) -> float:
    """How many lines of the page it takes in two columns, at a size of print."""
    head, *sections = inside.split("<section>")
    *whole, last = (_entries(section, COLUMN / size) for section in sections)
    # The browser keeps an entry together, and a section, except the last; it levels the columns.
    blocks = [*map(sum, whole), *last]
    columns = min(max(sum(blocks[:at]), sum(blocks[at:])) for at in range(len(blocks) + 1))
    return HEAD + sum(_entries(head, 2 * COLUMN / size)) + columns


def _entries(part: str, per_line: float) -> list[float]:
    """The heights of the entries of a section, its heading with the first of them."""
    heights = [sum(_lines(text, per_line) for text in PARAGRAPH.split(one)) for one in part.split("<li>")]
    first = HEADING if "<h2>" in part else 0
    return [first + sum(heights[:2]), *heights[2:]]


def _lines(html: str, per_line: float) -> float:
    bold = sum(map(len, STRONG.findall(html)))
    text = len(TAG.sub("", html)) + (BOLD - 1) * bold
    return ceil(text / per_line) + BETWEEN if text else 0


def _inside(sheet: Sheet, share: float) -> str:
    def cut(text: str, longest: int) -> str:
        return escape(short(text, int(longest * share)))

    where = cut(sheet.where, PLACE) or "Place or link: not known yet."
    return (
        f'<header><h1>{cut(sheet.title, TITLE)}</h1><p class="when">{escape(sheet.when)}</p>'
        f'<p>{where}</p></header><div class="parts">{"".join(_parts(sheet, cut))}</div>'
    )


def _parts(sheet: Sheet, cut: Cut) -> Sequence[str]:
    weakest = sheet.weakest[:WEAKEST]
    return (
        _part("People", _people(sheet.people, cut), "No names yet: write them under Details."),
        _part(
            "About the company",
            [cut(one, FINDING) for one in sheet.findings[:FINDINGS]],
            "Nothing yet: write down what you find under Company.",
        ),
        _part(
            "Stories",
            [_story(one, cut) for one in sheet.stories[:STORIES]],
            "No story yet: write two or three on the Stories page.",
        ),
        _part(
            "Numbers to remember",
            [cut(one, NUMBER) for one in sheet.numbers[:NUMBERS]],
            "No figure yet: say in your stories what was measured before and after.",
        ),
        _part(
            "My strongest openers",
            [_opener(*one, cut) for one in sheet.openers[:OPENERS]],
            "None yet: type an answer that you can rate Solid or better.",
        ),
        _part(
            "To ask",
            [cut(one, ASK) for one in sheet.ask[:ASKED]],
            "No question yet: pick two or three under Ask back.",
        ),
        _part(
            _weakest_title(len(weakest)),
            [_weak(one, cut, unmet=one.id in sheet.unmet) for one in weakest],
            "None: no question of this role is left to practise.",
            "ol",
        ),
    )


def _part(title: str, items: Sequence[str], missing: str, tag: str = "ul") -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    inside = f"<{tag}>{rows}</{tag}>" if items else f'<p class="missing">{missing}</p>'
    return f"<section><h2>{title}</h2>{inside}</section>"


def _people(people: Sequence[str], cut: Cut) -> list[str]:
    shown = people if len(people) <= PEOPLE else people[: PEOPLE - 1]
    more = [f"and {len(people) - len(shown)} more"] if len(shown) < len(people) else []
    return [*(cut(one, PERSON) for one in shown), *more]


def _story(story: Story, cut: Cut) -> str:
    if not story.title:
        return cut(story.text, STORY_TITLE + STORY_TOLD)
    told = story.result or story.action or story.situation
    return f"<strong>{cut(story.title, STORY_TITLE)}</strong> {cut(told, STORY_TOLD)}"


def _opener(prompt: str, words: str, cut: Cut) -> str:
    return f"<em>{cut(prompt, OPENER_PROMPT)}</em> {cut(words, OPENER_WORDS)}"


def _weakest_title(count: int) -> str:
    if count < 2:
        return "My weakest question, with its key points" if count else "My weakest questions"
    return f"My {COUNTS[count]} weakest, with their key points"


def _weak(question: Question, cut: Cut, *, unmet: bool) -> str:
    note = " <em>(not\u00a0practised\u00a0yet)</em>" if unmet else ""
    points = "\u00a0· ".join(cut(point.text, POINT) for point in question.key_points[:POINTS])
    return f"<strong>{cut(question.prompt, PROMPT)}</strong>{note}<p>{points}</p>"
