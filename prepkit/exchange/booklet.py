"""Cards as one page of HTML that prints well and asks nothing of any other machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from prepkit.bank import Bank
from prepkit.bank.reference import Metric
from prepkit.model import KeyPoint, Question, SampleAnswer, Story, question_id

STYLE = Path(__file__).with_name("booklet.css")
LEVELS = {"specialist": "Specialist", "lead": "Team lead", "manager": "Manager"}
NOTHING_LOADED = "default-src 'none'; style-src 'unsafe-inline'"
METRICS, STORIES = "Metrics", "My stories"
AUTO = 'dir="auto"'
"""On each element that holds a question's or a person's text, which may run from right to left."""


def booklet(
    bank: Bank,
    cards: Sequence[str],
    *,
    title: str,
    day: date,
    notes: Mapping[str, str] | None = None,
    answers: bool = True,
) -> str:
    """A whole HTML page of these cards: stories (``s:...``), questions by competency, metrics (``t:...``).

    ``notes`` holds a person's own notes by card id; a card without one gets lines to write on. Without
    ``answers`` there are only prompts, key points and room. Cards that are not in the bank are counted in
    a line at the end. Every text is escaped.
    """
    wanted = dict.fromkeys(cards)
    there = [card for card in wanted if bank.has_card(card)]
    groups: dict[str, list[str]] = {}
    for card in sorted(there, key=lambda card: "sqt".index(card[0])):
        groups.setdefault(_group(bank, card), []).append(card)
    body = [
        f"<header><h1 {AUTO}>{escape(title)}</h1>"
        f'<p class="about">{len(there)} cards · {day:%d %B %Y}</p></header>',
        _contents(bank, groups),
    ]
    for number, (name, found) in enumerate(groups.items()):
        inside = "".join(_card(bank, card, (notes or {}).get(card, ""), answers) for card in found)
        body.append(f'<section><h2 id="g{number}" {AUTO}>{escape(name)}</h2>{inside}</section>')
    if missing := len(wanted) - len(there):
        body.append(f'<p class="about">{missing} of the chosen cards are no longer in the bank.</p>')
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _group(bank: Bank, card: str) -> str:
    if bank.metric(card):
        return METRICS
    if bank.story(card):
        return STORIES
    return bank.competency(bank.question(question_id(card)).competency).name


def _contents(bank: Bank, groups: Mapping[str, Sequence[str]]) -> str:
    rows = []
    for number, (name, found) in enumerate(groups.items()):
        links = "".join(
            f'<li {AUTO}><a href="#{escape(card, quote=True)}">{escape(bank.title(card))}</a></li>'
            for card in found
        )
        rows.append(f'<li><a href="#g{number}" {AUTO}>{escape(name)}</a><ol>{links}</ol></li>')
    return f'<nav aria-label="Contents"><ol>{"".join(rows)}</ol></nav>'


def _card(bank: Bank, card: str, note: str, answers: bool) -> str:
    metric, story = bank.metric(card), bank.story(card)
    if story is not None:
        inside = _story(bank, card, story)
    elif metric is not None:
        inside = _metric(bank, metric) if answers else _head(metric.name, [], _points(metric.key_points))
    else:
        inside = _question(bank, bank.question(question_id(card)), answers)
    own = f'<div class="note">{_paragraphs(note)}</div>' if note else '<div class="lines"></div>'
    return f'<article class="card" id="{escape(card, quote=True)}">{inside}<h4>My notes</h4>{own}</article>'


def _head(title: str, tags: Iterable[str], more: str = "") -> str:
    line = f'<p class="tags">{escape(" · ".join(tags))}</p>' if tags else ""
    return f'<div class="head"><h3 {AUTO}>{escape(title)}</h3>{line}{more}</div>'


def _question(bank: Bank, question: Question, answers: bool) -> str:
    tags = (question.kind.label, question.difficulty.label)
    points = _part("Key points", _points(question.key_points)) if question.key_points else ""
    if not answers:
        return _head(question.prompt, tags) + points
    weak = ""
    if question.weak is not None:
        notes = _list(question.weak.notes)
        weak = _part("A weak answer", f"<p {AUTO}><em>{escape(question.weak.text)}</em></p>{notes}")
    return "".join(
        (
            _head(
                question.prompt,
                tags,
                f"<p {AUTO}>{escape(question.assesses)}</p>" if question.assesses else "",
            ),
            _part("How to answer", _list(question.steps, "ol")),
            points,
            _part("Sample answers", "".join(_sample(bank, sample) for sample in question.samples)),
            weak,
            _part("Pitfalls", _list(map(str, question.pitfalls))),
            _part("Follow-ups to expect", _list(question.follow_ups)),
            _part("Other wordings", _list(variant.text for variant in question.variants)),
        )
    )


def _metric(bank: Bank, metric: Metric) -> str:
    beside = ", ".join(bank.reference.metrics[other].name for other in metric.counter)
    return "".join(
        (
            _head(metric.name, [], f"<p {AUTO}>{escape(metric.definition)}</p>"),
            _part("How it is worked out", _paragraphs(f"{metric.formula}\n{metric.example}")),
            _part("Which way is good", _paragraphs(metric.direction)),
            _part("Watch with it", _paragraphs(beside)),
            _part("How it is gamed", _paragraphs(metric.gamed)),
            _part("Worth saying", _paragraphs(metric.say)),
        )
    )


def _story(bank: Bank, card: str, story: Story) -> str:
    facts = "".join(f"<li {AUTO}>{escape(fact)}</li>" for fact in story.facts)
    asked = (bank.question(question).prompt for question in story.questions if question in bank)
    return "".join(
        (
            _head(bank.title(card), []),
            *(_part(name, _paragraphs(text)) for name, text in story.parts),
            _part("Key facts", facts and f'<ul class="points">{facts}</ul>'),
            _part("It answers", _list(asked)),
        )
    )


def _sample(bank: Bank, sample: SampleAnswer) -> str:
    told = [LEVELS.get(sample.level, ""), bank.industries.get(sample.industry, "")]
    who = ", ".join(filter(None, told))
    label = f"<p><strong>{escape(who)}</strong></p>" if who else ""
    parts = "".join(f"<p><strong>{name}</strong></p>{_paragraphs(text)}" for name, text in sample.parts)
    return f'<div class="answer">{label}{parts or _paragraphs(sample.text)}</div>'


def _part(title: str, inside: str) -> str:
    return f"<h4>{title}</h4>{inside}" if inside else ""


def _points(points: Iterable[KeyPoint]) -> str:
    items = "".join(f"<li {AUTO}>{escape(point.text)}</li>" for point in points)
    return f'<ul class="points">{items}</ul>'


def _list(texts: Iterable[str], tag: str = "ul") -> str:
    items = "".join(f"<li {AUTO}>{escape(text)}</li>" for text in texts)
    return f"<{tag}>{items}</{tag}>" if items else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p {AUTO}>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
