from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prepkit.bank.generate import generate
from tests.bank.folder import Folder


@pytest.fixture(scope="session")
def sound_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound")
    generate(path, 12, seed=3)
    return path


@pytest.fixture
def folder(sound_tables: Path, tmp_path: Path) -> Folder:
    path = tmp_path / "tables"
    shutil.copytree(sound_tables, path)
    return Folder(path)
