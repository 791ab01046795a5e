"""What a card shows, whatever it is: a question, a metric or a story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from prepkit.bank.reference import GROUPS, WANTED, Metric
from prepkit.feedback.review import Feedback
from prepkit.lab.families import scenario, seed_of
from prepkit.lab.scenario import Scenario
from prepkit.model import Clock, Question, Story, question_id
from prepkit.practice.session import Desk
from prepkit.store.sessions import OnScreen
from prepkit.ui import feedback, mine, reference
from prepkit.ui import question as view
from prepkit.ui.components.tick_list import Heard
from prepkit.ui.wording import escape, option, paragraphs

LAB_WANTED = "**Say what is happening, what you would check first, and what you would do.**"


@dataclass(frozen=True, slots=True)
class Face:
    """What is asked, and what more exactly; its tags as (text, colour name); what can be ticked, by id.

    ``draw_answer`` draws what one must see to tick, ``draw_material`` what may be read after rating.
    ``heard`` says of a point, by id, what of it was found in a typed answer. ``probes`` are follow-ups.
    ``draw_asked`` draws what belongs to the question and is no text.
    """

    asked: str
    wanted: str
    tags: Sequence[tuple[str, str]]
    points: Mapping[str, str]
    draw_answer: Callable[[], None]
    draw_material: Callable[[], None]
    heard: Mapping[str, Heard] = field(default_factory=dict)
    probes: Sequence[str] = ()
    draw_asked: Callable[[], None] | None = None


def face(desk: Desk, card: OnScreen, answer: str, now: Clock) -> Face:
    """The face of the card on screen, to which somebody has typed ``answer``.

    Raises KeyError for a card that is not in the bank.
    """
    metric = desk.bank.metric(card.card_id)
    if metric is not None:
        return _metric(desk, metric)
    story = desk.bank.story(card.card_id)
    if story is not None:
        return _story(desk, story, card.variant_id)
    if card.card_id in desk.bank.drills:
        return _drill(scenario(card.card_id.removeprefix("l:"), seed_of(card.variant_id)))
    question = desk.bank.question(question_id(card.card_id))
    # Nothing of an answer is looked at before its key points may be seen.
    found = feedback.of_answer(question, answer) if card.revealed_at is not None else None
    return Face(
        question.wording(card.variant_id),
        "",
        view.tags(desk.bank, question),
        {point.id: point.text for point in question.key_points},
        _nothing,
        lambda: _material(desk, question, answer, found, now),
        feedback.heard(found) if found else {},
        question.follow_ups,
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


def _story(desk: Desk, story: Story, asked: str | None) -> Face:
    """A story is told from memory, for one of the questions it answers where there are any."""
    title = story.title.strip() or "the story you wrote down"
    question = desk.bank.question(asked) if asked and asked in desk.bank else None
    names = {competency.id: competency.name for competency in desk.bank.competencies}
    points = {f"f{n}": fact for n, fact in enumerate(story.facts, start=1)}
    return Face(
        question.prompt if question else title,
        f"Tell **{escape(title)}**." if question else "Tell it from memory, from the scene to the result.",
        [("Story", "green"), *((names[item], "blue") for item in story.competencies if item in names)],
        points or {name.lower(): f"The {name.lower()}" for name, _ in story.parts},
        lambda: story_body(story),
        _nothing,
    )


def _drill(shown: Scenario) -> Face:
    """A table to be read: what is happening, what to check, what to do."""
    return Face(
        shown.title,
        f"{escape(shown.setting)} {LAB_WANTED}",
        [("Metrics lab", "violet")],
        {point.id: point.text for point in shown.points},
        _nothing,
        _nothing,
        draw_asked=lambda: _figures(shown),
    )


def _figures(shown: Scenario) -> None:
    """Weeks as lines, one for each column; and the table, since the figures are wanted too."""
    # Drawing is slow to load: the first card on a server need not wait for what only a drill shows.
    from prepkit.insight.charts import lab

    first, *columns = map(str, shown.table.columns)
    if lab.is_over_time(shown.table):
        with st.grid(min(3, len(columns)), min_column_width=210, gap="xsmall"):
            for column in columns:
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{escape(column)}**")
                    st.vega_lite_chart(
                        spec=lab.by_week(shown.table, column),
                        height=lab.HEIGHT,
                        key=f"lab_{column}",
                        alt=lab.alt_text(shown.table, column),
                    )
    st.table(shown.table.set_index(first).style.format(precision=1, thousands=","))


def story_body(story: Story) -> None:
    """A story as it is written down."""
    st.markdown("\n\n".join(f"**{name}**  \n{paragraphs(text)}" for name, text in story.parts))


def _nothing() -> None:
    """Draws nothing."""


def _material(desk: Desk, question: Question, answer: str, found: Feedback | None, now: Clock) -> None:
    competency = desk.bank.competency(question.competency)
    own = mine.of(desk, question)
    drawn: dict[str, tuple[object, Callable[[], None]]] = {
        "Feedback": (found, lambda: feedback.show(desk, question, found, key="feedback")),
        "Mine": (own, lambda: mine.show(desk, question, own, answer, now)),
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
