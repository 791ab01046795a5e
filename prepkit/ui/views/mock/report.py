"""Draw the report of a mock interview, and the list of those taken."""

from __future__ import annotations

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.exchange.mock_report import as_html
from prepkit.insight import mocks as frames
from prepkit.insight.charts import mocks as charts
from prepkit.mock import report, repository
from prepkit.mock.report import COACH_SCORE, SCORE
from prepkit.mock.state import Mock, MockItem, MockKind
from prepkit.model import Clock, Rating
from prepkit.practice.clock import local_day
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach.round_result import summary
from prepkit.ui.views.coach.round_steps import ROUND
from prepkit.ui.views.mock import coach_feedback
from prepkit.ui.views.mock.assigned import send_back
from prepkit.ui.views.mock.routes import MOCK, close_mock, open_mock
from prepkit.ui.views.mock.score import anchor_lines, draw_answer, rate_anew
from prepkit.ui.widgets import feedback
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.components.video_list import delete_videos, video_list
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.figure import show as show_figure
from prepkit.ui.widgets.question import ticked_points
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, percent, plural, short_date
from prepkit.workspace import Workspace

KIND_TAGS = {MockKind.ASSIGNMENT: ("Assignment", "blue"), MockKind.VIDEO: ("Video", "blue")}
UNFINISHED = 3
"""How many unfinished mocks stand above the setup; the list below it holds them all."""
DELETED = "mock_deleted"
"""The session key of the mock that was deleted last, whose recordings the browser deletes as well."""


def show(workspace: Workspace, mock_id: str, mock: Mock, now: Clock) -> None:
    """Draw the whole report of one mock interview."""
    earlier = report.finished(repository.list_all(workspace.store), apart_from=mock_id)
    earlier = [other for other in earlier if other.started_at < mock.started_at]
    day = local_day(mock.started_at, now.tz)
    back_link("All mocks", key="mock_back", on_click=close_mock)
    st.title(f"{escape(mock.title)}, {short_date(day, now.day)}", anchor=False)
    if not mock.rated:
        st.markdown("Nothing in it was rated, so there is nothing to report.")
        _remove(mock_id)
        return
    _figures(workspace, mock)
    coach_feedback.link(workspace, mock_id, now)
    _doubts(workspace, mock_id, mock)
    if mock.kind is MockKind.ASSIGNMENT:
        send_back(workspace, mock_id, mock, now)
    _drill(workspace, mock)
    _score_table(workspace, mock)
    _standings(workspace, mock, earlier)
    _times(workspace, mock)
    st.header("Your answers", anchor=False)
    for number, item in enumerate(mock.items, start=1):
        _answer(workspace, mock_id, mock, item, number)
    if mock.kind is MockKind.VIDEO:
        _recordings(mock_id)
    with st.container(horizontal=True):
        st.download_button(
            "Print the report",
            lambda: as_html(workspace.bank, mock, earlier, day),
            f"Mock interview {day.isoformat()}.html",
            "text/html",
            icon=":material/print:",
            key="print_mock",
            on_click="ignore",
        )
        _remove(mock_id)


def round_report(workspace: Workspace, mock_id: str, mock: Mock, now: Clock) -> None:
    """Draw the scores that candidate and coach gave in a round."""
    day = short_date(local_day(mock.started_at, now.tz), now.day)
    back_link("All mocks", key="mock_back", on_click=close_mock)
    st.title(f"{escape(mock.title)}, {day}", anchor=False)
    summary(workspace, mock)
    st.button(
        "Continue",
        key="open_round",
        icon=":material/balance:",
        on_click=once(go_to),
        args=("round",),
        kwargs={ROUND: mock_id},
    )
    _remove(mock_id)


def unfinished(workspace: Workspace, now: Clock) -> bool:
    """Draw the mocks to carry on with or to score, the latest first, and return whether there are any."""
    mocks = [pair for pair in repository.list_all(workspace.store) if _is_open(pair[1])]
    mocks.sort(key=lambda pair: -pair[1].started_at)
    for number, (mock_id, mock) in enumerate(mocks[:UNFINISHED]):
        row = _row(workspace, mock_id, mock, now)
        with (
            st.container(border=True, key=f"unfinished_{mock_id}"),
            st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"),
        ):
            st.markdown(f"**{escape(row.title)}**  \n{row.note}", width="stretch")
            st.button(
                "Carry on" if mock.item is not None else "Score it",
                key=f"carry_on_{mock_id}",
                type="primary" if number == 0 else "secondary",
                icon=":material/play_arrow:" if mock.item is not None else ":material/rule:",
                on_click=once(open_mock),
                args=(mock_id,),
            )
    return bool(mocks)


def _is_open(mock: Mock) -> bool:
    return mock.kind is not MockKind.ROUND and (mock.item is not None or mock.to_score is not None)


