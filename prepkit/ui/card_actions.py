"""What the buttons and keys of a card do. Each carries the attempt id that was on screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from prepkit.model import Clock, Confidence, Rating
from prepkit.practice.session import (
    Desk,
    Outcome,
    count_time,
    current,
    finish,
    rate,
    reveal,
    set_aside,
    tick,
    undo,
)
from prepkit.store import attempts, drafts, marks, notes, settings
from prepkit.store.sessions import Session
from prepkit.ui import feedback, kept_in_browser
from prepkit.ui.components.editor import typed_text
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.practise_keys import FINISHED, NOTICE, SAVED
from prepkit.ui.prepare.planning import back_in_words, timetable_of_cards
from prepkit.ui.wording import escape

DRAFT = "draft"
MENU = "more"
NOTHING_TO_UNDO = "Nothing left to undo."
RATED_HERE = "practise_rated_here"
TAKEN_BACK = {
    "rate": "Took back the rating of",
    "suspend": "Took back the suspension of",
    "bury": "Took back the burial of",
    "bring_back": "Set aside again:",
}
REVEALS = {
    "reveal": None,
    "sure": Confidence.SURE,
    "unsure": Confidence.UNSURE,
    "no_idea": Confidence.NO_IDEA,
}


@dataclass(frozen=True, slots=True)
class Saved:
    """A rating that was saved: of which card, and what is said before and after the day it comes back."""

    card: str
    said: str
    then: str

    def notice(self, back: str = "") -> str:
        return f"{self.said}{f', comes back {back}' if back else ''}.{self.then}"


def pressed(action: str, attempt_id: str) -> None:
    """A key was pressed while ``attempt_id``'s card was on screen."""
    if action == "undo":
        undo_last()
    elif action in REVEALS:
        reveal_card(attempt_id, REVEALS[action])
    elif action.startswith("rate_"):
        rate_card(attempt_id, Rating(int(action.removeprefix("rate_"))))
    else:
        act(action, attempt_id)


def reveal_card(attempt_id: str, confidence: Confidence | None) -> None:
    """Show the answer side, keeping how sure the person said they were."""
    desk = open_desk()
    if reveal(desk, attempt_id, confidence, clock()) is Outcome.STALE:
        _say_stale(attempt_id)
    elif confidence is not None and not desk.settings.confidence_explained:
        settings.save(desk.store, clock().now, confidence_explained=True)


def rate_card(attempt_id: str, rating: Rating) -> None:
    """Store the rating and say so; a card already rated elsewhere changes nothing and is said."""
    desk, now = open_desk(), clock()
    # Leaving the box and clicking a rating may arrive together, the rating first.
    typed = typed_text(DRAFT)
    if typed is not None and typed[0].startswith(f"{attempt_id} "):
        keep_draft(*typed)
    session = current(desk)
    card = session.card if session is not None else None
    outcome = rate(desk, attempt_id, rating, now)
    if outcome is not Outcome.DONE or card is None or session is None:
        _say_stale(attempt_id)
        return
    st.session_state[RATED_HERE] = attempt_id
    st.session_state[FINISHED] = session.id
    saved = Saved(card.card_id, f":material/check: Saved as *{rating.label}*", _back_to(desk, session))
    st.session_state[SAVED] = saved
    st.session_state[NOTICE] = saved.notice()


def say_when_it_comes_back(desk: Desk, now: Clock, notice: DeltaGenerator) -> None:
    """Add to the ``notice`` of a rating, once, the day on which its card comes back.

    The whole plan decides on it, which takes longer than to save the rating and to draw the next card: hence
    after both.
    """
    saved = st.session_state.get(SAVED)
    if not isinstance(saved, Saved):
        return
    if st.session_state.get(NOTICE) == saved.notice():
        timetable = timetable_of_cards(desk, [saved.card], now)
        back = back_in_words(timetable, saved.card, now)
        # A day that is missed moves what was planned after it.
        if timetable.is_planned(saved.card) and timetable.back[saved.card] > now.day:
            back += " if you keep to your plan"
        text = saved.notice(back)
        notice.markdown(text, width="content")
        st.session_state[NOTICE] = text
    del st.session_state[SAVED]


