"""One story: its parts, its measured result, where it fits, and its earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from prepkit.bank.story import MAX_ITEMS, MAX_TEXT, MAX_TITLE, from_json
from prepkit.model import Clock, Story, story_card
from prepkit.practice.clock import local_day
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import stories
from prepkit.store.documents import Document
from prepkit.store.stories import Version
from prepkit.stories import balance, editing, measured
from prepkit.ui import feedback
from prepkit.ui.components.balance_meter import balance_meter
from prepkit.ui.components.editor import editor
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.start import practise
from prepkit.ui.stories import back, remove, titled
from prepkit.ui.wording import escape, option, plural, short_date

PROMPTS = {
    "situation": ("Situation", "Where and when was it, and what was at stake? Two sentences are enough."),
    "task": ("Task", "What fell to you? What did you have to reach, and what made it hard?"),
    "action": ("Action", "What did you do, step by step? What did you decide against, and why?"),
    "result": ("Result", "What changed, by how much? What would you do differently?"),
}
REWRITE = "story_rewrite"
REWRITTEN = "story_rewritten"
"""How often in this session a button, and no typing, changed the words of a story."""
MEASURES = {
    "baseline": ("What it was before", "19 complaints a week"),
    "change": ("What it became", "4 a week"),
    "period": ("Over what time", "in two months"),
}


def builder(desk: Desk, row: Document, now: Clock) -> None:
    """Everything about one story, each part kept as it is typed."""
    row = _rewritten(row)
    story = from_json(row.content)
    back()
    st.title(escape(titled(story)), anchor=False)
    _actions(row, story)
    _text(row, "title", "Title, for you alone", placeholder="The Monday the phones went down")
    for part, (label, prompt) in PROMPTS.items():
        _text(row, part, label, advice=prompt, rows=6 if part == "action" else 3)
    _measured(row, story)
    _weighed(story)
    _feedback(desk, story)
    _key_facts(row)
    _fits(desk, row, story)
    _versions(desk, row, now)


def _actions(row: Document, story: Story) -> None:
    with st.container(horizontal=True):
        st.button(
            "Practise telling it",
            key="practise_story",
            type="primary",
            icon=":material/play_arrow:",
            disabled=not story.text,
            on_click=practise,
            args=(titled(story), [story_card(row.id)]),
        )
        st.button(
            "Keep this version",
            key="keep_version",
            icon=":material/bookmark_add:",
            disabled=not story.text,
            on_click=_keep_version,
            args=(row.id,),
        )
        ask_first(
            "remove_story",
            "Remove",
            f"Remove “{escape(titled(story))}” with its versions?",
            "Remove it",
            remove,
            (row.id,),
        )


def _text(
    row: Document, part: str, label: str, *, placeholder: str = "", advice: str = "", rows: int = 1
) -> None:
    editor(
        f"{row.id} {part}",
        row.content.get(part, ""),
        label=label,
        advice=advice,
        placeholder=placeholder,
        on_text=_keep_text,
        key=f"story_{part}",
        rows=rows,
        longest=MAX_TITLE if rows == 1 else MAX_TEXT,
        revision=st.session_state.get(REWRITTEN, 0),
        aloud=part in PROMPTS,
    )


def _measured(row: Document, story: Story) -> None:
    """The three things without which a figure says nothing, put into one sentence."""
    st.markdown(
        "**The result in figures.** A number counts only beside what it was before, and over what time."
    )
    with st.grid(3, min_column_width=180, gap="xsmall"):
        for part, (label, example) in MEASURES.items():
            _text(row, part, label, placeholder=example)
    sentence = measured.sentence(story)
    if sentence and sentence not in story.result:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"“{escape(sentence)}”", width="content")
            st.button(
                "Correct it in the result" if measured.is_said(story) else "Add it to the result",
                key="add_measured",
                icon=":material/add:",
                type="tertiary",
                on_click=_ask_for,
                args=(partial(_add_measured, row.id),),
            )
    elif not sentence and (missing := _unmeasured(story)):
        st.caption(f"Still missing: {missing}.")


def _unmeasured(story: Story) -> str:
    filled = [part for part in MEASURES if getattr(story, part).strip()]
    return ", ".join(MEASURES[part][0].lower() for part in MEASURES if part not in filled) if filled else ""


def _weighed(story: Story) -> None:
    weighed = balance.weigh(story)
    st.markdown(
        f"**Balance.** {plural(weighed.total, 'word')}, about {_aloud(weighed.seconds)} aloud."
        if weighed.total
        else "**Balance.** The meter fills as you write."
    )
    balance_meter({PROMPTS[part][0]: count for part, count in weighed.words.items()}, key="balance")
    if weighed.advice:
        st.markdown("\n".join(f"- {line}" for line in weighed.advice))
    elif weighed.total >= balance.ENOUGH_WORDS:
        st.markdown(
            ":material/check: The parts are in balance: what you did takes the most room, and it ends."
        )


def _aloud(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60} min {seconds % 60} s"


def _feedback(desk: Desk, story: Story) -> None:
    """Remarks on the wording, and the key points of each question that the story is linked to."""
    folder = st.expander("Feedback", icon=":material/rate_review:", key="story_feedback", on_change="rerun")
    if not folder.open:
        return
    with folder:
        questions = [desk.bank.question(item) for item in story.questions if item in desk.bank]
        found = feedback.of_story(story, questions)
        if found is None:
            st.markdown(f"Write {feedback.LEAST_WORDS} words or more, and this looks at them.")
            return
        feedback.show(desk, None, found, key="story_feedback")
        for question in questions:
            heard = feedback.of_answer(question, story.text)
            if heard is not None and heard.points:
                st.markdown(f"#### {escape(question.prompt)}")
                feedback.show_points(heard)


def _key_facts(row: Document) -> None:
    editor(
        f"{row.id} key_facts",
        "\n".join(row.content.get("key_facts", ())),
        label="Key facts, one a line: you tick them when you practise telling it",
        placeholder="41 calls in the queue\nasked billing to hold the letters",
        on_text=_keep_text,
        key="story_key_facts",
        rows=3,
        longest=MAX_TEXT,
        revision=st.session_state.get(REWRITTEN, 0),
    )


def _fits(desk: Desk, row: Document, story: Story) -> None:
    bank = desk.bank
    st.subheader("Where it fits", anchor=False)
    names = {competency.id: competency.name for competency in bank.competencies}
    st.multiselect(
        "Competencies it shows",
        list(names),
        default=[item for item in story.competencies if item in names],
        format_func=names.__getitem__,
        key=f"story_competencies_{row.id}",
        on_change=_choose,
        args=(row.id, "competencies"),
    )
    industries = {"": "Not said", **bank.industries}
    st.selectbox(
        "Industry",
        list(industries),
        index=list(industries).index(story.industry) if story.industry in industries else 0,
        format_func=industries.__getitem__,
        key=f"story_industry_{row.id}",
        on_change=_choose,
        args=(row.id, "industry"),
    )
    st.multiselect(
        "Questions it answers",
        _questions(desk, story),
        default=[item for item in story.questions if item in bank],
        format_func=lambda question: bank.question(question).prompt,
        key=f"story_questions_{row.id}",
        placeholder="Those of its competencies come first",
        on_change=_choose,
        args=(row.id, "questions"),
    )


def _questions(desk: Desk, story: Story) -> Sequence[str]:
    """Every question, those of the story's competencies and of the target role first."""
    bank, role = desk.bank, desk.settings.target_role
    asked = set(bank.in_role(role)) if role else set(bank.ids)
    frame = bank.questions

    def rank(question: str) -> tuple[bool, bool, bool]:
        return (
            str(frame.at[question, "competency"]) not in story.competencies,
            question not in asked,
            bool(frame.at[question, "kind"] != "behavioural"),
        )

    return sorted(bank.ids, key=rank)


