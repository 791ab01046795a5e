"""What a finished session came to."""

from __future__ import annotations

from prepkit.card_ids import question_id
from prepkit.model import Rating
from prepkit.practice.session import begin
from prepkit.practice.summary import Move, summary_of
from prepkit.workspace import Workspace
from tests.practice.conftest import at
from tests.practice.test_session import answer, cards, latest


def test_a_session_without_a_rating_has_no_summary(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 2), at())
    assert summary_of(workspace, latest(workspace).id, at()) is None


def test_a_card_that_came_twice_counts_once_with_both_ratings(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 2), at())
    missed = answer(workspace, Rating.COULD_NOT, minutes=1)
    solid = answer(workspace, Rating.SOLID, minutes=2)
    assert answer(workspace, Rating.SOLID, minutes=30) == missed
    summary = summary_of(workspace, latest(workspace).id, at(minutes=31))
    assert summary is not None
    assert set(summary.last) == {missed, solid}
    assert summary.attempts == {missed: 2, solid: 1}
    assert summary.held == 1
    assert summary.ratings(missed) == [Rating.COULD_NOT, Rating.SOLID]
    assert summary.ratings(solid) == [Rating.SOLID]
    assert summary.moves == {Move.FIRST: 2}
    assert summary.weakest is None


def test_a_session_names_what_was_weakest_and_how_ratings_moved(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 1), at())
    card = answer(workspace, Rating.READY, minutes=1)
    begin(workspace, "Again", [card], at(days=3))
    answer(workspace, Rating.SHAKY, days=3, minutes=1)
    summary = summary_of(workspace, latest(workspace).id, at(days=3, minutes=2))
    assert summary is not None
    assert summary.moves == {Move.DOWN: 1}
    assert summary.weakest == workspace.bank.question(question_id(card)).competency
