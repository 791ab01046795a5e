"""The connection to a language model's server. The one module that loads ``openai``, which is slow to load.

What it may send, where to, and how much it may receive is settled here, whatever the environment says.
"""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Any

import httpx2
import openai

from prepkit import errors
from prepkit.errors import NoVerdicts
from prepkit.feedback.reader.servers import ReaderServer

REPLY_CHARACTERS = 40_000
"""A hundred key points with their quotations need less; what is longer goes round in circles."""
MOST_BYTES = 8_000_000
"""All that is received for one reply: a part of a few letters comes in some 300 bytes, thoughts included."""
CONNECT_SECONDS = 5.0
NO_KEY = "none"
"""Sent where there is no key: the protocol wants one, a server on this computer does not look at it."""
_SENT = {"host", "content-type", "content-length", "transfer-encoding", "connection"}
"""The headers sent as the libraries set them. Others tell of this computer, or come from its environment."""


class _TooMuch(Exception):
    """More was received than any reply needs."""


class _Stopped(Exception):
    """Nobody waits for the reply any more."""


@dataclass(frozen=True, slots=True)
class RequestForm:
    """How a reply is asked for: ``format`` is json_schema, json_object or none."""

    format: str | None
    sets_temperature: bool = True


REQUEST_FORMS = (
    RequestForm("json_schema"),
    RequestForm("json_object"),
    RequestForm(None),
    # Some models think on their own terms and refuse a temperature.
    RequestForm("json_schema", sets_temperature=False),
    RequestForm(None, sets_temperature=False),
)
"""From the strictest to what every server takes."""


def receive(
    server: ReaderServer, key: str, arguments: Mapping[str, Any], *, seconds: float, stop: Event
) -> str:
    """Return the whole text of a reply. Raises NoVerdicts, which never holds key, request or reply."""
    try:
        client = _client(server, key, seconds, stop)
        # Only now everything is loaded that might log.
        _silence()
        with client:
            return "".join(_bounded(_parts(client, arguments)))
    # Whatever a library raises may quote what was sent or received, so nothing of it is let out.
    except Exception as error:  # noqa: BLE001
        failure = _failure(error, server, seconds)
    raise failure


def _client(server: ReaderServer, key: str, seconds: float, stop: Event) -> openai.OpenAI:
    return openai.OpenAI(
        base_url=server.address,
        api_key=key,
        # One more try is made by the caller, which can be stopped meanwhile.
        max_retries=0,
        http_client=httpx2.Client(
            transport=_Transport(key, stop),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        ),
    )


class _Transport(httpx2.BaseTransport):
    """Send only the headers that are needed, and receive only so much, as long as somebody waits."""

    def __init__(self, key: str, stop: Event) -> None:
        self._inner = httpx2.HTTPTransport(trust_env=False)
        self._stop = stop
        self._headers = {
            "authorization": f"Bearer {key}",
            "accept": "text/event-stream, application/json",
            "accept-encoding": "identity",
            "user-agent": "PrepKit",
        }

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        kept = {name: value for name, value in request.headers.items() if name in _SENT}
        # A request of its own: the library reads in the one it made what it asked for.
        sent = httpx2.Request(
            request.method,
            request.url,
            headers=kept | self._headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        response = self._inner.handle_request(sent)
        # A compressed megabyte may be a gigabyte: without its name, nothing is unpacked.
        headers = [pair for pair in response.headers.multi_items() if pair[0] != "content-encoding"]
        assert isinstance(response.stream, httpx2.SyncByteStream)
        return httpx2.Response(
            response.status_code,
            headers=headers,
            stream=_Stream(response.stream, self._stop),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._inner.close()


class _Stream(httpx2.SyncByteStream):
    """The bytes of a response, until there are too many or nobody waits."""

    def __init__(self, inner: httpx2.SyncByteStream, stop: Event) -> None:
        self._inner = inner
        self._stop = stop

    def __iter__(self) -> Iterator[bytes]:
        length = 0
        for piece in self._inner:
            length += len(piece)
            if length > MOST_BYTES:
                raise _TooMuch
            if self._stop.is_set():
                raise _Stopped
            yield piece

    def close(self) -> None:
        self._inner.close()


def _parts(client: openai.OpenAI, arguments: Mapping[str, Any]) -> Iterator[str]:
    """Yield the parts of a reply as they come; one part from a server that sends it whole."""
    raw = client.chat.completions.with_raw_response.create(**arguments, stream=True)
    if raw.headers.get("content-type", "").startswith("application/json"):
        yield str(json.loads(raw.http_response.read())["choices"][0]["message"]["content"] or "")
        return
    for part in raw.parse():
        content = part.choices[0].delta.content if part.choices else None
        if isinstance(content, str):
            yield content


def _bounded(parts: Iterator[str]) -> Iterator[str]:
    length = 0
    for part in parts:
        length += len(part)
        if length > REPLY_CHARACTERS:
            raise _TooMuch
        yield part


def _failure(error: Exception, server: ReaderServer, seconds: float) -> NoVerdicts:
    address = server.address
    match error:
        case openai.APITimeoutError() if not isinstance(error.__cause__, httpx2.ConnectTimeout):
            return errors.ReaderTooSlow(address, seconds)
        case openai.APIConnectionError():
            refused = errors.ReaderNotTrusted if _is_tls(error) else errors.ReaderUnreachable
            return refused(address)
        case openai.APIStatusError():
            return _status_failure(error.status_code, server)
        case openai.APIError():
            return errors.ReaderFailed(address)
        case _TooMuch():
            return errors.ReaderTooLong(address)
        case _Stopped():
            return errors.ReadingStopped()
    return errors.UnreadableReply()


def _status_failure(status: int, server: ReaderServer) -> NoVerdicts:
    known = {
        401: errors.WrongReaderKey,
        403: errors.WrongReaderKey,
        402: errors.ReaderBusy,
        429: errors.ReaderBusy,
    }
    if status == 404:
        return errors.UnknownReaderModel(server.address, server.model)
    if status in known:
        return known[status](server.address)
    if status < 400:
        return errors.ReaderMoved(server.address)
    return (errors.ReaderRefused if status < 500 else errors.ReaderFailed)(server.address)


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _silence() -> None:
    """Keep the libraries from logging: a server may put anything into its headers, the key too."""
    for name in list(logging.Logger.manager.loggerDict):
        if name.partition(".")[0] in {"openai", "httpx2", "httpcore2"}:
            logging.getLogger(name).disabled = True
