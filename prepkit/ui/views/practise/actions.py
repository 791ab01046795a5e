"""Do what a person did on a card. Each act carries the attempt id that was on screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.feedback.review import warm_up
from prepkit.model import Clock, Confidence, Rating
from prepkit.practice.acts import Act, Do, acts_after
from prepkit.practice.session import (
    ClickOutcome,
    Upcoming,
    count_time,
    current,
    finish,
    rate,
    reveal,
    set_aside,
    tick,
    undo,
)
from prepkit.store import attempts, drafts, marks, notes
from prepkit.store.sessions import Session
from prepkit.study_plan.planning import timetable_of_cards
from prepkit.text import received
from prepkit.ui.runtime import browser_sync
from prepkit.ui.runtime.kept_recordings import keep_of_rated
from prepkit.ui.runtime.opening import clock, open_store, open_workspace
from prepkit.ui.views.practise.keys import FINISHED, NOTICE, SAVED, SEEN, UPCOMING
from prepkit.ui.widgets import second_reader
from prepkit.ui.widgets.components.editor import unstored_text
from prepkit.ui.widgets.plan_wording import back_in_words
from prepkit.ui.widgets.recorder import sound_of_take
from prepkit.voice.transcript import with_transcript
from prepkit.workspace import Workspace

DRAFT = "draft"
NOTHING_TO_UNDO = "Nothing left to undo."
RATED_HERE = "practise_rated_here"
TAKEN_BACK = {
    "rate": "Undid the rating of",
    "suspend": "Undid the suspension of",
    "bury": "Undid burying",
    "bring_back": "Suspended or buried again:",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved rating: its card id, and the notice's text with what follows it."""

    card: str
    text: str
    ending: str

    def notice(self, back: str = "") -> str:
        """Return the notice; ``back`` is the day on which the card comes back, where it is known."""
        return f"{self.text}.{self.ending}{f' It comes back {back}.' if back else ''}"


def do_acts(points: Mapping[str, str], reported: Sequence[Any]) -> None:
    """Do what the browser reports, once each; ``points`` are the key points of the card on screen.

    What cannot be stored is said, and the card stays as it was.
    """
    for act in acts_after(st.session_state.get(SEEN, 0), reported):
        st.session_state[SEEN] = act.number
        try:
            _do(act, points)
        except PrepkitError as error:
            st.session_state[NOTICE] = str(error)
            return


def _do(act: Act, points: Mapping[str, str]) -> None:
    if act.draft is not None:
        # Save the draft first: what was typed just before a rating belongs to the answer.
        keep_draft(received(act.draft.document), received(act.draft.text))
    if act.do is Do.UNDO:
        undo_from_card(act.attempt)
    elif act.do is Do.REVEAL:
        reveal_card(act.attempt, act.confidence)
    elif act.do is Do.TICK:
        # Accept only ids that were drawn: anybody can make the browser send others.
        tick_points(act.attempt, [point for point in points if point in act.points])
    elif act.do is Do.END:
        end_session(act.attempt)
    elif act.do is Do.STOP_READING:
        second_reader.stop(act.attempt)
    elif act.do in (Do.TRY_READING, Do.READ_AGAIN):
        second_reader.forget(act.attempt)
    elif act.do is Do.RATE:
        if act.rating is not None:
            rate_card(act.attempt, act.rating, _shown(act.next))
    else:
        set_card_aside(act.do, act.attempt, _shown(act.next))


def _shown(attempt_id: str) -> Upcoming | None:
    """Return the card that this session offered as the next one, if that is what the browser shows."""
    offered = st.session_state.get(UPCOMING)
    if offered is None or offered[1].attempt_id != attempt_id:
        return None
    # Offer no attempt twice: an undo may bring back the card before it.
    del st.session_state[UPCOMING]
    following: Upcoming = offered[1]
    return following


def reveal_card(attempt_id: str, confidence: Confidence | None) -> None:
    """Show the answer side, and store the person's confidence."""
    outcome = reveal(open_workspace(), attempt_id, confidence, clock())
    if outcome is ClickOutcome.STALE:
        _say_stale(attempt_id)
    elif outcome is ClickOutcome.DONE:
        st.session_state.pop(NOTICE, None)


def rate_card(attempt_id: str, rating: Rating, shown: Upcoming | None) -> None:
    """Store the rating and say so; if the card was already rated elsewhere, say that instead."""
    workspace, now = open_workspace(), clock()
    # Leaving the box and clicking a rating may arrive together, the rating first.
    typed = unstored_text(DRAFT)
    if typed is not None and typed[0].startswith(f"{attempt_id} "):
        keep_draft(*typed)
    session = current(workspace)
    card = session.card if session is not None else None
    outcome = rate(workspace, attempt_id, rating, now, shown)
    if outcome is not ClickOutcome.DONE or card is None or session is None:
        _say_stale(attempt_id)
        return
    st.session_state[RATED_HERE] = attempt_id
    st.session_state[FINISHED] = session.id
    problem = keep_of_rated(workspace, attempt_id, sound_of_take(attempt_id))
    ending = _back_to(workspace, session) + (f" {problem}" if problem else "")
    saved = Saved(card.card_id, f"✓ Saved as {rating.label}", ending)
    st.session_state[SAVED] = saved
    st.session_state[NOTICE] = saved.notice()


