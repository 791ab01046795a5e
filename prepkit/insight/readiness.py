"""Readiness on a day: covered, recalled and ready, over any set of cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from prepkit.bank import Bank
from prepkit.card_ids import question_card, question_id
from prepkit.model import CardState, Readiness
from prepkit.practice.recall import ready_recall, recall_at

_DTYPES = {
    "id": "str",
    "name": "str",
    "cards": "int64",
    "attempted": "int64",
    "covered": "float64",
    "recalled": "float64",
    "ready": "float64",
}


def readiness(states: Mapping[str, CardState], card_ids: Sequence[str], at: int) -> Readiness:
    """The three shares of ``card_ids`` at a moment in UTC microseconds.

    ``ready`` counts a card's recall only where its last rating was Solid or better. A card without
    a state counts 0 in all three; without any cards all are 0.
    """
    attempted_states = [states[card] for card in card_ids if card in states]
    n = len(card_ids) or 1
    return Readiness(
        covered=len(attempted_states) / n,
        recalled=sum(recall_at(state, at) for state in attempted_states) / n,
        ready=sum(ready_recall(state, at) for state in attempted_states) / n,
        cards=len(card_ids),
        attempted=len(attempted_states),
    )


def by_competency(
    bank: Bank, states: Mapping[str, CardState], card_ids: Sequence[str], at: int
) -> pd.DataFrame:
    """Readiness of the question cards ``card_ids``, split by competency, the readiest first.

    Columns: ``id``, ``name`` (str), ``cards``, ``attempted`` (int64), ``covered``, ``recalled``,
    ``ready`` (float64, 0 to 1). A competency without a card is left out; one without an attempt has
    zeros and comes last. Cards that are not in the bank are left out.
    """
    grouped: dict[str, list[str]] = {}
    for card in card_ids:
        if question_id(card) in bank:
            grouped.setdefault(bank.question(question_id(card)).competency, []).append(card)
    groups = [(item.id, item.name, grouped[item.id]) for item in bank.competencies if item.id in grouped]
    frame = _frame(groups, states, at)
    order = frame.assign(touched=frame["attempted"] > 0)
    order = order.sort_values(
        ["touched", "ready", "recalled"], ascending=False, kind="stable", ignore_index=True
    )
    return order[list(_DTYPES)]


def by_role(bank: Bank, states: Mapping[str, CardState], at: int) -> pd.DataFrame:
    """Readiness over each role's core, in the bank's order of roles; columns as in by_competency."""
    groups = [
        (role.id, role.name, [question_card(question) for question in bank.core(role.id)])
        for role in bank.roles
    ]
    return _frame(groups, states, at)


def _frame(
    groups: Sequence[tuple[str, str, Sequence[str]]], states: Mapping[str, CardState], at: int
) -> pd.DataFrame:
    rows = []
    for group, name, cards in groups:
        result = readiness(states, cards, at)
        shares = (result.covered, result.recalled, result.ready)
        rows.append((group, name, result.cards, result.attempted, *shares))
    return pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)
