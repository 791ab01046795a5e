"""Draw the Present page: one question over the whole screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from random import SystemRandom
from typing import Any

import streamlit as st

from prepkit.bank.filters import Filters
from prepkit.coaching.lineup import LONGEST, Lineup, of_address
from prepkit.model import Clock, Rating, Story
from prepkit.question import Difficulty, Kind
from prepkit.ui.runtime import came_from
from prepkit.ui.runtime.demo_mode import enter_demo, in_demo
from prepkit.ui.runtime.navigation import BARE
from prepkit.ui.runtime.opening import open_bank
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.frames import slide
from prepkit.ui.views.coach.link import code_of, question_address
from prepkit.ui.widgets.components.stage import stage
from prepkit.ui.widgets.level_select import usual_level
from prepkit.ui.widgets.start import matching_questions
from prepkit.ui.widgets.wording import plural
from prepkit.workspace import Workspace

STEPS = (
    ("question", "Question", "q"),
    ("material", "Material", "d"),
    ("assessed", "What is assessed", "a"),
    ("how", "How to answer", "h"),
    ("points", "Key points", "k"),
    ("sample", "Sample answer", "s"),
    ("pitfalls", "Pitfalls", "p"),
    ("story", "My story", "m"),
)
CHOOSING, STORIES, SEED = "present_choosing", "present_stories", "present_seed"
AT = "present_at"
FOLLOW = "follow"
"""The query parameter that names the session whose presenter's view this window follows."""
AHEAD = 3
"""How many following questions are sent to the browser in advance, so that the next shows at once."""
ANSWERS = {60: "1 min", 90: "1½ min", 120: "2 min", 180: "3 min", 300: "5 min"}
TURNS = {0: "none", 30: "30 s", 60: "1 min", 120: "2 min", 180: "3 min"}


def present(workspace: Workspace, now: Clock) -> None:
    """Draw the stage with the questions, and the dialog that chooses them."""
    deck = deck_of_address()
    questions = questions_of(workspace, deck, now)
    count = len(questions)
    at = min(max(_number("at", 1) - 1, 0), max(count - 1, 0))
    last_reported = st.session_state.get(AT, at)
    near = {place for centre in (at, last_reported) for place in range(centre - 1, centre + AHEAD + 1)}
    stage(
        repr((deck, count)),
        [(place, _slide(workspace, questions[place])) for place in sorted(near) if 0 <= place < count],
        count=count,
        at=at,
        frame=_number("frame", 0),
        steps=STEPS,
        phases=_phases(),
        ratings=[rating.label for rating in Rating],
        empty="No question matches. Choose others.",
        demo="Demo: a made-up learner" if in_demo() else "",
        whose=whose.initial(workspace),
        note=_missing(len(deck.listed) - count) if deck.listed else "",
        session=st.query_params.get(FOLLOW, ""),
        on_move=lambda place: st.session_state.update({AT: int(place)}),
        on_choose=lambda _: st.session_state.update({CHOOSING: True}),
        address=_to_be_kept(deck),
        on_score=partial(_score, deck, questions),
        on_leave=_leave,
        on_demo=_demo,
    )
    if st.session_state.pop(CHOOSING, False):
        _choose(workspace)


def deck_of_address() -> Lineup:
    """Return the lineup that the address asks for, with this window's own seed where it names none."""
    seed = st.session_state.setdefault(SEED, SystemRandom().randrange(1, 1_000_000))
    return of_address(st.query_params, any_seed=seed)


def questions_of(workspace: Workspace, deck: Lineup, now: Clock) -> list[str]:
    """Return the question ids in the order they are shown.

    They are drawn from the shipped bank: a person's own questions show only where they put them on the list.
    """
    filters = _known(deck.filters)
    pool = [] if deck.listed else matching_questions(replace(workspace, bank=open_bank()), filters, now)
    return deck.questions(workspace.bank, pool)


def _known(filters: Filters) -> Filters:
    role_ids = {role.id for role in open_bank().roles}
    return filters if filters.role in role_ids else replace(filters, role=None)


def _missing(count: int) -> str:
    """Return a sentence about questions of a link that are not in this bank; empty for none."""
    if count <= 0:
        return ""
    return f"{plural(count, 'question')} of this list {'is' if count == 1 else 'are'} not in your bank."


def _number(name: str, fallback: int) -> int:
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else fallback


def _slide(workspace: Workspace, question_id: str) -> dict[str, Any]:
    question = workspace.bank.question(question_id)
    stories: tuple[Story, ...] = ()
    if st.session_state.get(STORIES):
        stories = tuple(story for story in workspace.bank.stories.values() if question_id in story.questions)
    drawn = slide(
        workspace.bank,
        question,
        level=usual_level(workspace),
        country=workspace.settings.country,
        stories=stories,
    )
    fields = asdict(drawn)
    return fields | {"code": code_of(question_address(question_id))}


