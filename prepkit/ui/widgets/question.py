"""Draw a question: badges, key points, sample answers, pitfalls, follow-ups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from prepkit.bank import Bank
from prepkit.card_ids import deck_of, question_card
from prepkit.model import Clock, Mark, Status
from prepkit.question import AnswerForm, Difficulty, Likelihood, Question, SampleAnswer
from prepkit.store import marks
from prepkit.study_plan.planning import statuses_of
from prepkit.ui.widgets.components.link_list import ListRow
from prepkit.ui.widgets.components.question_browser import NearQuestion
from prepkit.ui.widgets.material import material_data
from prepkit.ui.widgets.wording import escape, is_right_to_left, option, paragraphs, short_date
from prepkit.workspace import Workspace

OPEN = "question"
"""The query parameter that names the question to open."""
BARE = "bare"
"""The query parameter that asks for the open question's wording alone."""
ANGLES = {"other": "another angle"}
"""The labels of wordings, by their angle."""
DIFFICULTY_COLOURS = {Difficulty.EASY: "green", Difficulty.MEDIUM: "orange", Difficulty.HARD: "red"}


def tags(bank: Bank, question: Question, *, status: str = "", flagged: bool = False) -> list[tuple[str, str]]:
    """Return a question's tags as (text, colour name); ``status`` is its card's status, if known."""
    labels = [
        (bank.competency(question.competency).name, "blue"),
        (question.kind.label, "gray"),
        (question.difficulty.label, DIFFICULTY_COLOURS[question.difficulty]),
    ]
    if deck_of(question.id):
        labels.append(("My question", "green"))
    if status:
        labels.append((status, "gray"))
    if flagged:
        labels.append(("Flagged", "violet"))
    return labels


def status_in_words(status: Status, mark: Mark, now: Clock) -> str:
    """Return a card's status as text: ``Due``, ``Buried until 4 May``."""
    if status is Status.BURIED and mark.buried_until is not None:
        return f"Buried until {short_date(date.fromisoformat(mark.buried_until), now.day)}"
    return status.label


def rows(workspace: Workspace, questions: Sequence[str], now: Clock) -> list[ListRow]:
    """Return questions, given by id, as rows of a list, each with its card's status."""
    return [
        ListRow(question.id, question.prompt, labels)
        for question, labels in _with_tags(workspace, questions, now)
    ]


def near_questions(workspace: Workspace, questions: Sequence[str], now: Clock) -> list[NearQuestion]:
    """Return questions, given by id, as what can be opened at once, each with its card's status."""
    return [
        NearQuestion(
            question.id,
            question.prompt,
            labels,
            asked_for(workspace.bank, question),
            question.assesses,
            [(variant.text, ANGLES.get(variant.angle, "")) for variant in question.variants],
            material_data(question.material),
        )
        for question, labels in _with_tags(workspace, questions, now)
    ]


def _with_tags(
    workspace: Workspace, questions: Sequence[str], now: Clock
) -> Iterator[tuple[Question, list[tuple[str, str]]]]:
    statuses = statuses_of(workspace, [question_card(q) for q in questions], now)
    every_mark = marks.list_all(workspace.store)
    for question in map(workspace.bank.question, questions):
        mark = every_mark.get(question.card_id, Mark(question.card_id))
        status = status_in_words(statuses[question.card_id], mark, now)
        yield question, tags(workspace.bank, question, status=status, flagged=mark.flagged)


def heading(prompt: str) -> None:
    """Draw a prompt as the title of the page, aligned to the side on which its script begins."""
    st.title(escape(prompt), anchor=False, text_alignment=_side(prompt))


def _side(text: str) -> Literal["left", "right"]:
    return "right" if is_right_to_left(text) else "left"


def badges(labels: Iterable[tuple[str, str]]) -> None:
    """Draw tags, as (text, colour name), in one line."""
    st.markdown(" ".join(f":{colour}-badge[{escape(text)}]" for text, colour in labels), width="content")


def steps(question: Question, heading: str = "") -> None:
    """Draw how to answer, step by step."""
    _section(heading, "\n".join(f"{n}. {escape(step)}" for n, step in enumerate(question.steps, start=1)))


def advice(question: Question) -> None:
    """Draw what the interviewer listens for, then how to answer."""
    _section("", escape(question.assesses))
    steps(question)


def key_points(question: Question, heading: str = "") -> None:
    """Draw the ideas that a strong answer contains."""
    _section(heading, "\n".join(f"- {escape(point.text)}" for point in question.key_points))


