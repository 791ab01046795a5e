"""The plan to a date, played with a thousand made-up learners: is it believed rightly, is it worth having?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from prepkit.practice.memory import Floats, interval
from prepkit.study_plan import futures
from prepkit.study_plan.learning import Flags, Memory, cost
from prepkit.study_plan.order import Horizon, choose

LEARNERS = 1_000
CASES = ((60, 7, 8), (60, 14, 8), (60, 28, 8), (60, 28, 4), (120, 14, 8))
"""Cards, days until the interview, passes a day."""
NEW_A_DAY = 8
PRACTISED_AT, ASKED_AT = 0.75, 0.5
RETENTION = 0.9


def report() -> None:
    """Print recall on the day by each way to spend the same minutes, and how well it was predicted."""
    print(f"Plan to a date: {LEARNERS} learners, every FSRS parameter of each drawn log-normally ", end="")
    print(f"with sd {futures.SPREAD:g} around the usual ones (fixed before running)")
    print(f"{'':<42}mean recall on the day          practised, plan: predicted against")
    print(f"{'':<42}plan   due only  random        true recall, worst decile")
    for cards, days, passes in CASES:
        played = {name: _play(choose, cards, days, passes) for name, choose in _ways(cards).items()}
        mean = {name: float(p.true.recall(days - 1 + ASKED_AT, p.w).mean()) for name, p in played.items()}
        worst = _worst_decile(played["plan"], days - 1 + ASKED_AT)
        name = f"{cards} cards, {days} days, {passes} passes a day"
        print(f"  {name:<40}{mean['plan']:.3f}  {mean['due only']:.3f}     {mean['random']:.3f}", end="")
        print(f"         {100 * worst:.1f} percentage points")
    print("Cards on the eve, where every interval is capped at the date (as programs for flashcards do it),")
    print("and in the plan; the day before that in brackets")
    for cards, days, passes in CASES:
        name = f"{cards} cards, {days} days, {passes} passes a day"
        capped, plan = _waiting(cards, days, passes), _planned(cards, days, passes)
        print(
            f"  {name:<40}capped {capped[-1]:.0f} ({capped[-2]:.0f})    plan {plan[-1]:.0f} ({plan[-2]:.0f})"
        )
    print()


def _planned(cards: int, days: int, passes: int) -> list[float]:
    """How many cards the plan takes on each day, on average."""
    counts: list[float] = []
    plan = _ways(cards)["plan"]

    def counted(rng: np.random.Generator) -> futures.Choice:
        choose = plan(rng)

        def noted(known: Memory, when: Horizon) -> Flags:
            which = choose(known, when)
            counts.append(float(which.sum(axis=-1).mean()))
            return which

        return noted

    _play(counted, cards, days, passes)
    return counts


def _waiting(cards: int, days: int, passes: int) -> list[float]:
    """How many cards wait on each day, on average, when none may come back after the eve."""
    counts: list[float] = []
    eve = days - 2.0

    def capped(rng: np.random.Generator) -> futures.Choice:
        def choose(known: Memory, when: Horizon) -> Flags:
            due = np.minimum(known.last + interval(known.stability, RETENTION), eve)
            # Seen on the eve itself it has had its turn.
            waits = known.seen & (due <= when.at) & (known.last < eve)
            new = ~known.seen & (np.cumsum(~known.seen, axis=-1) <= NEW_A_DAY)
            counts.append(float((waits | new).sum(axis=-1).mean()))
            return _taken(known, np.where(waits, due - 1_000, np.where(new, np.arange(cards), np.inf)), when)

        return choose

    _play(capped, cards, days, passes)
    return counts


def _ways(cards: int) -> dict[str, Callable[[np.random.Generator], futures.Choice]]:
    core, weight = np.ones(cards, dtype=np.bool_), np.ones(cards)

    def plan(_: np.random.Generator) -> futures.Choice:
        return lambda known, when: choose(known, core, weight, when)[1]

    def due_only(_: np.random.Generator) -> futures.Choice:
        """What is due, longest overdue first, then the daily number of new ones: any flashcard program."""

        def choose(known: Memory, when: Horizon) -> Flags:
            due = known.last + interval(known.stability, RETENTION)
            new = ~known.seen & (np.cumsum(~known.seen, axis=-1) <= NEW_A_DAY)
            key = np.where(
                known.seen & (due <= when.at), due - 1_000, np.where(new, np.arange(cards), np.inf)
            )
            return _taken(known, key, when)

        return choose

    def at_random(rng: np.random.Generator) -> futures.Choice:
        return lambda known, when: _taken(known, rng.random(known.last.shape), when)

    return {"plan": plan, "due only": due_only, "random": at_random}


def _taken(known: Memory, key: Floats, when: Horizon) -> Flags:
    """As many cards as the day has passes for, those with the smallest key first, none with infinity."""
    ranked = np.argsort(key, axis=-1, kind="stable")
    price = np.take_along_axis(cost(known, when.at), ranked, axis=-1)
    wanted = np.isfinite(np.take_along_axis(key, ranked, axis=-1))
    fits = wanted & (np.cumsum(price, axis=-1) - price / 2 <= when.capacity)
    found = np.zeros_like(fits)
    np.put_along_axis(found, ranked, fits, axis=-1)
    return found


def _play(
    way: Callable[[np.random.Generator], futures.Choice], cards: int, days: int, passes: int
) -> futures.Played:
    rng = np.random.default_rng(1)
    w = futures.learners(LEARNERS, rng)
    unseen = Memory(*(np.full((LEARNERS, cards), value) for value in (1.0, 5.0, -np.inf)))
    end = days - 1 + ASKED_AT
    horizons = [Horizon(day - 1 + PRACTISED_AT, end, passes, days - day, passes) for day in range(days)]
    return futures.play(unseen, w, horizons, way(rng), np.ones(cards), rng)


def _worst_decile(played: futures.Played, end: float) -> float:
    """The largest gap between mean predicted and mean true recall over the tenths of the predictions."""
    seen = played.true.seen
    true, said = played.true.recall(end, played.w)[seen], played.known.recall(end)[seen]
    tenths = np.array_split(np.argsort(said, kind="stable"), 10)
    return float(max(abs(true[tenth].mean() - said[tenth].mean()) for tenth in tenths))
