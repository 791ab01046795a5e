"""The use cases of a session: draw a card, reveal it, rate it, undo. Each step is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from prepkit.bank import Bank
from prepkit.model import Attempt, Clock, Confidence, Mark, Rating
from prepkit.practice import schedule
from prepkit.store import actions, attempts, card_states, drafts, marks, sessions
from prepkit.store.sessions import OnScreen, Session
from prepkit.workspace import Workspace

LONGEST_ATTEMPT_MS = 15 * 60_000
LEARN_AHEAD_MICROS = 20 * 60_000_000


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The card that follows the one on screen, with the id of its attempt: a page can show it early."""

    card_id: str
    variant_id: str | None
    attempt_id: str


class ClickOutcome(Enum):
    """The outcome of a click that carried an attempt id."""

    DONE = "done"
    ALREADY = "already"
    STALE = "stale"


def begin(workspace: Workspace, title: str, cards: Sequence[str], clock: Clock) -> Session | None:
    """Start a session over ``cards`` and put the first on screen; None if all of them are at rest.

    A session of today that is still open goes on afterwards; older ones end.
    """
    session_id = workspace.new_id()
    with workspace.store.transaction():
        resting = marks.resting(workspace.store, clock.day.isoformat())
        cards = [card for card in cards if card not in resting]
        if not cards:
            return None
        sessions.start(workspace.store, session_id, title, cards, clock.now, keep_since=clock.day_start)
        return _draw(workspace, Session(session_id, title, clock.now, None, len(cards), 0, None), clock)


def current(workspace: Workspace) -> Session | None:
    """The session open on screen, or None."""
    return sessions.latest(workspace.store, only_open=True)


def on_screen(workspace: Workspace, clock: Clock) -> Session | None:
    """The open session; a card on screen whose question has left the bank is replaced by the next."""
    session = current(workspace)
    if session is None or session.card is None or workspace.bank.has_card(session.card.card_id):
        return session
    with workspace.store.transaction():
        session = current(workspace)
        if session is None or session.card is None or workspace.bank.has_card(session.card.card_id):
            return session
        drawn = _draw(workspace, session, clock)
    return drawn if drawn.card is not None else None


def resume(workspace: Workspace, session: Session, clock: Clock) -> Session:
    """Continue a session after its window was refreshed or closed.

    The card's time runs from when it was drawn; after ``LONGEST_ATTEMPT_MS`` it begins again.
    """
    if session.card is None or session.card.revealed_at is not None:
        return session
    if clock.now - session.card.drawn_at <= LONGEST_ATTEMPT_MS * 1000:
        return session
    return _show(workspace, session, replace(session.card, drawn_at=clock.now))


def count_time(workspace: Workspace, attempt_id: str, shown_ms: int, clock: Clock) -> None:
    """Set the time of an unrevealed card to how long its window was open (``shown_ms``, milliseconds)."""
    with workspace.store.transaction():
        session = _holding(workspace, attempt_id)
        if session is None or session.card is None or session.card.revealed_at is not None:
            return
        shown_ms = min(max(0, shown_ms), LONGEST_ATTEMPT_MS)
        _show(workspace, session, replace(session.card, drawn_at=clock.now - shown_ms * 1000))


def remaining(workspace: Workspace, session: Session, clock: Clock) -> int:
    """Count the cards still to come, the one on screen included."""
    waiting = {card_id for card_id, _, _ in _to_see_again(workspace, session, clock)}
    if session.card is not None:
        waiting.add(session.card.card_id)
    return session.total - session.position + len(waiting)


def upcoming(workspace: Workspace, session: Session, clock: Clock) -> Upcoming | None:
    """The card that a rating of the card on screen would draw, as far as can be told before it is given.

    None where the rating decides: nothing is left but cards that come back within the session.
    """
    on_screen = session.card.card_id if session.card is not None else ""
    following = _next_card(workspace, session, clock, leaving=on_screen)
    if following is None:
        return None
    _, card_id, reps = following
    return Upcoming(card_id, _variant(workspace.bank, card_id, reps), workspace.new_id())


def reveal(
    workspace: Workspace, attempt_id: str, confidence: Confidence | None, clock: Clock
) -> ClickOutcome:
    """Show the answer side, keeping how sure the person was."""
    with workspace.store.transaction():
        session = _holding(workspace, attempt_id)
        if session is None or session.card is None:
            return ClickOutcome.STALE
        if session.card.revealed_at is not None:
            return ClickOutcome.ALREADY
        _show(workspace, session, replace(session.card, revealed_at=clock.now, confidence=confidence))
    return ClickOutcome.DONE


