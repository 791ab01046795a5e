"""What must never get into the repository, and what its documents must say."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]
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


def room_of(module: str) -> str:
    """The room of a module: ``prepkit.store.postgres`` lies in ``store``."""
    return module.removeprefix("prepkit.").partition(".")[0]


def layers() -> list[str]:
    """The layers of the contract from the top, each with its rooms in alphabetical order."""
    contract = next(contract for contract in CONTRACTS if contract["type"] == "layers")
    return ["pages", *(in_order(layer) for layer in contract["layers"])]


def in_order(layer: str) -> str:
    """A layer with its rooms sorted: ``:`` between those that may import each other, ``|`` where none may."""
    mark = " | " if "|" in layer else " : "
    return mark.join(sorted(room.strip() for room in re.split(r"[|:,]", layer)))


def rows() -> Iterator[tuple[list[str], set[str]]]:
    """Each row of the table of rooms: the rooms it names, and the libraries kept to them."""
    table = ARCHITECTURE.read_text(encoding="utf-8").partition("| room |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        names, _, libraries = (cell.strip() for cell in line.strip("|").split("|"))
        yield (
            [name.strip("`/").removeprefix("prepkit/").removesuffix(".py") for name in names.split(", ")],
            set(re.findall(r"`([^`]+)`", libraries)),
        )


def test_the_architecture_s_line_of_layers_is_the_contract() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    line = re.search(r"^pages -> .*$", text, re.MULTILINE)
    assert line, "docs/architecture.md has no line that begins with `pages -> `"
    drawn = [in_order(layer.replace("prepkit.", "")) for layer in line[0].split(" -> ")]
    expected = " -> ".join(layers()).replace(" :", ",").replace("-> ui", "-> prepkit.ui")
    assert drawn == layers(), f"docs/architecture.md: make the line of layers say\n{expected}"


def test_every_room_has_a_row_in_the_architecture_s_table() -> None:
    wanted = {room for layer in layers() for room in re.split(r" [|:] ", layer)}
    listed = [room for names, _ in rows() for room in names]
    outside = {"app", "data", "tests"}
    missing = sorted(wanted - set(listed))
    assert not missing, f"docs/architecture.md: add a row to the table of rooms for {', '.join(missing)}"
    gone = sorted(set(listed) - wanted - outside)
    assert not gone, f"docs/architecture.md: the table of rooms names {', '.join(gone)}, which no layer holds"
    assert len(listed) == len(set(listed)), "docs/architecture.md: the table of rooms names a room twice"


def test_the_architecture_s_table_keeps_each_library_where_the_contracts_do() -> None:
    kept: dict[str, set[str]] = {}
    for contract in CONTRACTS:
        # A room of our own that is protected is no library.
        if contract["type"] == "protected" and contract["id"] != "demo":
            importers = {room_of(importer) for importer in contract["allowed_importers"]}
            kept |= dict.fromkeys(contract["protected_modules"], importers)
    listed = {room: libraries for names, libraries in rows() for room in names}
    wrong = [
        f"`{library}` {'belongs' if room in kept.get(library, ()) else 'does not belong'} to {room}"
        for room, libraries in listed.items()
        for library in sorted({name for name, rooms in kept.items() if room in rooms} ^ libraries)
    ]
    assert not wrong, "docs/architecture.md, last column, against pyproject.toml: " + "; ".join(wrong)


def test_the_version_is_the_newest_one_in_the_changes() -> None:
    changes = (ROOT / "CHANGES.md").read_text(encoding="utf-8")
    released = re.search(r"^## (\d+\.\d+\.\d+), \d{1,2} [A-Z][a-z]+ \d{4}$", changes, re.MULTILINE)
    assert released, "CHANGES.md has no section such as `## 1.0.0, 30 November 2026`"
    assert released[1] == PROJECT["project"]["version"]


def test_a_document_links_only_to_what_is_there() -> None:
    dead = [
        f"{path.relative_to(ROOT)} links to {target}"
        for path in tracked()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert dead == []


def test_the_guide_for_contributors_names_only_files_that_are_there() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:prepkit|pages|tests|data|docs)/[\w./-]+)`", guide)
    assert paths, "CONTRIBUTING.md names no file"
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_what_runs_before_a_commit_is_what_make_lint_runs() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlint: ")[2].partition("\n\n")[0]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    tools = re.findall(r"\$\(BIN\)/(ruff \w+|[\w-]+)", recipe)
    assert len(tools) == 4
    assert [tool for tool in tools if f".venv/bin/{tool}" not in hooks] == []
    assert "lint-js" in recipe
    assert "make --silent lint-js" in hooks
