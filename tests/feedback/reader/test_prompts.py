from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from prepkit.feedback.reader import prompts
from prepkit.feedback.reader.prompts import request_for
from prepkit.feedback.text import sentences
from prepkit.question import KeyPoint

POINTS = [KeyPoint("rang", "Rang customers"), KeyPoint("told", "Told the team")]
ANSWER = "It was late. I rang every grocer myself! And then?"
QUESTION = "Tell me about a late delivery."


def test_question_key_points_and_answer_are_sent_with_numbers_from_one() -> None:
    request = request_for(QUESTION, POINTS, ANSWER, tells=True)
    assert json.loads(request.messages[1].content) == {
        "question": QUESTION,
        "key_points": [{"point": 1, "text": "Rang customers"}, {"point": 2, "text": "Told the team"}],
        "answer": [
            {"sentence": number, "text": span.text} for number, span in enumerate(sentences(ANSWER), 1)
        ],
    }


def test_the_ids_of_key_points_stay_here() -> None:
    points = [KeyPoint("my-boss-at-acme", "Rang customers")]
    request = request_for(QUESTION, points, ANSWER, tells=True)
    assert "acme" not in json.dumps([message.content for message in request.messages]) + json.dumps(
        request.schema
    )


def test_the_schema_asks_for_the_words_before_the_verdict_and_allows_nothing_else() -> None:
    schema = request_for(QUESTION, POINTS, ANSWER, tells=True).schema
    point = schema["properties"]["points"]["items"]
    assert list(schema["properties"]) == ["points", "parts", "improvement", "follow_up"]
    assert list(point["properties"]) == ["point", "quotes", "lacking", "coverage"]
    assert point["properties"]["point"]["enum"] == [1, 2]
    assert point["properties"]["coverage"]["enum"] == ["covered", "partly", "missing"]
    for shape in (schema, point, schema["properties"]["parts"]):
        assert shape["required"] == list(shape["properties"])
        assert shape["additionalProperties"] is False


def test_a_question_that_asks_for_no_event_says_so() -> None:
    told, planned = (request_for(QUESTION, POINTS, ANSWER, tells=tells).messages for tells in (True, False))
    assert told[0] != planned[0]
    assert told[1] == planned[1]


def test_a_file_of_answers_becomes_a_request_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"question": QUESTION, "key_points": [p.text for p in POINTS], "answer": ANSWER, "tells": True}
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(json.dumps({"id": id} | row) + "\n" for id in ("one", "two")), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["prompts", str(file)])
    assert prompts.main() == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in printed] == ["one", "two"]
    request = request_for(QUESTION, POINTS, ANSWER, tells=True)
    assert printed[0]["schema"] == request.schema
    assert [message["content"] for message in printed[0]["messages"]] == [m.content for m in request.messages]
