from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import DATA
from prepkit.demo.learner import play
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview
from prepkit.interviews.checklist import checks, count_packed
from prepkit.mock import repository as mocks
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.mock.state import begin as begin_mock
from prepkit.model import Rating, Story
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.session import begin, current, rate, reveal
from prepkit.store import Store, settings, stories
from prepkit.study_plan.planning import timetable_of
from prepkit.study_plan.today import questions_for_stories
from prepkit.ui.runtime.opening import clock
from prepkit.workspace import Workspace
from tests.pages.conftest import Open, act, is_card, notice, press_rating, press_reveal
from tests.shipped import shipped_bank

Stored = Callable[[], Store]


@pytest.fixture
def learner(open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three months of practice in the candidate's own database, and no interview."""
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    open_page("today")
    store = stored()
    play(store, shipped_bank(), now=clock().now, tz=clock().tz)
    for interview_id, _ in repository.list_all(store):
        repository.delete(store, interview_id, clock().now)
    return store


def test_a_newcomer_sees_what_to_do_and_no_zeros(open_page: Open) -> None:
    app = open_page("today")
    assert app.title[0].value == "Practise the interview before it happens"
    assert app.button(key="start_first").label == "Start"
    assert app.caption[-1].value.startswith("5 questions to begin with")
    assert any("customer operations" in text.value for text in app.markdown)
    assert not app.metric


def test_start_reveal_rate_are_the_three_clicks_to_a_first_rated_card(open_page: Open) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    app = open_page("practise")
    press_reveal(app)
    press_rating(app, 3)
    assert "Saved as Solid" in notice(app)


def test_the_role_chosen_at_the_start_is_kept(open_page: Open, stored: Stored) -> None:
    app = open_page("today")
    app.selectbox(key="welcome_role").select("customer-service-manager").run()
    assert settings.load(stored()).target_role == "customer-service-manager"


def test_the_jobs_show_their_usual_titles_and_are_chosen_where_they_are_compared(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    app = open_page("today")
    assert any("team lead" in option for option in app.selectbox(key="welcome_role").options)
    app.button(key="welcome_role_choose_customer-service-manager").click().run()
    assert settings.load(stored()).target_role == "customer-service-manager"
    assert app.selectbox(key="welcome_role").value == "customer-service-manager"


def test_after_practice_readiness_has_its_three_figures_and_the_session_can_go_on(open_page: Open) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    app = open_page("practise")
    press_reveal(app)
    press_rating(app, 4)
    app = open_page("today")
    assert [metric.label for metric in app.metric] == ["Covered", "Recalled", "Ready"]
    assert app.header[0].value == "First questions: 4 cards to go"
    app.button(key="carry_on").click().run()
    assert is_card(app)


def test_when_all_is_done_it_says_so(open_page: Open, stored: Stored) -> None:
    app = open_page("today")
    settings.save(stored(), 1, new_a_day=1)
    app.run()
    app.button(key="start_first").click().run()
    app = open_page("practise")
    press_reveal(app)
    press_rating(app, 4)
    act(app, "end")
    app = open_page("today")
    assert app.header[0].value == "Today's plan is done. Five more?"


def filled(app: AppTest) -> list[str]:
    """The labels of the filled buttons."""
    return [button.label for button in app.main.button if button.proto.type == "primary"]


def test_a_date_given_at_the_start_makes_a_plan_at_once(open_page: Open, stored: Stored) -> None:
    app = open_page("today")
    day = clock().day + timedelta(days=12)
    app.date_input(key="welcome_date").set_value(day).run()
    ((_, interview),) = repository.list_all(stored())
    assert interview.day == day
    assert any("in 12 days" in text.value and "Planned for today" in text.value for text in app.caption)
    app.date_input(key="welcome_date").set_value(None).run()
    assert repository.list_all(stored()) == []


def test_without_a_date_today_asks_for_one(open_page: Open, learner: Store) -> None:
    app = open_page("today")
    assert any(text.value.startswith("**If your interview were on") for text in app.markdown)
    app.date_input(key="today_date").set_value(clock().day + timedelta(days=12)).run()
    assert any(
        text.value.startswith("**On ") and "if you practised no more" in text.value for text in app.markdown
    )
    assert not app.date_input


def test_one_button_is_filled_whatever_is_next(open_page: Open, learner: Store) -> None:
    assert filled(open_page("today")) == ["Practise"]
    day = clock().day + timedelta(days=9)
    repository.save(learner, "one", Interview(company="Larkfield", day=day), 1)
    app = open_page("today")
    assert len(filled(app)) == 1
    repository.save(learner, "one", Interview(company="Larkfield", day=clock().day - timedelta(days=1)), 1)
    assert filled(open_page("today")) == ["Open Afterwards"]


def practise_all_of_today(learner: Store) -> Workspace:
    """Rate every card of today as Solid, until the plan has none left."""
    workspace = Workspace(learner, shipped_bank(), settings.load(learner))
    # A card that was planned anew by the ratings of the others comes in a second round.
    while cards := timetable_of(replace(workspace), clock()).today.cards:
        begin(workspace, "All", cards, clock())
        for _ in cards:
            session = current(workspace)
            assert session is not None
            assert session.card is not None
            reveal(workspace, session.card.attempt_id, None, clock())
            rate(workspace, session.card.attempt_id, Rating.SOLID, clock())
    return workspace


def unescaped(text: str) -> str:
    """A text as it is read, without the signs that keep Markdown from changing it."""
    return text.replace("\\", "")


def test_when_today_is_done_five_more_begin_at_a_click(open_page: Open, learner: Store) -> None:
    settings.save(learner, 1, new_a_day=0)
    workspace = practise_all_of_today(learner)
    app = open_page("today")
    assert app.header[0].value == "Today's plan is done. Five more?"
    app.button(key="start_more").click().run()
    session = current(workspace)
    assert session is not None
    assert session.title == "A few more"


def with_story_planned(learner: Store) -> tuple[Workspace, Interview]:
    """An interview whose plan has a story today."""
    settings.save(learner, 1, minutes_a_day=240)
    interview = Interview(role="customer-operations-manager", day=clock().day + timedelta(days=6))
    repository.save(learner, "one", interview, 1)
    for row in stories.list_all(learner):
        stories.delete(learner, row.id, 1)
    return Workspace(learner, shipped_bank(), settings.load(learner)), interview


def test_a_planned_story_names_its_question_and_opens_the_builder_for_it(
    open_page: Open, learner: Store
) -> None:
    workspace, interview = with_story_planned(learner)
    question = questions_for_stories(workspace, clock(), interview)[0]
    app = open_page("today")
    wording = workspace.bank.question(question).prompt
    assert any(wording in unescaped(text.value) for text in app.markdown)
    assert wording in unescaped(app.button(key="week_story").label)
    app.button(key="start_story").click().run()
    assert app.title[0].value == "New story"
    assert any(wording in unescaped(text.value) for text in app.markdown)
    assert stories.list_all(learner) == []


def test_a_story_opened_and_left_empty_is_still_to_write(open_page: Open, learner: Store) -> None:
    with_story_planned(learner)
    open_page("today").button(key="start_story").click().run()
    app = open_page("today")
    assert "a story to write" in app.header[0].value.lower()
    # One that an earlier release stored empty counts no more than one that was never stored.
    stories.save(learner, "empty", Story(questions=("furious-caller",)), clock().now)
    assert "a story to write" in open_page("today").header[0].value.lower()
    stories.save(learner, "empty", Story(situation="A Monday."), clock().now)
    assert "start_story" not in {button.key for button in open_page("today").button}


def test_on_the_eve_what_is_left_to_pack_comes_before_more_cards(open_page: Open, learner: Store) -> None:
    day = clock().day + timedelta(days=1)
    interview = Interview(company="Larkfield", day=day, done=("sheet", "names"))
    repository.save(learner, "one", interview, 1)
    practise_all_of_today(learner)
    app = open_page("today")
    ticked, things = count_packed(interview)
    assert ticked == 2
    assert app.header[0].value == f"Get ready for tomorrow: {things - ticked} things left"
    assert filled(app) == ["Get ready"]
    assert app.button(key="start_more").label.startswith("Practise 5 more")
    everything = tuple(check.id for check in checks(interview))
    repository.save(learner, "one", replace(interview, done=everything), 2)
    assert open_page("today").header[0].value == "Today's plan is done. Five more?"


def test_an_open_mock_is_offered_until_it_is_scored_or_put_off(open_page: Open, learner: Store) -> None:
    now = clock().now
    items = tuple(MockItem(f"item-{n}", "furious-caller") for n in range(4))
    mock = begin_mock(Mock("Mock interview", "manager", items, now), now)
    mocks.save(learner, "mine", mock, now)
    app = open_page("today")
    assert app.header[0].value == "Your mock: question 1 of 4 is waiting"
    assert filled(app) == ["Carry on"]
    app.button(key="leave_mock").click().run()
    assert "Your mock" not in app.header[0].value
    mocks.save(learner, "mine", replace(mock, phase=MockPhase.OVER), now)
    app = open_page("today")
    assert app.header[0].value == "Your mock: 4 answers to score"
    app.button(key="carry_on_mock").click().run()
    assert app.query_params["mock"] == "mine"
    mocks.save(learner, "mine", replace(mock, started_at=now - 5 * MICROS_A_DAY), now)
    assert "Your mock" not in open_page("today").header[0].value


def test_the_three_weakest_competencies_have_a_button_each(open_page: Open, learner: Store) -> None:
    app = open_page("today")
    labels = [button.label for button in app.main.button if str(button.key).startswith("practise_weakest_")]
    assert len(labels) == 3
    shares = [int(label.rpartition("· ")[2].removesuffix("% would go well")) for label in labels]
    assert shares == sorted(shares)
    assert shares[-1] < 80
    app.button(key="practise_weakest_0").click().run()
    session = current(Workspace(learner, shipped_bank(), settings.load(learner)))
    assert session is not None
    assert labels[0].startswith(session.title)
