"""One sitting: draw a card, reveal it, rate it, take it back. Each step is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from uuid import uuid4

from prepkit.bank import Bank
from prepkit.model import Attempt, Clock, Confidence, Mark, Rating, Settings
from prepkit.practice import schedule
from prepkit.store import Store, actions, attempts, card_states, drafts, marks, sessions
from prepkit.store.sessions import OnScreen, Session

LONGEST_ATTEMPT_MS = 15 * 60_000
LEARN_AHEAD_MICROS = 20 * 60_000_000

NewId = Callable[[], str]


def new_uuid() -> str:
    """A fresh random id."""
    return str(uuid4())


class Outcome(Enum):
    """What came of a click that carried an attempt id."""

    DONE = "done"
    ALREADY = "already"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step of a session needs: whose rows, which bank, which choices.

    ``plans`` keeps the study plans that were made with it, each under what it was made from.
    """

    store: Store
    bank: Bank
    settings: Settings
    new_id: NewId = new_uuid
    plans: dict[object, object] = field(default_factory=dict, compare=False, repr=False)


def begin(desk: Desk, title: str, cards: Sequence[str], clock: Clock) -> Session | None:
    """Start a session over ``cards`` and put the first on screen; None if all of them are at rest.

    A session of today that is still open goes on afterwards; older ones end.
    """
    session_id = desk.new_id()
    with desk.store.transaction():
        resting = marks.resting(desk.store, clock.day.isoformat())
        cards = [card for card in cards if card not in resting]
        if not cards:
            return None
        sessions.start(desk.store, session_id, title, cards, clock.now, keep_since=clock.day_start)
        return _draw(desk, Session(session_id, title, clock.now, None, len(cards), 0, None), clock)


def current(desk: Desk) -> Session | None:
    """The session open on screen, or None."""
    return sessions.latest(desk.store, only_open=True)


def on_screen(desk: Desk, clock: Clock) -> Session | None:
    """The open session with a card that can be asked: one whose question has left the bank gives way."""
    session = current(desk)
    if session is None or session.card is None or desk.bank.has_card(session.card.card_id):
        return session
    with desk.store.transaction():
        session = current(desk)
        if session is None or session.card is None or desk.bank.has_card(session.card.card_id):
            return session
        drawn = _draw(desk, session, clock)
    return drawn if drawn.card is not None else None


def resume(desk: Desk, session: Session, clock: Clock) -> Session:
    """Carry on where a window was refreshed or closed.

    The card's time goes on from when it was drawn; after longer than any answer takes it begins anew.
    """
    if session.card is None or session.card.revealed_at is not None:
        return session
    if clock.now - session.card.drawn_at <= LONGEST_ATTEMPT_MS * 1000:
        return session
    return _show(desk, session, replace(session.card, drawn_at=clock.now))


def count_time(desk: Desk, attempt_id: str, shown_ms: int, clock: Clock) -> None:
    """Count for an unrevealed card what its window was really open (``shown_ms``), no more and no less."""
    with desk.store.transaction():
        session = _holding(desk, attempt_id)
        if session is None or session.card is None or session.card.revealed_at is not None:
            return
        shown_ms = min(max(0, shown_ms), LONGEST_ATTEMPT_MS)
        _show(desk, session, replace(session.card, drawn_at=clock.now - shown_ms * 1000))


def remaining(desk: Desk, session: Session, clock: Clock) -> int:
    """Cards still to come, the one on screen included."""
    waiting = {card_id for card_id, _, _ in _to_see_again(desk, session, clock)}
    if session.card is not None:
        waiting.add(session.card.card_id)
    return session.total - session.position + len(waiting)


def reveal(desk: Desk, attempt_id: str, confidence: Confidence | None, clock: Clock) -> Outcome:
    """Show the answer side, keeping how sure the person was."""
    with desk.store.transaction():
        session = _holding(desk, attempt_id)
        if session is None or session.card is None:
            return Outcome.STALE
        if session.card.revealed_at is not None:
            return Outcome.ALREADY
        _show(desk, session, replace(session.card, revealed_at=clock.now, confidence=confidence))
    return Outcome.DONE


def tick(desk: Desk, attempt_id: str, ticks: Sequence[str]) -> bool:
    """Remember which key points are ticked; False if that card is no longer on screen."""
    with desk.store.transaction():
        session = _holding(desk, attempt_id)
        if session is None or session.card is None:
            return False
        _show(desk, session, replace(session.card, ticks=tuple(ticks)))
    return True


def rate(desk: Desk, attempt_id: str, rating: Rating, clock: Clock) -> Outcome:
    """Store the attempt, move the card's schedule and draw the next card: all or nothing.

    ALREADY means the attempt is stored from another click or tab; nothing changes then.
    """
    store = desk.store
    with store.transaction():
        session = _holding(desk, attempt_id)
        if session is None or session.card is None or session.card.revealed_at is None:
            return Outcome.ALREADY if attempts.known(store, attempt_id) else Outcome.STALE
        card = session.card
        attempt = _attempt(desk, session, card, rating, clock)
        if not attempts.append(store, attempt):
            return Outcome.ALREADY
        before = card_states.get(store, card.card_id)
        card_states.put(
            store, schedule.review(before, card.card_id, rating, clock.now, desk.settings.retention)
        )
        if attempt.answer:
            drafts.remove(store, card.card_id, clock.now)
        _remember(desk, "rate", session, card, clock, attempt_id=attempt_id)
        _draw(desk, session, clock)
    return Outcome.DONE


