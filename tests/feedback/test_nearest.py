from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from prepkit import limits
from prepkit.feedback.nearest import nearest_sentences
from prepkit.feedback.reading import read
from prepkit.model import KeyPoint

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
    near = nearest_sentences(read(ANSWER), POINTS)
    assert list(near) == ["k1", "k2", "k3"]
    assert near["k1"].text.startswith("I rank by harm")
    assert near["k2"].text.startswith("I asked each")
    assert near["k3"].text.startswith("Then I told the others")
    for span in near.values():
        assert ANSWER[span.start : span.end] == span.text


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_answer_has_no_sentence(text: str) -> None:
    assert nearest_sentences(read(text), POINTS) == {}


def test_odd_answers_and_points_break_nothing() -> None:
    points = (KeyPoint("a", "?!"), KeyPoint("b", "x" * 10_000), KeyPoint("c", "the of and"))
    assert set(nearest_sentences(read("?! And so on."), points)) == {"a", "b", "c"}
    many = tuple(KeyPoint(str(n), f"Point {n}") for n in range(limits.KEY_POINTS + 5))
    assert len(nearest_sentences(read(ANSWER), many)) == limits.KEY_POINTS


def test_it_needs_no_network() -> None:
    """In a process of its own, in which every connection fails."""
    code = """
        import socket

        def refused(*_):
            raise AssertionError("something asked the network")

        socket.socket.connect = socket.getaddrinfo = refused
        from prepkit.feedback.review import review
        from prepkit.model import KeyPoint

        points = [KeyPoint("k", "Told the customer when to expect an answer")]
        print(review("I told her when to expect an answer from us.", points=points, tells=True).nearest)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "when to expect an answer" in run.stdout
