"""A visitor without a browser: speaks Streamlit's protocol, so that a hundred fit on one machine."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.triggers import card_act, trigger

Result = TypeVar("Result")

PATIENCE = 60
MANY_BYTES = 64 * 2**20
XSRF = "_streamlit_xsrf"
CARD = "card_back"
SOLID = 3
SAYING = ("heading", "markdown", "alert", "exception")


class MissingButton(RuntimeError):
    """A page without the button that was to be clicked; says what stands there instead."""

    def __init__(self, wanted: Sequence[str], there: Iterable[str], texts: Sequence[str]) -> None:
        buttons, said = ", ".join(sorted(there)) or "none", " / ".join(texts) or "nothing"
        super().__init__(
            f"no button {' or '.join(wanted)}; the buttons are: {buttons}; the page says: {said}"
        )


class Visitor:
    """One session. Knows the buttons on its page by their keys."""

    def __init__(self, connection: ClientConnection, url: str) -> None:
        self._connection = connection
        self._url = url
        self._page = ""
        self._buttons: dict[str, tuple[str, str]] = {}
        self._texts: list[str] = []
        self._card: tuple[str, str, dict[str, Any]] | None = None
        self.kept: dict[str, dict[str, Any]] = {}
        """What the page has asked this visitor's browser to keep."""
        self.sent_to = ""
        """Where the server has sent the browser, to sign in or out."""

    @property
    def buttons(self) -> set[str]:
        """The keys of the buttons on the page."""
        return set(self._buttons)

    def one_of(self, keys: Sequence[str]) -> str:
        """The first of these buttons that is on the page; MissingButton says what is there instead."""
        for key in keys:
            if key in self._buttons:
                return key
        raise MissingButton(keys, self.buttons, self._texts)

    async def arrive(self) -> float:
        """Ask for the first page; milliseconds until it is complete."""
        return await self._run(BackMsg())

    async def visit(self, page: str) -> float:
        """Go to another page; milliseconds until it is complete."""
        message = BackMsg()
        message.rerun_script.page_name = page
        self._page = ""
        return await self._run(message)

    async def click(self, key: str) -> float:
        """Click a button; milliseconds until everything it changes has arrived."""
        element, fragment = self._buttons[self.one_of([key])]
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = element, True
        message.rerun_script.fragment_id = fragment
        return await self._run(message)

    @property
    def card(self) -> dict[str, Any] | None:
        """What the back of the card on screen was given to show; None where there is no card."""
        return self._card[2] if self._card else None

    async def act(self, do: str, **more: object) -> float:
        """Do something on the card on screen; milliseconds until everything it changes has arrived."""
        if self._card is None:
            raise MissingButton(["a card"], self.buttons, self._texts)
        element, fragment, shown = self._card
        message = BackMsg()
        message.rerun_script.widget_states.widgets.append(
            trigger(element, "acts", card_act(shown, do, **more))
        )
        message.rerun_script.fragment_id = fragment
        return await self._run(message)

    async def _run(self, message: BackMsg) -> float:
        message.rerun_script.page_script_hash = self._page
        context = message.rerun_script.context_info
        context.timezone, context.locale, context.url = "UTC", "en-GB", self._url
        fragment = message.rerun_script.fragment_id
        self._buttons = {key: was for key, was in self._buttons.items() if fragment and was[1] != fragment}
        self._texts, self._card = [], None
        began = time.perf_counter()
        await self._connection.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._take(ForwardMsg.FromString(await self._received())):
                pass
        return (time.perf_counter() - began) * 1000

    async def _received(self) -> bytes:
        received = await self._connection.recv()
        return received if isinstance(received, bytes) else received.encode()

    def _take(self, message: ForwardMsg) -> bool:
        """Note what a message says; whether it ends the run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "auth_redirect":
            self.sent_to = message.auth_redirect.url
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "button":
            element = message.delta.new_element.button.id
            self._buttons[element.split("-", 2)[2]] = (element, message.delta.fragment_id)
        elif kind == "delta" and (what := message.delta.new_element.WhichOneof("type")) in SAYING:
            said = getattr(message.delta.new_element, what)
            self._texts.append(said.message if what == "exception" else said.body)
        elif kind == "delta" and what == "bidi_component":
            component = message.delta.new_element.bidi_component
            if component.id.endswith(f"-{CARD}"):
                self._card = component.id, message.delta.fragment_id, json.loads(component.json)
            if "-browser_storage" in component.id:
                self.kept |= json.loads(component.json)["entries"]
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@asynccontextmanager
async def visiting(url: str, cookies: Mapping[str, str] | None = None) -> AsyncIterator[Visitor]:
    """Connect as a browser would and arrive on the first page."""
    place = urlsplit(url)
    # A browser always says where its page is from; who does not is taken for a stranger.
    headers = {"Origin": f"{place.scheme}://{place.netloc}"}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    protocols = [Subprotocol("streamlit"), Subprotocol((cookies or {}).get(XSRF, "none"))]
    async with connect(
        f"ws://{place.netloc}/_stcore/stream",
        max_size=MANY_BYTES,
        additional_headers=headers,
        subprotocols=protocols if cookies else None,
    ) as connection:
        visitor = Visitor(connection, url)
        await visitor.arrive()
        yield visitor


async def practise(visitor: Visitor) -> float:
    """Reveal and rate one card; milliseconds of the rating."""
    # Another window of the same person may have gone on to the next card.
    while not (visitor.card and visitor.card["revealed"]):
        await visitor.act("reveal")
    return await visitor.act("rate", rating=SOLID)


def run(steps: Coroutine[Any, Any, Result]) -> Result:
    """What the steps return. Run in a thread of their own: a browser test leaves a loop in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, steps).result()
