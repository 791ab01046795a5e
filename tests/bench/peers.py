"""Another engine to measure beside ours, in an environment of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import anki_environment

HERE = Path(__file__).parent


class Peer:
    """A process that answers each line with the milliseconds it took."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, line: str) -> float:
        """Send one line; the milliseconds it answers. Raises RuntimeError if it has died."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the peer has no pipes")
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The peer died on “{line}”; see its output above.")
        return float(answer)

    def wait_ready(self) -> None:
        """Wait for the line with which it says that everything is built."""
        if self._process.stdout is None or self._process.stdout.readline().strip() != "ready":
            raise RuntimeError("The peer did not start; see its output above.")


@contextmanager
def anki(folder: Path, notes: int, reviews: int, texts: list[str]) -> Iterator[Peer]:
    """Anki's engine on a collection of so many notes, its text taken from ``texts`` in turn."""
    words = folder / "texts.txt"
    words.write_text("\n".join(texts), encoding="utf-8")
    command = [
        str(anki_environment.python()),
        str(HERE / "anki_peer.py"),
        str(folder),
        str(notes),
        str(reviews),
        str(words),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        peer = Peer(process)
        peer.wait_ready()
        yield peer
        process.terminate()
