"""Measures one part after another: a part that fails costs its own rows and no other's."""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Failure, Row
from tests.bench.table import Line, as_json, as_line, as_text

Measure = Callable[[Path, int], list[Row]]
REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bench: what measures it, and how often."""

    name: str
    measure: Measure
    rounds: int


def run(parts: Sequence[Part], about: Mapping[str, str], to: Path | None = None) -> int:
    """Measure every part and print its rows at once, then all of them as one table; the exit status.

    ``to`` is written anew after each part, so that what was measured is there even if the run is cut
    short. The status is 1 when any part failed.
    """
    lines: list[Line] = []
    try:
        for part in parts:
            print(f"Measuring {part.name} ...", flush=True)
            measured = _measured(part)
            lines += measured
            print("\n".join(as_line(line) for line in measured), flush=True)
            if to:
                to.write_text(json.dumps({**about, "rows": as_json(lines)}, indent=1), encoding="utf-8")
    finally:
        print(f"\n{as_text(lines)}", flush=True)
    failed = [line.part for line in lines if isinstance(line, Failure)]
    if failed:
        print(f"\nNot measured: {', '.join(failed)}.", flush=True)
    return 1 if failed else 0


def _measured(part: Part) -> list[Line]:
    try:
        with tempfile.TemporaryDirectory() as scratch:
            return [*part.measure(Path(scratch), part.rounds)]
    # Whatever goes wrong in a part, a peer that gives up included, is that part's row.
    except (Exception, SystemExit) as error:  # noqa: BLE001
        traceback.print_exc(file=sys.stderr)
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return [Failure(part.name, reason[:REASON_LENGTH])]
