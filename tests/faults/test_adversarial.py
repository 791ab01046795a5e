"""No text that somebody types or sends keeps the server from everybody else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ("feedback", "exchange", "stories", "bank", "prepare", "interviews")
ROOT = Path(__file__).parents[2]
THERE = [name for name in PACKAGES if (ROOT / "prepkit" / name).is_dir()]


@pytest.mark.faults
@pytest.mark.parametrize("package", THERE)
def test_every_pattern_comes_to_an_end_on_texts_made_against_it(package: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.adversarial", f"prepkit.{package}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
