"""Read Aiken and what resembles it: a question, its lettered choices, and a line with the right letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from prepkit.exchange.imports.grid import Grid, Target
from prepkit.exchange.imports.header_words import target_of
from prepkit.exchange.imports.quizzes import QuizItem, quiz_grid

CHOICE = re.compile(r"\(?(?P<letter>[A-Za-z])[.)]\s{1,99}(?P<text>\S.{0,5000})")
NAMED = re.compile(r"(?P<name>[^\W\d_][^:=\n]{0,40}?)\s{0,9}[:=]\s{0,9}(?P<text>\S.{0,5000})")
NUMBERED = re.compile(r"(?:(?:q|question)\s?)?\d{1,4}[.):]\s{1,99}", re.IGNORECASE)
MOST_LETTERS = 10
ANSWERS = (Target.ANSWER, Target.CORRECT)


@dataclass(slots=True)
class _Draft:
    """One question while its lines are read."""

    number: int
    prompt: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    letters: str = ""
    answer: str = ""
    explanation: list[str] = field(default_factory=list)

    @property
    def choices(self) -> list[str]:
        """The choices, each with the lines that go on with it."""
        return [" ".join(lines) for lines in self.options]


def is_aiken(text: str) -> bool:
    """Whether a text is mostly questions with lettered choices and a line that says which is right."""
    if not any(CHOICE.match(line.strip()) for line in text.splitlines()[:400]):
        return False
    offered = [draft for draft in _drafts(text) if len(draft.options) > 1]
    whole = [draft for draft in offered if _names_a_choice(draft)]
    lines = sum(bool(line.strip()) for line in text.splitlines())
    told = sum(len(draft.prompt) + len(draft.options) + 1 for draft in whole)
    return 2 * len(whole) >= max(1, len(offered)) and 2 * told >= lines


def read_aiken(name: str, text: str) -> Grid:
    """Read every question with its choices; a text that has none and asks nothing is no question."""
    return quiz_grid(name, [_item(draft) for draft in _drafts(text)], "aiken")


def _drafts(text: str) -> Iterator[_Draft]:
    """Yield the questions; what follows a right letter, or a blank line behind choices, begins another."""
    draft: _Draft | None = None
    is_apart = False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare:
            is_apart = True
            continue
        if draft is not None and not _goes_on(draft, bare, is_apart):
            yield draft
            draft = None
        if draft is None:
            draft = _Draft(number)
        _add(draft, bare)
        is_apart = False
    if draft is not None:
        yield draft


def _goes_on(draft: _Draft, line: str, is_apart: bool) -> bool:
    """Whether a line belongs to the question above it."""
    if _choice(draft, line) or (draft.options and _told(line)):
        return True
    return not draft.answer and not is_apart


def _add(draft: _Draft, line: str) -> None:
    told = _told(line) if draft.options else None
    if choice := _choice(draft, line):
        draft.options.append([choice])
        draft.letters += line.lstrip("(")[0]
    elif told and told[0] in ANSWERS and not draft.answer:
        draft.answer = told[1]
    elif told:
        draft.explanation.append(told[1])
    elif draft.options:
        draft.options[-1].append(line)
    else:
        draft.prompt.append(line)


def _choice(draft: _Draft, line: str) -> str:
    """Return the text of the next choice; its letter follows the one above, and A comes first."""
    match = CHOICE.match(line)
    if match is None or draft.answer or not draft.prompt or len(draft.options) >= MOST_LETTERS:
        return ""
    expected = chr(ord("a") + len(draft.options))
    return match["text"].strip() if match["letter"].lower() == expected else ""


def _told(line: str) -> tuple[Target, str] | None:
    """Return what a line such as ``ANSWER: B`` says, and of what; None for any other line."""
    match = NAMED.match(line)
    known = target_of(match["name"]) if match else None
    if match is None or known is None or known[1] < 1 or known[0] not in (*ANSWERS, Target.EXPLANATION):
        return None
    return known[0], match["text"].strip()


def _names_a_choice(draft: _Draft) -> bool:
    word = draft.answer.strip(" .()").casefold()
    named = re.split(r"[,;&\s]{1,9}", word)
    return bool(word) and (
        all(letter in draft.letters.lower() and len(letter) == 1 for letter in named)
        or any(word == option.strip(" .").casefold() for option in draft.choices)
        or (CHOICE.match(draft.answer) is not None)
    )


def _item(draft: _Draft) -> QuizItem:
    prompt = NUMBERED.sub("", "\n".join(draft.prompt), count=1)
    if not draft.options and not prompt.endswith("?"):
        return QuizItem(draft.number, "", explanation=prompt)
    right = _right(draft)
    return QuizItem(draft.number, prompt, tuple(draft.choices), right, (), "\n".join(draft.explanation))


def _right(draft: _Draft) -> tuple[str, ...]:
    """Return the choices that the letters name, or the answer as it is written."""
    named = re.split(r"[,;&\s]{1,9}", draft.answer.strip(" .()").lower())
    if all(len(letter) == 1 and letter in draft.letters.lower() for letter in named):
        return tuple(draft.choices[draft.letters.lower().index(letter)] for letter in named)
    return (draft.answer,) if draft.answer else ()
