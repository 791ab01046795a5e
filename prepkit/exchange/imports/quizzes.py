"""Read quizzes as Moodle takes them: Aiken (choices by letter) and GIFT (answers in braces).

Their forms: https://docs.moodle.org/en/Aiken_format and https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prepkit.errors import Problem
from prepkit.exchange.imports.grid import Grid, Line, Target

LETTERED = re.compile(r"^\s{0,20}(?P<letter>[A-Za-z])[.)]\s{1,9}(?P<text>\S.*)$")
RIGHT_LETTER = re.compile(r"^\s{0,20}ANSWER\s?:\s{0,9}(?P<letters>[A-Za-z](?:\s?[,;]\s?[A-Za-z])*)\s{0,20}$")
NAMED = re.compile(r"^\s{0,20}::(?P<name>[^:\n]{0,300})::\s{0,20}")
MARKUP = re.compile(r"^\s{0,9}\[(?:html|moodle|plain|markdown)\]", re.IGNORECASE)
CATEGORY = re.compile(r"^\$CATEGORY:\s{0,9}(?P<path>.*)$")
BRACES = re.compile(r"(?<!\{)\{\s{0,9}(?:[=~#]|(?:T|F|TRUE|FALSE)\s{0,9}[}#])")
WEIGHT = re.compile(r"^%-?\d{1,3}(?:\.\d{1,6})?%")
ESCAPED = re.compile(r"\\([~=#{}:n])")
HIDDEN = {sign: chr(0xE000 + at) for at, sign in enumerate("~=#{}:n")}
SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in HIDDEN.items()}
TRUTH = {"T": "True", "TRUE": "True", "F": "False", "FALSE": "False"}
AIKEN = (Target.PROMPT, Target.OPTION, Target.CORRECT)
GIFT = (Target.PROMPT, Target.OPTION, Target.EXPLANATION, Target.TOPIC)


@dataclass(frozen=True, slots=True)
class _Reply:
    """What stands between the braces of a question: its choices, what is right, and what is said of it."""

    options: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    told: str = ""


def read_quiz(name: str, text: str) -> tuple[Grid, list[Problem]] | None:
    """Read a quiz, and name the lines that are no part of a question; None for a text that is no quiz."""
    lines = list(enumerate(text.splitlines(), start=1))
    if any(RIGHT_LETTER.match(line) for _, line in lines):
        return _read_aiken(name, lines)
    is_gift = any(NAMED.match(line) or CATEGORY.match(line) for _, line in lines)
    if is_gift or len(BRACES.findall(text)) * 2 > _blocks(lines):
        return _read_gift(name, lines)
    return None


def _blocks(lines: Sequence[tuple[int, str]]) -> int:
    """Count the parts of a text with blank lines between them."""
    above = ""
    count = 0
    for _, line in lines:
        count += bool(line.strip()) and not above.strip()
        above = line
    return count


def _read_aiken(name: str, lines: Sequence[tuple[int, str]]) -> tuple[Grid, list[Problem]] | None:
    rows: list[Line] = []
    left_out: list[Problem] = []
    asked: list[tuple[int, str]] = []
    options: list[str] = []
    for number, line in lines:
        lettered, right = LETTERED.match(line), RIGHT_LETTER.match(line)
        if right and asked and options:
            letters = [letter.strip().upper() for letter in re.split(r"[,;]", right["letters"])]
            places = [ord(letter) - ord("A") for letter in letters]
            told = [options[place] for place in places if place < len(options)]
            prompt = "\n".join(text for _, text in asked)
            rows.append(Line(asked[0][0], (prompt, "\n".join(options), "\n".join(told))))
            asked, options = [], []
        elif lettered and asked:
            options.append(lettered["text"].strip())
        elif line.strip():
            if options:
                left_out += [_no_answer(name, *first) for first in asked[:1]]
                asked, options = [], []
            asked.append((number, line.strip()))
    left_out += [_no_answer(name, *first) for first in asked[:1]]
    return (_grid(name, rows, AIKEN), left_out) if rows else None


def _no_answer(name: str, number: int, text: str) -> Problem:
    return Problem(name, number, None, f"“{text[:80]}”: No line with ANSWER stands below it.")


def _read_gift(name: str, lines: Sequence[tuple[int, str]]) -> tuple[Grid, list[Problem]] | None:
    rows: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = []
    left_out: list[Problem] = []
    topic = ""
    block: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        text = line.strip()
        if category := CATEGORY.match(text):
            topic = category["path"].rpartition("/")[2].strip()
            left_out.append(Problem(name, number, None, f"“{text[:80]}”: It is the topic of what follows."))
        elif text.startswith("//"):
            left_out.append(Problem(name, number, None, f"“{text[:80]}”: It is a remark."))
        elif text:
            block.append((number, text))
        elif block:
            rows.append(_gift_row(block, topic))
            block = []
    kept = [row for row in rows if row[1][0]]
    most = max((len(right) for _, _, right in kept), default=0)
    filled = [Line(n, (*cells, *right, *[""] * (most - len(right)))) for n, cells, right in kept]
    targets = (*GIFT, *[Target.ANSWER] * most)
    return (_grid(name, filled, targets), left_out) if kept else None


def _gift_row(block: Sequence[tuple[int, str]], topic: str) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Return the line of a question, its cells for ``GIFT``, and its right answers."""
    whole = "\n".join(text for _, text in block)
    hidden = ESCAPED.sub(lambda match: HIDDEN[match[1]], whole)
    bare = MARKUP.sub("", NAMED.sub("", hidden, count=1), count=1)
    before, brace, rest = bare.partition("{")
    inside, _, after = rest.partition("}")
    reply = _reply(inside) if brace else _Reply()
    gap = " _____ " if after.strip() else ""
    prompt = f"{before.strip()}{gap}{after.strip()}"
    cells = (prompt, "\n".join(reply.options), reply.told, topic)
    return block[0][0], tuple(map(_shown, cells)), tuple(map(_shown, reply.right))


