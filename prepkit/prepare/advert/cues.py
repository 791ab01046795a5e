"""The words by which advertisements ask for things, collected from how such jobs are commonly described.

They stand in ``cues.csv``, one a row, in the language of ``phrases.one_of``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

ALSO_WORDS = frozenset(
    """
    Ada Aspect Assembled Claude Crisp Delighted Domo Drift Dynamics Excel Front Gemini Guru Klaus Linear
    Looker Messenger NICE Notion Remedy Slab Slack Snowflake Tableau Zoom
    """.split()
)
"""Products whose name is a word, too: not in lower case (“excel at”), nor at the head of a sentence."""

THE_FIELD = frozenset({"QA"})
"""Short names that mean a field of work more often than its figure."""

Cues = Mapping[str, tuple[str, ...]]


def _read() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    with (Path(__file__).parent / "cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = found.setdefault(row["kind"], {})
            kind[row["id"]] = (*kind.get(row["id"], ()), row["cue"])
    return found


_CUES = _read()
COMPETENCIES: Cues = _CUES["competency"]
METRICS: Cues = _CUES["metric"]
TOOLS: Cues = _CUES["tool"]
PRODUCTS: Cues = _CUES["product"]
"""The four by the id of a competency, a metric or a family of tools."""
HEADINGS: Cues = _CUES["heading"]
OPENINGS: Cues = _CUES["opening"]
SENTENCES: Cues = _CUES["sentence"]
VERBS: Cues = _CUES["verb"]
"""These by the part of an advertisement that they speak for."""
PAGE: Cues = _CUES["page"]
"""What pages, mails and sheets say around an advertisement, by where and how it stands there."""
