"""Runs the real app in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser import preloaded as preloaded_servers
from tests.browser.preloaded import ForkedProcess

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # tenths of a second until a server must answer


class AppServer:
    """PrepKit on one data folder and one port, which it keeps when it is started again.

    ``data`` is the folder given as PREPKIT_DATA; ``env`` holds further environment variables;
    ``script`` is the file that Streamlit runs, in ``folder``, with further ``options``. What the server
    prints goes into ``log``. A ``preloaded`` server is forked from a process with everything imported, where
    the system can do that.
    """

    def __init__(
        self,
        data: Path,
        log: Path,
        env: Mapping[str, str] | None = None,
        script: str = "app.py",
        folder: Path = ROOT,
        options: Sequence[str] = (),
        preloaded: bool = False,
        port: int | None = None,
    ) -> None:
        self.data = data
        self._script = script
        self._folder = folder
        self._options = options
        self._preloaded = preloaded and preloaded_servers.is_possible()
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PREPKIT_")}
        loopback = {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
        self._env = {**ours, **loopback, **(env or {}), "PREPKIT_DATA": str(data)}
        self._process: subprocess.Popen[bytes] | ForkedProcess | None = None

    def start(self) -> None:
        """Start and wait until the server answers; raises RuntimeError, with the log, if it doesn't."""
        if self._process is not None:
            raise RuntimeError(f"The server at {self.url} is already running.")
        self._process = self._begin()
        for _ in range(PATIENCE):
            if _answers(f"{self.url}/_stcore/health"):
                return
            if _ended(self._process):
                break
        self.kill()
        raise RuntimeError(f"The app did not start at {self.url}:\n{self.tail()}")

    def stop(self) -> None:
        """Stop it as Ctrl+C would; nothing happens if it is not running."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._gone()

    def kill(self) -> None:
        """End it without a chance to clean up (SIGKILL), as a crash or a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._gone()

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """Let it do nothing for a while, as a server far away or busy seems to."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)

    @property
    def pid(self) -> int:
        """The server's process id; raises RuntimeError while it is not running."""
        if self._process is None:
            raise RuntimeError(f"The server at {self.url} is not running.")
        return self._process.pid

    def tail(self, lines: int = 80) -> str:
        """The last lines the server printed."""
        return "\n".join(self._log.read_text("utf-8", errors="replace").splitlines()[-lines:])

    def _begin(self) -> subprocess.Popen[bytes] | ForkedProcess:
        if self._preloaded:
            return preloaded_servers.fork_server(self._command(), self._folder, self._env, self._log)
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._command(), cwd=self._folder, env=self._env, stdout=log, stderr=subprocess.STDOUT
            )

    def _gone(self) -> None:
        if self._process is not None:
            self._process.wait(timeout=15)
            self._process = None

    def _command(self) -> list[str]:
        # The installed command, not `python -m streamlit`: the latter puts the working directory on
        # sys.path and would hide an import that fails for everybody else.
        streamlit = shutil.which("streamlit", path=str(Path(sys.executable).parent))
        if streamlit is None:
            raise RuntimeError(f"There is no streamlit beside {sys.executable}.")
        return [
            *(streamlit, "run", self._script),
            f"--server.port={self.port}",
            "--server.headless=true",
            "--server.fileWatcherType=none",
            "--logger.enableRich=false",
            *self._options,
        ]


def free_port() -> int:
    """A port of this computer that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _ended(process: subprocess.Popen[bytes] | ForkedProcess) -> bool:
    """Whether the process has ended, after giving it a tenth of a second."""
    try:
        process.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return False
    return True
