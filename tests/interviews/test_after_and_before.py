from __future__ import annotations

from datetime import timedelta

import pytest

from prepkit.interviews.appointment import Asking, Format, Interview, InterviewOutcome, Item, QuestionHeard
from prepkit.interviews.ask_back import SUGGESTIONS, added, moved_up, reworded
from prepkit.interviews.checklist import checks
from prepkit.interviews.company import Company, with_done
from prepkit.interviews.next_step import PreparationState, next_step
from tests.practice.conftest import at

NOW = at()
PACKED = ("sheet", "names", "advert", "questions", "cv", "references", "clothes", "way")
IDLE = PreparationState(planned="", minutes=0, researched=5, sources=5)


def in_days(days: int, **fields: object) -> Interview:
    told = {"company": "Larkfield", "ask": tuple(Asking(text) for text in SUGGESTIONS[:3])} | fields
    return Interview(day=NOW.day + timedelta(days=days), **told)  # type: ignore[arg-type]


def test_the_list_to_ask_grows_is_reworded_and_put_in_order() -> None:
    ask = added(added((), "  Why is  it open? "), "Who decides?")
    assert [one.text for one in ask] == ["Why is it open?", "Who decides?"]
    assert added(ask, "Who decides?") == ask
    assert added(ask, "   ") == ask
    assert [one.text for one in moved_up(ask, 1)] == ["Who decides?", "Why is it open?"]
    assert moved_up(ask, 0) == ask
    assert reworded(ask, 0, "Is it a new post?")[0].text == "Is it a new post?"
    assert [one.text for one in reworded(ask, 0, " ")] == ["Who decides?"]


def test_a_camera_is_for_video_and_copies_of_the_cv_are_for_people_in_a_room() -> None:
    on_video = {check.id for check in checks(Interview(format=Format.VIDEO))}
    on_site = {check.id for check in checks(Interview(format=Format.ON_SITE))}
    assert {"camera", "number"} <= on_video - on_site
    assert {"cv", "way"} <= on_site - on_video
    assert "clothes" not in {check.id for check in checks(Interview(format=Format.PHONE))}


def test_a_source_is_ticked_once() -> None:
    company = with_done(with_done(Company("x"), "a", True), "a", True)
    assert company.done == ("a",)
    assert with_done(company, "a", False).done == ()


@pytest.mark.parametrize(
    ("interview", "standing", "part"),
    [
        (Interview(company="x"), IDLE, "Details"),
        (in_days(20), PreparationState("8 new", 20, 0, 5), "Plan"),
        (in_days(20), PreparationState("", 0, 0, 5), "Advertisement"),
        (in_days(20, advert="You answer calls."), PreparationState("", 0, 0, 5), None),
        (in_days(14), PreparationState("", 0, 0, 5), "Company"),
        (in_days(20, company=""), IDLE, "Details"),
        (in_days(7, ask=()), IDLE, "Questions to ask"),
        (in_days(1), PreparationState("8 new", 20, 5, 5), "The day"),
        (in_days(1, done=("sheet", "cv")), PreparationState("8 new", 20, 5, 5), "The day"),
        (in_days(1, done=PACKED), PreparationState("8 new", 20, 5, 5), "Plan"),
        (in_days(1, done=PACKED, items=(Item("glasses"),)), PreparationState("8 new", 20, 5, 5), "The day"),
        (in_days(0), PreparationState("8 new", 20, 5, 5), "The day"),
        (in_days(-1), IDLE, "Afterwards"),
        (in_days(-1, surprised="x", thanks="x", outcome=InterviewOutcome.WAITING), IDLE, None),
    ],
)
def test_one_thing_comes_first(interview: Interview, standing: PreparationState, part: str | None) -> None:
    step = next_step(interview, standing, NOW)
    assert (step.part if step else None) == part
    assert step is None or step.practise == (part == "Plan")


def test_after_the_debrief_comes_the_thanks_and_then_the_outcome() -> None:
    titles = [
        step.title
        for fields in (
            {},
            {"surprised": "x", "thanks": "Dear [name]"},
            {"surprised": "x", "thanks": "Dear Ana"},
        )
        if (step := next_step(in_days(-1, **fields), IDLE, NOW))
    ]
    assert titles == ["Write down what they asked", "Thank them", "Record the outcome"]


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": InterviewOutcome.WAITING},
        {"outcome": InterviewOutcome.OFFER},
        {"ask": (Asking("Who decides?", asked=True),)},
        {"heard": (QuestionHeard("Why us?"),)},
    ],
)
def test_what_was_recorded_of_it_counts_more_than_its_date(fields: dict[str, object]) -> None:
    step = next_step(in_days(1, **fields), PreparationState("8 new", 20, 5, 5), NOW)
    assert step is not None
    assert step.part == "Afterwards"


def test_what_is_packed_and_what_waits_for_the_morning_are_counted_apart() -> None:
    step = next_step(in_days(1, done=("sheet", "cv", "water")), IDLE, NOW)
    assert step is not None
    assert step.why == "2 of 8 for tonight, 1 of 3 for the morning."
