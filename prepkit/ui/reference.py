"""How a metric, a tool, a guide and the level anchors look."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.bank import Bank, SearchIndex
from prepkit.bank.reference import AREAS, GROUPS, Guide, Metric, Tool, helping
from prepkit.model import Competency, Question
from prepkit.practice.session import Desk
from prepkit.ui.components.link_list import Row
from prepkit.ui.wording import escape, option, prose

OPEN_ITEM = "item"
LEVELS = {"specialist": "Specialist", "lead": "Team lead", "manager": "Manager"}
HEARD = {1: "weak", 3: "sound", 5: "outstanding"}


def metric_body(bank: Bank, metric: Metric) -> None:
    """A metric from its definition to what a strong candidate adds."""
    counter = " and ".join(escape(bank.reference.metrics[other].name) for other in metric.counter)
    beside = f"**Watch with it.** {counter}.\n\n" if counter else ""
    st.markdown(escape(metric.definition))
    with st.container(border=True):
        st.markdown(f"**{escape(metric.formula)}**\n\n{escape(metric.example)}")
    st.markdown(
        f"**Which way is good?** {escape(metric.direction)}\n\n"
        f"{beside}**How it is gamed.** {escape(metric.gamed)}\n\n"
        f"**Worth saying.** {escape(metric.say)}"
    )


def tool_body(tool: Tool) -> None:
    """A family of tools: what it is for, and how to talk about it."""
    st.markdown(
        f"{escape(tool.what_for)}\n\n*For example: {escape(tool.products)}.*\n\n"
        f"### What they like to hear\n\n{escape(tool.show)}\n\n"
        f"### When you have used another, or none\n\n{escape(tool.if_not)}\n\n"
        f"### Worth asking them\n\n{escape(tool.ask)}",
        anchors=False,
    )


def guide_body(guide: Guide) -> None:
    """A guide's text, in the Markdown it is written in."""
    st.markdown(prose(guide.text), anchors=False)


def anchors(desk: Desk, competency: Competency, *, key: str) -> None:
    """What an answer sounds like at 1, 3 and 5, from someone at the level the person is aiming for."""
    role = desk.settings.target_role
    usual = desk.bank.role(role).level if role in {item.id for item in desk.bank.roles} else "lead"
    level = st.segmented_control(
        "Said by a",
        list(LEVELS),
        format_func=lambda name: option(LEVELS[name]),
        default=usual if usual in LEVELS else "lead",
        required=True,
        key=key,
        wrap=True,
    )
    frame = desk.bank.anchors
    found = frame[(frame["competency"] == competency.id) & (frame["role_level"] == level)]
    st.markdown(
        "\n\n".join(
            f"**At {number}, {HEARD[number]}.** {escape(text)}"
            for number, text in zip(found["level"], found["description"], strict=True)
        )
        or "These anchors are missing from anchors.csv."
    )


def item_id(item: Metric | Tool | Guide | Competency) -> str:
    """Where an item stands in Learn's address: ``metric.csat``."""
    return f"{type(item).__name__.lower()}.{item.id}"


def row(item: Metric | Tool | Guide | Competency, *, kind: bool = False) -> Row:
    """An item as a row of a list; ``kind`` says what it is where kinds are mixed."""
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
    return Row(item_id(item), title, tags, note)


def look_up(bank: Bank, item: str) -> Metric | Tool | Guide | Competency | None:
    """The item an address names, as ``metric.csat``; None when there is none."""
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


def named(bank: Bank, index: SearchIndex, text: str) -> list[Row]:
    """The items whose own name holds every word of a text, best first."""
    words = text.casefold().split()
    items = [look_up(bank, item) for item in index.search(text)] if words else []
    rows = [row(item) for item in items if item is not None]
    return [item for item in rows if all(word in item.title.casefold() for word in words)]


def read_on(bank: Bank, question: Question) -> Sequence[Row]:
    """What helps with a question: its guides, metrics and tools, and the levels of its competency."""
    beside = bank.reference
    return [
        *(row(item, kind=True) for item in helping(beside.guides.values(), question.id)),
        *(row(item, kind=True) for item in helping(beside.metrics.values(), question.id)),
        *(row(item, kind=True) for item in helping(beside.tools.values(), question.id)),
        row(bank.competency(question.competency), kind=True),
    ]
