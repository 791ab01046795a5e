"""The browser keeps of two versions of an entry the same one as the server."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from prepkit.store import Store, merging, open_memory, profiles
from prepkit.store.tables import TABLES, MergeRule, Row
from prepkit.ui.widgets.components.browser_storage import FURTHEST

COMPONENTS = Path(__file__).parents[2] / "prepkit/ui/widgets/components"
RULES = (MergeRule.LATER_WINS, MergeRule.FURTHEST_WINS)
REPLACED = [name for name, table in TABLES.items() if table.merge_rule in RULES]
"""The tables of whose rows a later version takes the place of an earlier one."""
PAIRS = 12
WHICH_IS_LATER = """
import { isLater } from "./browser_storage.js"
const [pairs, furthest] = JSON.parse(process.argv[1])
console.log(JSON.stringify(pairs.map(([table, kept, fresh]) => isLater(table, kept, fresh, furthest))))
"""


def test_the_browser_keeps_what_the_server_would_keep() -> None:
    rng = random.Random(7)
    pairs = [
        (table, _version(table, "kept", rng), _version(table, "fresh", rng))
        for table in REPLACED
        for _ in range(PAIRS)
    ]
    pairs = [pair for pair in pairs if _rank(pair[1]) != _rank(pair[2])]
    kept_by_server = [_merged(table, kept, fresh) == kept for table, kept, fresh in pairs]
    assert set(kept_by_server) == {True, False}
    assert _asked_of_the_browser(pairs) == kept_by_server


def _version(table: str, mark: str, rng: random.Random) -> dict[str, Any]:
    """Return one version of a table's row; the two versions of a pair differ in ``mark``."""
    moment = rng.randrange(1, 4)
    values: dict[str, Any] = {
        "updated_at": moment,
        # Against the time of change, so that a rule that looks at the wrong column is found out.
        "position": 9 - moment if table != "sessions" else rng.randrange(1, 4),
        "ended_at": rng.choice([None, moment]),
        **dict.fromkeys(("started_at", "created_at", "made_at", "drawn_at", "total", "removed"), 0),
        **dict.fromkeys(("flagged", "suspended", "score"), 0),
    }
    texts = {name: json.dumps(mark) for name in TABLES[table].json_columns}
    same = dict.fromkeys(TABLES[table].key, "one")
    return dict.fromkeys(TABLES[table].columns, mark) | _of(table, values) | texts | same


def _of(table: str, values: Row) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in TABLES[table].columns}


def _rank(version: Row) -> tuple[Any, ...]:
    if "ended_at" in version:
        return version["ended_at"] is not None, version["position"]
    return (version["updated_at"],)


def _merged(table: str, kept: Row, fresh: Row) -> dict[str, Any]:
    store: Store = profiles.latest(open_memory(), new_id="me", now=0)
    merging.merge(store, {table: [kept]})
    merging.merge(store, {table: [fresh]})
    (row,) = merging.rows_of(store, table)
    return dict(row)


def _asked_of_the_browser(pairs: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> list[bool]:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if node is None:
        pytest.fail("There is no Node in the environment: run `make dev`.")
    arguments = [node, "--input-type=module", "--eval", WHICH_IS_LATER, json.dumps([pairs, FURTHEST])]
    answer = subprocess.run(arguments, cwd=COMPONENTS, capture_output=True, text=True, check=True)
    answers: list[bool] = json.loads(answer.stdout)
    return answers
