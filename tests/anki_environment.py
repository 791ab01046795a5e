"""Anki's own engine in an environment of its own: it brings its own protobuf and must not meet ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from filelock import FileLock

KEPT = Path(__file__).parents[1] / ".bench"


def python() -> Path:
    """The interpreter of the environment that holds ``anki``, made when it is missing."""
    home = KEPT / "anki-environment"
    found = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    KEPT.mkdir(exist_ok=True)
    with FileLock(KEPT / "anki-environment.lock"):
        if not (home / "complete").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
            install = [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "anki"]
            subprocess.run(install, check=True)
            (home / "complete").touch()
    return found
