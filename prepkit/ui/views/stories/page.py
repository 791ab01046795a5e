"""Draw the Stories page: every story, and the questions that have none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from prepkit.bank import Bank
from prepkit.exchange.booklet import booklet
from prepkit.model import Clock, Story
from prepkit.practice.cards import story_cards
from prepkit.store import stories
from prepkit.stories import balance, coverage, editing
from prepkit.stories.coverage import StoryCoverage
from prepkit.study_plan.today import questions_for_stories
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.roles.page import role_chooser
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.question import OPEN
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, option, plural
from prepkit.workspace import Workspace, new_uuid

STORY, PASTE, NEW, FOR, SHOWS = "story", "paste", "new", "for", "shows"
"""The query parameters: the open story or view; that the story is only about to be written, and for which
question or competency.
"""
ID = re.compile(r"[0-9a-f]{8}")
"""What the id of a new story looks like."""
MOST_WANTED = 5
"""How many questions without a story are offered to who has none yet."""
REMOVED = "story_removed"
VIEWS = {"stories": "My stories", "coverage": "What they cover"}


def overview(workspace: Workspace, now: Clock) -> None:
    """Draw the list of stories, or what they cover; an introduction while there are none."""
    if not workspace.bank.stories:
        _welcome(workspace, now)
        return
    view = st.segmented_control(
        "View",
        list(VIEWS),
        format_func=lambda name: option(VIEWS[name]),
        default="stories",
        required=True,
        key="stories_view",
        label_visibility="collapsed",
        persist_state="session",
    )
    if view == "coverage":
        _coverage(workspace)
        return
    with st.container(horizontal=True):
        _new_story_buttons(primary=False)
        st.button(
            "Practise telling them",
            key="practise_stories",
            icon=":material/play_arrow:",
            on_click=once(practise),
            disabled=not story_cards(workspace),
            args=("My stories", story_cards(workspace)),
        )
        st.download_button(
            "Print them",
            lambda: booklet(workspace.bank, story_cards(workspace), title="My stories", day=now.day),
            f"My stories {now.day.isoformat()}.html",
            "text/html",
            icon=":material/print:",
            key="print_stories",
            on_click="ignore",
            type="tertiary",
            disabled=not story_cards(workspace),
        )
    link_list(
        [_row(workspace.bank, story_id, story) for story_id, story in workspace.bank.stories.items()],
        on_open=open_story,
        key="stories",
        to=f"stories?{STORY}=",
    )


def open_story(story_id: str) -> None:
    """Open one story. For callbacks."""
    st.query_params.from_dict({STORY: story_id})


def back() -> None:
    """Draw the button that leads back to all stories."""
    back_link("All stories", key="stories_back", on_click=st.query_params.clear)


def address_of_new(question: str = "", competency: str = "") -> dict[str, str]:
    """Return the query of a new story's builder, for a question or a competency.

    The story is stored with its first words; until then it is in the address alone, which a refresh keeps.
    """
    return {
        STORY: new_uuid()[:8],
        NEW: "1",
        **({FOR: question} if question else {}),
        **({SHOWS: competency} if competency else {}),
    }


def new_story(workspace: Workspace) -> Story | None:
    """Return the story that the address asks to begin; None where it asks for none, or that was removed."""
    story_id, question = st.query_params.get(STORY, ""), st.query_params.get(FOR, "")
    competency, bank = st.query_params.get(SHOWS, ""), workspace.bank
    if NEW not in st.query_params or not ID.fullmatch(story_id):
        return None
    if not stories.is_new(workspace.store, story_id):
        return None
    if question in bank:
        return Story(questions=(question,), competencies=(bank.question(question).competency,))
    known = any(competency == item.id for item in bank.competencies)
    return Story(competencies=(competency,) if known else ())


def begin(story: Story) -> None:
    """Save a new story and open it. For callbacks on the Stories page."""
    open_story(editing.begin(open_workspace().store, story, lambda: new_uuid()[:8], clock().now))


def say_removed() -> None:
    """Say which story was removed, with a button to bring it back."""
    row, _ = st.session_state.get(REMOVED, (None, ()))
    if row is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Removed “{escape(row.content.shown_title)}”.", width="content")
        st.button(
            "Restore",
            key="bring_back_story",
            icon=":material/undo:",
            type="tertiary",
            on_click=once(_bring_back),
        )


def remove(story_id: str) -> None:
    """Remove a story and go back to the list. For callbacks."""
    store = open_workspace().store
    row = stories.get(store, story_id)
    if row is not None:
        st.session_state[REMOVED] = (row, stories.versions(store, story_id))
        stories.delete(store, story_id, clock().now)
    st.query_params.clear()


def _bring_back() -> None:
    (row, versions), store, now = st.session_state.pop(REMOVED), open_workspace().store, clock().now
    with store.transaction():
        stories.save(store, row.id, row.content, now)
        for version in versions:
            stories.save_version(store, version, now)


def _welcome(workspace: Workspace, now: Clock) -> None:
    """Draw what stories are for, and the questions that need one most, each with a button to write it."""
    st.markdown(
        "Interviewers remember stories, and five or six good ones answer most of what you will be asked. "
        "Write each in four parts: **situation**, **task**, **action**, **result**."
    )
    questions = questions_for_stories(workspace, now)[:MOST_WANTED]
    if questions:
        st.header("Questions that need a story most", anchor=False)
    for number, question in enumerate(questions):
        with st.container(border=True, key=f"wanted_{question}"):
            wording, button = st.columns([4, 1], vertical_alignment="center")
            wording.markdown(escape(workspace.bank.question(question).prompt))
            button.button(
                "Write one",
                key=f"write_for_{question}",
                icon=":material/edit:",
                type="secondary" if number else "primary",
                width="stretch",
                on_click=once(_write_new),
                args=(question,),
            )
    with st.container(horizontal=True):
        _new_story_buttons(primary=not questions)


def _write_new(question: str = "") -> None:
    st.query_params.from_dict(address_of_new(question))


def _new_story_buttons(*, primary: bool) -> None:
    st.button(
        "Write a story",
        key="write_story",
        icon=":material/edit:",
        type="primary" if primary else "secondary",
        on_click=once(_write_new),
    )
    st.button(
        "Paste an existing story",
        key="paste_story",
        icon=":material/content_paste:",
        on_click=once(st.query_params.from_dict),
        args=({PASTE: "1"},),
    )


def _row(bank: Bank, story_id: str, story: Story) -> ListRow:
    weighed = balance.weigh(story)
    names = {competency.id: competency.name for competency in bank.competencies}
    tags = [(names[item], "blue") for item in story.competencies if item in names]
    if story.questions:
        tags.append((f"answers {plural(len(story.questions), 'question')}", "gray"))
    if not weighed.words["result"]:
        tags.append(("no result yet", "orange"))
    length = f"{plural(weighed.total, 'word')}, about {weighed.seconds} s aloud" if weighed.total else "empty"
    return ListRow(story_id, story.shown_title, tags, length)


def _coverage(workspace: Workspace) -> None:
    role_chooser(workspace, key="stories_role")
    covered = coverage.of_role(workspace.bank, workspace.bank.stories, workspace.settings.target_role)
    st.markdown(
        f"**{covered.answered} of {covered.questions}** core questions have a story to answer or prove them "
        "with. Metrics and motives need none and are left out."
    )
    _fewest(workspace.bank, covered)
    _overused(workspace.bank.stories, covered)
    st.header("By competency", anchor=False)
    st.dataframe(
        _matrix(workspace.bank, covered),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={"Competency": st.column_config.TextColumn(pinned=True)},
    )
    st.caption("How many core questions each story answers; a dot where it is tagged and answers none.")
    gaps = [question for row in covered.rows for question in row.missing]
    if gaps:
        st.header("Questions without a story", anchor=False)
        st.caption("Those that ask outright for an example come first.")
        _gaps(workspace, covered)


def _fewest(bank: Bank, covered: StoryCoverage) -> None:
    picks = covered.fewest.picks
    if not picks:
        st.info("No story is linked to a core question yet. Open one and choose what it answers.")
        return
    st.header("The fewest stories you need", anchor=False)
    questions_answered = (
        f"the {covered.fewest.questions} questions" if covered.fewest.questions > 1 else "the question"
    )
    lead = (
        f"One story answers {questions_answered} that your stories cover."
        if len(picks) == 1
        else f"{len(picks)} stories answer all {covered.fewest.questions} questions that your stories cover."
    )
    lines = [
        f"{number}. **{escape(bank.stories[pick.story].shown_title)}** answers {len(pick.answers)}"
        + (f", {len(pick.adds)} of them new" if number > 1 else "")
        for number, pick in enumerate(picks, start=1)
    ]
    reason = (
        " There is no smaller choice."
        if covered.fewest.is_fewest
        else " There may be a smaller choice: with this many links not all were tried."
    )
    st.markdown(f"{lead}{reason if len(picks) > 1 else ''}\n\n" + "\n".join(lines))


def _overused(stories: Mapping[str, Story], covered: StoryCoverage) -> None:
    for story, questions in covered.overused.items():
        st.warning(
            f"**{escape(stories[story].shown_title)}** is your answer to {questions} core questions. Told "
            "for three of them in one interview, it sounds like the only thing that ever happened to you.",
            icon=":material/repeat:",
        )


def _matrix(bank: Bank, covered: StoryCoverage) -> Mapping[str, Sequence[str]]:
    """Return a table as lists by column: a row for each competency, a column for each story."""
    rows = covered.rows
    columns = {
        "Competency": [bank.competency(row.competency).name for row in rows],
        "With a story": [f"{len(row.questions) - len(row.missing)} of {len(row.questions)}" for row in rows],
    }
    for number, (story_id, story) in enumerate(bank.stories.items(), start=1):
        name = story.shown_title
        columns[name if name not in columns else f"{name} ({number})"] = [
            _mark(row, story_id) for row in rows
        ]
    return columns


def _mark(row: coverage.CoverageRow, story_id: str) -> str:
    answered = sum(story_id in stories for stories in row.questions.values())
    return str(answered) if answered else "·" if story_id in row.stories else ""


def _gaps(workspace: Workspace, covered: StoryCoverage) -> None:
    rows = [
        ListRow(
            question,
            workspace.bank.question(question).prompt,
            [
                (workspace.bank.competency(row.competency).name, "blue"),
                (workspace.bank.question(question).kind.label, "gray"),
            ],
        )
        for row in covered.rows
        for question in row.missing
    ]
    rows.sort(key=lambda row: row.tags[1][0] != "Behavioural")
    link_list(rows, on_open=_open_question, key="gaps", to=f"browse?{OPEN}=")


def _open_question(question: str) -> None:
    go_to("browse", **{OPEN: question})
