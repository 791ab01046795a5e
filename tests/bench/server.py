"""The server itself: how soon it answers, what importing costs, what it holds in memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from prepkit.bank import DATA, load
from tests.bench.measure import Row, Sample, in_turn, timed
from tests.bench.screen import BARE
from tests.browser.server import ROOT, AppServer

LOADING_MS = 150.0


def rss_mb(pid: int) -> float:
    """What a process holds in memory, in MB of 1,000,000 bytes. Linux only."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError(f"process {pid} does not say how much memory it holds")


def starting(scratch: Path, rounds: int) -> list[Row]:
    """From the command until the server says it is healthy, one import of the package, the bank it loads."""
    data = scratch / "starting"
    ours = AppServer(data, scratch / "starting.log")
    bare = AppServer(data, scratch / "starting-bare.log", {}, "frame_and_chart.py", BARE)
    started = in_turn(lambda: _until_healthy(ours), lambda: _until_healthy(bare), rounds, warm=1)
    bare_imports = "streamlit, pandas, altair"
    imported = in_turn(
        lambda: _importing("prepkit.ui.runtime.shell"), lambda: _importing(bare_imports), rounds, warm=1
    )
    loading = timed(lambda: load(DATA))
    loaded = Sample("ms", tuple(loading() for _ in range(3 * rounds)))
    limit = {"median": 1.5}
    return [
        Row("server start until healthy", started[0], "bare frame and chart", started[1], limit),
        Row("import what every page needs", imported[0], f"import {bare_imports}", imported[1], limit),
        Row("load the whole bank", loaded, "the limit", Sample("ms", (LOADING_MS,)), {"median": 1.0}),
    ]


def _until_healthy(server: AppServer) -> float:
    began = time.perf_counter()
    server.start()
    took = (time.perf_counter() - began) * 1000
    server.stop()
    return took


def _importing(modules: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {modules}"], check=True, cwd=ROOT)
    return (time.perf_counter() - began) * 1000
