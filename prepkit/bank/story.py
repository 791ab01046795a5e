"""A person's own experience as a card: what one story may hold, and how stories join the bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from prepkit.bank.bank import Bank
from prepkit.field_types import is_whole_text
from prepkit.model import Story

MAX_TITLE = 200
MAX_TEXT = 50_000
MAX_ITEMS = 100
LISTS = ("competencies", "questions", "key_facts")


def from_json(content: Mapping[str, Any]) -> Story:
    """From an object without faults; what this PrepKit does not know is passed over."""
    known = {field.name for field in fields(Story)} & set(content)
    cells: dict[str, Any] = {name: tuple(content[name]) if name in LISTS else content[name] for name in known}
    return Story(**cells)


def as_json(story: Story) -> dict[str, Any]:
    """The same as an object of texts and lists."""
    return {name: list(cell) if name in LISTS else cell for name, cell in asdict(story).items()}


def faults(content: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an object from being a story, a sentence each."""
    for field in fields(Story):
        cell = content.get(field.name, field.default)
        if field.name in LISTS:
            if not isinstance(cell, list | tuple) or len(cell) > MAX_ITEMS or not all(map(_sound, cell)):
                yield f"“{field.name}” should be a list of at most {MAX_ITEMS} texts."
        elif not _sound(cell) or (field.name == "title" and len(str(cell)) > MAX_TITLE):
            yield f"“{field.name}” should be a text of a sensible length."


def with_stories(bank: Bank, stories: Mapping[str, Story]) -> Bank:
    """The bank with a person's stories by id, for their sessions alone."""
    return replace(bank, stories=stories) if stories else bank


def _sound(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= MAX_TEXT and is_whole_text(cell)
