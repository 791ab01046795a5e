"""Split one question into frames for a projector: each fits the screen, and each step has a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.feedback.text import sentences
from prepkit.material import Material
from prepkit.model import Story
from prepkit.question import Level, Question, SampleAnswer
from prepkit.ui.widgets.material import TITLE
from prepkit.ui.widgets.question import speaker, tags

WORDS_A_FRAME = 75
"""The most words of an answer that one frame holds, so that people at the back can read it."""
ROWS_A_FRAME = 10
"""The most rows of a table that one frame holds."""
WORDS_ABOVE_TABLE = 25
"""The most words that stand above a table in the same frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown at once below the prompt.

    ``step`` names the step whose key leads here; ``kind`` says how ``items`` are drawn: as ``text``, as a
    ``list``, or ``numbered``. ``material`` is shown instead, where the frame has any.
    """

    step: str
    heading: str
    kind: str
    items: tuple[str, ...]
    material: Material | None = None


@dataclass(frozen=True, slots=True)
class Slide:
    """A question with all its frames; the first frame shows the prompt alone."""

    id: str
    prompt: str
    tags: tuple[str, ...]
    frames: tuple[Frame, ...]


ALONE = Frame("question", "", "text", ())
"""The frame that shows the prompt and nothing else."""


def slide(
    bank: Bank, question: Question, *, level: Level, country: str | None = None, stories: Sequence[Story] = ()
) -> Slide:
    """Return the slide of a question, with the sample answer that fits ``level`` and ``country`` best.

    ``stories`` are the presenter's own; they follow the sample answer and show only when opened.
    """
    frames = [ALONE, *_material(question.material)]
    if question.assesses:
        frames += [Frame("assessed", "What is assessed", "text", (question.assesses,))]
    if question.steps:
        frames += [Frame("how", "How to answer", "numbered", question.steps)]
    points = tuple(point.text for point in question.key_points)
    frames += [Frame("points", "Key points", "list", points[: n + 1]) for n in range(len(points))]
    for sample in question.samples_for(level, country)[:1]:
        frames += _sample(bank, sample)
    if question.pitfalls:
        pitfalls = tuple(str(pitfall) for pitfall in question.pitfalls)
        frames += [Frame("pitfalls", "Pitfalls", "list", pitfalls)]
    for story in stories:
        frames += _story(story)
    return Slide(question.id, question.prompt, tuple(text for text, _ in tags(bank, question)), tuple(frames))


def parts_of(text: str) -> Iterator[str]:
    """Split a long text into parts that each end with a sentence."""
    part: list[str] = []
    for sentence in sentences(text):
        words = sum(len(text.split()) for text in part)
        if part and words + len(sentence.text.split()) > WORDS_A_FRAME:
            yield " ".join(part)
            part = []
        part.append(sentence.text)
    if part:
        yield " ".join(part)


def _material(material: Material) -> Iterator[Frame]:
    """Yield the text of a question's material, then its table in parts that each repeat the header.

    A short text stands above the first part.
    """
    is_short = sum(len(line.split()) for line in material.text) <= WORDS_ABOVE_TABLE
    above = material.text if is_short and material.rows else ()
    if material.text and not above:
        yield Frame("material", TITLE, "text", (), Material(text=material.text))
    for at in range(0, len(material.rows), ROWS_A_FRAME):
        rows = material.rows[at : at + ROWS_A_FRAME]
        part = Material(() if at else above, material.header, rows)
        yield Frame("material", TITLE, "text", (), part)


def _sample(bank: Bank, sample: SampleAnswer) -> Iterator[Frame]:
    title = f"A sample answer: {speaker(bank, sample)}"
    for name, text in sample.parts or (("", sample.text),):
        for part in parts_of(text):
            yield Frame("sample", f"{title}. {name}" if name else title, "text", (part,))


def _story(story: Story) -> Iterator[Frame]:
    story_parts = (
        ("Situation", story.situation),
        ("Task", story.task),
        ("Action", story.action),
        ("Result", story.result),
    )
    for name, text in story_parts:
        for part in parts_of(text):
            yield Frame("story", f"{story.title or 'My story'}. {name}", "text", (part,))