def history(workspace: Workspace, now: Clock) -> None:
    """Draw the list of the interviews taken, open ones first, and the trend of the finished ones."""
    mocks = [pair for pair in repository.list_all(workspace.store) if not pair[1].was_abandoned]
    if DELETED in st.session_state:
        delete_videos(st.session_state[DELETED], key="mock_deleted_videos")
    if not mocks:
        return
    st.header("Your mocks", anchor=False)
    ordered = sorted(
        mocks,
        key=lambda pair: (bool(pair[1].scored_at) or pair[1].kind is MockKind.ROUND, -pair[1].started_at),
    )
    link_list(
        [_row(workspace, mock_id, mock, now) for mock_id, mock in ordered],
        on_open=open_mock,
        key="mocks",
        to=f"mock?{MOCK}=",
    )
    done = report.finished(mocks)
    if len(done) > 1:
        show_figure(charts.trend(frames.trend(workspace.bank, done, now.tz)))


def _row(workspace: Workspace, mock_id: str, mock: Mock, now: Clock) -> ListRow:
    day = short_date(local_day(mock.started_at, now.tz), now.day)
    if mock.kind is MockKind.ROUND:
        scored_by_both = sum(gap is not None for gap in report.gaps(mock))
        return ListRow(
            mock_id,
            f"{mock.title}, {day}",
            [("Round", "violet")],
            f"{plural(scored_by_both, 'answer')} scored by both",
        )
    tags = [KIND_TAGS[mock.kind]] if mock.kind in KIND_TAGS else []
    if mock.item is not None:
        note = f"Question {mock.at + 1} of {len(mock.items)} is waiting."
        return ListRow(mock_id, f"{mock.title}, {day}", [*tags, ("In progress", "orange")], note)
    if mock.to_score is not None:
        to_score = plural(sum(not item.is_done for item in mock.items), "answer")
        return ListRow(
            mock_id, f"{mock.title}, {day}", [*tags, ("To score", "orange")], f"{to_score} to score."
        )
    result = report.summary(workspace.bank, mock)
    note = "Nothing in it was rated."
    if result.rated:
        note = f"{result.held} of {plural(result.rated, 'answer')} Solid or better, "
        note += f"{percent(result.key_points)} of key points"
    return ListRow(mock_id, f"{mock.title}, {day}", tags, note)


def _figures(workspace: Workspace, mock: Mock) -> None:
    result = report.summary(workspace.bank, mock)
    figures = 3 + bool(result.scored) + bool(result.coach_scored)
    with st.grid(figures, min_column_width=130, gap="xsmall"):
        st.metric("Solid or better", f"{result.held} of {result.rated}", border=True)
        st.metric("Key points said", percent(result.key_points), border=True)
        if result.scored:
            st.metric(SCORE, f"{result.score:.1f}", border=True)
        if result.coach_scored:
            st.metric(COACH_SCORE, f"{result.coach_score:.1f}", border=True)
        st.metric(f"Time, of {_clock(result.allowed_ms)}", _clock(result.used_ms), border=True)


def _doubts(workspace: Workspace, mock_id: str, mock: Mock) -> None:
    """Say where ratings and ticks disagree, with a button to rate those answers again."""
    remarks = report.doubtful_ratings(workspace.bank, mock)
    if not remarks:
        return
    items = [item.id for item in report.doubts(workspace.bank, mock).items]
    st.warning("  \n".join(remarks), icon=":material/rule:")
    st.button(
        "Go over it again" if len(items) == 1 else f"Go over these {len(items)} again",
        key="once_go_over",
        icon=":material/undo:",
        on_click=once(_go_over),
        args=(mock_id, items),
    )


def _go_over(mock_id: str, items: list[str]) -> None:
    for item_id in items:
        rate_anew(mock_id, item_id)


def _drill(workspace: Workspace, mock: Mock) -> None:
    cards = report.to_drill(workspace.bank, mock)
    if not cards:
        st.success("Every answer was Interview-ready.", icon=":material/check_circle:")
        return
    st.header("Drill these next", anchor=False)
    # The bank's own wording may be one that was not asked.
    asked = {question_card(item.question): _short(workspace, item) for item in mock.items}
    st.markdown("\n".join(f"{n}. {escape(asked[card])}" for n, card in enumerate(cards, start=1)))
    st.button(
        "Practise it" if len(cards) == 1 else f"Practise these {len(cards)}",
        type="primary",
        key="drill_mock",
        icon=":material/play_arrow:",
        on_click=once(practise),
        args=("After the mock", cards),
    )


def _score_table(workspace: Workspace, mock: Mock) -> None:
    """Draw every score that was given, answer by answer."""
    scores = report.scores_by_answer(workspace.bank, mock)
    st.header("Scores", anchor=False)
    columns = {
        "Question": [_short(workspace, row.item) for row in scores],
        "Key points": [f"{row.ticked} of {row.points}" if row.points else "–" for row in scores],
        SCORE: [str(row.own or "–") for row in scores],
        COACH_SCORE: [str(row.coach or "–") for row in scores],
        "Counts as": [row.rating.label if row.rating else "Left out" for row in scores],
    }
    for name, is_given in (
        (SCORE, any(row.own for row in scores)),
        (COACH_SCORE, any(row.coach for row in scores)),
    ):
        if not is_given:
            del columns[name]
    st.table(
        columns,
        border="horizontal",
        hide_index=True,
        alt="Key points, scores and rating of each answer, in the order they were given",
    )


