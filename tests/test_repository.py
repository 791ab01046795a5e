"""What must never get into the repository."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36}",
    "a Slack token": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "a password in an address": r"\b[a-z][a-z0-9+.-]*://[^\s/:@\"'{}<>]+:[^\s/:@\"'{}<>]+@",
    "a secret that is set": r"(?i)(?:secret|api_key|password)\s*=\s*[\"'][^\"'<>{}\s]{8,}",
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git working copy, so nothing is tracked")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_secret_is_tracked() -> None:
    found = [
        f"{path.relative_to(ROOT)} holds {kind}"
        for path in tracked()
        for kind, pattern in SECRETS.items()
        if re.search(pattern, path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_no_file_is_tracked_that_is_made_to_hold_secrets_or_data() -> None:
    private = {".env", "secrets.toml", "prepkit.db"}
    assert [
        path for path in tracked() if path.name in private or path.suffix in {".pem", ".key", ".db"}
    ] == []
