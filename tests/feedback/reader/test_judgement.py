from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from prepkit.errors import UnreadableReply
from prepkit.feedback.reader.judgement import VerdictCache, read_answer
from prepkit.feedback.reader.prompts import Request
from prepkit.feedback.reader.servers import ReaderServer
from prepkit.feedback.reader.verdicts import Coverage, Verdicts
from prepkit.question import KeyPoint

POINTS = (KeyPoint("rang", "Rang customers"),)
ANSWER = "I rang every grocer myself."
REPLY = json.dumps({"points": [{"point": 1, "quotes": ["rang every grocer"], "coverage": "covered"}]})


class Scripted:
    """Replies what it is told to, and counts."""

    def __init__(self, reply: str = REPLY, model: str = "small") -> None:
        self.server = ReaderServer("http://localhost:1/v1", model)
        self.reply = reply
        self.asked = 0

    def read(self, request: Request, cancelled: Callable[[], bool]) -> str:
        self.asked += 1
        return self.reply


def read(
    reader: Scripted,
    cache: VerdictCache,
    answer: str = ANSWER,
    question: str = "What did you do?",
    points: tuple[KeyPoint, ...] = POINTS,
    tells: bool = True,
) -> Verdicts:
    return read_answer(reader, question, points, answer, tells=tells, cancelled=lambda: False, cache=cache)


def test_an_answer_is_read_and_the_same_one_is_not_asked_about_again() -> None:
    reader, cache = Scripted(), VerdictCache()
    verdicts = read(reader, cache)
    assert [(point.point_id, point.coverage) for point in verdicts.points] == [("rang", Coverage.COVERED)]
    assert read(reader, cache) == verdicts
    assert reader.asked == 1


def test_whatever_a_verdict_depends_on_is_asked_about_anew() -> None:
    reader, cache = Scripted(), VerdictCache()
    read(reader, cache)
    read(reader, cache, answer=ANSWER + " Twice.")
    read(reader, cache, question="What did you do then?")
    read(reader, cache, points=(KeyPoint("rang", "Rang every customer"),))
    read(reader, cache, points=(KeyPoint("called", "Rang customers"),))
    read(reader, cache, tells=False)
    assert reader.asked == 6
    other = Scripted(model="large")
    read(other, cache)
    assert other.asked == 1


def test_a_reply_that_cannot_be_used_is_not_remembered() -> None:
    reader, cache = Scripted("I cannot help with that."), VerdictCache()
    with pytest.raises(UnreadableReply):
        read(reader, cache)
    reader.reply = REPLY
    assert read(reader, cache).points[0].coverage is Coverage.COVERED


def test_the_verdicts_not_asked_for_the_longest_make_room() -> None:
    reader, cache = Scripted(), VerdictCache(most=2)
    first, second, third = (f"{ANSWER} {word}." for word in ("One", "Two", "Three"))
    for answer in (first, second, first, third):
        read(reader, cache, answer)
    assert reader.asked == 3
    read(reader, cache, first)
    assert reader.asked == 3
    read(reader, cache, second)
    assert reader.asked == 4
