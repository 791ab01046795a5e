from __future__ import annotations

from datetime import date

from prepkit.model import Attempt, Rating
from prepkit.practice.left_out import LeftOut, left_out_last_time
from prepkit.question import Question
from prepkit.store import attempts
from prepkit.workspace import Workspace
from tests.practice.conftest import at


def first_question(workspace: Workspace) -> Question:
    return workspace.bank.question(workspace.bank.ids[0])


def answer(workspace: Workspace, id: str, ticks: tuple[str, ...], *, days: int = 0) -> None:
    question, now = first_question(workspace), at(days=days)
    attempt = Attempt(id, question.card_id, Rating.SHAKY, now.now, now.day.isoformat(), now.tz, ticks=ticks)
    attempts.append(workspace.store, attempt)


def test_the_latest_answer_says_what_to_add(workspace: Workspace) -> None:
    question = first_question(workspace)
    first, *others = [point.id for point in question.key_points]
    assert left_out_last_time(workspace, question) is None
    answer(workspace, "a", tuple(others))
    answer(workspace, "b", (first,), days=3)
    assert left_out_last_time(workspace, question) == LeftOut(date(2026, 3, 5), tuple(others))


def test_an_answer_taken_back_does_not_count(workspace: Workspace) -> None:
    question = first_question(workspace)
    first, *others = [point.id for point in question.key_points]
    answer(workspace, "a", tuple(others))
    answer(workspace, "b", (first,), days=3)
    attempts.void(workspace.store, "b", at(days=4).now)
    assert left_out_last_time(workspace, question) == LeftOut(date(2026, 3, 2), (first,))


def test_nothing_is_said_without_a_tick_after_a_whole_answer_or_once_points_have_changed(
    workspace: Workspace,
) -> None:
    question = first_question(workspace)
    every = tuple(point.id for point in question.key_points)
    for number, ticks in enumerate([(), every, (every[0], "gone.k1")]):
        answer(workspace, f"a{number}", ticks, days=number)
        assert left_out_last_time(workspace, question) is None


def test_ticks_are_read_from_a_day_on_without_what_was_taken_back(workspace: Workspace) -> None:
    card = first_question(workspace).card_id
    for number, ticks in enumerate([("x",), ("y",), ("z",), ()]):
        answer(workspace, f"a{number}", ticks, days=number)
    attempts.void(workspace.store, "a1", at(days=4).now)
    since = at(days=1).day.isoformat()
    assert list(attempts.ticks_since(workspace.store, since)) == [(card, ("z",), ""), (card, (), "")]
