"""Draw a metric, a tool, a guide and the level anchors."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.bank import Bank, SearchIndex
from prepkit.bank.reference import AREAS, GROUPS, Guide, Metric, Tool, helping
from prepkit.question import Competency, Level, Question
from prepkit.ui.widgets.components.link_list import ListRow
from prepkit.ui.widgets.level_select import usual_level
from prepkit.ui.widgets.wording import escape, option, prose
from prepkit.workspace import Workspace

OPEN_ITEM = "item"
"""The query parameter of Learn that names the item to open."""
ANCHOR_WORDS = {1: "weak", 3: "sound", 5: "outstanding"}


def metric_body(bank: Bank, metric: Metric) -> None:
    """Draw a metric, from its definition to what a strong candidate adds."""
    counter = " and ".join(escape(bank.reference.metrics[other].name) for other in metric.counter)
    beside = f"**Watch with it.** {counter}.\n\n" if counter else ""
    st.markdown(escape(metric.definition))
    with st.container(border=True):
        st.markdown(f"**{escape(metric.formula)}**\n\n{escape(metric.example)}")
    st.markdown(
        f"**Which way is good?** {escape(metric.direction)}\n\n"
        f"{beside}**How it can be manipulated.** {escape(metric.gamed)}\n\n"
        f"**Worth saying.** {escape(metric.say)}"
    )


def tool_body(tool: Tool) -> None:
    """Draw a family of tools: what it is for, and how to talk about it."""
    st.markdown(
        f"{escape(tool.what_for)}\n\n*For example: {escape(tool.products)}.*\n\n"
        f"## What they like to hear\n\n{escape(tool.show)}\n\n"
        f"## When you have used another, or none\n\n{escape(tool.if_not)}\n\n"
        f"## Worth asking them\n\n{escape(tool.ask)}",
        anchors=False,
    )


def guide_body(guide: Guide) -> None:
    """Draw a guide's text, which is Markdown."""
    st.markdown(prose(guide.text), anchors=False)


def anchors(workspace: Workspace, competency: Competency, *, key: str) -> None:
    """Draw what an answer sounds like at 1, 3 and 5, for a chosen level; at first the one aimed for."""
    level = st.segmented_control(
        "Said by a",
        list(Level),
        format_func=lambda level: option(level.label),
        default=usual_level(workspace),
        required=True,
        key=key,
        wrap=True,
    )
    st.markdown(
        "\n\n".join(
            f"**At {number}, {ANCHOR_WORDS[number]}.** {escape(text)}"
            for number, text in workspace.bank.level_anchors(competency.id, level or Level.LEAD).items()
        )
        or "These anchors are missing from anchors.csv."
    )


def item_id(item: Metric | Tool | Guide | Competency) -> str:
    """Return an item's id in Learn's address: ``metric.csat``."""
    return f"{type(item).__name__.lower()}.{item.id}"


def row(item: Metric | Tool | Guide | Competency, *, kind: bool = False) -> ListRow:
    """Return an item as a row of a list; ``kind`` adds a tag with its kind, for lists of several kinds."""
    if isinstance(item, Metric):
        name, title, note, tag = "Metric", item.name, item.definition, GROUPS[item.group]
    elif isinstance(item, Guide):
        name, title, note, tag = "Guide", item.title, item.summary, AREAS[item.area]
    elif isinstance(item, Tool):
        name, title, note, tag = "Tools", item.name, item.products, ""
    else:
        name, title, note, tag = "Levels", item.name, item.definition, ""
    tags = [(name, "blue")] if kind else []
    if kind and tag:
        tags.append((tag, "gray"))
    return ListRow(item_id(item), title, tags, note)


def look_up(bank: Bank, item: str) -> Metric | Tool | Guide | Competency | None:
    """Return the item with an id such as ``metric.csat``; None when there is none."""
    kind, _, name = item.partition(".")
    if kind == "metric":
        return bank.reference.metrics.get(name)
    if kind == "tool":
        return bank.reference.tools.get(name)
    if kind == "guide":
        return bank.reference.guides.get(name)
    if kind == "competency":
        return next((competency for competency in bank.competencies if competency.id == name), None)
    return None


def items_named(bank: Bank, index: SearchIndex, text: str) -> list[ListRow]:
    """Return the items whose own name contains every word of a text, best first."""
    words = text.casefold().split()
    items = [look_up(bank, item) for item in index.search(text)] if words else []
    rows = [row(item) for item in items if item is not None]
    return [item for item in rows if all(word in item.title.casefold() for word in words)]


def further_reading(bank: Bank, question: Question) -> Sequence[ListRow]:
    """Return rows for a question's guides, metrics and tools, and the levels of its competency."""
    beside = bank.reference
    return [
        *(row(item, kind=True) for item in helping(beside.guides.values(), question.id)),
        *(row(item, kind=True) for item in helping(beside.metrics.values(), question.id)),
        *(row(item, kind=True) for item in helping(beside.tools.values(), question.id)),
        row(bank.competency(question.competency), kind=True),
    ]
