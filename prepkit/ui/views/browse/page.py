"""Draw the Questions page: the list of questions, and one question in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from prepkit.card_ids import deck_of
from prepkit.coaching.assignment import MOST_QUESTIONS
from prepkit.model import Clock, Status
from prepkit.practice.clock import local_day
from prepkit.question import Question
from prepkit.store import attempts, notes
from prepkit.stories.coverage import TELLABLE
from prepkit.study_plan.planning import statuses_of, timetable_of_cards
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.kept_recordings import follow_up_id
from prepkit.ui.runtime.navigation import sections
from prepkit.ui.runtime.opening import clock, open_workspace, reference_search
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach.assignment_list import make_assignment
from prepkit.ui.views.coach.present import open_present
from prepkit.ui.views.coach.whose import is_asked
from prepkit.ui.views.own.page import EDIT
from prepkit.ui.views.stories.page import STORY, address_of_new
from prepkit.ui.widgets import mine
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets.card_marks import card_actions
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.components.question_browser import Neighbourhood, question_browser
from prepkit.ui.widgets.components.result_count import result_count
from prepkit.ui.widgets.filters import filter_row
from prepkit.ui.widgets.kept_recording import show_recordings
from prepkit.ui.widgets.plan_wording import back_in_words
from prepkit.ui.widgets.reference import OPEN_ITEM, further_reading, items_named
from prepkit.ui.widgets.start import matching_questions, practise_questions
from prepkit.ui.widgets.take_along import take_along
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace

PAGE_SIZE = 20
NEAR = 2
"""How many questions before and after the open one can be opened at once."""
ALSO_SHOWN = 3


def draw_list(workspace: Workspace, now: Clock) -> None:
    """Draw the controls and the list of questions."""
    above, middle, below = _parts()
    with above:
        sections("questions")
        st.title("Questions", anchor=False)
        matches = _find(workspace, now)
        _toolbar(workspace, matches, now)
        _also_in_learn(workspace)
    if not matches:
        with below:
            st.info(
                "No question matches. Remove a filter, or try another word.", icon=":material/search_off:"
            )
        return
    pages = -(-len(matches) // PAGE_SIZE)
    with below:
        page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    first = (page - 1) * PAGE_SIZE
    with middle:
        _browser(workspace, matches, now, first=first, most=PAGE_SIZE, opened=None)


def draw_question(workspace: Workspace, question: Question, now: Clock) -> None:
    """Draw one question in full; the answer side stays hidden until asked for."""
    above, middle, below = _parts()
    with above:
        # Draw the controls out of sight: they decide the neighbours, and a control that is not drawn would
        # lose its value in the address. A style alone would outlive the fragment's run and hide the list.
        st.html("<style>.st-key-browse_above { display: none }</style><span></span>")
        matches = _find(workspace, now)
    with below:
        _details(workspace, question, now)
    # Draw it last: once it has the answer, the browser shows what stands around it again.
    with middle:
        around = matches if question.id in matches else [question.id]
        first = max(0, around.index(question.id) - NEAR)
        most = 2 * NEAR + 1
        _browser(workspace, around, now, first=first, most=most, opened=question.id)


def draw_not_found() -> None:
    """Say that there is no such question."""
    st.title("No such question", anchor=False)
    st.info("The link names a question that is not in this bank. It may be misspelt.")
    st.button("See all questions", type="primary", on_click=once(open_question), args=(None,))


def _parts() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Return what stands above, in and below the list, always in the same places.

    The element between keeps its own, so that the browser goes on with it from list to question and back.
    """
    return st.container(key="browse_above"), st.container(), st.container(key="browse_below")


def _browser(
    workspace: Workspace, matches: Sequence[str], now: Clock, *, first: int, most: int, opened: str | None
) -> None:
    """Draw ``most`` matches from the ``first`` on, or the ``opened`` one of them."""
    shown = matches[first : first + most]
    order = shown if opened else matches[max(0, first - 1) : first + most + 1]
    question_browser(
        view.near_questions(workspace, order, now),
        shown,
        Neighbourhood(order, matches.index(order[0]), len(matches)),
        opened=opened,
        on_open=open_question,
        key="questions",
    )


def _find(workspace: Workspace, now: Clock) -> Sequence[str]:
    """Draw search and filters, and return the ids of the matching questions, best first."""
    with st.container(key="find"):
        text = st.text_input(
            "Search everything in a question",
            type="search",
            placeholder="refund, forecast, angry customer…",
            key="q",
            live=True,
            bind="query-params",
            max_chars=200,
        )
        filters = filter_row(workspace)
    return matching_questions(workspace, replace(filters, text=text or ""), now)


