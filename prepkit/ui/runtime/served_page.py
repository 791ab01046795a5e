"""Change Streamlit's own page on its way to the browser, where no option of Streamlit does the same."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SETTINGS_OF_THE_PAGE = "/_stcore/host-config"
STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
CHANGES = {
    # Block the dialog about a lost connection: it takes the focus from the box in which somebody is typing,
    # so that the words after it are lost. "Connecting" in the corner tells the same.
    "application/json": (b'"blockErrorDialogs":false', b'"blockErrorDialogs":true'),
    "text/html": (b"</head>", f"<style>{STYLE}</style></head>".encode()),
}
"""By content type: the bytes to replace, and their replacement."""


class ServedPage:
    """ASGI middleware that blocks the dialog on a lost connection and keeps phones from zooming in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not _may_be_changed(scope):
            await self.app(scope, receive, send)
            return
        # Ask for an uncompressed response, because a compressed one cannot be changed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, _Rewriting(scope["path"], send))


def _may_be_changed(scope: Scope) -> bool:
    """Return whether a browser requests the page itself, or its settings."""
    is_page = "text/html" in Headers(scope=scope).get("accept", "")
    return is_page or scope["path"].endswith(SETTINGS_OF_THE_PAGE)


class _Rewriting:
    """Passes a response on, with the replacement of ``CHANGES`` in the page and in its settings."""

    def __init__(self, path: str, send: Send) -> None:
        self._path = path
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if self._is_changed(message):
                self._start = message
                return
        elif self._start is not None:
            self._body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            await self._send_changed(self._start)
            return
        await self._send(message)

    def _is_changed(self, start: Message) -> bool:
        headers = Headers(scope=start)
        kind = headers.get("content-type", "").partition(";")[0]
        wanted = kind == "text/html" or self._path.endswith(SETTINGS_OF_THE_PAGE)
        return start["status"] == 200 and wanted and kind in CHANGES and "content-encoding" not in headers

    async def _send_changed(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        old, new = CHANGES[headers["content-type"].partition(";")[0]]
        text = bytes(self._body).replace(old, new, 1)
        headers["content-length"] = str(len(text))
        # Drop the headers that identify the unchanged file: a browser would reuse an older copy of the page.
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": text})
