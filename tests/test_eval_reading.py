"""The measurement of the second reader counts what it says it counts."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from tests.eval import reading
from tests.eval.dataset import PARTS, Answer, answers

LABELLED = answers()[:6]


def run(*arguments: str) -> int:
    parser = ArgumentParser()
    reading.add_options(parser)
    return reading.report(parser.parse_args(arguments), LABELLED)


def labels_as_reply(answer: Answer) -> str:
    """What a model that agrees with both labellers would reply, with one quotation of its own making."""
    quotes = [answer.sentences[0].rsplit(" ", 1)[0][:80].rsplit(" ", 1)[0], "this was never said"]
    points: list[dict[str, Any]] = [
        {"point": number, "quotes": quotes, "coverage": answer.coverage(text)}
        for number, text in enumerate(answer.points, 1)
    ]
    parts = {
        name: [1 + (list(PARTS).index(part) % len(answer.sentences))]
        for part, name in PARTS.items()
        if name is not None and answer.is_there(part)
    }
    return json.dumps({"points": points, "parts": parts, "improvement": "", "follow_up": ""})


def figures(printed: str, name: str) -> list[str]:
    return next(line for line in printed.splitlines() if line.strip().startswith(name)).split()[-3:]


def test_requests_go_to_a_file_and_replies_to_them_are_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    requests, replies = tmp_path / "requests.jsonl", tmp_path / "replies.jsonl"
    assert run("--requests", str(requests)) == 0
    ids = [json.loads(line)["id"] for line in requests.read_text(encoding="utf-8").splitlines()]
    assert ids == [answer.id for answer in LABELLED]
    rows = [{"id": answer.id, "reply": labels_as_reply(answer)} for answer in LABELLED]
    replies.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run("--replies", str(replies)) == 0
    printed = capsys.readouterr().out
    assert figures(printed, "key points, covered ") == ["1.00", "1.00", "1.00"]
    assert figures(printed, "parts of a story") == ["1.00", "1.00", "1.00"]
    assert "of which not in the answer 0" in printed
    needing = sum(a.coverage(point) != "missing" for a in LABELLED for point in a.points)
    assert f"quotations thrown away {needing}" in printed


def test_what_cannot_be_read_counts_as_not_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replies = tmp_path / "replies.jsonl"
    replies.write_text(json.dumps({"id": LABELLED[0].id, "reply": "Sorry."}) + "\n", encoding="utf-8")
    assert run("--replies", str(replies)) == 0
    printed = capsys.readouterr().out
    assert figures(printed, "key points, covered ") == ["0.00", "0.00", "0.00"]
    assert "unreadable replies 1" in printed


def test_only_the_half_held_back_is_taken_where_that_is_wanted(tmp_path: Path) -> None:
    requests = tmp_path / "requests.jsonl"
    run("--requests", str(requests), "--held")
    ids = {json.loads(line)["id"] for line in requests.read_text(encoding="utf-8").splitlines()}
    assert ids == {answer.id for answer in LABELLED if answer.held} != set()
