"""Define the kinds of remark on an answer, and a remark with the words it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prepkit.feedback.text import Span


class RemarkKind(StrEnum):
    """The kinds of remark; settings store the values of those switched off."""

    OPENING = "opening"
    MISSING_PART = "missing_part"
    BALANCE = "balance"
    ENDING = "ending"
    NO_NUMBER = "no_number"
    BARE_NUMBER = "bare_number"
    WE = "we"
    GENERALITY = "generality"
    FILLER = "filler"
    HEDGE = "hedge"
    CLICHE = "cliche"
    LONG_SENTENCE = "long_sentence"
    LENGTH = "length"
    RECITED = "recited"

    @property
    def label(self) -> str:
        """The name of the kind on screen."""
        return _LABELS[self]

    @property
    def group(self) -> str:
        """The heading it is listed under."""
        return next(group for group, kinds in GROUPS.items() if self in kinds)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: what it states, the words it is about, why it matters to a listener, how to mend it.

    ``quotes`` is empty where something is missing.
    """

    kind: RemarkKind
    says: str
    quotes: tuple[Span, ...]
    why: str
    mend: str


_LABELS = {
    RemarkKind.OPENING: "How it opens",
    RemarkKind.MISSING_PART: "Missing parts of the story",
    RemarkKind.BALANCE: "Balance of the parts",
    RemarkKind.ENDING: "How it ends",
    RemarkKind.NO_NUMBER: "No numbers",
    RemarkKind.BARE_NUMBER: "Numbers without a baseline",
    RemarkKind.WE: "“We” where “I” belongs",
    RemarkKind.GENERALITY: "Generalities",
    RemarkKind.FILLER: "Fillers",
    RemarkKind.HEDGE: "Hedges",
    RemarkKind.CLICHE: "Clichés",
    RemarkKind.LONG_SENTENCE: "Long sentences",
    RemarkKind.LENGTH: "Length",
    RemarkKind.RECITED: "Copied from a sample answer",
}
GROUPS: dict[str, tuple[RemarkKind, ...]] = {
    "Structure": (RemarkKind.OPENING, RemarkKind.MISSING_PART, RemarkKind.BALANCE, RemarkKind.ENDING),
    "Substance": (RemarkKind.NO_NUMBER, RemarkKind.BARE_NUMBER, RemarkKind.WE, RemarkKind.GENERALITY),
    "Delivery": (
        RemarkKind.FILLER,
        RemarkKind.HEDGE,
        RemarkKind.CLICHE,
        RemarkKind.LONG_SENTENCE,
        RemarkKind.LENGTH,
    ),
    "Own words": (RemarkKind.RECITED,),
}
