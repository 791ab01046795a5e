"""A coach gives feedback on what a client sent, and a candidate opens it: both sides' pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.coaching import feedback as parts
from prepkit.coaching.feedback import AnswerFeedback, CoachFeedback
from prepkit.exchange import feedback_file
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Attempt, Rating
from prepkit.store import Store, attempts, profiles, scores
from prepkit.store.scores import Rater, Score
from tests.pages.conftest import Open, choice, has_heading, shown_by
from tests.triggers import trigger

Stored = Callable[[], Store]
FIRST, SECOND = "question-00001", "question-00002"
NOON = 1_795_521_600_000_000


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def with_mock(store: Store) -> Mock:
    """An assignment of two answers, rated and scored by the person alone."""
    items = tuple(
        MockItem(
            f"{store.profile_id}-{n}",
            question,
            answer=f"Answer {n} in full",
            answer_ms=60_000,
            own=Scored(4, f"Evidence {n}"),
            ticks=(),
            rating=3,
        )
        for n, question in enumerate((FIRST, SECOND), start=1)
    )
    mock = Mock(
        "Before Thursday",
        "lead",
        items,
        NOON,
        kind=MockKind.ASSIGNMENT,
        phase=MockPhase.OVER,
        scored_at=NOON,
    )
    repository.save(store, "m1", mock, NOON)
    for item in items:
        attempt = Attempt(item.id, f"q:{item.question}", Rating.SOLID, NOON, "2026-11-24", "UTC")
        attempts.append(store, replace(attempt, mode="mock", session_id="m1"))
        scores.save(store, [Score(item.id, Rater.SELF, "lead", 4, "")], NOON)
    return mock


@pytest.fixture
def client(stored: Stored) -> Store:
    profiles.rename(stored(), "Kim", 5)
    store = profiles.add_client(stored(), "Maria", new_id="maria", now=5)
    with_mock(store)
    return store


def found(store: Store) -> CoachFeedback:
    feedback = parts.get(store, "m1")
    assert feedback is not None
    return feedback


FROM_COACH = CoachFeedback(
    "Before Thursday",
    "m1",
    level="lead",
    coach="Kim",
    message="Slow *down*.",
    answers=(
        AnswerFeedback(FIRST, "First?", 2, "No figure", "Say the figure first."),
        AnswerFeedback("their-own/why", "Why *us*?", 4),
    ),
    drills=(FIRST, "their-own/why"),
    written_at=NOON,
)


def write_in(app: AppTest, key: str, text: str) -> AppTest:
    """Type into one of our own editors."""
    [box] = [part.proto for part in app.get("bidi_component") if part.proto.id.endswith(f"-{key}")]
    states = app._tree.get_widget_states()
    draft = {"document": shown_by(app, key)["document"], "text": text}
    states.widgets.append(trigger(box.id, "draft", draft))
    return app._run(states)


def test_a_coach_comes_from_the_entry_to_the_feedback_and_back(open_page: Open, client: Store) -> None:
    app = open_page("coach", client="maria")
    app.session_state["entry_m1"] = True
    app.run()
    app.button(key="give_feedback_m1").click().run()
    assert app.query_params["feedback"] == "m1"
    assert app.title[0].value == "Feedback for Maria"
    assert parts.get(client, "m1") is None
    app.button(key="feedback_back").click().run()
    assert app.title[0].value == "Maria"


def test_the_coach_reads_each_answer_with_what_the_candidate_thinks_of_it(
    open_page: Open, client: Store
) -> None:
    app = open_page("coach", client="maria", feedback="m1")
    text = said(app)
    assert "Answer 1 in full" in text
    assert "**Their own view:** Solid, scored 4 of 5. Evidence 1" in text
    assert "check_box_outline_blank" in text
    assert "What it sounds like from a" in text


def test_everything_is_kept_as_it_is_given(open_page: Open, client: Store) -> None:
    app = open_page("coach", client="maria", feedback="m1")
    assert app.get("download_button")[0].proto.disabled
    choice(app, "give_score_m1_1").set_value(2).run()
    write_in(app, "give_evidence_1", "No figure")
    write_in(app, "give_try_2", "Breathe")
    write_in(app, "give_message", "Well done")
    app.text_input(key="give_candidate_m1").set_value("Ms Lopez").run()
    app.checkbox(key="give_drill_m1_2").check().run()
    feedback = found(client)
    assert (feedback.coach, feedback.candidate, feedback.message) == ("Kim", "Ms Lopez", "Well done")
    assert (feedback.on(FIRST).score, feedback.on(FIRST).evidence) == (2, "No figure")
    assert feedback.on(SECOND).try_this == "Breathe"
    assert feedback.drills == (FIRST, SECOND)
    app = open_page("coach", client="maria", feedback="m1")
    assert choice(app, "give_score_m1_1").value == 2
    assert shown_by(app, "give_evidence_1")["saved"] == "No figure"
    assert app.checkbox(key="give_drill_m1_1").value
    assert not app.get("download_button")[0].proto.disabled


def test_a_change_after_saving_asks_for_a_new_file(open_page: Open, client: Store) -> None:
    app = open_page("coach", client="maria", feedback="m1")
    choice(app, "give_score_m1_1").set_value(2).run()
    feedback_file.write(client, "m1", found(client).written_at + 2 * NOON)
    app = open_page("coach", client="maria", feedback="m1")
    assert "Last saved" in app.caption[-1].value
    assert "changed" not in app.caption[-1].value
    parts.FEEDBACK.change(client, "m1", lambda f: parts.give_score(f, SECOND, 5), 2 * NOON + 1)
    app = open_page("coach", client="maria", feedback="m1")
    assert "You have changed it since" in app.caption[-1].value
    app = open_page("coach", client="maria")
    app.session_state["entry_m1"] = True
    app.run()
    assert any("You scored 2 of 2 answers, saved as a file" in caption.value for caption in app.caption)


def test_an_interview_that_was_not_sent_is_said_to_be_missing(open_page: Open, client: Store) -> None:
    app = open_page("coach", client="maria", feedback="nothing")
    assert "has not sent" in app.info[0].value


def test_the_candidate_opens_the_file_as_a_report(open_page: Open, stored: Stored) -> None:
    open_page("mock")
    with_mock(stored())
    app = open_page("mock")
    uploader = next(box for box in app.file_uploader if box.key == "feedback_upload")
    uploader.upload("feedback.json", feedback_file.as_file(FROM_COACH), "application/json").run()
    assert "**Feedback from Kim** on Before Thursday" in said(app)
    app.button(key="once_open_feedback").click().run()
    assert app.query_params["feedback"] == "m1"
    assert app.title[0].value == "Feedback from Kim"
    text = said(app)
    assert "Slow \\*down\\*" in text
    assert "Kim scored 2 of 2 answers: 1 lower than you" in text.replace("\\", "")
    assert "Answer 1 in full" in text
    assert [metric.value for metric in app.metric] == ["4 of 5", "2 of 5", "4 of 5"]
    assert "Say the figure first" in app.info[0].value
    assert "2. Why us? *(not in your questions)*" in text.replace("\\*", "").replace("\\", "")
    assert [pair.coach for pair in scores.pairs(stored())] == [2]


def test_its_questions_are_practised_at_once(open_page: Open, stored: Stored) -> None:
    open_page("mock")
    feedback_file.receive(stored(), FROM_COACH, NOON)
    app = open_page("mock", feedback="m1")
    assert app.button(key="practise_feedback").label == "Practise it"
    app.button(key="practise_feedback").click().run()
    assert has_heading(app, "practise")
    assert shown_by(app, "card_front")["card"] == f"q:{FIRST}"


def test_without_the_interview_it_opens_and_says_so(open_page: Open, stored: Stored) -> None:
    open_page("mock")
    feedback_file.receive(stored(), FROM_COACH, NOON)
    app = open_page("mock", feedback="m1")
    assert "this interview is not here" in app.info[0].value
    assert [metric.value for metric in app.metric] == ["2 of 5", "4 of 5"]


def test_the_mock_page_and_the_report_lead_to_it_until_it_is_deleted(open_page: Open, stored: Stored) -> None:
    open_page("mock")
    with_mock(stored())
    feedback_file.receive(stored(), FROM_COACH, NOON)
    app = open_page("mock")
    assert [row["id"] for row in shown_by(app, "received_feedback")["rows"]] == ["m1"]
    app = open_page("mock", mock="m1")
    assert "**Your coach's feedback**" in said(app)
    app.button(key="read_feedback").click().run()
    assert app.title[0].value == "Feedback from Kim"
    app.button(key="delete_feedback").click().run()
    app.button(key="delete_feedback_yes").click().run()
    assert parts.list_received(stored()) == []
    app = open_page("mock", feedback="m1")
    assert app.title[0].value == "No such feedback"


def test_a_file_that_is_something_else_is_refused_in_a_sentence(open_page: Open, stored: Stored) -> None:
    app = open_page("mock")
    uploader = next(box for box in app.file_uploader if box.key == "feedback_upload")
    uploader.upload("notes.json", b"{}", "application/json").run()
    assert "notes.json cannot be opened" in app.error[0].value


def test_a_score_is_taken_back_after_the_file_was_saved(open_page: Open, client: Store) -> None:
    app = open_page("coach", client="maria", feedback="m1")
    write_in(app, "give_message", "Well done")
    choice(app, "give_score_m1_1").set_value(2).run()
    feedback_file.write(client, "m1", NOON)
    assert [pair.coach for pair in scores.pairs(client)] == [2]
    app = open_page("coach", client="maria", feedback="m1")
    choice(app, "give_score_m1_1").set_value(None).run()
    assert not app.exception
    assert found(client).on(FIRST).score == 0
    assert scores.pairs(client) == []
    assert "save it again and send the new file" in app.caption[-1].value


def test_a_newer_file_takes_a_score_back_on_the_candidates_side(stored: Stored) -> None:
    with_mock(stored())
    feedback_file.receive(stored(), FROM_COACH, NOON)
    assert [pair.coach for pair in scores.pairs(stored())] == [2]
    without = parts.give_score(FROM_COACH, FIRST, 0)
    feedback_file.receive(stored(), replace(without, written_at=NOON + 1), NOON + 1)
    assert scores.pairs(stored()) == []


def test_one_answer_is_open_at_a_time_and_each_says_how_far_it_is(open_page: Open, client: Store) -> None:
    app = open_page("coach", client="maria", feedback="m1")
    assert [app.session_state[f"give_answer_m1_{place}"] for place in (0, 1)] == [True, False]
    choice(app, "give_score_m1_1").set_value(4).run()
    app.button(key="give_next_0").click().run()
    assert [app.session_state[f"give_answer_m1_{place}"] for place in (0, 1)] == [False, True]
    captions = [caption.value for caption in app.caption]
    assert "You scored 1 of 2 answers." in captions
    assert {"Answer 1: 4 of 5", "Answer 2: to do"} <= set(captions)
    # Whoever comes back goes on with the first answer that has no score.
    app = open_page("coach", client="maria", feedback="m1")
    assert [app.session_state[f"give_answer_m1_{place}"] for place in (0, 1)] == [False, True]
