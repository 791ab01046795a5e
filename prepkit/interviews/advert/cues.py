"""Load the phrases by which advertisements ask for something, from ``cues.csv``.

Each row holds one phrase in the syntax of ``phrases.one_of``, collected from common job descriptions.
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
"""Products whose name is also a word; they count only in capitals and not at the start of a sentence."""

THE_FIELD = frozenset({"QA"})
"""Abbreviations of metrics that usually mean a field of work, and so do not ask for the metric."""

Cues = Mapping[str, tuple[str, ...]]


def _read() -> dict[str, dict[str, tuple[str, ...]]]:
    cues: dict[str, dict[str, tuple[str, ...]]] = {}
    with (Path(__file__).parent / "cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = cues.setdefault(row["kind"], {})
            kind[row["id"]] = (*kind.get(row["id"], ()), row["cue"])
    return cues


_CUES = _read()
COMPETENCIES: Cues = _CUES["competency"]
METRICS: Cues = _CUES["metric"]
TOOLS: Cues = _CUES["tool"]
PRODUCTS: Cues = _CUES["product"]
"""These four map the id of a competency, a metric or a family of tools to its phrases."""
HEADINGS: Cues = _CUES["heading"]
OPENINGS: Cues = _CUES["opening"]
SENTENCES: Cues = _CUES["sentence"]
VERBS: Cues = _CUES["verb"]
"""These four map a part of an advertisement (``lines.Part``) to the phrases that indicate it."""
PAGE: Cues = _CUES["page"]
"""The phrases of the page, mail or sheet around an advertisement, by their position in it."""
