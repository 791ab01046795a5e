"""How many more minutes a day would let every core question come up again before the interview."""

from __future__ import annotations

from dataclasses import replace

from prepkit.model import Clock
from prepkit.study_plan import daily
from prepkit.study_plan.daily import MOST_MINUTES
from prepkit.study_plan.planning import Planning
from prepkit.workspace import Workspace

STEPS = (5, 10, 15, 20, 30, 45, 60)


def more_minutes(workspace: Workspace, planning: Planning, now: Clock) -> int | None:
    """The fewest of ``STEPS`` with which the plan shows each core card again; None where none does so.

    Where the first days belong to an earlier interview nothing is said, because its plan would change too.
    """
    if not planning.plan.once or planning.plan.shared_until is not None:
        return None
    key = ("more_minutes", workspace.store.profile_id, now.day, planning.plan.days, planning.means)
    return workspace.visit.get(key, lambda: _more_minutes(planning, now))


def _more_minutes(planning: Planning, now: Clock) -> int | None:
    for more in STEPS:
        minutes = planning.means.minutes + more
        if minutes > MOST_MINUTES:
            return None
        means = replace(planning.means, minutes=minutes)
        plan = daily.make(planning.cards, planning.states, means, planning.plan.interview, now)
        if not plan.once and not plan.unmet_core:
            return more
    return None
