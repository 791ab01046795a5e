"""The card offered as the next one, which a page shows before the server has drawn it."""

from __future__ import annotations

from dataclasses import replace

from prepkit.card_ids import question_card
from prepkit.model import Mark, Rating
from prepkit.practice.session import Upcoming, begin, current, rate, reveal, set_aside, undo, upcoming
from prepkit.store import marks
from prepkit.store.sessions import OnScreen, Session
from prepkit.workspace import Workspace
from tests.practice.conftest import at


def session_on_screen(workspace: Workspace) -> Session:
    session = current(workspace)
    assert session is not None
    return session


def card_on_screen(workspace: Workspace) -> OnScreen:
    card = session_on_screen(workspace).card
    assert card is not None
    return card


def practise(workspace: Workspace, count: int) -> list[str]:
    cards = [question_card(question) for question in workspace.bank.ids[:count]]
    begin(workspace, "Session", cards, at())
    return cards


def offered(workspace: Workspace, **later: float) -> Upcoming:
    following = upcoming(workspace, session_on_screen(workspace), at(**later))
    assert following is not None
    return following


def rate_showing(workspace: Workspace, rating: Rating, following: Upcoming | None, **later: float) -> None:
    card = card_on_screen(workspace)
    reveal(workspace, card.attempt_id, None, at(**later))
    rate(workspace, card.attempt_id, rating, at(**later), following)


def test_the_offered_card_is_drawn_with_the_attempt_it_was_offered_with(workspace: Workspace) -> None:
    cards = practise(workspace, 2)
    following = offered(workspace)
    assert following.card_id == cards[1]
    rate_showing(workspace, Rating.SOLID, following, minutes=1)
    assert card_on_screen(workspace).attempt_id == following.attempt_id


def test_without_an_offer_the_next_card_has_an_attempt_of_its_own(workspace: Workspace) -> None:
    cards = practise(workspace, 2)
    following = offered(workspace)
    rate_showing(workspace, Rating.SOLID, None, minutes=1)
    assert card_on_screen(workspace).card_id == cards[1]
    assert card_on_screen(workspace).attempt_id != following.attempt_id


def test_the_offered_card_comes_before_one_that_fell_due_meanwhile(workspace: Workspace) -> None:
    first, _, third = practise(workspace, 3)
    rate_showing(workspace, Rating.COULD_NOT, offered(workspace))
    following = offered(workspace, minutes=1)
    assert following.card_id == third
    rate_showing(workspace, Rating.SOLID, following, minutes=30)
    assert card_on_screen(workspace).card_id == third
    assert offered(workspace, minutes=30).card_id == first


def test_nothing_is_offered_where_the_rating_decides_what_comes(workspace: Workspace) -> None:
    practise(workspace, 1)
    assert upcoming(workspace, session_on_screen(workspace), at()) is None


def test_an_offered_card_that_was_suspended_meanwhile_does_not_come(workspace: Workspace) -> None:
    _, second, third = practise(workspace, 3)
    following = offered(workspace)
    marks.save(workspace.store, Mark(second, suspended=True), at().now)
    rate_showing(workspace, Rating.SOLID, following, minutes=1)
    assert card_on_screen(workspace).card_id == third
    assert card_on_screen(workspace).attempt_id != following.attempt_id


def test_a_card_set_aside_gives_way_to_the_offered_one_and_undo_brings_it_back(workspace: Workspace) -> None:
    first, second = practise(workspace, 2)
    following = offered(workspace)
    mark = replace(marks.get(workspace.store, first), suspended=True)
    set_aside(workspace, first, mark, "suspend", at(minutes=1), following)
    assert card_on_screen(workspace).attempt_id == following.attempt_id
    undo(workspace, at(minutes=2))
    assert card_on_screen(workspace).card_id == first
    assert offered(workspace, minutes=2).card_id == second
    assert offered(workspace, minutes=2).attempt_id != following.attempt_id
