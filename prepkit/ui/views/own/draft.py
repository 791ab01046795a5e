"""Keep an own question's unsaved changes: the fields that differ from what is saved, as one draft."""

from __future__ import annotations

import json
from collections.abc import Mapping

from prepkit.bank.own import OwnQuestion
from prepkit.store import Store, drafts

FIELDS = ("prompt", "competency", "kind", "difficulty", "key_points", "answer", "variants")


def name_of(key: str) -> str:
    """Return the name of the draft of the question with this id."""
    return f"own question {key}"


def fields_of(question: OwnQuestion) -> dict[str, str]:
    """Return the texts of a question's form, by field."""
    return {
        "prompt": question.prompt,
        "competency": question.competency,
        "kind": question.kind,
        "difficulty": question.difficulty,
        "key_points": "\n".join(question.key_points),
        "answer": "\n\n".join(question.answers[:1]),
        "variants": "\n".join(question.variants),
    }


def load(store: Store, key: str) -> Mapping[str, str]:
    """Return the fields that were typed and not yet saved; empty when no draft can be read."""
    try:
        typed = json.loads(drafts.get(store, name_of(key)) or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(typed, dict):
        return {}
    return {field: value for field, value in typed.items() if field in FIELDS and isinstance(value, str)}


def save(store: Store, key: str, field: str, value: str, now: int) -> None:
    """Save the text of one field in the draft."""
    with store.transaction():
        typed = {**load(store, key), field: value}
        drafts.save(store, name_of(key), json.dumps(typed), now)
