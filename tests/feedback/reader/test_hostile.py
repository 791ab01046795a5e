"""Whatever an answer says and a fooled model replies: what is shown can be checked, and is bounded."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit import limits
from prepkit.errors import UnreadableReply
from prepkit.feedback.reader.free_text import FOLLOW_UP_CHARACTERS, IMPROVEMENT_CHARACTERS
from prepkit.feedback.reader.prompts import request_for
from prepkit.feedback.reader.quotations import fold, quoted
from prepkit.feedback.reader.replies import MOST_QUOTES, verdicts_of
from prepkit.feedback.reader.verdicts import PARTS, Coverage, Verdicts
from prepkit.feedback.text import sentences
from prepkit.question import KeyPoint
from tests.feedback.reader.hostile import ANSWERS, fooled

POINTS = (
    KeyPoint("rang", "Rang customers"),
    KeyPoint("told", "Told the team"),
    KeyPoint("kept", "Kept at it"),
)
QUESTION = "Tell me about a complaint."


def check(verdicts: Verdicts, answer: str) -> None:
    """Assert what holds of all verdicts, whoever wrote them."""
    assert [point.point_id for point in verdicts.points] == [point.id for point in POINTS]
    for point in verdicts.points:
        assert len(point.quotes) <= MOST_QUOTES
        assert bool(point.quotes) is (point.coverage in {Coverage.COVERED, Coverage.PARTLY})
        assert [span for span in point.quotes if answer[span.start : span.end] != span.text] == []
    assert tuple(verdicts.parts) == PARTS
    told = [number for numbers in verdicts.parts.values() for number in numbers]
    assert set(told) <= set(range(1, len(sentences(answer)) + 1))
    assert len(told) == len(set(told))
    assert len(verdicts.improvement) <= IMPROVEMENT_CHARACTERS
    assert len(sentences(verdicts.improvement)) <= 2
    assert len(verdicts.follow_up) <= FOLLOW_UP_CHARACTERS
    assert verdicts.follow_up[-1:] in {"", "?"}
    for text in (verdicts.improvement, verdicts.follow_up):
        text.encode()
        assert text == " ".join(text.split())
        assert text.isprintable()
        assert [word for word in ("10/10", "A+", "://", "hire", "million") if word in text] == []
        assert [piece for piece in quoted(text) if fold(answer).find(piece) is None] == []


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_shown_stands_in_the_answer_whatever_a_fooled_model_replies(name: str) -> None:
    answer = ANSWERS[name]
    for reply in fooled(answer).values():
        try:
            verdicts = verdicts_of(reply, answer, POINTS)
        except UnreadableReply:
            continue
        check(verdicts, answer)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_request_holds_the_answer_as_texts_of_one_document_and_nowhere_else(name: str) -> None:
    answer = ANSWERS[name]
    request = request_for(QUESTION, POINTS, answer, tells=True)
    system, user = request.messages
    assert (system.role, user.role) == ("system", "user")
    assert system == request_for(QUESTION, POINTS, "", tells=True).messages[0]
    user.content.encode()
    document = json.loads(user.content)
    assert set(document) == {"question", "key_points", "answer"}
    assert [entry["sentence"] for entry in document["answer"]] == list(range(1, len(document["answer"]) + 1))
    assert all(set(entry) == {"sentence", "text"} for entry in document["answer"])
    whole = answer.encode("utf-8", "replace").decode()
    texts = [entry["text"].replace("\N{REPLACEMENT CHARACTER}", "?") for entry in document["answer"]]
    assert [text for text in texts if text not in whole] == []
    assert sum(map(len, texts)) <= limits.ANSWER_CHARACTERS


def test_a_story_in_another_script_is_sent_in_one_piece() -> None:
    answer = ANSWERS["another script"]
    document = json.loads(request_for(QUESTION, POINTS, answer, tells=True).messages[1].content)
    assert document["answer"] == [{"sentence": 1, "text": answer}]


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_no_text_in_a_reply_gets_past_the_checks(answer: str, quote: str, said: str) -> None:
    points = [{"point": number, "quotes": [quote, answer[3:40]], "coverage": "partly"} for number in (1, 2)]
    reply = {"points": points, "parts": {"action": [1, 2]}, "improvement": said, "follow_up": said + "?"}
    try:
        verdicts = verdicts_of(json.dumps(reply), answer, POINTS)
    except UnreadableReply:
        return
    check(verdicts, answer)
