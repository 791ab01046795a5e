"""A card on screen: one obvious action at a time."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from prepkit.model import Clock, Confidence, Mark, Rating
from prepkit.practice import schedule
from prepkit.practice.session import Desk, remaining, resume
from prepkit.store import card_states, drafts, marks, notes, sessions
from prepkit.store.sessions import OnScreen, Session
from prepkit.ui.card_actions import (
    DRAFT,
    MENU,
    NOTHING_TO_UNDO,
    act,
    count_shown,
    end_session,
    keep_draft,
    keep_note,
    pressed,
    rate_card,
    reveal_card,
    say_into_draft,
    say_when_it_comes_back,
    tick_points,
    undo_last,
)
from prepkit.ui.components.browser_storage import once_written
from prepkit.ui.components.editor import editor
from prepkit.ui.components.keys import keys
from prepkit.ui.components.session_bar import session_bar
from prepkit.ui.components.tick_list import tick_list
from prepkit.ui.face import Face, face
from prepkit.ui.practise_keys import NOTICE
from prepkit.ui.question import badges, heading
from prepkit.ui.recorder import SAYING, WRITTEN, Take, recorder, say_it
from prepkit.ui.wording import until

RESUMED = "practise_resumed"

BEFORE_REVEAL = "Say your answer aloud as if you were in the room, then reveal."
AFTER_REVEAL = "Tick what you really said, then rate yourself honestly."
REVEALED = "The answer is revealed. Its key points follow, then the four ratings."
SUGGESTIONS = ((0.85, Rating.READY), (0.5, Rating.SOLID), (0.01, Rating.SHAKY), (0.0, Rating.COULD_NOT))


def show_card(desk: Desk, session: Session, now: Clock) -> None:
    """Draw the card on a session's screen, with everything one can do to it."""
    session = _resumed(desk, session, now)
    card = session.card
    if card is None:
        return
    answer = drafts.get(desk.store, card.card_id)
    shown = face(desk, card, answer, now)
    notice = _top(desk, session, card, now)
    heading(shown.asked)
    if shown.wanted:
        st.markdown(shown.wanted)
    if shown.draw_asked:
        shown.draw_asked()
    mark = marks.get(desk.store, card.card_id)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        badges([*shown.tags, *([("Flagged", "violet")] if mark.flagged else [])])
        _menu(desk, session, card, mark)
    _draft(card, answer)
    recorder(Take(card.attempt_id, partial(say_into_draft, card.card_id)))
    if card.revealed_at is None:
        _reveal_controls(desk, card)
    else:
        _answer_side(desk, shown, card, now)
    keys(
        _bindings(desk, card),
        _hints(desk, card),
        card=card.attempt_id,
        news="" if card.revealed_at is None else REVEALED,
        on_press=pressed,
    )
    if card.revealed_at is not None:
        shown.draw_material()
    say_when_it_comes_back(desk, now, notice)


