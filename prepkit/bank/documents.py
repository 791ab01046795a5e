"""What can be searched: the questions, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

from prepkit.bank.bank import Bank
from prepkit.bank.reference import AREAS, GROUPS
from prepkit.bank.search import Document, SearchIndex

REST = (
    ("steps", "text"),
    ("sample_answers", "level", "text", "situation", "task", "action", "result"),
    ("weak_answers", "text", "note_1", "note_2", "note_3"),
    ("pitfalls", "pitfall", "signals"),
    ("follow_ups", "text"),
)


def question_index(bank: Bank) -> SearchIndex:
    """The full text of every question, found by question id."""
    return SearchIndex(_questions(bank))


def reference_index(bank: Bank) -> SearchIndex:
    """Guides, metrics, tools and competencies, found as ``guide.star``, ``metric.csat`` and so on."""
    return SearchIndex(_reference(bank))


def _questions(bank: Bank) -> Iterator[Document]:
    parts = bank.parts
    competencies = {competency.id: competency.name for competency in bank.competencies}
    measured: dict[str, list[str]] = {}
    for metric in bank.reference.metrics.values():
        for question in metric.questions:
            measured.setdefault(question, []).extend((metric.id, metric.name))
    for question in bank.ids:
        prompt, kind, competency, assesses = parts["questions"].of(
            question, "prompt", "kind", "competency", "assesses"
        )[0]
        # Whoever looks for “ASA” wants the questions it helps with, even where nobody says it by that name.
        rest = [kind, competencies[competency], assesses, *measured.get(question, ())]
        for name, *columns in REST:
            rest += (cell for row in parts[name].of(question, *columns) for cell in row)
        rest += (
            bank.industries.get(cell, "") for (cell,) in parts["sample_answers"].of(question, "industry")
        )
        yield Document(
            question,
            prompt,
            "\n".join(text for (text,) in parts["variants"].of(question, "text")),
            "\n".join(text for (text,) in parts["key_points"].of(question, "text")),
            "\n".join(rest),
        )


def _reference(bank: Bank) -> Iterator[Document]:
    for guide in bank.reference.guides.values():
        yield Document(f"guide.{guide.id}", guide.title, AREAS[guide.area], guide.summary, guide.text)
    for metric in bank.reference.metrics.values():
        about = f"{metric.formula}\n{metric.example}\n{metric.gamed}\n{metric.say}"
        yield Document(
            f"metric.{metric.id}",
            metric.name,
            f"{metric.id} {GROUPS[metric.group]}",
            metric.definition,
            about,
        )
    for tool in bank.reference.tools.values():
        about = f"{tool.show}\n{tool.if_not}\n{tool.ask}"
        yield Document(f"tool.{tool.id}", tool.name, tool.products, tool.what_for, about)
    for competency in bank.competencies:
        yield Document(f"competency.{competency.id}", competency.name, "", competency.definition, "")
