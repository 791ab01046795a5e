"""Ask a language model, once more where the connection failed, and only as long as somebody waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Protocol

from prepkit.errors import (
    NoVerdicts,
    ReaderBusy,
    ReaderFailed,
    ReaderRefused,
    ReaderTooSlow,
    ReaderUnreachable,
    ReadingStopped,
    WrongReaderKey,
)
from prepkit.feedback.reader.prompts import SCHEMA_NAME, TEMPERATURE, Request
from prepkit.feedback.reader.servers import ReaderServer

if TYPE_CHECKING:
    from prepkit.feedback.reader.connection import RequestForm

SECONDS = 60.0
RETRY_SECONDS = 0.5
_LOOK_SECONDS = 0.05
"""How often it is looked whether somebody still waits."""


class Reader(Protocol):
    """What reads a request and replies. ``read`` raises NoVerdicts."""

    @property
    def server(self) -> ReaderServer:
        """The model, and where it is."""

    def read(self, request: Request, cancelled: Callable[[], bool]) -> str:
        """Return the reply as it was written."""


class ChatReader:
    """A model on a server that speaks the chat completions protocol.

    Keep one for a server: it remembers in which form the server takes requests.
    """

    def __init__(self, server: ReaderServer, key: str | None = None, *, seconds: float = SECONDS) -> None:
        self._server = server
        self._key = (key or "").strip()
        self._seconds = seconds
        self._form = 0

    @property
    def server(self) -> ReaderServer:
        """The model, and where it is."""
        return self._server

    def read(self, request: Request, cancelled: Callable[[], bool]) -> str:
        """Return the reply as it was written. ``cancelled`` is asked all the while.

        The connection is left to a thread, because a model may say nothing for a minute.
        """
        if not (self._key.isascii() and self._key.isprintable()):
            raise WrongReaderKey(self._server.address)
        outcomes: SimpleQueue[str | NoVerdicts] = SimpleQueue()
        stop = Event()
        Thread(target=self._work, args=(request, stop, outcomes), daemon=True).start()
        try:
            outcome = self._wait(outcomes, cancelled)
        finally:
            stop.set()
        if isinstance(outcome, NoVerdicts):
            raise outcome
        return outcome

    def _wait(
        self, outcomes: SimpleQueue[str | NoVerdicts], cancelled: Callable[[], bool]
    ) -> str | NoVerdicts:
        deadline = time.monotonic() + self._seconds
        while time.monotonic() < deadline:
            if cancelled():
                return ReadingStopped()
            try:
                return outcomes.get(timeout=_LOOK_SECONDS)
            except Empty:
                continue
        return ReaderTooSlow(self._server.address, self._seconds)

    def _work(self, request: Request, stop: Event, outcomes: SimpleQueue[str | NoVerdicts]) -> None:
        outcome: str | NoVerdicts = ReaderFailed(self._server.address)
        try:
            outcome = self._ask(request, stop)
        except NoVerdicts as error:
            outcome = error
        finally:
            outcomes.put(outcome)

    def _ask(self, request: Request, stop: Event) -> str:
        """Ask in the strictest form that the server takes, and remember it."""
        from prepkit.feedback.reader.connection import REQUEST_FORMS

        failure: NoVerdicts = ReaderRefused(self._server.address)
        for at in range(self._form, len(REQUEST_FORMS)):
            try:
                reply = self._try_twice(request, REQUEST_FORMS[at], stop)
            except ReaderRefused as error:
                failure = error
            except ReaderFailed as error:
                # Some servers call it their own failure when they do not know the structure asked for.
                failure = error
                if REQUEST_FORMS[at].format is None or stop.is_set():
                    break
            else:
                self._form = at
                return reply
        raise failure

    def _try_twice(self, request: Request, form: RequestForm, stop: Event) -> str:
        try:
            return self._try(request, form, stop)
        except (ReaderUnreachable, ReaderFailed, ReaderBusy):
            if stop.wait(RETRY_SECONDS):
                raise
        return self._try(request, form, stop)

    def _try(self, request: Request, form: RequestForm, stop: Event) -> str:
        from prepkit.feedback.reader.connection import NO_KEY, receive

        arguments = _arguments(request, form, self._server.model)
        return receive(self._server, self._key or NO_KEY, arguments, seconds=self._seconds, stop=stop)


def _arguments(request: Request, form: RequestForm, model: str) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "model": model,
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
    }
    if form.sets_temperature:
        arguments["temperature"] = TEMPERATURE
    if form.format == "json_schema":
        schema = {"name": SCHEMA_NAME, "strict": True, "schema": request.schema}
        arguments["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif form.format is not None:
        arguments["response_format"] = {"type": form.format}
    return arguments
