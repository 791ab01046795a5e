"""Assignments: a coach's list of questions for a person to answer, as a file or inside a link."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from prepkit.bank import Bank
from prepkit.bank.own import MAX_PROMPT, OwnQuestion
from prepkit.errors import UnusableAssignment
from prepkit.field_types import Day, DocumentId, Moment
from prepkit.mock.state import Id, Mock, MockItem, MockKind, Seconds, time_allowed_s
from prepkit.store.collection import Collection

FORMAT, VERSION = "prepkit-assignment", 1
MAX_FILE_BYTES = 1_000_000
"""The largest file that is read, far more than a list of questions and a coach's own among them need."""
MAX_LINK_BYTES = 200_000
"""The most that a link is unpacked to."""
PRIVATE = ("client", "sent_at", "received_at")
"""The fields that only one side needs: they are neither written into a file or link nor read from one."""
BESIDE = ("coach", "to", "due", "questions")
"""What a link holds after the rest, in a part of its own that an earlier PrepKit does not look at."""


@dataclass(frozen=True, slots=True)
class Task:
    """One question of an assignment; ``prompt`` is how the coach's PrepKit words it."""

    question: Id
    prompt: Annotated[str, Field(max_length=2_000)]
    answer_s: Seconds = 90


@dataclass(frozen=True, slots=True)
class CarriedQuestion:
    """A coach's own question that travels with an assignment, under its id (``deck/slug``)."""

    id: Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    content: OwnQuestion


@dataclass(frozen=True, slots=True)
class Assignment:
    """Questions in order, with a message to the person and the seconds to think before each.

    ``coach`` and ``to`` are the names of who set it and for whom, ``due`` the day to send the answers by.
    ``questions`` are the coach's own questions among the tasks, by id, so that they can be asked elsewhere.
    Of what only one side needs, the coach has ``client``, the profile it is for, and ``sent_at``; the
    candidate has ``received_at``. Both moments are 0 until then.
    """

    title: Annotated[str, Field(max_length=200)]
    tasks: Annotated[tuple[Task, ...], Field(max_length=50)]
    message: Annotated[str, Field(max_length=5_000)] = ""
    level: Id = "specialist"
    think_s: Seconds = 15
    coach: Annotated[str, Field(max_length=200)] = ""
    to: Annotated[str, Field(max_length=200)] = ""
    due: Day | None = None
    questions: Annotated[tuple[CarriedQuestion, ...], Field(max_length=50)] = ()
    client: Id = ""
    sent_at: Moment = 0
    received_at: Moment = 0

    def __post_init__(self) -> None:
        """Remove repeated questions, because two rows of one question cannot be told apart."""
        task_by_question: dict[str, Task] = {}
        for task in self.tasks:
            task_by_question.setdefault(task.question, task)
        if len(task_by_question) < len(self.tasks):
            object.__setattr__(self, "tasks", tuple(task_by_question.values()))


def longest_s(assignment: Assignment, bank: Bank) -> int:
    """How long answering may take in seconds, over the questions that this bank has."""
    tasks = [task for task in assignment.tasks if task.question in bank]
    return sum(time_allowed_s(assignment.think_s, task.answer_s) for task in tasks)


def _question_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """Check the carried questions by the rules of own questions, which limit more than their types do."""
    for carried in content.get("questions") or ():
        if isinstance(carried, Mapping) and isinstance(carried.get("content"), Mapping):
            yield from OwnQuestion.faults(carried["content"])


MOST_QUESTIONS = 20
"""The most questions that a coach puts into one assignment."""


def task_of(bank: Bank, question: str) -> Task:
    """Make the task for a question of this bank."""
    return Task(question, bank.question(question).prompt[:MAX_PROMPT])


def of_questions(bank: Bank, questions: Iterable[str], *, title: str, level: str) -> Assignment:
    """Make an assignment of the first questions of a list; those that this bank lacks are left out."""
    known = [question for question in dict.fromkeys(questions) if question in bank]
    return Assignment(
        title, tuple(task_of(bank, question) for question in known[:MOST_QUESTIONS]), level=level
    )


def use_again(assignment: Assignment) -> Assignment:
    """Copy an assignment for somebody else: without client, name and dates."""
    return replace(assignment, client="", to="", due=None, sent_at=0, received_at=0)


ASSIGNMENTS = Collection("assignments", Assignment, _question_faults)
_ID: TypeAdapter[str] = TypeAdapter(DocumentId)


