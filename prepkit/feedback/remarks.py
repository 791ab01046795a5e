"""Define the kinds of remark on an answer, and a remark with the words it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prepkit.feedback.text import Span


class RemarkKind(StrEnum):
    """The kinds of remark; settings store the values of those switched off."""

    OPENING = "opening"
    MISSING_PART = "missing_part"
    NO_NUMBER = "no_number"
    WE = "we"
    FILLER = "filler"
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
    """One remark: what it states or asks, the words it is about, why it matters, and how to mend it.

    ``quotes`` is empty where something is missing.
    """

    kind: RemarkKind
    says: str
    quotes: tuple[Span, ...]
    why: str
    mend: str


_LABELS = {
    RemarkKind.OPENING: "How it opens",
    RemarkKind.MISSING_PART: "Parts of the story to look for",
    RemarkKind.NO_NUMBER: "No numbers",
    RemarkKind.WE: "“We” where “I” belongs",
    RemarkKind.FILLER: "Fillers",
    RemarkKind.LONG_SENTENCE: "Long sentences",
    RemarkKind.LENGTH: "Length",
    RemarkKind.RECITED: "Copied from a sample answer",
}
GROUPS: dict[str, tuple[RemarkKind, ...]] = {
    "Structure": (RemarkKind.OPENING, RemarkKind.MISSING_PART),
    "Substance": (RemarkKind.NO_NUMBER, RemarkKind.WE),
    "Delivery": (RemarkKind.FILLER, RemarkKind.LONG_SENTENCE, RemarkKind.LENGTH),
    "Own words": (RemarkKind.RECITED,),
}
