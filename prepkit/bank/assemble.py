"""Build a Bank from checked tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from prepkit.bank.bank import Bank, Parts, listed
from prepkit.bank.contract import PLACE
from prepkit.bank.reference import gather
from prepkit.errors import Problem
from prepkit.question import Competency, Level, Likelihood, Role, RolePlace

LAST = 10**6


def assemble(frames: Mapping[str, pd.DataFrame], version: str, problems: Iterable[Problem]) -> Bank:
    """Build the bank from every table's usable rows by name, as ``relations.relate`` returns them."""
    questions = frames["questions"]
    ids = tuple(questions["id"].tolist())
    places = _places(ids, frames["question_roles"])
    roles = _roles(frames["roles"], frames["question_roles"]["role"])
    orders = {role.id: in_order(role.id, ids, places) for role in roles}
    cores = {
        role: tuple(q for q in order if places[q][role].likelihood is Likelihood.CORE)
        for role, order in orders.items()
    }
    parts = {name: _parts(frame) for name, frame in frames.items() if "question" in frame.columns}
    parts["questions"] = _parts(questions, "id")
    return Bank(
        version=version,
        problems=tuple(problems),
        ids=ids,
        questions=_overview(questions, places, parts["sample_answers"]),
        roles=roles,
        competencies=_competencies(frames["competencies"], questions["competency"]),
        industries=_industries(frames["industries"], frames["sample_answers"]["industry"]),
        anchors=frames["anchors"].astype({"level": "int64"}).reset_index(drop=True),
        places=places,
        parts=parts,
        cores=cores,
        orders=orders,
        reference=gather(frames, set(ids)),
    )


def _parts(frame: pd.DataFrame, key: str = "question") -> Parts:
    columns = {column: frame[column].tolist() for column in frame.columns}
    if "position" in columns and key == "question":
        places = [int(cell) if re.fullmatch(PLACE, cell) else LAST for cell in columns["position"]]
        order = sorted(range(len(places)), key=places.__getitem__)
        columns = {column: [cells[row] for row in order] for column, cells in columns.items()}
    rows: dict[str, list[int]] = {}
    for row, question in enumerate(columns[key]):
        rows.setdefault(question, []).append(row)
    return Parts(columns, rows)


def _places(ids: Collection[str], frame: pd.DataFrame) -> dict[str, dict[str, RolePlace]]:
    places: dict[str, dict[str, RolePlace]] = {question: {} for question in ids}
    columns = (frame[column].tolist() for column in ("question", "role", "likelihood", "position"))
    for question, role, likelihood, position in zip(*columns, strict=True):
        core = likelihood == Likelihood.CORE and re.fullmatch(PLACE, position)
        places[question][role] = RolePlace(role, Likelihood(likelihood), int(position) if core else None)
    return places


def in_order(
    role: str, ids: Collection[str], places: Mapping[str, Mapping[str, RolePlace]]
) -> tuple[str, ...]:
    """Order the questions of a role: core by place, then common, then occasional, each in file order."""
    rank = {likelihood: number for number, likelihood in enumerate(Likelihood)}

    def key(question: str) -> tuple[int, int]:
        place = places[question][role]
        return rank[place.likelihood], place.position or LAST

    return tuple(sorted((question for question in ids if role in places[question]), key=key))


def _overview(
    questions: pd.DataFrame, places: Mapping[str, Mapping[str, RolePlace]], samples: Parts
) -> pd.DataFrame:
    frame = questions.set_index("id")[["prompt", "kind", "competency", "difficulty"]]
    ids = frame.index.tolist()
    industries = samples.columns["industry"]
    frame["roles"] = pd.Series([tuple(places[q]) for q in ids], index=frame.index, dtype="object")
    frame["industries"] = pd.Series(
        [tuple(dict.fromkeys(industries[row] for row in samples.rows.get(q, ()))) for q in ids],
        index=frame.index,
        dtype="object",
    )
    return frame


def stand_in(missing_id: str) -> str:
    """Make a readable name from an id whose own row is damaged or missing."""
    return missing_id.replace("-", " ").capitalize()


def _unnamed(known: Collection[str], used: Iterable[str]) -> list[str]:
    return [item for item in dict.fromkeys(used) if item and item not in known]


def _roles(frame: pd.DataFrame, used: Iterable[str]) -> tuple[Role, ...]:
    roles = [
        Role(id, name or stand_in(id), summary, differs, remit, Level(level), listed(titles))
        for id, name, summary, differs, remit, level, titles in frame.itertuples(index=False, name=None)
    ]
    missing = _unnamed({role.id for role in roles}, used)
    return (*roles, *(Role(id, stand_in(id), "", "", "", None) for id in missing))


def _competencies(frame: pd.DataFrame, used: Iterable[str]) -> tuple[Competency, ...]:
    competencies = [
        Competency(id, name or stand_in(id), definition)
        for id, name, definition in frame.itertuples(index=False, name=None)
    ]
    missing = _unnamed({competency.id for competency in competencies}, used)
    return (*competencies, *(Competency(id, stand_in(id), "") for id in missing))


def _industries(frame: pd.DataFrame, used: Iterable[str]) -> dict[str, str]:
    names = {id: name or stand_in(id) for id, name in frame.itertuples(index=False, name=None)}
    return names | {id: stand_in(id) for id in _unnamed(names, used)}
