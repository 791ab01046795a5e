from __future__ import annotations

import json
import logging
import ssl
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from prepkit import errors
from prepkit.errors import NoVerdicts
from prepkit.feedback.reader import client, connection
from prepkit.feedback.reader.client import ChatReader
from prepkit.feedback.reader.prompts import request_for
from prepkit.feedback.reader.servers import ReaderServer
from prepkit.question import KeyPoint
from tests.feedback.reader.chat_server import Behaviour, Call, Chat, ChatServer, serving

ANSWER = "I rang every grocer myself."
REPLY = '{"points": []}'
KEY = "key-9f2c"
REQUEST = request_for("What did you do?", [KeyPoint("rang", "Rang customers")], ANSWER, tells=True)


def goes_on() -> bool:
    return False


def read(server: ChatServer, key: str | None = KEY, *, seconds: float = 20.0) -> str:
    reader = ChatReader(ReaderServer(server.address, "small"), key, seconds=seconds)
    return reader.read(REQUEST, goes_on)


def failure(behave: Behaviour, *, seconds: float = 20.0) -> NoVerdicts:
    with serving(behave) as server, pytest.raises(NoVerdicts) as failed:
        read(server, seconds=seconds)
    return failed.value


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "RETRY_SECONDS", 0.01)


def test_a_reply_comes_whole_from_a_server_that_streams_and_from_one_that_does_not() -> None:
    with serving(lambda chat, call: chat.stream(['{"poi', "", 'nts": []}'])) as server:
        assert read(server) == REPLY
    with serving(lambda chat, call: chat.reply(REPLY)) as server:
        assert read(server) == REPLY


def test_the_request_names_model_messages_temperature_and_structure_and_carries_the_key() -> None:
    with serving(lambda chat, call: chat.reply(REPLY)) as server:
        read(server)
    (call,) = server.calls
    assert call.path == "/v1/chat/completions"
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert call.body["model"] == "small"
    assert call.body["temperature"] == 0
    assert [message["role"] for message in call.body["messages"]] == ["system", "user"]
    assert call.body["response_format"]["json_schema"]["schema"] == REQUEST.schema


def test_nothing_of_this_computer_goes_along() -> None:
    with serving(lambda chat, call: chat.reply(REPLY)) as server:
        read(server)
    assert set(server.calls[0].headers) == {
        "host",
        "connection",
        "content-type",
        "content-length",
        "authorization",
        "accept",
        "accept-encoding",
        "user-agent",
    }
    assert server.calls[0].headers["user-agent"] == "PrepKit"


def test_a_server_without_a_key_gets_one_that_says_nothing() -> None:
    with serving(lambda chat, call: chat.reply(REPLY)) as server:
        read(server, key=None)
    assert server.calls[0].headers["authorization"] == "Bearer none"


def test_the_environment_changes_neither_the_address_nor_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as other, serving(lambda chat, call: chat.reply(REPLY)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, other.address)
        monkeypatch.setenv("OPENAI_API_KEY", "key-of-somebody")
        monkeypatch.setenv("OPENAI_ADMIN_KEY", "key-of-an-admin")
        monkeypatch.setenv("OPENAI_ORG_ID", "their-firm")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "their-project")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer key-of-a-header\nX-Told: yes")
        assert read(server) == REPLY
        assert read(server, key=None) == REPLY
    assert other.calls == []
    sent = [call.headers for call in server.calls]
    assert [headers["authorization"] for headers in sent] == [f"Bearer {KEY}", "Bearer none"]
    assert not {"openai-organization", "openai-project", "x-told"} & set(sent[0])


def takes_only(*formats: str | None) -> Behaviour:
    return lambda chat, call: chat.reply(REPLY) if call.format in formats else chat.fail(400)


@pytest.mark.parametrize(
    ("taken", "asked"),
    [("json_object", ["json_schema", "json_object"]), (None, ["json_schema", "json_object", None])],
)
def test_a_server_without_structured_output_is_asked_in_a_form_that_it_takes_from_then_on(
    taken: str | None, asked: list[str | None]
) -> None:
    with serving(takes_only(taken)) as server:
        reader = ChatReader(ReaderServer(server.address, "small"))
        assert reader.read(REQUEST, goes_on) == REPLY
        assert reader.read(REQUEST, goes_on) == REPLY
    assert [call.format for call in server.calls] == [*asked, taken]


def test_a_server_that_fails_at_structured_output_is_asked_without_it() -> None:
    def behave(chat: Chat, call: Call) -> None:
        chat.fail(500) if call.format == "json_schema" else chat.reply(REPLY)

    with serving(behave) as server:
        reader = ChatReader(ReaderServer(server.address, "small"))
        assert reader.read(REQUEST, goes_on) == REPLY
        assert reader.read(REQUEST, goes_on) == REPLY
    assert [call.format for call in server.calls] == [
        "json_schema",
        "json_schema",
        "json_object",
        "json_object",
    ]


