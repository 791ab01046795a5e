"""The Browse page: the list of questions, and one question in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from prepkit.model import Clock, Filters, Question, Status, Story, deck_of
from prepkit.practice.clock import local_day
from prepkit.practice.session import Desk
from prepkit.store import attempts, card_states, marks, notes
from prepkit.stories.coverage import TELLABLE
from prepkit.ui import mine
from prepkit.ui import question as view
from prepkit.ui.card_marks import card_actions
from prepkit.ui.coach.present import open_present
from prepkit.ui.components.editor import editor
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.components.result_count import result_count
from prepkit.ui.desk import clock, open_desk, reference_search
from prepkit.ui.filters import active, any_in_address, filter_controls
from prepkit.ui.navigate import go_to
from prepkit.ui.own import EDIT
from prepkit.ui.prepare.planning import back_in_words, statuses_of, timetable_of_cards
from prepkit.ui.reference import OPEN_ITEM, named, read_on
from prepkit.ui.start import matching_questions, practise_questions
from prepkit.ui.stories import STORY, start, titled
from prepkit.ui.take_along import take_along
from prepkit.ui.wording import escape, plural, short_date

PAGE_SIZE = 20
ALSO_SHOWN = 3


def find(desk: Desk, now: Clock, *, hidden: bool = False) -> Sequence[str]:
    """Draw search and filters; the question ids that match, best first.

    ``hidden`` keeps all of it out of sight over an open question, whose neighbours it decides: a control
    that is not drawn would lose its place in the address.
    """
    if hidden:
        # With a style alone, Streamlit would keep it beyond the run of the fragment: the list stayed bare.
        st.html("<style>.st-key-find { display: none }</style><span></span>")
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
        folder = st.expander("Filters", icon=":material/tune:", key="filters", on_change="rerun")
        filters = Filters()
        if folder.open or any_in_address():
            with folder:
                filters = filter_controls(desk, bound=True)
        if narrowed := active(filters):
            st.caption(f"{plural(narrowed, 'filter')} on.")
    return matching_questions(desk, replace(filters, text=text or ""), now)


def results(desk: Desk, found: Sequence[str], now: Clock) -> None:
    """The matching questions, a page at a time."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        result_count(plural(len(found), "question"), search="q")
        with st.container(horizontal=True, width="content"):
            take_along(desk, found, now)
            st.button(
                "Present",
                key="present_list",
                icon=":material/slideshow:",
                on_click=open_present,
                args=(found,),
                disabled=not found,
            )
            st.button(
                "Practise this list",
                key="practise_list",
                icon=":material/play_arrow:",
                on_click=practise_questions,
                args=("Your list", found),
                disabled=not found,
            )
    _also_in_learn(desk)
    if not found:
        st.info("No question matches. Take a filter off, or try another word.", icon=":material/search_off:")
        return
    pages = -(-len(found) // PAGE_SIZE)
    slot = st.container(gap="xsmall")
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    with slot:
        shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        link_list(view.rows(desk, shown, now), on_open=open_question, key="questions")


def _also_in_learn(desk: Desk) -> None:
    """Where what was searched for is the name of a guide, a metric or a tool, the way to it."""
    found = named(desk.bank, reference_search(), str(st.session_state.get("q") or ""))
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for item in found[:ALSO_SHOWN]:
            st.button(
                item.title,
                key=f"also_{item.id}",
                icon=":material/school:",
                type="tertiary",
                help="In Learn",
                on_click=go_to,
                args=("learn",),
                kwargs={OPEN_ITEM: item.id},
            )


def detail(desk: Desk, question: Question, found: Sequence[str], now: Clock) -> None:
    """One question in full; what would spoil practice stays folded."""
    _around(question, found)
    view.heading(question.prompt)
    mark = marks.get(desk.store, question.card_id)
    state = card_states.get(desk.store, question.card_id)
    status = statuses_of(desk, [question.card_id], now)[question.card_id]
    view.badges(
        view.tags(desk.bank, question, standing=view.standing(status, mark, now), flagged=mark.flagged)
    )
    view.roles(desk.bank, question)
    card_actions(desk, question.card_id, now, title="One question")
    if deck_of(question.id):
        st.button(
            "Edit this question",
            key="edit_own",
            icon=":material/edit:",
            type="tertiary",
            on_click=go_to,
            args=("own",),
            kwargs={EDIT: question.id},
        )
    st.button(
        "Present it",
        key="present_question",
        icon=":material/slideshow:",
        type="tertiary",
        on_click=open_present,
        args=([question.id],),
    )
    view.assessed(question, "What it assesses")
    view.variants(question, "Other wordings")
    st.toggle(
        "Show the answer side",
        key="spoil",
        persist_state="session",
        help="Folded by default, so that reading here does not spoil practice.",
    )
    if st.session_state.get("spoil"):
        _answer_side(desk, question)
    editor(
        question.card_id,
        notes.get(desk.store, question.card_id),
        label="My note: only you see it",
        placeholder="A figure to remember, a story to use…",
        on_text=lambda card, text: notes.put(open_desk().store, card, text, clock().now),
        key="browse_note",
        rows=2,
    )
    _stories(desk, question)
    _history(desk, question, now)
    st.subheader("Read on", anchor=False)
    link_list(
        read_on(desk.bank, question),
        on_open=lambda item: go_to("learn", **{OPEN_ITEM: item}),
        key="read_on",
        to=f"learn?{OPEN_ITEM}=",
    )
    if state is not None and status not in (Status.SUSPENDED, Status.BURIED):
        back = back_in_words(timetable_of_cards(desk, [question.card_id], now), question.card_id, now)
        if back:
            st.caption(f"Comes back {back}.")


def _stories(desk: Desk, question: Question) -> None:
    """The person's stories that answer this question, and the way to a new one."""
    told = {id: story for id, story in desk.bank.stories.items() if question.id in story.questions}
    if told:
        st.subheader("My stories for it", anchor=False)
        link_list(
            [Row(story_id, titled(story)) for story_id, story in told.items()],
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
            on_click=_begin_story,
            args=(question.id, question.competency),
        )


def _begin_story(question: str, competency: str) -> None:
    story_id = start(Story(questions=(question,), competencies=(competency,)))
    go_to("stories", **{STORY: story_id})


def open_question(question: str | None) -> None:
    """Open one question, or go back to the list. For callbacks."""
    if question is None:
        st.query_params.pop(view.OPEN, None)
    else:
        st.query_params[view.OPEN] = question


def _around(question: Question, found: Sequence[str]) -> None:
    at = found.index(question.id) if question.id in found else None
    before = found[at - 1] if at else None
    after = found[at + 1] if at is not None and at + 1 < len(found) else None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "All questions",
            icon=":material/arrow_back:",
            type="tertiary",
            key="back",
            on_click=open_question,
            args=(None,),
        )
        st.space("stretch")
        if at is not None:
            st.caption(f"{at + 1} of {len(found)}", width="content")
        for name, icon, other in (("Previous", "chevron_left", before), ("Next", "chevron_right", after)):
            st.button(
                name,
                key=f"go_{name.lower()}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=other is None,
                on_click=open_question,
                args=(other,),
            )


def _answer_side(desk: Desk, question: Question) -> None:
    view.steps(question, "How to answer")
    view.key_points(question, "Key points")
    st.subheader("Sample answers", anchor=False)
    view.samples(desk, question, key=f"browse_sample_{question.id}")
    view.weak(question, "A weak answer")
    view.pitfalls(question, "Pitfalls")
    view.follow_ups(question, "Follow-ups to expect")


def _history(desk: Desk, question: Question, now: Clock) -> None:
    made = attempts.of_card(desk.store, question.card_id)
    if not made:
        st.caption("Not attempted yet.")
        return
    st.subheader("My attempts", anchor=False)
    for attempt in reversed(made):
        day = short_date(local_day(attempt.answered_at, attempt.tz), now.day)
        sure = f", {attempt.confidence.label.lower()}" if attempt.confidence else ""
        line = f"**{attempt.rating.label}**{sure} · {day} · {max(1, attempt.duration_ms // 1000)} s"
        if attempt.answer:
            with st.expander(line):
                st.markdown(escape(attempt.answer))
        else:
            st.markdown(line)
    told = mine.of(desk, question).attempts
    if len(told) > 1:
        with st.expander("Two answers side by side", icon=":material/compare:"):
            mine.side_by_side(question, told, "", now)
