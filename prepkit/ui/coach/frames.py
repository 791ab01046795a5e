"""One question as a row of frames for a projector: each fits the screen, one key leads to each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.feedback.text import sentences
from prepkit.model import Question, SampleAnswer, Story
from prepkit.ui.question import speaker, tags

WORDS_A_FRAME = 75
"""As much of an answer as people at the back can read before they are asked to listen again."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown at once below the prompt. ``step`` says which key leads here; ``kind`` is how ``items``
    are set: as ``text``, as a ``list``, or ``numbered``.
    """

    step: str
    heading: str
    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """A question with all its frames; the first shows the prompt alone."""

    id: str
    prompt: str
    tags: tuple[str, ...]
    frames: tuple[Frame, ...]


def slide(bank: Bank, question: Question, *, level: str, stories: Sequence[Story] = ()) -> Slide:
    """A question for the screen, with the sample answer that fits a ``level`` best.

    ``stories`` are the presenter's own, shown after it only when they opened them.
    """
    frames = [Frame("question", "", "text", ())]
    frames += [Frame("assessed", "What is assessed", "text", (question.assesses,))]
    if question.steps:
        frames += [Frame("how", "How to answer", "numbered", question.steps)]
    points = tuple(point.text for point in question.key_points)
    frames += [Frame("points", "Key points", "list", points[: n + 1]) for n in range(len(points))]
    samples = sorted(question.samples, key=lambda sample: sample.level != level)
    for sample in samples[:1]:
        frames += _sample(bank, sample)
    if question.pitfalls:
        said = tuple(str(pitfall) for pitfall in question.pitfalls)
        frames += [Frame("pitfalls", "Pitfalls", "list", said)]
    for story in stories:
        frames += _story(story)
    return Slide(question.id, question.prompt, tuple(text for text, _ in tags(bank, question)), tuple(frames))


def parts_of(text: str) -> Iterator[str]:
    """A long text in parts that end with a sentence."""
    part: list[str] = []
    for sentence in sentences(text):
        words = sum(len(one.split()) for one in part)
        if part and words + len(sentence.text.split()) > WORDS_A_FRAME:
            yield " ".join(part)
            part = []
        part.append(sentence.text)
    if part:
        yield " ".join(part)


def _sample(bank: Bank, sample: SampleAnswer) -> Iterator[Frame]:
    who = f"A sample answer: {speaker(bank, sample)}"
    for name, text in sample.parts or (("", sample.text),):
        for part in parts_of(text):
            yield Frame("sample", f"{who}. {name}" if name else who, "text", (part,))


def _story(story: Story) -> Iterator[Frame]:
    told = (
        ("Situation", story.situation),
        ("Task", story.task),
        ("Action", story.action),
        ("Result", story.result),
    )
    for name, text in told:
        for part in parts_of(text):
            yield Frame("story", f"{story.title or 'My story'}. {name}", "text", (part,))
