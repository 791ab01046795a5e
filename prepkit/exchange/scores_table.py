"""Makes the table of clients' scores over time that a coach opens in a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.exchange.spreadsheet import as_csv
from prepkit.mock import repository
from prepkit.mock.state import Mock
from prepkit.model import Rating
from prepkit.question import level_label
from prepkit.store import Store, cohort
from prepkit.store.profiles import Profile

TEXTS = ("Client", "Day", "Time zone", "Interview", "Question", "Competency", "Level", "Rating", "Coach")
NUMBERS = ("Own score", "Coach's score", "Key points ticked", "Key points in all")
COLUMNS = (*TEXTS[:7], *NUMBERS[:2], "Coach", "Rating", *NUMBERS[2:])


def write_csv(coach: Store, bank: Bank, clients: Sequence[Profile], coach_name: str) -> bytes:
    """Write the scores of these clients as CSV; ``coach_name`` stands where the coach gave a score here."""
    return as_csv(scores_table(coach, bank, clients, coach_name))


def scores_table(coach: Store, bank: Bank, clients: Sequence[Profile], coach_name: str) -> pd.DataFrame:
    """Make a table with a row for each answer that was given in an interview or scored.

    The rows are ordered by client, then oldest first. The columns are ``COLUMNS``: those in ``NUMBERS`` are
    whole numbers, empty where there is none, the others texts.
    """
    rows = [
        row
        for client in clients
        for row in _rows_of_client(Store(coach.db, client.id), client.name, bank, coach_name)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "Int64" if name in NUMBERS else "str" for name in COLUMNS})


def _rows_of_client(store: Store, name: str, bank: Bank, coach_name: str) -> list[dict[str, Any]]:
    answers = cohort.scored_answers(store)
    mocks = dict(repository.list_all(store)) if answers else {}
    return [_cells(answer, name, mocks.get(answer["session_id"]), bank, coach_name) for answer in answers]


def _cells(
    answer: Mapping[str, Any], client: str, mock: Mock | None, bank: Bank, coach_name: str
) -> dict[str, Any]:
    level = answer["level"] or (mock.level if mock else "")
    return {
        "Client": client,
        "Day": answer["local_day"],
        "Time zone": answer["tz"],
        "Interview": mock.title if mock else "",
        "Level": level_label(level) if level else "",
        "Own score": answer["own"],
        "Coach's score": answer["coach"],
        "Coach": _coach(mock, coach_name) if answer["coach"] else "",
        "Rating": Rating(answer["rating"]).label,
        **_of_question(bank, answer),
    }


def _coach(mock: Mock | None, coach_name: str) -> str:
    """Return who gave the coach's score: what came in a file was scored by the coach who set it."""
    return mock.set_by if mock and mock.is_from_file else coach_name


def _of_question(bank: Bank, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the bank knows of an answer: little where the question is not in it."""
    id = question_id(answer["card_id"])
    if id not in bank:
        return {"Question": f"{id} (not in your bank)", "Competency": ""}
    question = bank.question(id)
    points = {point.id for point in question.key_points}
    return {
        "Question": question.wording(answer["variant_id"]),
        "Competency": bank.competency(question.competency).name,
        "Key points ticked": len(points.intersection(json.loads(answer["ticks"]))),
        "Key points in all": len(points),
    }