def _back_to(desk: Desk, before: Session) -> str:
    """Say that a session begun earlier goes on, now that the one inside it is over."""
    session = current(desk)
    return f" Back to *{escape(session.title)}*." if session is not None and session.id != before.id else ""


def _say_stale(attempt_id: str) -> None:
    # What was typed while the line was dead arrives before the browser has said which card is on screen.
    if st.session_state.get(RATED_HERE) != attempt_id and not kept_in_browser.is_fetching():
        st.session_state[NOTICE] = (
            ":material/tab: That card was already rated or set aside in another window. "
            "This is the one that follows."
        )


def act(action: str, attempt_id: str) -> None:
    """Flag, suspend or bury (``action``) the card on screen."""
    desk, now = open_desk(), clock()
    _close_menu()
    session = current(desk)
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        _say_stale(attempt_id)
        return
    mark = marks.get(desk.store, session.card.card_id)
    if action == "flag":
        marks.put(desk.store, replace(mark, flagged=not mark.flagged), clock().now)
        return
    if action == "suspend":
        mark = replace(mark, suspended=True)
        said = "Suspended: it stays away until you bring it back in Browse."
    else:
        mark = replace(mark, buried_until=(now.day + timedelta(days=1)).isoformat())
        said = "Buried until tomorrow."
    set_aside(desk, mark.card_id, mark, action, now)
    st.session_state[RATED_HERE] = attempt_id
    st.session_state[FINISHED] = session.id
    st.session_state[NOTICE] = f":material/check: {said}"


def _close_menu() -> None:
    if MENU in st.session_state:
        st.session_state[MENU] = False


def undo_last() -> None:
    """Take back the latest rating, suspension or burial, and say which."""
    desk = open_desk()
    action = undo(desk, clock())
    if action is None:
        st.session_state[NOTICE] = NOTHING_TO_UNDO
        return
    what = TAKEN_BACK[action.kind]
    prompt = desk.bank.title(action.card_id, action.variant_id)
    st.session_state[NOTICE] = f":material/undo: {what} “{escape(_short(prompt))}”."


def tick_points(attempt_id: str, points: list[str]) -> None:
    """Keep which key points are ticked."""
    if not tick(open_desk(), attempt_id, points):
        _say_stale(attempt_id)


def keep_draft(document: str, text: str) -> None:
    """Keep typed text until its card is rated. ``document`` is the attempt id and the card id.

    Text typed for a card that another window set aside is kept for the next time it comes.
    """
    desk = open_desk()
    feedback.warm_up()
    attempt_id, card_id = document.split(" ", 1)
    if not attempts.known(desk.store, attempt_id):
        drafts.put(desk.store, card_id, text, clock().now)
    session = current(desk)
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        _say_stale(attempt_id)


def say_into_draft(card_id: str, text: str) -> None:
    """Put what was transcribed behind what was typed for a card."""
    store = open_desk().store
    before = drafts.get(store, card_id).rstrip()
    drafts.put(store, card_id, f"{before}\n\n{text}".strip(), clock().now)


def count_shown(attempt_id: str, shown_ms: int) -> None:
    """Count as time on a card what its tab has really shown it."""
    count_time(open_desk(), attempt_id, shown_ms, clock())


def keep_note(card_id: str, text: str) -> None:
    """Keep the note on a card."""
    notes.put(open_desk().store, card_id, text, clock().now)


def end_session(session_id: str) -> None:
    """End the session early; its summary follows."""
    desk = open_desk()
    _close_menu()
    finish(desk, session_id, clock())
    st.session_state[FINISHED] = session_id
    st.session_state.pop(NOTICE, None)
    session = current(desk)
    if session is not None:
        st.session_state[NOTICE] = f"Ended. Back to *{escape(session.title)}*."


def _short(text: str, words: int = 8) -> str:
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + "…"
