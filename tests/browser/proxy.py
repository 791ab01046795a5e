"""A careless reverse proxy on the same computer: it hides where a request comes from and adds no header."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HEAD_END = b"\r\n\r\n"
HOST = re.compile(rb"(?im)^host:.*$")
CONNECTION = re.compile(rb"(?im)^connection: keep-alive.*$")


@contextmanager
def careless_proxy(port: int) -> Iterator[int]:
    """Pass everything on to ``port`` with the Host of that address; the port it listens on itself."""
    loop = asyncio.new_event_loop()
    started = threading.Event()
    listening: list[asyncio.Server] = []

    async def serve() -> None:
        async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await _pass_on(reader, writer, port)

        listening.append(await asyncio.start_server(pass_on, "127.0.0.1", 0))
        started.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait()
    yield int(listening[0].sockets[0].getsockname()[1])
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        head = await reader.readuntil(HEAD_END)
        head = HOST.sub(b"Host: localhost:%d\r" % port, head)
        # One request to a connection, so that each has its Host changed; a websocket stays as it is.
        head = CONNECTION.sub(b"Connection: close\r", head)
        there, away = await asyncio.open_connection("127.0.0.1", port)
        away.write(head)
        await asyncio.gather(_copy(reader, away), _copy(there, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()
        writer.close()
