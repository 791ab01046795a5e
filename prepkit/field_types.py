"""Types of single fields that come from outside: the one place that says which values a page can draw."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from prepkit.text import MAX_TEXT

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""The days PrepKit draws. Both ends leave room for every time zone."""
LAST_MOMENT = 4_133_980_800_000_000
"""The end of 2100 in UTC microseconds."""
MAX_ID = 200
MAX_DEPTH = 20
"""How deep the lists and objects of an entry may be nested; PrepKit's own go five deep."""


@lru_cache(maxsize=1_000)
def load_zone(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name; None for a name that does not load."""
    # Files of the database that are no zones anybody lives in; “localtime” is another one on every machine.
    if not name[:1].isupper() or name == "Factory":
        return None
    try:
        return ZoneInfo(name)
    # A folder of the time zone database, such as “America”, is no zone either: opening it is an OSError.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_whole_text(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, which neither a database nor a browser can take."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_text(cell: object, longest: int = MAX_TEXT) -> bool:
    """Whether a cell is a whole text that is not too long."""
    return isinstance(cell, str) and len(cell) <= longest and is_whole_text(cell)


def text_faults(
    shape: type[Any], content: Mapping[str, Any], *, most: int, longest: Mapping[str, int]
) -> Iterator[str]:
    """Check an object against a dataclass of texts and lists of texts; yield a sentence for each wrong field.

    A field is a list where its default is a tuple. ``most`` is how many texts a list may hold, ``longest``
    the length of texts shorter than the rest.
    """
    for field in fields(shape):
        cell = content.get(field.name, field.default)
        if isinstance(field.default, tuple):
            if not isinstance(cell, list | tuple) or len(cell) > most or not all(map(is_text, cell)):
                yield f"“{field.name}” should be a list of at most {most} texts."
        elif not is_text(cell, longest.get(field.name, MAX_TEXT)):
            yield f"“{field.name}” should be a text of a sensible length."


def is_drawable_day(day: date) -> bool:
    """Whether a day lies in the years that PrepKit draws."""
    return FIRST_DAY <= day <= LAST_DAY


def is_day(cell: object) -> bool:
    """Whether a cell is the text of a day that PrepKit draws, as ``YYYY-MM-DD``."""
    try:
        day = date.fromisoformat(cell) if isinstance(cell, str) else None
    except ValueError:
        return False
    return day is not None and day.isoformat() == cell and is_drawable_day(day)


def nested_too_deep(value: Any) -> bool:
    """Whether lists and objects are nested deeper than ``MAX_DEPTH``. Never recurses."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def holds_no_number(value: Any) -> bool:
    """Whether an infinite or undefined number is anywhere in a value that is not nested too deep."""
    if isinstance(value, float):
        return not math.isfinite(value)
    return any(map(holds_no_number, _children(value)))


def _children(node: Any) -> list[Any]:
    if isinstance(node, dict):
        return list(node.values())
    return list(node) if isinstance(node, list | tuple) else []


def _known_zone(name: str) -> str:
    if name and load_zone(name) is None:
        raise ValueError(f"“{name[:60]}” is not the name of a time zone, such as Europe/London")
    return name


def _whole(text: str) -> str:
    if not is_whole_text(text):
        raise ValueError("the text holds half a character")
    return text


Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Moment = Annotated[int, Field(ge=0, le=LAST_MOMENT)]
"""UTC microseconds since 1970."""
ZoneName = Annotated[str, Field(max_length=100), AfterValidator(_known_zone)]
"""An IANA name that loads; empty while it is not known."""
DocumentId = Annotated[
    str, Field(min_length=1, max_length=MAX_ID, pattern=r"^[^\x00-\x1f\x7f]+$"), AfterValidator(_whole)
]
