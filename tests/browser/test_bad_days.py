"""Bad days as a person sees them: a disk that is full, a server killed in the midst of a restore."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import StartApp
from tests.browser.page import open_page, reveal, start_first, unfold
from tests.browser.practising import attempts
from tests.browser.server import AppServer

TINY = "4m"


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where the system lets the test mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={TINY}", "tmpfs", str(folder)]
    if not hasattr(os, "getuid") or os.getuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root can mount a tiny disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_what_was_saved_stays(tiny_disk: Path, page: Page, tmp_path: Path) -> None:
    app = AppServer(tiny_disk / "data", tmp_path / "log")
    app.start()
    open_page(page, app.url)
    start_first(page)
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    fill(tiny_disk / "other")
    page.locator("textarea").first.fill("x" * 300_000)
    expect(page.get_by_text("was not saved")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    assert len(attempts(app.data)) == 1
    (tiny_disk / "other").unlink()
    open_page(page, f"{app.url}/practise")
    reveal(page)
    page.locator(".rate_2").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    assert [rating for _, rating in attempts(app.data)] == [3, 2]
    app.stop()


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file:
        for size in (65_536, 512):
            while True:
                try:
                    file.write(b"\0" * size)
                except OSError:
                    break


def test_the_folder_of_backups_stays_open_behind_its_question(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, f"{app.url}/settings")
    page.locator(".st-key-back_up_now button").click()
    expect(page.get_by_text(re.compile("Backed up|Nothing has changed"))).to_be_visible()
    unfold(page, "Restore a backup")
    page.locator(".st-key-restore button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator(".st-key-restore")).to_be_visible()
    page.locator(".st-key-restore_keep button").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".st-key-restore")).to_be_visible()


def test_a_server_killed_while_it_restores_has_the_old_or_the_new_database(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    # The first backup is made as the app is opened; restarting makes one that holds a rating.
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    app.stop()
    app.start()
    open_page(page, f"{app.url}/settings")
    unfold(page, "Restore a backup")
    expect(page.locator(".st-key-restore")).to_be_visible()
    page.locator(".st-key-restore button").click()
    page.locator(".st-key-restore_now button").click(no_wait_after=True)
    app.kill()
    database = sqlite3.connect(app.data / "prepkit.db")
    assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    database.close()
    app.start()
    open_page(page, app.url)
    assert len(attempts(app.data)) in (0, 1)
    expect(page.get_by_text("cannot go on")).to_have_count(0)
