"""Makes three months of a made-up learner, so that every page can be shown without a real person's data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from prepkit.bank import Bank
from prepkit.card_ids import question_card, question_id
from prepkit.demo import interview as prepared
from prepkit.demo.mocks import interviewed
from prepkit.interviews import repository as prepare
from prepkit.mock import repository
from prepkit.model import Attempt, CardState, Confidence, Mark, Rating
from prepkit.practice.clock import day_start, local_day
from prepkit.practice.recall import recall_at
from prepkit.practice.replay import rebuild
from prepkit.practice.schedule import review
from prepkit.practice.session import LEARN_AHEAD_MICROS
from prepkit.question import Difficulty, Question
from prepkit.store import Store, attempts, marks, notes, scores, sessions, settings

LEARNER = "Sam (demo)"
TARGET_ROLE = "customer-operations-manager"
INTERVIEW_IN_DAYS = 16
DAYS = 91
AWAY = range(33, 41)
BAD_WEEK = range(62, 69)
# From this day on some competencies are neglected, so that the charts have something to show.
SLIDES_FROM = 50
SLIDING = 4
KEEN_DAYS = 3
NEW_A_DAY = 2
EXTRA_CARDS = 6
RETENTION = 0.9
MICROS_A_SECOND = 1_000_000
NOTES = (
    "Shorter opening. Say the number before the story.",
    "I always forget what I told the customer at the end. Close with that.",
    "Use the March backlog here, not the refund story again.",
)


@dataclass(slots=True)
class _Learner:
    """The learner's true memory (``true``), beside the memory that FSRS derives (``believed``)."""

    rng: Random
    bank: Bank
    new: list[str]
    skill: dict[str, float]
    sliding: frozenset[str]
    believed: dict[str, CardState] = field(default_factory=dict)
    true: dict[str, CardState] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)

    def wanted(self, number: int) -> dict[str, CardState]:
        """The cards practised on day ``number`` if they are due."""
        if number < SLIDES_FROM:
            return self.believed
        competency = self.bank.questions["competency"]
        return {
            card: state
            for card, state in self.believed.items()
            if competency[question_id(card)] not in self.sliding
        }


def play(store: Store, bank: Bank, *, now: int, tz: str, seed: int = 7) -> int:
    """Write three months of practice up to yesterday into an empty store; returns how many attempts.

    ``now`` is UTC microseconds, ``tz`` the IANA zone of the learner. The same bank, ``now``, ``tz``
    and ``seed`` give the same rows. All of it is stored in one transaction.
    """
    today = local_day(now, tz)
    rng = Random(seed)
    skill = {competency.id: rng.uniform(0.25, 0.85) for competency in bank.competencies}
    sliding = rng.sample(sorted(skill), min(SLIDING, len(skill)))
    learner = _Learner(rng, bank, _order(bank), skill, frozenset(sliding))
    with store.transaction():
        _introduce(store, bank, today, tz, now)
        for number in range(DAYS):
            if learner.new or learner.believed:
                _play_day(store, learner, number, today - timedelta(days=DAYS - number), tz)
        title = bank.role(TARGET_ROLE).name if bank.core(TARGET_ROLE) else "Any role"
        interviews = interviewed(learner.attempts, bank, title)
        attempts.append_many(store, interviews.history)
        for mock_id, mock in interviews.mocks:
            repository.save(store, mock_id, mock, mock.scored_at)
        scores.save(store, interviews.scores, now)
        rebuild(store, RETENTION)
        _annotate(store, learner, now)
    return len(learner.attempts)


def _introduce(store: Store, bank: Bank, today: date, tz: str, now: int) -> None:
    settings.save(
        store,
        now,
        profile_name=LEARNER,
        target_role=TARGET_ROLE if bank.core(TARGET_ROLE) else None,
    )
    invited = prepared.interview(
        today + timedelta(days=INTERVIEW_IN_DAYS), TARGET_ROLE if bank.core(TARGET_ROLE) else "", tz
    )
    prepare.save(store, prepared.INTERVIEW, invited, now)
    prepare.save_company(store, prepared.COMPANY, prepared.company(), now)


