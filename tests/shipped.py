"""The shipped questions, read once: a Bank never changes, and reading it takes a quarter of a second."""

from __future__ import annotations

from functools import cache

from prepkit.bank import DATA, Bank, load


@cache
def shipped_bank() -> Bank:
    return load(DATA)
