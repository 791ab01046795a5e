"""A proxy that holds back every byte for a while, as a long way between browser and server does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 2**16


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    """Pass on what arrives, each part after ``seconds``, without holding back what comes after it."""
    loop = asyncio.get_running_loop()
    parts: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            due, part = await parts.get()
            await asyncio.sleep(due - loop.time())
            if not part:
                break
            writer.write(part)
            await writer.drain()
        writer.close()

    delivery = asyncio.create_task(deliver())
    with suppress(ConnectionError):
        while part := await reader.read(CHUNK):
            parts.put_nowait((loop.time() + seconds, part))
    parts.put_nowait((loop.time(), b""))
    with suppress(ConnectionError):
        await delivery


@contextmanager
def far_away(url: str, round_trip: float) -> Iterator[str]:
    """The address of a proxy to ``url`` over which a round trip takes ``round_trip`` seconds more."""
    target = urlsplit(url)
    loop = asyncio.new_event_loop()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(target.hostname, target.port)
        await asyncio.gather(
            _carry(reader, there[1], round_trip / 2), _carry(there[0], writer, round_trip / 2)
        )

    server = loop.run_until_complete(asyncio.start_server(connect, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
