"""Draw a card: one obvious action at a time."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import streamlit as st

from prepkit.feedback.review import Feedback
from prepkit.model import Clock, Confidence, Rating
from prepkit.practice import schedule
from prepkit.practice.left_out import LeftOut, left_out_last_time
from prepkit.practice.session import Upcoming, remaining, resume, upcoming
from prepkit.practice.suggestion import suggested
from prepkit.store import actions, card_states, drafts, marks, notes
from prepkit.store.sessions import OnScreen, Session
from prepkit.ui.views.practise.actions import (
    DRAFT,
    count_shown,
    do_acts,
    draft_of,
    keep_draft,
    say_into_draft,
    when_it_comes_back,
)
from prepkit.ui.views.practise.after import after_reveal, draw_table
from prepkit.ui.views.practise.keys import NOTICE, RUN, SEEN, UPCOMING
from prepkit.ui.views.practise.sides import CardSides, sides_of
from prepkit.ui.widgets import feedback, second_reader
from prepkit.ui.widgets.components.card import (
    Back,
    Confirmed,
    Front,
    Prompt,
    RatingButton,
    card_back,
    card_front,
    end_notice,
)
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.recorder import Take, recorder
from prepkit.ui.widgets.second_reader import ReadAnswer, ReadingState
from prepkit.ui.widgets.transcript import WRITTEN, dictated
from prepkit.ui.widgets.wording import short_date, until
from prepkit.workspace import Workspace

RESUMED = "practise_resumed"
VISIT = "practise_visit"

BEFORE_REVEAL = "Say your answer aloud as if you were in the room, then reveal."
AFTER_REVEAL = "Tick what you really said, then rate yourself honestly."
AFTER_REVEAL_WITHOUT_POINTS = "Rate yourself honestly."
AGAIN = ("Again: not Solid yet", "orange")
"""The tag of a card that comes again in its session."""
MENU = (
    ("Flag this card", "flag"),
    ("Remove the flag", "unflag"),
    ("Suspend: don't ask me again", "suspend"),
    ("Bury: skip until tomorrow", "bury"),
    ("End this session", "end"),
)
CONFIDENCE_KEYS = {Confidence.SURE: "j", Confidence.UNSURE: "k", Confidence.NO_IDEA: "l"}


def show_card(workspace: Workspace, session: Session, now: Clock) -> None:
    """Draw the current card of a session, with everything that can be done to it."""
    session = _resumed(workspace, session, now)
    card = session.card
    if card is None:
        return
    sides = sides_of(workspace, card.card_id, card.variant_id)
    answer = drafts.get(workspace.store, card.card_id)
    confirmed = _confirmed()
    card_front(_front(workspace, session, card, sides, answer, now), confirmed, on_counted=count_shown)
    if sides.has_table:
        with st.container(key="card_table"):
            draw_table(sides)
    recorder(
        Take(
            card.attempt_id,
            partial(say_into_draft, card.card_id),
            read_draft=partial(draft_of, card.card_id),
        )
    )
    editor(
        f"{card.attempt_id} {card.card_id}",
        answer,
        label="Your answer (optional)",
        placeholder="From memory.",
        on_text=keep_draft,
        key=DRAFT,
        revision=st.session_state.get(WRITTEN, 0),
        aloud=True,
        follows_card=True,
        dictated=dictated(card.attempt_id),
    )
    # Review the answer only after the reveal: what was typed may still change.
    is_revealed = card.revealed_at is not None
    review = feedback.answer_feedback(sides.question, answer) if sides.question and is_revealed else None
    reading = (
        second_reader.read(card.attempt_id, sides.rubric, answer)
        if sides.rubric and is_revealed and len(answer.split()) >= feedback.LEAST_WORDS
        else None
    )
    back = _back(workspace, card, sides, review, reading, now)
    card_back(back, confirmed, on_acts=partial(do_acts, sides.points))
    if is_revealed:
        with st.container(key="card_after"):
            second_reader.watch(reading)
            after_reveal(workspace, card, sides.question, review, reading, answer, now)
    ending = when_it_comes_back(workspace, now)
    if ending:
        end_notice(ending, confirmed)


def _confirmed() -> Confirmed:
    st.session_state[RUN] = st.session_state.get(RUN, 0) + 1
    visit = st.session_state.setdefault(VISIT, uuid4().hex)
    return Confirmed(visit, st.session_state[RUN], st.session_state.get(SEEN, 0))


def _resumed(workspace: Workspace, session: Session, now: Clock) -> Session:
    if st.session_state.get(RESUMED) == session.id:
        return session
    st.session_state[RESUMED] = session.id
    return resume(workspace, session, now)


def _front(
    workspace: Workspace, session: Session, card: OnScreen, sides: CardSides, answer: str, now: Clock
) -> Front:
    cards_left = remaining(workspace, session, now)
    settings = workspace.settings
    drawn = Upcoming(card.card_id, card.variant_id, card.attempt_id)
    prompt = _prompt(workspace, session, drawn, sides, answer)
    return Front(
        prompt=prompt,
        following=_following(workspace, session, card, now),
        title=session.title,
        left=f"{cards_left:,} to go",
        done=max(0, session.total - cards_left) / session.total if session.total else 1.0,
        elapsed_ms=max(0, (card.revealed_at or now.now) - card.drawn_at) // 1000,
        running=card.revealed_at is None,
        notice=st.session_state.get(NOTICE, ""),
        guidance=(BEFORE_REVEAL, AFTER_REVEAL if sides.points else AFTER_REVEAL_WITHOUT_POINTS),
        can_undo=actions.last(workspace.store) is not None,
        menu=MENU,
        confidences=tuple((each.value, each.label, CONFIDENCE_KEYS[each]) for each in Confidence)
        if settings.asks_confidence
        else (),
        keys=settings.shortcuts,
    )


def _prompt(workspace: Workspace, session: Session, card: Upcoming, sides: CardSides, draft: str) -> Prompt:
    tags = list(sides.tags)
    state = card_states.get(workspace.store, card.card_id)
    if state is not None and state.last_review >= session.started_at:
        # Its wording may be another one, so that it would be taken for a new question.
        tags.append(AGAIN)
    flagged = marks.get(workspace.store, card.card_id).flagged
    return Prompt(card.attempt_id, card.card_id, sides.prompt, sides.wanted, tuple(tags), draft, flagged)


def _following(workspace: Workspace, session: Session, card: OnScreen, now: Clock) -> Prompt | None:
    """Return the front of the card that follows; None where it cannot be told, or has a table to be drawn."""
    coming = upcoming(workspace, session, now)
    if coming is None:
        return None
    offered = st.session_state.get(UPCOMING)
    if offered is not None and offered[0] == card.attempt_id and offered[1].card_id == coming.card_id:
        coming = offered[1]
    st.session_state[UPCOMING] = (card.attempt_id, coming)
    sides = sides_of(workspace, coming.card_id, coming.variant_id, back=False)
    if sides.has_table:
        return None
    return _prompt(workspace, session, coming, sides, drafts.get(workspace.store, coming.card_id))


def _back(
    workspace: Workspace,
    card: OnScreen,
    sides: CardSides,
    review: Feedback | None,
    reading: ReadAnswer | None,
    now: Clock,
) -> Back:
    state = card_states.get(workspace.store, card.card_id)
    due = schedule.preview(state, card.card_id, now.now, workspace.settings.retention)
    planned = workspace.interview_date is not None
    probes, total = sides.probes, len(sides.points)
    last = left_out_last_time(workspace, sides.question) if sides.question else None
    state_of_reading = second_reader.state_of(reading) if sides.rubric else ReadingState()
    return Back(
        attempt=card.attempt_id,
        revealed=card.revealed_at is not None,
        ticked=card.ticks,
        points=sides.points,
        suggestions=tuple(int(suggested(count, total) or 0) for count in range(total + 1)),
        ratings=tuple(
            RatingButton(int(rating), rating.label, _again(due[rating], planned, now), rating.meaning)
            for rating in Rating
        ),
        tabs=sides.tabs,
        coverage=second_reader.coverage_by_point(reading),
        nearest=second_reader.passages(review, reading),
        read_by=state_of_reading.sentence,
        reading_step=(step.label, step.value) if (step := state_of_reading.step) else None,
        # One follow-up: on what was said, else of the bank's a different one each time the card comes.
        probe=second_reader.follow_up(reading)
        or (probes[(state.reps if state else 0) % len(probes)] if probes else ""),
        note=notes.get(workspace.store, card.card_id),
        left_out=last.points if last else (),
        last_time=_last_time(last, total, now) if last else "",
    )


def _last_time(last: LeftOut, total: int, now: Clock) -> str:
    day = "today" if last.day == now.day else short_date(last.day, now.day)
    count = len(last.points)
    return f"Last time ({day}) you left out {count} of {total}: add {'it' if count == 1 else 'them'}."


def _again(due: int, planned: bool, now: Clock) -> str:
    # Name no day while a plan leads to an interview: the plan decides it from all ratings, after this one.
    return "your plan says when" if planned and due >= now.day_end else f"again in {until(due, now)}"
