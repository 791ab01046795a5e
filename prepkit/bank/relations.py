"""Check tables against each other: no orphans, enough of every part, answers that fit their questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import pandas as pd

from prepkit.bank.contract import ANCHOR_LEVELS, LEVELS, PLACE, words
from prepkit.errors import Problem
from prepkit.question import AnswerForm, Kind, Likelihood

STAR = ("situation", "task", "action", "result")
SAMPLE_WORDS = {AnswerForm.MODEL: (130, 190), AnswerForm.OTHER: (90, 260)}
"""The fewest and most words of an answer; a model answer takes 90 seconds at most to say."""
COVERED_PERCENT = 70
# part, fewest, most (None: no limit), what to call it
COUNTS = (
    ("variants", 2, None, "variants"),
    ("steps", 2, 4, "steps"),
    ("key_points", 4, 6, "key points"),
    ("sample_answers", 1, None, "sample answers"),
    ("pitfalls", 2, 3, "pitfalls"),
    ("follow_ups", 2, 3, "follow-ups"),
)
PARTS = ("question_roles", "weak_answers", *(name for name, *_ in COUNTS))
PARTS_WITH_ID = ("variants", "key_points", "sample_answers")


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables after their separate checks.

    ``frames`` maps a table's name to its usable rows. ``lost`` maps it to the ids of its rows that
    were already reported and left out: nothing is reported a second time because of those.
    """

    frames: Mapping[str, pd.DataFrame]
    lost: Mapping[str, AbstractSet[str]]

    def unusable(self, name: str) -> bool:
        """Whether a table has no usable row, which is reported once, not for every row that needs it."""
        return self.frames[name].empty

    def ids(self, name: str, used: Iterable[str]) -> set[str]:
        """Return the ids of a table, lost ones too; all of ``used`` if it has no usable row."""
        return set(used) if self.unusable(name) else set(self.frames[name]["id"]) | self.lost[name]