def _reply(inside: str) -> _Reply:
    """Read the answers of a question: ``=`` before a right one, ``~`` before a wrong one, ``#`` feedback."""
    text, _, general = inside.partition("####")
    if truth := TRUTH.get(text.partition("#")[0].strip().upper()):
        return _Reply(
            (), (truth,), "\n".join(filter(None, (text.partition("#")[2].strip(), general.strip())))
        )
    if text.lstrip().startswith("#"):
        return _Reply((), (text.strip().lstrip("#").replace(":", " ± ", 1),), general.strip())
    options: list[str] = []
    right: list[str] = []
    told: list[str] = []
    for sign, answer in re.findall(r"([=~])([^=~]{1,5000})", text):
        said, _, feedback = answer.partition("#")
        weight = WEIGHT.match(said.strip())
        option = WEIGHT.sub("", said.strip()).strip()
        option = " = ".join(part.strip() for part in option.split("->"))
        if sign == "=" or (weight and not weight[0].startswith("%-") and weight[0] != "%0%"):
            right.append(option)
            told += [feedback.strip()] if feedback.strip() else []
        options.append(option)
    is_choice = "~" in text
    return _Reply(
        tuple(options) if is_choice else (), tuple(right), "\n".join(filter(None, (*told, general.strip())))
    )


def _shown(text: str) -> str:
    return "".join(SHOWN.get(sign, sign) for sign in text)


def _grid(name: str, rows: Sequence[Line], targets: Sequence[Target]) -> Grid:
    names = [target.label for target in targets]
    numbered = [f"{label} ({at})" if names.index(label) < at else label for at, label in enumerate(names)]
    return Grid(name, tuple(rows), tuple(numbered), dict(enumerate(targets)), form="quiz")
