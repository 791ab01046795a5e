"""The Round page: an answer scored by candidate and coach, each blind to the other's score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from secrets import randbelow

import streamlit as st

from prepkit.errors import UnusableScoreCode
from prepkit.mock import interview, keeping, rounds
from prepkit.mock.interview import Asked, Here, Mock, Scored
from prepkit.mock.report import gap, widest_gap
from prepkit.mock.score_code import NONCES, as_code, read_code
from prepkit.model import Clock, Rating, question_card
from prepkit.practice.record import record
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import Store, profiles
from prepkit.store.scores import Rater
from prepkit.ui import question as view
from prepkit.ui.coach.present import deck_of_address, questions_of
from prepkit.ui.components.keys import keys
from prepkit.ui.components.tick_list import tick_list
from prepkit.ui.demo_mode import in_demo
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.draft_box import draft_box, draft_text, finish_drafts
from prepkit.ui.mock.place import LEVELS, usual_level
from prepkit.ui.mock.score import anchor_lines, attempt_of, scores_of
from prepkit.ui.navigate import go_to
from prepkit.ui.question import OPEN
from prepkit.ui.start import practise
from prepkit.ui.wording import escape, option, plural

ROUND, CLIENT = "round", "client"
"""The address's words for a round that is open, and for the client whose answers are scored."""
HANDED, SHOWN_CODE, PROBLEM = "round_handed", "round_code", "round_problem"
MOST_EVIDENCE = 2_000
SIDES = {Rater.SELF: "Candidate", Rater.COACH: "Coach"}
PLACES = {
    Here.BOTH: "Here, in turn",
    Here.CANDIDATE: "I am the candidate, my coach is elsewhere",
    Here.COACH: "I am the coach, the candidate is elsewhere",
}


def desk_of_round(desk: Desk) -> Desk | None:
    """The desk whose attempts a round adds to: this profile's, or a client's where the address names one;
    None where that is nobody of theirs.
    """
    client = st.query_params.get(CLIENT)
    if client is None:
        return desk
    store = profiles.client(desk.store, client)
    return replace(desk, store=store) if store else None


def play(desk: Desk, now: Clock) -> None:
    """Whatever comes next: setting up, a score, the other's score, both together."""
    theirs = desk_of_round(desk)
    if theirs is None:
        st.title("No such client", anchor=False)
        st.info("The link names somebody who is not among your clients. They may have been deleted.")
        return
    desk = theirs
    round_id = st.query_params.get(ROUND)
    mock = keeping.get(desk.store, round_id) if round_id else None
    if round_id is None or mock is None:
        _set_up(desk, now)
        return
    item = rounds.current(mock)
    _question(desk, item, f"Answer {len(mock.items)} of this round")
    turn = rounds.turn(mock)
    handed = st.session_state.get(HANDED) == item.id
    # Every screen of a round begins at its top.
    keys({}, (), card=f"{item.id} {turn} {handed} {item.is_done}", on_press=lambda *_: None)
    if turn is None:
        _both(desk, round_id, mock, item, now)
    elif rounds.is_by_code(mock, turn):
        _exchange_codes(round_id, mock, item, turn)
    elif turn is Rater.COACH and mock.here is Here.BOTH and not handed:
        _hand_over(item)
    else:
        _score(desk, round_id, mock, item, turn)


def _set_up(desk: Desk, now: Clock) -> None:
    wanted = st.query_params.get(OPEN) or next(iter(questions_of(desk, deck_of_address(), now)), None)
    if wanted is None or wanted not in desk.bank:
        st.title("No such question", anchor=False)
        st.info("The link names a question that is not in this bank. Open Present and choose another.")
        return
    _question(desk, Asked("", wanted), "Score it together")
    st.markdown(
        "The candidate answers aloud. Then both score the answer from 1 to 5 against the same anchors, "
        "neither seeing what the other gave."
    )
    here = st.radio("Who scores where?", list(PLACES), format_func=PLACES.__getitem__, key="round_here")
    level = st.selectbox(
        "Scored as a",
        list(LEVELS),
        index=list(LEVELS).index(usual_level(desk, desk.settings)),
        format_func=LEVELS.__getitem__,
        key="round_level",
        persist_state="session",
    )
    with st.container(horizontal=True):
        st.button(
            "The answer was given: score it",
            type="primary",
            key="once_begin_round",
            on_click=_begin,
            args=(wanted, level, here),
        )
        _to_present("Back to the screen")


def _question(desk: Desk, item: Asked, where: str) -> None:
    st.caption(f"{where}. Demo: nothing here is saved." if in_demo() else where)
    if item.question not in desk.bank:
        st.title("A question that is no longer in the bank", anchor=False)
        return
    question = desk.bank.question(item.question)
    st.title(escape(question.prompt), anchor=False)
    view.badges(view.tags(desk.bank, question))


