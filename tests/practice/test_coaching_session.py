from __future__ import annotations

from prepkit.coaching.session import SESSIONS, CoachingSession
from prepkit.mock import repository, state
from prepkit.practice import coaching_session
from prepkit.store import attempts, scores
from prepkit.workspace import Workspace
from tests.practice.conftest import at


def planned(workspace: Workspace, *questions: str) -> str:
    SESSIONS.save(workspace.store, "s", CoachingSession("Session", questions, "lead"), at().now)
    return "s"


def test_a_session_begins_once_and_only_with_a_question(workspace: Workspace) -> None:
    first = workspace.bank.ids[0]
    assert coaching_session.start(workspace, planned(workspace), at()) is None
    begun = coaching_session.start(workspace, planned(workspace, first), at())
    assert begun is not None
    assert coaching_session.start(workspace, "s", at(minutes=5)) is None
    mock = repository.get(workspace.store, begun.round)
    assert mock is not None
    assert [item.question for item in mock.items] == [first]


def test_the_end_makes_attempts_of_scored_answers_and_leaves_out_what_nobody_answered(
    workspace: Workspace,
) -> None:
    first, second, third = workspace.bank.ids[:3]
    begun = coaching_session.start(workspace, planned(workspace, first, second, third), at())
    assert begun is not None
    mock = repository.get(workspace.store, begun.round)
    assert mock is not None
    one, two, _ = mock.items
    mock = coaching_session.give_score(mock, one.id, 4)
    mock = coaching_session.give_evidence(mock, one.id, "Named the feeling")
    mock = state.change(coaching_session.move_to(mock, 1), two.id, ticks=("p1",))
    repository.save(workspace.store, begun.round, mock, at().now)
    for _ in range(2):
        coaching_session.finish(workspace, "s", at(minutes=30))
    (attempt,) = attempts.list_all(workspace.store)
    assert (attempt.card_id, attempt.rating, attempt.session_id) == (f"q:{first}", 3, begun.round)
    after = repository.get(workspace.store, begun.round)
    assert after is not None
    assert [(item.question, item.rating, item.left_out) for item in after.items] == [
        (first, 3, False),
        (second, 0, True),
    ]
    document = SESSIONS.get(workspace.store, "s")
    assert document is not None
    assert document.content.ended_at == at(minutes=30).now
    assert scores.pairs(workspace.store) == []


def test_a_session_in_which_nothing_was_scored_leaves_no_round(workspace: Workspace) -> None:
    begun = coaching_session.start(workspace, planned(workspace, workspace.bank.ids[0]), at())
    assert begun is not None
    coaching_session.finish(workspace, "s", at(minutes=1))
    assert repository.get(workspace.store, begun.round) is None
    assert attempts.list_all(workspace.store) == []


def test_scores_are_taken_back_with_their_evidence_left(workspace: Workspace) -> None:
    begun = coaching_session.start(workspace, planned(workspace, workspace.bank.ids[0]), at())
    assert begun is not None
    mock = repository.get(workspace.store, begun.round)
    assert mock is not None
    item = mock.items[0].id
    mock = coaching_session.give_evidence(coaching_session.give_score(mock, item, 2), item, "Vague")
    mock = coaching_session.give_score(mock, item, 0)
    assert mock.items[0].coach is not None
    assert (mock.items[0].coach.value, mock.items[0].coach.evidence) == (0, "Vague")
    assert coaching_session.move_to(mock, 99).at == 0
    assert coaching_session.give_score(mock, "unknown", 3) == mock
