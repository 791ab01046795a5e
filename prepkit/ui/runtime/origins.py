"""Refuse requests of foreign web pages: only the server's own pages and those the operator names may connect.

Streamlit checks the same later, but accepts any page of this computer, and looks up the server's address on
the internet before it refuses a foreign one. So a foreign page is refused before the request reaches it.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from prepkit.ui.runtime.paths import public_address

log = logging.getLogger("prepkit")

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
ORIGINAL_HOST = "X-Forwarded-Host"


class OwnOrigins:
    """ASGI middleware that answers 403 to requests and websockets of a page of another address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or _is_navigation(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origins, host = headers.getlist("origin"), headers.get("host", "")
        if not origins:
            await self.app(scope, receive, send)
        elif len(origins) == 1 and is_same(origins[0], host):
            await self.app(_as_host(scope, origins[0]), receive, send)
        elif len(origins) == 1 and _is_named(origins[0]):
            await self.app(_as_host(scope, origins[0], forwarded=host), receive, send)
        else:
            log.warning(
                "Refused a page of %.200r, which is not %.200r; docs/deployment.md says how to allow it",
                *(", ".join(origins), host),
            )
            await _refuse(scope, receive, send)


def is_same(origin: str, host: str) -> bool:
    """Return whether a page's origin is the host and the port that a request asks for."""
    page = address(origin)
    if page is None:
        return False
    return page == address(f"{urlsplit(origin).scheme}://{host}")


def address(url: str) -> tuple[str, int] | None:
    """Return the host and the port of an address; None where it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme.lower())
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None


def _is_navigation(scope: Scope) -> bool:
    """Return whether somebody follows a link or types the address: no other page can read the response."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return False
    return Headers(scope=scope).get("sec-fetch-mode") == "navigate"


def _is_named(origin: str) -> bool:
    """Return whether the operator has named this page's address, for PrepKit or in a Streamlit option."""
    if not st.get_option("server.enableCORS"):
        return True
    page = address(origin)
    if page is None:
        return False
    named = [*st.get_option("server.corsAllowedOrigins"), public_address()]
    if page in {address(name.strip()) for name in named}:
        return True
    return config.is_manually_set("browser.serverAddress") and page[0] == st.get_option(
        "browser.serverAddress"
    )


def _as_host(scope: Scope, origin: str, forwarded: str = "") -> Scope:
    """Return the scope with the page's address as its Host, so that Streamlit accepts it without a look-up.

    ``forwarded`` is a different original Host, put in the header a proxy would use: it marks the visitor as
    one who is not at this computer.
    """
    netloc = urlsplit(origin).netloc
    if scope["type"] != "websocket" or Headers(scope=scope).get("host") == netloc:
        return scope
    changed = {**scope, "headers": list(scope["headers"])}
    headers = MutableHeaders(scope=changed)
    headers["host"] = netloc
    if forwarded:
        headers[ORIGINAL_HOST] = forwarded
    return changed


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        # Close it before it is accepted, which makes the server answer 403.
        await send({"type": "websocket.close", "code": 1008})
        return
    refusal = PlainTextResponse("This page belongs to another address.", status_code=403)
    await refusal(scope, receive, send)
