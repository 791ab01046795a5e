from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.interviews import repository as interviews
from prepkit.interviews.appointment import Interview, InterviewOutcome
from prepkit.mock import repository, spec
from prepkit.mock.report import COACH_SCORE, SCORE
from prepkit.mock.spec import MockSpec
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Attempt, Rating
from prepkit.store import Store, attempts, settings
from prepkit.study_plan.daily import MOCK_BEFORE
from prepkit.ui.runtime.opening import clock
from tests.pages.conftest import Open, shown_by
from tests.triggers import trigger

Stored = Callable[[], Store]
NOON = 1_795_521_600_000_000


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def answered(
    store: Store,
    mock_id: str,
    *,
    rating: int,
    at: int = NOON,
    kind: MockKind = MockKind.MOCK,
    own: int = 3,
) -> Mock:
    """Two answers, both rated (or, with 0, waiting for it)."""
    items = tuple(
        MockItem(
            f"{mock_id}-{n}",
            f"question-0000{n}",
            answer=f"Answer {n}",
            answer_ms=60_000,
            own=Scored(own) if own else None,
            coach=Scored(1) if kind is MockKind.ROUND else None,
            rating=rating,
        )
        for n in (1, 2)
    )
    scored = at + 9 if rating else 0
    mock = Mock("Any role", "lead", items, at, kind=kind, phase=MockPhase.OVER, scored_at=scored)
    repository.save(store, mock_id, mock, at)
    return mock


def give_score(app: AppTest, item_id: str, value: int, rating: Rating | None = None) -> None:
    """Score the answer on screen, change what it counts as if another rating is given, and save."""
    app.segmented_control(key=f"mock_anchor_{item_id}").set_value(value).run()
    if rating:
        app.pills(key=f"mock_counts_{item_id}_{value}").set_value(rating).run()
    app.button(key="once_save_score").click().run()


