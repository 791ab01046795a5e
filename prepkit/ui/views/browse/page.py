"""Draw the Questions page: the list of questions, and one question in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from prepkit.card_ids import deck_of
from prepkit.model import Clock, Question, Status
from prepkit.practice.clock import local_day
from prepkit.practice.own_material import earlier_answers
from prepkit.store import attempts, card_states, marks, notes
from prepkit.stories.coverage import TELLABLE
from prepkit.study_plan.planning import statuses_of, timetable_of_cards
from prepkit.ui.runtime.opening import clock, open_workspace, reference_search
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach.present import open_present
from prepkit.ui.views.own.page import EDIT
from prepkit.ui.views.stories.page import STORY, address_of_new
from prepkit.ui.widgets import mine
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.card_marks import card_actions
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.components.result_count import result_count
from prepkit.ui.widgets.filters import filter_row
from prepkit.ui.widgets.once import once
from prepkit.ui.widgets.plan_wording import back_in_words
from prepkit.ui.widgets.reference import OPEN_ITEM, further_reading, items_named
from prepkit.ui.widgets.start import matching_questions, practise_questions
from prepkit.ui.widgets.take_along import take_along
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace

PAGE_SIZE = 20
ALSO_SHOWN = 3


def find(workspace: Workspace, now: Clock, *, hidden: bool = False) -> Sequence[str]:
    """Draw search and filters, and return the ids of the matching questions, best first.

    ``hidden`` draws the controls out of sight while a question is open: they decide its neighbours, and a
    control that is not drawn would lose its value in the address.
    """
    if hidden:
        # Add an element to the style: a style alone would outlive the fragment's run and hide the list.
        with st.container(key="find_hidden"):
            st.html("<style>.st-key-find, .st-key-find_hidden { display: none }</style><span></span>")
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


def results(workspace: Workspace, matches: Sequence[str], now: Clock) -> None:
    """Draw the matching questions, a page at a time, with what can be done with the whole list."""
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
            st.button(
                "Practise this list",
                key="practise_list",
                icon=":material/play_arrow:",
                on_click=once(practise_questions),
                args=("Your list", matches),
                disabled=not matches,
            )
    _also_in_learn(workspace)
    if not matches:
        st.info("No question matches. Remove a filter, or try another word.", icon=":material/search_off:")
        return
    pages = -(-len(matches) // PAGE_SIZE)
    slot = st.container(gap="xsmall")
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    with slot:
        page_matches = matches[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        link_list(view.rows(workspace, page_matches, now), on_open=open_question, key="questions")


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


def detail(workspace: Workspace, question: Question, matches: Sequence[str], now: Clock) -> None:
    """Draw one question in full; the answer side stays hidden until asked for."""
    _neighbours(question, matches)
    view.heading(question.prompt)
    mark = marks.get(workspace.store, question.card_id)
    state = card_states.get(workspace.store, question.card_id)
    status = statuses_of(workspace, [question.card_id], now)[question.card_id]
    view.badges(
        view.tags(workspace.bank, question, standing=view.standing(status, mark, now), flagged=mark.flagged)
    )
    view.roles(workspace.bank, question)
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
    view.assessed(question, "What it assesses")
    view.variants(question, "Other wordings")
    st.toggle(
        "Show the answer side",
        key="spoil",
        persist_state="session",
        help="Collapsed by default, so that reading here does not spoil practice.",
    )
    if st.session_state.get("spoil"):
        _answer_side(workspace, question)
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
    if state is not None and status not in (Status.SUSPENDED, Status.BURIED):
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


def _neighbours(question: Question, matches: Sequence[str]) -> None:
    place = matches.index(question.id) if question.id in matches else None
    before = matches[place - 1] if place else None
    after = matches[place + 1] if place is not None and place + 1 < len(matches) else None
    with st.container(horizontal=True, vertical_alignment="center"):
        back_link("All questions", key="back", on_click=open_question, args=(None,))
        st.space("stretch")
        if place is not None:
            st.caption(f"{place + 1} of {len(matches)}", width="content")
        for name, icon, other in (("Previous", "chevron_left", before), ("Next", "chevron_right", after)):
            st.button(
                name,
                key=f"go_{name.lower()}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=other is None,
                on_click=once(open_question),
                args=(other,),
            )


def _answer_side(workspace: Workspace, question: Question) -> None:
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
    for attempt in reversed(card_attempts):
        day = short_date(local_day(attempt.answered_at, attempt.tz), now.day)
        sure = f", {attempt.confidence.label.lower()}" if attempt.confidence else ""
        line = f"**{attempt.rating.label}**{sure} · {day} · {max(1, attempt.duration_ms // 1000)} s"
        if attempt.answer:
            with st.expander(line):
                st.markdown(escape(attempt.answer))
        else:
            st.markdown(line)
    answered = earlier_answers(workspace, question)
    if len(answered) > 1:
        with st.expander("Two answers side by side", icon=":material/compare:"):
            mine.side_by_side(question, answered, "", now)
