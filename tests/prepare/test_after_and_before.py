from __future__ import annotations

from datetime import timedelta

import pytest

from prepkit.prepare.ask_back import SUGGESTIONS, added, moved_up, reworded
from prepkit.prepare.checklist import checks
from prepkit.prepare.company import Company, with_done
from prepkit.prepare.interview import Asking, Format, Interview, Item, Outcome
from prepkit.prepare.next_step import Standing, next_step
from tests.practice.conftest import at

NOW = at()
PACKED = ("sheet", "names", "advert", "questions", "cv", "references", "clothes", "way")
IDLE = Standing(planned="", minutes=0, researched=5, sources=5)


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
        (in_days(20), Standing("8 new", 20, 0, 5), "Plan"),
        (in_days(20), Standing("", 0, 0, 5), "Advertisement"),
        (in_days(20, advert="You answer calls."), Standing("", 0, 0, 5), None),
        (in_days(14), Standing("", 0, 0, 5), "Company"),
        (in_days(20, company=""), IDLE, "Details"),
        (in_days(7, ask=()), IDLE, "Ask back"),
        (in_days(1), Standing("8 new", 20, 5, 5), "The day"),
        (in_days(1, done=("sheet", "cv")), Standing("8 new", 20, 5, 5), "The day"),
        (in_days(1, done=PACKED), Standing("8 new", 20, 5, 5), "Plan"),
        (in_days(1, done=PACKED, items=(Item("glasses"),)), Standing("8 new", 20, 5, 5), "The day"),
        (in_days(0), Standing("8 new", 20, 5, 5), "The day"),
        (in_days(-1), IDLE, "Afterwards"),
        (in_days(-1, surprised="x", thanks="x", outcome=Outcome.WAITING), IDLE, None),
    ],
)
def test_one_thing_comes_first(interview: Interview, standing: Standing, part: str | None) -> None:
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
    assert titles == ["Write down what they asked", "Thank them", "Say what came of it"]
