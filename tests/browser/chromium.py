"""Finds a Chromium for the browser tests, or installs one: ``python -m tests.browser.chromium``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The shell without windows comes first: it draws and runs the same with a third less work.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MISSING = (
    "No Chromium or Chrome was found. Install one, name one in PREPKIT_CHROMIUM, "
    "or run `python -m tests.browser.chromium`."
)


def find() -> str | None:
    """The path of a browser: PREPKIT_CHROMIUM, the system's own, or Playwright's; None without any."""
    chosen = os.environ.get("PREPKIT_CHROMIUM")
    if chosen:
        return chosen
    on_path = next((path for path in map(shutil.which, NAMES) if path), None)
    return on_path or next((path for path in ELSEWHERE if Path(path).exists()), None) or _playwrights_own()


def is_required() -> bool:
    """Whether a missing browser must fail the run rather than skip the browser tests."""
    return bool(os.environ.get("PREPKIT_REQUIRE_BROWSER") or os.environ.get("CI"))


def main() -> int:
    """Make sure there is a browser and say which; 1 if one is required and cannot be had."""
    found = find() or _install()
    if found:
        print(f"Browser tests use {found}")
        return 0
    print(MISSING, "Browser tests would fail." if is_required() else "Browser tests will be skipped.")
    return 1 if is_required() else 0


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> str | None:
    if _run(sys.executable, "-m", "playwright", "install", "chromium") and (found := find()):
        return found
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    return find()


def _run(*command: str) -> bool:
    print("No browser yet, trying:", " ".join(command), flush=True)
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
