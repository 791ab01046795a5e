"""Servers that start in a fifth of a second: each is forked from one process that has everything imported.

A server of the tests spends most of its start on imports, which are the same for all of them. What is special
to a cold start is tested on servers started by the ``streamlit`` command (``start_cold_app``).

Run as a module this is that process: it reads one request a line, as JSON, and answers with a process id.
"""

from __future__ import annotations

import atexit
import importlib
import json
import logging
import os
import pkgutil
import select
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def is_possible() -> bool:
    """Whether this system can fork, and can wait for a process that is no child."""
    return hasattr(os, "fork") and hasattr(os, "pidfd_open")


class ForkedProcess:
    """A server's process, with what is used here of ``subprocess.Popen``."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._end: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._end = None

    def wait(self, timeout: float) -> None:
        """Wait until it has ended. Raises subprocess.TimeoutExpired, ``timeout`` in seconds."""
        if self._end is None:
            return
        ended, _, _ = select.select([self._end], [], [], timeout)
        if not ended:
            raise subprocess.TimeoutExpired(f"server {self.pid}", timeout)
        os.close(self._end)
        self._end = None

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self._end is not None:
            signal.pidfd_send_signal(self._end, number)


def fork_server(command: list[str], folder: Path, env: dict[str, str], log: Path) -> ForkedProcess:
    """Start ``streamlit`` with the arguments of a command in ``folder``, its output added to ``log``."""
    parent = _parent()
    request = {"command": command, "folder": str(folder), "env": env, "log": str(log)}
    if parent.stdin is None or parent.stdout is None:
        raise RuntimeError("The process that servers are forked from has no pipes.")
    parent.stdin.write(json.dumps(request) + "\n")
    parent.stdin.flush()
    return ForkedProcess(int(parent.stdout.readline()))


@cache
def _parent() -> subprocess.Popen[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PREPKIT_")}
    started = subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=ROOT,
        env=ours,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(started.kill)
    return started


def main() -> None:
    """Import what a server needs, then fork one for each request until there are no more."""
    sys.path[:] = [path for path in sys.path if path not in ("", str(ROOT))]
    sys.path.append(str(ROOT))
    _import_everything()
    # Nobody here waits for the servers: the system forgets them as they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become_server(request)
        print(pid, flush=True)


def _import_everything() -> None:
    import streamlit.web.bootstrap
    import streamlit.web.cli
    from streamlit.components.v2 import manifest_scanner

    import prepkit.insight.charts
    import prepkit.ui
    from prepkit.ui.runtime import opening

    # Streamlit's caches say for each function that no server is running here.
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    for package in (prepkit.ui, prepkit.insight.charts, streamlit.web):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".entry" not in module.name:
                importlib.import_module(module.name)
    opening.search_index(opening.open_bank())
    # What is installed is the same for every server.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    manifest_scanner.scan_component_manifests()
    logging.getLogger("streamlit").setLevel(logging.NOTSET)


def _become_server(request: dict[str, Any]) -> None:
    from streamlit.web import cli

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    log = os.open(request["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv[:] = request["command"]
    status = 1
    try:
        cli.main(prog_name="streamlit")
    except SystemExit as exit_:
        status = exit_.code if isinstance(exit_.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
