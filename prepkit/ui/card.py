"""A card on screen: one obvious action at a time."""

from __future__ import annotations

import streamlit as st

from prepkit.model import Clock, Confidence, Question, Rating, question_id
from prepkit.practice import schedule
from prepkit.practice.session import Desk, remaining, resume
from prepkit.store import card_states, drafts, marks, notes, sessions
from prepkit.store.sessions import OnScreen, Session
from prepkit.ui import question as view
from prepkit.ui.card_actions import (
    DRAFT,
    MENU,
    NOTHING_TO_UNDO,
    NOTICE,
    act,
    end_session,
    keep_draft,
    keep_note,
    pressed,
    rate_card,
    reveal_card,
    tick_points,
    undo_last,
)
from prepkit.ui.components.editor import editor
from prepkit.ui.components.keys import keys
from prepkit.ui.components.stopwatch import stopwatch
from prepkit.ui.wording import escape, option, until

RESUMED = "practise_resumed"

BEFORE_REVEAL = "Say your answer aloud as if you were in the room, then reveal."
AFTER_REVEAL = "Tick what you really said, then rate yourself honestly."
SUGGESTIONS = ((0.85, Rating.READY), (0.5, Rating.SOLID), (0.01, Rating.SHAKY), (0.0, Rating.COULD_NOT))


def show_card(desk: Desk, session: Session, now: Clock) -> None:
    """Draw the card on a session's screen, with everything one can do to it."""
    session = _resumed(desk, session, now)
    card = session.card
    if card is None:
        return
    question = desk.bank.question(question_id(card.card_id))
    _top(desk, session, card, now)
    st.title(escape(question.wording(card.variant_id)), anchor=False)
    view.badges(desk.bank, question, flagged=marks.get(desk.store, card.card_id).flagged)
    _draft(desk, card)
    if card.revealed_at is None:
        _reveal_controls(desk, card)
    else:
        _answer_side(desk, question, card, now)
    _menu(desk, session, card)
    if card.revealed_at is not None:
        _material(desk, question)
    keys(_bindings(desk, card), card=card.attempt_id, on_press=pressed)


def _draft(desk: Desk, card: OnScreen) -> None:
    text = drafts.get(desk.store, card.card_id)
    if card.revealed_at is not None and not text:
        return
    editor(
        f"{card.attempt_id} {card.card_id}",
        text,
        label="Your answer, if you like to write it",
        placeholder="From memory. Esc leaves this box, so that the keys work again.",
        on_text=keep_draft,
        key=DRAFT,
    )


def suggested(ticked: int, of: int) -> Rating | None:
    """The rating that ticked key points speak for; None when nothing can be ticked."""
    if not of:
        return None
    share = ticked / of
    return next(rating for least, rating in SUGGESTIONS if share >= least)


def _resumed(desk: Desk, session: Session, now: Clock) -> Session:
    if st.session_state.get(RESUMED) == session.id:
        return session
    st.session_state[RESUMED] = session.id
    return resume(desk, session, now)


