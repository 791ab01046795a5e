"""``data/README.md`` says what the loader checks, column by column."""

from __future__ import annotations

import re

import pytest

from prepkit.bank import DATA
from prepkit.bank.contract import CONTRACTS, Contract

SECTION = re.compile(r"^### (?P<name>\w+)\.csv.*?$(?P<text>.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
FIRST_CELL = re.compile(r"^\| *(?P<columns>[^|]+?) *\|", re.MULTILINE)


def told() -> dict[str, list[str]]:
    """The columns each section of the page names, in order."""
    page = (DATA / "README.md").read_text(encoding="utf-8")
    found = {}
    for section in SECTION.finditer(page):
        cells = [cell for cell in FIRST_CELL.findall(section["text"]) if cell not in ("column", "---")]
        if cells:
            found[section["name"]] = [column for cell in cells for column in cell.split(", ")]
        else:
            without_asides = re.sub(r"\([^)]*\)", "", section["text"])
            found[section["name"]] = re.findall(r"`(\w+)`", without_asides)
    return found


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_the_page_names_every_column_in_order(contract: Contract) -> None:
    assert told()[contract.name] == list(contract.columns)


def test_the_page_names_no_table_that_is_not_read() -> None:
    assert set(told()) == {contract.name for contract in CONTRACTS}
