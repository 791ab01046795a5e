"""Draws the questions of a mock: their order, wording and time limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from prepkit.bank import Bank
from prepkit.mock.state import MockItem, MockKind, time_allowed_s
from prepkit.question import Difficulty, Kind, Likelihood

LENGTHS = (4, 7, 12)
"""The usual numbers of questions; a mock of the first takes under ten minutes."""
MOST_QUESTIONS = 30
"""The most questions of one mock: more than an hour of them is no interview."""
VIDEO_THINK_S = 30
"""The seconds to think that a one-way video interview gives."""
WARM_UP, BEHAVIOURAL, SITUATIONAL, CLOSING, MIXED = (
    *("Warm-up", "What you have done", "What you would do", "Closing"),
    "",
)
BLOCKS: Mapping[str, tuple[Kind, ...]] = {
    WARM_UP: (Kind.MOTIVATION, Kind.GENERAL),
    BEHAVIOURAL: (Kind.BEHAVIOURAL,),
    SITUATIONAL: (Kind.SITUATIONAL, Kind.TECHNICAL),
    CLOSING: (Kind.MOTIVATION, Kind.GENERAL),
    MIXED: tuple(Kind),
}
OPENINGS = ("tell-me-about-yourself", "why-this-role", "why-us", "why-you")
CLOSINGS = ("questions-for-us", "anything-we-missed", "when-can-you-start")
"""What an interview begins and ends with, where the pool holds it."""
LEAST_LIKELY = 1.0
WEIGHTS = {Likelihood.CORE: 4.0, Likelihood.COMMON: 2.0, Likelihood.OCCASIONAL: 1.0}


@dataclass(frozen=True, slots=True)
class MockSpec:
    """The choices for a mock. Times are seconds; 0 to think means that the answer begins at once.

    ``one_take`` is for a mock answered to the camera: no answer can be recorded again.
    """

    count: int = LENGTHS[0]
    like_the_real_thing: bool = True
    probes: bool = True
    think_s: int = 15
    answer_s: int = 90
    probe_s: int = 30
    kind: MockKind = MockKind.MOCK
    one_take: bool = False


def video_spec(count: int, like_the_real_thing: bool, answer_s: int, *, one_take: bool) -> MockSpec:
    """The choices for a one-way video interview, which asks no follow-ups."""
    return MockSpec(
        count,
        like_the_real_thing,
        probes=False,
        think_s=VIDEO_THINK_S,
        answer_s=answer_s,
        kind=MockKind.VIDEO,
        one_take=one_take,
    )


def blocks(plan: MockSpec) -> list[str]:
    """The block of each question in order; a third of the middle ones are situational."""
    if not plan.like_the_real_thing:
        return [MIXED] * plan.count
    if plan.count < 3:
        return [BEHAVIOURAL] * plan.count
    middle = plan.count - 2
    situational = max(1, middle // 3) if middle > 1 else 0
    return [WARM_UP, *[BEHAVIOURAL] * (middle - situational), *[SITUATIONAL] * situational, CLOSING]


def longest_s(plan: MockSpec) -> int:
    """How long the mock may take in seconds, if every second is used."""
    probed = [plan.probes and block not in (WARM_UP, CLOSING) for block in blocks(plan)]
    return sum(
        time_allowed_s(plan.think_s, plan.answer_s, plan.probe_s if follow_up else 0) for follow_up in probed
    )


def draw(
    bank: Bank,
    pool: Collection[str],
    plan: MockSpec,
    *,
    role: str,
    asked_before: Mapping[str, int],
    rng: Random,
    new_id: Callable[[], str],
    weights: Mapping[str, float] | None = None,
) -> tuple[MockItem, ...]:
    """Draw questions from ``pool`` (ids), likely ones more often, those of earlier mocks less, no competency
    twice while there are others. Draws fewer than wanted where the pool is small.

    ``asked_before`` counts by question id how often earlier mocks asked it. ``weights`` says by question id
    how likely each is, instead of its likelihood in ``role``.
    """
    likelihoods = weights if weights is not None else _weights(bank, pool, role)
    candidates = {
        question: _Candidate(
            kind,
            competency,
            is_easy,
            likelihoods.get(question, LEAST_LIKELY) / (1 + asked_before.get(question, 0)) ** 2,
        )
        for question, kind, competency, is_easy in _list_candidates(bank, pool)
    }
    items: list[MockItem] = []
    tested: Counter[str] = Counter()
    for block in blocks(plan)[: len(candidates)]:
        question = _pick(candidates, block, tested, rng)
        tested[candidates.pop(question).competency] += 1
        items.append(_item(bank, question, block, plan, rng, new_id()))
    return tuple(items)


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: Kind
    competency: str
    is_easy: bool
    weight: float


def _list_candidates(bank: Bank, pool: Collection[str]) -> Iterator[tuple[str, Kind, str, bool]]:
    frame = bank.questions.loc[[question for question in pool if question in bank]]
    columns = (frame.index, frame["kind"], frame["competency"], frame["difficulty"])
    for question, kind, competency, difficulty in zip(*columns, strict=True):
        yield str(question), Kind(kind), str(competency), Difficulty(difficulty) is Difficulty.EASY


def _pick(candidates: Mapping[str, _Candidate], block: str, tested: Mapping[str, int], rng: Random) -> str:
    """Pick a question of the block's first kind, else of its others, else of any.

    An interview opens and closes with what is usual there, else it opens with an easy question.
    """
    usual = {WARM_UP: OPENINGS, CLOSING: CLOSINGS}.get(block, ())
    if there := [question for question in usual if question in candidates]:
        return rng.choices(there, [candidates[question].weight for question in there])[0]
    kinds = BLOCKS[block]
    fitting: list[str] = []
    for allowed_kinds in (kinds if block == MIXED else kinds[:1], kinds, tuple(Kind)):
        fitting = fitting or [
            question for question, candidate in candidates.items() if candidate.kind in allowed_kinds
        ]
    if block == WARM_UP:
        fitting = [question for question in fitting if candidates[question].is_easy] or fitting
    fewest = min(tested.get(candidates[question].competency, 0) for question in fitting)
    fresh = [question for question in fitting if tested.get(candidates[question].competency, 0) == fewest]
    return rng.choices(fresh, [candidates[question].weight for question in fresh])[0]


def _weights(bank: Bank, pool: Collection[str], role: str) -> dict[str, float]:
    """How likely each question of the pool is in a role."""
    likelihoods = {question: bank.likelihood(question, role) for question in pool if question in bank}
    return {
        question: WEIGHTS[likelihood] if likelihood else LEAST_LIKELY
        for question, likelihood in likelihoods.items()
    }


def _item(bank: Bank, question_id: str, block: str, plan: MockSpec, rng: Random, new_id: str) -> MockItem:
    question = bank.question(question_id)
    # Prefer a variant, because the prompt may have been learnt by heart.
    variant = rng.choice(question.variants).id if question.variants else None
    probed = plan.probes and block not in (WARM_UP, CLOSING) and question.follow_ups
    return MockItem(
        new_id,
        question_id,
        variant,
        block,
        rng.choice(question.follow_ups) if probed else "",
        think_s=plan.think_s,
        answer_s=plan.answer_s,
        probe_s=plan.probe_s,
    )
