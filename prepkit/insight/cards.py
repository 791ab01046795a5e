"""The frame of attempted questions, one row each, from which the other figures about memory are made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

import numpy as np
import pandas as pd

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.model import CardState, Clock
from prepkit.practice.clock import MICROS_A_DAY, day_start
from prepkit.practice.recall import recall
from prepkit.store import card_states, marks
from prepkit.workspace import Workspace

_DTYPES = {
    "card": "str",
    "question": "str",
    "prompt": "str",
    "competency": "str",
    "competency_name": "str",
    "rating": "int64",
    "recall": "float64",
    "reps": "int64",
    "lapses": "int64",
    "due": "int64",
}


def attempted(
    bank: Bank,
    states: Iterable[CardState],
    at: int,
    *,
    due_of: Callable[[CardState], int] | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Every attempted question that is in the bank, with its recall at ``at`` (UTC microseconds).

    ``due_of`` gives the moment a card comes back, in UTC microseconds (a plan to an interview may move
    it; by default ``state.due``). ``without`` holds card ids to leave out, such as suspended ones.

    Columns: ``card``, ``question``, ``prompt``, ``competency``, ``competency_name`` (str),
    ``rating`` (int64, the last one), ``recall`` (float64, 0 to 1), ``reps``, ``lapses`` (int64),
    ``due`` (int64, UTC microseconds).
    """
    counted = [s for s in states if s.card_id not in without and question_id(s.card_id) in bank]
    frame = pd.DataFrame({"card": [state.card_id for state in counted]}, dtype="str")
    frame["question"] = [question_id(state.card_id) for state in counted]
    texts = bank.questions.loc[frame["question"].tolist(), ["prompt", "competency"]]
    frame["prompt"] = texts["prompt"].to_numpy()
    frame["competency"] = texts["competency"].to_numpy()
    frame["competency_name"] = frame["competency"].map({item.id: item.name for item in bank.competencies})
    frame["rating"] = [int(state.last_rating) for state in counted]
    elapsed = np.clip([(at - state.last_review) / MICROS_A_DAY for state in counted], 0.0, None)
    frame["recall"] = recall(np.array([state.stability for state in counted], dtype="float64"), elapsed)
    frame["reps"] = [state.reps for state in counted]
    frame["lapses"] = [state.lapses for state in counted]
    frame["due"] = [due_of(state) if due_of else state.due for state in counted]
    return frame.astype(_DTYPES)[list(_DTYPES)]


def attempted_of(workspace: Workspace, back: Mapping[str, date], clock: Clock) -> pd.DataFrame:
    """The frame of ``attempted`` for a person at this moment, without suspended or buried questions.

    ``back`` holds the day on which each card comes back by the timetable.
    """

    def due_of(state: CardState) -> int:
        return day_start(back[state.card_id], clock.tz) if state.card_id in back else state.due

    return attempted(
        workspace.bank,
        card_states.list_all(workspace.store),
        clock.now,
        due_of=due_of,
        without=marks.resting(workspace.store, clock.day.isoformat()),
    )
