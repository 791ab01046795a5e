from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from prepkit import limits
from prepkit.feedback.nearest import nearest_passages
from prepkit.feedback.reading import read
from prepkit.question import KeyPoint

POINTS = (
    KeyPoint("k1", "Ranked by harm to customers and deadline, not by who asked"),
    KeyPoint("k2", "Tested a claim of urgency with a question"),
    KeyPoint("k3", "Told the others what would wait, and until when"),
)
ANSWER = (
    "I rank by harm to the customers and by the deadline, not by who asks. I asked each of the three "
    "teams what would happen if it waited until Thursday, and tested their claim of urgency with that "
    "question. Then I told the others on our channel what would have to wait and until when, and by "
    "Friday all 41 cases were answered."
)


def test_each_key_point_has_the_sentence_nearest_to_it() -> None:
    near = nearest_passages(read(ANSWER), POINTS)
    assert list(near) == ["k1", "k2", "k3"]
    assert near["k1"].text.startswith("I rank by harm")
    assert near["k2"].text == "and tested their claim of urgency with that question."
    assert near["k3"].text.startswith("Then I told the others")
    for span in near.values():
        assert ANSWER[span.start : span.end] == span.text


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_answer_has_no_sentence(text: str) -> None:
    assert nearest_passages(read(text), POINTS) == {}


def test_odd_answers_and_points_break_nothing() -> None:
    points = (KeyPoint("a", "?!"), KeyPoint("b", "x" * 10_000), KeyPoint("c", "the of and"))
    assert nearest_passages(read("?! And so on."), points) == {}
    many = tuple(KeyPoint(str(n), f"Point {n}") for n in range(limits.KEY_POINTS + 5))
    assert len(nearest_passages(read(ANSWER), many)) <= limits.KEY_POINTS


LONG = (
    "There was this one time at the hotel desk when we had a guest who was angry about a bill and a room and "
    "a manager who was away and nobody who knew what to do about it at all that evening or the next"
)


def test_a_sentence_that_is_most_of_the_answer_is_never_marked_whole() -> None:
    answer = f"{LONG}. I stayed calm. He thanked us."
    for span in nearest_passages(read(answer), POINTS).values():
        assert len(span.text.split()) <= len(answer.split()) / 3
        assert answer[span.start : span.end] == span.text


def test_nothing_is_marked_instead_of_a_nearest_sentence_that_cannot_be_narrowed() -> None:
    answer = "I told the waiting customer when to expect an answer from us that day. She thanked me a lot."
    assert nearest_passages(read(answer), [KeyPoint("k", "Told the customer when to expect an answer")]) == {}


def test_a_passage_that_is_the_nearest_to_most_points_is_marked_for_none() -> None:
    points = [KeyPoint(str(n), f"Told the customer when to expect an answer, {n}") for n in range(4)]
    others = "We have a desk by the door. It was a rainy Tuesday in March. The lift was broken again. "
    assert nearest_passages(read(f"{others}I told her when to expect an answer."), points) == {}
    single = nearest_passages(read(f"{others}I told her when to expect an answer."), points[:1])
    assert single["0"].text == "I told her when to expect an answer."


def test_it_needs_no_network() -> None:
    """In a process of its own, in which every connection fails."""
    code = """
        import socket

        def refused(*_):
            raise AssertionError("something asked the network")

        socket.socket.connect = socket.getaddrinfo = refused
        from prepkit.feedback.review import review
        from prepkit.question import KeyPoint

        points = [KeyPoint("k", "Told the customer when to expect an answer")]
        text = "I rang her. I told her when to expect an answer. "
        text += "She thanked me, and we spoke again on Friday, when all of it was settled for her."
        print(review(text, points=points, tells=True).nearest)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "when to expect an answer" in run.stdout
