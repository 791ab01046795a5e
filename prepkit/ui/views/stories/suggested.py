"""Draw the questions that a story could answer, to be linked or refused with one click."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.bank import Bank
from prepkit.model import Story
from prepkit.store import stories
from prepkit.store.stories import MAX_ITEMS
from prepkit.stories import suggestions
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import open_workspace
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace


def suggested_questions(
    workspace: Workspace, story_id: str, story: Story, *, change: Callable[..., None]
) -> None:
    """Draw the questions that the story could answer, each with buttons to link or refuse it.

    ``change`` saves parts of a story, given its id and the parts by name.
    """
    bank = workspace.bank
    if not suggestions.is_long_enough(story):
        return
    questions = suggestions.suggest(
        _story_questions(bank.version, bank), story, workspace.settings.target_role
    )
    if not questions:
        return
    st.markdown("**It could also answer**" if story.questions else "**It could answer**")
    for question in questions:
        with st.container(border=True, key=f"suggestion_{question}", gap="xsmall"):
            st.markdown(escape(bank.question(question).prompt))
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "Link",
                    key=f"link_{question}",
                    icon=":material/add_link:",
                    help="Link this question to the story",
                    on_click=once(_link),
                    args=(change, story_id, question),
                )
                st.button(
                    "Not this one",
                    key=f"refuse_{question}",
                    type="tertiary",
                    help="Don't suggest this question for the story again",
                    on_click=once(_refuse),
                    args=(change, story_id, question),
                )
                st.caption(bank.question(question).kind.label, width="content")


# A bank may hold a person's own questions, so this is cached by session.
@st.cache_resource(show_spinner=False, scope="session", max_entries=1)
def _story_questions(version: str, _bank: Bank) -> suggestions.StoryQuestions:
    return suggestions.prepare(_bank)


def _link(change: Callable[..., None], story_id: str, question: str) -> None:
    row = stories.get(open_workspace().store, story_id)
    if row is not None:
        questions = tuple(dict.fromkeys((*row.content.questions, question)))[:MAX_ITEMS]
        change(story_id, questions=questions)
        # The list of links keeps what it shows in the session, so it must be told of the new one.
        st.session_state[f"story_questions_{story_id}"] = [
            item for item in questions if item in open_workspace().bank
        ]


def _refuse(change: Callable[..., None], story_id: str, question: str) -> None:
    row = stories.get(open_workspace().store, story_id)
    if row is not None:
        change(story_id, refused=tuple(dict.fromkeys((*row.content.refused, question)))[-MAX_ITEMS:])
