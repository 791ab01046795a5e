"""Other pages' requests and handshakes against a running server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from prepkit.ui.runtime.origins import is_same
from tests.browser.server import AppServer

NAMED = "https://practice.example.org"


class Outside:
    """Stands for the internet: every address that the server looks for leads here, and is counted."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.asked = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.asked += 1
            connection.close()

    def close(self) -> None:
        self._listening.close()


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    internet = Outside()
    yield internet
    internet.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, outside: Outside) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("origins")
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), outside.address)
    options = [f"--server.corsAllowedOrigins={NAMED}"]
    app = AppServer(folder / "data", folder / "log", proxies, options=options)
    app.start()
    yield app
    app.stop()


def handshake(server: AppServer, origin: str | None) -> ClientConnection:
    return connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        origin=None if origin is None else Origin(origin),
        subprotocols=[Subprotocol("streamlit")],
        proxy=None,
    )


def foreign(port: int) -> list[str]:
    return [
        "https://evil.example.org",
        f"http://evil.example.org:{port}",
        f"http://127.0.0.1:{port + 1}",
        f"http://localhost:{port}",
        f"https://127.0.0.1.evil.example.org:{port}",
        "http://127.0.0.1",
        f"{NAMED}:8443",
        "null",
        "",
        "http://[",
    ]


def test_a_foreign_page_gets_no_socket_and_nothing_is_looked_up(server: AppServer, outside: Outside) -> None:
    for origin in foreign(server.port):
        with pytest.raises(InvalidStatus) as refused, handshake(server, origin):
            pass
        assert refused.value.response.status_code == 403, origin
    assert outside.asked == 0


def test_its_own_page_and_a_named_one_get_a_socket_and_nothing_is_looked_up(
    server: AppServer, outside: Outside
) -> None:
    for origin in (server.url, NAMED, None):
        with handshake(server, origin) as connection:
            assert connection.subprotocol == "streamlit"
    assert outside.asked == 0


def test_a_foreign_page_gets_no_answer_to_a_request(server: AppServer) -> None:
    for origin in foreign(server.port):
        for method, path in (("GET", "/_stcore/health"), ("PUT", "/_stcore/upload_file/a/b"), ("POST", "/")):
            answer = requests.request(method, server.url + path, headers={"Origin": origin}, timeout=30)
            assert answer.status_code == 403, (method, origin)
    assert requests.get(f"{server.url}/_stcore/health", headers={"Origin": server.url}, timeout=30).ok


def test_a_link_from_anywhere_opens_the_page(server: AppServer) -> None:
    headers = {"Origin": "null", "Sec-Fetch-Mode": "navigate"}
    assert requests.get(f"{server.url}/browse", headers=headers, timeout=30).ok
    assert requests.get(f"{server.url}/browse", timeout=30).ok


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8501", "localhost:8501"),
        ("http://localhost:8501", "LOCALHOST:8501"),
        ("https://practice.example.org", "practice.example.org"),
        ("https://practice.example.org", "practice.example.org:443"),
        ("http://[::1]:8501", "[::1]:8501"),
    ],
)
def test_an_origin_is_the_host_to_the_port(origin: str, host: str) -> None:
    assert is_same(origin, host)
    assert not is_same(origin, f"{host.partition(':')[0]}:1")
