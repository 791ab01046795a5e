"""Draw the Round page: candidate and coach score an answer, each without seeing the other's score."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from secrets import randbelow

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.coaching import rounds
from prepkit.coaching.score_code import NONCES, as_code, read_code
from prepkit.errors import UnusableScoreCode
from prepkit.mock import repository, state
from prepkit.mock.report import gap, widest_gap
from prepkit.mock.state import Here, Mock, MockItem, Scored
from prepkit.model import Clock, Rating, level_label
from prepkit.practice.record import attempt_of, record, scores_of
from prepkit.store import Store
from prepkit.store.scores import Rater
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.present import deck_of_address, questions_of
from prepkit.ui.views.mock.score import anchor_lines
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.components.tick_list import tick_list
from prepkit.ui.widgets.draft_box import draft_box, draft_text, finish_drafts
from prepkit.ui.widgets.level_select import level_select, usual_level
from prepkit.ui.widgets.question import OPEN
from prepkit.ui.widgets.rating_buttons import rating_buttons
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, option, plural
from prepkit.workspace import Workspace, new_uuid

ROUND = "round"
"""The query parameter that holds the id of the open round."""
HANDED, SHOWN_CODE, PROBLEM = "round_handed", "round_code", "round_problem"
MOST_EVIDENCE = 2_000
SIDES = {Rater.SELF: "Candidate", Rater.COACH: "Coach"}
PLACES = {
    Here.BOTH: "Here, in turn",
    Here.CANDIDATE: "I am the candidate, my coach is elsewhere",
    Here.COACH: "I am the coach, the candidate is elsewhere",
}


def play(workspace: Workspace, now: Clock) -> None:
    """Draw the current step of a round: the setup, one side's score, the other's, or both together."""
    theirs = whose.workspace_of(workspace)
    if theirs is None:
        st.title("No such client", anchor=False)
        st.info("The link names somebody who is not among your clients. They may have been deleted.")
        return
    coach, workspace = workspace, theirs
    round_id = st.query_params.get(ROUND)
    mock = repository.get(workspace.store, round_id) if round_id else None
    if round_id is None or mock is None:
        _set_up(coach, now)
        return
    item = rounds.current(mock)
    place = f"Answer {len(mock.items)} of this round"
    _question(workspace, item, ". ".join(part for part in (whose.in_words(coach), place) if part))
    turn = rounds.turn(mock)
    handed = st.session_state.get(HANDED) == item.id
    # Scroll each new screen of a round to its top.
    keys({}, (), card=f"{item.id} {turn} {handed} {item.is_done}", on_press=lambda *_: None)
    if turn is None:
        _both(workspace, round_id, mock, item, now)
    elif rounds.is_by_code(mock, turn):
        _exchange_codes(round_id, mock, item, turn)
    elif turn is Rater.COACH and mock.here is Here.BOTH and not handed:
        _hand_over(item)
    else:
        _score(workspace, round_id, mock, item, turn)


def _set_up(workspace: Workspace, now: Clock) -> None:
    wanted = st.query_params.get(OPEN) or next(iter(questions_of(workspace, deck_of_address(), now)), None)
    if wanted is None or wanted not in workspace.bank:
        st.title("No such question", anchor=False)
        st.info("The link names a question that is not in this bank. Open Present and choose another.")
        return
    _question(workspace, MockItem("", wanted), "Score it together")
    st.markdown(
        "The candidate answers aloud. Then both score the answer from 1 to 5 against the same anchors, "
        "neither seeing what the other gave."
    )
    if whose.is_asked(workspace):
        whose.choose(workspace)
    here = st.radio("Who scores where?", list(PLACES), format_func=PLACES.__getitem__, key="round_here")
    level = level_select(usual_level(workspace), key="round_level")
    with st.container(horizontal=True):
        st.button(
            "The answer was given: score it",
            type="primary",
            key="once_begin_round",
            disabled=whose.is_asked(workspace) and not whose.named(),
            on_click=once(_begin),
            args=(wanted, level, here),
        )
        _to_present("Back to the screen")


def _question(workspace: Workspace, item: MockItem, where: str) -> None:
    st.caption(f"{where}. Demo: nothing here is saved." if in_demo() else where)
    if item.question not in workspace.bank:
        st.title("A question that is no longer in the bank", anchor=False)
        return
    question = workspace.bank.question(item.question)
    view.heading(question.prompt)
    view.badges(view.tags(workspace.bank, question))


def _score(workspace: Workspace, round_id: str, mock: Mock, item: MockItem, rater: Rater) -> None:
    st.header(f"{SIDES[rater]}: your score", anchor=False)
    if item.question in workspace.bank:
        question = workspace.bank.question(item.question)
        st.markdown(f"What it sounds like from a {level_label(mock.level).lower()}:")
        st.markdown(anchor_lines(workspace.bank, question.competency, mock.level))
    key = f"{item.id}_{rater}"
    with st.container(border=True):
        st.segmented_control(
            "Your score, from 1 to 5",
            [1, 2, 3, 4, 5],
            format_func=lambda value: option(str(value)),
            key=f"round_value_{key}",
        )
        # Give each side a box of its own: undoing in a shared box would bring back the other's words.
        draft_box(
            workspace.store,
            _evidence(item.id, rater),
            key=f"round_evidence_{rater}",
            label="Evidence: which words earn that score?",
            rows=3,
            longest=MOST_EVIDENCE,
            store_now=_store_of_round,
        )
        st.button(
            "Lock my score",
            key=f"once_lock_{rater}",
            type="primary",
            icon=":material/lock:",
            on_click=once(_lock),
            args=(round_id, item.id, rater),
        )
    _show_problem()


def _evidence(item_id: str, rater: Rater) -> str:
    """Return the name of the draft that holds one side's evidence until it locks its score."""
    return f"evidence {item_id} {rater}"


