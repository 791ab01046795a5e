"""Turn the rows of a table into own questions, and say what becomes of every row; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from prepkit.bank import Bank
from prepkit.bank.own import MAX_ITEMS, OwnQuestion
from prepkit.errors import Problem
from prepkit.exchange.imports.doubles import key
from prepkit.exchange.imports.grid import Target
from prepkit.exchange.imports.header_words import name_words
from prepkit.exchange.imports.headers import ImportTable
from prepkit.exchange.imports.values import (
    EVERYBODY,
    choices_of,
    clean,
    difficulty_of,
    items,
    kind_of,
    tags_of,
    with_tags_whole,
)

LISTED = (Target.KEY_POINTS, Target.STEPS, Target.VARIANTS, Target.FOLLOW_UPS, Target.PITFALLS)
LONGEST_TOPIC = 80


@dataclass(frozen=True, slots=True)
class Notice:
    """What was made of a value that is not known here, and in how many rows."""

    value: str
    rows: int
    outcome: str

    def __str__(self) -> str:
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        return f"“{self.value}”, {rows}: {self.outcome}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a table would do.

    ``updates`` are questions that are there already, by id, from the same program with the same id there.
    ``merged`` counts rows that give a question above another answer; ``left_out`` names every row that does
    not come in, each with its reason; ``unused`` are columns that nothing was taken from.
    """

    rows: int
    questions: tuple[OwnQuestion, ...]
    updates: tuple[tuple[str, OwnQuestion], ...] = ()
    merged: int = 0
    left_out: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    unused: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    """What the bank has, to compare rows with."""

    prompts: Mapping[str, str]
    competencies: Mapping[str, str]
    roles: Mapping[str, str]
    guids: Mapping[str, str]


@dataclass(slots=True)
class _Gathered:
    """The questions so far, and the notices by value."""

    questions: list[OwnQuestion] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    updates: dict[str, OwnQuestion] = field(default_factory=dict)
    left_out: list[Problem] = field(default_factory=list)
    notices: Counter[tuple[str, str]] = field(default_factory=Counter)
    merged: int = 0


def preview(
    table: ImportTable,
    mapping: Mapping[str, Target],
    bank: Bank,
    *,
    competency: str = "",
    guids: Mapping[str, str] | None = None,
) -> Preview:
    """Read every row by ``mapping`` (column name -> target).

    ``competency`` is the id for rows that name none, empty for no topic. ``guids`` holds the ids of own
    questions by their id in another program.
    """
    known = _Known(
        {key(bank.question(question).prompt): question for question in bank.ids},
        {name_words(name): c.id for c in bank.competencies for name in (c.name, c.id)},
        {name_words(name): role.id for role in bank.roles for name in (role.name, role.id, *role.titles)},
        guids or {},
    )
    gathered = _Gathered(left_out=list(table.left_out))
    for number, section, cells in _rows(table, mapping):
        _take(
            gathered,
            known,
            table.name,
            number,
            _question(cells, section, known, competency, gathered.notices),
        )
    unused = tuple(
        column.name for column in table.columns if column.name not in mapping and any(column.cells)
    )
    notices = tuple(Notice(value, rows, why) for (value, why), rows in gathered.notices.most_common())
    return Preview(
        len(table),
        tuple(gathered.questions),
        tuple(gathered.updates.items()),
        gathered.merged,
        tuple(sorted(gathered.left_out, key=lambda problem: problem.line or 0)),
        notices,
        unused,
    )


def _rows(
    table: ImportTable, mapping: Mapping[str, Target]
) -> Iterator[tuple[int, str, dict[Target, list[str]]]]:
    """Yield the line of each row, the heading above it, and its clean cells by target."""
    chosen = [
        (
            mapping[column.name],
            with_tags_whole(column.cells) if mapping[column.name] is Target.TAGS else column.cells,
        )
        for column in table.columns
        if column.name in mapping
    ]
    for place, number in enumerate(table.numbers):
        cells: dict[Target, list[str]] = {}
        for target, column in chosen:
            text = column[place] if table.is_plain else clean(column[place])
            cells.setdefault(target, []).append(text.strip())
        yield number, table.sections[place], cells


def _take(gathered: _Gathered, known: _Known, file: str, number: int, question: OwnQuestion | str) -> None:
    """Keep the question of a row, join it with the same one above, or say why it is left out."""
    if isinstance(question, str):
        gathered.left_out.append(Problem(file, number, None, question))
        return
    if question.guid and question.guid in known.guids:
        gathered.updates[known.guids[question.guid]] = question
        return
    prompt = key(question.prompt)
    if prompt in gathered.places:
        place = gathered.places[prompt]
        joined = _joined(gathered.questions[place], question)
        if joined is None:
            message = f"“{question.prompt[:80]}” stands above already, with the same answer."
            gathered.left_out.append(Problem(file, number, None, message))
        else:
            gathered.questions[place] = joined
            gathered.merged += 1
        return
    if prompt in known.prompts:
        message = f"“{question.prompt[:80]}” is among your questions already."
        gathered.left_out.append(Problem(file, number, None, message))
        return
    gathered.places[prompt] = len(gathered.questions)
    gathered.questions.append(question)