def as_file(assignment_id: str, assignment: Assignment) -> bytes:
    """Write an assignment as the JSON file that a coach sends."""
    header = {"format": FORMAT, "version": VERSION, "id": assignment_id}
    return (json.dumps(header | _public(assignment), indent=1, ensure_ascii=False) + "\n").encode()


def _public(assignment: Assignment) -> dict[str, Any]:
    """Return an assignment as an object without what the coach keeps."""
    content = ASSIGNMENTS.as_json(assignment)
    return {name: value for name, value in content.items() if name not in PRIVATE}


def read_file(file: str, content: bytes) -> tuple[str, Assignment]:
    """Read and check an untrusted file as (id, assignment). Raises UnusableAssignment."""
    if len(content) > MAX_FILE_BYTES:
        raise UnusableAssignment(file, "it is far too large for one")
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnusableAssignment(file, "it is not JSON as PrepKit writes it") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise UnusableAssignment(file, "it does not say that it is an assignment from PrepKit")
    version = whole.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise UnusableAssignment(file, "a newer PrepKit wrote it")
    return _identity(file, whole.get("id")), _checked(file, whole)


def as_link(assignment_id: str, assignment: Assignment) -> str:
    """Write an assignment as a short text for an address: ids and times without the prompts."""
    short = [
        assignment_id,
        assignment.title,
        assignment.message,
        assignment.level,
        assignment.think_s,
        [[task.question, task.answer_s] for task in assignment.tasks],
    ]
    content = _public(assignment)
    beside = {name: content[name] for name in BESIDE if content[name]}
    for carried in beside.get("questions", ()):
        carried["content"] = {name: value for name, value in carried["content"].items() if value}
    packed = _pack(short) + (_pack(beside) if beside else b"")
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_link(text: str, bank: Bank) -> tuple[str, Assignment]:
    """Read the text of ``as_link`` as (id, assignment). Raises UnusableAssignment."""
    link = "This link"
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        short, rest = _unpack(packed)
        identity, title, message, level, think_s, tasks = short
        beside = dict(_unpack(rest)[0]) if rest else {}
        carried = {
            question["id"]: question["content"]["prompt"][:MAX_PROMPT]
            for question in beside.get("questions", ())
        }
        whole = {name: beside[name] for name in BESIDE if name in beside} | {
            "title": title,
            "message": message,
            "level": level,
            "think_s": think_s,
            "tasks": [
                {
                    "question": question,
                    "prompt": carried.get(question)
                    or (bank.question(question).prompt if question in bank else ""),
                    "answer_s": answer_s,
                }
                for question, answer_s in tasks
            ],
        }
    except (ValueError, TypeError, KeyError, RecursionError, zlib.error) as error:
        raise UnusableAssignment(link, "part of it is missing or was changed") from error
    return _identity(link, identity), _checked(link, whole)


def _pack(content: object) -> bytes:
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def _unpack(packed: bytes) -> tuple[Any, bytes]:
    """Read the first part of a link, and return it with the bytes that come after it."""
    unpacking = zlib.decompressobj()
    return json.loads(unpacking.decompress(packed, MAX_LINK_BYTES)), unpacking.unused_data


def as_mock(
    assignment_id: str, assignment: Assignment, bank: Bank, new_id: Callable[[], str], now: int
) -> Mock | None:
    """Make a mock over its questions, not begun; None if this bank has none of them."""
    items = tuple(
        MockItem(new_id(), task.question, think_s=assignment.think_s, answer_s=task.answer_s)
        for task in assignment.tasks
        if task.question in bank
    )
    if not items:
        return None
    return Mock(
        assignment.title,
        assignment.level,
        items,
        now,
        kind=MockKind.ASSIGNMENT,
        assignment=assignment_id,
        set_by=assignment.coach,
    )


def _identity(source: str, identity: object) -> str:
    """Check the id of an assignment. Raises UnusableAssignment."""
    try:
        return _ID.validate_python(identity, strict=True)
    except ValidationError as error:
        raise UnusableAssignment(source, "its id is missing or damaged") from error


def _checked(file: str, content: Mapping[str, Any]) -> Assignment:
    whole = {name: value for name, value in content.items() if name not in PRIVATE}
    fault = next(ASSIGNMENTS.faults(whole), None)
    if fault is not None:
        raise UnusableAssignment(file, fault.rstrip("."))
    assignment = ASSIGNMENTS.from_json(whole)
    if not assignment.tasks:
        raise UnusableAssignment(file, "there is no question in it")
    return assignment
