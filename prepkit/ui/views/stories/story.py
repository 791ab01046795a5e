"""Draw one story: its parts, its measured result, where it fits, and its earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from prepkit.card_ids import story_card
from prepkit.model import Clock, Story
from prepkit.practice.clock import local_day
from prepkit.store import stories
from prepkit.store.documents import TypedDocument
from prepkit.store.stories import MAX_ITEMS, MAX_TITLE, Version
from prepkit.stories import balance, editing, figures, measured, suggestions
from prepkit.text import MAX_TEXT
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.stories.page import NEW, back, remove
from prepkit.ui.views.stories.story_feedback import story_feedback
from prepkit.ui.views.stories.suggested import suggested_questions
from prepkit.ui.widgets.components.balance_meter import balance_meter
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, option, plural, short_date
from prepkit.workspace import Workspace, new_uuid

PROMPTS = {
    "situation": ("Situation", "Where and when was it, and what was at stake? Two sentences are enough."),
    "task": ("Task", "What fell to you? What did you have to reach, and what made it hard?"),
    "action": ("Action", "What did you do, step by step? What did you decide against, and why?"),
    "result": ("Result", "What changed, by how much? What would you do differently?"),
}
REWRITE = "story_rewrite"
REWRITTEN = "story_rewritten"
"""The session key that counts how often a button, not typing, changed the words of a story."""
MEASURES = {
    "baseline": ("What it was before", "19 complaints a week"),
    "change": ("What it became", "4 a week"),
    "period": ("Over what time", "in two months"),
}
MEASURE_WORDS = {"baseline": "from {}", "change": "to {}", "period": "{}"}


def builder(workspace: Workspace, row: TypedDocument[Story], now: Clock, *, new: Story | None = None) -> None:
    """Draw a story: its title and parts, and what follows from them once they hold text.

    Each part is saved while it is typed; ``new`` is a story of which nothing is stored yet.
    """
    row = _rewritten(row)
    story_id, story = row.id, row.content
    back()
    untitled = "New story" if NEW in st.query_params else story.shown_title
    st.title(escape(story.title.strip() or untitled), anchor=False)
    _asked_by(workspace, story)
    placeholder = "The Monday the phones went down"
    _text(story_id, story, "title", "Title (only you see it)", placeholder=placeholder, new=new)
    for part, (label, prompt) in PROMPTS.items():
        _text(story_id, story, part, label, advice=prompt, rows=6 if part == "action" else 3, new=new)
    if replace(story, title="").is_written:
        _weighed(story)
        story_feedback(workspace, story_id, story)
        _measured(story_id, story)
        _key_facts(story_id, story)
        _fits(workspace, story_id, story)
    else:
        st.caption(
            "What you type is saved as you go. Once a part holds text, figures, key facts and the questions "
            "it answers come here."
        )
    if new is None:
        _actions(story_id, story)
    _versions(workspace, story_id, now)


def _asked_by(workspace: Workspace, story: Story) -> None:
    """Draw the questions that the story is for."""
    prompts = [workspace.bank.question(item).prompt for item in story.questions if item in workspace.bank]
    if not prompts:
        return
    others = f"  \n:small[and {plural(len(prompts) - 1, 'more question')}]" if len(prompts) > 1 else ""
    with st.container(border=True, key="story_for"):
        st.markdown(f"For the question **{escape(prompts[0])}**{others}")


def _actions(story_id: str, story: Story) -> None:
    with st.container(horizontal=True):
        if story.text:
            st.button(
                "Practise telling it",
                key="practise_story",
                type="primary",
                icon=":material/play_arrow:",
                on_click=once(practise),
                args=(story.shown_title, [story_card(story_id)]),
            )
            st.button(
                "Keep this version",
                key="keep_version",
                icon=":material/bookmark_add:",
                on_click=once(_keep_version),
                args=(story_id,),
            )
        ask_first(
            "remove_story",
            "Remove",
            f"Remove “{escape(story.shown_title)}” with its versions?",
            "Remove it",
            remove,
            (story_id,),
        )


def _text(
    story_id: str,
    story: Story,
    part: str,
    label: str,
    *,
    placeholder: str = "",
    advice: str = "",
    rows: int = 1,
    new: Story | None = None,
) -> None:
    editor(
        f"{story_id} {part}",
        getattr(story, part),
        label=label,
        advice=advice,
        placeholder=placeholder,
        on_text=partial(_keep_text, new=new),
        key=f"story_{part}",
        rows=rows,
        longest=MAX_TITLE if rows == 1 else MAX_TEXT,
        revision=st.session_state.get(REWRITTEN, 0),
        aloud=part in PROMPTS,
    )


def _measured(story_id: str, story: Story) -> None:
    """Draw the fields for baseline, change and period of the result, and the sentence made of them."""
    to_fill, sentence = figures.to_fill(story), measured.sentence(story)
    filled = any(getattr(story, part).strip() for part in MEASURES)
    with st.expander(
        "The result in figures",
        icon=":material/numbers:",
        key="story_figures",
        expanded=filled or bool(to_fill),
    ):
        st.markdown("A number counts only beside what it was before, and over what time.")
        with st.grid(3, min_column_width=180, gap="xsmall"):
            for part, (label, example) in MEASURES.items():
                _text(story_id, story, part, label, placeholder=example)
        _offer_figures(story_id, story, to_fill, sentence)


def _offer_figures(story_id: str, story: Story, to_fill: Mapping[str, str], sentence: str) -> None:
    """Draw the button that takes figures over from the result, or adds the sentence made of them to it."""
    if to_fill:
        st.button(
            f"Use: {escape(', '.join(MEASURE_WORDS[part].format(text) for part, text in to_fill.items()))}",
            key="use_figures",
            icon=":material/input:",
            help="These words are from your result.",
            on_click=once(_ask_for),
            args=(partial(_use_figures, story_id),),
        )
    elif measured.is_missing(story):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"“{escape(sentence)}”", width="content")
            st.button(
                "Correct it in the result" if measured.is_said(story) else "Add it to the result",
                key="add_measured",
                icon=":material/add:",
                type="tertiary",
                on_click=once(_ask_for),
                args=(partial(_add_measured, story_id),),
            )
    if not sentence and (missing := _unmeasured(story)):
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


def _key_facts(story_id: str, story: Story) -> None:
    with st.expander("Key facts to tick", icon=":material/checklist:", key="story_facts"):
        editor(
            f"{story_id} key_facts",
            "\n".join(story.key_facts),
            label="Key facts, one per line: you tick them when you practise telling it",
            placeholder="41 calls in the queue\nasked billing to hold the letters",
            on_text=_keep_text,
            key="story_key_facts",
            rows=3,
            longest=MAX_TEXT,
            revision=st.session_state.get(REWRITTEN, 0),
        )


def _fits(workspace: Workspace, story_id: str, story: Story) -> None:
    # Open as soon as there are questions to suggest, for they are the reason to look.
    expanded = suggestions.is_long_enough(story)
    with st.expander("Where it fits", icon=":material/join:", key="story_fits", expanded=expanded):
        _fit_choices(workspace, story_id, story)
        suggested_questions(workspace, story_id, story, change=_change)


def _fit_choices(workspace: Workspace, story_id: str, story: Story) -> None:
    """Draw the choices of competencies, industry and questions."""
    bank = workspace.bank
    names = {competency.id: competency.name for competency in bank.competencies}
    st.multiselect(
        "Competencies it shows",
        list(names),
        default=[item for item in story.competencies if item in names],
        format_func=names.__getitem__,
        key=f"story_competencies_{story_id}",
        on_change=uninterrupted(_choose),
        args=(story_id, "competencies"),
    )
    industries = {"": "Not said", **bank.industries}
    st.selectbox(
        "Industry",
        list(industries),
        index=list(industries).index(story.industry) if story.industry in industries else 0,
        format_func=industries.__getitem__,
        key=f"story_industry_{story_id}",
        on_change=uninterrupted(_choose),
        args=(story_id, "industry"),
    )
    st.multiselect(
        "Questions it answers",
        _questions(workspace, story),
        default=[item for item in story.questions if item in bank],
        format_func=lambda question: bank.question(question).prompt,
        key=f"story_questions_{story_id}",
        placeholder="Those of its competencies come first",
        on_change=uninterrupted(_choose),
        args=(story_id, "questions"),
    )


def _questions(workspace: Workspace, story: Story) -> Sequence[str]:
    """Return every question id, those of the story's competencies and of the target role first."""
    bank, role = workspace.bank, workspace.settings.target_role
    of_role = set(bank.in_role(role)) if role else set(bank.ids)
    frame = bank.questions

    def rank(question: str) -> tuple[bool, bool, bool]:
        return (
            str(frame.at[question, "competency"]) not in story.competencies,
            question not in of_role,
            bool(frame.at[question, "kind"] != "behavioural"),
        )

    return sorted(bank.ids, key=rank)


