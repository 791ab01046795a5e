"""Files handed to a running server, as a browser would and as somebody would who means harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from prepkit.ui.runtime.uploads import SESSION_BYTES
from tests.browser.server import AppServer

LARGEST = b"x" * (20 * 2**20 - 1000)
FITS = SESSION_BYTES // len(LARGEST)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("uploads")
    app = AppServer(folder / "data", folder / "log", {"PREPKIT_MODE": "hosted"})
    app.start()
    yield app
    app.stop()


@contextmanager
def session(server: AppServer) -> Iterator[str]:
    """The id of a session that lives as long as the block."""
    with connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        origin=Origin(server.url),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        proxy=None,
    ) as connection:
        first = BackMsg()
        first.rerun_script.context_info.url = server.url
        connection.send(first.SerializeToString())
        name = ""
        while True:
            message = ForwardMsg.FromString(bytes(connection.recv(timeout=60)))  # type: ignore[arg-type]
            name = message.new_session.initialize.session_id or name
            if message.WhichOneof("type") == "script_finished":
                break
        yield name


def request(server: AppServer, method: str, session: str, file: str, content: bytes = b"") -> int:
    """Put a file, or delete it; the status of the answer."""
    with requests.Session() as browser:
        browser.get(f"{server.url}/_stcore/health", timeout=30)
        answer = browser.request(
            method,
            f"{server.url}/_stcore/upload_file/{session}/{file}",
            files={"file": ("deck.csv", content)} if content else None,
            headers={"X-Xsrftoken": str(browser.cookies["_streamlit_xsrf"]), "Origin": server.url},
            timeout=60,
        )
        return answer.status_code


def resident(server: AppServer) -> int:
    status = Path(f"/proc/{server.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


def test_a_session_hands_in_no_more_than_its_limit_however_many_files_it_sends(server: AppServer) -> None:
    with session(server) as one, session(server) as other:
        for number in range(FITS):
            assert request(server, "PUT", one, f"file{number}", LARGEST) == 204
        before = resident(server)
        for number in range(20):
            request(server, "PUT", one, f"more{number}", LARGEST)
        assert resident(server) - before < 2 * len(LARGEST)
        # Another visitor's room is their own.
        assert request(server, "PUT", other, "theirs", LARGEST) == 204


def test_files_that_arrive_at_once_are_counted_together(server: AppServer) -> None:
    with session(server) as one, ExitStack() as stack:
        for number in range(FITS):
            stack.enter_context(closing(unfinished(server, one, f"at-once{number}")))
        assert request(server, "PUT", one, "one-more", LARGEST) == 413


def unfinished(server: AppServer, session: str, file: str) -> HTTPConnection:
    """A request that has sent all of a file but its end."""
    with requests.Session() as browser:
        browser.get(f"{server.url}/_stcore/health", timeout=30)
        token = browser.cookies["_streamlit_xsrf"]
    prepared = requests.Request("PUT", server.url, files={"file": ("deck.csv", LARGEST)}).prepare()
    body = prepared.body
    assert isinstance(body, bytes)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.putrequest("PUT", f"/_stcore/upload_file/{session}/{file}")
    for name, value in (
        ("Content-Type", prepared.headers["Content-Type"]),
        ("Content-Length", str(len(body))),
        ("X-Xsrftoken", token),
        ("Cookie", f"_streamlit_xsrf={token}"),
    ):
        connection.putheader(name, str(value))
    connection.endheaders(body[:-10])
    return connection


def test_a_file_that_is_too_large_by_itself_is_refused(server: AppServer) -> None:
    with session(server) as one:
        assert request(server, "PUT", one, "huge", b"x" * (SESSION_BYTES + 1)) == 413


def test_deleting_or_replacing_a_file_makes_room(server: AppServer) -> None:
    with session(server) as one:
        for _ in range(3):
            assert request(server, "PUT", one, "same", LARGEST) == 204
        assert request(server, "DELETE", one, "same") == 204
        for number in range(FITS):
            assert request(server, "PUT", one, f"again{number}", LARGEST) == 204