def test_a_mock_begins_with_as_many_questions_as_were_chosen(open_page: Open, stored: Stored) -> None:
    app = open_page("mock")
    app.button(key="once_begin_mock").click().run()
    ((mock_id, mock),) = repository.list_all(stored())
    assert app.query_params["mock"] == mock_id
    assert len(mock.items) == 4
    assert shown_by(app, "interview_bar")["title"] == "Question 1 of 4"
    assert shown_by(app, "interview_bar")["limit"] == 15_000


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_mock_has_any_number_of_questions(open_page: Open, stored: Stored, count: int) -> None:
    app = open_page("mock")
    app.number_input(key="mock_count").set_value(count).run()
    minutes = -(-spec.longest_s(MockSpec(count)) // 60)
    assert f"**{count} question" in said(app)
    assert f"at most {minutes} minutes" in said(app)
    app.button(key="once_begin_mock").click().run()
    ((_, mock),) = repository.list_all(stored())
    assert len(mock.items) == count


def test_the_report_shows_the_scores_of_both_sides(open_page: Open, stored: Stored) -> None:
    mock = answered(stored(), "m1", rating=2)
    items = (replace(mock.items[0], coach=Scored(1)), replace(mock.items[1], own=None, coach=Scored(4)))
    repository.save(stored(), "m1", replace(mock, items=items), NOON)
    app = open_page("mock", mock="m1")
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures[SCORE] == "3.0"
    assert figures[COACH_SCORE] == "2.5"
    scores = app.table[0].value
    assert list(scores[SCORE]) == ["3", "–"]
    assert list(scores[COACH_SCORE]) == ["1", "4"]
    assert list(scores["Counts as"]) == ["Shaky", "Shaky"]


def test_choices_nothing_passes_say_so_and_cannot_begin(open_page: Open) -> None:
    app = open_page("mock")
    app.segmented_control(key="mock_real").set_value(False).run()
    app.multiselect(key="mock_kinds").set_value(["technical"])
    app.multiselect(key="mock_difficulties").set_value(["easy"])
    app.multiselect(key="mock_competencies").set_value(["triage"]).run()
    if app.button(key="once_begin_mock").disabled:
        assert "No question matches these choices" in app.info[0].value
    else:
        assert "match, so the interview is shorter" in said(app)


def test_scoring_the_last_answer_leads_to_the_report(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=0)
    app = open_page("mock", mock="m1")
    give_score(app, "m1-1", 1)
    give_score(app, "m1-2", 4)
    assert [attempt.rating for attempt in attempts.list_all(stored())] == [Rating.COULD_NOT, Rating.SOLID]
    assert {attempt.mode for attempt in attempts.list_all(stored())} == {"mock"}
    assert app.metric[0].value == "1 of 2"
    assert "Your first mock" in said(app)


def test_the_rating_follows_from_the_score_and_can_be_changed(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=0, own=0)
    app = open_page("mock", mock="m1")
    assert app.button(key="once_save_score").disabled
    app.segmented_control(key="mock_anchor_m1-1").set_value(5).run()
    assert app.pills(key="mock_counts_m1-1_5").value == Rating.SOLID
    app.pills(key="mock_counts_m1-1_5").set_value(Rating.READY).run()
    # Another score counts as its own rating again.
    app.segmented_control(key="mock_anchor_m1-1").set_value(2).run()
    assert app.pills(key="mock_counts_m1-1_2").value == Rating.SHAKY
    app.button(key="once_save_score").click().run()
    give_score(app, "m1-2", 4, Rating.SHAKY)
    ((_, mock),) = repository.list_all(stored())
    assert [item.own for item in mock.items] == [Scored(2), Scored(4)]
    assert [item.rating for item in mock.items] == [Rating.SHAKY, Rating.SHAKY]


def test_an_answer_rated_anew_is_one_attempt(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=0)
    app = open_page("mock", mock="m1")
    give_score(app, "m1-1", 1)
    app.button(key="once_leave_out").click().run()
    app.session_state["mock_answer_1"] = True
    app.run()
    app.button(key="mock_again_1").click().run()
    ((_, mock),) = repository.list_all(stored())
    give_score(app, mock.items[0].id, 5, Rating.READY)
    assert [attempt.rating for attempt in attempts.list_all(stored())] == [Rating.READY]


def test_the_report_sets_a_mock_beside_the_one_before(open_page: Open, stored: Stored) -> None:
    answered(stored(), "old", rating=1, at=NOON - 86_400_000_000)
    answered(stored(), "new", rating=3)
    app = open_page("mock", mock="new")
    assert "went better than in earlier mocks" in said(app)
    app = open_page("mock")
    assert app.header[0].value == "Your mocks"
    assert [row["id"] for row in shown_by(app, "mocks")["rows"]] == ["new", "old"]
    assert len(app.get("vega_lite_chart")) == 1


def test_deleting_asks_first_and_keeps_the_attempts(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=3)
    attempts.append(stored(), Attempt("m1-1", "q:question-00001", Rating.SOLID, 5, "2026-11-23", "UTC"))
    app = open_page("mock", mock="m1")
    app.button(key="delete_mock").click().run()
    assert len(repository.list_all(stored())) == 1
    app.button(key="delete_mock_yes").click().run()
    assert repository.list_all(stored()) == []
    assert len(attempts.list_all(stored())) == 1


def test_a_link_to_no_mock_says_so(open_page: Open) -> None:
    app = open_page("mock", mock="gone")
    assert app.title[0].value == "No such mock"
    assert "may have been deleted" in app.info[0].value


def test_a_round_stands_among_the_mocks_with_both_scores(open_page: Open, stored: Stored) -> None:
    answered(stored(), "r1", rating=3, kind=MockKind.ROUND)
    app = open_page("mock")
    (row,) = shown_by(app, "mocks")["rows"]
    assert row["note"] == "2 answers scored by both"
    app = open_page("mock", mock="r1")
    table = app.table[0].value
    assert [table[column].iloc[0] for column in ("Candidate", "Coach", "Gap")] == ["3", "1", "+2"]


def test_an_assignment_from_a_broken_link_says_whom_to_ask(open_page: Open) -> None:
    app = open_page("mock", assignment="x!")
    assert "Ask your coach to send it again." in app.error[0].value


def test_an_unknown_target_role_leaves_the_choice_open(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    settings.save(stored(), NOON, target_role="no-such-role")
    app = open_page("mock")
    assert app.title[0].value == "Mock interview"
    assert app.selectbox(key="mock_role").value == ""
    app.button(key="once_begin_mock").click().run()
    assert len(repository.list_all(stored())) == 1


def test_the_report_shows_scores_and_what_does_not_agree(open_page: Open, stored: Stored) -> None:
    mock = answered(stored(), "m1", rating=0)
    app = open_page("mock", mock="m1")
    give_score(app, "m1-1", 5)
    app.button(key="once_save_score").click().run()
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures[SCORE] == "4.0"
    assert figures[f"Time, of {sum(item.allowed_s for item in mock.items) // 60}:30"] == "2:00"
    assert any("(Solid, 5 of 5)" in folder.label for folder in app.expander)
    scores, by_competency, _ = (table.value for table in app.table)
    assert list(scores[SCORE]) == ["5", "3"]
    assert list(scores["Counts as"]) == ["Solid", "Solid"]
    assert COACH_SCORE not in scores
    assert SCORE in by_competency
    assert app.warning[0].value.startswith("You rated 2 answers Solid and ticked no key point.")
    app.button(key="once_go_over").click().run()
    assert not app.button(key="once_save_score").disabled
    assert not attempts.list_all(stored())


def test_a_rating_counts_where_its_id_belongs_to_another_attempt_already(
    open_page: Open, stored: Stored
) -> None:
    answered(stored(), "m1", rating=0)
    taken = Attempt("m1-1", "q:question-00009", Rating.SHAKY, NOON, "2026-11-24", "UTC")
    attempts.append(stored(), taken)
    app = open_page("mock", mock="m1")
    give_score(app, "m1-1", 3)
    cards = [attempt.card_id for attempt in attempts.list_all(stored())]
    assert sorted(cards) == ["q:question-00001", "q:question-00009"]
    ((_, mock),) = repository.list_all(stored())
    assert mock.items[0].rating == Rating.SOLID
    assert mock.items[0].id != "m1-1"


def test_a_mock_for_an_interview_takes_its_role_and_length(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    role, day = "customer-operations-manager", clock().day + timedelta(days=9)
    people = "Ada\nBen\nCy"
    interviews.save(stored(), "fern", Interview("Fernhill", role, day, people=people), NOON)
    interviews.save(stored(), "moss", Interview("Moss", outcome=InterviewOutcome.REFUSED), NOON)
    app = open_page("mock", **{"for": "fern"})
    choice = app.selectbox(key="mock_for")
    assert choice.value == "fern"
    assert choice.options == ["Any interview", "Fernhill"]
    assert app.number_input(key="mock_count_fern").value == 9
    assert "Suggested length: 9, because 3 people will ask" in app.caption[0].value
    app.number_input(key="mock_count_fern").set_value(2).run()
    app.button(key="once_begin_mock").click().run()
    ((_, mock),) = repository.list_all(stored())
    assert (mock.title, mock.role, len(mock.items)) == ("Fernhill", role, 2)


def test_the_choice_of_an_interview_can_be_taken_back(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    interviews.save(stored(), "fern", Interview("Fernhill"), NOON)
    app = open_page("mock", **{"for": "fern"})
    app.selectbox(key="mock_for").set_value("").run()
    assert "for" not in app.query_params
    assert app.number_input(key="mock_count").value == 4
    app.selectbox(key="mock_for").set_value("fern").run()
    assert app.query_params["for"] == "fern"
    assert app.number_input(key="mock_count_fern").value == 7


def test_a_mock_is_set_up_for_the_next_interview_until_another_is_chosen(
    open_page: Open, stored: Stored
) -> None:
    open_page("settings")
    for id, days in (("later", 9), ("next", 2)):
        interviews.save(stored(), id, Interview(id, day=clock().day + timedelta(days=days)), NOON)
    app = open_page("mock")
    assert app.selectbox(key="mock_for").value == "next"
    app.selectbox(key="mock_for").set_value("").run()
    app.number_input(key="mock_count").set_value(2).run()
    assert app.selectbox(key="mock_for").value == ""


def test_an_unfinished_mock_stands_above_the_setup(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=0)
    app = open_page("mock")
    buttons = [button.key for button in app.button]
    assert buttons.index("carry_on_m1") < buttons.index("once_begin_mock")
    assert app.button(key="carry_on_m1").label == "Score it"
    app.button(key="carry_on_m1").click().run()
    assert app.query_params["mock"] == "m1"


def test_without_an_interview_ahead_none_is_asked_for(open_page: Open) -> None:
    app = open_page("mock", **{"for": "gone"})
    assert [box.key for box in app.selectbox if box.key == "mock_for"] == []
    assert app.number_input(key="mock_count").value == 4


def test_the_mock_of_an_interviews_plan_is_set_up_for_it(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    day = clock().day + timedelta(days=MOCK_BEFORE[0])
    interviews.save(stored(), "fern", Interview("Fernhill", "customer-operations-manager", day), NOON)
    app = open_page("prepare", interview="fern")
    app.button(key="prepare_practise_mock").click().run()
    assert app.title[0].value == "Mock interview"
    assert app.selectbox(key="mock_for").value == "fern"


def video_on_screen(app: AppTest) -> dict[str, object]:
    return shown_by(app, "video_answer")


def answer_to_camera(app: AppTest, value: object) -> AppTest:
    """Report an answer as the browser does."""
    [part] = [one.proto for one in app.get("bidi_component") if one.proto.id.endswith("-video_answer")]
    states = app._tree.get_widget_states()
    states.widgets.append(trigger(part.id, "answered", value))
    return app._run(states)


def begin_video(open_page: Open, *, one_take: bool = False, seconds: int = 60) -> AppTest:
    """Set up a video interview and go on to its first answer."""
    app = open_page("mock")
    app.segmented_control(key="mock_kind").set_value(MockKind.VIDEO).run()
    app.number_input(key="mock_count").set_value(1)
    app.selectbox(key="mock_video_answer").set_value(seconds)
    app.toggle(key="mock_one_take").set_value(one_take).run()
    app.button(key="once_begin_mock").click().run()
    return app


def test_a_video_interview_shows_the_camera_first_and_counts_nothing_yet(
    open_page: Open, stored: Stored
) -> None:
    app = begin_video(open_page, seconds=120)
    ((_, mock),) = repository.list_all(stored())
    assert (mock.kind, mock.one_take, mock.paused) == (MockKind.VIDEO, False, True)
    assert (mock.items[0].think_s, mock.items[0].answer_s, mock.items[0].probe) == (30, 120, "")
    assert app.title[0].value == "Your camera"
    assert video_on_screen(app)["use"] == "check"
    assert "never sent to the server" in said(app)
    app.button(key="once_resume").click().run()
    assert video_on_screen(app)["use"] == "think"
    assert shown_by(app, "interview_bar")["limit"] == 30_000
    app.button(key="once_onward").click().run()
    assert video_on_screen(app)["use"] == "answer"
    assert video_on_screen(app)["limit"] == 120_000


@pytest.mark.parametrize("one_take", [False, True])
def test_an_answer_to_the_camera_leads_to_its_score_and_back_where_that_is_allowed(
    open_page: Open, stored: Stored, one_take: bool
) -> None:
    app = begin_video(open_page, one_take=one_take)
    app.button(key="once_resume").click().run()
    app.button(key="once_onward").click().run()
    answer_to_camera(app, {"run": video_on_screen(app)["run"], "ms": 31_000})
    ((mock_id, mock),) = repository.list_all(stored())
    assert mock.phase is MockPhase.REVIEW
    item = mock.items[0]
    assert item.answer_ms == 31_000
    assert shown_by(app, f"video_{mock_id} {item.question}")["id"] == f"{mock_id} {item.question}"
    has_again = any(button.key == "once_record_again" for button in app.button)
    assert has_again is not one_take
    if has_again:
        app.button(key="once_record_again").click().run()
        assert video_on_screen(app)["use"] == "answer"
        answer_to_camera(app, {"run": video_on_screen(app)["run"], "ms": 9_000})
    give_score(app, item.id, 4)
    assert app.metric[0].value == "1 of 1"
    assert shown_by(app, "mock_videos")["mock"] == mock_id


@pytest.mark.parametrize(
    "value", [None, "x", {"run": "other", "ms": 5}, {"run": None}, {"ms": True}, {"ms": 1.5}]
)
def test_what_no_camera_of_ours_reports_changes_nothing(
    open_page: Open, stored: Stored, value: object
) -> None:
    app = begin_video(open_page)
    app.button(key="once_resume").click().run()
    app.button(key="once_onward").click().run()
    if isinstance(value, dict):
        value = {"run": video_on_screen(app)["run"]} | value
    answer_to_camera(app, value)
    ((_, mock),) = repository.list_all(stored())
    assert mock.phase is MockPhase.ANSWER


def test_deleting_a_video_interview_has_the_browser_delete_its_recordings(
    open_page: Open, stored: Stored
) -> None:
    answered(stored(), "m1", rating=3, kind=MockKind.VIDEO)
    app = open_page("mock", mock="m1")
    app.button(key="delete_mock").click().run()
    app.button(key="delete_mock_yes").click().run()
    assert shown_by(app, "mock_deleted_videos") == {"id": "", "mock": "m1", "none": "", "remove": True}
