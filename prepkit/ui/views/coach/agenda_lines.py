"""Word what a coach and a client should talk about next."""

from __future__ import annotations

from collections.abc import Collection

from prepkit.bank import Bank
from prepkit.insight.agenda import Agenda
from prepkit.store.scores import Pair
from prepkit.ui.widgets.wording import escape, plural


def agenda_lines(bank: Bank, summary: Agenda, name: str, from_file: Collection[str] = ()) -> str:
    """Return an agenda as a Markdown list that calls the client by ``name``.

    ``from_file`` holds the ids of attempts that came in a file: somebody else's score may be among them.
    """
    lines = [_gap(bank, pair, name, is_from_file=pair.attempt_id in from_file) for pair in summary.gaps]
    for competency, mean in summary.weakest:
        title, answers = bank.competency(competency).name, summary.answers.get(competency, 0)
        lines.append(
            f"**Weak:** {escape(title)}. Mean rating {mean:.1f} of 4 over {plural(answers, 'answer')}."
        )
    if summary.untold:
        without_story = ", ".join(bank.competency(competency).name for competency in summary.untold)
        lines.append(f"**No story yet:** {escape(without_story)}.")
    if not lines:
        lines = [
            "Nothing is weak so far, and no answer was scored differently. "
            "Try harder questions or the next level."
        ]
    if summary.unrated:
        counts = "answer counts" if summary.unrated == 1 else "answers count"
        lines.append(
            f"**Not rated by {escape(name)}:** {summary.unrated} {counts} here by the coach's score alone."
        )
    if len(lines) == 1 and not (summary.gaps or summary.weakest or summary.untold):
        return lines[0]
    return "\n".join(f"- {line}" for line in lines)


def _gap(bank: Bank, pair: Pair, name: str, *, is_from_file: bool) -> str:
    side = "higher" if pair.own > pair.coach else "lower"
    beginning, other = (
        ("A coach differs", "a coach in their file") if is_from_file else ("You differ", "you did")
    )
    return (
        f"**{beginning}:** {escape(name)} scored the answer to “{escape(bank.title(pair.card_id))}” "
        f"{plural(abs(pair.own - pair.coach), 'point')} {side} than {other} ({pair.own} and {pair.coach})."
    )