def _toolbar(workspace: Workspace, matches: Sequence[str], now: Clock) -> None:
    """Draw the number of matches, and what can be done with the whole list."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        result_count(plural(len(matches), "question"), search="q")
        with st.container(horizontal=True, width="content"):
            take_along(workspace, matches, now)
            st.button(
                "Present",
                key="present_list",
                icon=":material/slideshow:",
                on_click=once(open_present),
                args=(matches,),
                disabled=not matches,
            )
            if is_asked(workspace):
                st.button(
                    "Make an assignment of these",
                    key="assignment_of_list",
                    icon=":material/assignment_add:",
                    help=f"At most {MOST_QUESTIONS} questions: the first of the list.",
                    on_click=once(make_assignment),
                    args=(matches,),
                    disabled=not matches,
                )
            st.button(
                "Practise this list",
                key="practise_list",
                icon=":material/play_arrow:",
                on_click=once(practise_questions),
                args=("Your list", matches),
                disabled=not matches,
            )


def _also_in_learn(workspace: Workspace) -> None:
    """Draw buttons to the guides, metrics and tools whose names match the search."""
    items = items_named(workspace.bank, reference_search(), str(st.session_state.get("q") or ""))
    if not items:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for item in items[:ALSO_SHOWN]:
            st.button(
                item.title,
                key=f"also_{item.id}",
                icon=":material/school:",
                type="tertiary",
                help="In Learn",
                on_click=once(go_to),
                args=("learn",),
                kwargs={OPEN_ITEM: item.id},
            )


def _details(workspace: Workspace, question: Question, now: Clock) -> None:
    """Draw what stands below the question itself."""
    card_actions(workspace, question.card_id, now, title="One question")
    with st.container(horizontal=True):
        if deck_of(question.id):
            st.button(
                "Edit this question",
                key="edit_own",
                icon=":material/edit:",
                type="tertiary",
                on_click=once(go_to),
                args=("own",),
                kwargs={EDIT: question.id},
            )
        st.button(
            "Present it",
            key="present_question",
            icon=":material/slideshow:",
            type="tertiary",
            on_click=once(open_present),
            args=([question.id],),
        )
    st.toggle(
        "Show the answer side",
        key="spoil",
        persist_state="session",
        help="Collapsed by default, so that reading here does not spoil practice.",
    )
    if st.session_state.get("spoil"):
        answer_side(workspace, question)
    editor(
        question.card_id,
        notes.get(workspace.store, question.card_id),
        label="My note: only you see it",
        placeholder="A number to remember, a story to use…",
        on_text=lambda card, text: notes.save(open_workspace().store, card, text, clock().now),
        key="browse_note",
        rows=2,
    )
    _stories(workspace, question)
    _history(workspace, question, now)
    st.header("Read on", anchor=False)
    link_list(
        further_reading(workspace.bank, question),
        on_open=lambda item: go_to("learn", **{OPEN_ITEM: item}),
        key="read_on",
        to=f"learn?{OPEN_ITEM}=",
    )
    status = statuses_of(workspace, [question.card_id], now)[question.card_id]
    if status not in (Status.NEW, Status.SUSPENDED, Status.BURIED):
        back = back_in_words(timetable_of_cards(workspace, [question.card_id], now), question.card_id, now)
        if back:
            st.caption(f"Comes back {back}.")


def _stories(workspace: Workspace, question: Question) -> None:
    """Draw the person's stories that answer this question, and a button to write one."""
    stories = {id: story for id, story in workspace.bank.stories.items() if question.id in story.questions}
    if stories:
        st.header("My stories for it", anchor=False)
        link_list(
            [ListRow(story_id, story.shown_title) for story_id, story in stories.items()],
            on_open=lambda story_id: go_to("stories", **{STORY: story_id}),
            key="my_stories",
            to=f"stories?{STORY}=",
        )
    if question.kind in TELLABLE:
        st.button(
            "Write a story for this question",
            key="story_for_question",
            icon=":material/auto_stories:",
            type="tertiary",
            on_click=once(_begin_story),
            args=(question.id,),
        )


def _begin_story(question: str) -> None:
    go_to("stories", **address_of_new(question))


def open_question(question: str | None) -> None:
    """Open one question, or go back to the list. For callbacks."""
    if question is None:
        st.query_params.pop(view.OPEN, None)
    else:
        st.query_params[view.OPEN] = question


def answer_side(workspace: Workspace, question: Question) -> None:
    """Draw everything that helps to answer a question."""
    view.steps(question, "How to answer")
    view.key_points(question, "Key points")
    st.header("Sample answers", anchor=False)
    view.samples(workspace, question, key=f"browse_sample_{question.id}")
    view.weak(question, "A weak answer")
    view.pitfalls(question, "Pitfalls")
    view.follow_ups(question, "Follow-ups to expect")


def _history(workspace: Workspace, question: Question, now: Clock) -> None:
    card_attempts = attempts.of_card(workspace.store, question.card_id)
    if not card_attempts:
        st.caption("Not attempted yet.")
        return
    st.header("My attempts", anchor=False)
    earlier = mine.read_earlier(workspace.store, question)
    for attempt in reversed(card_attempts):
        day = short_date(local_day(attempt.answered_at, attempt.tz), now.day)
        sure = f", {attempt.confidence.label.lower()}" if attempt.confidence else ""
        line = f"**{attempt.rating.label}**{sure} · {day} · {max(1, attempt.duration_ms // 1000)} s"
        is_recorded = bool(earlier.recorded & {attempt.id, follow_up_id(attempt.id)})
        if attempt.answer or is_recorded:
            with st.expander(line, icon=":material/graphic_eq:" if is_recorded else None):
                st.markdown(escape(attempt.answer) or "*Spoken, not written.*")
                show_recordings(workspace.store, attempt.id, earlier.recorded, "history")
        else:
            st.markdown(line)
    if len(earlier.answered) > 1:
        with st.expander("Two answers side by side", icon=":material/compare:"):
            mine.side_by_side(workspace.store, earlier, "", now)
