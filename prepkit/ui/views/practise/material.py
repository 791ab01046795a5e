"""Put what a card may be compared with into tabs: sample answers, a weak one, follow-ups, levels."""

from __future__ import annotations

from collections.abc import Iterable

from prepkit.bank import Bank
from prepkit.bank.reference import Metric
from prepkit.practice.own_material import own_stories
from prepkit.question import KeyPoint, Level, Question, SampleAnswer
from prepkit.ui.widgets.components.card import Block, Tab, TabText
from prepkit.ui.widgets.level_select import usual_level
from prepkit.ui.widgets.question import samples_by_fit, speaker
from prepkit.ui.widgets.reference import ANCHOR_WORDS
from prepkit.workspace import Workspace


def lines(text: str) -> tuple[Block, ...]:
    """Return a text as one paragraph for each of its lines."""
    return tuple(Block(line.strip()) for line in text.split("\n") if line.strip())


def star_blocks(parts: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    """Return the parts of a story, each with its name."""
    return tuple(block for name, text in parts for block in (Block(name, tag="h2"), *lines(text)))


def metric_text(bank: Bank, metric: Metric) -> TabText:
    """Return a metric, from its definition to what a strong candidate adds."""
    counter = _watched_with(bank, metric)
    return TabText(
        metric.name,
        (
            Block(metric.definition),
            Block(metric.example, lead=metric.formula, tag="blockquote"),
            Block(metric.direction, lead="Which way is good?"),
            *((Block(f"{counter}.", lead="Watch with it."),) if counter else ()),
            Block(metric.gamed, lead="How it can be manipulated."),
            Block(metric.say, lead="Worth saying."),
        ),
    )


def metric_facts(bank: Bank, metric: Metric) -> list[KeyPoint]:
    """Return the key points of a metric with what is right for each, so that a reader can tell."""
    facts = (metric.definition, metric.formula, metric.direction, _watched_with(bank, metric), metric.gamed)
    return [
        KeyPoint(point.id, f"{point.text}: {fact}" if fact else point.text)
        for point, fact in zip(metric.key_points, facts, strict=True)
    ]


def _watched_with(bank: Bank, metric: Metric) -> str:
    return " and ".join(bank.reference.metrics[other].name for other in metric.counter)


def question_tabs(workspace: Workspace, question: Question) -> tuple[Tab, ...]:
    """Return the tabs of a question, one's own stories first; those that would be empty are left out."""
    samples = samples_by_fit(workspace, question)
    stories = own_stories(workspace, question).values()
    tabs = (
        Tab("My story", tuple(TabText(story.shown_title, star_blocks(story.parts)) for story in stories)),
        Tab("Sample answer", tuple(_sample(workspace.bank, sample) for sample in samples)),
        Tab("Weak answer", _weak(question)),
        Tab("Follow-ups", _listed("Follow-ups", (("", text) for text in question.follow_ups))),
        Tab("Pitfalls", _listed("Pitfalls", _pitfalls(question))),
        Tab("How to answer", _advice(question)),
        _levels(workspace, question),
    )
    return tuple(tab for tab in tabs if tab.texts)


def _sample(bank: Bank, sample: SampleAnswer) -> TabText:
    return TabText(speaker(bank, sample), star_blocks(sample.parts) if sample.parts else lines(sample.text))


def _weak(question: Question) -> tuple[TabText, ...]:
    if question.weak is None:
        return ()
    notes = tuple(("", note) for note in question.weak.notes)
    return (
        TabText(
            "Weak answer",
            (
                Block(question.weak.text, tag="blockquote"),
                Block("What is wrong with it", tag="h2"),
                Block(tag="ul", items=notes),
            ),
        ),
    )


def _pitfalls(question: Question) -> Iterable[tuple[str, str]]:
    for item in question.pitfalls:
        yield f"{item.pitfall.rstrip('.')}.", f"They hear: {item.signals}" if item.signals else ""


def _advice(question: Question) -> tuple[TabText, ...]:
    steps = tuple(("", step) for step in question.steps)
    blocks = (
        *((Block(question.assesses, lead="What they listen for."),) if question.assesses else ()),
        *((Block(tag="ol", items=steps),) if steps else ()),
    )
    return (TabText("How to answer", blocks),) if blocks else ()


def _listed(label: str, items: Iterable[tuple[str, str]]) -> tuple[TabText, ...]:
    listed = tuple(items)
    return (TabText(label, (Block(tag="ul", items=listed),)),) if listed else ()


def _levels(workspace: Workspace, question: Question) -> Tab:
    """Return what answers sound like at 1, 3 and 5 by role level; they are the competency's, and say so."""
    competency = workspace.bank.competency(question.competency)
    named = Block(f"For the competency “{competency.name}”, whatever the question.")
    texts = []
    for level in Level:
        anchors = tuple(
            Block(text, lead=f"At {number}, {ANCHOR_WORDS[number]}.")
            for number, text in workspace.bank.level_anchors(competency.id, level).items()
        )
        if anchors:
            texts.append(TabText(level.label, (named, *anchors)))
    first = list(Level).index(usual_level(workspace)) if len(texts) == len(Level) else 0
    return Tab("Levels", tuple(texts), first)
