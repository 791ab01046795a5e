"""Write the request that has a language model read an answer against key points.

``python -m prepkit.feedback.reader.prompts FILE`` prints the requests for answers in a file of JSON lines.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prepkit import limits
from prepkit.feedback.reader.verdicts import PARTS, Coverage, sentences_to_read
from prepkit.question import KeyPoint

TEMPERATURE = 0.0
SCHEMA_NAME = "verdicts"
_HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")

INSTRUCTIONS = Path(__file__).with_name("instructions.txt").read_text(encoding="utf-8")
"""What the model is told, whatever the question."""

TELLS = "The question asks for something that the speaker has lived through."
DOES_NOT_TELL = (
    "The question does not ask for an event, so the answer may hold no story. What the speaker would do, or "
    "usually does, is no part of one."
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a request: the role, and the text, which a representation never shows."""

    role: str
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to a language model: messages, and the JSON schema of its reply."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] = field(repr=False, hash=False)


def request_for(question: str, key_points: Sequence[KeyPoint], answer: str, *, tells: bool) -> Request:
    """Write the request for one answer. ``tells``: the question asks for something that happened.

    Only question, key points and answer are in it. The answer is a list of numbered texts inside a JSON
    document, so that none of it can pass for anything else.
    """
    points = key_points[: limits.KEY_POINTS]
    document = {
        "question": whole(limits.opening(question, limits.QUESTION_CHARACTERS)),
        "key_points": [
            {"point": number, "text": whole(limits.opening(point.text, limits.KEY_POINT_CHARACTERS))}
            for number, point in enumerate(points, 1)
        ],
        "answer": [
            {"sentence": number, "text": whole(text)} for number, text in enumerate(_texts(answer), 1)
        ],
    }
    kind = TELLS if tells else DOES_NOT_TELL
    return Request(
        (
            Message("system", f"{INSTRUCTIONS}\n{kind}"),
            Message("user", json.dumps(document, ensure_ascii=False)),
        ),
        _schema(len(points)),
    )


def _texts(answer: str) -> list[str]:
    """The sentences; a text in which none is found (of another script, say) in one piece."""
    whole = limits.opening(answer, limits.ANSWER_CHARACTERS).strip()
    return [span.text for span in sentences_to_read(answer)] or ([whole] if whole else [])


def whole(text: str) -> str:
    """Return a text without halves of characters, which cannot be sent."""
    return _HALF_A_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)


def _schema(points: int) -> dict[str, Any]:
    """The schema, with its fields in the order in which they are written: the words before the verdict.

    Only what every server with structured output knows is in it; lengths are checked when a reply is read.
    """
    text = {"type": "string"}
    number: dict[str, Any] = {"type": "integer"}
    numbers = {"type": "array", "items": number}
    point = object_schema(
        {
            "point": {"type": "integer", "enum": list(range(1, points + 1))}
            if points
            else {"type": "integer"},
            "quotes": {"type": "array", "items": text},
            "lacking": text,
            "coverage": {"type": "string", "enum": [coverage.value for coverage in Coverage]},
        }
    )
    return object_schema(
        {
            "points": {"type": "array", "items": point},
            "parts": object_schema(dict.fromkeys(PARTS, numbers)),
            "improvement": text,
            "follow_up": text,
        }
    )


def object_schema(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has exactly these properties, in this order."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def request_line(id: str, request: Request) -> str:
    """Write a request as one line of JSON, with the id of its answer."""
    messages = [{"role": message.role, "content": message.content} for message in request.messages]
    return json.dumps({"id": id, "messages": messages, "schema": request.schema}, ensure_ascii=False)


def main() -> int:
    """Print a request for each answer of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="JSON lines with id, question, key_points, answer and tells")
    for line in parser.parse_args().file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        points = [KeyPoint(str(number), text) for number, text in enumerate(row["key_points"], 1)]
        request = request_for(row["question"], points, row["answer"], tells=row["tells"])
        print(request_line(row["id"], request))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