def tick(workspace: Workspace, attempt_id: str, ticks: Sequence[str]) -> bool:
    """Save which key points are ticked; False if the attempt's card is no longer on screen."""
    with workspace.store.transaction():
        session = _holding(workspace, attempt_id)
        if session is None or session.card is None:
            return False
        _show(workspace, session, replace(session.card, ticks=tuple(ticks)))
    return True


def rate(
    workspace: Workspace, attempt_id: str, rating: Rating, clock: Clock, shown: Upcoming | None = None
) -> ClickOutcome:
    """Store the attempt, move the card's schedule and draw the next card: all or nothing.

    ``shown`` is the card that the page already shows; it is drawn unless another must come now.
    ALREADY means the attempt is stored from another click or tab; nothing changes then.
    """
    store = workspace.store
    with store.transaction():
        found = sessions.open_card(store)
        card = found.session.card if found is not None else None
        if found is None or card is None or card.attempt_id != attempt_id or card.revealed_at is None:
            return ClickOutcome.ALREADY if attempts.exists(store, attempt_id) else ClickOutcome.STALE
        if found.is_stored:
            return ClickOutcome.ALREADY
        session = found.session
        attempt = _attempt(workspace, session, card, found.answer, rating, clock)
        attempts.append_new(store, attempt)
        retention = workspace.settings.retention
        card_states.save(store, schedule.review(found.state, card.card_id, rating, clock.now, retention))
        if attempt.answer:
            drafts.delete(store, card.card_id, clock.now)
        _remember(workspace, "rate", session, card, clock, attempt_id=attempt_id)
        _draw(workspace, session, clock, shown)
    return ClickOutcome.DONE


def set_aside(
    workspace: Workspace, card_id: str, mark: Mark, kind: str, clock: Clock, shown: Upcoming | None = None
) -> None:
    """Suspend or bury a card (``kind`` names which); if it is on screen the next comes, as in ``rate``."""
    with workspace.store.transaction():
        session = current(workspace)
        on_screen = session.card if session is not None else None
        before = marks.get(workspace.store, card_id)
        marks.save(workspace.store, mark, clock.now)
        if session is None or on_screen is None or on_screen.card_id != card_id:
            actions.push(workspace.store, kind, card_id, before={"mark": _mark_row(before)}, now=clock.now)
            return
        _remember(workspace, kind, session, on_screen, clock, mark=before)
        _draw(workspace, session, clock, shown)


def undo(workspace: Workspace, clock: Clock) -> actions.Action | None:
    """Take back the latest rating, suspension or burial; returns the action, or None if there is none.

    If it belongs to the latest session, its card comes back on screen as it was.
    """
    store = workspace.store
    with store.transaction():
        action = actions.last(store)
        if action is None:
            return None
        if action.attempt_id is not None:
            attempts.void(store, action.attempt_id, clock.now)
            recompute(workspace, action.card_id)
        if "mark" in action.before:
            marks.save(store, Mark(**action.before["mark"]), clock.now)
        actions.mark_undone(store, action.id, clock.now)
        _restore_screen(workspace, action, clock)
    return action


def finish(workspace: Workspace, session_id: str, clock: Clock) -> None:
    """End a session, whatever is left of it."""
    sessions.end(workspace.store, session_id, clock.now)


def recompute(workspace: Workspace, card_id: str) -> None:
    """Derive one card's state again from the attempts that count."""
    history = [
        (attempt.rating, attempt.answered_at) for attempt in attempts.of_card(workspace.store, card_id)
    ]
    state = schedule.replay(card_id, history, workspace.settings.retention)
    if state is None:
        card_states.delete(workspace.store, card_id)
    else:
        card_states.save(workspace.store, state)


def _holding(workspace: Workspace, attempt_id: str) -> Session | None:
    """The open session, if this attempt's card is the one on its screen."""
    session = current(workspace)
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        return None
    return session


def _show(workspace: Workspace, session: Session, card: OnScreen | None) -> Session:
    sessions.show(workspace.store, session.id, session.position, card)
    return replace(session, card=card)


def _draw(workspace: Workspace, session: Session, clock: Clock, shown: Upcoming | None = None) -> Session:
    """Put the next card on screen, the one ``shown`` already if it may come; without one, end the session."""
    following = _next_card(workspace, session, clock, shown=shown)
    if following is None:
        sessions.show(workspace.store, session.id, session.position, None)
        sessions.end(workspace.store, session.id, clock.now)
        return replace(session, card=None, ended_at=clock.now)
    position, card_id, reps = following
    variant = _variant(workspace.bank, card_id, reps)
    is_shown = shown is not None and (shown.card_id, shown.variant_id) == (card_id, variant)
    attempt_id = shown.attempt_id if shown is not None and is_shown else workspace.new_id()
    card = OnScreen(card_id, variant, attempt_id, clock.now)
    sessions.show(workspace.store, session.id, position, card)
    return replace(session, position=position, card=card, ended_at=None)


