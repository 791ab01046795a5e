"""The bench's runner: what was measured is kept, whatever becomes of the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.measure import Row, Sample
from tests.bench.runner import Part, run


def measured(name: str) -> Part:
    return Part(name, lambda _, rounds: [Row(f"{name} of {rounds}", Sample("ms", (1.0, 2.0, 3.0)))], 3)


def failing(error: BaseException) -> Part:
    def measure(_: Path, rounds: int) -> list[Row]:
        raise error

    return Part("broken", measure, 3)


@pytest.mark.parametrize("error", [StopIteration(), RuntimeError("two\nlines"), SystemExit("no engine")])
def test_a_part_that_fails_is_a_row_and_leaves_the_others(
    error: BaseException, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "latest.json"
    status = run([measured("first"), failing(error), measured("last")], {"commit": "abc"}, to)
    assert status == 1
    said = capsys.readouterr().out
    while_measuring, table = said.split("\n\n", 1)
    for shown in (while_measuring, table):
        assert [name for name in ("first of 3", "FAILED", "last of 3") if name in shown] == [
            "first of 3",
            "FAILED",
            "last of 3",
        ]
    assert while_measuring.index("first of 3") < while_measuring.index("Measuring broken")
    assert "Not measured: broken." in said
    rows = json.loads(to.read_text("utf-8"))["rows"]
    assert [row["what"] for row in rows] == ["first of 3", "broken", "last of 3"]
    assert rows[1]["failed"].startswith(type(error).__name__)
    assert rows[2]["ours"]["values"] == [1.0, 2.0, 3.0]


def test_a_run_that_is_cut_short_has_kept_and_shown_what_it_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "latest.json"
    with pytest.raises(KeyboardInterrupt):
        run([measured("first"), failing(KeyboardInterrupt()), measured("last")], {}, to)
    assert [row["what"] for row in json.loads(to.read_text("utf-8"))["rows"]] == ["first of 3"]
    assert "first of 3" in capsys.readouterr().out.split("\n\n", 1)[1]


def test_a_run_without_a_failure_says_so_by_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([measured("first")], {}) == 0
    assert "Not measured" not in capsys.readouterr().out