def test_a_model_that_refuses_a_temperature_is_asked_without_one() -> None:
    def behave(chat: Chat, call: Call) -> None:
        chat.fail(400, "temperature") if "temperature" in call.body else chat.reply(REPLY)

    with serving(behave) as server:
        assert read(server) == REPLY


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (301, errors.ReaderMoved),
        (400, errors.ReaderRefused),
        (401, errors.WrongReaderKey),
        (403, errors.WrongReaderKey),
        (404, errors.UnknownReaderModel),
        (422, errors.ReaderRefused),
        (429, errors.ReaderBusy),
        (500, errors.ReaderFailed),
        (503, errors.ReaderFailed),
    ],
)
def test_what_a_server_refuses_is_said_in_a_sentence(status: int, error: type[NoVerdicts]) -> None:
    assert type(failure(lambda chat, call: chat.fail(status))) is error


def test_the_sentence_names_the_model_that_is_not_there() -> None:
    assert "has no model “small”" in str(failure(lambda chat, call: chat.fail(404)))


def once(first: Callable[[Chat], None]) -> Behaviour:
    """Behave badly at the first request, then well."""
    return lambda chat, call: first(chat) if len(chat.server.calls) == 1 else chat.reply(REPLY)


def hang_up(chat: Chat) -> None:
    chat.close_connection = True


def break_off(chat: Chat) -> None:
    """Promise more than is sent."""
    chat.send_response(200)
    chat.send_header("Content-Type", "text/event-stream")
    chat.send_header("Content-Length", "5000")
    chat.end_headers()
    chat.part('{"poi')
    chat.close_connection = True


@pytest.mark.parametrize(
    "bad", [hang_up, break_off, lambda chat: chat.fail(500), lambda chat: chat.fail(429)]
)
def test_what_fails_once_is_tried_once_more(bad: Callable[[Chat], None]) -> None:
    with serving(once(bad)) as server:
        assert read(server) == REPLY
    assert len(server.calls) == 2


@pytest.mark.parametrize("bad", [hang_up, break_off])
def test_a_server_that_breaks_off_twice_is_given_up(bad: Callable[[Chat], None]) -> None:
    with serving(lambda chat, call: bad(chat)) as server, pytest.raises(errors.ReaderUnreachable):
        read(server)
    assert len(server.calls) == 2


def test_a_wrong_key_is_not_tried_again() -> None:
    with serving(lambda chat, call: chat.fail(401)) as server, pytest.raises(errors.WrongReaderKey):
        read(server)
    assert len(server.calls) == 1


def test_nothing_at_the_address_is_said_in_a_sentence() -> None:
    with serving() as server:
        address = server.address
    with pytest.raises(errors.ReaderUnreachable, match="cannot be reached"):
        ChatReader(ReaderServer(address, "small")).read(REQUEST, goes_on)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_carries_neither_key_nor_answer_anywhere(status: int) -> None:
    with serving() as other:

        def behave(chat: Chat, call: Call) -> None:
            chat.send(status, b"", Location=f"{other.address}/chat/completions")

        assert type(failure(behave)) is errors.ReaderMoved
    assert other.calls == []


def test_a_server_without_encryption_where_it_is_expected_is_not_trusted() -> None:
    with serving() as server, pytest.raises(errors.ReaderNotTrusted):
        address = server.address.replace("http:", "https:")
        ChatReader(ReaderServer(address, "small"), KEY).read(REQUEST, goes_on)
    assert server.calls == []