def _order(bank: Bank) -> list[str]:
    """The role's core without its last few questions, then some of the rest, so that some stay unseen."""
    core = list(bank.core(TARGET_ROLE))
    wanted = core[: max(1, len(core) * 9 // 10)] if core else []
    rest = [question for question in bank.ids if question not in set(core)]
    chosen = [*wanted, *rest[: len(rest) * 2 // 3]]
    return [question_card(question) for question in chosen]


def _play_day(store: Store, learner: _Learner, number: int, day: date, tz: str) -> None:
    rng = learner.rng
    keen = number == 0 or number >= DAYS - KEEN_DAYS
    practises = rng.random() < (0.5 if day.weekday() >= 5 else 0.82)
    if number in AWAY or not (practises or keen):
        return
    start = day_start(day, tz) + rng.randint(7 * 60, 20 * 60) * 60 * MICROS_A_SECOND
    session_id = _uuid(rng)
    first = len(learner.attempts)
    # The last sittings are cut short, so that something is left to do today.
    minutes = rng.randint(14, 34) if number < DAYS - KEEN_DAYS else 4
    end = _practise(learner, session_id, start, minutes, number, day, tz)
    practised = list(dict.fromkeys(attempt.card_id for attempt in learner.attempts[first:]))
    if practised:
        sessions.start(store, session_id, "Today", practised, start, keep_since=start)
        sessions.show(store, session_id, len(practised), None)
        sessions.end(store, session_id, end)


def _practise(
    learner: _Learner, session_id: str, start: int, minutes: int, number: int, day: date, tz: str
) -> int:
    """Practise due cards, then new ones, until the time is up; returns when the session ended."""
    moment, new_left = start, NEW_A_DAY if learner.rng.random() < 0.6 else 0
    wanted = learner.wanted(number)
    # The last days always have extra cards, so that every bank shows something to do.
    takes_extra = learner.rng.random() < 0.65 or number >= DAYS - KEEN_DAYS
    extra = _least_sure(wanted, start) if takes_extra else []
    while moment < start + minutes * 60 * MICROS_A_SECOND:
        wanted = learner.wanted(number)
        card = _due(wanted, moment)
        if card is None and new_left and learner.new:
            card, new_left = learner.new.pop(0), new_left - 1
        card = card or _due(wanted, moment + LEARN_AHEAD_MICROS)
        if card is None and extra:
            card = extra.pop(0)
        if card is None:
            break
        duration = int(min(240.0, max(60.0, learner.rng.lognormvariate(4.75, 0.35))) * 1000)
        moment += duration * 1000
        _answer(learner, card, session_id, moment, duration, number, day, tz)
        moment += learner.rng.randint(4, 30) * MICROS_A_SECOND
    return moment


def _due(states: dict[str, CardState], moment: int) -> str | None:
    due = [(state.due, card) for card, state in states.items() if state.due <= moment]
    return min(due)[1] if due else None


def _least_sure(states: dict[str, CardState], moment: int) -> list[str]:
    """The few least recalled cards, which the learner practises in addition."""
    return sorted(states, key=lambda card: (recall_at(states[card], moment), card))[:EXTRA_CARDS]


def _answer(
    learner: _Learner,
    card: str,
    session_id: str,
    moment: int,
    duration: int,
    number: int,
    day: date,
    tz: str,
) -> None:
    rng, question = learner.rng, learner.bank.question(question_id(card))
    chance = _chance(learner, question, moment) * (0.62 if number in BAD_WEEK else 1.0)
    rating = _rated(rng, chance, learner.true.get(card))
    ticks = _ticked(rng, question, rating)
    wordings = [None, *(variant.id for variant in question.variants)]
    state = learner.believed.get(card)
    learner.attempts.append(
        Attempt(
            id=_uuid(rng),
            card_id=card,
            rating=rating,
            answered_at=moment,
            local_day=day.isoformat(),
            tz=tz,
            variant_id=wordings[(state.reps if state else 0) % len(wordings)],
            confidence=_confidence(rng, chance) if number and rng.random() < 0.7 else None,
            duration_ms=duration,
            answer=_typed(question, rating, ticks) if rng.random() < 0.04 else "",
            ticks=ticks,
            session_id=session_id,
            bank_version=learner.bank.version,
        )
    )
    learner.believed[card] = review(state, card, rating, moment, RETENTION)
    learner.true[card] = _remember(learner, card, rating, moment)


def _chance(learner: _Learner, question: Question, moment: int) -> float:
    """The chance of a good answer: recall once practised, before that the learner's skill."""
    state = learner.true.get(question.card_id)
    if state is not None:
        return recall_at(state, moment)
    ease = {Difficulty.EASY: 0.15, Difficulty.MEDIUM: 0.0, Difficulty.HARD: -0.15}[question.difficulty]
    return min(0.95, max(0.1, learner.skill.get(question.competency, 0.5) + ease))


def _rated(rng: Random, chance: float, state: CardState | None) -> Rating:
    if rng.random() >= chance:
        return Rating.COULD_NOT if rng.random() < 0.55 else Rating.SHAKY
    practised = min(state.reps, 8) if state else 0
    draw = rng.random()
    if draw < 0.02 + 0.03 * practised:
        return Rating.READY
    return Rating.SHAKY if draw > 0.78 + 0.02 * practised else Rating.SOLID


def _remember(learner: _Learner, card: str, rating: Rating, moment: int) -> CardState:
    """The true memory: FSRS from a first stability and difficulty drawn for each card."""
    before = learner.true.get(card)
    after = review(before, card, rating, moment, RETENTION)
    if before is not None:
        return after
    return replace(
        after,
        stability=after.stability * learner.rng.lognormvariate(-0.5, 0.5),
        difficulty=min(10.0, max(1.0, after.difficulty + learner.rng.gauss(0.5, 1.0))),
    )


def _confidence(rng: Random, chance: float) -> Confidence:
    """A confidence near the chance, with a lean towards being too sure."""
    sureness = chance + rng.gauss(0.04, 0.22)
    if sureness > 0.72:
        return Confidence.SURE
    return Confidence.UNSURE if sureness > 0.36 else Confidence.NO_IDEA


def _ticked(rng: Random, question: Question, rating: Rating) -> tuple[str, ...]:
    if rng.random() < 0.4:
        return ()
    share = {Rating.COULD_NOT: 0.1, Rating.SHAKY: 0.45, Rating.SOLID: 0.75, Rating.READY: 0.95}[rating]
    return tuple(point.id for point in question.key_points if rng.random() < share)


def _typed(question: Question, rating: Rating, ticks: Sequence[str]) -> str:
    """The text of an answer: the sample for a good one, the ticked key points for a bad one."""
    if rating >= Rating.SOLID and question.samples:
        sample = question.samples[0]
        return sample.text or "\n".join(text for _, text in sample.parts)
    points = [point.text for point in question.key_points if point.id in ticks]
    return "\n".join(points) if points else "Blank. Read the steps again."


def _annotate(store: Store, learner: _Learner, now: int) -> None:
    """Add notes and flags to the cards missed most often, and suspend the last other card."""
    shaky = _most_missed(learner.attempts)
    for card, text in zip(shaky, NOTES, strict=False):
        marks.save(store, Mark(card, flagged=True), now)
        notes.save(store, card, text, now)
    if len(learner.believed) > len(NOTES):
        aside = next(card for card in reversed(learner.believed) if card not in shaky[: len(NOTES)])
        marks.save(store, Mark(aside, suspended=True), now)


def _most_missed(history: Iterable[Attempt]) -> list[str]:
    misses: dict[str, int] = {}
    for attempt in history:
        misses[attempt.card_id] = misses.get(attempt.card_id, 0) + (attempt.rating is Rating.COULD_NOT)
    return sorted(misses, key=lambda card: (-misses[card], card))


def _uuid(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))
