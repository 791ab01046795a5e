from __future__ import annotations

from dataclasses import replace

import pytest

from prepkit.model import Story
from prepkit.stories import figures, measured
from prepkit.stories.figures import MeasuredChange


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("Waiting fell from 19 minutes to 4 in six weeks.", ("19 minutes", "4", "in six weeks")),
        (
            "Within two months, complaints dropped from 41 a week to 12.",
            ("41 a week", "12", "Within two months"),
        ),
        ("It went down to 9%, from 22%, and stayed there.", ("22%", "9%", "")),
        ("Reply time went from nineteen hours to four, and nobody left.", ("nineteen hours", "four", "")),
        ("We cut refunds from £4,200 to £1,900 over the quarter.", ("£4,200", "£1,900", "over the quarter")),
        ("Complaints fell by 30% within two months.", ("", "", "within two months")),
        (
            "Satisfaction rose from about 71 per cent to 86 per cent in less than a year. She thanked me.",
            ("about 71 per cent", "86 per cent", "in less than a year"),
        ),
    ],
)
def test_a_change_is_found_in_the_words_of_the_text(result: str, expected: tuple[str, str, str]) -> None:
    change = figures.in_text(result)
    assert change == MeasuredChange(*expected)
    assert all(words in result for words in change.fields.values())


@pytest.mark.parametrize(
    "result",
    [
        "",
        "She stayed with us.",
        "The desk was open from 9 to 5 every day.",
        "From 2019 to 2021 complaints fell.",
        "Complaints fell, and from 2019 to 2021 nobody left.",
        "Complaints fell by 30%.",
        "I moved from sales to support in six weeks.",
        "Waiting fell from 19 minutes to 4. Complaints fell from 12 to 3.",
        "I was better at it by the end, and 80 per cent of calls were answered by noon.",
    ],
)
def test_a_figure_whose_place_is_not_certain_is_not_offered(result: str) -> None:
    assert figures.in_text(result) is None


def test_a_length_of_time_elsewhere_in_the_sentence_is_not_taken_for_the_period() -> None:
    change = figures.in_text("Calls fell from 12 a day to 3, and I trained five people in two weeks.")
    assert change == MeasuredChange("12 a day", "3")


def test_what_was_typed_is_never_replaced() -> None:
    story = Story(result="Waiting fell from 19 minutes to 4 in six weeks.")
    assert figures.to_fill(story) == {"baseline": "19 minutes", "change": "4", "period": "in six weeks"}
    assert figures.to_fill(replace(story, baseline="19 minutes ")) == {
        "change": "4",
        "period": "in six weeks",
    }
    assert figures.to_fill(replace(story, change="5 minutes")) == {}
    whole = replace(story, baseline="19 minutes", change="4", period="in six weeks")
    assert figures.to_fill(whole) == {}


def test_a_result_that_says_the_change_already_needs_no_sentence() -> None:
    story = Story(result="Waiting fell from 19 minutes to 4 in six weeks.")
    same = replace(story, baseline="19 minutes", change="4", period="in six weeks")
    assert not measured.is_missing(same)
    assert measured.is_missing(replace(same, change="3"))


def test_a_long_text_without_an_end_is_read_fast() -> None:
    assert figures.in_text("fell from 3 " + "two " * 5000 + "to " * 2000) is None
