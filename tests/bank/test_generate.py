from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank import load
from prepkit.bank.__main__ import main
from prepkit.bank.contract import CONTRACTS
from prepkit.bank.generate import CORE_SIZE, ROLES, generate
from tests.bank.folder import Folder


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        generate(tmp_path / name, 20, seed)
    contents = {
        name: [(tmp_path / name / contract.file).read_bytes() for contract in CONTRACTS]
        for name in ("one", "two", "three")
    }
    assert contents["one"] == contents["two"] != contents["three"]


def test_a_big_bank_is_sound_and_has_full_cores(tmp_path: Path) -> None:
    generate(tmp_path, 300)
    bank = load(tmp_path)
    assert bank.problems == ()
    assert len(bank) == 300
    assert [len(bank.core(role)) for role in ROLES] == [CORE_SIZE] * len(ROLES)


def test_the_command_prints_statistics_and_succeeds(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder.path)]) == 0
    out = capsys.readouterr().out
    assert "12 questions, 0 problems" in out
    assert "Sample answers by industry" in out
    assert "Customer service manager" in out


def test_the_command_prints_every_problem_and_fails(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.change("questions", 2, kind="tricky")
    folder.change("roles", 2, summary="")
    assert main([str(folder.path)]) == 1
    out = capsys.readouterr().out
    assert "questions.csv, line 2, column “kind”" in out
    assert "roles.csv, line 2, column “summary”: This cell is blank." in out
    assert "11 questions, 2 problems" in out


def test_the_command_says_so_when_no_question_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1
    assert "No usable question was found" in capsys.readouterr().out