def _phases() -> list[tuple[str, str, int]]:
    """Return the phases that the clock counts, as (name, label, seconds): the answer, and a group's turns."""
    turns = [
        ("answer", "Answer", _number("answer", 90)),
        ("feedback", "Feedback", _number("talk", 0)),
        ("turn", "Change places", _number("turn", 0)),
    ]
    phases = [(name, label, min(seconds, 3_600)) for name, label, seconds in turns if seconds]
    return phases or [("answer", "Answer", 90)]


def _to_be_kept(deck: Lineup) -> dict[str, str]:
    """Return what the address lacks to show the same questions again, and to lead back from them."""
    wanted = deck.as_address() | {came_from.FROM: came_from.place()}
    return {name: value for name, value in wanted.items() if value and st.query_params.get(name) != value}


def _score(deck: Lineup, questions: Sequence[str], question_id: str, has_group: bool) -> None:
    # Keep the list in the address, so that the round continues with its next question.
    at = str(questions.index(question_id) + 1) if question_id in questions else "1"
    query = st.query_params.to_dict() | _to_be_kept(deck) | {"at": at, "question": question_id}
    query.pop("frame", None)
    if has_group:
        query[whose.CLIENT] = whose.GROUP
    elif whose.named() == whose.GROUP:
        query.pop(whose.CLIENT)
    go_to("round", **query)


def _leave() -> None:
    page, query = came_from.page_and_query()
    if page in BARE:
        page, query = came_from.HOME, {}
    go_to(page, **query)


def _demo() -> None:
    enter_demo()
    go_to("today")


@st.dialog("What to show", width="large", on_dismiss="ignore")
def _choose(workspace: Workspace) -> None:
    deck = deck_of_address()
    bank, filters = workspace.bank, _known(deck.filters)
    roles = {role.id: role.name for role in bank.roles}
    with st.form("present_deck", border=False):
        if deck.listed:
            st.markdown(f"On screen is a list of {len(deck.listed)}. Choosing here draws others instead.")
        with st.grid(2, min_column_width=220, gap="small"):
            role = st.selectbox(
                "Role",
                ["", *roles],
                index=["", *roles].index(filters.role or ""),
                format_func=lambda role_id: roles.get(role_id, "Any role"),
            )
            competencies = _several(
                "Competency",
                {competency.id: competency.name for competency in bank.competencies},
                filters.competencies,
            )
            kinds = _several("Kind", {kind.value: kind.label for kind in Kind}, filters.kinds)
            difficulties = _several(
                "Difficulty",
                {difficulty.value: difficulty.label for difficulty in Difficulty},
                filters.difficulties,
            )
        st.markdown(
            "**The clock.** With feedback or a turn it goes round by itself, for groups. "
            "*Group* on the screen takes their names."
        )
        with st.grid(3, min_column_width=140, gap="small"):
            answer = _seconds("Answer", ANSWERS, _number("answer", 90))
            talk = _seconds("Feedback", TURNS, _number("talk", 0))
            turn = _seconds("Change places", TURNS, _number("turn", 0))
        stories = st.toggle(
            "Show my stories after the sample answer: everybody in the room sees them",
            value=bool(st.session_state.get(STORIES)),
        )
        drawn = st.form_submit_button("Draw at random", type="primary", icon=":material/shuffle:")
        keep_list = deck.listed and st.form_submit_button("Keep the list", icon=":material/list:")
    if not (drawn or keep_list):
        return
    chosen_deck = deck
    if drawn:
        chosen_deck = Lineup(
            (),
            Filters(role or None, tuple(competencies), tuple(kinds), tuple(difficulties)),
            SystemRandom().randrange(1, 1_000_000),
        )
    st.session_state[STORIES] = stories
    clocks = {"answer": answer, "talk": talk, "turn": turn}
    st.query_params.from_dict(
        chosen_deck.as_address()
        | ({came_from.FROM: came_from.place()} if came_from.place() else {})
        | {name: str(value) for name, value in clocks.items() if value}
        | ({whose.CLIENT: whose.named()} if whose.named() else {})
    )
    st.rerun()


def _several(label: str, names: dict[str, str], chosen: tuple[str, ...]) -> list[str]:
    return st.multiselect(
        label,
        list(names),
        default=[id for id in chosen if id in names],
        format_func=names.__getitem__,
        placeholder="Any",
    )


def _seconds(label: str, choices: dict[int, str], chosen: int) -> int:
    options = choices if chosen in choices else {**choices, chosen: f"{chosen} s"}
    seconds = st.selectbox(
        label, list(options), index=list(options).index(chosen), format_func=options.__getitem__
    )
    return int(seconds)


def open_present(questions: Sequence[str]) -> None:
    """Show ``questions`` in this order on the Present page; leaving it leads back here. For callbacks."""
    came_from.note_query()
    listed = Lineup(tuple(questions[:LONGEST])).as_address()
    go_to("present", **listed, **{came_from.FROM: came_from.place()})
