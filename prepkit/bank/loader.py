"""Load a folder of question tables as a checked Bank."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from prepkit.bank import assemble, contract, relations, tables
from prepkit.bank.bank import Bank
from prepkit.errors import Problem

DATA = Path(__file__).parents[2] / "data"


def load(folder: Path) -> Bank:
    """Read and check the question tables in ``folder`` (columns: see ``data/README.md``).

    Never raises for what the files hold: rows that cannot be used are left out, everything wrong is
    listed in ``Bank.problems`` with its file, line and column, and the rest works. The caller keeps
    the result: the bank that ships takes about 130 ms, thousands of questions take seconds.
    """
    problems: list[Problem] = []
    frames = {}
    lost = {}
    digest = sha256()
    for table in contract.CONTRACTS:
        read = tables.read(folder / table.file, table.columns, table.optional)
        frame, broken = contract.check(read.frame, table, read.absent)
        digest.update(f"{table.file} {len(read.content)}\n".encode())
        digest.update(read.content)
        problems += (*read.problems, *broken)
        frames[table.name] = frame
        first = table.columns[0]
        lost[table.name] = read.lost | (set(read.frame[first]) - set(frame[first]))
    related, more = relations.relate(relations.Tables(frames, lost))
    order = [table.file for table in contract.CONTRACTS]
    listed = sorted(problems + more, key=lambda p: (order.index(p.file), p.line or 0))
    return assemble.assemble(related, digest.hexdigest()[:12], listed)
