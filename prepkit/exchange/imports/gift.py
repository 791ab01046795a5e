"""Read GIFT, the text in which Moodle keeps its quizzes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepkit.exchange.imports.grid import Grid
from prepkit.exchange.imports.quizzes import QuizItem, quiz_grid

CATEGORY = "$CATEGORY:"
COMMENT = "//"
GAP = "_____"
"""What stands for the missing word of a sentence that goes on behind its answers."""
BEGINNING = re.compile(r"\s{0,99}(?:[=~#}]|(?:T|TRUE|F|FALSE)\s{0,9}[}#])", re.IGNORECASE)
TITLE = re.compile(r"\s{0,99}::(?:[^:\\]|\\.|:(?!:)){0,300}::")
FORMAT = re.compile(r"\s{0,9}\[(?:html|moodle|plain|markdown)\]", re.IGNORECASE)
WEIGHT = re.compile(r"\s{0,9}%(-?\d{1,3}(?:\.\d{1,9})?)%")
TRUTHS = {"t": "True", "true": "True", "f": "False", "false": "False"}
ESCAPES = {"n": "\n"}


def is_gift(text: str) -> bool:
    """Whether a text has answers in braces as GIFT writes them, and little else."""
    if "{" not in text or "{{" in text:
        return False
    blocks = [block for _, block, _ in _blocks(text)]
    answered = [block[braces[0] + 1 : braces[1]] for block in blocks if (braces := _braces(block))]
    if any(block.startswith("::") for block in blocks):
        return bool(answered)
    # Empty braces may be what an ordinary question is about.
    return 2 * sum(bool(inside.strip()) for inside in answered) >= max(1, len(blocks))


def read_gift(name: str, text: str) -> Grid:
    """Read every question of a GIFT text; a text without answers in braces is no question there."""
    items = [_item(number, block, topic) for number, block, topic in _blocks(text)]
    return quiz_grid(name, items, "gift")


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each paragraph with its line and the category above it; braces may hold blank lines."""
    topic, start, depth = "", 0, 0
    held: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        is_category = bare.upper().startswith(CATEGORY)
        if held and (is_category or not (bare or depth)):
            yield start, "\n".join(held), topic
            held, depth = [], 0
        if is_category:
            topic = bare[len(CATEGORY) :].replace("//", "\0").rpartition("/")[2].replace("\0", "/").strip()
        elif bare and not bare.startswith(COMMENT):
            start = start if held else number
            held.append(bare)
            depth = max(0, depth + _count(line, "{") - _count(line, "}"))
            if not depth and bare.endswith("}"):
                yield start, "\n".join(held), topic
                held = []
    if held:
        yield start, "\n".join(held), topic


def _count(line: str, sign: str) -> int:
    return line.count(sign) - line.count("\\" + sign)


def _braces(block: str) -> tuple[int, int] | None:
    """Return where the answers of a question begin and end, None for a text without any."""
    place = _find(block, "{", 0)
    if place < 0 or not BEGINNING.match(block, place + 1):
        return None
    end = _find(block, "}", place)
    return (place, end) if end >= 0 else None


def _find(text: str, sign: str, start: int) -> int:
    """Find a sign that no backslash stands before."""
    place = start
    while place < len(text):
        if text[place] == "\\":
            place += 2
        elif text[place] == sign:
            return place
        else:
            place += 1
    return -1


def _item(number: int, block: str, topic: str) -> QuizItem:
    title = TITLE.match(block)
    body = block[title.end() :] if title else block
    form = FORMAT.match(body)
    body = body[form.end() :] if form else body
    braces = _braces(body)
    if braces is None:
        return QuizItem(number, "", explanation=_shown(body))
    before, inside, after = body[: braces[0]], body[braces[0] + 1 : braces[1]], body[braces[1] + 1 :]
    prompt = _shown(f"{before.rstrip()} {GAP} {after.lstrip()}" if after.strip() else before)
    told, general = _parted(inside, "####")
    options, right, answers, remarks = _answers(told)
    remarks += [_shown(general)] if general.strip() else []
    return QuizItem(number, prompt, options, right, answers, "\n".join(remarks), topic)


def _answers(inside: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], list[str]]:
    """Return the choices, the right ones, the answers where there are no choices, and the remarks."""
    word, *remarks = _split(inside, "#")
    if truth := TRUTHS.get(word[1].strip().lower()):
        # The first remark is for those who are wrong, the second for those who are right.
        return (
            ("True", "False"),
            (truth,),
            (),
            [_shown(remark) for _, remark in remarks if remark.strip()][-1:],
        )
    is_number = inside.lstrip().startswith("#")
    told = inside.lstrip()[1:] if is_number else inside
    if is_number and not told.lstrip().startswith(("=", "~")):
        told = f"={told}"
    found, remarks_told = [], []
    for sign, part in _split(told, "=~"):
        text, remark = _parted(part, "#")
        weight = WEIGHT.match(text)
        text = text[weight.end() :] if weight else text
        shown = _range(_shown(text)) if is_number else _pair(_shown(text))
        if not shown:
            continue
        is_right = (sign == "=" and (not weight or float(weight[1]) > 0)) or (
            sign == "~" and weight is not None and float(weight[1]) > 0
        )
        found.append((shown, sign, is_right))
        remarks_told += [_shown(remark)] if is_right and remark.strip() else []
    right = tuple(shown for shown, _, is_right in found if is_right)
    if any(sign == "~" for _, sign, _ in found):
        return tuple(shown for shown, _, _ in found), right, (), remarks_told
    if any("→" in shown for shown in right):
        return (), (), ("\n".join(right),), remarks_told
    return (), (), right, remarks_told


def _split(text: str, signs: str) -> list[tuple[str, str]]:
    """Split at each of the signs, but for those behind a backslash; each part comes with its sign."""
    parts, sign, start, place = [], "", 0, 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] in signs:
            parts.append((sign, text[start:place]))
            sign, start = text[place], place + 1
        place += 1
    parts.append((sign, text[start:]))
    return parts


def _parted(text: str, sign: str) -> tuple[str, str]:
    """Part a text at the first sign that no backslash stands before."""
    place = _find(text, sign[0], 0)
    while place >= 0 and not text.startswith(sign, place):
        place = _find(text, sign[0], place + 1)
    return (text[:place], text[place + len(sign) :]) if place >= 0 else (text, "")


def _pair(text: str) -> str:
    """Write one pair of a question that has things matched."""
    left, arrow, right = text.partition("->")
    return f"{left.strip()} → {right.strip()}" if arrow and right.strip() else text


def _range(text: str) -> str:
    """Write a number with its tolerance, ``3:2``, or a range, ``1..5``, as people do."""
    low, dots, high = text.partition("..")
    if dots:
        return f"{low.strip()} to {high.strip()}"
    number, colon, tolerance = text.partition(":")
    return f"{number.strip()} ± {tolerance.strip()}" if colon and tolerance.strip(" 0.") else number.strip()


def _shown(written: str) -> str:
    """Return a text without the backslashes before its signs."""
    parts: Sequence[str] = re.split(r"\\([\s\S])", written)
    return "".join(
        ESCAPES.get(part, part if part in "~=#{}:" else f"\\{part}") if at % 2 else part
        for at, part in enumerate(parts)
    ).strip()
