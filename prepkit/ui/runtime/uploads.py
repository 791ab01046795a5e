"""Limit how much one session may upload in files and recordings.

Streamlit limits the size of each file, but not of all together, and keeps them in memory until the session
ends.
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
"""The most bytes of one session's files: two of the largest, so that one can replace the other."""
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)$")


class UploadTooLarge(Exception):
    """Raised when a body that arrives exceeds the room its session has."""


class UploadLimit:
    """ASGI middleware that answers 413 to an upload that takes a session above ``SESSION_BYTES``."""

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

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            size = len(message.get("body", b""))
            received += size
            self.arriving[session] += size
            if not _make_room(files, session, file, self.arriving[session]):
                raise UploadTooLarge
            return message

        async def send_noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, receive_counted, send_noted)
        except UploadTooLarge:
            if not answered:
                await _read_on(receive)
                refusal = PlainTextResponse("This session has uploaded too much.", status_code=413)
                await refusal(scope, receive, send)
        finally:
            self.arriving[session] -= received
            if not self.arriving[session]:
                del self.arriving[session]


async def _read_on(receive: Receive) -> None:
    """Read and drop the rest: a browser that is still sending would not read the answer."""
    dropped = 0
    while dropped <= SESSION_BYTES:
        message = await receive()
        dropped += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _make_room(files: MemoryUploadedFileManager, session: str, file: str, arriving: int) -> bool:
    """Return whether a session has room for ``arriving`` bytes that replace ``file``, after making room.

    Files that the page no longer shows are removed, such as the recording of an earlier card.
    """
    sizes = {name: len(stored.data) for name, stored in files.file_storage.get(session, {}).items()}
    sizes.pop(file, None)
    if sum(sizes.values()) + arriving <= SESSION_BYTES:
        return True
    files_on_page = _files_on_page(session)
    for name in [name for name in sizes if name not in files_on_page]:
        files.remove_file(session, name)
        del sizes[name]
        if sum(sizes.values()) + arriving <= SESSION_BYTES:
            return True
    return False


def _files_on_page(session: str) -> set[str]:
    """Return the ids of the files that the session's page showed when it last ran."""
    running = Runtime.instance().get_app_session(session)
    if running is None:
        return set()
    states = (
        running._client_state.widget_states.widgets
    )  # Read Streamlit's internal state: no public interface tells which files the page shows.
    return {file.file_id for state in states for file in state.file_uploader_state_value.uploaded_file_info}