def _joined(first: OwnQuestion, second: OwnQuestion) -> OwnQuestion | None:
    """Return a question with the other answers of the same one; None where it adds none."""
    new = [answer for answer in second.answers if key(answer) not in {key(held) for held in first.answers}]
    if not new:
        return None
    # A question has one company and one source: those of its other answers are tags.
    also = [value for value in (second.company, second.source) if value]
    held = {first.company, first.source}
    tags = dict.fromkeys([*first.tags, *second.tags, *(value for value in also if value not in held)])
    return replace(
        first,
        answers=(*first.answers, *new)[:MAX_ITEMS],
        tags=tuple(tags)[:MAX_ITEMS],
        company=first.company or second.company,
        source=first.source or second.source,
    )


def _question(
    cells: Mapping[Target, Sequence[str]],
    section: str,
    known: _Known,
    usual: str,
    notices: Counter[tuple[str, str]],
) -> OwnQuestion | str:
    """Make the question of a row, or the sentence that says why it has none."""
    prompt = _first(cells, Target.PROMPT)
    if not prompt:
        told = next((cell for column in cells.values() for cell in column if cell), "")
        return f"“{told[:80]}”: There is no question in this row." if told else "This row is empty."
    answers, options, right = _answers(cells)
    key_points = [item for cell in cells.get(Target.KEY_POINTS, ()) for item in items(cell)]
    lists = {str(target): _listed(cells, target) for target in LISTED if target is not Target.KEY_POINTS}
    content: dict[str, object] = {
        "prompt": prompt,
        "answers": answers,
        "options": options,
        "key_points": (key_points or (list(right) if options else []))[:MAX_ITEMS],
        "explanation": "\n".join(cell for cell in cells.get(Target.EXPLANATION, ()) if cell),
        "assesses": _first(cells, Target.ASSESSES),
        "company": _first(cells, Target.COMPANY),
        "source": _first(cells, Target.SOURCE),
        "guid": _first(cells, Target.GUID),
        **lists,
        **_chosen(cells, section, known, usual, notices),
    }
    fault = next(OwnQuestion.faults(content), None)
    return f"“{prompt[:80]}”: {fault}" if fault else OwnQuestion.of(content)


def _answers(cells: Mapping[Target, Sequence[str]]) -> tuple[list[str], list[str], tuple[str, ...]]:
    """Return the answers, the choices, and those of them that are right."""
    answers = [answer for answer in cells.get(Target.ANSWER, ()) if answer]
    choices = choices_of(cells.get(Target.OPTION, ()), "\n".join(cells.get(Target.CORRECT, ())).strip())
    right = "\n".join(choices.right)
    told = ([right] if right else []) + answers
    return list(dict.fromkeys(told))[:MAX_ITEMS], list(choices.options)[:MAX_ITEMS], choices.right


def _chosen(
    cells: Mapping[Target, Sequence[str]],
    section: str,
    known: _Known,
    usual: str,
    notices: Counter[tuple[str, str]],
) -> dict[str, object]:
    """Read what a row says of topic, kind, difficulty, roles and tags; unknown words become tags."""
    topic = (_first(cells, Target.TOPIC) or section)[:LONGEST_TOPIC]
    tags = [tag for cell in cells.get(Target.TAGS, ()) for tag in tags_of(cell)]
    found: dict[str, object] = {"competency": usual if not topic else ""}
    if topic:
        competency = known.competencies.get(name_words(topic))
        found |= {"competency": competency} if competency else {"topic": topic}
        if kind := kind_of(topic):
            found["kind"] = kind
        if not competency:
            notices[topic, "kept as a topic of its own"] += 1
    for target, read in ((Target.KIND, kind_of), (Target.DIFFICULTY, difficulty_of)):
        cell = _first(cells, target)
        value = read(cell) if cell else None
        if value:
            found[str(target)] = value
        elif cell:
            notices[cell[:60], f"kept as a tag; the {target} is not known"] += 1
            tags.append(cell[:60])
    roles = []
    for name in (name for cell in cells.get(Target.ROLES, ()) for name in items(cell.replace(",", ";"))):
        if name_words(name) in EVERYBODY:
            continue
        role = known.roles.get(name_words(name))
        if role:
            roles.append(role)
        else:
            notices[name[:60], "kept as a tag; the role is not known, so it is asked of all"] += 1
            tags.append(name[:60])
    return found | {"roles": roles, "tags": list(dict.fromkeys(tags))[:MAX_ITEMS]}


def _listed(cells: Mapping[Target, Sequence[str]], target: Target) -> list[str]:
    return [item for cell in cells.get(target, ()) for item in items(cell)][:MAX_ITEMS]


def _first(cells: Mapping[Target, Sequence[str]], target: Target) -> str:
    return next((cell for cell in cells.get(target, ()) if cell), "")
