"""What a card shows, whatever it is: a question or a metric."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from prepkit.bank.reference import GROUPS, WANTED, Metric
from prepkit.model import Question, question_id
from prepkit.practice.session import Desk
from prepkit.store.sessions import OnScreen
from prepkit.ui import question as view
from prepkit.ui import reference
from prepkit.ui.wording import option


@dataclass(frozen=True, slots=True)
class Face:
    """What is asked, and what more exactly; its tags as (text, colour name); what can be ticked, by id.

    ``draw_answer`` draws what one must see to tick, ``draw_material`` what may be read after rating.
    """

    asked: str
    wanted: str
    tags: Sequence[tuple[str, str]]
    points: Mapping[str, str]
    draw_answer: Callable[[], None]
    draw_material: Callable[[], None]


def face(desk: Desk, card: OnScreen) -> Face:
    """The face of the card on screen. Raises KeyError for one that is not in the bank."""
    metric = desk.bank.metric(card.card_id)
    if metric is not None:
        return _metric(desk, metric)
    question = desk.bank.question(question_id(card.card_id))
    return Face(
        question.wording(card.variant_id),
        "",
        view.tags(desk.bank, question),
        {point.id: point.text for point in question.key_points},
        _nothing,
        lambda: _material(desk, question),
    )


def _metric(desk: Desk, metric: Metric) -> Face:
    return Face(
        metric.name,
        WANTED,
        [("Metric", "blue"), (GROUPS[metric.group], "gray")],
        {point.id: point.text for point in metric.key_points},
        lambda: reference.metric_body(desk.bank, metric),
        _nothing,
    )


def _nothing() -> None:
    """Draws nothing."""


def _material(desk: Desk, question: Question) -> None:
    competency = desk.bank.competency(question.competency)
    drawn: dict[str, tuple[object, Callable[[], None]]] = {
        "Sample answers": (
            question.samples,
            lambda: view.samples(desk, question, key=f"sample_{question.id}"),
        ),
        "Weak and strong": (question.weak, lambda: view.weak_beside_strong(desk, question)),
        "Levels": (True, lambda: reference.anchors(desk, competency, key=f"levels_{competency.id}")),
        "Pitfalls": (question.pitfalls, lambda: view.pitfalls(question)),
        "Follow-ups": (question.follow_ups, lambda: view.follow_ups(question)),
        "How to answer": (question.steps or question.assesses, lambda: view.advice(question)),
    }
    # A person's own question may lack most of them.
    there = {name: draw for name, (held, draw) in drawn.items() if held}
    key = "material" if len(there) == len(drawn) else f"material_{'_'.join(name[0] for name in there)}"
    tabs = st.tabs([option(name) for name in there], on_change="rerun", key=key)
    for tab, draw in zip(tabs, there.values(), strict=True):
        if tab.open:
            with tab:
                draw()
