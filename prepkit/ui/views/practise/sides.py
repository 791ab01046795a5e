"""Say what the two sides of a card show: of a question, a metric, a story or a drill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from prepkit.bank import Bank
from prepkit.bank.reference import GROUPS, WANTED, Metric
from prepkit.card_ids import question_id
from prepkit.lab.families import scenario, seed_of
from prepkit.lab.scenario import Scenario
from prepkit.material import Material, as_text
from prepkit.model import Story
from prepkit.question import Question
from prepkit.ui.views.practise.material import (
    lines,
    metric_facts,
    metric_text,
    question_tabs,
    star_blocks,
)
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets.components.card import Block, Tab, TabText
from prepkit.ui.widgets.second_reader import TELL_IT, Rubric, key_facts, rubric_of
from prepkit.workspace import Workspace

LAB_WANTED = "Say what is happening, what you would check first, and what you would do."


@dataclass(frozen=True, slots=True)
class CardSides:
    """A card's prompt, what is wanted, its tags as (text, colour name), and what its back holds.

    ``points`` are the key points by id, ``probes`` follow-up questions. ``drill`` is the table that belongs
    to the prompt of a drill; ``question`` is the question of a card that is one; ``rubric`` is what an answer
    is read against, None for a card that nobody reads.
    """

    prompt: str
    wanted: tuple[Block, ...]
    tags: tuple[tuple[str, str], ...]
    points: Mapping[str, str]
    tabs: tuple[Tab, ...] = ()
    probes: Sequence[str] = ()
    drill: Scenario | None = None
    question: Question | None = None
    rubric: Rubric | None = None

    @property
    def has_table(self) -> bool:
        """Whether a drill's table or material stands below the prompt, which the server draws."""
        return self.drill is not None or bool(self.question and self.question.material)


def sides_of(workspace: Workspace, card_id: str, variant_id: str | None, *, back: bool = True) -> CardSides:
    """Return what a card shows; without its ``back`` only what stands on its front.

    Raises KeyError for a card that is not in the bank.
    """
    bank = workspace.bank
    metric, story = bank.metric(card_id), bank.story(card_id)
    if metric is not None:
        return _metric(bank, metric)
    if story is not None:
        return _story(bank, story, variant_id)
    if card_id in bank.drills:
        return _drill(scenario(card_id.removeprefix("l:"), seed_of(variant_id)))
    question = bank.question(question_id(card_id))
    return CardSides(
        question.wording(variant_id),
        _choices(bank, question),
        tuple(view.tags(bank, question)),
        {point.id: point.text for point in question.key_points} if back else {},
        question_tabs(workspace, question) if back else (),
        question.follow_ups,
        question=question,
        rubric=rubric_of(question),
    )


def _choices(bank: Bank, question: Question) -> tuple[Block, ...]:
    """Return the choices of an own question that has several, as a list with letters."""
    details = bank.own.get(question.id)
    if details is None or not details.options:
        return ()
    lettered = tuple(
        (f"{letter}.", option) for letter, option in zip(ascii_uppercase, details.options, strict=False)
    )
    return (Block(tag="ul", items=lettered),)


def _metric(bank: Bank, metric: Metric) -> CardSides:
    return CardSides(
        metric.name,
        (Block(WANTED),),
        (("Metric", "blue"), (GROUPS[metric.group], "gray")),
        {point.id: point.text for point in metric.key_points},
        (Tab("The metric", (metric_text(bank, metric),)),),
        rubric=Rubric(metric.prompt, metric_facts(bank, metric), tells=False),
    )


def _story(bank: Bank, story: Story, question_asked: str | None) -> CardSides:
    """Return the sides of a story, told from memory for one of the questions it answers, where it has any."""
    title = story.title.strip() or "the story you wrote down"
    question = bank.question(question_asked) if question_asked and question_asked in bank else None
    names = {competency.id: competency.name for competency in bank.competencies}
    facts = key_facts(story)
    points = {fact.id: fact.text for fact in facts}
    return CardSides(
        question.prompt if question else title,
        (Block(f"Tell “{title}”." if question else "Tell it from memory, from the scene to the result."),),
        (("Story", "green"), *((names[item], "blue") for item in story.competencies if item in names)),
        points or {name.lower(): f"The {name.lower()}" for name, _ in story.parts},
        (Tab("My story", (TabText("", star_blocks(story.parts)),)),) if story.parts else (),
        rubric=Rubric(question.prompt if question else TELL_IT, facts, tells=True) if facts else None,
    )


def _drill(drill: Scenario) -> CardSides:
    """Return the sides of a metrics lab drill: a table to read, with points to tick."""
    return CardSides(
        drill.title,
        (*lines(drill.setting), Block(lead=LAB_WANTED)),
        (("Metrics lab", "violet"),),
        {point.id: point.text for point in drill.points},
        drill=drill,
        rubric=Rubric(f"{drill.setting}\n\n{_table_text(drill)}\n\n{LAB_WANTED}", drill.points, tells=False),
    )


def _table_text(drill: Scenario) -> str:
    rows = tuple(tuple(map(str, row)) for row in drill.table.round(1).itertuples(index=False))
    return as_text(Material(header=tuple(map(str, drill.table.columns)), rows=rows))
