"""How a question looks: badges, key points, sample answers, pitfalls, follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from prepkit.bank import Bank
from prepkit.model import (
    Clock,
    Difficulty,
    Likelihood,
    Mark,
    Question,
    SampleAnswer,
    Status,
    deck_of,
    question_card,
)
from prepkit.practice.session import Desk
from prepkit.store import marks
from prepkit.ui.components.link_list import Row
from prepkit.ui.prepare.planning import statuses_of
from prepkit.ui.wording import escape, is_right_to_left, option, paragraphs, short_date

OPEN = "question"
DIFFICULTY_COLOURS = {Difficulty.EASY: "green", Difficulty.MEDIUM: "orange", Difficulty.HARD: "red"}


def tags(
    bank: Bank, question: Question, *, standing: str = "", flagged: bool = False
) -> list[tuple[str, str]]:
    """Competency, kind and difficulty, standing and flag where they are known: (text, colour name)."""
    found = [
        (bank.competency(question.competency).name, "blue"),
        (question.kind.label, "gray"),
        (question.difficulty.label, DIFFICULTY_COLOURS[question.difficulty]),
    ]
    if deck_of(question.id):
        found.append(("My question", "green"))
    if standing:
        found.append((standing, "gray"))
    if flagged:
        found.append(("Flagged", "violet"))
    return found


def standing(status: Status, mark: Mark, now: Clock) -> str:
    """Where a card stands, in words: ``Due``, ``Buried until 4 May``."""
    if status is Status.BURIED and mark.buried_until is not None:
        return f"Buried until {short_date(date.fromisoformat(mark.buried_until), now.day)}"
    return status.label


def rows(desk: Desk, questions: Sequence[str], now: Clock) -> list[Row]:
    """Questions by id as rows of a list, each with its standing."""
    statuses = statuses_of(desk, [question_card(q) for q in questions], now)
    every_mark = marks.every(desk.store)
    return [
        Row(
            question.id,
            question.prompt,
            tags(
                desk.bank,
                question,
                standing=standing(statuses[question.card_id], mark, now),
                flagged=mark.flagged,
            ),
        )
        for question in map(desk.bank.question, questions)
        for mark in [every_mark.get(question.card_id, Mark(question.card_id))]
    ]


def heading(prompt: str) -> None:
    """A prompt as the title of the page, from the side its script begins on."""
    st.title(escape(prompt), anchor=False, text_alignment="right" if is_right_to_left(prompt) else "left")


def badges(found: Iterable[tuple[str, str]]) -> None:
    """Tags in one line."""
    st.markdown(" ".join(f":{colour}-badge[{escape(text)}]" for text, colour in found), width="content")


def assessed(question: Question, heading: str = "") -> None:
    """What the interviewer is really listening for."""
    _section(heading, escape(question.assesses))


def steps(question: Question, heading: str = "") -> None:
    """How to answer, step by step."""
    _section(heading, "\n".join(f"{n}. {escape(step)}" for n, step in enumerate(question.steps, start=1)))


def advice(question: Question) -> None:
    """What the interviewer listens for, then how to answer."""
    assessed(question)
    steps(question)


def key_points(question: Question, heading: str = "") -> None:
    """The ideas a strong answer contains."""
    _section(heading, "\n".join(f"- {escape(point.text)}" for point in question.key_points))


def pitfalls(question: Question, heading: str = "") -> None:
    """Mistakes, each with what it signals."""
    _section(
        heading,
        "\n".join(
            f"- **{escape(item.pitfall.rstrip('.'))}.**"
            + (f" They hear: {escape(item.signals)}" if item.signals else "")
            for item in question.pitfalls
        ),
    )


def follow_ups(question: Question, heading: str = "") -> None:
    """What a good interviewer would ask next."""
    _section(heading, "\n".join(f"- {escape(probe)}" for probe in question.follow_ups))


def variants(question: Question, heading: str = "") -> None:
    """Other wordings, those from another angle marked."""
    angle = {"other": "  :gray-badge[another angle]"}
    _section(heading, "\n".join(f"- {escape(v.text)}{angle.get(v.angle, '')}" for v in question.variants))


def samples(desk: Desk, question: Question, *, key: str) -> None:
    """One sample answer at a time, chosen by who is speaking; STAR parts stay visible."""
    bank = desk.bank
    by_id = {sample.id: sample for sample in _fitting(desk, question)}
    if not by_id:
        st.caption("No sample answer yet.")
        return
    chosen = next(iter(by_id))
    if len(by_id) > 1:
        chosen = (
            st.segmented_control(
                "Whose answer",
                list(by_id),
                format_func=lambda sample_id: option(speaker(bank, by_id[sample_id])),
                default=chosen,
                required=True,
                key=key,
                label_visibility="collapsed",
                wrap=True,
            )
            or chosen
        )
    else:
        st.caption(speaker(bank, by_id[chosen]))
    _sample(by_id[chosen])


def speaker(bank: Bank, sample: SampleAnswer) -> str:
    """Who gives a sample answer: ``Manager, logistics``."""
    if not sample.level:
        return f"My answer {sample.id.rpartition('.a')[2]}"
    level = {"lead": "Team lead"}.get(sample.level, sample.level.capitalize())
    return f"{level}, {bank.industries.get(sample.industry, sample.industry)}"


def _fitting(desk: Desk, question: Question) -> list[SampleAnswer]:
    """The sample answers, those at the target role's level first."""
    role = desk.settings.target_role
    level = next((item.level for item in desk.bank.roles if item.id == role), "")
    return sorted(question.samples, key=lambda sample: sample.level != level)


def weak(question: Question, heading: str) -> None:
    """A typical weak answer with what is wrong in it."""
    if question.weak is None:
        return
    notes = "\n".join(f"- {escape(note)}" for note in question.weak.notes)
    _section(heading, f"*{escape(question.weak.text)}*\n\nWhat is wrong with it:\n\n{notes}")


def weak_beside_strong(desk: Desk, question: Question) -> None:
    """The same, and a strong one next to it."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**Weak**")
        weak(question, "")
    for strong in _fitting(desk, question)[:1]:
        with right:
            st.markdown(f"**Strong** ({escape(speaker(desk.bank, strong))})")
            _sample(strong)


def roles(bank: Bank, question: Question) -> None:
    """Which roles it is asked for, and how likely."""
    words = {
        Likelihood.CORE: "in the core",
        Likelihood.COMMON: "common",
        Likelihood.OCCASIONAL: "now and then",
    }
    likelihoods = {place.likelihood for place in question.roles.values()}
    if len(question.roles) == len(bank.roles) and len(likelihoods) == 1:
        st.caption(f"Asked for: every role ({words[likelihoods.pop()]})")
        return
    asked = [
        f"{escape(bank.role(role).name)} ({words[place.likelihood]})"
        for role, place in question.roles.items()
    ]
    st.caption("Asked for: " + ", ".join(asked))


def _section(heading: str, text: str) -> None:
    """One element where there could be two; nothing for a section that is empty."""
    if text:
        st.markdown(f"### {heading}\n\n{text}" if heading else text, anchors=False)


def _sample(sample: SampleAnswer) -> None:
    if not sample.parts:
        st.markdown(paragraphs(sample.text))
        return
    st.markdown("\n\n".join(f"**{name}**  \n{paragraphs(text)}" for name, text in sample.parts))