def _show_problem() -> None:
    problem = st.session_state.pop(PROBLEM, "")
    if problem:
        st.error(problem, icon=":material/error:")


def _hand_over(item: MockItem) -> None:
    st.header("The candidate's score is locked", anchor=False)
    st.markdown("Hand over to the coach. Both scores show once the coach's is locked as well.")
    st.button(
        "I am the coach: score it",
        type="primary",
        key="once_hand_over",
        icon=":material/swap_horiz:",
        on_click=once(partial(st.session_state.__setitem__, HANDED, item.id)),
    )


def _exchange_codes(round_id: str, mock: Mock, item: MockItem, other: Rater) -> None:
    own = Rater.COACH if other is Rater.SELF else Rater.SELF
    score = rounds.given(item, own)
    if score is None:
        return
    shown_code = st.session_state.get(SHOWN_CODE)
    if not shown_code or shown_code[0] != item.id:
        code = as_code(
            score.value, question=item.question, level=mock.level, rater=own, nonce=randbelow(NONCES)
        )
        shown_code = st.session_state[SHOWN_CODE] = (item.id, code)
    st.header("Your score is locked", anchor=False)
    st.markdown(f"Read this code out to the {SIDES[other].lower()}. It does not show what you gave.")
    st.code(shown_code[1], language=None)
    with st.form(f"round_code_{item.id}", border=True):
        st.text_input(
            f"The {SIDES[other].lower()}'s code",
            placeholder="7QK-4M2",
            key=f"code_{item.id}",
            max_chars=20,
            autocomplete="off",
        )
        st.form_submit_button(
            "Show both scores", type="primary", on_click=once(_open_code), args=(round_id, mock, item, other)
        )
    _show_problem()


def _both(workspace: Workspace, round_id: str, mock: Mock, item: MockItem, now: Clock) -> None:
    with st.grid(2, min_column_width=160, gap="small"):
        for rater, name in SIDES.items():
            score = rounds.given(item, rater)
            with st.container(border=True, height="stretch"):
                st.metric(f"{name}'s score", f"{score.value if score else 0} of 5")
                if score and score.evidence:
                    st.markdown(escape(score.evidence))
    st.markdown(f"**{_gap_in_words(gap(item))}**")
    if item.question in workspace.bank and not item.is_done:
        question = workspace.bank.question(item.question)
        with st.expander("The anchors", icon=":material/straighten:", key=f"round_anchors_{item.id}"):
            st.markdown(anchor_lines(workspace.bank, question.competency, mock.level))
        tick_list(
            "Which of these did the answer have?",
            {point.id: point.text for point in question.key_points},
            item.ticks,
            card=item.id,
            on_tick=partial(_tick, round_id),
            key="round_points",
            coverage={},
        )
    if item.is_done:
        _after(workspace, round_id, mock, item, now)
        return
    st.markdown("**Talk it over, then agree: how did it go?** This rating moves the schedule.")
    rating_buttons(_rate, (round_id, item.id), key="once_round")


