"""Detect by word lists which aspects (a figure, a loss, a lesson, …) key points and answers are about.

This finds matches that neither shared words nor vectors show: “Admits what the unfinished work cost” and
“two families were upset, and I should have rung them” are both about a loss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORDS = {
    "figure": (
        r"measur|figure|number|count|rate\b|share|per ?cent|baseline|result|hours|size|amount|"
        r"score|metric|cost|effect",
        r"\d|per ?cent|half|third|twice|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|"
        r"twenty|thirty|forty|fifty|hundred)\b",
    ),
    "loss": (
        r"admit|mistake|wrong|error|lost|fault|cost|fail|blame|price|went badly|shortfall|miss",
        r"mistake|wrong|should have|lost|unhappy|complain|cost|sorry|fail|didn['’]t work|too late|"
        r"worse|regret|price|fault|embarrass|missed|upset|left\b|angry",
    ),
    "lesson": (
        r"chang|different|learn|afterward|habit|since|new (?:way|rule)|lasting|later",
        r"\bnow\b|since then|next time|learn|different|chang|from then|ever since|these days|"
        r"still do|afterwards|new rule|habit",
    ),
    "telling": (
        r"\btell|told|warn|inform|explain|says|said|share|openly|names",
        r"\btold|wrote|e-?mail|rang|\bcall|said|explain|messag|inform|letter|warn|announce|spoke|"
        r"\btell",
    ),
    "asking": (
        r"\bask|listen|question|hear|find out|what lies",
        r"\bask|listen|question|\?|heard|hear\b|found out",
    ),
    "refusing": (
        r"reject|refus|without|instead|option|limit|dropp|let go|leaves|stop|decline|rather|not by"
        r"|alternative|chose|against",
        r"instead|not to\b|didn['’]t|decided against|refus|said no|rather than|stopp|dropp|let go|"
        r"left out|cancel|postpon|wouldn['’]t|could have|option",
    ),
    "checking": (
        r"check|test|verif|review|follow|confirm|watch|look|compar|track|evidence|fact",
        r"check|test|looked|read\b|went through|review|called back|later|follow|confirm|compar|"
        r"found|pulled|watch|listened|report|data",
    ),
    "time": (
        r"deadline|date|time|within|by when|hour|early|before|day|week|first|start|fast|quick",
        r"\d ?(?:minute|hour|day|week)|by (?:mon|tue|wed|thu|fri|sat|sun)|deadline|before|within|"
        r"morning|o['’]clock|first|straight away|at once|immediately|same day|next day|week",
    ),
    "customer": (
        r"customer|person|people|affected|caller|account",
        r"customer|client|guest|passenger|caller|patient|resident|member|famil|people|her\b|him\b",
    ),
    "team": (
        r"team|colleague|agent|staff|newcomer|people|share",
        r"team|colleague|agent|staff|adviser|people|new starter|shift",
    ),
    "authority": (
        r"manager|boss|director|above|decision|author|escal",
        r"manager|boss|director|head of|supervisor|approv|permission|sign",
    ),
    "own part": (
        r"own\b|responsib|owner|part|share|admit",
        r"\bmy (?:fault|part|job|mistake|responsib)|responsib|i should have|owned|i was wrong",
    ),
    "rule": (
        r"rule|criteri|standard|policy|harm|rank|priorit|method",
        r"rule|policy|standard|priorit|urgent|harm|rank|sorted|order|list|criteri|first",
    ),
    "reason": (
        r"reason|why|because|explain|cause|behind|root",
        r"because|reason|why|so that|cause|since|turned out|problem was",
    ),
}
_POINT_PATTERNS = [re.compile(in_point, re.IGNORECASE) for in_point, _ in _WORDS.values()]
_ANSWER_PATTERNS = [re.compile(in_answer, re.IGNORECASE) for _, in_answer in _WORDS.values()]
_MANNER = [
    re.compile(pattern)
    for pattern in (
        r"['’]d\b|\b[Ww]ould\b|\b[Aa]lways\b|\b[Uu]sually\b",
        r"\b[Ii] (?:\w+ed|went|took|told|made|gave|sat|put|wrote|rang|ran|got|spoke)\b",
        r"\d",
    )
]


def of_points(points: Sequence[str]) -> NDArray[np.float64]:
    """Return a row for each key point and a column for each aspect: 1 where the point is about it."""
    return _table(_POINT_PATTERNS, points)


def of_texts(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return a row for each passage of an answer and a column for each aspect: 1 where it mentions it."""
    return _table(_ANSWER_PATTERNS, texts)


def manner(sentences: Sequence[str]) -> NDArray[np.float64]:
    """Return three shares of an answer's sentences: hypothetical, own actions, with a figure.

    Answers with own actions and figures cover more key points of any list.
    """
    shares: NDArray[np.float64] = _table(_MANNER, sentences).mean(axis=0)
    return shares


def _table(patterns: Sequence[re.Pattern[str]], texts: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[bool(pattern.search(text)) for pattern in patterns] for text in texts], dtype=float)
