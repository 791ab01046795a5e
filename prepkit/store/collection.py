"""Documents of one kind: the type each must have, and how to read, save, change and delete them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from prepkit.store import documents
from prepkit.store.database import Store
from prepkit.store.documents import TypedDocument

T = TypeVar("T")
Faults = Callable[[Mapping[str, Any]], Iterator[str]]

log = logging.getLogger("prepkit")


@dataclass(frozen=True, slots=True)
class UnreadableDocument:
    """A document that does not have the type of its kind: its id, its text, and the fault as a sentence."""

    id: str
    text: str
    fault: str


class Collection(Generic[T]):
    """The documents of one table, each of one type: a frozen dataclass of checked fields.

    ``more_faults`` finds what no single field shows. ``field_faults`` checks the fields of a type whose
    annotations alone do not limit them; without it Pydantic does.
    """

    def __init__(
        self,
        table: str,
        shape: type[T],
        more_faults: Faults | None = None,
        *,
        field_faults: Faults | None = None,
    ) -> None:
        self.table = table
        self._adapter: TypeAdapter[T] = TypeAdapter(shape)
        self._more_faults = more_faults
        self._field_faults = field_faults or self._annotation_faults

    def from_json(self, content: Mapping[str, Any]) -> T:
        """Make a value from an object without faults; unknown names are ignored."""
        return self._adapter.validate_json(json.dumps(content))

    def as_json(self, value: T) -> dict[str, Any]:
        """Turn a value into an object of texts, numbers and lists."""
        content: dict[str, Any] = self._adapter.dump_python(value, mode="json")
        return content

    def faults(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Find what is wrong with an object from elsewhere, a sentence each."""
        yield from self._field_faults(content)
        if self._more_faults is not None:
            yield from self._more_faults(content)

    def read_all(self, store: Store) -> list[TypedDocument[T] | UnreadableDocument]:
        """All that are there, the one begun last first, whether they can be read or not."""
        return [self._read(document) for document in documents.list_texts(store, self.table)]

    def read(self, store: Store, document_id: str) -> TypedDocument[T] | UnreadableDocument | None:
        """One document, whether it can be read or not; None when there is none by that id, or no longer."""
        document = documents.get_text(store, self.table, document_id)
        return self._read(document) if document else None

    def list_all(self, store: Store) -> list[TypedDocument[T]]:
        """List the documents that can be read; the others stay in the table."""
        return self.readable(documents.list_texts(store, self.table))

    def readable(self, stored: Iterable[TypedDocument[str]]) -> list[TypedDocument[T]]:
        """Read stored texts, of this table or another, and leave out those that cannot be read."""
        read = (self._readable(self._read(document)) for document in stored)
        return [document for document in read if document is not None]

    def get(self, store: Store, document_id: str) -> TypedDocument[T] | None:
        """Read one document; None if there is none with this id, it was deleted, or it cannot be read."""
        document = self.read(store, document_id)
        return self._readable(document) if document else None

    def save(self, store: Store, document_id: str, value: T, now: int) -> None:
        """Save a document in place of its earlier content."""
        documents.save(store, self.table, document_id, self.as_json(value), now)

    def delete(self, store: Store, document_id: str, now: int) -> None:
        """Delete a document."""
        documents.delete(store, self.table, document_id, now)

    def change(self, store: Store, document_id: str, step: Callable[[T], T], now: int) -> T | None:
        """Apply ``step`` to a document in one transaction; returns the new value, None if it is gone."""
        with store.transaction():
            document = self.get(store, document_id)
            if document is None:
                return None
            after = step(document.content)
            if after != document.content:
                self.save(store, document_id, after, now)
        return after

    def _annotation_faults(self, content: Mapping[str, Any]) -> Iterator[str]:
        try:
            self._adapter.validate_json(json.dumps(content), strict=True)
        except ValidationError as error:
            yield from sentences(error)

    def _read(self, document: TypedDocument[str]) -> TypedDocument[T] | UnreadableDocument:
        try:
            content = self._adapter.validate_json(document.content)
        except ValidationError as error:
            return UnreadableDocument(document.id, document.content, next(sentences(error)))
        return TypedDocument(document.id, content, document.created_at, document.updated_at)

    def _readable(self, document: TypedDocument[T] | UnreadableDocument) -> TypedDocument[T] | None:
        if isinstance(document, UnreadableDocument):
            # The log holds neither the text nor the fault, which may quote the text.
            log.warning("An entry of %s cannot be read and is left out", self.table)
            return None
        return document


def sentences(error: ValidationError) -> Iterator[str]:
    """Word what Pydantic found wrong with an object, a sentence each."""
    for fault in error.errors(include_url=False, include_input=False):
        where = ".".join(map(str, fault["loc"])) or "the whole"
        yield f"“{where}” cannot be right: {plain_reason(fault)}."


def plain_reason(fault: Mapping[str, Any]) -> str:
    """Word what Pydantic found wrong with a field for the person who sent the file."""
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    if fault["type"] == "json_invalid":
        return "a text in it holds half a character"
    return str(fault["msg"]).replace("Input", "it", 1)
