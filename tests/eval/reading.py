"""How right a language model is as the second reader, on the labelled answers.

``make eval READER=http://localhost:11434 MODEL=name`` asks one. ``--requests`` and ``--replies`` of
``python -m tests.eval`` do it in two steps, through files of JSON lines, with no server.
"""

from __future__ import annotations

import json
import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prepkit.bank import DATA, load
from prepkit.errors import NoVerdicts, UnreadableReply
from prepkit.feedback.reader.client import ChatReader, Reader
from prepkit.feedback.reader.prompts import Request, request_for, request_line
from prepkit.feedback.reader.quotations import fold, quoted
from prepkit.feedback.reader.replies import read_reply, verdicts_of
from prepkit.feedback.reader.servers import ReaderServer, parse_address
from prepkit.feedback.reader.verdicts import Coverage, Verdicts
from prepkit.question import KeyPoint
from tests.eval.dataset import PARTS, Answer
from tests.eval.score import score

KEY = "PREPKIT_READER_KEY"
"""An environment variable: the key of the service."""
SECONDS = 300.0


def add_options(parser: ArgumentParser) -> None:
    """Add what is asked for on the command line."""
    parser.add_argument("--reader", metavar="ADDRESS", help=f"ask a model there; its key is in {KEY}")
    parser.add_argument("--model", default="", help="the name of the model")
    parser.add_argument("--requests", type=Path, metavar="FILE", help="write the requests, a line each")
    parser.add_argument("--replies", type=Path, metavar="FILE", help="score replies, a line each")
    parser.add_argument("--held", action="store_true", help="only the answers that are held back")


def is_wanted(options: Namespace) -> bool:
    """Whether the command line is about the second reader."""
    return bool(options.reader or options.requests or options.replies)


def report(options: Namespace, every: Sequence[Answer]) -> int:
    """Do what the command line asks for; 1 if a quotation was shown that is not in its answer."""
    answers = [answer for answer in every if answer.held or not options.held]
    if options.requests:
        lines = [request_line(answer.id, request) for answer, request in _requests(answers)]
        options.requests.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"{len(lines)} requests written to {options.requests}")
    tally = Tally()
    if options.replies:
        replies = _replies(options.replies)
        _score(tally, [answer for answer in answers if answer.id in replies], lambda a, _: replies[a.id])
    if options.reader:
        server = ReaderServer(parse_address(options.reader), options.model)
        reader = ChatReader(server, os.environ.get(KEY), seconds=SECONDS)
        _score(tally, answers, lambda answer, request: _ask(reader, answer, request, tally.seconds))
    return tally.print() if options.replies or options.reader else 0


@dataclass
class Tally:
    """What was found beside what is true, over all answers."""

    covered: list[tuple[bool, bool]] = field(default_factory=list)
    there: list[tuple[bool, bool]] = field(default_factory=list)
    told: dict[str, list[tuple[bool, bool]]] = field(default_factory=lambda: {part: [] for part in PARTS})
    seconds: list[float] = field(default_factory=list)
    not_judged: int = 0
    unverified: int = 0
    shown: int = 0
    thrown_away: int = 0
    unreadable: int = 0

    def add(self, answer: Answer, reply: str) -> None:
        """Compare the verdicts on one answer with its labels. Where there are none, nothing was found."""
        try:
            verdicts = verdicts_of(reply, answer.text, _points(answer))
            quotes = _quotes(reply)
        except UnreadableReply:
            self.unreadable += 1
            verdicts, quotes = Verdicts((), {}), []
        shown = [span for point in verdicts.points for span in point.quotes]
        self.shown += len(shown)
        self.unverified += sum(answer.text[span.start : span.end] != span.text for span in shown)
        text = fold(answer.text)
        self.thrown_away += sum(text.find(quote) is None for quote in quotes)
        texts = (verdicts.improvement, verdicts.follow_up)
        self.unverified += sum(text.find(piece) is None for free in texts for piece in quoted(free))
        self._add_points(answer, verdicts)
        for part, name in PARTS.items():
            if name is not None:
                self.told[part].append((bool(verdicts.parts.get(name)), answer.is_there(part)))

    def _add_points(self, answer: Answer, verdicts: Verdicts) -> None:
        said = {point.point_id: point.coverage for point in verdicts.points}
        for number, text in enumerate(answer.points, 1):
            found, true = said.get(str(number)), answer.coverage(text)
            self.not_judged += found is None
            self.covered.append((found is Coverage.COVERED, true == "covered"))
            some = found in {Coverage.COVERED, Coverage.PARTLY}
            self.there.append((some, true != "missing"))

    def print(self) -> int:
        """Print precision, recall and F1, and the counts of quotations."""
        print(f"{'':<42}P    R    F1")
        print(_line("key points, covered", self.covered))
        print(_line("key points, covered or partly", self.there))
        print(_line("parts of a story, told or not", [pair for told in self.told.values() for pair in told]))
        for part, told in self.told.items():
            if told:
                print(_line(f"  {PARTS[part]}", told))
        print(f"{len(self.covered)} key points, of which not judged {self.not_judged}")
        print(f"unreadable replies {self.unreadable}")
        print(f"quotations shown {self.shown}, of which not in the answer {self.unverified} (must be 0)")
        print(f"quotations thrown away {self.thrown_away}")
        if self.seconds:
            print(f"slowest reply {max(self.seconds):.1f} s, all {sum(self.seconds):.0f} s")
        return int(self.unverified > 0)


def _requests(answers: Iterable[Answer]) -> Iterable[tuple[Answer, Request]]:
    prompts = load(DATA).questions["prompt"]
    for answer in answers:
        prompt = str(prompts[answer.id.rpartition(".")[0]])
        tells = answer.kind == "behavioural"
        yield answer, request_for(prompt, _points(answer), answer.text, tells=tells)


def _quotes(reply: str) -> list[str]:
    """The quotations that were given for points that need one."""
    needing = (p for p in read_reply(reply).sound_points if p.coverage is not Coverage.MISSING)
    return [quote for point in needing for quote in point.quotes]


def _points(answer: Answer) -> list[KeyPoint]:
    return [KeyPoint(str(number), text) for number, text in enumerate(answer.points, 1)]


def _replies(file: Path) -> Mapping[str, str]:
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row["reply"] for row in rows}


def _score(tally: Tally, answers: Sequence[Answer], reply: Callable[[Answer, Request], str]) -> None:
    for answer, request in _requests(answers):
        tally.add(answer, reply(answer, request))
    print(f"{len(answers)} answers read")


def _ask(reader: Reader, answer: Answer, request: Request, seconds: list[float]) -> str:
    """The model's reply, and how long it took; nothing where it failed."""
    began = time.perf_counter()
    try:
        return reader.read(request, lambda: False)
    except NoVerdicts as error:
        print(f"{answer.id}: {error}")
        return ""
    finally:
        seconds.append(time.perf_counter() - began)


def _line(name: str, pairs: Sequence[tuple[bool, bool]]) -> str:
    found = score([ours for ours, _ in pairs], [true for _, true in pairs])
    return f"{name:<40}{found.precision:.2f} {found.recall:.2f} {found.f1:.2f}"
