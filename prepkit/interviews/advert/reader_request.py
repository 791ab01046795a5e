"""Have the second reader read an advertisement, and keep of its reply only what stands in the text."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from prepkit import limits
from prepkit.bank import Bank
from prepkit.bank.reference import Metric, Tool
from prepkit.errors import UnreadableReply
from prepkit.feedback.reader.client import Reader
from prepkit.feedback.reader.prompts import Message, Request, object_schema, whole
from prepkit.feedback.reader.quotations import FoldedText, fold
from prepkit.feedback.reader.replies import MOST_QUOTES, QUOTES_LOOKED_AT, objects_in, only
from prepkit.interviews.advert import lines
from prepkit.interviews.advert.asking import Quote, Quotes
from prepkit.interviews.advert.reading import AdvertReading
from prepkit.question import Competency

INSTRUCTIONS = Path(__file__).with_name("reader_instructions.txt").read_text(encoding="utf-8")
KINDS = ("competencies", "tools", "metrics")
MOST_ITEMS = 500
"""So many items of a list are sent, and looked at in a reply."""

_Items = Annotated[list[dict[str, Any]], only(dict)]


class _Item(BaseModel):
    """What a reply says is asked for, unchecked."""

    model_config = ConfigDict(frozen=True)

    id: str
    quotes: Annotated[list[str], only(str)]


class _Reply(BaseModel):
    """A whole reply, unchecked; a list that makes no sense is empty."""

    model_config = ConfigDict(frozen=True)

    competencies: _Items
    tools: _Items = []
    metrics: _Items = []


def read_advert(reader: Reader, advert: str, bank: Bank, cancelled: Callable[[], bool]) -> AdvertReading:
    """Return what a language model finds in an advertisement, without duties; raises NoVerdicts."""
    reply = reader.read(request_for(advert, bank), cancelled)
    return found_in(reply, advert, bank)


def added(reading: AdvertReading, more: AdvertReading) -> AdvertReading:
    """Return a reading with what only the other one found; what both found stays as it was."""
    return replace(
        reading,
        competencies=_joined(reading.competencies, more.competencies),
        tools=_joined(reading.tools, more.tools),
        metrics=_joined(reading.metrics, more.metrics),
    )


def _joined(first: Quotes, more: Quotes) -> Quotes:
    return {**first, **{id: quotes for id, quotes in more.items() if id not in first}}


def request_for(advert: str, bank: Bank) -> Request:
    """Write the request: the advertisement as one text of a JSON document, and the bank's lists."""
    listed = {kind: _listed(bank, kind) for kind in KINDS}
    items = {
        kind: [
            {"id": whole(id), "name": whole(limits.opening(name, limits.KEY_POINT_CHARACTERS))}
            for id, name in names.items()
        ]
        for kind, names in listed.items()
    }
    document = {"advertisement": whole(_beginning(advert)), **items}
    return Request(
        (
            Message("system", INSTRUCTIONS),
            Message("user", json.dumps(document, ensure_ascii=False)),
        ),
        object_schema({kind: _list_schema(list(names)) for kind, names in listed.items()}),
    )


def found_in(reply: str, advert: str, bank: Bank) -> AdvertReading:
    """Check a reply against the advertisement it is about.

    A quotation that does not stand in it is thrown away, and so is an item that has none left or that the
    bank does not know. Raises UnreadableReply if the reply has no such lists.
    """
    fitting = list(objects_in(reply, _Reply))
    if not fitting:
        raise UnreadableReply
    said = fitting[-1]
    places = _Places(_beginning(advert))
    return AdvertReading(
        **{kind: _quotes(getattr(said, kind), _listed(bank, kind), places) for kind in KINDS}, duties=()
    )


class _Places:
    """Finds the sentence, else the place in the whole text, where a quotation stands."""

    def __init__(self, advert: str) -> None:
        self._texts: list[FoldedText] = [fold(sentence.text) for sentence in lines.sentences(advert)]
        self._whole = fold(advert)

    def find(self, words: str) -> Quote | None:
        """Return a quotation in its sentence; None where it does not stand in the advertisement."""
        span = self._whole.find(words) if len(words) <= limits.ANSWER_CHARACTERS else None
        if span is None:
            return None
        for text in self._texts:
            place = text.find(words)
            if place is not None:
                return Quote(text.original, place.start, place.end)
        plain = " ".join(span.text.split())
        return Quote(plain, 0, len(plain))


def _quotes(items: Sequence[Mapping[str, Any]], known: Collection[str], places: _Places) -> Quotes:
    found: dict[str, tuple[Quote, ...]] = {}
    for item in _sound(items[:MOST_ITEMS]):
        standing = [places.find(words) for words in item.quotes[:QUOTES_LOOKED_AT]]
        quotes = tuple(dict.fromkeys(quote for quote in standing if quote is not None))
        if item.id in known and quotes:
            found.setdefault(item.id, quotes[:MOST_QUOTES])
    return found


def _sound(items: Iterable[Mapping[str, Any]]) -> Iterator[_Item]:
    for item in items:
        try:
            yield _Item.model_validate(item)
        except ValidationError:
            continue


def _listed(bank: Bank, kind: str) -> Mapping[str, str]:
    """Return the names of a bank's competencies, tools or metrics, by id."""
    items: Iterable[Competency | Tool | Metric] = bank.competencies
    if kind == "tools":
        items = bank.reference.tools.values()
    elif kind == "metrics":
        items = bank.reference.metrics.values()
    return {item.id: item.name for item in islice(items, MOST_ITEMS)}


def _list_schema(ids: list[str]) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    id_of_list = {"type": "string", "enum": ids} if ids else text
    item = object_schema({"quotes": {"type": "array", "items": text}, "id": id_of_list})
    return {"type": "array", "items": item}


def _beginning(advert: str) -> str:
    return limits.opening(advert, limits.ANSWER_CHARACTERS)
