"""A workspace answers each question once, and a new one looks again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prepkit.model import Settings
from prepkit.store import open_memory, profiles
from prepkit.workspace import ResultCache, Workspace, once_a_run
from tests.shipped import shipped_bank


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(profiles.latest(open_memory(), new_id="me", now=0), shipped_bank(), Settings())


def test_a_question_is_worked_out_once_for_each_workspace_and_arguments(workspace: Workspace) -> None:
    asked: list[str] = []

    @once_a_run
    def greeting(workspace: Workspace, name: str) -> str:
        asked.append(name)
        return f"{name}, {workspace.settings.minutes_a_day} minutes"

    assert [greeting(workspace, "Ada"), greeting(workspace, "Ada"), greeting(workspace, "Bo")] == [
        "Ada, 20 minutes",
        "Ada, 20 minutes",
        "Bo, 20 minutes",
    ]
    assert asked == ["Ada", "Bo"]
    assert greeting(replace(workspace, settings=Settings(minutes_a_day=5)), "Ada") == "Ada, 5 minutes"


def test_two_people_never_share_an_answer(workspace: Workspace) -> None:
    @once_a_run
    def whose(workspace: Workspace) -> str:
        return workspace.store.profile_id

    other = replace(workspace, store=profiles.latest(open_memory(), new_id="other", now=0))
    assert (whose(workspace), whose(other)) == ("me", "other")


def test_the_oldest_result_makes_room() -> None:
    cache = ResultCache(2)
    worked_out: list[int] = []

    def of(number: int) -> int:
        return cache.get(number, lambda: doubled(number))

    def doubled(number: int) -> int:
        worked_out.append(number)
        return number * 2

    assert [of(n) for n in (1, 2, 3, 3, 1)] == [2, 4, 6, 6, 2]
    assert worked_out == [1, 2, 3, 1]
