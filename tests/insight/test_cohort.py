from __future__ import annotations

from dataclasses import replace
from datetime import date

import altair as alt

from prepkit.bank import Bank
from prepkit.coaching.assignment import Assignment
from prepkit.insight import cohort
from prepkit.insight.charts import cohort as charts
from prepkit.store.cohort import CardOfClient, DayOfClient
from prepkit.store.profiles import Profile

MARIA, JO = Profile("maria", "Maria"), Profile("jo", "Jo")


def day(
    client: Profile, local_day: str, answers: int, solid: int, own: int = 0, coach: int = 0
) -> DayOfClient:
    return DayOfClient(client.id, local_day, answers, solid, own, int(own > 0), coach, int(coach > 0))


def test_a_competency_is_weak_over_three_answers_and_below_solid(bank: Bank) -> None:
    by_competency: dict[str, list[str]] = {}
    for id in bank.ids:
        by_competency.setdefault(bank.question(id).competency, []).append(f"q:{id}")
    weak, solid, rare = list(by_competency)[:3]
    first, second = by_competency[weak][:2]
    rows = cohort.weakest(
        bank,
        [
            CardOfClient("maria", first, 2, 3),
            CardOfClient("jo", second, 1, 2),
            CardOfClient("jo", by_competency[solid][0], 3, 9),
            CardOfClient("jo", by_competency[rare][0], 2, 2),
            CardOfClient("jo", "q:their-own/question", 9, 9),
            CardOfClient("jo", "t:csat", 9, 9),
        ],
    )
    assert rows == [cohort.WeakCompetency(weak, 5 / 3, clients=2, answers=3)]


def test_what_was_sent_returned_and_is_overdue_is_said_of_each_client() -> None:
    sent = Assignment("Thursday", (), client="maria", sent_at=5, due=date(2026, 11, 22))
    assignments = [
        ("late", sent),
        ("back", sent),
        ("today", replace(sent, due=date(2026, 11, 23))),
        ("draft", replace(sent, sent_at=0)),
        ("by-hand", replace(sent, sent_at=0, due=None)),
        ("anybody", replace(sent, client="")),
    ]
    maria, jo = cohort.returned(
        [MARIA, JO],
        [day(MARIA, "2026-11-20", 2, 1, coach=4), day(MARIA, "2026-11-21", 2, 1, coach=4)],
        {"maria": "2026-11-21"},
        assignments,
        {"maria": {"back", "by-hand"}},
        date(2026, 11, 23),
    )
    assert maria == cohort.Returned(MARIA, "2026-11-21", sent=4, returned=2, overdue=1, scored=2)
    assert jo == cohort.Returned(JO, "", sent=0, returned=0, overdue=0, scored=0)


def test_progress_is_by_week_with_the_means_of_the_scores_given() -> None:
    frame = cohort.progress(
        [JO, MARIA],
        [
            day(MARIA, "2026-11-16", 2, 0, own=4, coach=2),
            day(MARIA, "2026-11-22", 2, 2, own=2),
            day(MARIA, "2026-11-23", 1, 1),
            day(Profile("gone", "Gone"), "2026-11-23", 1, 1),
        ],
    )
    assert frame[["client", "since", "answers", "solid"]].values.tolist() == [
        ["Maria", "2026-11-16", 4, 0.5],
        ["Maria", "2026-11-23", 1, 1.0],
    ]
    assert (frame["own"][0], frame["coach"][0]) == (3.0, 2.0)
    assert frame[["own", "coach"]].loc[1].isna().all()
    figure = charts.progress(frame)
    assert figure.alt == "Of 1 client with answers in more than one week, 1 did better lately than at first."
    alt.Chart.from_dict(figure.spec)


def test_a_long_time_is_shown_by_month() -> None:
    weeks = [date.fromordinal(date(2026, 6, 1).toordinal() + 7 * week) for week in range(20)]
    frame = cohort.progress([MARIA], [day(MARIA, monday.isoformat(), 1, 1) for monday in weeks])
    assert frame["since"].tolist() == [f"2026-{month:02}-01" for month in range(6, 11)]


def test_two_clients_of_one_name_are_told_apart() -> None:
    other = Profile("maria-2", "Maria")
    frame = cohort.progress([MARIA, other], [day(MARIA, "2026-11-23", 1, 1), day(other, "2026-11-23", 1, 0)])
    assert frame["client"].tolist() == ["Maria", "Maria (2)"]
    assert charts.progress(frame).alt == "2 clients with answers, none over more than one week yet."


def test_without_answers_the_figure_says_what_would_fill_it() -> None:
    figure = charts.progress(cohort.progress([MARIA, JO], []))
    assert figure.empty
    assert "score an answer together" in figure.empty_text
