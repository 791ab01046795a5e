"""The Present page: one question over the whole screen, from the bank alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from random import SystemRandom
from typing import Any

import streamlit as st

from prepkit.mock.deck import LONGEST, Deck, of_address
from prepkit.model import Clock, Difficulty, Filters, Kind, Rating, Story
from prepkit.practice.session import Desk
from prepkit.ui.coach.frames import slide
from prepkit.ui.coach.link import code_of, question_address
from prepkit.ui.components.stage import stage
from prepkit.ui.demo_mode import enter_demo, in_demo
from prepkit.ui.desk import open_bank
from prepkit.ui.mock.place import usual_level
from prepkit.ui.navigate import go_to
from prepkit.ui.start import matching_questions

STEPS = (
    ("question", "Question", "q"),
    ("assessed", "What is assessed", "a"),
    ("how", "How to answer", "h"),
    ("points", "Key points", "k"),
    ("sample", "Sample answer", "s"),
    ("pitfalls", "Pitfalls", "p"),
    ("story", "My story", "m"),
)
CHOOSING, STORIES, SEED, BACK = "present_choosing", "present_stories", "present_seed", "present_back"
AT = "present_at"
AHEAD = 3
"""Questions sent before they are asked for, so that the next is there at once."""
ANSWERS = {60: "1 min", 90: "1½ min", 120: "2 min", 180: "3 min", 300: "5 min"}
TURNS = {0: "none", 30: "30 s", 60: "1 min", 120: "2 min", 180: "3 min"}


def present(desk: Desk, now: Clock) -> None:
    """Draw the stage, and the dialog that decides what is on it."""
    deck = deck_of_address()
    questions = questions_of(desk, deck, now)
    count = len(questions)
    at = min(max(_number("at", 1) - 1, 0), max(count - 1, 0))
    told = st.session_state.get(AT, at)
    near = {place for middle in (at, told) for place in range(middle - 1, middle + AHEAD + 1)}
    stage(
        repr((deck, count)),
        [(place, _slide(desk, questions[place])) for place in sorted(near) if 0 <= place < count],
        count=count,
        at=at,
        frame=_number("frame", 0),
        steps=STEPS,
        phases=_phases(),
        ratings=[rating.label for rating in Rating],
        empty="No question matches. Choose others.",
        demo="Demo: a made-up learner" if in_demo() else "",
        on_move=lambda place: st.session_state.update({AT: int(place)}),
        on_choose=lambda _: st.session_state.update({CHOOSING: True}),
        on_score=_score,
        on_leave=lambda: go_to(st.session_state.pop(BACK, "today")),
        on_demo=_demo,
    )
    if st.session_state.pop(CHOOSING, False):
        _choose(desk)


def deck_of_address() -> Deck:
    """What the address asks for; without a seed, this window's own."""
    seed = st.session_state.setdefault(SEED, SystemRandom().randrange(1, 1_000_000))
    return of_address(st.query_params, any_seed=seed)


def questions_of(desk: Desk, deck: Deck, now: Clock) -> list[str]:
    """The ids in the order they are shown. Drawn from the shipped bank: a person's own questions are shown
    only where they put them on the list.
    """
    filters = _known(deck.filters)
    pool = [] if deck.listed else matching_questions(replace(desk, bank=open_bank()), filters, now)
    return deck.questions(desk.bank, pool)


def _known(filters: Filters) -> Filters:
    known = {role.id for role in open_bank().roles}
    return filters if filters.role in known else replace(filters, role=None)


def _number(name: str, fallback: int) -> int:
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else fallback


def _slide(desk: Desk, question_id: str) -> dict[str, Any]:
    question = desk.bank.question(question_id)
    stories: tuple[Story, ...] = ()
    if st.session_state.get(STORIES):
        stories = tuple(story for story in desk.bank.stories.values() if question_id in story.questions)
    found = asdict(slide(desk.bank, question, level=usual_level(desk, desk.settings), stories=stories))
    return found | {"code": code_of(question_address(question_id))}


def _phases() -> list[tuple[str, int]]:
    """What the clock counts: the answer alone, or a group's turns."""
    turns = [
        ("Answer", _number("answer", 90)),
        ("Feedback", _number("talk", 0)),
        ("Rotate", _number("turn", 0)),
    ]
    return [(label, min(seconds, 3_600)) for label, seconds in turns if seconds] or [("Answer", 90)]


def _score(question_id: str) -> None:
    # The round goes on along the same list.
    go_to("round", **{**st.query_params.to_dict(), "question": question_id})


def _demo() -> None:
    enter_demo()
    go_to("today")


@st.dialog("What to show", width="large", on_dismiss="ignore")
def _choose(desk: Desk) -> None:
    deck = deck_of_address()
    bank, filters = desk.bank, _known(deck.filters)
    roles = {role.id: role.name for role in bank.roles}
    with st.form("present_deck", border=False):
        if deck.listed:
            st.markdown(f"On screen is a list of {len(deck.listed)}. Choosing here draws others instead.")
        with st.grid(2, min_column_width=220, gap="small"):
            role = st.selectbox(
                "Role",
                ["", *roles],
                index=["", *roles].index(filters.role or ""),
                format_func=lambda one: roles.get(one, "Any role"),
            )
            competencies = _several(
                "Competency", {one.id: one.name for one in bank.competencies}, filters.competencies
            )
            kinds = _several("Kind", {kind.value: kind.label for kind in Kind}, filters.kinds)
            difficulties = _several(
                "Difficulty", {one.value: one.label for one in Difficulty}, filters.difficulties
            )
        st.markdown("**The clock.** With feedback or a turn it goes round by itself, for groups.")
        with st.grid(3, min_column_width=140, gap="small"):
            answer = _seconds("Answer", ANSWERS, _number("answer", 90))
            talk = _seconds("Feedback", TURNS, _number("talk", 0))
            turn = _seconds("Change places", TURNS, _number("turn", 0))
        stories = st.toggle(
            "Show my stories after the sample answer: everybody in the room sees them",
            value=bool(st.session_state.get(STORIES)),
        )
        drawn = st.form_submit_button("Draw at random", type="primary", icon=":material/shuffle:")
        kept = deck.listed and st.form_submit_button("Keep the list", icon=":material/list:")
    if not (drawn or kept):
        return
    chosen = deck
    if drawn:
        chosen = Deck(
            (),
            Filters(role or None, tuple(competencies), tuple(kinds), tuple(difficulties)),
            SystemRandom().randrange(1, 1_000_000),
        )
    st.session_state[STORIES] = stories
    clocks = {"answer": answer, "talk": talk, "turn": turn}
    st.query_params.from_dict(
        chosen.as_address() | {name: str(value) for name, value in clocks.items() if value}
    )
    st.rerun()


def _several(label: str, names: dict[str, str], chosen: tuple[str, ...]) -> list[str]:
    return st.multiselect(
        label,
        list(names),
        default=[one for one in chosen if one in names],
        format_func=names.__getitem__,
        placeholder="Any",
    )


def _seconds(label: str, choices: dict[int, str], chosen: int) -> int:
    known = choices if chosen in choices else {**choices, chosen: f"{chosen} s"}
    found = st.selectbox(label, list(known), index=list(known).index(chosen), format_func=known.__getitem__)
    return int(found)


def open_present(questions: Sequence[str], *, back: str = "browse") -> None:
    """Put questions on the big screen, in this order. For callbacks; ``back`` is the page to leave to."""
    st.session_state[BACK] = back
    go_to("present", **Deck(tuple(questions[:LONGEST])).as_address())
