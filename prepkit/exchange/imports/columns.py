"""Guess what each column of a table is: by its name first, then by what its cells look like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from prepkit.exchange.imports.grid import Target
from prepkit.exchange.imports.header_words import name_words, target_of
from prepkit.exchange.imports.headers import ImportColumn, ImportTable
from prepkit.exchange.imports.values import are_all, difficulty_of, kind_of

SAMPLE = 400
NUMBER = re.compile(
    r"[#№]?\s?[-+]?[\d.,\s]{1,60}%?|[A-Za-z]{1,3}[-_]?\d{1,6}|[0-9a-f]{8}-[0-9a-f-]{20,60}|[0-9a-f]{16,128}"
)
DATE = re.compile(
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)?.{0,12}", re.IGNORECASE
)
LINK = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]{1,100}@[^\s@]{3,100}"
    r"|\S{1,90}\.(?:png|jpe?g|gif|svg|webp|mp3|wav|ogg|mp4)",
    re.IGNORECASE,
)
ASKED = 0.3
TYPED = 0.7
"""The share of numbers, dates or links from which on a column is no text."""
SEVERAL = frozenset(
    {Target.ANSWER, Target.OPTION, Target.KEY_POINTS, Target.TAGS, Target.FOLLOW_UPS, Target.VARIANTS}
)
"""What several columns may be together; of anything else there is one."""
PLACE = re.compile(r"\(?(?:[1-9]|[A-Ha-h])[.)]?")
"""How one of several choices is named: ``3``, ``b``, ``(C)``."""
MOST_ANSWERS = 2
"""So many answers of a question may be answers; of more, the last may say which is right."""
NEARLY_ALL = 0.8
"""The share of different cells from which on a column is as likely the question as any other."""
CHOICE_LETTERS = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class _Profile:
    """What the filled cells of a column look like: shares from 0 to 1, and their average words."""

    filled: float
    typed: float
    asked: float
    distinct: float
    words: float


def guess(table: ImportTable) -> dict[str, Target]:
    """Guess the meaning of the columns by name; one that is left out has no use.

    A column of numbers, dates, links or pictures is never the question. Where no name says which column
    holds the question, it is the one whose cells look most like questions, and the next text its answer.
    """
    profiles = {column.name: _profile(column) for column in table.columns}
    named = _by_name(table, profiles)
    _add_by_values(table, named)
    if Target.PROMPT not in named.values():
        _add_prompt(table, profiles, named)
    if Target.ANSWER not in named.values() and Target.CORRECT not in named.values():
        _add_answer(table, profiles, named)
    return {column.name: named[column.name] for column in table.columns if column.name in named}


def _profile(column: ImportColumn) -> _Profile:
    cells = [cell for cell in column.cells[:SAMPLE] if cell]
    if not cells:
        return _Profile(0, 0, 0, 0, 0)
    typed = sum(
        bool(NUMBER.fullmatch(cell) or DATE.fullmatch(cell) or LINK.fullmatch(cell)) for cell in cells
    )
    asked = sum(cell.rstrip().endswith(("?", "？", "؟")) for cell in cells)
    return _Profile(
        len(cells) / max(1, len(column.cells[:SAMPLE])),
        typed / len(cells),
        asked / len(cells),
        len(set(cells)) / len(cells),
        sum(len(cell.split()) for cell in cells) / len(cells),
    )


def _by_name(table: ImportTable, profiles: Mapping[str, _Profile]) -> dict[str, Target]:
    """Give each column the meaning of its name, the surest name first."""
    found: dict[str, tuple[Target, float]] = {}
    asked = any(profile.asked > ASKED for profile in profiles.values())
    for column in table.columns:
        known = (column.declared, 2.0) if column.declared else target_of(column.name)
        if known and not (known[0] is Target.PROMPT and profiles[column.name].typed > TYPED and asked):
            found[column.name] = known
    _settle_letters(found)
    given: dict[str, Target] = {}
    for name, (target, _) in sorted(found.items(), key=lambda item: -item[1][1]):
        if target in SEVERAL or target not in given.values():
            given[name] = target
    if any(column.declared is Target.CORRECT for column in table.columns):
        return given
    if Target.CORRECT not in given.values():
        _find_right_choice(table, given)
    several = [name for name, target in given.items() if target is Target.ANSWER]
    if len(several) > 1 and Target.CORRECT in given.values():
        # Several answers beside the right one are the choices.
        given |= dict.fromkeys(several, Target.OPTION)
    if Target.OPTION in given.values() and Target.CORRECT not in given.values():
        # “Answer” beside choices says which of them is right.
        answers = [name for name, target in given.items() if target is Target.ANSWER]
        if len(answers) == 1:
            given[answers[0]] = Target.CORRECT
    return given


def _find_right_choice(table: ImportTable, given: dict[str, Target]) -> None:
    """Take the last of several answers for the right choice where it names one by letter or number."""
    answers = [column for column in table.columns if given.get(column.name) is Target.ANSWER]
    if len(answers) <= MOST_ANSWERS:
        return
    *choices, last = answers
    named = [bool(PLACE.fullmatch(cell)) for cell in last.cells[:SAMPLE] if cell]
    others = [bool(PLACE.fullmatch(cell)) for column in choices for cell in column.cells[:SAMPLE] if cell]
    if named and all(named) and sum(others) < TYPED * len(others):
        given[last.name] = Target.CORRECT


def _add_by_values(table: ImportTable, given: dict[str, Target]) -> None:
    """Find the difficulty and the kind by their words where no column is named so."""
    for target, read in ((Target.DIFFICULTY, difficulty_of), (Target.KIND, kind_of)):
        if target not in given.values():
            free = [column for column in table.columns if column.name not in given]
            name = next((c.name for c in free if are_all(c.cells[:SAMPLE], read)), None)
            if name is not None:
                given[name] = target


def _settle_letters(found: dict[str, tuple[Target, float]]) -> None:
    """Take columns called A, B, C and D for choices where at least three are there."""
    letters = [name for name in found if name_words(name) in CHOICE_LETTERS]
    for name in letters:
        if len(letters) >= 3:
            found[name] = (Target.OPTION, 1.0)
        elif name_words(name) != "a":
            del found[name]


def _add_prompt(table: ImportTable, profiles: Mapping[str, _Profile], given: dict[str, Target]) -> None:
    free = [c.name for c in table.columns if c.name not in given and profiles[c.name].typed <= TYPED]
    taken = [
        name for name, target in given.items() if target in (Target.ANSWER, Target.TOPIC, Target.EXPLANATION)
    ]
    free = [name for name in free if profiles[name].filled] or [
        name for name in taken if profiles[name].typed <= TYPED
    ]
    if not free:
        return
    places = {name: place for place, name in enumerate(free)}

    def score(name: str) -> float:
        profile = profiles[name]
        few = profile.distinct < 0.5 or profile.filled < 0.5
        return 3 * profile.asked + min(profile.distinct, NEARLY_ALL) - 2 * few - 0.05 * places[name]

    given[max(free, key=score)] = Target.PROMPT


def _add_answer(table: ImportTable, profiles: Mapping[str, _Profile], given: dict[str, Target]) -> None:
    """Take the first text after the question for its answer, where no name says otherwise."""
    names = [column.name for column in table.columns]
    prompt = next((name for name, target in given.items() if target is Target.PROMPT), None)
    if prompt is None:
        return
    after = [*names[names.index(prompt) + 1 :], *names[: names.index(prompt)]]
    for name in after:
        profile = profiles[name]
        unnamed = target_of(name) is None
        if (
            name not in given
            and unnamed
            and profile.distinct >= 0.5
            and (profile.typed <= TYPED or len(names) == 2)
        ):
            given[name] = Target.ANSWER
            return
    explained = next((name for name, target in given.items() if target is Target.EXPLANATION), None)
    if explained and Target.OPTION not in given.values():
        given[explained] = Target.ANSWER
