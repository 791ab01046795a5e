"""Build the search entries of questions, and of guides, metrics, tools and competencies."""

from __future__ import annotations

from collections.abc import Iterator

from prepkit.bank.bank import Bank, listed
from prepkit.bank.reference import AREAS, GROUPS
from prepkit.bank.search import SearchEntry, SearchIndex
from prepkit.card_ids import deck_of

REST = (
    ("steps", "text"),
    ("sample_answers", "level", "text", "situation", "task", "action", "result"),
    ("weak_answers", "text", "note_1", "note_2", "note_3"),
    ("pitfalls", "pitfall", "signals"),
    ("follow_ups", "text"),
)


def question_index(bank: Bank) -> SearchIndex:
    """Index the full text of every question by its id."""
    return SearchIndex(_questions(bank))


def reference_index(bank: Bank) -> SearchIndex:
    """Index guides, metrics, tools and competencies by ids such as ``guide.star`` and ``metric.csat``."""
    return SearchIndex(_reference(bank))


def _questions(bank: Bank) -> Iterator[SearchEntry]:
    parts = bank.parts
    competencies = {competency.id: competency.name for competency in bank.competencies}
    metric_names: dict[str, list[str]] = {}
    for metric in bank.reference.metrics.values():
        for question in metric.questions:
            metric_names.setdefault(question, []).extend((metric.id, metric.name))
    for question in bank.ids:
        prompt, kind, competency, assesses, material, search_words = parts["questions"].of(
            question, "prompt", "kind", "competency", "assesses", "material", "search_words"
        )[0]
        # A search for a metric (“ASA”) also finds the questions it helps with that do not name it.
        rest = [kind, competencies[competency], assesses, material, *metric_names.get(question, ())]
        for name, *columns in REST:
            rest += (cell for row in parts[name].of(question, *columns) for cell in row)
        rest += (
            bank.industries.get(cell, "") for (cell,) in parts["sample_answers"].of(question, "industry")
        )
        if own := bank.own.get(question):
            rest += [own.company, own.source, *own.tags]
        variants = (text for (text,) in parts["variants"].of(question, "text"))
        yield SearchEntry(
            question,
            prompt,
            "\n".join([*variants, *_topic(question, search_words)]),
            "\n".join(text for (text,) in parts["key_points"].of(question, "text")),
            "\n".join(rest),
        )


def _topic(question: str, search_words: str) -> list[str]:
    """Return what a shipped question is about in other words: its id, and what people type for it."""
    if deck_of(question):
        return []
    return [question.replace("-", " "), *listed(search_words)]


def _reference(bank: Bank) -> Iterator[SearchEntry]:
    for guide in bank.reference.guides.values():
        yield SearchEntry(f"guide.{guide.id}", guide.title, AREAS[guide.area], guide.summary, guide.text)
    for metric in bank.reference.metrics.values():
        about = f"{metric.formula}\n{metric.example}\n{metric.gamed}\n{metric.say}"
        yield SearchEntry(
            f"metric.{metric.id}",
            metric.name,
            f"{metric.id} {GROUPS[metric.group]}",
            metric.definition,
            about,
        )
    for tool in bank.reference.tools.values():
        about = f"{tool.show}\n{tool.if_not}\n{tool.ask}"
        yield SearchEntry(f"tool.{tool.id}", tool.name, tool.products, tool.what_for, about)
    for competency in bank.competencies:
        yield SearchEntry(f"competency.{competency.id}", competency.name, "", competency.definition, "")
