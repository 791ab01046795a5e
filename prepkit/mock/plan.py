"""Which questions an interview asks, in which order and wording, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from prepkit.bank import Bank
from prepkit.mock.interview import Asked, time_allowed_s
from prepkit.model import Difficulty, Kind, Likelihood

LENGTHS = (4, 7, 12)
"""How many questions; the first takes under ten minutes."""
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
WEIGHTS = {Likelihood.CORE: 4.0, Likelihood.COMMON: 2.0, Likelihood.OCCASIONAL: 1.0}


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to be asked. Times are seconds; 0 to think means that one answers at once."""

    count: int = LENGTHS[0]
    like_the_real_thing: bool = True
    probes: bool = True
    think_s: int = 15
    answer_s: int = 90
    probe_s: int = 30


def blocks(plan: Plan) -> list[str]:
    """The block of each place in turn: a third of the middle asks what one would do."""
    if not plan.like_the_real_thing:
        return [MIXED] * plan.count
    if plan.count < 3:
        return [BEHAVIOURAL] * plan.count
    middle = plan.count - 2
    imagined = max(1, middle // 3) if middle > 1 else 0
    return [WARM_UP, *[BEHAVIOURAL] * (middle - imagined), *[SITUATIONAL] * imagined, CLOSING]


def longest_s(plan: Plan) -> int:
    """How long the interview may take, if every second is used."""
    probed = [plan.probes and block not in (WARM_UP, CLOSING) for block in blocks(plan)]
    return sum(
        time_allowed_s(plan.think_s, plan.answer_s, plan.probe_s if follow_up else 0) for follow_up in probed
    )


def draw(
    bank: Bank,
    pool: Collection[str],
    plan: Plan,
    *,
    role: str,
    asked_before: Mapping[str, int],
    rng: Random,
    new_id: Callable[[], str],
) -> tuple[Asked, ...]:
    """Questions from ``pool`` (ids), likely ones more often, those of earlier mocks less, no competency
    twice while there are others. Fewer than wanted where the pool is small.

    ``asked_before`` counts by question id how often earlier mocks asked it.
    """
    left = {
        question: _Candidate(
            kind, competency, is_easy, _weight(bank, question, role, asked_before.get(question, 0))
        )
        for question, kind, competency, is_easy in _known(bank, pool)
    }
    found: list[Asked] = []
    tested: Counter[str] = Counter()
    for block in blocks(plan)[: len(left)]:
        question = _pick(left, block, tested, rng)
        tested[left.pop(question).competency] += 1
        found.append(_asked(bank, question, block, plan, rng, new_id()))
    return tuple(found)


def from_list(
    bank: Bank, questions: Sequence[tuple[str, int]], *, think_s: int, new_id: Callable[[], str]
) -> tuple[Asked, ...]:
    """These questions in this order, each with its time to answer in seconds; unknown ones are left out."""
    return tuple(
        Asked(new_id(), question, think_s=think_s, answer_s=seconds)
        for question, seconds in questions
        if question in bank
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: Kind
    competency: str
    is_easy: bool
    weight: float


def _known(bank: Bank, pool: Collection[str]) -> Iterator[tuple[str, Kind, str, bool]]:
    frame = bank.questions.loc[[question for question in pool if question in bank]]
    columns = (frame.index, frame["kind"], frame["competency"], frame["difficulty"])
    for question, kind, competency, difficulty in zip(*columns, strict=True):
        yield str(question), Kind(kind), str(competency), Difficulty(difficulty) is Difficulty.EASY


def _pick(left: Mapping[str, _Candidate], block: str, tested: Mapping[str, int], rng: Random) -> str:
    """One of those of the block's first kind, else of its others, else of any; a warm-up is an easy one."""
    kinds = BLOCKS[block]
    fitting: list[str] = []
    for wanted in (kinds if block == MIXED else kinds[:1], kinds, tuple(Kind)):
        fitting = fitting or [question for question, one in left.items() if one.kind in wanted]
    if block == WARM_UP:
        fitting = [question for question in fitting if left[question].is_easy] or fitting
    fewest = min(tested.get(left[question].competency, 0) for question in fitting)
    fresh = [question for question in fitting if tested.get(left[question].competency, 0) == fewest]
    return rng.choices(fresh, [left[question].weight for question in fresh])[0]


def _weight(bank: Bank, question: str, role: str, asked_before: int) -> float:
    likelihood = bank.likelihood(question, role)
    return (WEIGHTS[likelihood] if likelihood else 1.0) / (1 + asked_before) ** 2


def _asked(bank: Bank, question_id: str, block: str, plan: Plan, rng: Random, new_id: str) -> Asked:
    question = bank.question(question_id)
    # A wording that was never learnt by heart: the prompt itself only where there is no other.
    variant = rng.choice(question.variants).id if question.variants else None
    probed = plan.probes and block not in (WARM_UP, CLOSING) and question.follow_ups
    return Asked(
        new_id,
        question_id,
        variant,
        block,
        rng.choice(question.follow_ups) if probed else "",
        think_s=plan.think_s,
        answer_s=plan.answer_s,
        probe_s=plan.probe_s,
    )