def _draft(card: OnScreen, answer: str) -> None:
    if card.revealed_at is not None and not answer:
        return
    editor(
        f"{card.attempt_id} {card.card_id}",
        answer,
        label="Your answer, if you like to write it",
        placeholder="From memory. Esc leaves this box, so that the keys work again.",
        on_text=keep_draft,
        key=DRAFT,
        revision=st.session_state.get(WRITTEN, 0),
        aloud=True,
        action="Hide the recorder" if st.session_state.get(SAYING) else "Say it",
        on_action=say_it,
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


def _top(desk: Desk, session: Session, card: OnScreen, now: Clock) -> DeltaGenerator:
    """Draw the bar and the line of guidance below it; that line."""
    left = remaining(desk, session, now)
    session_bar(
        session.title,
        f"{left:,} to go",
        done=max(0, session.total - left) / session.total if session.total else 1.0,
        elapsed_ms=max(0, (card.revealed_at or now.now) - card.drawn_at) // 1000,
        running=card.revealed_at is None,
        card=card.attempt_id,
        on_counted=count_shown,
    )
    with st.container(horizontal=True, vertical_alignment="center", height=56, border=False, key="notice"):
        guidance = BEFORE_REVEAL if card.revealed_at is None else AFTER_REVEAL
        with once_written("notice_text"):
            notice = st.markdown(st.session_state.get(NOTICE, guidance), width="content")
        if st.session_state.get(NOTICE, NOTHING_TO_UNDO) != NOTHING_TO_UNDO:
            st.button("Undo", key="once_undo", type="tertiary", icon=":material/undo:", on_click=undo_last)
    return notice


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


def _answer_side(desk: Desk, shown: Face, card: OnScreen, now: Clock) -> None:
    shown.draw_answer()
    if shown.points:
        tick_list(
            "Which of these did you say?",
            shown.points,
            card.ticks,
            card=card.attempt_id,
            on_tick=tick_points,
            key="key_points",
            heard=shown.heard,
            probe=_probe(desk, shown, card),
        )
    _ratings(desk, card, len(shown.points), now)


def _probe(desk: Desk, shown: Face, card: OnScreen) -> str:
    """One follow-up, another each time the card comes; empty where there is none."""
    if not shown.probes:
        return ""
    state = card_states.get(desk.store, card.card_id)
    return shown.probes[(state.reps if state else 0) % len(shown.probes)]


def _ratings(desk: Desk, card: OnScreen, points: int, now: Clock) -> None:
    state = card_states.get(desk.store, card.card_id)
    due = schedule.preview(state, card.card_id, now.now, desk.settings.retention)
    planned = desk.settings.interview_date is not None
    ticked = len(card.ticks)
    suggestion = suggested(ticked, points) if ticked else None
    advice = f" {ticked} of {points} ticked speaks for *{suggestion.label}*." if suggestion else ""
    meanings = "\n".join(f"- **{rating.label}**: {rating.meaning}" for rating in Rating)
    st.markdown(f"**How did it go?**{advice}", help=f"What the ratings mean\n\n{meanings}")
    with st.grid(4, min_column_width=140, gap="xsmall"):
        for rating in Rating:
            st.button(
                f"{int(rating)}  {rating.label}  \n:small[{_again(due[rating], planned, now)}]",
                key=f"once_rate_{int(rating)}",
                type="primary" if rating is suggestion else "secondary",
                width="stretch",
                wrap=True,
                on_click=rate_card,
                args=(card.attempt_id, rating),
            )


def _again(due: int, planned: bool, now: Clock) -> str:
    # Until an interview its plan says the day, from all ratings; the message after a rating names it.
    return "your plan says when" if planned and due >= now.day_end else f"again in {until(due, now)}"


def _menu(desk: Desk, session: Session, card: OnScreen, mark: Mark) -> None:
    menu = st.popover("More", icon=":material/more_horiz:", type="tertiary", key=MENU, on_change="rerun")
    if not menu.open:
        return
    with menu.container(gap="xxsmall"):
        for label, key, icon, action in (
            ("Take the flag off" if mark.flagged else "Flag this card", "flag", "flag", "flag"),
            ("Suspend: don't ask me again", "once_suspend", "pause_circle", "suspend"),
            ("Bury: not before tomorrow", "once_bury", "bedtime", "bury"),
        ):
            st.button(
                label,
                key=key,
                icon=f":material/{icon}:",
                type="tertiary",
                on_click=act,
                args=(action, card.attempt_id),
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
            label="My note on this card",
            placeholder="A figure to remember, a story to use…",
            on_text=keep_note,
            key="note",
        )


def _hints(desk: Desk, card: OnScreen) -> list[tuple[str, str]]:
    if not desk.settings.shortcuts:
        return []
    if card.revealed_at is not None:
        first = [("1 to 4", "rate")]
    elif sessions.count(desk.store) < 2:
        first = [("Space", "reveals")]
    else:
        first = [("Space", "reveals"), ("j", "sure"), ("k", "unsure"), ("l", "no idea")]
    return [*first, ("u", "undo"), ("f", "flag"), ("s", "suspend")]


def _bindings(desk: Desk, card: OnScreen) -> dict[str, str]:
    if not desk.settings.shortcuts:
        return {}
    always = {"u": "undo", "f": "flag", "s": "suspend"}
    if card.revealed_at is not None:
        return {**always, **{str(int(rating)): f"rate_{int(rating)}" for rating in Rating}}
    return {**always, "Space": "reveal", "j": "sure", "k": "unsure", "l": "no_idea"}
