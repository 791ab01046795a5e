"""Each table really holds what its answer claims: worked out anew from the table alone, for many seeds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

from prepkit.lab.families import FAMILIES, FOR_EVERYBODY, SEEDS, cards, drills, scenario, seed_of
from prepkit.lab.scenario import Scenario
from prepkit.question import Level

SOME = range(1, SEEDS + 1)


def figures(text: str) -> list[float]:
    return [float(figure.replace(",", "")) for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def volume_and_csat(shown: Scenario) -> None:
    table, findings = shown.table, shown.findings
    rise, week = figures(findings[0])
    step = int(week) - 1
    contacts, hours, csat = table["Contacts"], table["First reply, hours"], table["CSAT %"]
    assert contacts[step:].mean() / contacts[:step].mean() == pytest.approx(1 + rise / 100, abs=0.01)
    assert contacts[step:].min() > 1.25 * contacts[:step].max()
    fall, later = figures(findings[1])
    assert int(later) == step + 2
    assert csat[: step + 1].mean() - csat[step + 1 :].mean() == pytest.approx(fall, abs=1)
    assert csat[: step + 1].min() > csat[step + 1 :].max()
    assert 1.7 < hours[step:].mean() / hours[:step].mean() < 2.7


def fcr_and_aht(shown: Scenario) -> None:
    table = shown.table.set_index("Team")
    quick, slow = str(table["AHT, minutes"].idxmin()), str(table["AHT, minutes"].idxmax())
    assert table["FCR %"].idxmin() == quick
    assert shown.findings[0].startswith(
        f"{quick} has the shortest calls ({table['AHT, minutes'][quick]} minutes)"
    )
    assert f"({table['FCR %'][quick]}%)" in shown.findings[0]
    each = table["AHT, minutes"] / (table["FCR %"] / 100)
    assert each[quick] > each[slow] + 0.3
    assert figures(shown.findings[1]) == [
        pytest.approx(each[quick], abs=0.1),
        pytest.approx(each[slow], abs=0.1),
    ]


def backlog_ageing(shown: Scenario) -> None:
    table = shown.table
    assert (table[["0–2 days", "3–7 days", "Over 7 days"]].sum(axis=1) == table["Open"]).all()
    assert table["Open"].max() < 1.06 * table["Open"].min()
    assert table["Over 7 days"].is_monotonic_increasing
    assert table["Over 7 days"].iloc[-1] > 2.5 * table["Over 7 days"].iloc[0]
    assert figures(shown.findings[1]) == [table["Over 7 days"].iloc[0], table["Over 7 days"].iloc[-1]]


def sla_by_channel(shown: Scenario) -> None:
    table = shown.table.set_index("Channel")
    share = 100 * table["Within SLA"] / table["Contacts"]
    whole = 100 * table["Within SLA"].sum() / table["Contacts"].sum()
    assert whole > 80
    assert share.idxmin() == "Social media"
    assert (share.drop("Social media") > 80).all()
    assert share["Social media"] < 50
    assert figures(shown.findings[0])[0] == round(whole)
    assert figures(shown.findings[1]) == [round(share["Social media"])]


def survey_response(shown: Scenario) -> None:
    table = shown.table
    share = table["Answers"] / table["Contacts"]
    assert table["CSAT %"].iloc[-1] > table["CSAT %"].iloc[0] + 5
    assert share.iloc[-1] < share.iloc[0] / 2
    assert figures(shown.findings[1]) == [round(100 * share.iloc[0]), round(100 * share.iloc[-1])]
    assert figures(shown.findings[2]) == [table["Satisfied"].iloc[-1], table["Satisfied"].iloc[0]]
    assert table["Satisfied"].iloc[-1] < table["Satisfied"].iloc[0]
    assert (100 * table["Satisfied"] / table["Answers"]).round(1).equals(table["CSAT %"])


def mix_shift(shown: Scenario) -> None:
    table = shown.table

    def whole(when: str) -> float:
        many = table[f"Contacts {when}"]
        return float((many * table[f"CSAT % {when}"]).sum() / many.sum())

    assert (table["CSAT % now"] - table["CSAT % last year"]).tolist() == [2, 3]
    assert whole("now") < whole("last year") - 2
    assert figures(shown.findings[2]) == [round(whole("last year")), round(whole("now"))]
    before, after = (
        100 * table[f"Contacts {when}"][1] / table[f"Contacts {when}"].sum() for when in ("last year", "now")
    )
    assert figures(shown.findings[1]) == [round(before), round(after)]


def quick_and_reopened(shown: Scenario) -> None:
    table = shown.table
    share = 100 * table["Reopened"] / table["Solved"]
    hours = table["Time to resolution, hours"]
    assert hours.iloc[-1] < 0.7 * hours.iloc[0]
    assert share.iloc[-1] > 2 * share.iloc[0]
    assert figures(shown.findings[1]) == [round(share.iloc[0]), round(share.iloc[-1])]


def bot_and_repeats(shown: Scenario) -> None:
    table = shown.table
    kept, back = table["Ended by the bot"], table["Back within 7 days"]
    assert kept.iloc[-1] > 1.5 * kept.iloc[0]
    assert back.iloc[-1] / kept.iloc[-1] > 1.6 * back.iloc[0] / kept.iloc[0]
    assert figures(shown.findings[2]) == [kept.iloc[-1] - back.iloc[-1], kept.iloc[-1]]


def busy_then_absent(shown: Scenario) -> None:
    table = shown.table
    step = int(figures(shown.findings[0])[-1]) - 1
    busy, absent = table["Occupancy %"], table["Absence %"]
    assert busy[step:].min() > busy[:step].max() + 4
    assert absent[: step + 2].max() < absent[step + 2 :].min()
    assert absent[step + 2 :].mean() > 1.6 * absent[: step + 2].mean()


def hours_of_the_day(shown: Scenario) -> None:
    table = shown.table.set_index("Hour")
    first, end = re.findall(r"\d+:00", shown.findings[0])
    peak = [first, f"{int(end.split(':')[0]) - 1}:00"]
    others = table.drop(peak)
    assert table.loc[peak, "Calls"].min() > 1.5 * others["Calls"].max()
    assert table["Agents"].nunique() == 1
    level = table["Answered in 20 s, %"]
    assert level[peak].max() < 55
    assert level.drop(peak).min() > 80
    mean = (level * table["Calls"]).sum() / table["Calls"].sum()
    assert figures(shown.findings[2])[0] == round(mean)


def newcomers(shown: Scenario) -> None:
    table = shown.table
    march, june = "AHT in March, minutes", "AHT in June, minutes"
    assert (table[june] <= table[march]).all()
    assert table["In March"].sum() == table["In June"].sum() == 40
    before, after = ((table[m] * table[n]).sum() / 40 for m, n in ((march, "In March"), (june, "In June")))
    assert after > before + 0.7
    assert figures(shown.setting) == [pytest.approx(before, abs=0.06), pytest.approx(after, abs=0.06)]
    assert figures(shown.findings[1]) == [table["In June"][1], 40, table["In March"][1]]


def one_bad_product(shown: Scenario) -> None:
    table = shown.table.set_index("Product")
    rate = 100 * table["Contacts in 30 days"] / table["Sold"]
    bad = str(rate.idxmax())
    assert shown.findings[0].startswith(bad)
    assert rate[bad] > 5 * rate.drop(bad).max()
    assert table["Sold"].idxmin() == bad
    others = table.drop(bad).sum()
    mean = others["Contacts in 30 days"] / others["Sold"]
    assert figures(shown.findings[0]) == [round(rate[bad]), round(100 * mean)]
    spared = table["Contacts in 30 days"][bad] - table["Sold"][bad] * mean
    assert figures(shown.findings[2])[0] == pytest.approx(spared, abs=1)


CHECKS: dict[str, Callable[[Scenario], None]] = {
    check.__name__.replace("_", "-"): check
    for check in (
        *(volume_and_csat, fcr_and_aht, backlog_ageing, sla_by_channel, survey_response, mix_shift),
        *(quick_and_reopened, bot_and_repeats, busy_then_absent, hours_of_the_day, newcomers),
        one_bad_product,
    )
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_table_holds_what_its_answer_claims(family: str) -> None:
    for seed in SOME:
        CHECKS[family](scenario(family, seed))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_scenario_is_the_same_for_its_seed_and_another_for_the_next(family: str) -> None:
    first, again = scenario(family, 1), scenario(family, 1)
    pd.testing.assert_frame_equal(first.table, again.table)
    assert first.points == again.points
    assert len({scenario(family, seed).table.to_csv() for seed in SOME}) > SEEDS / 2
    assert 5 <= len(first.points) <= 6
    assert first.title
    assert not first.table.isna().any().any()


def test_a_specialist_is_not_asked_what_planners_are() -> None:
    assert len(FAMILIES) >= 10
    assert set(FOR_EVERYBODY) < set(FAMILIES)
    assert len(cards(Level.SPECIALIST)) == len(FOR_EVERYBODY)
    assert set(cards(Level.MANAGER)) == set(drills()) == set(cards(None))


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(KeyError):
        scenario("astrology", 1)


@pytest.mark.parametrize("variant", [None, "", "abc", "0", "-1", "99999999", "²"])
def test_a_variant_that_names_no_seed_gives_the_first_table(variant: str | None) -> None:
    assert seed_of(variant) == 1
    assert seed_of("3") == 3
