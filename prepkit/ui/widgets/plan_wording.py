"""Put a plan into words: whether the time suffices, its core, and when a card comes back."""

from __future__ import annotations

from datetime import date

from prepkit.model import Clock
from prepkit.practice.clock import day_start
from prepkit.study_plan.more_minutes import more_minutes
from prepkit.study_plan.planning import Core, Planning
from prepkit.study_plan.timetable import Timetable
from prepkit.ui.widgets.wording import escape, on_day, plural
from prepkit.workspace import Workspace


def core_in_words(workspace: Workspace, core: Core) -> str:
    """Return ``36 core questions for team lead``, with how many of them the interview has added."""
    count = plural(len(core.cards), "core question")
    scope = f"for {escape(workspace.bank.role(core.role).name.lower())}" if core.role else "of all roles"
    added = (
        f" ({core.added} of them because of this advertisement or of what was asked before)"
        if core.added
        else ""
    )
    return f"{count} {scope}{added}"


def core_at_rest(core: Core) -> str:
    """Return a sentence on how many cards of the core are suspended or buried; empty for none."""
    if not core.resting:
        return ""
    return f"{core.resting} of them {'is' if core.resting == 1 else 'are'} suspended or buried."


def resting_in_words(planning: Planning) -> str:
    """Return a sentence on the cards of the core that are not in the plan; empty for none."""
    sentence = core_at_rest(planning.core)
    return f"{sentence[:-1]}, and not in the plan." if sentence else ""


def time_in_words(workspace: Workspace, planning: Planning, now: Clock) -> str:
    """Return one to four sentences that say whether the time until the interview suffices."""
    core = {card.card for card in planning.cards if card.core}
    core_questions = core_in_words(workspace, planning.core)
    missing = len(planning.plan.unmet_core)
    if not planning.plan.days:
        practised: int | str = len(core) - missing or "none"
        if practised == len(planning.core.cards):
            practised = "all"
        return f"Today is the day. You have practised {practised} of the {core_questions}."
    if missing:
        return (
            f"**There is not enough time.** Of the {core_questions}, {missing} "
            f"{'is' if missing == 1 else 'are'} not reached before the interview. "
            f"{_minutes_to_meet(planning)} Otherwise skip the ones below: they are the least likely to be "
            "asked."
        )
    if not core:
        return f"Of the {core_questions} none is left to plan."
    met = max((day.day for day in planning.plan.days if core & set(day.new)), default=None)
    again = _again(workspace, planning, len(core), now)
    if met is None:
        return f"**You have practised** the {core_questions}. {again}"
    enough = "**There is just enough time**" if planning.plan.once else "**There is enough time**"
    last_new = "the last new one of them" if len(core) > 1 else "it"
    return f"{enough} for the {core_questions}. You meet {last_new} {_on(met, now)}. {again}"


def _again(workspace: Workspace, planning: Planning, core: int, now: Clock) -> str:
    """Return how many of the core's questions come up again, and how many minutes the others would take."""
    days, once = planning.plan.days, len(planning.plan.once)
    if not any(day.cards for day in days):
        if all(day.off for day in days):
            return "Every day until the interview is a day off."
        if any(day.mock or day.story for day in days):
            return "No question is due again before the interview."
        return "Nothing more is due before the interview."
    if core == 1:
        return f"It {'does not come' if once else 'comes'} up again before the interview."
    if not once:
        return f"All {core} come up again before the interview."
    again = core - once
    others = "them" if not again else "the other one" if once == 1 else f"the other {once}"
    more = more_minutes(workspace, planning, now)
    cover = f"; about {more} more minutes a day would cover {others}" if more else ""
    come = "None of them comes" if not again else f"{again} of the {core} {'comes' if again == 1 else 'come'}"
    return f"{come} up again before the interview{cover}."


def _minutes_to_meet(planning: Planning) -> str:
    """Return a sentence that says what would help when time is short."""
    if all(day.off for day in planning.plan.days):
        return "Every day until then is a day off."
    if planning.plan.enough:
        return f"With **{planning.plan.enough} minutes a day** all of them would fit."
    return "No day is long enough for all of them."


def _on(day: date, now: Clock) -> str:
    return on_day(day_start(day, now.tz), now)


def back_in_words(timetable: Timetable, card: str, now: Clock) -> str:
    """Return when a card comes back: ``today``, ``on 4 May``; empty for a card that is at rest."""
    if card not in timetable.back:
        return ""
    if timetable.after_the_interview(card):
        return "after the interview"
    return _on(timetable.back[card], now)
