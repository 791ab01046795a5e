"""What can be asked: questions with everything known about them, the roles they are for, and their levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from prepkit.card_ids import question_card
from prepkit.material import NO_MATERIAL, Material


class Kind(StrEnum):
    """What sort of question it is."""

    GENERAL = "general"
    BEHAVIOURAL = "behavioural"
    SITUATIONAL = "situational"
    TECHNICAL = "technical"
    MOTIVATION = "motivation"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Difficulty(StrEnum):
    """Easy: one idea, one example. Medium: a rule and its limits. Hard: a trade-off with no clean answer."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Level(StrEnum):
    """How senior an answer sounds, and who it is scored as."""

    SPECIALIST = "specialist"
    LEAD = "lead"
    MANAGER = "manager"

    @property
    def label(self) -> str:
        return {"specialist": "Specialist", "lead": "Team lead", "manager": "Manager"}[self]


class AnswerForm(StrEnum):
    """What a sample answer is there for: to be said as it stands, or to show another way to tell it."""

    MODEL = "model"
    OTHER = "other"


class Country(StrEnum):
    """Whose English, law and money a sample answer speaks of."""

    US = "us"
    UK = "uk"

    @property
    def label(self) -> str:
        return {"us": "United States", "uk": "United Kingdom"}[self]


class Ending(StrEnum):
    """How the story of a sample answer ends: it worked, it partly worked, or it taught something."""

    WIN = "win"
    MIXED = "mixed"
    LESSON = "lesson"


def level_label(stored: str) -> str:
    """What to call a level read from a file or a database; one that is not known by its own word."""
    return Level(stored).label if stored in set(Level) else stored


class Likelihood(StrEnum):
    """How likely a question is to be asked of candidates for one role."""

    CORE = "core"
    COMMON = "common"
    OCCASIONAL = "occasional"


@dataclass(frozen=True, slots=True)
class Role:
    """A job title the bank serves; ``level`` says whose answers fit it, None where its own row is damaged.

    ``titles`` are other names that adverts use for the job.
    """

    id: str
    name: str
    summary: str
    differs: str
    remit: str
    level: Level | None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Competency:
    """What a question tests."""

    id: str
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Variant:
    """Another wording of a question; ``angle`` is ``same`` or ``other``."""

    id: str
    text: str
    angle: str


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One idea a strong answer contains; a listener can tick it yes or no."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """A spoken answer, either in STAR parts or as one ``text``.

    A person's own has no level, no country and no ending.
    """

    id: str
    level: Level | None
    industry: str
    form: AnswerForm
    country: Country | None
    ending: Ending | None
    covers: tuple[str, ...]
    text: str
    situation: str
    task: str
    action: str
    result: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The STAR parts as (name, text); empty for an answer in one piece."""
        if not self.situation:
            return ()
        return (
            ("Situation", self.situation),
            ("Task", self.task),
            ("Action", self.action),
            ("Result", self.result),
        )


@dataclass(frozen=True, slots=True)
class WeakAnswer:
    """A typical weak answer, and what is wrong with it."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pitfall:
    """A mistake, and what it signals to the interviewer."""

    pitfall: str
    signals: str

    def __str__(self) -> str:
        """Both in one line; what a person wrote themselves may have no ``signals``."""
        mistake = self.pitfall.rstrip(".")
        return f"{mistake}. They hear: {self.signals}" if self.signals else mistake


@dataclass(frozen=True, slots=True)
class RolePlace:
    """A question's place in one role: how likely, and where in the ordered core."""

    role: str
    likelihood: Likelihood
    position: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing an interviewer asks, with everything known about it; the model answers come first."""

    id: str
    prompt: str
    kind: Kind
    competency: str
    difficulty: Difficulty
    assesses: str
    roles: Mapping[str, RolePlace]
    steps: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    samples: tuple[SampleAnswer, ...]
    weak: WeakAnswer | None
    pitfalls: tuple[Pitfall, ...]
    follow_ups: tuple[str, ...]
    variants: tuple[Variant, ...]
    search_words: tuple[str, ...] = ()
    material: Material = NO_MATERIAL

    @property
    def card_id(self) -> str:
        return question_card(self.id)

    def wording(self, variant_id: str | None) -> str:
        """The text of one variant, or the prompt when there is none by that id."""
        return next((v.text for v in self.variants if v.id == variant_id), self.prompt)

    def samples_for(self, level: Level | None, country: str | None) -> list[SampleAnswer]:
        """Return the sample answers, best fit first: by level, then the model answers, then by country."""
        return sorted(
            self.samples,
            key=lambda sample: (
                sample.level != level,
                sample.form is not AnswerForm.MODEL,
                bool(country) and sample.country != country,
            ),
        )


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """What only a person's own question has: choices to choose from, tags, the company and the source."""

    options: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    company: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Drill:
    """A card whose content is made anew each time: its name, and the seeds it takes in turn."""

    title: str
    seeds: tuple[str, ...]
