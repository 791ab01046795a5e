"""A server of our own on loopback that speaks the chat completions protocol, well or badly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Call:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: Any
    raw: str

    @property
    def format(self) -> str | None:
        """The structure that was asked for."""
        return (self.body.get("response_format") or {}).get("type")


class Chat(BaseHTTPRequestHandler):
    """Keeps what it is asked, and answers as its server behaves."""

    protocol_version = "HTTP/1.1"
    server: ChatServer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.path, headers, json.loads(raw), raw.decode())
        self.server.calls.append(call)
        # Whoever asked may have gone.
        with suppress(ConnectionError):
            self.server.behave(self, call)

    def do_GET(self) -> None:
        self.server.calls.append(Call(self.path, dict(self.headers.items()), None, ""))
        self.server.look(self)

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """Send one whole response."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def fail(self, status: int, message: str = "no") -> None:
        """Send an error as such servers write it."""
        self.send(status, json.dumps({"error": {"message": message}}).encode())

    def reply(self, text: str) -> None:
        """Send a reply in one piece."""
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        self.send(200, json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode())

    def begin_stream(self) -> None:
        """Begin a streamed reply, which ends with the connection."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def part(self, text: str) -> None:
        """Send a part of a streamed reply."""
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
        self.chunk({"id": "1", "object": "chat.completion.chunk", "choices": [choice]})

    def chunk(self, chunk: Mapping[str, Any]) -> None:
        """Send a chunk of a streamed reply, with all that belongs to it."""
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def end_stream(self) -> None:
        """Say that a streamed reply is complete."""
        self.wfile.write(b"data: [DONE]\n\n")

    def stream(self, parts: Sequence[str]) -> None:
        """Send a streamed reply."""
        self.begin_stream()
        for text in parts:
            self.part(text)
        self.end_stream()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


Behaviour = Callable[[Chat, Call], None]


@dataclass
class ChatServer(ThreadingHTTPServer):
    """Answers as it behaves. ``closing`` is set when the test is over, for those that wait."""

    behave: Behaviour
    look: Callable[[Chat], None] = lambda chat: chat.fail(404)
    calls: list[Call] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    daemon_threads = True

    def __post_init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Chat)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """Its address, as ``parse_address`` would have it."""
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def serving(
    behave: Behaviour = lambda chat, call: chat.reply("{}"), look: Callable[[Chat], None] | None = None
) -> Iterator[ChatServer]:
    """Run a server for a while."""
    server = ChatServer(behave, look) if look else ChatServer(behave)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