def _versions(workspace: Workspace, story_id: str, now: Clock) -> None:
    versions = stories.versions(workspace.store, story_id)
    if not versions:
        return
    with st.expander(plural(len(versions), "earlier version"), icon=":material/history:"):
        labels = {version.id: _when(version, now) for version in versions}
        version_id = (
            st.segmented_control(
                "Version",
                list(labels),
                format_func=lambda id: option(labels[id]),
                default=versions[0].id,
                required=True,
                key=f"versions_{story_id}",
                label_visibility="collapsed",
                wrap=True,
            )
            or versions[0].id
        )
        version = next(version for version in versions if version.id == version_id)
        parts = version.content.parts
        st.markdown("\n\n".join(f"**{name}**  \n{escape(text)}" for name, text in parts))
        st.button(
            "Restore this version",
            key="bring_back_version",
            icon=":material/undo:",
            help="What is there now is kept as a version.",
            on_click=once(_ask_for),
            args=(partial(_bring_back, story_id, version),),
        )


def _when(version: Version, now: Clock) -> str:
    words = sum(len(text.split()) for _, text in version.content.parts)
    return f"{short_date(local_day(version.made_at, now.tz), now.day)}, {plural(words, 'word')}"


def _keep_text(document: str, text: str, new: Story | None = None) -> None:
    story_id, part = document.split(" ", 1)
    # Store the facts as typed, with bullets and empty lines; they are parsed where they are used.
    value = tuple(text.split("\n", MAX_ITEMS - 1)) if part == "key_facts" else text
    _change(story_id, new, **{part: value})