def _score(desk: Desk, round_id: str, mock: Mock, item: Asked, rater: Rater) -> None:
    st.subheader(f"{SIDES[rater]}: your score", anchor=False)
    if item.question in desk.bank:
        question = desk.bank.question(item.question)
        st.markdown(f"What it sounds like from a {LEVELS.get(mock.level, mock.level).lower()}:")
        st.markdown(anchor_lines(desk.bank, question.competency, mock.level))
    key = f"{item.id}_{rater}"
    with st.container(border=True):
        st.segmented_control(
            "Your score, from 1 to 5",
            [1, 2, 3, 4, 5],
            format_func=lambda value: option(str(value)),
            key=f"round_value_{key}",
        )
        # Each side has a box of its own: in one they share, undoing would bring back the other's words.
        draft_box(
            desk.store,
            _evidence(item.id, rater),
            key=f"round_evidence_{rater}",
            label="Evidence: which words make it that?",
            rows=3,
            longest=MOST_EVIDENCE,
            store_now=_store_of_round,
        )
        st.button(
            "Lock my score",
            key=f"once_lock_{rater}",
            type="primary",
            icon=":material/lock:",
            on_click=_lock,
            args=(round_id, item.id, rater),
        )
    _problem()


def _evidence(item_id: str, rater: Rater) -> str:
    """The draft of what one side gives as evidence, until it locks its score."""
    return f"evidence {item_id} {rater}"


def _problem() -> None:
    said = st.session_state.pop(PROBLEM, "")
    if said:
        st.error(said, icon=":material/error:")


def _hand_over(item: Asked) -> None:
    st.subheader("The candidate's score is locked", anchor=False)
    st.markdown("Hand over to the coach. Both scores show once the coach's is locked as well.")
    st.button(
        "I am the coach: score it",
        type="primary",
        key="once_hand_over",
        icon=":material/swap_horiz:",
        on_click=partial(st.session_state.__setitem__, HANDED, item.id),
    )


def _exchange_codes(round_id: str, mock: Mock, item: Asked, other: Rater) -> None:
    own = Rater.COACH if other is Rater.SELF else Rater.SELF
    given = rounds.given(item, own)
    if given is None:
        return
    shown = st.session_state.get(SHOWN_CODE)
    if not shown or shown[0] != item.id:
        code = as_code(
            given.value, question=item.question, level=mock.level, rater=own, nonce=randbelow(NONCES)
        )
        shown = st.session_state[SHOWN_CODE] = (item.id, code)
    st.subheader("Your score is locked", anchor=False)
    st.markdown(f"Read this code out to the {SIDES[other].lower()}. It does not show what you gave.")
    st.code(shown[1], language=None)
    with st.form(f"round_code_{item.id}", border=True):
        st.text_input(
            f"The {SIDES[other].lower()}'s code",
            placeholder="7QK-4M2",
            key=f"code_{item.id}",
            max_chars=20,
            autocomplete="off",
        )
        st.form_submit_button(
            "Show both scores", type="primary", on_click=_open_code, args=(round_id, mock, item, other)
        )
    _problem()


def _both(desk: Desk, round_id: str, mock: Mock, item: Asked, now: Clock) -> None:
    with st.grid(2, min_column_width=160, gap="small"):
        for rater, name in SIDES.items():
            given = rounds.given(item, rater)
            with st.container(border=True):
                st.metric(f"{name}'s score", f"{given.value if given else 0} of 5")
                if given and given.evidence:
                    st.markdown(escape(given.evidence))
    st.markdown(f"**{_gap_said(gap(item))}**")
    if item.question in desk.bank and not item.is_done:
        question = desk.bank.question(item.question)
        with st.expander("The anchors", icon=":material/straighten:", key=f"round_anchors_{item.id}"):
            st.markdown(anchor_lines(desk.bank, question.competency, mock.level))
        tick_list(
            "Which of these did the answer have?",
            {point.id: point.text for point in question.key_points},
            item.ticks,
            card=item.id,
            on_tick=partial(_tick, round_id),
            key="round_points",
            heard={},
        )
    if item.is_done:
        _after(desk, round_id, mock, item, now)
        return
    st.markdown("**Talk it over, then agree: how did it go?** This rating moves the schedule.")
    with st.grid(4, min_column_width=140, gap="xsmall"):
        for rating in Rating:
            st.button(
                f"{int(rating)}  {rating.label}",
                key=f"once_round_{int(rating)}",
                width="stretch",
                wrap=True,
                on_click=_rate,
                args=(round_id, item.id, rating),
            )


