from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from prepkit.mock import keeping
from prepkit.mock.interview import Asked, Kind, Mock, Phase, Scored
from prepkit.model import Attempt, Rating
from prepkit.store import Store, attempts, settings
from tests.pages.conftest import Open, shown_by

Stored = Callable[[], Store]
NOON = 1_795_521_600_000_000


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def answered(store: Store, mock_id: str, *, rating: int, at: int = NOON, kind: Kind = Kind.MOCK) -> Mock:
    """Two answers, both rated (or, with 0, waiting for it)."""
    items = tuple(
        Asked(
            f"{mock_id}-{n}",
            f"question-0000{n}",
            answer=f"Answer {n}",
            answer_ms=60_000,
            own=Scored(3),
            coach=Scored(1) if kind is Kind.ROUND else None,
            rating=rating,
        )
        for n in (1, 2)
    )
    scored = at + 9 if rating else 0
    mock = Mock("Any role", "lead", items, at, kind=kind, phase=Phase.OVER, scored_at=scored)
    keeping.put(store, mock_id, mock, at)
    return mock


def test_a_mock_begins_with_as_many_questions_as_were_chosen(open_page: Open, stored: Stored) -> None:
    app = open_page("mock")
    app.button(key="once_begin_mock").click().run()
    ((mock_id, mock),) = keeping.every(stored())
    assert app.query_params["mock"] == mock_id
    assert len(mock.items) == 4
    assert shown_by(app, "interview_bar")["title"] == "Question 1 of 4"
    assert shown_by(app, "interview_bar")["limit"] == 15_000


def test_choices_nothing_passes_say_so_and_cannot_begin(open_page: Open) -> None:
    app = open_page("mock")
    app.segmented_control(key="mock_real").set_value(False).run()
    app.multiselect(key="mock_kinds").set_value(["technical"])
    app.multiselect(key="mock_difficulties").set_value(["easy"])
    app.multiselect(key="mock_competencies").set_value(["triage"]).run()
    if app.button(key="once_begin_mock").disabled:
        assert "No question matches these choices" in app.info[0].value
    else:
        assert "match, so the interview is that short" in said(app)


def test_rating_the_last_answer_leads_to_the_report(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=0)
    app = open_page("mock", mock="m1")
    app.button(key="once_rate_1").click().run()
    app.button(key="once_rate_3").click().run()
    assert [attempt.rating for attempt in attempts.every(stored())] == [Rating.COULD_NOT, Rating.SOLID]
    assert {attempt.mode for attempt in attempts.every(stored())} == {"mock"}
    assert app.metric[0].value == "1 of 2"
    assert "Your first mock" in said(app)


def test_an_answer_rated_anew_is_one_attempt(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=0)
    app = open_page("mock", mock="m1")
    app.button(key="once_rate_1").click().run()
    app.button(key="once_leave_out").click().run()
    app.session_state["mock_answer_1"] = True
    app.run()
    app.button(key="mock_again_1").click().run()
    app.button(key="once_rate_4").click().run()
    assert [attempt.rating for attempt in attempts.every(stored())] == [Rating.READY]


def test_the_report_sets_a_mock_beside_the_one_before(open_page: Open, stored: Stored) -> None:
    answered(stored(), "old", rating=1, at=NOON - 86_400_000_000)
    answered(stored(), "new", rating=3)
    app = open_page("mock", mock="new")
    assert "went better than in earlier mocks" in said(app)
    app = open_page("mock")
    assert app.subheader[0].value == "Taken so far"
    assert [row["id"] for row in shown_by(app, "mocks")["rows"]] == ["new", "old"]
    assert len(app.get("vega_lite_chart")) == 1


def test_deleting_asks_first_and_keeps_the_attempts(open_page: Open, stored: Stored) -> None:
    answered(stored(), "m1", rating=3)
    attempts.append(stored(), Attempt("m1-1", "q:question-00001", Rating.SOLID, 5, "2026-11-23", "UTC"))
    app = open_page("mock", mock="m1")
    app.button(key="delete_mock").click().run()
    assert len(keeping.every(stored())) == 1
    app.button(key="delete_mock_yes").click().run()
    assert keeping.every(stored()) == []
    assert len(attempts.every(stored())) == 1


def test_a_link_to_no_mock_says_so(open_page: Open) -> None:
    app = open_page("mock", mock="gone")
    assert app.title[0].value == "No such mock"
    assert "may have been deleted" in app.info[0].value


def test_a_round_stands_among_the_mocks_with_both_scores(open_page: Open, stored: Stored) -> None:
    answered(stored(), "r1", rating=3, kind=Kind.ROUND)
    app = open_page("mock")
    (row,) = shown_by(app, "mocks")["rows"]
    assert row["note"] == "2 answers scored by both"
    app = open_page("mock", mock="r1")
    assert "| 3 | 1 | +2 |" in said(app)


def test_an_assignment_from_a_broken_link_says_whom_to_ask(open_page: Open) -> None:
    app = open_page("mock", assignment="x!")
    assert "Ask your coach to send it once more." in app.error[0].value


def test_an_unknown_target_role_leaves_the_choice_open(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    settings.save(stored(), NOON, target_role="no-such-role")
    app = open_page("mock")
    assert app.title[0].value == "Mock interview"
    assert app.selectbox(key="mock_role").value == ""
    app.button(key="once_begin_mock").click().run()
    assert len(keeping.every(stored())) == 1


def test_the_report_shows_scores_and_what_does_not_agree(open_page: Open, stored: Stored) -> None:
    mock = answered(stored(), "m1", rating=0)
    app = open_page("mock", mock="m1")
    app.segmented_control(key="mock_anchor_m1-1").set_value(5).run()
    app.button(key="once_rate_3").click().run()
    app.button(key="once_rate_3").click().run()
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Score, of 5"] == "4.0"
    assert figures[f"Time, of {sum(item.allowed_s for item in mock.items) // 60}:30"] == "2:00"
    assert any("(Solid, 5 of 5)" in folder.label for folder in app.expander)
    assert "Score, of 5" in app.table[0].value.columns
    assert app.warning[0].value.startswith("You rated 2 answers Solid and ticked no key point.")
    app.button(key="once_go_over").click().run()
    assert app.button(key="once_rate_1")
    assert not attempts.every(stored())


def test_a_rating_counts_where_its_id_belongs_to_another_attempt_already(
    open_page: Open, stored: Stored
) -> None:
    answered(stored(), "m1", rating=0)
    taken = Attempt("m1-1", "q:question-00009", Rating.SHAKY, NOON, "2026-11-24", "UTC")
    attempts.append(stored(), taken)
    app = open_page("mock", mock="m1")
    app.button(key="once_rate_3").click().run()
    cards = [attempt.card_id for attempt in attempts.every(stored())]
    assert sorted(cards) == ["q:question-00001", "q:question-00009"]
    ((_, mock),) = keeping.every(stored())
    assert mock.items[0].rating == Rating.SOLID
    assert mock.items[0].id != "m1-1"
