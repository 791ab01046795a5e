from __future__ import annotations

from dataclasses import replace

import pytest

from prepkit.model import Story
from prepkit.stories import measured

STORY = Story(
    "Calls", result="She stayed.", baseline="19.5 calls a day", change="4.2", period="in two months"
)


def test_the_sentence_waits_for_all_three_figures() -> None:
    assert measured.sentence(replace(STORY, period=" ")) == ""
    assert measured.result_with(replace(STORY, period=" ")) == "She stayed."


@pytest.mark.parametrize("result", ["She stayed.", "", "She stayed. "])
def test_it_follows_what_is_there(result: str) -> None:
    told = measured.result_with(replace(STORY, result=result))
    assert told == f"{result} It went from 19.5 calls a day to 4.2 in two months.".replace("  ", " ").strip()


@pytest.mark.parametrize(
    "after", ["", " I would ask sooner.", "\nI would ask sooner.", " 3 of them wrote to us."]
)
def test_a_corrected_figure_takes_the_place_of_the_earlier_one(after: str) -> None:
    first = replace(STORY, result=measured.result_with(STORY) + after)
    second = measured.result_with(replace(first, change="3.8"))
    assert second == f"She stayed. It went from 19.5 calls a day to 3.8 in two months.{after}"
    assert measured.result_with(replace(STORY, result=second, change="3.8")) == second
