"""What can be said of an answer, and the words it is said about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prepkit.feedback.text import Span


class Kind(StrEnum):
    """The kinds of remark. Each can be switched off by its value."""

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
        """What this kind looks at."""
        return _LABELS[self]

    @property
    def group(self) -> str:
        """Under which heading it belongs."""
        return next(group for group, kinds in GROUPS.items() if self in kinds)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: what is so, the words it is about (none where something is missing), why it matters to a
    listener, and how to mend it.
    """

    kind: Kind
    says: str
    quotes: tuple[Span, ...]
    why: str
    mend: str


_LABELS = {
    Kind.OPENING: "How it opens",
    Kind.MISSING_PART: "Missing parts of the story",
    Kind.BALANCE: "Balance of the parts",
    Kind.ENDING: "How it ends",
    Kind.NO_NUMBER: "No figure at all",
    Kind.BARE_NUMBER: "Figures without a before or a period",
    Kind.WE: "“We” where “I” belongs",
    Kind.GENERALITY: "Generalities",
    Kind.FILLER: "Fillers",
    Kind.HEDGE: "Hedges",
    Kind.CLICHE: "Clichés",
    Kind.LONG_SENTENCE: "Long sentences",
    Kind.LENGTH: "Length",
    Kind.RECITED: "Our words instead of yours",
}
GROUPS: dict[str, tuple[Kind, ...]] = {
    "Structure": (Kind.OPENING, Kind.MISSING_PART, Kind.BALANCE, Kind.ENDING),
    "Substance": (Kind.NO_NUMBER, Kind.BARE_NUMBER, Kind.WE, Kind.GENERALITY),
    "Delivery": (Kind.FILLER, Kind.HEDGE, Kind.CLICHE, Kind.LONG_SENTENCE, Kind.LENGTH),
    "Own words": (Kind.RECITED,),
}