def relate(tables: Tables) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Check the tables against each other.

    Returns the frames without the rows that cannot be used, and every problem found.
    """
    frames = dict(tables.frames)
    problems: list[Problem] = []
    for name, column, target in (
        ("questions", "competency", "competencies"),
        ("anchors", "competency", "competencies"),
        ("question_roles", "role", "roles"),
    ):
        ids = tables.ids(target, frames[name][column])
        frames[name] = _linked(frames[name], name, column, ids, set(), f"{target}.csv", problems)
    known = set(frames["questions"]["id"])
    lost = tables.lost["questions"] | (set(tables.frames["questions"]["id"]) - known)
    for name in PARTS:
        silent = set(frames[name]["question"]) if tables.unusable("questions") else lost
        frames[name] = _linked(frames[name], name, "question", known, silent, "questions.csv", problems)
    frames["sample_answers"] = _complete_samples(frames["sample_answers"], problems)
    _core_places(frames["question_roles"], problems)
    for name in PARTS_WITH_ID:
        _foreign_ids(frames[name], name, problems)
    _sample_answers(tables, frames, problems)
    _counts(tables, frames, problems)
    _anchors(tables, frames, problems)
    for name in ("metrics", "tools", "guides"):
        _listed_ids(frames[name], name, "questions", tables.ids("questions", ()), "questions.csv", problems)
    _listed_ids(frames["metrics"], "metrics", "counter", tables.ids("metrics", ()), "metrics.csv", problems)
    return frames, problems


def _linked(
    frame: pd.DataFrame,
    name: str,
    column: str,
    known: Collection[str],
    silent: AbstractSet[str],
    target: str,
    problems: list[Problem],
) -> pd.DataFrame:
    """Keep the rows whose ``column`` is a known id; the others are reported unless listed as ``silent``."""
    held = frame[column].isin(list(known))
    if held.all():
        return frame
    strangers = frame.loc[~held, column]
    for line, value in zip(strangers.index, strangers, strict=True):
        if value not in silent:
            message = f"There is no “{value}” in {target}. The row was left out."
            problems.append(Problem(f"{name}.csv", line, column, message))
    return frame.loc[held]


def _complete_samples(samples: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    """Keep the answers with a text or all four STAR parts; the others are reported."""
    unusable = (samples["text"] == "") & (samples[list(STAR)] == "").any(axis=1)
    if not unusable.any():
        return samples
    for line in samples.index[unusable]:
        message = "Fill either text, or all of situation, task, action and result. The row was left out."
        problems.append(Problem("sample_answers.csv", line, None, message))
    return samples.loc[~unusable]


def _core_places(roles: pd.DataFrame, problems: list[Problem]) -> None:
    taken: dict[tuple[str, str], int] = {}
    for line, role, likelihood, position in _rows(roles, "role", "likelihood", "position"):
        message = None
        if likelihood != Likelihood.CORE:
            if position:
                message = "Only core questions have a place in the role's order; leave this cell blank."
        elif re.fullmatch(PLACE, position) is None:
            message = f"“{position}” is not a place in the role's order: use a whole number from 1."
        elif (first := taken.setdefault((role, position), line)) != line:
            message = f"Place {position} of {role} is already taken on line {first}."
        if message:
            problems.append(Problem("question_roles.csv", line, "position", message))


def _foreign_ids(frame: pd.DataFrame, name: str, problems: list[Problem]) -> None:
    for line, part, question in _rows(frame, "id", "question"):
        if part.rpartition(".")[0] != question:
            message = f"“{part}” belongs to “{question}” and should begin with “{question}.”"
            problems.append(Problem(f"{name}.csv", line, "id", message))


def _sample_answers(tables: Tables, frames: Mapping[str, pd.DataFrame], problems: list[Problem]) -> None:
    kinds = dict(zip(frames["questions"]["id"], frames["questions"]["kind"], strict=True))
    industries = tables.ids("industries", frames["sample_answers"]["industry"])
    points: dict[str, set[str]] = {}
    for _, part, question in _rows(frames["key_points"], "id", "question"):
        points.setdefault(question, set()).add(part)
    lost_points = tables.lost["key_points"]
    columns = ("question", "industry", "form", "covers", "text", *STAR)
    for line, question, industry, form, covers, text, *star in _rows(frames["sample_answers"], *columns):
        faults = _shape_problems(kinds[question], AnswerForm(form), text, star)
        if industry and industry not in industries:
            faults.append(("industry", f"There is no “{industry}” in industries.csv."))
        if covers and not tables.unusable("key_points"):
            faults += _cover_problems(covers.split(), points.get(question, set()), lost_points)
        problems += [Problem("sample_answers.csv", line, column, message) for column, message in faults]


def _shape_problems(kind: str, form: AnswerForm, text: str, star: list[str]) -> list[tuple[str | None, str]]:
    faults: list[tuple[str | None, str]] = []
    if text and any(star):
        faults.append((None, "Fill either text or the four STAR parts, not both."))
    if kind == Kind.BEHAVIOURAL and not all(star):
        faults.append(("text", "A behavioural answer is stored as situation, task, action and result."))
    length = words(text) + sum(words(part) for part in star)
    fewest, most = SAMPLE_WORDS[form]
    if not fewest <= length <= most:
        noun = "model answer" if form is AnswerForm.MODEL else "answer"
        faults.append((None, f"The {noun} has {length} words; it should have {fewest} to {most}."))
    return faults


def _cover_problems(
    covers: list[str], points: AbstractSet[str], lost_points: AbstractSet[str]
) -> list[tuple[str | None, str]]:
    faults: list[tuple[str | None, str]] = [
        ("covers", f"“{point}” is not a key point of this question.")
        for point in covers
        if point not in points and point not in lost_points
    ]
    covered = len(set(covers) & points)
    if covered * 100 < len(points) * COVERED_PERCENT:
        message = (
            f"The answer covers {covered} of {len(points)} key points; "
            f"at least {COVERED_PERCENT}% are needed."
        )
        faults.append(("covers", message))
    return faults


def _without_model(samples: pd.DataFrame, questions: Iterable[Sequence[Any]]) -> Iterator[Problem]:
    """Yield a problem for each question whose answers are all other ways to tell it."""
    answered = set(samples["question"])
    lacking = answered - set(samples.loc[samples["form"] == AnswerForm.MODEL, "question"])
    for line, question in questions:
        if question in lacking:
            message = f"“{question}” has no model answer in sample_answers.csv."
            yield Problem("questions.csv", line, None, message)


def _counts(tables: Tables, frames: Mapping[str, pd.DataFrame], problems: list[Problem]) -> None:
    questions = list(_rows(frames["questions"], "id"))
    for name, fewest, most, noun in COUNTS:
        if tables.unusable(name):
            continue
        counted = Counter(frames[name]["question"].tolist())
        for line, question in questions:
            count = counted[question]
            if count < fewest or (most is not None and count > most):
                wanted = f"{fewest} to {most}" if most else f"at least {fewest}"
                message = f"“{question}” has {count} {noun} in {name}.csv; it needs {wanted}."
                problems.append(Problem("questions.csv", line, None, message))
    if not tables.unusable("sample_answers"):
        problems += _without_model(frames["sample_answers"], questions)
    if not tables.unusable("variants"):
        variants = frames["variants"]
        angled = set(variants.loc[variants["angle"] == "other", "question"])
        _missing(questions, angled, "a variant from another angle in variants.csv", problems)
    roles = frames["question_roles"]
    if not tables.unusable("question_roles"):
        _missing(questions, set(roles["question"]), "a role in question_roles.csv", problems)
    if not tables.unusable("weak_answers"):
        core = set(roles.loc[roles["likelihood"] == Likelihood.CORE, "question"])
        weak = set(frames["weak_answers"]["question"])
        wanting = [row for row in questions if row[1] in core]
        _missing(wanting, weak, "a weak answer in weak_answers.csv (it is core for a role)", problems)


def _missing(
    questions: Collection[tuple[int, str]], having: AbstractSet[str], noun: str, problems: list[Problem]
) -> None:
    problems += [
        Problem("questions.csv", line, None, f"“{question}” needs {noun}.")
        for line, question in questions
        if question not in having
    ]


def _anchors(tables: Tables, frames: Mapping[str, pd.DataFrame], problems: list[Problem]) -> None:
    if tables.unusable("anchors"):
        return
    present = {tuple(cells) for _, *cells in _rows(frames["anchors"], "competency", "role_level", "level")}
    for line, competency in _rows(frames["competencies"], "id"):
        missing = [
            f"{role_level} {level}"
            for role_level in LEVELS
            for level in ANCHOR_LEVELS
            if (competency, role_level, level) not in present
        ]
        if missing:
            message = f"“{competency}” lacks these anchors in anchors.csv: {', '.join(missing)}."
            problems.append(Problem("competencies.csv", line, None, message))


def _listed_ids(
    frame: pd.DataFrame, name: str, column: str, known: AbstractSet[str], target: str, problems: list[Problem]
) -> None:
    """Report the unknown ids in cells that list several; nothing if no id is known at all."""
    if not known:
        return
    for line, cell in _rows(frame, column):
        problems += [
            Problem(f"{name}.csv", line, column, f"There is no “{item}” in {target}.")
            for item in cell.split()
            if item not in known
        ]


def _rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return tuples of the line and the cells of the named columns."""
    return zip(frame.index, *(frame[column].tolist() for column in columns), strict=True)
