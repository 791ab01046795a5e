"""The bench's result as one table to read and as JSON to compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tests.bench.measure import Failure, Row, Sample

Line = Row | Failure

HEAD = ("what", "median", "p95", "±", "against", "median", "p95", "±", "ratio", "target", "")


def as_text(rows: Iterable[Line]) -> str:
    """A Markdown table, a line for each row, columns aligned."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join(_ruled(line, widths) for line in ruled)


def as_line(row: Line) -> str:
    """One row by itself, to be read while the rest is still measured."""
    return _ruled(_cells(row), [0] * len(HEAD))


def as_json(rows: Iterable[Line]) -> list[dict[str, Any]]:
    """Every row with its statistics and each measured value; of a part that failed, why."""
    return [_document(row) for row in rows]


def _document(row: Line) -> dict[str, Any]:
    if isinstance(row, Failure):
        return {"what": row.part, "failed": row.reason}
    return {
        "what": row.name,
        "against": row.against,
        "limits": dict(row.limits),
        "met": row.met,
        "note": row.note,
        "ours": _statistics(row.ours),
        "reference": _statistics(row.reference) if row.reference else None,
    }


def _cells(row: Line) -> tuple[str, ...]:
    if isinstance(row, Failure):
        return (row.part, *[""] * (len(HEAD) - 2), f"FAILED: {row.reason}")
    statistics = list(row.limits) or ["median"]
    ratios = " / ".join(f"{row.ratio(statistic) or 0:.2f}" for statistic in statistics)
    target = " / ".join(
        f"{limit:g}" + (" p95" if statistic == "p95" else "") for statistic, limit in row.limits.items()
    )
    verdict = {True: "met", False: "missed", None: ""}[row.met]
    said = ", ".join(part for part in (verdict, row.note) if part)
    reference = _numbers(row.reference) if row.reference else ("", "", "")
    return (row.name, *_numbers(row.ours), row.against, *reference, ratios, target, said)


def _numbers(sample: Sample) -> tuple[str, str, str]:
    digits = 3 if sample.median < 10 else 1
    return (
        f"{sample.median:,.{digits}f} {sample.unit}",
        f"{sample.p95:,.{digits}f}",
        f"{sample.spread:,.{digits}f}",
    )


def _ruled(line: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"


def _statistics(sample: Sample) -> dict[str, Any]:
    return {
        "unit": sample.unit,
        "median": sample.median,
        "p95": sample.p95,
        "spread": sample.spread,
        "values": list(sample.values),
    }
