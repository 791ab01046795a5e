"""Compares a coach's clients: what each has returned, what the group is weak at, how each gets on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.coaching import repository as assignment_repository
from prepkit.coaching.assignment import Assignment
from prepkit.coaching.assignment_status import is_past_due
from prepkit.model import Rating
from prepkit.store import Store
from prepkit.store import cohort as stored
from prepkit.store.cohort import CardOfClient, DayOfClient
from prepkit.store.profiles import Profile

FEWEST_ANSWERS = 3
"""On how many answers the mean of a competency must rest."""
SHOWN = 5
MOST_WEEKS = 12
"""How many columns the progress has at most; over a longer time they are months."""


@dataclass(frozen=True, slots=True)
class WeakCompetency:
    """A competency with the mean rating (1 to 4) of all clients' answers, and what it rests on."""

    competency: str
    mean: float
    clients: int
    answers: int


@dataclass(slots=True)
class _Sum:
    ratings: int = 0
    answers: int = 0
    clients: set[str] = field(default_factory=set)


def weakest(bank: Bank, cards: Iterable[CardOfClient]) -> list[WeakCompetency]:
    """Choose the competencies that the group is weakest at, weakest first: below Solid on average, over at
    least ``FEWEST_ANSWERS`` answers. Questions that are not in the bank don't count.
    """
    sums: dict[str, _Sum] = defaultdict(_Sum)
    for card in cards:
        if question_id(card.card_id) in bank:
            total = sums[bank.question(question_id(card.card_id)).competency]
            total.ratings += card.ratings
            total.answers += card.answers
            total.clients.add(card.profile_id)
    weak = [
        WeakCompetency(competency, total.ratings / total.answers, len(total.clients), total.answers)
        for competency, total in sums.items()
        if total.answers >= FEWEST_ANSWERS and total.ratings < int(Rating.SOLID) * total.answers
    ]
    return sorted(weak, key=lambda row: (row.mean, row.competency))[:SHOWN]


@dataclass(frozen=True, slots=True)
class Returned:
    """What one client was sent and has returned. ``last`` is the day of their last result, empty for none;
    ``scored`` counts the answers that were scored by the coach.
    """

    client: Profile
    last: str
    sent: int
    returned: int
    overdue: int
    scored: int


def returned(
    clients: Sequence[Profile],
    days: Iterable[DayOfClient],
    last_results: Mapping[str, str],
    assignments: Sequence[tuple[str, Assignment]],
    answered: Mapping[str, Collection[str]],
    today: date,
) -> list[Returned]:
    """Say of each client what is back. ``answered`` are the ids of the assignments each client answered.

    An assignment counts once it was sent or answered; it is overdue on the day after it was due.
    """
    scored: dict[str, int] = defaultdict(int)
    for day in days:
        scored[day.profile_id] += day.coach_scores
    rows = []
    for client in clients:
        back = answered.get(client.id, ())
        out = [
            (id, task)
            for id, task in assignments
            if task.client == client.id and (task.sent_at or id in back)
        ]
        missing = [task for id, task in out if id not in back]
        overdue = sum(is_past_due(task, today) for task in missing)
        rows.append(
            Returned(
                client,
                last_results.get(client.id, ""),
                len(out),
                len(out) - len(missing),
                overdue,
                scored[client.id],
            )
        )
    return rows


def progress(clients: Sequence[Profile], days: Sequence[DayOfClient]) -> pd.DataFrame:
    """A row for each client and each week (over a long time: month) with answers, by client, oldest first.

    ``client`` is the name, ``since`` the first day of the week or month (ISO text), ``answers`` (int64),
    ``solid`` the share Solid or better (float64, 0 to 1), ``own`` and ``coach`` the mean scores (float64,
    1 to 5, NaN without a score).
    """
    names = _distinct_names(clients)
    known = [day for day in days if day.profile_id in names]
    by_month = len({_monday(day.local_day) for day in known}) > MOST_WEEKS
    rows = [
        (
            names[day.profile_id],
            f"{day.local_day[:7]}-01" if by_month else _monday(day.local_day),
            *(day.answers, day.solid, day.own, day.own_scores, day.coach, day.coach_scores),
        )
        for day in known
    ]
    sums = ["answers", "solid", "own", "own_scores", "coach", "coach_scores"]
    frame = pd.DataFrame(rows, columns=["client", "since", *sums])
    frame = frame.groupby(["client", "since"], as_index=False)[sums].sum()
    frame = frame.astype({"client": "str", "since": "str", **dict.fromkeys(sums, "int64")})
    return frame.assign(
        solid=(frame["solid"] / frame["answers"]).astype("float64"),
        own=(frame["own"] / frame["own_scores"]).astype("float64"),
        coach=(frame["coach"] / frame["coach_scores"]).astype("float64"),
    )[["client", "since", "answers", "solid", "own", "coach"]]


def _distinct_names(clients: Sequence[Profile]) -> dict[str, str]:
    """Return each client's name by id, numbered where several have the same."""
    names: dict[str, str] = {}
    for client in clients:
        same = sum(other.name == client.name for other in clients if other.id in names)
        names[client.id] = f"{client.name} ({same + 1})" if same else client.name
    return names


def _monday(day: str) -> str:
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


@dataclass(frozen=True, slots=True)
class Cohort:
    """A coach's clients side by side; each part as the function of its name gives it."""

    returned: Sequence[Returned]
    weakest: Sequence[WeakCompetency]
    progress: pd.DataFrame


def read(coach: Store, bank: Bank, today: date) -> Cohort:
    """Read what a coach's clients have done; archived clients are left out."""
    clients, days = stored.clients(coach), stored.days(coach)
    assignments = assignment_repository.list_own(coach)
    return Cohort(
        returned(
            clients, days, stored.last_results(coach), assignments, stored.answered_assignments(coach), today
        ),
        weakest(bank, stored.cards(coach)),
        progress(clients, days),
    )