def _standings(workspace: Workspace, mock: Mock, earlier: list[Mock]) -> None:
    st.header("By competency", anchor=False)
    standings = report.by_competency(workspace.bank, mock, earlier)
    known = [standing for standing in standings if standing.change is not None]
    if not earlier:
        st.markdown("Your first mock: the next one shows what has moved. Mean rating from 1 to 4.")
    elif known:
        best = max(known, key=lambda standing: standing.change or 0)
        worst = min(known, key=lambda standing: standing.change or 0)
        changes = [
            f"**{workspace.bank.competency(row.competency).name}** {change}"
            for row, change, is_so in (
                (best, "went better than in earlier mocks", (best.change or 0) > 0),
                (worst, "went worse", (worst.change or 0) < 0),
            )
            if is_so
        ]
        st.markdown((", ".join(changes) or "Much as in earlier mocks") + ". Mean rating from 1 to 4.")
    st.table(
        report.competency_table(workspace.bank, standings),
        border="horizontal",
        hide_index=True,
        alt="Mean rating by competency, now and in earlier mocks, and scores from 1 to 5, weakest first",
    )


def _times(workspace: Workspace, mock: Mock) -> None:
    st.header("Time", anchor=False)
    over = [item for item in mock.items if item.over_ms >= 1000]
    short = [i for i in mock.items if not i.skipped and 0 < i.answer_ms < 250 * i.answer_s]
    sentences = []
    if over:
        sentences.append(f"{plural(len(over), 'answer')} ran over.")
    if short:
        sentences.append(f"{plural(len(short), 'answer')} used less than a quarter of the time.")
    st.markdown(" ".join(sentences) or "Every answer stayed within its time.")
    columns = {
        "Question": [_short(workspace, item) for item in mock.items],
        "Thought": [_clock(item.think_ms) for item in mock.items],
        "Answered": [
            "skipped" if i.skipped else f"{_clock(i.answer_ms)} of {_clock(1000 * i.answer_s)}"
            for i in mock.items
        ],
    }
    if any(item.probe_ms for item in mock.items):
        columns["Follow-up"] = [_clock(item.probe_ms) if item.probe else "–" for item in mock.items]
    st.table(
        columns,
        border="horizontal",
        hide_index=True,
        alt="Time used on each question",
    )


def _answer(workspace: Workspace, mock_id: str, mock: Mock, item: MockItem, number: int) -> None:
    rating = Rating(item.rating).label if item.rating else "left out"
    score = f", {item.own.value} of 5" if item.own and item.own.value else ""
    label = f"{number}. {escape(_short(workspace, item))} ({rating}{score})"
    answer = st.expander(label, key=f"mock_answer_{number}", on_change="rerun")
    if not answer.open:
        return
    with answer:
        draw_answer(mock_id, mock, item)
        if item.question not in workspace.bank:
            return
        question = workspace.bank.question(item.question)
        review = feedback.answer_feedback(question, item.answer)
        ticked_points(question, item.ticks)
        _scores(workspace, mock, item, question.competency, number)
        if review:
            feedback.show(workspace, review, key=f"mock_feedback_{number}")
        st.button(
            "Score it again",
            key=f"mock_again_{number}",
            type="tertiary",
            icon=":material/undo:",
            on_click=once(rate_anew),
            args=(mock_id, item.id),
        )


def _recordings(mock_id: str) -> None:
    st.header("Recordings", anchor=False)
    video_list(mock_id=mock_id, none="This browser has no recording of this interview.", key="mock_videos")


def _scores(workspace: Workspace, mock: Mock, item: MockItem, competency: str, number: int) -> None:
    for rater, score in (("You", item.own), ("Coach", item.coach)):
        if score and (score.value or score.evidence):
            value = f"{score.value} of 5" if score.value else "not scored"
            st.markdown(f"**{rater}: {value}.** {escape(score.evidence)}")
    with st.popover("The anchors", type="tertiary", icon=":material/straighten:", key=f"anchors_{number}"):
        st.markdown(anchor_lines(workspace.bank, competency, mock.level))


def _remove(mock_id: str) -> None:
    ask_first(
        "delete_mock",
        "Delete this mock",
        "Delete this mock? The answers, recordings, times and scores of this interview are deleted "
        "for good. The ratings stay part of your practice.",
        "Delete it",
        _delete,
        (mock_id,),
    )


def _delete(mock_id: str) -> None:
    repository.delete(open_workspace().store, mock_id, clock().now)
    st.session_state[DELETED] = mock_id
    close_mock()


def _short(workspace: Workspace, item: MockItem) -> str:
    if item.question not in workspace.bank:
        return "A question that is no longer in the bank"
    return workspace.bank.question(item.question).wording(item.variant)


def _clock(milliseconds: int) -> str:
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02}"
