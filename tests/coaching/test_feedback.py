from __future__ import annotations

from dataclasses import replace

from prepkit.coaching import feedback as parts
from prepkit.coaching.feedback import AnswerFeedback, CoachFeedback, ScoreCounts
from prepkit.mock.state import Mock, MockItem, MockPhase, Scored

ITEMS = tuple(
    MockItem(f"item-{question}", question, own=Scored(own), rating=rating)
    for question, own, rating in (("calm", 3, 3), ("angry", 4, 2), ("late", 2, 2), ("left-out", 0, 0))
)
MOCK = Mock("Before Thursday", "lead", ITEMS, 5, phase=MockPhase.OVER, scored_at=9)


def begun() -> CoachFeedback:
    return parts.begin("m1", MOCK, coach="Kim", candidate="Maria")


def scored(**scores: int) -> CoachFeedback:
    feedback = begun()
    for question, score in scores.items():
        feedback = parts.give_score(feedback, question, score)
    return feedback


def test_it_begins_empty_with_every_answer() -> None:
    feedback = begun()
    assert feedback.is_empty
    assert [answer.question for answer in feedback.answers] == ["calm", "angry", "late", "left-out"]
    assert (feedback.coach, feedback.candidate, feedback.level) == ("Kim", "Maria", "lead")


def test_what_is_said_stays_with_its_question() -> None:
    feedback = parts.say(begun(), "angry", evidence="No apology")
    feedback = parts.say(feedback, "angry", try_this="Apologise first")
    assert not feedback.is_empty
    assert feedback.on("angry") == AnswerFeedback("angry", evidence="No apology", try_this="Apologise first")
    assert feedback.on("calm").is_empty


def test_a_weak_answer_is_to_be_practised_until_it_is_scored_better() -> None:
    feedback = scored(late=2, calm=1, angry=3)
    assert feedback.drills == ("calm", "late")
    assert parts.give_score(feedback, "calm", 4).drills == ("late",)


def test_the_choice_of_the_coach_stays_while_a_score_remains_on_its_side() -> None:
    feedback = parts.choose_drill(scored(calm=1, angry=4), "calm", chosen=False)
    feedback = parts.choose_drill(feedback, "angry", chosen=True)
    feedback = parts.give_score(parts.give_score(feedback, "calm", 2), "angry", 5)
    assert feedback.drills == ("angry",)


def test_scores_are_counted_against_the_candidates_own() -> None:
    feedback = scored(calm=3, angry=2, late=5)
    feedback = parts.give_score(feedback, "left-out", 1)
    assert parts.count(feedback, MOCK) == ScoreCounts(4, 1, 1, 1)
    assert parts.count(feedback, None) == ScoreCounts(4, 0, 0, 0)


def test_an_answer_that_was_never_rated_has_no_attempt_to_score() -> None:
    feedback = parts.give_score(scored(calm=3), "left-out", 1)
    assert [score.attempt_id for score in parts.coach_scores(feedback, MOCK)] == ["item-calm"]


def test_a_result_that_grew_gets_entries_for_the_new_answers() -> None:
    feedback = parts.say(begun(), "calm", evidence="Good")
    grown = replace(MOCK, items=(*ITEMS, MockItem("item-new", "new")))
    complete = parts.brought_up_to_date(feedback, grown, lambda item: f"About {item.question}?")
    assert [answer.question for answer in complete.answers][-1] == "new"
    assert complete.on("calm") == AnswerFeedback("calm", "About calm?", evidence="Good")


def test_a_question_that_leaves_the_bank_keeps_its_wording() -> None:
    worded = parts.brought_up_to_date(begun(), MOCK, lambda item: "Why?")
    assert parts.brought_up_to_date(worded, MOCK, lambda item: "").on("calm").prompt == "Why?"


def test_what_a_file_repeats_is_kept_once() -> None:
    answers = (AnswerFeedback("calm", score=2), AnswerFeedback("calm", score=5))
    feedback = CoachFeedback("T", "m1", answers=answers, drills=("calm", "late", "calm"))
    assert [answer.score for answer in feedback.answers] == [2]
    assert feedback.drills == ("calm", "late")
