"""Suggest the questions that a story could answer, best first.

A story and a question are compared by the rare words they share, by the angle between their vectors, and by
the competencies the story is tagged with. Both measures are taken relative to the average story, because what
all stories have in common says nothing about any of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prepkit import limits
from prepkit.bank import Bank
from prepkit.feedback import meaning
from prepkit.feedback.lexicon import shipped, stems
from prepkit.model import Story
from prepkit.question import Kind, Question
from prepkit.stories.balance import ENOUGH_WORDS
from prepkit.stories.coverage import TELLABLE

MOST = 5
"""The most questions suggested at once."""
MEANING_WORTH, TAG_WORTH = 0.6, 1.0
"""What meaning, and a tagged competency, count beside shared words (in standard deviations)."""
TYPICAL_WORTH = 0.5
"""How much of what a question shares with the average story is taken off what it shares with this one."""
ENOUGH = 0.3
"""The share of the best score that a question must reach to be suggested."""
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class StoryQuestions:
    """The questions that a story can answer, prepared for comparison.

    ``stem_weights`` and ``vectors`` have a row for each question; ``stem_columns`` maps a stem to its column.
    ``typical_shared`` and ``typical_vector`` are those of the average story.
    """

    ids: tuple[str, ...]
    kinds: Mapping[str, Kind]
    competencies: Mapping[str, str]
    roles: Mapping[str, frozenset[str]]
    stem_columns: Mapping[str, int]
    stem_weights: Vectors
    vectors: Vectors
    typical_shared: Vectors
    typical_vector: Vectors


def prepare(bank: Bank) -> StoryQuestions:
    """Prepare the questions of a bank that stories answer, once for each version of it."""
    questions = [question for question in map(bank.question, bank.ids) if question.kind in TELLABLE]
    texts = [_text(question) for question in questions]
    stems_of = [frozenset(stems(text)) for text in texts]
    columns = {stem: column for column, stem in enumerate(sorted(frozenset().union(*stems_of)))}
    weights = _stem_weights(stems_of, columns)
    vectors = meaning.embed(texts)
    stories = [
        "\n".join(filter(None, (sample.text, sample.situation, sample.task, sample.action, sample.result)))
        for question in questions
        if question.kind is Kind.BEHAVIOURAL
        for sample in question.samples[:1]
    ]
    return StoryQuestions(
        tuple(question.id for question in questions),
        {question.id: question.kind for question in questions},
        {question.id: question.competency for question in questions},
        {question.id: frozenset(question.roles) for question in questions},
        columns,
        weights,
        _unit(vectors - _average(vectors)),
        _average(
            np.array([_shared(weights, columns, story) for story in stories]).reshape(-1, len(questions))
        ),
        _average(meaning.embed(stories)),
    )


def is_long_enough(story: Story) -> bool:
    """Whether a story has enough words to be compared with questions."""
    return len(story.text.split()) >= ENOUGH_WORDS


def suggest(questions: StoryQuestions, story: Story, role: str | None = None) -> list[str]:
    """Return the ids of the questions that a story could answer, at most ``MOST``.

    Behavioural ones come first, the best of each kind first. Those linked or refused already are left out,
    and for a role those of other roles. A story of few words gets none.
    """
    text = limits.opening(story.text, limits.ANSWER_CHARACTERS)
    if not is_long_enough(story) or not questions.ids:
        return []
    scores = _scores(questions, text, story.competencies)
    settled = {*story.questions, *story.refused}
    asked = [
        question
        for question in questions.ids
        if not role or role in questions.roles[question] or not questions.roles[question]
    ]
    least = ENOUGH * max((scores[question] for question in asked), default=0.0)
    close = [
        question
        for question in asked
        if question not in settled and scores[question] >= least and scores[question] > 0
    ]
    best = sorted(
        close, key=lambda question: (questions.kinds[question] is not Kind.BEHAVIOURAL, -scores[question])
    )
    return best[:MOST]


def _scores(questions: StoryQuestions, text: str, tagged: Collection[str]) -> dict[str, float]:
    shared = _shared(questions.stem_weights, questions.stem_columns, text)
    shared = shared - TYPICAL_WORTH * questions.typical_shared
    alike = questions.vectors @ (meaning.embed([text])[0] - questions.typical_vector)
    tags = np.array([questions.competencies[question] in tagged for question in questions.ids], dtype=float)
    scores = _standard(shared) + MEANING_WORTH * _standard(alike) + TAG_WORTH * tags
    return dict(zip(questions.ids, scores.tolist(), strict=True))


def _stem_weights(stems_of: Sequence[frozenset[str]], columns: Mapping[str, int]) -> Vectors:
    """Return a row for each question and a column for each stem; long questions get smaller weights."""
    lexicon = shipped()
    weights = np.zeros((len(stems_of), len(columns)), dtype=np.float32)
    for row, question in enumerate(stems_of):
        for stem in question:
            weights[row, columns[stem]] = lexicon.of_stem(stem) ** 2
    lengths = np.sqrt(weights.sum(axis=1, keepdims=True))
    return np.divide(weights, np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _shared(weights: Vectors, columns: Mapping[str, int], text: str) -> Vectors:
    """Measure how much of each question's rare words stand in a text."""
    present = [columns[stem] for stem in set(stems(text)) if stem in columns]
    return np.asarray(weights[:, present].sum(axis=1), dtype=np.float32)


def _text(question: Question) -> str:
    """Put together what a question asks and wants to hear, without its sample answers."""
    return "\n".join(
        [
            question.prompt,
            *(variant.text for variant in question.variants),
            question.assesses,
            *(point.text for point in question.key_points),
            *question.steps,
        ]
    )


def _average(vectors: Vectors) -> Vectors:
    return vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _standard(values: NDArray[np.floating]) -> NDArray[np.float64]:
    spread = float(values.std())
    return np.asarray((values - values.mean()) / spread if spread else values * 0.0, dtype=float)
