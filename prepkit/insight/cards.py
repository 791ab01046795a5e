"""One row for each attempted question: what the other figures about memory are made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import numpy as np
import pandas as pd

from prepkit.bank import Bank
from prepkit.model import CardState, question_id
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.recall import recall

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

    ``due_of`` says when a card really comes back, in UTC microseconds (an interview date may limit
    it; without it, ``state.due``). ``without`` holds card ids to leave out, such as suspended ones.

    Columns: ``card``, ``question``, ``prompt``, ``competency``, ``competency_name`` (str),
    ``rating`` (int64, the last one), ``recall`` (float64, 0 to 1), ``reps``, ``lapses`` (int64),
    ``due`` (int64, UTC microseconds).
    """
    known = [s for s in states if s.card_id not in without and question_id(s.card_id) in bank]
    frame = pd.DataFrame({"card": [state.card_id for state in known]}, dtype="str")
    frame["question"] = [question_id(state.card_id) for state in known]
    about = bank.questions.loc[frame["question"].tolist(), ["prompt", "competency"]]
    frame["prompt"] = about["prompt"].to_numpy()
    frame["competency"] = about["competency"].to_numpy()
    frame["competency_name"] = frame["competency"].map({item.id: item.name for item in bank.competencies})
    frame["rating"] = [int(state.last_rating) for state in known]
    elapsed = np.clip([(at - state.last_review) / MICROS_A_DAY for state in known], 0.0, None)
    frame["recall"] = recall(np.array([state.stability for state in known], dtype="float64"), elapsed)
    frame["reps"] = [state.reps for state in known]
    frame["lapses"] = [state.lapses for state in known]
    frame["due"] = [due_of(state) if due_of else state.due for state in known]
    return frame.astype(_DTYPES)[list(_DTYPES)]