def _top(desk: Desk, session: Session, card: OnScreen, now: Clock) -> None:
    left = remaining(desk, session, now)
    done = max(0, session.total - left)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{escape(session.title)}** · {left:,} to go", width="content")
        elapsed = (card.revealed_at or now.now) - card.drawn_at
        stopwatch(max(0, elapsed) // 1000, running=card.revealed_at is None, card=card.attempt_id)
    st.progress(done / session.total if session.total else 1.0)
    with st.container(horizontal=True, vertical_alignment="center", height=44, border=False, key="notice"):
        guidance = BEFORE_REVEAL if card.revealed_at is None else AFTER_REVEAL
        st.markdown(st.session_state.get(NOTICE, guidance), width="content")
        if st.session_state.get(NOTICE, NOTHING_TO_UNDO) != NOTHING_TO_UNDO:
            st.button("Undo", key="once_undo", type="tertiary", icon=":material/undo:", on_click=undo_last)


def _reveal_controls(desk: Desk, card: OnScreen) -> None:
    if sessions.count(desk.store) < 2:
        st.button(
            "Reveal the answer",
            key="once_reveal",
            type="primary",
            width="stretch",
            on_click=reveal_card,
            args=(card.attempt_id, None),
        )
        return
    if not desk.settings.confidence_explained:
        st.markdown(
            ":material/info: New: say how sure you are as you reveal. Progress then shows whether your "
            "judgement of yourself can be trusted."
        )
    st.markdown("**Reveal the answer.** How sure are you of yours?")
    with st.grid(3, min_column_width=100, gap="xsmall"):
        for confidence in Confidence:
            st.button(
                confidence.label,
                key=f"once_reveal_{confidence}",
                type="primary",
                width="stretch",
                on_click=reveal_card,
                args=(card.attempt_id, confidence),
            )


def _answer_side(desk: Desk, question: Question, card: OnScreen, now: Clock) -> None:
    with st.container(gap="xxsmall", key="key_points"):
        st.markdown("**Which of these did you say?**")
        ticked = [
            point.id
            for point in question.key_points
            if st.checkbox(
                escape(point.text),
                value=point.id in card.ticks,
                key=f"tick_{card.attempt_id}_{point.id}",
                on_change=tick_points,
                args=(card.attempt_id, question.id),
            )
        ]
    suggestion = suggested(len(ticked), len(question.key_points)) if ticked else None
    _ratings(desk, card, suggestion, len(ticked), len(question.key_points), now)


def _ratings(
    desk: Desk, card: OnScreen, suggestion: Rating | None, ticked: int, points: int, now: Clock
) -> None:
    state = card_states.get(desk.store, card.card_id)
    limit = schedule.deadline(desk.settings.interview_date, now)
    due = schedule.preview(state, card.card_id, now.now, desk.settings.retention, limit)
    advice = f" {ticked} of {points} ticked speaks for *{suggestion.label}*." if suggestion else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**How did it go?**{advice}", width="content")
        with st.popover("What the ratings mean", type="tertiary", key="ratings_mean"):
            st.markdown("\n".join(f"- **{rating.label}**: {rating.meaning}" for rating in Rating))
    with st.grid(4, min_column_width=140, gap="xsmall"):
        for rating in Rating:
            with st.container(gap="xxsmall", horizontal_alignment="center"):
                st.button(
                    f"{int(rating)}  {rating.label}",
                    key=f"once_rate_{int(rating)}",
                    type="primary" if rating is suggestion else "secondary",
                    width="stretch",
                    on_click=rate_card,
                    args=(card.attempt_id, rating),
                )
                st.caption(_again(due[rating], limit, now))


def _again(due: int, limit: schedule.Deadline | None, now: Clock) -> str:
    if limit is not None and due >= limit.over:
        return "after the interview"
    return f"again in {until(due, now)}"


def _material(desk: Desk, question: Question) -> None:
    names = ("Sample answers", "Weak and strong", "Pitfalls", "Follow-ups", "How to answer")
    strong, weak, pitfalls, follow_ups, how = st.tabs(
        [option(name) for name in names], on_change="rerun", key="material"
    )
    if strong.open:
        with strong:
            view.samples(desk.bank, question, key=f"sample_{question.id}")
    if weak.open:
        with weak:
            view.weak_beside_strong(desk.bank, question)
    for tab, draw in (
        (pitfalls, view.pitfalls),
        (follow_ups, view.follow_ups),
        (how, view.advice),
    ):
        if tab.open:
            with tab:
                draw(question)


def _menu(desk: Desk, session: Session, card: OnScreen) -> None:
    mark = marks.get(desk.store, card.card_id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover("More", icon=":material/more_horiz:", type="tertiary", key=MENU, on_change="rerun"):
            st.button(
                "Take the flag off" if mark.flagged else "Flag this question",
                key="flag",
                icon=":material/flag:",
                type="tertiary",
                on_click=act,
                args=("flag", card.attempt_id),
            )
            st.button(
                "Suspend: don't ask me again",
                key="once_suspend",
                icon=":material/pause_circle:",
                type="tertiary",
                on_click=act,
                args=("suspend", card.attempt_id),
            )
            st.button(
                "Bury: not before tomorrow",
                key="once_bury",
                icon=":material/bedtime:",
                type="tertiary",
                on_click=act,
                args=("bury", card.attempt_id),
            )
            st.button(
                "End this session",
                key="end_session",
                icon=":material/stop_circle:",
                type="tertiary",
                on_click=end_session,
                args=(session.id,),
            )
            editor(
                card.card_id,
                notes.get(desk.store, card.card_id),
                label="My note on this question",
                placeholder="A figure to remember, a story to use…",
                on_text=keep_note,
                key="note",
            )
        if desk.settings.shortcuts:
            # Not where nothing can press a key.
            st.html("<style>@media (hover: none) { .st-key-hints { display: none } }</style>")
            with st.container(key="hints", width="content"):
                st.markdown(f":small[{_hints(desk, card)}]")


def _hints(desk: Desk, card: OnScreen) -> str:
    if card.revealed_at is not None:
        first = "`1` to `4` rate"
    elif sessions.count(desk.store) < 2:
        first = "`Space` reveals"
    else:
        first = "`Space` reveals, `j` sure, `k` unsure, `l` no idea"
    return f"{first} · `u` undo · `f` flag · `s` suspend"


def _bindings(desk: Desk, card: OnScreen) -> dict[str, str]:
    if not desk.settings.shortcuts:
        return {}
    always = {"u": "undo", "f": "flag", "s": "suspend"}
    if card.revealed_at is not None:
        return {**always, **{str(int(rating)): f"rate_{int(rating)}" for rating in Rating}}
    return {**always, "Space": "reveal", "j": "sure", "k": "unsure", "l": "no_idea"}