def when_it_comes_back(workspace: Workspace, now: Clock) -> str:
    """Return, once after a rating, on which day its card comes back, as the end of the notice.

    Call it last: the day needs the whole plan, which takes longer than saving the rating and drawing the
    next card.
    """
    saved = st.session_state.get(SAVED)
    if not isinstance(saved, Saved):
        return ""
    del st.session_state[SAVED]
    if st.session_state.get(NOTICE) != saved.notice():
        return ""
    timetable = timetable_of_cards(workspace, [saved.card], now)
    back = back_in_words(timetable, saved.card, now)
    # Name the condition: missing a day of the plan moves the days after it.
    if timetable.is_planned(saved.card) and timetable.back[saved.card] > now.day:
        back += " if you keep to your plan"
    st.session_state[NOTICE] = saved.notice(back)
    return saved.notice(back).removeprefix(saved.notice())


def _back_to(workspace: Workspace, before: Session) -> str:
    """Return a sentence naming the earlier session that goes on; empty where the session is the same."""
    session = current(workspace)
    return f" Back to “{session.title}”." if session is not None and session.id != before.id else ""


def _say_stale(attempt_id: str) -> None:
    # Say nothing while the browser's rows are fetched: text typed offline may arrive before them.
    if st.session_state.get(RATED_HERE) != attempt_id and not browser_sync.is_fetching():
        st.session_state[NOTICE] = (
            "That card was already rated in another window. This is the one that follows."
            if attempts.exists(open_store(), attempt_id)
            else "Another window has gone to this card, so what you did on the other one was not counted."
        )


def set_card_aside(action: Do, attempt_id: str, shown: Upcoming | None) -> None:
    """Flag the card on screen, remove its flag, suspend or bury it (``action``)."""
    workspace, now = open_workspace(), clock()
    session = current(workspace)
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        _say_stale(attempt_id)
        return
    mark = marks.get(workspace.store, session.card.card_id)
    if action in (Do.FLAG, Do.UNFLAG):
        marks.save(workspace.store, replace(mark, flagged=action is Do.FLAG), clock().now)
        return
    if action is Do.SUSPEND:
        mark = replace(mark, suspended=True)
        message = "Suspended: you will not be asked it until you resume it in Questions."
    else:
        mark = replace(mark, buried_until=(now.day + timedelta(days=1)).isoformat())
        message = "Buried until tomorrow."
    set_aside(workspace, mark.card_id, mark, action, now, shown)
    st.session_state[RATED_HERE] = attempt_id
    st.session_state[FINISHED] = session.id
    st.session_state[NOTICE] = f"✓ {message}"


def undo_from_card(attempt_id: str) -> None:
    """Take back what came before the card on screen.

    An undo sent again after the server was started anew finds another card, and must take nothing more back.
    """
    session = current(open_workspace())
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        _say_stale(attempt_id)
        return
    undo_last()


def undo_and_say() -> None:
    """Take back the latest step where no card is on screen; say which if none comes back to show it."""
    undo_last()
    if current(open_workspace()) is None:
        st.toast(st.session_state[NOTICE])


def undo_last() -> None:
    """Take back the latest rating, suspension or burial, and say which."""
    workspace = open_workspace()
    action = undo(workspace, clock())
    if action is None:
        st.session_state[NOTICE] = NOTHING_TO_UNDO
        return
    taken_back = TAKEN_BACK[action.kind]
    prompt = workspace.bank.title(action.card_id, action.variant_id)
    st.session_state[NOTICE] = f"{taken_back} “{_short(prompt)}”."


def tick_points(attempt_id: str, points: list[str]) -> None:
    """Store which key points are ticked."""
    if not tick(open_workspace(), attempt_id, points):
        _say_stale(attempt_id)


def keep_draft(document: str, text: str) -> None:
    """Keep typed text until its card is rated. ``document`` is the attempt id and the card id.

    Text typed for a card that another window set aside is kept for the next time it comes.
    """
    workspace = open_workspace()
    warm_up()
    attempt_id, card_id = document.split(" ", 1)
    if not attempts.exists(workspace.store, attempt_id):
        drafts.save(workspace.store, card_id, text, clock().now)
    session = current(workspace)
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        _say_stale(attempt_id)


def draft_of(card_id: str) -> str:
    """Return what is typed for a card."""
    return drafts.get(open_workspace().store, card_id)


def say_into_draft(card_id: str, text: str, instead: str) -> None:
    """Put a transcript into what was typed for a card, in the place of an earlier one (``instead``)."""
    store = open_workspace().store
    drafts.save(store, card_id, with_transcript(drafts.get(store, card_id), text, instead), clock().now)


def count_shown(attempt_id: str, shown_ms: int) -> None:
    """Count the milliseconds that the tab really showed a card as time on it."""
    count_time(open_workspace(), attempt_id, shown_ms, clock())


def keep_note(card_id: str, text: str) -> None:
    """Store the note on a card."""
    notes.save(open_workspace().store, card_id, text, clock().now)


def end_session(attempt_id: str) -> None:
    """End the session early and show its summary."""
    workspace = open_workspace()
    session = current(workspace)
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        _say_stale(attempt_id)
        return
    finish(workspace, session.id, clock())
    st.session_state[FINISHED] = session.id
    st.session_state.pop(NOTICE, None)
    following = current(workspace)
    if following is not None:
        st.session_state[NOTICE] = f"Ended. Back to “{following.title}”."


def _short(text: str, words: int = 8) -> str:
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + "…"
