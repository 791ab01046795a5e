from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from prepkit.feedback.key_points import Coverage, find
from prepkit.model import KeyPoint

POINTS = (
    KeyPoint("k1", "Ranks by harm to customers and deadline, not by who asks"),
    KeyPoint("k2", "Tests a claim of urgency with a question"),
    KeyPoint("k3", "Tells the others what will wait, and until when"),
)
ANSWER = (
    "I rank by harm to the customers and by the deadline, not by who asks. I asked each of the three "
    "teams what would happen if it waited until Thursday, and tested their claim of urgency with that "
    "question. Then I told the others on our channel what would have to wait and until when, and by "
    "Friday all 41 cases were answered."
)


def test_what_is_said_is_found_with_the_sentence_that_says_it() -> None:
    found = find(ANSWER, POINTS)
    assert [point.point.id for point in found] == ["k1", "k2", "k3"]
    assert all(point.coverage is not Coverage.MISSING for point in found)
    assert "harm to the customers" in found[0].quotes[0].text
    assert "told the others" in " ".join(found[2].quotes[0].text.split())
    for point in found:
        for quote in point.quotes:
            assert ANSWER[quote.start : quote.end] == quote.text


def test_another_subject_covers_nothing() -> None:
    found = find("My brother always liked the sea. We would usually swim. It is good to swim.", POINTS)
    assert not any(point.coverage is Coverage.COVERED for point in found)
    assert all(point.quotes == () for point in found if point.coverage is Coverage.MISSING)


@pytest.mark.parametrize("text", ["", "   ", "?!"])
def test_nothing_said_is_nothing_found(text: str) -> None:
    assert [point.coverage for point in find(text, POINTS)] == [Coverage.MISSING] * 3
    assert find(ANSWER, ()) == ()


def test_it_needs_no_network() -> None:
    """In a process of its own, in which every connection fails."""
    code = """
        import socket

        def refused(*_):
            raise AssertionError("something asked the network")

        socket.socket.connect = socket.getaddrinfo = refused
        from prepkit.feedback.review import review
        from prepkit.model import KeyPoint

        points = [KeyPoint("k", "Tells the customer when to expect an answer")]
        print(review("I told her when to expect an answer from us.", points=points, tells=True).points)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "Tells the customer" in run.stdout
