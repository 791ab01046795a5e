"""The Learn page: guides, metrics, tools and what answers sound like, and each of them in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import streamlit as st

from prepkit.bank.reference import AREAS, GROUPS, Guide, Metric, Tool
from prepkit.model import Clock, Competency, Status
from prepkit.practice.session import Desk
from prepkit.store import card_states, marks
from prepkit.ui import question as view
from prepkit.ui import reference
from prepkit.ui.card_marks import card_actions
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.desk import reference_search
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.planning import due_and_new, statuses_of
from prepkit.ui.reference import OPEN_ITEM
from prepkit.ui.start import practise, practise_questions
from prepkit.ui.wording import escape, plural

SHELF = "shelf"
SHELF_OF: Mapping[type, str] = {Guide: "Guides", Metric: "Metrics", Tool: "Tools", Competency: "Levels"}


def index(desk: Desk, now: Clock) -> None:
    """Everything there is to read, a shelf at a time, or what a search finds on all of them."""
    text = st.text_input(
        "Search Learn",
        type="search",
        placeholder="salary, occupancy, thank-you note…",
        key="learn_q",
        live=True,
        max_chars=200,
    )
    if text and text.strip():
        _found(desk, text)
        return
    shelves: dict[str, Callable[[Desk, Clock], None]] = {
        "Guides": _guides,
        "Metrics": _metrics,
        "Tools": _tools,
        "Levels": _levels,
    }
    shelf = st.radio(
        "What to read",
        list(shelves),
        key=SHELF,
        bind="query-params",
        label_visibility="collapsed",
        horizontal=True,
    )
    shelves[shelf or "Guides"](desk, now)


def one(desk: Desk, item: Metric | Tool | Guide | Competency, now: Clock) -> None:
    """One guide, metric, family of tools or competency in full, with the questions it helps with."""
    shelf = SHELF_OF[type(item)]
    st.button(
        f"All {shelf.lower()}",
        icon=":material/arrow_back:",
        type="tertiary",
        key="back",
        on_click=back_to,
        args=(shelf,),
    )
    st.title(escape(item.title if isinstance(item, Guide) else item.name), anchor=False)
    if isinstance(item, Metric):
        _metric(desk, item, now)
    elif isinstance(item, Tool):
        reference.tool_body(item)
    elif isinstance(item, Guide):
        st.caption(f"{AREAS[item.area]}. {item.summary}")
        reference.guide_body(item)
    else:
        st.markdown(escape(item.definition))
        st.subheader("What answers sound like", anchor=False)
        reference.anchors(desk, item, key=f"levels_{item.id}")
    _questions(desk, item, now)


def open_item(item: str) -> None:
    """Open one item by its id, as ``metric.csat``. For callbacks on this page."""
    st.query_params.from_dict({OPEN_ITEM: item})


def back_to(shelf: str) -> None:
    """Go back to a shelf. For callbacks."""
    st.query_params.clear()
    st.session_state[SHELF] = shelf


def _found(desk: Desk, text: str) -> None:
    items = [reference.look_up(desk.bank, item) for item in reference_search().search(text)]
    rows = [reference.row(item, kind=True) for item in items if item is not None]
    st.markdown(f"**{plural(len(rows), 'match', 'matches')}**")
    if not rows:
        st.info(
            "Nothing here holds these words. Questions are searched in Browse.", icon=":material/search_off:"
        )
        return
    _list(rows, "found")


def _guides(desk: Desk, now: Clock) -> None:
    st.markdown("Short reads, each with a worked example. Start with the one that worries you most.")
    _grouped(AREAS, [(guide.area, reference.row(guide)) for guide in desk.bank.reference.guides.values()])


def _metrics(desk: Desk, now: Clock) -> None:
    metrics = desk.bank.reference.metrics.values()
    due = due_and_new(desk, desk.bank.reference.terms, now)
    states = card_states.of_cards(desk.store, desk.bank.reference.terms)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{plural(len(metrics), 'term')}**, {len(states)} practised, {len(due.due)} due.",
            width="content",
        )
        st.button(
            "Practise them as cards",
            key="practise_terms",
            icon=":material/play_arrow:",
            on_click=practise,
            args=("Metrics", due.cards),
            disabled=not due.cards,
            help=None if due.cards else "Nothing is due, and today's new cards are done.",
        )
    statuses = statuses_of(desk, desk.bank.reference.terms, now)
    rows = [(metric.group, _with_status(metric, statuses[metric.card_id])) for metric in metrics]
    _grouped(GROUPS, rows)


def _with_status(metric: Metric, status: Status) -> Row:
    """A metric's row, with its standing once it has one."""
    row = reference.row(metric)
    return row if status is Status.NEW else replace(row, tags=[(status.label, "gray")])


def _tools(desk: Desk, now: Clock) -> None:
    st.markdown("What each family is for, and how to talk about it when you know another product, or none.")
    _list([reference.row(tool) for tool in desk.bank.reference.tools.values()], "tools")


def _levels(desk: Desk, now: Clock) -> None:
    st.markdown("For each competency, what a weak, a sound and an outstanding answer sound like.")
    _list([reference.row(competency) for competency in desk.bank.competencies], "levels")


def _metric(desk: Desk, metric: Metric, now: Clock) -> None:
    status = statuses_of(desk, [metric.card_id], now)[metric.card_id]
    mark = marks.get(desk.store, metric.card_id)
    view.badges([(GROUPS[metric.group], "blue"), (view.standing(status, mark, now), "gray")])
    card_actions(desk, metric.card_id, now, title=metric.name)
    reference.metric_body(desk.bank, metric)
    counter = [desk.bank.reference.metrics[other] for other in metric.counter]
    if counter:
        st.subheader("Read next", anchor=False)
        _list([reference.row(other) for other in counter], "counter")


def _questions(desk: Desk, item: Metric | Tool | Guide | Competency, now: Clock) -> None:
    if isinstance(item, Competency):
        frame = desk.bank.questions
        helped, heading = tuple(frame.index[frame["competency"] == item.id]), "Questions that test it"
    else:
        helped, heading = item.questions, "Questions it helps with"
    if not helped:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(heading, anchor=False)
        st.button(
            "Practise these",
            key="practise_these",
            icon=":material/play_arrow:",
            on_click=practise_questions,
            args=(item.title if isinstance(item, Guide) else item.name, helped),
        )
    link_list(
        view.rows(desk, helped, now),
        on_open=lambda question: go_to("browse", **{view.OPEN: question}),
        key="helped",
    )


def _grouped(names: Mapping[str, str], rows: Iterable[tuple[str, Row]]) -> None:
    grouped: dict[str, list[Row]] = {name: [] for name in names}
    for group, row in rows:
        grouped[group].append(row)
    for group, found in grouped.items():
        if found:
            st.subheader(names[group], anchor=False)
            _list(found, group)


def _list(rows: Iterable[Row], key: str) -> None:
    link_list(rows, on_open=open_item, key=f"learn_{key}", to=f"learn?{OPEN_ITEM}=")