def ticked_points(question: Question, ticks: Collection[str]) -> None:
    """Draw the key points as a list, each with a box that is ticked or empty."""
    with st.container(gap="xxsmall"):
        for point in question.key_points:
            box = "check_box" if point.id in ticks else "check_box_outline_blank"
            st.markdown(f":material/{box}: {escape(point.text)}")


def pitfalls(question: Question, heading: str = "") -> None:
    """Draw the mistakes to avoid, each with what it signals."""
    _section(
        heading,
        "\n".join(
            f"- **{escape(item.pitfall.rstrip('.'))}.**"
            + (f" They hear: {escape(item.signals)}" if item.signals else "")
            for item in question.pitfalls
        ),
    )


def follow_ups(question: Question, heading: str = "") -> None:
    """Draw what a good interviewer would ask next."""
    _section(heading, "\n".join(f"- {escape(probe)}" for probe in question.follow_ups))


def samples(workspace: Workspace, question: Question, *, key: str) -> None:
    """Draw one sample answer, chosen by its speaker, with the names of its STAR parts."""
    bank = workspace.bank
    by_id = {sample.id: sample for sample in samples_by_fit(workspace, question)}
    if not by_id:
        st.caption("No sample answer yet.")
        return
    sample_id = next(iter(by_id))
    if len(by_id) > 1:
        sample_id = (
            st.segmented_control(
                "Whose answer",
                list(by_id),
                format_func=lambda id_: option(speaker(bank, by_id[id_])),
                default=sample_id,
                required=True,
                key=key,
                label_visibility="collapsed",
                wrap=True,
            )
            or sample_id
        )
    else:
        st.caption(speaker(bank, by_id[sample_id]))
    _sample(by_id[sample_id])


def speaker(bank: Bank, sample: SampleAnswer) -> str:
    """Return who gives a sample answer: ``Manager, logistics``, or ``Another way: manager, logistics``."""
    if not sample.level:
        return f"My answer {sample.id.rpartition('.a')[2]}"
    level = sample.level.label
    who = level if sample.form is AnswerForm.MODEL else f"Another way: {level.lower()}"
    return f"{who}, {bank.industries.get(sample.industry, sample.industry)}"


def samples_by_fit(workspace: Workspace, question: Question) -> list[SampleAnswer]:
    """Return the sample answers, those first that fit the target role's level and the job's country."""
    settings = workspace.settings
    return question.samples_for(workspace.bank.level_of(settings.target_role), settings.country)


def weak(question: Question, heading: str) -> None:
    """Draw a typical weak answer with what is wrong in it."""
    if question.weak is None:
        return
    notes = "\n".join(f"- {escape(note)}" for note in question.weak.notes)
    _section(heading, f"*{escape(question.weak.text)}*\n\nWhat is wrong with it:\n\n{notes}")


def weak_beside_strong(workspace: Workspace, question: Question) -> None:
    """Draw a typical weak answer beside a strong one."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**Weak**")
        weak(question, "")
    for sample in samples_by_fit(workspace, question)[:1]:
        with right:
            st.markdown(f"**Strong** ({escape(speaker(workspace.bank, sample))})")
            _sample(sample)


def asked_for(bank: Bank, question: Question) -> str:
    """Return the roles that the question is asked for, and how likely: ``Asked for: Manager (common)``."""
    likelihood_words = {
        Likelihood.CORE: "in the core",
        Likelihood.COMMON: "common",
        Likelihood.OCCASIONAL: "now and then",
    }
    likelihoods = {place.likelihood for place in question.roles.values()}
    if len(question.roles) == len(bank.roles) and len(likelihoods) == 1:
        return f"Asked for: every role ({likelihood_words[likelihoods.pop()]})"
    role_labels = [
        f"{bank.role(role).name} ({likelihood_words[place.likelihood]})"
        for role, place in question.roles.items()
    ]
    return "Asked for: " + ", ".join(role_labels)


def _section(heading: str, text: str) -> None:
    """Draw a section's title and text as one element; draw nothing for an empty section."""
    if text:
        st.markdown(f"## {heading}\n\n{text}" if heading else text, anchors=False)


def _sample(sample: SampleAnswer) -> None:
    if not sample.parts:
        st.markdown(paragraphs(sample.text), text_alignment=_side(sample.text))
        return
    st.markdown("\n\n".join(f"**{name}**  \n{paragraphs(text)}" for name, text in sample.parts))
