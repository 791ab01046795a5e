"""`make audit` says so, and fails, where a package was not looked up."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.audit import verdict

SOUND = {"name": "numpy", "version": "2.0", "vulns": []}
WEAK = {"name": "pandas", "version": "3.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.2"]}]}
SKIPPED = {"name": "streamlit", "skip_reason": "Dependency not found on PyPI"}


def report(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_all_looked_up_and_none_vulnerable_is_a_success() -> None:
    assert verdict(report(SOUND)) == (["1 of 1 packages checked, 0 with known vulnerabilities."], 0)


def test_a_package_that_was_not_looked_up_is_named_and_fails() -> None:
    lines, status = verdict(report(SOUND, SKIPPED))
    assert status == 1
    assert lines == [
        "NOT CHECKED streamlit: Dependency not found on PyPI",
        "1 of 2 packages checked, 0 with known vulnerabilities.",
    ]


def test_a_vulnerable_package_is_named_with_the_version_that_mends_it() -> None:
    lines, status = verdict(report(SOUND, WEAK))
    assert status == 1
    assert lines[0] == "VULNERABLE pandas 3.1: PYSEC-1, mended in 3.2"


@pytest.mark.parametrize("nothing", ["", "no json", "[]", "{}", report()])
def test_no_report_is_no_success(nothing: str) -> None:
    assert verdict(nothing)[1] == 1


def test_make_audit_uses_it() -> None:
    makefile = (Path(__file__).parents[1] / "Makefile").read_text("utf-8")
    recipe = re.search(r"^audit:.*\n\t(.*)$", makefile, re.MULTILINE)
    assert recipe
    assert recipe[1] == "$(BIN)/python -m tests.audit"
