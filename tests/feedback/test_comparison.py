from __future__ import annotations

import pytest

from prepkit import limits
from prepkit.feedback.comparison import compare, point_change
from prepkit.feedback.reading import read
from prepkit.feedback.text import sentences
from prepkit.question import KeyPoint


def test_a_sentence_put_differently_is_known_and_a_new_one_is_not() -> None:
    before = "I called her at nine. I wrote to the whole team on the same day."
    after = "I wrote to the whole team on that same day. Then I went home early."
    assert [known for _, known in compare(before, after).sentences] == [True, False]


def test_very_long_answers_are_compared_in_bounded_steps_and_it_is_said() -> None:
    before = " ".join(f"Before {n} we met and then a b c d." for n in range(4_000))
    after = " ".join(f"After {n} they left but not x y z w." for n in range(4_000))
    compared = compare(before, f"{after} {sentences(before)[-1].text}")
    assert not compared.is_close
    assert compared.steps <= limits.COMPARISON_STEPS + 100
    assert compared.sentences[-1][1]


@pytest.mark.parametrize("text", ["etc. " * 10_000, "a.\n" * 20_000, "and so yeah" + "." * 50_000])
def test_a_reading_is_bounded(text: str) -> None:
    reading = read(text)
    assert len(reading.text) <= limits.ANSWER_CHARACTERS
    assert len(reading.sentences) <= limits.ANSWER_SENTENCES
    assert not reading.is_whole


def test_key_points_are_gained_lost_or_in_neither_answer() -> None:
    points = [KeyPoint(letter, letter.upper()) for letter in "abcd"]
    change = point_change(points, before=("a", "b"), after=("b", "c"))
    assert [point.id for point in change.gained] == ["c"]
    assert [point.id for point in change.lost] == ["a"]
    assert [point.id for point in change.neither] == ["d"]
