"""The report of an interview, and the list of those taken."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from prepkit.exchange.mock_report import as_html
from prepkit.insight import mocks as frames
from prepkit.insight.charts import mocks as charts
from prepkit.mock import keeping, report
from prepkit.mock.interview import Asked, Kind, Mock
from prepkit.model import Clock, Rating
from prepkit.practice.clock import local_day
from prepkit.practice.session import Desk
from prepkit.ui import feedback
from prepkit.ui.coach.round import ROUND, summary
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.figure import show as show_figure
from prepkit.ui.mock.assigned import send_back
from prepkit.ui.mock.place import MOCK, close_mock, open_mock
from prepkit.ui.mock.score import anchor_lines, rate_anew, said
from prepkit.ui.navigate import go_to
from prepkit.ui.start import practise
from prepkit.ui.wording import escape, percent, plural, short_date

NOW, BEFORE, SCORE = "Now", "Earlier mocks", "Score, of 5"
CHECKED = {True: "check_box", False: "check_box_outline_blank"}


def show(desk: Desk, mock_id: str, mock: Mock, now: Clock) -> None:
    """Everything that came of one interview."""
    earlier = report.finished(keeping.every(desk.store), apart_from=mock_id)
    earlier = [one for one in earlier if one.started_at < mock.started_at]
    day = local_day(mock.started_at, now.tz)
    st.button(
        "All mocks", icon=":material/arrow_back:", type="tertiary", key="mock_back", on_click=close_mock
    )
    st.title(f"{escape(mock.title)}, {short_date(day, now.day)}", anchor=False)
    if not mock.rated:
        st.markdown("Nothing in it was rated, so there is nothing to report.")
        _remove(mock_id)
        return
    _figures(desk, mock)
    _doubts(desk, mock_id, mock)
    if mock.kind is Kind.ASSIGNMENT:
        send_back(desk, mock_id, mock, now)
    _drill(desk, mock)
    _standings(desk, mock, earlier)
    _times(desk, mock)
    st.subheader("Your answers", anchor=False)
    for number, item in enumerate(mock.items, start=1):
        _answer(desk, mock_id, mock, item, number)
    with st.container(horizontal=True):
        st.download_button(
            "Print the report",
            lambda: as_html(desk.bank, mock, earlier, day),
            f"Mock interview {day.isoformat()}.html",
            "text/html",
            icon=":material/print:",
            key="print_mock",
            on_click="ignore",
        )
        _remove(mock_id)


def of_round(desk: Desk, mock_id: str, mock: Mock, now: Clock) -> None:
    """What candidate and coach gave in a round."""
    day = short_date(local_day(mock.started_at, now.tz), now.day)
    st.button(
        "All mocks", icon=":material/arrow_back:", type="tertiary", key="mock_back", on_click=close_mock
    )
    st.title(f"{escape(mock.title)}, {day}", anchor=False)
    summary(desk, mock)
    st.button(
        "Go on with it",
        key="open_round",
        icon=":material/balance:",
        on_click=go_to,
        args=("round",),
        kwargs={ROUND: mock_id},
    )
    _remove(mock_id)


def history(desk: Desk, now: Clock) -> None:
    """The interviews taken, open ones first, with the trend."""
    mocks = keeping.every(desk.store)
    if not mocks:
        return
    st.subheader("Taken so far", anchor=False)
    done = report.finished(mocks)
    if len(done) > 1:
        show_figure(charts.trend(frames.trend(desk.bank, done, now.tz)))
    ordered = sorted(
        mocks, key=lambda pair: (bool(pair[1].scored_at) or pair[1].kind is Kind.ROUND, -pair[1].started_at)
    )
    link_list(
        [_row(desk, mock_id, mock, now) for mock_id, mock in ordered],
        on_open=open_mock,
        key="mocks",
        to=f"mock?{MOCK}=",
    )


def _row(desk: Desk, mock_id: str, mock: Mock, now: Clock) -> Row:
    day = short_date(local_day(mock.started_at, now.tz), now.day)
    if mock.kind is Kind.ROUND:
        both = sum(gap is not None for gap in report.gaps(mock))
        return Row(
            mock_id, f"{mock.title}, {day}", [("Round", "violet")], f"{plural(both, 'answer')} scored by both"
        )
    tags = [("Assignment", "blue")] if mock.kind is Kind.ASSIGNMENT else []
    if mock.item is not None:
        note = f"Question {mock.at + 1} of {len(mock.items)} is waiting."
        return Row(mock_id, f"{mock.title}, {day}", [*tags, ("Going on", "orange")], note)
    if mock.to_score is not None:
        left = plural(sum(not item.is_done for item in mock.items), "answer")
        return Row(mock_id, f"{mock.title}, {day}", [*tags, ("To score", "orange")], f"{left} to score.")
    found = report.summary(desk.bank, mock)
    note = "Nothing in it was rated."
    if found.rated:
        note = f"{found.held} of {plural(found.rated, 'answer')} Solid or better, "
        note += f"{percent(found.key_points)} of key points"
    return Row(mock_id, f"{mock.title}, {day}", tags, note)


def _figures(desk: Desk, mock: Mock) -> None:
    found = report.summary(desk.bank, mock)
    with st.grid(4 if found.scored else 3, min_column_width=140, gap="xsmall"):
        st.metric("Solid or better", f"{found.held} of {found.rated}", border=True)
        st.metric("Key points said", percent(found.key_points), border=True)
        if found.scored:
            st.metric("Score, of 5", f"{found.score:.1f}", border=True)
        st.metric(f"Time, of {_clock(found.allowed_ms)}", _clock(found.used_ms), border=True)


def _doubts(desk: Desk, mock_id: str, mock: Mock) -> None:
    """Say where ratings and ticks do not agree, and the way to put either right."""
    said = report.remarks(desk.bank, mock)
    if not said:
        return
    items = [item.id for item in report.doubts(desk.bank, mock).items]
    st.warning("  \n".join(said), icon=":material/rule:")
    st.button(
        "Go over it again" if len(items) == 1 else f"Go over these {len(items)} again",
        key="once_go_over",
        icon=":material/undo:",
        on_click=_go_over,
        args=(mock_id, items),
    )


def _go_over(mock_id: str, items: list[str]) -> None:
    for item_id in items:
        rate_anew(mock_id, item_id)


def _drill(desk: Desk, mock: Mock) -> None:
    cards = report.to_drill(desk.bank, mock)
    if not cards:
        st.success("Every answer was ready for the interview.", icon=":material/check_circle:")
        return
    st.subheader("Drill these next", anchor=False)
    st.markdown("\n".join(f"{n}. {escape(desk.bank.title(card))}" for n, card in enumerate(cards, start=1)))
    st.button(
        "Practise it" if len(cards) == 1 else f"Practise these {len(cards)}",
        type="primary",
        key="drill_mock",
        icon=":material/play_arrow:",
        on_click=practise,
        args=("After the mock", cards),
    )


def _standings(desk: Desk, mock: Mock, earlier: list[Mock]) -> None:
    st.subheader("By competency", anchor=False)
    standings = report.by_competency(desk.bank, mock, earlier)
    known = [standing for standing in standings if standing.change is not None]
    if not earlier:
        st.markdown("Your first mock: the next one shows what has moved. Mean rating from 1 to 4.")
    elif known:
        best = max(known, key=lambda standing: standing.change or 0)
        worst = min(known, key=lambda standing: standing.change or 0)
        said = [
            f"**{desk.bank.competency(one.competency).name}** {word}"
            for one, word, moved in (
                (best, "went better than in earlier mocks", (best.change or 0) > 0),
                (worst, "went worse", (worst.change or 0) < 0),
            )
            if moved
        ]
        st.markdown((", ".join(said) or "Much as in earlier mocks") + ". Mean rating from 1 to 4.")
    columns = {
        "Competency": [desk.bank.competency(one.competency).name for one in standings],
        NOW: [f"{one.now:.1f}" for one in standings],
        BEFORE: ["–" if one.before is None else f"{one.before:.1f}" for one in standings],
    }
    if any(one.score is not None for one in standings):
        columns[SCORE] = ["–" if one.score is None else f"{one.score:.1f}" for one in standings]
    st.table(
        pd.DataFrame(columns),
        border="horizontal",
        hide_index=True,
        alt="Mean rating by competency, now and in earlier mocks, and score from 1 to 5, weakest first",
    )


def _times(desk: Desk, mock: Mock) -> None:
    st.subheader("Time", anchor=False)
    over = [item for item in mock.items if item.over_ms >= 1000]
    short = [i for i in mock.items if not i.skipped and 0 < i.answer_ms < 250 * i.answer_s]
    said = []
    if over:
        said.append(f"{plural(len(over), 'answer')} ran over.")
    if short:
        said.append(f"{plural(len(short), 'answer')} used less than a quarter of the time.")
    st.markdown(" ".join(said) or "Every answer kept to its time.")
    columns = {
        "Question": [_short(desk, item) for item in mock.items],
        "Thought": [_clock(item.think_ms) for item in mock.items],
        "Answered": [
            "skipped" if i.skipped else f"{_clock(i.answer_ms)} of {_clock(1000 * i.answer_s)}"
            for i in mock.items
        ],
    }
    if any(item.probe_ms for item in mock.items):
        columns["Follow-up"] = [_clock(item.probe_ms) if item.probe else "–" for item in mock.items]
    st.table(
        pd.DataFrame(columns),
        border="horizontal",
        hide_index=True,
        alt="Time used on each question",
    )


def _answer(desk: Desk, mock_id: str, mock: Mock, item: Asked, number: int) -> None:
    rating = Rating(item.rating).label if item.rating else "left out"
    score = f", {item.own.value} of 5" if item.own and item.own.value else ""
    label = f"{number}. {escape(_short(desk, item))} ({rating}{score})"
    opened = st.expander(label, key=f"mock_answer_{number}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        said(item)
        if item.question not in desk.bank:
            return
        question = desk.bank.question(item.question)
        found = feedback.of_answer(question, item.answer)
        st.markdown(
            "\n".join(
                f"- :material/{CHECKED[point.id in item.ticks]}: {escape(point.text)}"
                for point in question.key_points
            )
        )
        _scores(desk, mock, item, question.competency, number)
        if found:
            feedback.show(desk, question, found, key=f"mock_feedback_{number}")
        st.button(
            "Rate it again",
            key=f"mock_again_{number}",
            type="tertiary",
            icon=":material/undo:",
            on_click=rate_anew,
            args=(mock_id, item.id),
        )


def _scores(desk: Desk, mock: Mock, item: Asked, competency: str, number: int) -> None:
    for who, given in (("You", item.own), ("Coach", item.coach)):
        if given and (given.value or given.evidence):
            value = f"{given.value} of 5" if given.value else "no place"
            st.markdown(f"**{who}: {value}.** {escape(given.evidence)}")
    with st.popover("The anchors", type="tertiary", icon=":material/straighten:", key=f"anchors_{number}"):
        st.markdown(anchor_lines(desk.bank, competency, mock.level))


def _remove(mock_id: str) -> None:
    ask_first(
        "delete_mock",
        "Delete this mock",
        "Delete this mock? The answers, times and scores of this interview go for good. The ratings stay "
        "part of your practice: they moved the schedule.",
        "Delete it",
        _delete,
        (mock_id,),
    )


def _delete(mock_id: str) -> None:
    keeping.remove(open_desk().store, mock_id, clock().now)
    close_mock()


def _short(desk: Desk, item: Asked) -> str:
    if item.question not in desk.bank:
        return "A question that is no longer in the bank"
    return desk.bank.question(item.question).wording(item.variant)


def _clock(milliseconds: int) -> str:
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02}"