def _next_card(
    workspace: Workspace, session: Session, clock: Clock, *, leaving: str = "", shown: Upcoming | None = None
) -> tuple[int, str, int] | None:
    """The next card as (position, card id, reviews so far); None without one.

    First a card that must be seen again by now, then the next planned one, then one to see again soon; the
    planned one first if it is already ``shown``. ``leaving`` is the card on screen, which is passed over.
    """
    again, planned = sessions.candidates(
        workspace.store, session, horizon=clock.now + LEARN_AHEAD_MICROS, today=clock.day.isoformat()
    )
    if again is not None and not _may_come(workspace, again[0], leaving):
        again = _first_to_see_again(workspace, session, clock, leaving)
    if planned is not None and not workspace.bank.has_card(planned[1]):
        planned = _next_planned(workspace, session, clock)
    comes_first = again is not None and again[1] <= clock.now
    expected = shown.card_id if shown is not None else None
    if planned is not None and (not comes_first or planned[1] == expected):
        return planned
    return (session.position, again[0], again[2]) if again is not None else None


def _may_come(workspace: Workspace, card_id: str, leaving: str) -> bool:
    return card_id != leaving and workspace.bank.has_card(card_id)


def _first_to_see_again(
    workspace: Workspace, session: Session, clock: Clock, leaving: str
) -> tuple[str, int, int] | None:
    cards = _to_see_again(workspace, session, clock)
    return next((card for card in cards if _may_come(workspace, card[0], leaving)), None)


def _next_planned(workspace: Workspace, session: Session, clock: Clock) -> tuple[int, str, int] | None:
    position, today = session.position, clock.day.isoformat()
    while (planned := sessions.planned_after(workspace.store, session.id, position, today)) is not None:
        position, card_id, _ = planned
        if workspace.bank.has_card(card_id):
            return planned
    return None


def _to_see_again(workspace: Workspace, session: Session, clock: Clock) -> list[tuple[str, int, int]]:
    """Cards of this session that went badly and come back within it: (card id, due, reviews so far)."""
    return card_states.learning_in_session(
        workspace.store,
        session.id,
        since=session.started_at,
        horizon=clock.now + LEARN_AHEAD_MICROS,
        today=clock.day.isoformat(),
    )


def _variant(bank: Bank, card_id: str, reps: int) -> str | None:
    """Choose the wording in turn: the prompt first, then each variant, then the prompt again."""
    wordings = bank.wordings(card_id)
    return wordings[reps % len(wordings)]


def _attempt(
    workspace: Workspace, session: Session, card: OnScreen, answer: str, rating: Rating, clock: Clock
) -> Attempt:
    return Attempt(
        id=card.attempt_id,
        card_id=card.card_id,
        variant_id=card.variant_id,
        rating=rating,
        confidence=card.confidence,
        answered_at=clock.now,
        local_day=clock.day.isoformat(),
        tz=clock.tz,
        duration_ms=min(max(0, clock.now - card.drawn_at) // 1000, LONGEST_ATTEMPT_MS),
        answer=answer,
        ticks=card.ticks,
        session_id=session.id,
        bank_version=workspace.bank.version,
    )


def _remember(
    workspace: Workspace,
    kind: str,
    session: Session,
    card: OnScreen,
    clock: Clock,
    *,
    attempt_id: str | None = None,
    mark: Mark | None = None,
) -> None:
    before: dict[str, object] = {"screen": sessions.screen_as_row(card), "position": session.position}
    if mark is not None:
        before["mark"] = _mark_row(mark)
    actions.push(
        workspace.store,
        kind,
        card.card_id,
        before=before,
        now=clock.now,
        attempt_id=attempt_id,
        session_id=session.id,
    )


def _restore_screen(workspace: Workspace, action: actions.Action, clock: Clock) -> None:
    latest = sessions.latest(workspace.store)
    if latest is None or latest.id != action.session_id or "screen" not in action.before:
        return
    card = sessions.screen_from_row(action.before["screen"])
    if card is None:
        return
    attempt_id = card.attempt_id
    undone = attempts.by_id(workspace.store, action.attempt_id) if action.attempt_id else None
    if undone is not None:
        attempt_id = workspace.new_id()
        if undone.answer:
            drafts.save(workspace.store, card.card_id, undone.answer, clock.now)
    spent = (card.revealed_at or clock.now) - card.drawn_at
    card = replace(
        card,
        attempt_id=attempt_id,
        drawn_at=clock.now - spent,
        revealed_at=clock.now if card.revealed_at else None,
    )
    sessions.show(workspace.store, latest.id, action.before["position"], card)


def _mark_row(mark: Mark) -> dict[str, object]:
    return {
        "card_id": mark.card_id,
        "flagged": mark.flagged,
        "suspended": mark.suspended,
        "buried_until": mark.buried_until,
    }
