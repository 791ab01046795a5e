"""Measures PrepKit beside its references: ``python -m tests.bench [--quick] [--json FILE] [PART ...]``."""

from __future__ import annotations

import argparse
import platform
import subprocess
from pathlib import Path

from tests.bench import card, crowd, engine, present, screen, server
from tests.bench.runner import Measure, Part, run
from tests.browser import chromium

PARTS: dict[str, tuple[Measure, int, int]] = {
    "practise": (card.practising, 60, 8),
    "first-page": (screen.first_page, 15, 4),
    "browse": (screen.browsing, 25, 5),
    "present": (present.presenting, 15, 3),
    "progress": (screen.charting, 15, 4),
    "engine": (engine.against_anki, 1000, 100),
    "growth": (engine.growth, 500, 60),
    "rebuild": (engine.rebuilding, 3, 1),
    "server": (server.starting, 9, 2),
    "memory": (crowd.full_house, 1, 1),
    "crowd": (crowd.practising_together, 15, 5),
    "fifty": (crowd.fifty_at_once, 15, 5),
    "leaving": (crowd.coming_and_going, 220, 40),
}
"""Each part's name, what measures it, and how often: in full and with ``--quick``."""


def main() -> int:
    """Measure the chosen parts, print their rows, write the same as JSON where asked."""
    arguments = _arguments()
    parts = []
    for name in arguments.part or PARTS:
        measure, often, quickly = PARTS[name]
        parts.append(Part(name, measure, quickly if arguments.quick else often))
    about = {"commit": _commit(), "machine": platform.platform(), "python": platform.python_version()}
    return run(parts, about, arguments.json)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure PrepKit beside bare apps and Anki's engine.")
    parser.add_argument("part", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--quick", action="store_true", help="few rounds: to try the bench, not to judge by")
    parser.add_argument("--json", type=Path, help="also write every measured value here")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.part if name not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return arguments


def _commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "unknown"


if __name__ == "__main__":
    if chromium.find() is None:
        raise SystemExit(chromium.MISSING)
    raise SystemExit(main())