def test_a_certificate_that_nobody_signed_is_not_trusted(tmp_path: Path) -> None:
    made = subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 2 -subj /CN=127.0.0.1".split(),
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("there is no openssl to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    with serving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        address = server.address.replace("http:", "https:")
        with pytest.raises(errors.ReaderNotTrusted):
            ChatReader(ReaderServer(address, "small"), KEY).read(REQUEST, goes_on)
    assert server.calls == []


def test_a_model_that_says_nothing_is_too_slow() -> None:
    def wait(chat: Chat, call: Call) -> None:
        chat.server.closing.wait()

    error = failure(wait, seconds=0.5)
    assert type(error) is errors.ReaderTooSlow
    assert "longer than 0.5 seconds" in str(error)


def test_a_model_that_always_says_a_little_more_is_too_slow() -> None:
    def drip(chat: Chat, call: Call) -> None:
        chat.begin_stream()
        while not chat.server.closing.wait(0.02):
            chat.part("x")

    assert type(failure(drip, seconds=0.5)) is errors.ReaderTooSlow


def babble(chat: Chat, call: Call) -> None:
    chat.begin_stream()
    while not chat.server.closing.is_set():
        chat.part("and so on " * 100)


def think(chat: Chat, call: Call) -> None:
    """Send what is no part of the reply, without end."""
    chat.begin_stream()
    while not chat.server.closing.is_set():
        chat.wfile.write(b": " + b"hm " * 10_000 + b"\n\n")


def refuse_at_length(chat: Chat, call: Call) -> None:
    chat.send_response(400)
    chat.send_header("Connection", "close")
    chat.end_headers()
    while not chat.server.closing.is_set():
        chat.wfile.write(b"no " * 10_000)


@pytest.mark.parametrize("behave", [babble, think, refuse_at_length])
def test_a_server_that_sends_without_end_is_cut_off(
    behave: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MOST_BYTES", 300_000)
    assert type(failure(behave)) is errors.ReaderTooLong


def test_what_is_packed_is_not_unpacked() -> None:
    error = failure(lambda chat, call: chat.send(200, b"\x1f\x8b\x08\x00", **{"Content-Encoding": "gzip"}))
    assert type(error) is errors.UnreadableReply


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'{"choices": []}', b'{"choices": [{"mess', b"[" * 100_000, b"\xff\xfe"]
)
def test_a_response_that_is_no_reply_is_unreadable(body: bytes) -> None:
    assert type(failure(lambda chat, call: chat.send(200, body))) is errors.UnreadableReply


@pytest.mark.parametrize(
    "event", [b"data: {\n\n", b'data: {"choices": 7}\n\n', b"data: 7\n\n", b"data: \xff\n\n"]
)
def test_a_stream_that_is_no_reply_is_unreadable(event: bytes) -> None:
    error = failure(lambda chat, call: chat.send(200, event, "text/event-stream"))
    assert type(error) is errors.UnreadableReply


def test_whoever_stops_waits_no_longer_even_if_the_model_has_said_nothing_yet() -> None:
    asked = Event()

    def behave(chat: Chat, call: Call) -> None:
        asked.set()
        chat.server.closing.wait()

    with serving(behave) as server, pytest.raises(errors.ReadingStopped):
        ChatReader(ReaderServer(server.address, "small")).read(REQUEST, asked.is_set)


def test_the_server_is_left_when_somebody_stops_between_two_parts() -> None:
    gone, begun = Event(), Event()

    def behave(chat: Chat, call: Call) -> None:
        chat.begin_stream()
        try:
            while not chat.server.closing.is_set():
                chat.part("x")
                begun.set()
                chat.server.closing.wait(0.01)
        except ConnectionError:
            gone.set()

    with serving(behave) as server:
        with pytest.raises(errors.ReadingStopped):
            ChatReader(ReaderServer(server.address, "small")).read(REQUEST, begun.is_set)
        assert gone.wait(10)


@pytest.mark.parametrize("key", ["key\nX-Told: yes", "schlüssel", "key\x00"])
def test_a_key_that_cannot_be_one_is_not_sent(key: str) -> None:
    with serving() as server, pytest.raises(errors.WrongReaderKey):
        read(server, key=key)
    assert server.calls == []


def echo(status: int) -> Behaviour:
    """Send back all that came, wherever there is room for it."""

    def behave(chat: Chat, call: Call) -> None:
        key = call.headers["authorization"]
        chat.send_response(status, f"{key} {ANSWER}")
        body = json.dumps({"error": {"message": call.raw, "param": key, "code": ANSWER}}).encode()
        chat.send_header("Content-Type", "application/json")
        chat.send_header("Content-Length", str(len(body)))
        chat.send_header("x-request-id", f"{key} {ANSWER}")
        chat.end_headers()
        chat.wfile.write(body)

    return behave


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 429, 500])
def test_key_answer_and_reply_are_in_no_error_and_no_log(
    status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx2", "httpcore2", "httpcore2.http11", "openai._base_client"):
        caplog.set_level(logging.DEBUG, logger=name)
    error = failure(echo(status))
    shown = ["".join(traceback.format_exception(error)), repr(error), caplog.text, *capfd.readouterr()]
    assert [text for text in shown if KEY in text or ANSWER in text or "What did you do" in text] == []


def test_a_representation_shows_neither_key_nor_answer() -> None:
    reader = ChatReader(ReaderServer("http://localhost:1/v1", "small"), KEY)
    assert KEY not in f"{reader!r} {reader}"
    assert ANSWER not in f"{REQUEST!r} {REQUEST}"


def test_the_library_is_not_loaded_before_an_answer_is_read() -> None:
    code = (
        "import sys\n"
        "from prepkit.feedback.reader import client, judgement, keys, prompts, replies, servers\n"
        "print(sorted({'openai', 'httpx2', 'keyring'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
