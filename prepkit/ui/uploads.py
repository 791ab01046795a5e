"""How much one session may hand the server in files and recordings.

Streamlit bounds each file, keeps all of them in memory until the session has ended, and counts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import cast

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

SESSION_BYTES = 40 * 2**20
"""The most that the files of one session may take: two of the largest, so that one can replace another."""
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)$")


class TooMuch(Exception):
    """A body that arrives is more than its session has room for."""


class UploadLimit:
    """Answers 413 to what would take a session above ``SESSION_BYTES``, counted as it arrives."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.arriving: Counter[str] = Counter()
        """Bytes of each session's uploads that have not been stored yet."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = UPLOAD.search(scope["path"]) if scope["type"] == "http" else None
        if upload is None or scope["method"] != "PUT" or not Runtime.exists():
            await self.app(scope, receive, send)
            return
        session, file = upload["session"], upload["file"]
        files = cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr)
        received = 0
        answered = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            size = len(message.get("body", b""))
            received += size
            self.arriving[session] += size
            if not _make_room(files, session, file, self.arriving[session]):
                raise TooMuch
            return message

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except TooMuch:
            if not answered:
                await _read_on(receive)
                refusal = PlainTextResponse("This session has handed in too much.", status_code=413)
                await refusal(scope, receive, send)
        finally:
            self.arriving[session] -= received
            if not self.arriving[session]:
                del self.arriving[session]


async def _read_on(receive: Receive) -> None:
    """Read and drop the rest, as a browser that is still sending would not hear the answer."""
    dropped = 0
    while dropped <= SESSION_BYTES:
        message = await receive()
        dropped += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _make_room(files: MemoryUploadedFileManager, session: str, file: str, arriving: int) -> bool:
    """Whether a session's files leave room for what is arriving in place of ``file``.

    What the page no longer shows goes first: a recording of an earlier card stays stored otherwise.
    """
    stored = {name: len(kept.data) for name, kept in files.file_storage.get(session, {}).items()}
    stored.pop(file, None)
    if sum(stored.values()) + arriving <= SESSION_BYTES:
        return True
    shown = _shown(session)
    for name in [name for name in stored if name not in shown]:
        files.remove_file(session, name)
        del stored[name]
        if sum(stored.values()) + arriving <= SESSION_BYTES:
            return True
    return False


def _shown(session: str) -> set[str]:
    """The files that the session's page had when it last ran."""
    running = Runtime.instance().get_app_session(session)
    if running is None:
        return set()
    states = running._client_state.widget_states.widgets  # Streamlit tells it nowhere else.
    return {file.file_id for state in states for file in state.file_uploader_state_value.uploaded_file_info}
