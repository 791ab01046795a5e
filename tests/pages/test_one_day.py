"""What the pages say of one day: the same cards, the same number, the same time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import DATA
from prepkit.demo.learner import TARGET_ROLE, play
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview
from prepkit.model import Clock, Rating
from prepkit.practice.clock import MICROS_A_DAY, clock_at, to_micros
from prepkit.practice.session import begin, current, rate, reveal
from prepkit.store import Store, sessions, settings
from prepkit.study_plan import daily
from prepkit.study_plan.planning import MOST_EARLIER, timetable_of
from prepkit.ui.runtime import opening
from prepkit.ui.views.interviews.overview import SHOWN
from prepkit.ui.widgets.wording import on_day
from prepkit.workspace import Workspace
from tests.pages.conftest import Open, notice, press_rating, press_reveal, shown_by
from tests.shipped import shipped_bank

TODAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ZONE = "Europe/London"
NOW = clock_at(TODAY, ZONE)


@dataclass(frozen=True)
class Said:
    """What one page says is to be done on a day: cards to see again, new ones, minutes."""

    again: int
    new: int
    minutes: int | None = None


SetDay = Callable[[int], Clock]


@pytest.fixture
def set_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """``set_day(3)``: it is ten o'clock, three days after the first."""

    def chosen(days: int) -> Clock:
        class Fixed(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return TODAY + timedelta(days=days)

        monkeypatch.setattr(opening, "datetime", Fixed)
        return clock_at(TODAY + timedelta(days=days), ZONE)

    chosen(0)
    return chosen


@pytest.fixture
def learner(
    open_page: Open, set_day: SetDay, stored: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> Store:
    """Three months of practice in the candidate's own database, the role chosen, no interview."""
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    open_page("today")
    store = stored()
    play(store, shipped_bank(), now=to_micros(TODAY), tz=ZONE)
    for interview_id, _ in repository.list_all(store):
        repository.delete(store, interview_id, NOW.now)
    return store


def invite(store: Store, *days: int) -> None:
    """An interview so many days ahead, for each of ``days``."""
    for ahead in days:
        one = Interview(company=f"Company {ahead}", role=TARGET_ROLE, day=NOW.day + timedelta(days=ahead))
        repository.save(store, f"in-{ahead}", one, NOW.now)


def numbers(text: str) -> Said:
    """Read ``3 to see again, 2 new questions: about 12 minutes`` and its like."""

    def number(pattern: str) -> int:
        found = re.search(pattern, text)
        return int(found.group(1).replace(",", "")) if found else 0

    minutes = number(r"([\d,]+) min")
    return Said(number(r"([\d,]+) (?:to see|due)"), number(r"([\d,]+) new"), minutes or None)


def on_today(app: AppTest) -> Said:
    heading, *_ = (text.value for text in app.header)
    said = " ".join(text.value for text in app.markdown[:1])
    return numbers(f"{heading} {said}".split("Tomorrow:")[0])


def of_practise(app: AppTest) -> int:
    """How many cards Practise offers first; 0 when it says that nothing is left."""
    offered = [re.match(r"\*\*(\d+) cards?\*\*", text.value) for text in app.markdown]
    return next((int(found.group(1)) for found in offered if found), 0)


def in_plan(app: AppTest, name: str) -> Said:
    line = next(
        line for text in app.markdown for line in text.value.splitlines() if line.startswith(f"- **{name}**")
    )
    return numbers(line)


def in_forecast(app: AppTest) -> dict[str, int]:
    """Questions to see again by day, from the table of the forecast."""
    app.session_state["table_due_forecast"] = True
    app.run()
    frame = next((one.value for one in app.dataframe if "day" in one.value), None)
    return (
        {} if frame is None else {str(day): int(count) for day, count in frame["day"].value_counts().items()}
    )


def in_browse(open_page: Open, *statuses: str) -> int:
    """How many of the role's questions Browse lists as ``statuses``."""
    total = 0
    for status in statuses:
        app = open_page("browse", status=status, role="Customer operations manager")
        total += int(shown_by(app, "result_count")["text"].split()[0])
    return total


def practise_all(store: Store, cards: Sequence[str], now: Clock, rating: Rating = Rating.SOLID) -> None:
    """Answer every card of ``cards`` as a person does."""
    workspace = Workspace(store, shipped_bank(), settings.load(store))
    begin(workspace, "All", cards, now)
    for _ in cards:
        session = current(workspace)
        assert session is not None
        assert session.card is not None
        reveal(workspace, session.card.attempt_id, None, now)
        rate(workspace, session.card.attempt_id, rating, now)


def assert_pages_agree(open_page: Open, interviews: Sequence[str], now: Clock) -> Said:
    """Today, Practise, every plan, the forecast and Browse speak of the same cards; what Today says."""
    today = on_today(open_page("today"))
    tomorrow = now.day + timedelta(days=1)
    assert of_practise(open_page("practise")) == today.again + today.new
    forecast = in_forecast(open_page("progress", view="Memory"))
    assert forecast.get(now.day.isoformat(), 0) == today.again
    assert in_browse(open_page, "Due", "Learning") == today.again
    for interview in interviews:
        app = open_page("prepare", interview=interview)
        assert in_plan(app, "Today") == today
        if name_of(tomorrow) in "".join(text.value for text in app.markdown):
            assert in_plan(app, name_of(tomorrow)).again == forecast.get(tomorrow.isoformat(), 0)
    return today


def name_of(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


@pytest.mark.parametrize("interviews", [(), (16,), (6, 16)])
def test_every_page_says_the_same_of_a_day_when_all_is_done_and_of_the_day_after(
    open_page: Open, learner: Store, set_day: SetDay, interviews: tuple[int, ...]
) -> None:
    invite(learner, *interviews)
    names = [f"in-{ahead}" for ahead in interviews]
    first = assert_pages_agree(open_page, names, NOW)
    assert first.again + first.new
    done = 0
    while cards := today_of(learner, NOW):
        practise_all(learner, cards, NOW)
        done += len(cards)
    assert done == first.again + first.new
    after = assert_pages_agree(open_page, names, NOW)
    assert (after.again, after.new) == (0, 0)
    following = assert_pages_agree(open_page, names, set_day(1))
    assert following.again + following.new


def today_of(store: Store, now: Clock) -> Sequence[str]:
    return timetable_of(Workspace(store, shipped_bank(), settings.load(store)), now).today.cards


def test_every_page_of_the_demo_says_the_same(
    open_page: Open, set_day: SetDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    monkeypatch.setenv("PREPKIT_DEMO", "1")
    ahead = shown_by(open_page("prepare", all="1"), "upcoming_interviews")["rows"]
    today = assert_pages_agree(open_page, [row["id"] for row in ahead], NOW)
    assert today.again + today.new


@pytest.mark.parametrize("interviews", [(), (16,)])
def test_metrics_that_are_due_are_the_same_number_on_today_practise_and_learn(
    open_page: Open, learner: Store, set_day: SetDay, interviews: tuple[int, ...]
) -> None:
    invite(learner, *interviews)
    terms = shipped_bank().reference.terms[:6]
    practise_all(learner, terms, clock_at(TODAY - timedelta(days=3), ZONE))
    planned = [card for card in today_of(learner, NOW) if card.startswith("t:")]
    app = open_page("practise")
    app.segmented_control(key="source").set_value("metrics").run()
    assert numbers(" ".join(text.value for text in (*app.markdown, *app.info))).again == len(planned)
    learn = open_page("learn", shelf="Metrics")
    assert f"6 practised, {len(planned)} due" in learn.markdown[0].value


def rate_first(open_page: Open, store: Store) -> tuple[str, str]:
    """Rate the first card that Practise offers Solid: the card, and what is said of it."""
    app = open_page("practise")
    app.button(key="start").click().run()
    session = sessions.latest(store, only_open=True)
    assert session is not None
    assert session.card is not None
    press_reveal(app, "unsure")
    press_rating(app, 3)
    assert "Saved as Solid" in notice(app)
    return session.card.card_id, notice(app)


def day_in(message: str) -> int:
    """In how many days a card comes back, by what is said of it."""
    return next(
        ahead
        for ahead in range(120)
        if f"comes back {on_day(NOW.now + ahead * MICROS_A_DAY, NOW)}" in message
    )


def test_the_message_after_a_rating_names_the_day_on_which_the_card_is_to_be_done(
    open_page: Open, learner: Store, set_day: SetDay
) -> None:
    card, message = rate_first(open_page, learner)
    back = day_in(message)
    assert card not in today_of(learner, set_day(back - 1))
    assert card in today_of(learner, set_day(back))


def test_until_an_interview_the_message_names_the_day_that_the_plan_has_for_the_card(
    open_page: Open, learner: Store, set_day: SetDay
) -> None:
    invite(learner, 16)
    card, message = rate_first(open_page, learner)
    found = timetable_of(Workspace(learner, shipped_bank(), settings.load(learner)), NOW)
    holding = [day.day for day in found.days if card in day.cards]
    if not holding:
        assert "comes back after the interview" in message
        return
    assert holding[0] == NOW.day + timedelta(days=day_in(message))
    assert message.endswith(" if you keep to your plan.")


def test_hundreds_of_interviews_draw_twenty_rows_and_seven_plans(
    open_page: Open, learner: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    real = daily.make

    def counted(*args: Any) -> daily.StudyPlan:
        made.append(args)
        return real(*args)

    monkeypatch.setattr(daily, "make", counted)
    invite(learner, *range(3, 303))
    app = open_page("prepare")
    made.clear()
    app.run()
    assert made == []
    assert len(shown_by(app, "upcoming_interviews")["rows"]) == SHOWN
    app.button(key="show_every_upcoming").click().run()
    assert len(shown_by(app, "upcoming_interviews")["rows"]) == 300
    app = open_page("today")
    made.clear()
    app.run()
    assert len(made) == MOST_EARLIER + 1


def test_the_run_of_a_change_draws_what_the_change_makes_of_the_plan(
    open_page: Open, learner: Store, set_day: SetDay
) -> None:
    invite(learner, 6, 16)
    app = open_page("prepare", interview="in-16")
    before = in_plan(app, "Today")
    app.number_input(key="plan_minutes").set_value(60).run()
    after = in_plan(app, "Today")
    assert before.minutes is not None
    assert after.minutes is not None
    assert after.minutes > before.minutes
    assert after == on_today(open_page("today"))
