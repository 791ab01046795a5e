from __future__ import annotations

import json

import pytest

from prepkit.errors import UnusableReaderAddress
from prepkit.feedback.reader.servers import LocalServer, find_local, is_local, parse_address
from tests.feedback.reader.chat_server import Chat, serving


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1"),
        (" http://127.0.0.1:8080/ ", "http://127.0.0.1:8080/v1"),
        ("http://[::1]:1234/v1/", "http://[::1]:1234/v1"),
        ("https://api.example.com", "https://api.example.com/v1"),
        ("HTTPS://API.Example.com/openai/v1", "https://api.example.com/openai/v1"),
        ("https://192.168.1.7:8443/v1", "https://192.168.1.7:8443/v1"),
        # A letter that only looks like another one is shown as what it is.
        ("https://аpi.example.com", "https://xn--pi-6kc.example.com/v1"),
    ],
)
def test_an_address_is_made_ready_to_send_to(typed: str, address: str) -> None:
    assert parse_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "enter one"),
        ("x" * 501, "enter one"),
        ("localhost:11434", "begin with"),
        ("ftp://localhost", "begin with"),
        ("file:///etc/passwd", "begin with"),
        ("https://", "begin with"),
        ("http://api.example.com", "only https"),
        ("http://192.168.1.7:11434", "only https"),
        ("http://0.0.0.0:11434", "only https"),
        ("http://localhost.example.com", "only https"),
        ("http://2130706433", "only https"),
        ("https://" + "me:word" + "@api.example.com", "user name"),
        ("http://localhost@evil.example.com", "user name"),
        ("https://api.example.com/v1?key=1", "leave out"),
        ("https://api.example.com/v1#part", "leave out"),
        ("https://api.example.com/?", "leave out"),
        ("https://api.exam ple.com", "space"),
        ("https://api.example.com\\@evil.example.com", "space"),
        ("https://api.example.com/\x00", "space"),
        ("https://api.example.com\n.evil.example.com", "space"),
        ("https://api.example.com:99999", "port"),
        ("https://api.example.com:x", "port"),
        ("https://[::1", "not written"),
        ("https://-.example.com", "host name"),
        ("https://a..example.com", "host name"),
    ],
)
def test_an_address_that_is_not_safe_to_send_to_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(UnusableReaderAddress, match=why):
        parse_address(typed)


def test_local_is_what_stays_on_this_computer() -> None:
    local = ["http://localhost:11434/v1", "http://127.0.0.1/v1", "http://[::1]:80/v1", "https://127.8.8.8/v1"]
    assert [address for address in local if not is_local(address)] == []
    remote = ["https://api.example.com/v1", "https://10.0.0.1/v1", "https://localhost.example.com/v1", ""]
    assert [address for address in remote if is_local(address)] == []


def models(*names: object) -> bytes:
    return json.dumps({"object": "list", "data": [{"id": name} for name in names]}).encode()


def test_servers_on_this_computer_are_found_with_their_models() -> None:
    with (
        serving(look=lambda chat: chat.send(200, models("small", "large"))) as one,
        serving(look=lambda chat: chat.send(200, models("other"))) as two,
    ):
        found = find_local({"One": one.port, "Two": two.port})
    assert found == [
        LocalServer("One", one.address, ("small", "large")),
        LocalServer("Two", two.address, ("other",)),
    ]
    assert [call.path for call in one.calls] == ["/v1/models"]


def wait(chat: Chat) -> None:
    chat.server.closing.wait()


def drip(chat: Chat) -> None:
    chat.send_response(200)
    chat.end_headers()
    while not chat.server.closing.wait(0.02):
        chat.wfile.write(b" ")


def pour(chat: Chat) -> None:
    chat.send_response(200)
    chat.end_headers()
    while not chat.server.closing.is_set():
        chat.wfile.write(b" " * 100_000)


@pytest.mark.parametrize(
    "look",
    [
        lambda chat: chat.fail(404),
        lambda chat: chat.send(200, b"<html>"),
        lambda chat: chat.send(200, b"[" * 100_000),
        lambda chat: chat.send(200, b'{"data": {"id": 1}}'),
        lambda chat: chat.send(200, models("", "a\nb", 7, None, "x" * 201)),
        wait,
        drip,
        pour,
    ],
)
def test_what_is_no_server_with_models_is_left_out_and_waited_for_only_a_moment(look: object) -> None:
    with serving(look=look) as server:  # type: ignore[arg-type]
        assert find_local({"Other": server.port}, seconds=0.5) == []


def test_a_search_follows_no_redirect(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(look=lambda chat: chat.send(200, models("far"))) as other:
        monkeypatch.setenv("http_proxy", other.address)
        place = f"{other.address}/models"
        with serving(look=lambda chat: chat.send(302, b"", Location=place)) as server:
            assert find_local({"Other": server.port}) == []
    assert other.calls == []
