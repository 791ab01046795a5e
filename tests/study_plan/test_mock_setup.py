"""What an interview makes of a mock: questions from its role and advertisement, length from panel and day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prepkit.card_ids import question_card
from prepkit.interviews import repository
from prepkit.interviews.appointment import Format, Interview, InterviewOutcome
from prepkit.model import Mark
from prepkit.question import Level
from prepkit.store import marks
from prepkit.study_plan.mock_setup import MockSetup, interviews_ahead, questions_for, setup_for
from prepkit.workspace import Workspace
from tests.practice.conftest import at

NOW = at()
ROLE = "customer-operations-manager"
ADVERT = (
    "You will cut our refund backlog, own CSAT and first contact resolution, and coach team leads in Zendesk."
)
IN_A_WEEK = NOW.day + timedelta(days=7)


def setup(workspace: Workspace, interview: Interview) -> MockSetup:
    repository.save(workspace.store, "next", interview, NOW.now)
    mock_setup = setup_for(workspace, "next", NOW)
    assert mock_setup is not None
    return mock_setup


@pytest.mark.parametrize(
    ("interview", "count"),
    [
        (Interview(role=ROLE), 7),
        (Interview(role=ROLE, day=IN_A_WEEK), 7),
        (Interview(role=ROLE, day=IN_A_WEEK, format=Format.PHONE), 4),
        (Interview(role=ROLE, day=IN_A_WEEK, format=Format.PANEL), 9),
        (Interview(role=ROLE, day=IN_A_WEEK, people="Ada\n\nBen\nCy\nDee"), 12),
        (Interview(role=ROLE, day=NOW.day + timedelta(days=1), format=Format.PANEL), 4),
    ],
)
def test_panel_format_and_day_decide_the_length(
    workspace: Workspace, interview: Interview, count: int
) -> None:
    assert setup(workspace, interview).count == count


def test_the_role_decides_questions_and_level(workspace: Workspace) -> None:
    mock_setup = setup(workspace, Interview("Fernhill", ROLE, stage="First round"))
    assert (mock_setup.title, mock_setup.role, mock_setup.level) == (
        "Fernhill, First round",
        ROLE,
        Level.MANAGER,
    )
    assert mock_setup.core == set(workspace.bank.core(ROLE))
    assert questions_for(mock_setup, workspace.bank.ids, 7) == [
        q for q in workspace.bank.ids if q in mock_setup.core
    ]


def test_the_advertisement_makes_its_questions_likelier(workspace: Workspace) -> None:
    plain = setup(workspace, Interview(role=ROLE))
    by_advert = setup(workspace, Interview(role=ROLE, advert=ADVERT))
    raised = [
        question
        for question in by_advert.weights
        if by_advert.weights[question] > plain.weights.get(question, 0)
    ]
    assert by_advert.by_advert == len(raised) > 0
    assert plain.by_advert == 0
    assert by_advert.core >= plain.core


def test_resting_questions_are_not_asked(workspace: Workspace) -> None:
    resting = workspace.bank.core(ROLE)[0]
    marks.save(workspace.store, Mark(question_card(resting), suspended=True), NOW.now)
    assert resting not in setup(workspace, Interview(role=ROLE)).weights


def test_the_other_questions_are_asked_where_the_core_is_too_small(workspace: Workspace) -> None:
    mock_setup = setup(workspace, Interview(role=ROLE))
    core, other = sorted(mock_setup.core)[:2], sorted(set(mock_setup.weights) - mock_setup.core)[:3]
    assert questions_for(mock_setup, [*core, *other], 2) == core
    assert questions_for(mock_setup, [*core, *other, "not-in-the-role"], 4) == [*core, *other]


def test_only_interviews_that_are_still_to_come_are_offered(workspace: Workspace) -> None:
    for name, interview in {
        "ahead": Interview("Fernhill", day=IN_A_WEEK),
        "over": Interview("Larkfield", day=NOW.day - timedelta(days=1)),
        "refused": Interview("Moss", outcome=InterviewOutcome.REFUSED),
    }.items():
        repository.save(workspace.store, name, interview, NOW.now)
    assert interviews_ahead(workspace, NOW) == {"ahead": "Fernhill"}
    assert setup_for(workspace, "gone", NOW) is None
