"""A lost connection takes the focus from nobody: what is typed meanwhile stays in its box for later."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SETTINGS_OF_THE_PAGE = "/_stcore/host-config"
SHOWN, LEFT_OUT = b'"blockErrorDialogs":false', b'"blockErrorDialogs":true'


class NoConnectionDialog:
    """Tells Streamlit's page to open no dialog over the app: "Connecting" in the corner says as much.

    The dialog took the focus out of the box in which somebody was typing, and the words after it were lost.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(SETTINGS_OF_THE_PAGE):
            await self.app(scope, receive, send)
            return
        begun: list[Message] = []
        body = bytearray()

        async def rewritten(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            text = bytes(body).replace(SHOWN, LEFT_OUT)
            for start in begun:
                MutableHeaders(scope=start)["content-length"] = str(len(text))
                await send(start)
            await send({"type": "http.response.body", "body": text})

        await self.app(scope, receive, rewritten)