def set_aside(desk: Desk, card_id: str, mark: Mark, kind: str, clock: Clock) -> None:
    """Suspend or bury a card (``kind`` names which); if it is on screen the next one comes."""
    with desk.store.transaction():
        session = current(desk)
        on_screen = session.card if session is not None else None
        before = marks.get(desk.store, card_id)
        marks.put(desk.store, mark, clock.now)
        if session is None or on_screen is None or on_screen.card_id != card_id:
            actions.push(desk.store, kind, card_id, before={"mark": _mark_row(before)}, now=clock.now)
            return
        _remember(desk, kind, session, on_screen, clock, mark=before)
        _draw(desk, session, clock)


def undo(desk: Desk, clock: Clock) -> actions.Action | None:
    """Take back the latest rating, suspension or burial; what it was, or None if there is none.

    If it belongs to the latest session, its card comes back on screen as it was.
    """
    store = desk.store
    with store.transaction():
        action = actions.last(store)
        if action is None:
            return None
        if action.attempt_id is not None:
            attempts.void(store, action.attempt_id, clock.now)
            recompute(desk, action.card_id)
        if "mark" in action.before:
            marks.put(store, Mark(**action.before["mark"]), clock.now)
        actions.mark_undone(store, action.id, clock.now)
        _restore_screen(desk, action, clock)
    return action


def finish(desk: Desk, session_id: str, clock: Clock) -> None:
    """End a session, whatever is left of it."""
    sessions.end(desk.store, session_id, clock.now)


def recompute(desk: Desk, card_id: str) -> None:
    """Derive one card's state again from the attempts that count."""
    history = [(attempt.rating, attempt.answered_at) for attempt in attempts.of_card(desk.store, card_id)]
    state = schedule.replay(card_id, history, desk.settings.retention)
    if state is None:
        card_states.remove(desk.store, card_id)
    else:
        card_states.put(desk.store, state)


def _holding(desk: Desk, attempt_id: str) -> Session | None:
    """The open session, if this attempt's card is the one on its screen."""
    session = current(desk)
    if session is None or session.card is None or session.card.attempt_id != attempt_id:
        return None
    return session


def _show(desk: Desk, session: Session, card: OnScreen | None) -> Session:
    sessions.show(desk.store, session.id, session.position, card)
    return replace(session, card=card)


def _draw(desk: Desk, session: Session, clock: Clock) -> Session:
    """Put the next card on screen; without one, end the session."""
    found = _next_card(desk, session, clock)
    if found is None:
        sessions.show(desk.store, session.id, session.position, None)
        sessions.end(desk.store, session.id, clock.now)
        return replace(session, card=None, ended_at=clock.now)
    position, card_id, reps = found
    card = OnScreen(card_id, _variant(desk.bank, card_id, reps), desk.new_id(), clock.now)
    sessions.show(desk.store, session.id, position, card)
    return replace(session, position=position, card=card, ended_at=None)


def _next_card(desk: Desk, session: Session, clock: Clock) -> tuple[int, str, int] | None:
    """What must be seen again by now, else the next planned, else what must be seen again soon.

    As (position, card id, reviews so far).
    """
    again = next(iter(_to_see_again(desk, session, clock, limit=1)), None)
    if again is not None and not desk.bank.has_card(again[0]):
        known = (card for card in _to_see_again(desk, session, clock) if desk.bank.has_card(card[0]))
        again = next(known, None)
    if again is not None and again[1] <= clock.now:
        return session.position, again[0], again[2]
    position, today = session.position, clock.day.isoformat()
    while (planned := sessions.planned_after(desk.store, session.id, position, today)) is not None:
        position, card_id, _ = planned
        if desk.bank.has_card(card_id):
            return planned
    return (position, again[0], again[2]) if again is not None else None


def _to_see_again(
    desk: Desk, session: Session, clock: Clock, limit: int = card_states.ALL
) -> list[tuple[str, int, int]]:
    """Cards of this session that went badly and come back within it: (card id, due, reviews so far)."""
    return card_states.learning_in_session(
        desk.store,
        session.id,
        since=session.started_at,
        horizon=clock.now + LEARN_AHEAD_MICROS,
        today=clock.day.isoformat(),
        limit=limit,
    )


def _variant(bank: Bank, card_id: str, reps: int) -> str | None:
    """Wordings take turns: the prompt first, then each variant, then the prompt again."""
    wordings = bank.wordings(card_id)
    return wordings[reps % len(wordings)]


def _attempt(desk: Desk, session: Session, card: OnScreen, rating: Rating, clock: Clock) -> Attempt:
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
        answer=drafts.get(desk.store, card.card_id),
        ticks=card.ticks,
        session_id=session.id,
        bank_version=desk.bank.version,
    )


def _remember(
    desk: Desk,
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
        desk.store,
        kind,
        card.card_id,
        before=before,
        now=clock.now,
        attempt_id=attempt_id,
        session_id=session.id,
    )


def _restore_screen(desk: Desk, action: actions.Action, clock: Clock) -> None:
    latest = sessions.latest(desk.store)
    if latest is None or latest.id != action.session_id or "screen" not in action.before:
        return
    card = sessions.screen_from_row(action.before["screen"])
    if card is None:
        return
    attempt_id = card.attempt_id
    undone = attempts.by_id(desk.store, action.attempt_id) if action.attempt_id else None
    if undone is not None:
        attempt_id = desk.new_id()
        if undone.answer:
            drafts.put(desk.store, card.card_id, undone.answer, clock.now)
    spent = (card.revealed_at or clock.now) - card.drawn_at
    card = replace(
        card,
        attempt_id=attempt_id,
        drawn_at=clock.now - spent,
        revealed_at=clock.now if card.revealed_at else None,
    )
    sessions.show(desk.store, latest.id, action.before["position"], card)


def _mark_row(mark: Mark) -> dict[str, object]:
    return {
        "card_id": mark.card_id,
        "flagged": mark.flagged,
        "suspended": mark.suspended,
        "buried_until": mark.buried_until,
    }
