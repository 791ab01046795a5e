"""Draw the Learn page: guides, metrics, tools and level anchors, and each of them in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import streamlit as st

from prepkit.bank.reference import AREAS, GROUPS, Guide, Metric, Tool
from prepkit.model import Clock, Status
from prepkit.question import Competency
from prepkit.store import card_states, marks
from prepkit.study_plan.planning import due_and_new, statuses_of
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import reference_search
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets import reference
from prepkit.ui.widgets.address_tabs import address_tabs
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.card_marks import card_actions
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.reference import OPEN_ITEM
from prepkit.ui.widgets.start import practise, practise_questions
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace

SHELF = "shelf"
SHELF_OF: Mapping[type, str] = {Guide: "Guides", Metric: "Metrics", Tool: "Tools", Competency: "Levels"}


def index(workspace: Workspace, now: Clock) -> None:
    """Draw one shelf of items, or the matches of a search over all shelves."""
    text = st.text_input(
        "Search Learn",
        type="search",
        placeholder="salary, occupancy, thank-you note…",
        key="learn_q",
        live=True,
        max_chars=200,
    )
    if text and text.strip():
        _matches(workspace, text)
        return
    shelves: dict[str, Callable[[Workspace, Clock], None]] = {
        "Guides": _guides,
        "Metrics": _metrics,
        "Tools": _tools,
        "Levels": _levels,
    }
    with address_tabs(list(shelves), key=SHELF) as shelf:
        shelves[shelf](workspace, now)


def show_item(workspace: Workspace, item: Metric | Tool | Guide | Competency, now: Clock) -> None:
    """Draw one guide, metric, family of tools or competency in full, with the questions it helps with."""
    shelf = SHELF_OF[type(item)]
    back_link(f"All {shelf.lower()}", key="back", on_click=back_to, args=(shelf,))
    st.title(escape(item.title if isinstance(item, Guide) else item.name), anchor=False)
    if isinstance(item, Metric):
        _metric(workspace, item, now)
    elif isinstance(item, Tool):
        reference.tool_body(item)
    elif isinstance(item, Guide):
        st.caption(f"{AREAS[item.area]}. {item.summary}")
        reference.guide_body(item)
    else:
        st.markdown(escape(item.definition))
        st.header("What answers sound like", anchor=False)
        reference.anchors(workspace, item, key=f"levels_{item.id}")
    _questions(workspace, item, now)


def open_item(item: str) -> None:
    """Open one item by its id, as ``metric.csat``. For callbacks on this page."""
    st.query_params.from_dict({OPEN_ITEM: item})


def back_to(shelf: str) -> None:
    """Go back to a shelf. For callbacks."""
    st.query_params.clear()
    st.session_state[SHELF] = shelf


def _matches(workspace: Workspace, text: str) -> None:
    items = [reference.look_up(workspace.bank, item) for item in reference_search().search(text)]
    rows = [reference.row(item, kind=True) for item in items if item is not None]
    st.markdown(f"**{plural(len(rows), 'match', 'matches')}**")
    if not rows:
        st.info(
            "Nothing in Learn matches. To search the questions, open Questions.",
            icon=":material/search_off:",
        )
        return
    _list(rows, "found")


def _guides(workspace: Workspace, now: Clock) -> None:
    st.markdown("Short reads, each with a worked example. Start with the one that worries you most.")
    _grouped(
        AREAS, [(guide.area, reference.row(guide)) for guide in workspace.bank.reference.guides.values()]
    )


def _metrics(workspace: Workspace, now: Clock) -> None:
    metrics = workspace.bank.reference.metrics.values()
    due = due_and_new(workspace, workspace.bank.reference.terms, now)
    states = card_states.of_cards(workspace.store, workspace.bank.reference.terms)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{plural(len(metrics), 'term')}**, {len(states)} practised, {len(due.due)} due.",
            width="content",
        )
        st.button(
            "Practise them as cards",
            key="practise_terms",
            icon=":material/play_arrow:",
            on_click=once(practise),
            args=("Metrics", due.cards),
            disabled=not due.cards,
            help=None if due.cards else "Nothing is due, and today's new cards are done.",
        )
    statuses = statuses_of(workspace, workspace.bank.reference.terms, now)
    rows = [(metric.group, _with_status(metric, statuses[metric.card_id])) for metric in metrics]
    _grouped(GROUPS, rows)


def _with_status(metric: Metric, status: Status) -> ListRow:
    """Return a metric's row, tagged with its status unless it is new."""
    row = reference.row(metric)
    return row if status is Status.NEW else replace(row, tags=[(status.label, "gray")])


def _tools(workspace: Workspace, now: Clock) -> None:
    st.markdown("What each family is for, and how to talk about it when you know another product, or none.")
    _list([reference.row(tool) for tool in workspace.bank.reference.tools.values()], "tools")


def _levels(workspace: Workspace, now: Clock) -> None:
    st.markdown("For each competency, what a weak, a sound and an outstanding answer sound like.")
    _list([reference.row(competency) for competency in workspace.bank.competencies], "levels")


def _metric(workspace: Workspace, metric: Metric, now: Clock) -> None:
    status = statuses_of(workspace, [metric.card_id], now)[metric.card_id]
    mark = marks.get(workspace.store, metric.card_id)
    view.badges([(GROUPS[metric.group], "blue"), (view.status_in_words(status, mark, now), "gray")])
    card_actions(workspace, metric.card_id, now, title=metric.name)
    reference.metric_body(workspace.bank, metric)
    counter = [workspace.bank.reference.metrics[other] for other in metric.counter]
    if counter:
        st.header("Read next", anchor=False)
        _list([reference.row(other) for other in counter], "counter")


def _questions(workspace: Workspace, item: Metric | Tool | Guide | Competency, now: Clock) -> None:
    if isinstance(item, Competency):
        frame = workspace.bank.questions
        helped, heading = tuple(frame.index[frame["competency"] == item.id]), "Questions that test it"
    else:
        helped, heading = item.questions, "Questions it helps with"
    if not helped:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(heading, anchor=False)
        st.button(
            "Practise these",
            key="practise_these",
            icon=":material/play_arrow:",
            on_click=once(practise_questions),
            args=(item.title if isinstance(item, Guide) else item.name, helped),
        )
    link_list(
        view.rows(workspace, helped, now),
        on_open=lambda question: go_to("browse", **{view.OPEN: question}),
        key="helped",
    )


def _grouped(names: Mapping[str, str], rows: Iterable[tuple[str, ListRow]]) -> None:
    grouped: dict[str, list[ListRow]] = {name: [] for name in names}
    for group, row in rows:
        grouped[group].append(row)
    for group, group_rows in grouped.items():
        if group_rows:
            st.header(names[group], anchor=False)
            _list(group_rows, group)


def _list(rows: Iterable[ListRow], key: str) -> None:
    link_list(rows, on_open=open_item, key=f"learn_{key}", to=f"learn?{OPEN_ITEM}=")