def _versions(desk: Desk, row: Document, now: Clock) -> None:
    kept = stories.versions(desk.store, row.id)
    if not kept:
        return
    with st.expander(plural(len(kept), "earlier version"), icon=":material/history:"):
        labels = {version.id: _when(version, now) for version in kept}
        chosen = (
            st.segmented_control(
                "Version",
                list(labels),
                format_func=lambda id: option(labels[id]),
                default=kept[0].id,
                required=True,
                key=f"versions_{row.id}",
                label_visibility="collapsed",
                wrap=True,
            )
            or kept[0].id
        )
        version = next(version for version in kept if version.id == chosen)
        parts = from_json(version.content).parts
        st.markdown("\n\n".join(f"**{name}**  \n{escape(text)}" for name, text in parts))
        st.button(
            "Bring this version back",
            key="bring_back_version",
            icon=":material/undo:",
            help="What is there now is kept as a version.",
            on_click=_ask_for,
            args=(partial(_bring_back, row.id, version),),
        )


def _when(version: Version, now: Clock) -> str:
    words = sum(len(text.split()) for _, text in from_json(version.content).parts)
    return f"{short_date(local_day(version.made_at, now.tz), now.day)}, {plural(words, 'word')}"


def _keep_text(document: str, text: str) -> None:
    story_id, part = document.split(" ", 1)
    # Facts are kept as they stand in the box, bullets and empty lines too, and read when they are asked for.
    _change(story_id, **{part: tuple(text.split("\n", MAX_ITEMS - 1)) if part == "key_facts" else text})


def _choose(story_id: str, part: str) -> None:
    chosen = st.session_state[f"story_{part}_{story_id}"]
    _change(story_id, **{part: chosen if part == "industry" else tuple(chosen)[:100]})


def _change(story_id: str, **parts: object) -> None:
    if editing.change(open_desk().store, story_id, new_uuid, clock().now, **parts) is None:
        st.toast("This story was removed in another window.", icon=":material/tab:")


def _rewritten(row: Document) -> Document:
    """The story after what a button asked for.

    Done here and not in the button's callback: the same click leaves the box and so sends what was typed
    in it, and Streamlit may call the two back in either order.
    """
    rewrite = st.session_state.get(REWRITE)
    if rewrite is None:
        return row
    rewrite()
    # Forgotten only when done: a run may be cut short by the next, and doing it twice changes nothing.
    del st.session_state[REWRITE]
    st.session_state[REWRITTEN] = st.session_state.get(REWRITTEN, 0) + 1
    return stories.get(open_desk().store, row.id) or row


def _ask_for(rewrite: Callable[[], None]) -> None:
    st.session_state[REWRITE] = rewrite


def _add_measured(story_id: str) -> None:
    row = stories.get(open_desk().store, story_id)
    if row is not None:
        _change(story_id, result=measured.result_with(from_json(row.content)))


def _keep_version(story_id: str) -> None:
    kept = editing.keep(open_desk().store, story_id, new_uuid, clock().now)
    st.toast("Kept as a version." if kept else "This version is kept already.", icon=":material/bookmark:")


def _bring_back(story_id: str, version: Version) -> None:
    editing.bring_back(open_desk().store, story_id, version, new_uuid, clock().now)
