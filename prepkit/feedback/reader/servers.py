"""Where a language model is asked: addresses that are safe to send to, and servers on this computer."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Thread
from urllib.parse import SplitResult, urlsplit

from prepkit.errors import UnusableReaderAddress

USUAL_PORTS = {"Ollama": 11434, "LM Studio": 1234, "llama.cpp": 8080, "vLLM": 8000}
"""Where the programs that serve models listen unless they are told otherwise."""
SEARCH_SECONDS = 1.5
LONGEST_ADDRESS = 500
_MOST_BYTES = 1_000_000
_MOST_MODELS = 100
_LONGEST_NAME = 200
_HOST_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")


@dataclass(frozen=True, slots=True)
class ReaderServer:
    """A model on a server. ``address`` is one that ``parse_address`` returned."""

    address: str
    model: str


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server found on this computer, by the program that usually has its port, and its models."""

    program: str
    address: str
    models: tuple[str, ...]


def parse_address(typed: str) -> str:
    """Return the address to send to, ready to be extended by ``/chat/completions``.

    Without encryption only this computer is sent to. Raises UnusableReaderAddress.
    """
    parts = _split(typed.strip())
    if "@" in parts.netloc:
        raise UnusableReaderAddress("leave the user name and password out of it; a key has its own field")
    if parts.query or parts.fragment or "?" in typed or "#" in typed:
        raise UnusableReaderAddress("leave out everything from “?” or “#” on")
    host = _host(parts)
    if parts.scheme == "http" and not _is_loopback(host):
        raise UnusableReaderAddress("only https may be used, except for a server on this computer")
    place = f"[{host}]" if ":" in host else host
    port = _port(parts)
    return f"{parts.scheme}://{place}{f':{port}' if port else ''}{parts.path.rstrip('/') or '/v1'}"


def is_local(address: str) -> bool:
    """Whether what is sent to an address stays on this computer."""
    return _is_loopback((urlsplit(address).hostname or "").lower())


def find_local(ports: Mapping[str, int] = USUAL_PORTS, seconds: float = SEARCH_SECONDS) -> list[LocalServer]:
    """Look for servers with models on this computer, on all ports at once, for a moment."""
    found: dict[str, LocalServer] = {}
    deadline = time.monotonic() + seconds

    def look(program: str, port: int) -> None:
        models = _models(port, deadline)
        if models:
            found[program] = LocalServer(program, f"http://127.0.0.1:{port}/v1", models)

    # Daemons, so that a program that answers a byte a minute cannot keep PrepKit from ending.
    threads = [Thread(target=look, args=pair, daemon=True) for pair in ports.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [found[program] for program in ports if program in found]


def _split(typed: str) -> SplitResult:
    if not typed or len(typed) > LONGEST_ADDRESS:
        raise UnusableReaderAddress("enter one such as http://localhost:11434")
    if not typed.isprintable() or re.search(r"[\s\\]", typed):
        raise UnusableReaderAddress("there is a space or another character in it that no address has")
    try:
        parts = urlsplit(typed)
    except ValueError:
        raise UnusableReaderAddress("it is not written as an address") from None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise UnusableReaderAddress("it has to begin with http:// or https://")
    return parts


def _host(parts: SplitResult) -> str:
    """The host in plain letters, so that a name that only looks like another one is seen for what it is."""
    name = (parts.hostname or "").lower()
    try:
        if ":" in name:
            return str(IPv6Address(name))
        name = name.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        name = ""
    if not _HOST_NAME.fullmatch(name) or ".." in name:
        raise UnusableReaderAddress("its host name is not a valid one")
    return name


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise UnusableReaderAddress("its port is not a number from 1 to 65535") from None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _models(port: int, deadline: float) -> tuple[str, ...]:
    """The names of the models that something at a port says it has; none if it is no such server.

    ``http.client`` follows no redirect and reads no environment variable.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=max(0.05, deadline - time.monotonic()))
    try:
        connection.request("GET", "/v1/models")
        response = connection.getresponse()
        if response.status != 200:
            return ()
        return tuple(_names(json.loads(b"".join(_pieces(response, deadline)))))[:_MOST_MODELS]
    except (OSError, http.client.HTTPException, ValueError, RecursionError):
        return ()
    finally:
        connection.close()


def _pieces(response: http.client.HTTPResponse, deadline: float) -> Iterator[bytes]:
    length = 0
    while length <= _MOST_BYTES and time.monotonic() < deadline and (piece := response.read1(65_536)):
        length += len(piece)
        yield piece


def _names(listed: object) -> Iterator[str]:
    models = listed.get("data") if isinstance(listed, dict) else None
    for model in models if isinstance(models, list) else ():
        name = model.get("id") if isinstance(model, dict) else None
        if isinstance(name, str) and name.isprintable() and 0 < len(name) <= _LONGEST_NAME:
            yield name
