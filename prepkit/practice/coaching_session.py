"""Begins and ends a coach's session with a client: its scores become attempts of the client."""

from __future__ import annotations

from dataclasses import replace

from prepkit.coaching import session as sessions
from prepkit.coaching.session import SESSIONS, CoachingSession
from prepkit.mock import repository, state
from prepkit.mock.state import Mock
from prepkit.model import Clock, Rating
from prepkit.practice.record import attempt_of, record, scores_of
from prepkit.store.moving import ROUND_OF_SESSION
from prepkit.workspace import Workspace


def start(workspace: Workspace, session_id: str, clock: Clock) -> CoachingSession | None:
    """Begin a session that has questions; None if it is gone, has none, or has begun before."""
    store = workspace.store
    with store.transaction():
        document = SESSIONS.get(store, session_id)
        if document is None or document.content.started_at or not document.content.questions:
            return None
        session, mock = sessions.begin(
            document.content, f"{ROUND_OF_SESSION}{session_id}", workspace.new_id, clock.now
        )
        repository.save(store, session.round, mock, clock.now)
        SESSIONS.save(store, session_id, session, clock.now)
    return session


def finish(workspace: Workspace, session_id: str, clock: Clock) -> None:
    """End a session: scored answers become attempts, and questions nobody answered leave its round."""
    store = workspace.store
    with store.transaction():
        document = SESSIONS.get(store, session_id)
        mock = repository.get(store, document.content.round) if document else None
        if document is None or mock is None or document.content.ended_at:
            return
        session = document.content
        heard = replace(mock, items=sessions.rated(mock.items), at=0, scored_at=clock.now)
        for item in heard.rated:
            attempt = attempt_of(workspace, session.round, item, Rating(item.rating), clock)
            record(workspace, attempt, scores_of(heard, item), clock)
        if heard.items:
            repository.save(store, session.round, heard, clock.now)
        else:
            repository.delete(store, session.round, clock.now)
        SESSIONS.save(store, session_id, replace(session, ended_at=clock.now), clock.now)


def move_to(mock: Mock, place: int) -> Mock:
    """Put the question at ``place`` on the screen."""
    return replace(mock, at=max(0, min(place, len(mock.items) - 1)))


def give_score(mock: Mock, item_id: str, value: int) -> Mock:
    """Score an answer from 1 to 5; 0 takes the score back."""
    item = mock.by_id(item_id)
    return mock if item is None else state.change(mock, item_id, coach=sessions.score(item, value=value))


def give_evidence(mock: Mock, item_id: str, evidence: str) -> Mock:
    """Keep what the coach wrote about an answer."""
    item = mock.by_id(item_id)
    return (
        mock if item is None else state.change(mock, item_id, coach=sessions.score(item, evidence=evidence))
    )