def _after(workspace: Workspace, round_id: str, mock: Mock, item: MockItem, now: Clock) -> None:
    st.success(f"Kept: {Rating(item.rating).label}.", icon=":material/check_circle:")
    questions = questions_of(workspace, deck_of_address(), now)
    taken_questions = {answered.question for answered in mock.items}
    at = questions.index(item.question) if item.question in questions else -1
    following = next(
        (
            question
            for question in [*questions[at + 1 :], *questions[: at + 1]]
            if question not in taken_questions
        ),
        None,
    )
    with st.container(horizontal=True):
        st.button(
            "Next question",
            type="primary",
            key="once_next_round",
            icon=":material/skip_next:",
            disabled=following is None,
            on_click=once(_ask),
            args=(round_id, following),
        )
        _to_present("Back to the screen")
    _so_far(workspace, mock)


def _so_far(workspace: Workspace, mock: Mock) -> None:
    """Draw the scores of the round so far, and a button to practise the question with the widest gap."""
    st.header("This round", anchor=False)
    summary(workspace, mock)
    widest = widest_gap(mock)
    if widest is None or widest.question not in workspace.bank:
        return
    title = workspace.bank.question(widest.question).prompt
    st.markdown(f"You differ most on “{escape(title)}”: work on that next.")
    if whose.named() in ("", whose.MYSELF):
        st.button(
            "Practise it",
            key="drill_gap",
            icon=":material/play_arrow:",
            on_click=once(practise),
            args=("After the round", [question_card(widest.question)]),
        )


def summary(workspace: Workspace, mock: Mock) -> None:
    """Draw a table with both scores of each answer of a round."""
    rows = [
        (_prompt(workspace, item), str(item.own.value), str(item.coach.value), _signed(gap(item)))
        for item in mock.items
        if item.own is not None and item.coach is not None
    ]
    if rows:
        questions, own, coach, gaps = map(list, zip(*rows, strict=True))
        st.table(
            {"Question": questions, "Candidate": own, "Coach": coach, "Gap": gaps},
            border="horizontal",
            hide_index=True,
            alt="Both scores of each answer, from 1 to 5, and how far they are apart",
        )
    else:
        st.markdown("No answer in it was scored by both.")


def _prompt(workspace: Workspace, item: MockItem) -> str:
    return workspace.bank.question(item.question).prompt if item.question in workspace.bank else item.question


def _signed(difference: int) -> str:
    return f"{difference:+d}" if difference else "0"


def _gap_in_words(difference: int) -> str:
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
        on_click=once(go_to),
        args=("present",),
        kwargs=query,
    )


def _begin(question: str, level: str, here: Here) -> None:
    workspace, now = whose.workspace_of(open_workspace()), clock().now
    if workspace is None:
        return
    mock = rounds.begin("Round with a coach", level, here, MockItem(new_uuid(), question), now)
    round_id = new_uuid()[:8]
    repository.save(workspace.store, round_id, mock, now)
    st.query_params[ROUND] = round_id


def _ask(round_id: str, question: str) -> None:
    _change(round_id, lambda mock: rounds.ask(mock, MockItem(new_uuid(), question)))


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


def _open_code(round_id: str, mock: Mock, item: MockItem, other: Rater) -> None:
    typed = st.session_state[f"code_{item.id}"]
    try:
        value = read_code(typed, question=item.question, level=mock.level, rater=other)
    except UnusableScoreCode as error:
        st.session_state[PROBLEM] = str(error)
        return
    _change(round_id, lambda current: rounds.lock(current, item.id, other, Scored(value)))


def _tick(round_id: str, item_id: str, ticks: list[str]) -> None:
    _change(round_id, lambda mock: state.change(mock, item_id, ticks=tuple(ticks)))


def _rate(round_id: str, item_id: str, rating: Rating) -> None:
    workspace, now = whose.workspace_of(open_workspace()), clock()
    if workspace is None:
        return

    def rate(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        if item is None or item.is_done:
            return mock
        record(workspace, attempt_of(workspace, round_id, item, rating, now), scores_of(mock, item), now)
        return state.rate(mock, item_id, rating, now.now)

    repository.change(workspace.store, round_id, rate, now.now)


def _change(round_id: str, step: Callable[[Mock], Mock]) -> None:
    store = _store_of_round()
    if store is not None:
        repository.change(store, round_id, step, clock().now)


def _store_of_round() -> Store | None:
    workspace = whose.workspace_of(open_workspace())
    return workspace.store if workspace else None