def _choose(story_id: str, part: str) -> None:
    values = st.session_state[f"story_{part}_{story_id}"]
    _change(story_id, **{part: tuple(values[:MAX_ITEMS]) if isinstance(values, list) else values})


def _change(story_id: str, new: Story | None = None, /, **parts: object) -> None:
    if editing.change(open_workspace().store, story_id, new_uuid, clock().now, new=new, **parts) is None:
        st.toast("This story was removed in another window.", icon=":material/tab:")


def _rewritten(row: TypedDocument[Story]) -> TypedDocument[Story]:
    """Apply the change that a button asked for, and return the story.

    This runs here and not in the button's callback, because the same click leaves the box and so sends its
    text, and Streamlit may call the two callbacks in either order.
    """
    rewrite = st.session_state.get(REWRITE)
    if rewrite is None:
        return row
    rewrite()
    # Delete the request only when it is done: the next run may interrupt this one, and a repeat is harmless.
    del st.session_state[REWRITE]
    st.session_state[REWRITTEN] = st.session_state.get(REWRITTEN, 0) + 1
    return stories.get(open_workspace().store, row.id) or row


def _ask_for(rewrite: Callable[[], None]) -> None:
    st.session_state[REWRITE] = rewrite


def _add_measured(story_id: str) -> None:
    row = stories.get(open_workspace().store, story_id)
    if row is not None:
        _change(story_id, result=measured.result_with(row.content))


def _use_figures(story_id: str) -> None:
    """Fill the empty fields of the measured result with the figures of the result as it is now."""
    row = stories.get(open_workspace().store, story_id)
    if row is not None:
        _change(story_id, **figures.to_fill(row.content))


def _keep_version(story_id: str) -> None:
    is_new = editing.keep(open_workspace().store, story_id, new_uuid, clock().now)
    st.toast("Kept as a version." if is_new else "This version is kept already.", icon=":material/bookmark:")


def _bring_back(story_id: str, version: Version) -> None:
    editing.bring_back(open_workspace().store, story_id, version, new_uuid, clock().now)
