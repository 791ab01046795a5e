from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank.generate import generate


@pytest.fixture(scope="session")
def small_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 12)
    return folder
