from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.model import Story
from prepkit.question import Kind
from prepkit.stories import suggestions
from prepkit.stories.suggestions import StoryQuestions

CONFLICT = Story(
    "The shift swap",
    situation="Two advisers on my evening shift, Priya and Tom, had stopped speaking to each other. It began "
    "over a swapped Saturday and by March each was complaining to me about the other.",
    task="I was their team leader and the rest of the team had begun to take sides.",
    action="I spoke with each of them alone first and asked what had happened, without promising to take "
    "anybody's part. Then I sat down with both and let each say what the other had said, until they "
    "agreed about the facts. We wrote down how swaps are asked for from now on, and I checked in with "
    "both every Friday for a month.",
    result="They shared the late desk again from April, and nobody on the team has raised it since.",
)
ERROR = Story(
    "The wrong template",
    situation="Last autumn I sent a price notice to 1,800 customers with last year's tariff in it.",
    task="It was my own mistake: I had copied the old template and had not asked anybody to check it.",
    action="As soon as the first customer wrote I told my manager, stopped the second batch and wrote a "
    "correction that said plainly what I had got wrong. I rang the forty who had already replied myself. "
    "Then I added a second pair of eyes to every mailing over a hundred.",
    result="Three people left. No mailing has gone out with a wrong figure in the year since.",
)
ARTICLES = Story(
    "The help centre nobody read",
    situation="At the software company a third of our tickets asked the same twelve how-to questions, and "
    "the help articles were two years old.",
    task="I offered to rebuild the knowledge base beside my normal queue.",
    action="I pulled the tickets of a quarter, sorted them by what people asked and wrote an article for "
    "each of the twelve, in the customers' own words. Each article got an owner and a date for its review, "
    "and agents could flag one that was out of date with a click.",
    result="Tickets on those subjects fell from 340 a month to 190 in ten weeks, and articles are still "
    "reviewed every quarter.",
)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


@pytest.fixture(scope="module")
def questions(bank: Bank) -> StoryQuestions:
    return suggestions.prepare(bank)


@pytest.mark.parametrize(
    ("story", "question"),
    [(CONFLICT, "conflict-in-team"), (ERROR, "own-mistake"), (ARTICLES, "knowledge-base")],
)
def test_the_right_question_is_among_the_first_four(
    questions: StoryQuestions, story: Story, question: str
) -> None:
    suggested = suggestions.suggest(questions, story)
    assert question in suggested[:4]
    assert len(suggested) <= suggestions.MOST


def test_behavioural_questions_come_first(questions: StoryQuestions, bank: Bank) -> None:
    for story in (CONFLICT, ERROR, ARTICLES):
        kinds = [bank.question(question).kind for question in suggestions.suggest(questions, story)]
        assert kinds == sorted(kinds, key=lambda kind: kind is not Kind.BEHAVIOURAL)
        assert set(kinds) <= {Kind.BEHAVIOURAL, Kind.SITUATIONAL, Kind.GENERAL}


def test_linked_and_refused_questions_are_not_suggested_again(questions: StoryQuestions) -> None:
    first, second, *rest = suggestions.suggest(questions, CONFLICT)
    settled = replace(CONFLICT, questions=(first,), refused=(second,))
    again = suggestions.suggest(questions, settled)
    assert {first, second}.isdisjoint(again)
    assert again[: len(rest)] == rest or set(rest) <= set(again)


def test_a_tagged_competency_moves_its_questions_up(questions: StoryQuestions) -> None:
    plain = suggestions.suggest(questions, ERROR)
    competency = questions.competencies[plain[-1]]
    tagged = suggestions.suggest(questions, replace(ERROR, competencies=(competency,)))
    assert tagged.index(plain[-1]) < plain.index(plain[-1])


def test_only_questions_of_the_role_are_suggested(questions: StoryQuestions) -> None:
    role = "customer-operations-specialist"
    for story in (CONFLICT, ERROR, ARTICLES):
        for question in suggestions.suggest(questions, story, role):
            assert role in questions.roles[question]


@pytest.mark.parametrize("story", [Story(), Story("A title"), Story(action="I rang her back.")])
def test_a_story_of_few_words_gets_no_suggestion(questions: StoryQuestions, story: Story) -> None:
    assert suggestions.suggest(questions, story) == []
