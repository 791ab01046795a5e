"""The stories of the demo's made-up learner, enough to show the use of the Stories page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from prepkit.bank import Bank
from prepkit.model import Story
from prepkit.store import Store, stories

TOLD = {
    "demo-boiler": Story(
        "The cold weekend",
        situation="On the first frost of November our boiler line had four times its usual calls by eight "
        "on Saturday, with five of us on shift.",
        task="I was the senior on duty and had to keep homes with babies or old people from waiting.",
        action="I put one question at the front of the line: is anybody in the house under two or over "
        "seventy. Those calls went to two of us and to nobody else. I asked the engineers for a "
        "list of the three faults people can clear themselves and had them read out as a "
        "recording. I turned down the idea of calling in the weekday team, because by the time "
        "they had logged on the peak would have been over.",
        result="Those who mattered most waited four minutes where everybody had waited nineteen the "
        "winter before. Thirty-one people got their heating back from the recording. Two "
        "complained that they had been kept waiting for somebody else, and I rang them both on "
        "Monday.",
        baseline="19 minutes",
        change="4 minutes for the urgent ones",
        period="over that weekend",
        industry="utilities",
        competencies=("triage", "incidents"),
        questions=("sudden-surge", "three-urgent-requests", "week-too-full"),
        key_facts=(
            "four times the usual calls, five on shift",
            "one question at the front",
            "the recording",
            "19 to 4",
        ),
    ),
    "demo-refund": Story(
        "The refund I refused",
        situation="A customer had asked for the same refund eleven times in two months, each time from "
        "another of us.",
        task="I had the twelfth call, and a rule that said no.",
        action="I read all eleven notes before I called back. The fault was real, and nobody had tested "
        "it with her. I did, with her on the line, and found that the part had been wrong from "
        "the start. I asked my manager for a refund outside the rule, with the eleven notes as my"
        " reason.",
        result="She was paid that day and stayed with us.",
        industry="retail",
        competencies=("recovery",),
        questions=("difficult-customer", "rule-you-disliked"),
        key_facts=("eleven requests", "read the notes first", "tested with her on the line"),
    ),
    "demo-report": Story(
        "The figure that was wrong",
        situation="My weekly report said that repeat contacts had fallen by a third. A week later I saw "
        "that the export had left out the chat.",
        task="My director had already shown it to the board.",
        action="I told him within the hour, with the right figure and what it changed. I went through "
        "the earlier weeks the same evening and added a line to the report that counts the "
        "channels.",
        competencies=("metrics",),
        questions=("figure-you-got-wrong",),
        key_facts=("told him within the hour", "the channel count"),
    ),
}


def tell(store: Store, bank: Bank, now: int) -> None:
    """Save the learner's stories in a profile."""
    save_linked(store, bank, TOLD, now)


def save_linked(store: Store, bank: Bank, told: Mapping[str, Story], now: int) -> None:
    """Save made-up stories, by id, linked to those of their questions and competencies that this bank has."""
    competency_ids = {competency.id for competency in bank.competencies}
    for story_id, story in told.items():
        linked = replace(
            story,
            competencies=tuple(item for item in story.competencies if item in competency_ids),
            questions=tuple(question for question in story.questions if question in bank),
            industry=story.industry if story.industry in bank.industries else "",
        )
        stories.save(store, story_id, linked, now)
