"""Whatever the files hold, loading gives a bank in which every listed question can be opened."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prepkit.bank import load, question_index
from prepkit.bank.contract import CONTRACTS
from prepkit.bank.generate import generate

NAMES = [contract.name for contract in CONTRACTS]
ODD = st.sampled_from(
    [
        "",
        "NA",
        "007",
        '"',
        ",",
        "\n",
        "\r",
        "\x00",
        "\ufeff",
        "question-00000",
        "core",
        "1",
        "é",
        "𝟙",
        "٣",
        "-",
    ]
)
CELL = st.one_of(ODD, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
ROWS = st.lists(st.lists(CELL, max_size=8), max_size=5)
FREELY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def opens(folder: Path) -> None:
    bank = load(folder)
    for question in map(bank.question, bank.ids):
        assert question.prompt
        assert bank.competency(question.competency).id == question.competency
        assert all(bank.role(role) for role in question.roles)
    assert set(question_index(bank).search("refund")) <= set(bank.ids)
    assert all(problem.message for problem in bank.problems)


@FREELY
@given(st.sampled_from(NAMES), st.binary(max_size=400), st.booleans())
def test_any_bytes(tmp_path: Path, name: str, content: bytes, after_the_header: bool) -> None:
    generate(tmp_path, 2)
    path = tmp_path / f"{name}.csv"
    header = path.read_bytes().split(b"\n")[0] + b"\n" if after_the_header else b""
    path.write_bytes(header + content)
    opens(tmp_path)


@FREELY
@given(st.sampled_from(NAMES), ROWS, st.booleans())
def test_any_cells_under_the_right_header(
    tmp_path: Path, name: str, rows: list[list[str]], quoted: bool
) -> None:
    generate(tmp_path, 2)
    path = tmp_path / f"{name}.csv"
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(rows)
    path.write_bytes(path.read_bytes() + out.getvalue().encode())
    opens(tmp_path)


@FREELY
@given(st.sampled_from(NAMES), st.integers(0, 400), st.integers(0, 30), ODD)
def test_any_stretch_of_a_sound_file_replaced(
    tmp_path: Path, name: str, at: int, width: int, odd: str
) -> None:
    generate(tmp_path, 2)
    path = tmp_path / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes((text[:at] + odd + text[at + width :]).encode())
    opens(tmp_path)
