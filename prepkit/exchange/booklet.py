"""Makes one page of HTML of cards; it prints well and loads nothing from other machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from prepkit.bank import Bank
from prepkit.bank.reference import Metric
from prepkit.card_ids import question_id
from prepkit.material import Material
from prepkit.model import Story
from prepkit.question import KeyPoint, Question, SampleAnswer

STYLE = Path(__file__).with_name("booklet.css")
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
    """Make a whole HTML page of cards: stories (``s:...``), questions by competency, metrics (``t:...``).

    ``notes`` holds a person's own notes by card id; a card without one gets lines to write on. Without
    ``answers`` the page has only prompts, key points and lines to write on. Cards that are not in the bank
    are counted in a line at the end. Every text is escaped.
    """
    chosen_cards = dict.fromkeys(cards)
    cards_in_bank = [card for card in chosen_cards if bank.has_card(card)]
    groups: dict[str, list[str]] = {}
    for card in sorted(cards_in_bank, key=lambda card: "sqt".index(card[0])):
        groups.setdefault(_group(bank, card), []).append(card)
    body = [
        f"<header><h1 {AUTO}>{escape(title)}</h1>"
        f'<p class="about">{len(cards_in_bank)} cards · {day:%d %B %Y}</p></header>',
        _contents(bank, groups),
    ]
    for number, (name, group_cards) in enumerate(groups.items()):
        inside = "".join(_card(bank, card, (notes or {}).get(card, ""), answers) for card in group_cards)
        body.append(f'<section><h2 id="g{number}" {AUTO}>{escape(name)}</h2>{inside}</section>')
    if missing := len(chosen_cards) - len(cards_in_bank):
        body.append(f'<p class="about">{missing} of the chosen cards are no longer in the bank.</p>')
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_LOADED}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _group(bank: Bank, card: str) -> str:
    """Name the section of a card: metrics, stories or the competency of a question."""
    if bank.metric(card):
        return METRICS
    if bank.story(card):
        return STORIES
    return bank.competency(bank.question(question_id(card)).competency).name


def _contents(bank: Bank, groups: Mapping[str, Sequence[str]]) -> str:
    """Make the table of contents, with a link to every group and card."""
    rows = []
    for number, (name, group_cards) in enumerate(groups.items()):
        links = "".join(
            f'<li {AUTO}><a href="#{escape(card, quote=True)}">{escape(bank.title(card))}</a></li>'
            for card in group_cards
        )
        rows.append(f'<li><a href="#g{number}" {AUTO}>{escape(name)}</a><ol>{links}</ol></li>')
    return f'<nav aria-label="Contents"><ol>{"".join(rows)}</ol></nav>'


def _card(bank: Bank, card: str, note: str, answers: bool) -> str:
    """Make the article of a card, with the person's own note or lines to write on."""
    metric, story = bank.metric(card), bank.story(card)
    if story is not None:
        inside = _story(bank, card, story)
    elif metric is not None:
        inside = _metric(bank, metric) if answers else _head(metric.name, [], _points(metric.key_points))
    else:
        inside = _question(bank, bank.question(question_id(card)), answers)
    own_note = f'<div class="note">{_paragraphs(note)}</div>' if note else '<div class="lines"></div>'
    return (
        f'<article class="card" id="{escape(card, quote=True)}">{inside}<h4>My notes</h4>{own_note}</article>'
    )


def _head(title: str, tags: Iterable[str], more: str = "") -> str:
    """Make the head of a card: its title, tags and further HTML."""
    line = f'<p class="tags">{escape(" · ".join(tags))}</p>' if tags else ""
    return f'<div class="head"><h3 {AUTO}>{escape(title)}</h3>{line}{more}</div>'


def _question(bank: Bank, question: Question, answers: bool) -> str:
    """Make the inside of a question's card; without ``answers`` only its prompt, material and key points."""
    tags = (question.kind.label, question.difficulty.label)
    material = _part("Material", _material(question.material))
    points = _part("Key points", _points(question.key_points)) if question.key_points else ""
    if not answers:
        return _head(question.prompt, tags) + material + points
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
            material,
            _part("How to answer", _list(question.steps, "ol")),
            points,
            _part("Sample answers", "".join(_sample(bank, sample) for sample in question.samples)),
            weak,
            _part("Pitfalls", _list(map(str, question.pitfalls))),
            _part("Follow-ups to expect", _list(question.follow_ups)),
            _part("Other wordings", _list(variant.text for variant in question.variants)),
        )
    )


def _material(material: Material) -> str:
    """Make the text and the table that a candidate is handed with a question; empty if there is none."""
    text = _paragraphs("\n".join(material.text))
    if not material.rows:
        return text
    header, *rows = (
        "".join(f"<{tag} {AUTO}>{escape(cell)}</{tag}>" for cell in cells)
        for tag, cells in (("th", material.header), *(("td", row) for row in material.rows))
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    table = f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"
    return f'{text}<div class="wide" tabindex="0" role="group" aria-label="Material">{table}</div>'


def _metric(bank: Bank, metric: Metric) -> str:
    """Make the inside of a metric's card."""
    counter_names = ", ".join(bank.reference.metrics[metric_id].name for metric_id in metric.counter)
    return "".join(
        (
            _head(metric.name, [], f"<p {AUTO}>{escape(metric.definition)}</p>"),
            _part("How it is worked out", _paragraphs(f"{metric.formula}\n{metric.example}")),
            _part("Which way is good", _paragraphs(metric.direction)),
            _part("Watch with it", _paragraphs(counter_names)),
            _part("How it can be manipulated", _paragraphs(metric.gamed)),
            _part("Worth saying", _paragraphs(metric.say)),
        )
    )


def _story(bank: Bank, card: str, story: Story) -> str:
    """Make the inside of a story's card."""
    facts = "".join(f"<li {AUTO}>{escape(fact)}</li>" for fact in story.facts)
    prompts = (bank.question(question).prompt for question in story.questions if question in bank)
    return "".join(
        (
            _head(bank.title(card), []),
            *(_part(name, _paragraphs(text)) for name, text in story.parts),
            _part("Key facts", facts and f'<ul class="points">{facts}</ul>'),
            _part("It answers", _list(prompts)),
        )
    )


def _sample(bank: Bank, sample: SampleAnswer) -> str:
    """Make a sample answer, headed by the level and industry of who gives it."""
    labels = [sample.level.label if sample.level else "", bank.industries.get(sample.industry, "")]
    speaker = ", ".join(filter(None, labels))
    label = f"<p><strong>{escape(speaker)}</strong></p>" if speaker else ""
    parts = "".join(f"<p><strong>{name}</strong></p>{_paragraphs(text)}" for name, text in sample.parts)
    return f'<div class="answer">{label}{parts or _paragraphs(sample.text)}</div>'


def _part(title: str, inside: str) -> str:
    """Put a heading over HTML; empty if there is none."""
    return f"<h4>{title}</h4>{inside}" if inside else ""


def _points(points: Iterable[KeyPoint]) -> str:
    """Make a list of key points, with boxes to tick on paper."""
    items = "".join(f"<li {AUTO}>{escape(point.text)}</li>" for point in points)
    return f'<ul class="points">{items}</ul>'


def _list(texts: Iterable[str], tag: str = "ul") -> str:
    """Make a list of texts; empty if there are none."""
    items = "".join(f"<li {AUTO}>{escape(text)}</li>" for text in texts)
    return f"<{tag}>{items}</{tag}>" if items else ""


def _paragraphs(text: str) -> str:
    """Make a paragraph of each line that is not blank."""
    return "".join(f"<p {AUTO}>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