def _after(desk: Desk, round_id: str, mock: Mock, item: Asked, now: Clock) -> None:
    st.success(f"Kept: {Rating(item.rating).label}.", icon=":material/check_circle:")
    questions = questions_of(desk, deck_of_address(), now)
    asked = {one.question for one in mock.items}
    at = questions.index(item.question) if item.question in questions else -1
    following = next((one for one in [*questions[at + 1 :], *questions[: at + 1]] if one not in asked), None)
    with st.container(horizontal=True):
        st.button(
            "Next question",
            type="primary",
            key="once_next_round",
            icon=":material/skip_next:",
            disabled=following is None,
            on_click=_ask,
            args=(round_id, following),
        )
        _to_present("Back to the screen")
    _so_far(desk, mock)


def _so_far(desk: Desk, mock: Mock) -> None:
    """The scores of the round, and the widest gap as the next drill."""
    st.subheader("This round", anchor=False)
    summary(desk, mock)
    widest = widest_gap(mock)
    if widest is None or widest.question not in desk.bank:
        return
    title = desk.bank.question(widest.question).prompt
    st.markdown(f"You differ most on “{escape(title)}”: work on that next.")
    if CLIENT not in st.query_params:
        st.button(
            "Practise it",
            key="drill_gap",
            icon=":material/play_arrow:",
            on_click=practise,
            args=("After the round", [question_card(widest.question)]),
        )


def summary(desk: Desk, mock: Mock) -> None:
    """Both scores of each answer of a round."""
    lines = [
        f"| {escape(_prompt(desk, item)).replace('|', '/')} | {item.own.value} | {item.coach.value} "
        f"| {gap(item):+d} |"
        for item in mock.items
        if item.own is not None and item.coach is not None
    ]
    if lines:
        st.markdown(
            "\n".join(["| Question | Candidate | Coach | Gap |", "|---|---|---|---|", *lines]),
            width="stretch",
        )
    else:
        st.markdown("No answer in it was scored by both.")


def _prompt(desk: Desk, item: Asked) -> str:
    return desk.bank.question(item.question).prompt if item.question in desk.bank else item.question


def _gap_said(difference: int) -> str:
    if not difference:
        return "You agree."
    side = "higher" if difference > 0 else "lower"
    return f"The candidate scored it {plural(abs(difference), 'point')} {side} than the coach."


def _to_present(label: str) -> None:
    query = {name: value for name, value in st.query_params.to_dict().items() if name not in (ROUND, OPEN)}
    st.button(
        label,
        key="round_to_present",
        type="tertiary",
        icon=":material/slideshow:",
        on_click=go_to,
        args=("present",),
        kwargs=query,
    )


def _begin(question: str, level: str, here: Here) -> None:
    desk, now = desk_of_round(open_desk()), clock().now
    if desk is None:
        return
    mock = rounds.begin("Round with a coach", level, here, Asked(new_uuid(), question), now)
    round_id = new_uuid()[:8]
    keeping.put(desk.store, round_id, mock, now)
    st.query_params[ROUND] = round_id


def _ask(round_id: str, question: str) -> None:
    _change(round_id, lambda mock: rounds.ask(mock, Asked(new_uuid(), question)))


def _lock(round_id: str, item_id: str, rater: Rater) -> None:
    value, store = st.session_state[f"round_value_{item_id}_{rater}"], _store_of_round()
    if store is None:
        return
    if value is None:
        st.session_state[PROBLEM] = "Choose a score from 1 to 5 first."
        return
    draft = _evidence(item_id, rater)
    score = Scored(value, draft_text(store, draft, f"round_evidence_{rater}", MOST_EVIDENCE).strip())
    _change(round_id, lambda mock: rounds.lock(mock, item_id, rater, score))
    finish_drafts(store, draft)


def _open_code(round_id: str, mock: Mock, item: Asked, other: Rater) -> None:
    typed = st.session_state[f"code_{item.id}"]
    try:
        value = read_code(typed, question=item.question, level=mock.level, rater=other)
    except UnusableScoreCode as error:
        st.session_state[PROBLEM] = str(error)
        return
    _change(round_id, lambda one: rounds.lock(one, item.id, other, Scored(value)))


def _tick(round_id: str, item_id: str, ticks: list[str]) -> None:
    _change(round_id, lambda mock: interview.change(mock, item_id, ticks=tuple(ticks)))


def _rate(round_id: str, item_id: str, rating: Rating) -> None:
    desk, now = desk_of_round(open_desk()), clock()
    if desk is None:
        return

    def rate(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        if item is None or item.is_done:
            return mock
        record(desk, attempt_of(desk, round_id, item, rating, now), scores_of(mock, item), now)
        return interview.rate(mock, item_id, rating, now.now)

    keeping.change(desk.store, round_id, rate, now.now)


def _change(round_id: str, step: Callable[[Mock], Mock]) -> None:
    store = _store_of_round()
    if store is not None:
        keeping.change(store, round_id, step, clock().now)


def _store_of_round() -> Store | None:
    desk = desk_of_round(open_desk())
    return desk.store if desk else None
