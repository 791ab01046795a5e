"""The Stories page: every story, and which questions they leave without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from prepkit.bank import Bank
from prepkit.bank.story import from_json
from prepkit.exchange.booklet import booklet
from prepkit.model import Clock, Story
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import stories
from prepkit.stories import balance, coverage, editing
from prepkit.stories.coverage import Coverage
from prepkit.ui.cards import story_cards
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.navigate import go_to
from prepkit.ui.question import OPEN
from prepkit.ui.roles import role_chooser
from prepkit.ui.start import practise
from prepkit.ui.wording import escape, option, plural

STORY, PASTE, VIEW = "story", "paste", "view"
"""What the address says about which view is open."""
UNTITLED = "A story without a title"
REMOVED = "story_removed"
VIEWS = {"stories": "My stories", "coverage": "What they cover"}


def overview(desk: Desk, now: Clock) -> None:
    """The stories, or what they cover; a word of welcome while there are none."""
    if not desk.bank.stories:
        _welcome()
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
        _coverage(desk)
        return
    with st.container(horizontal=True):
        _ways(primary=False)
        st.button(
            "Practise telling them",
            key="practise_stories",
            icon=":material/play_arrow:",
            on_click=practise,
            disabled=not story_cards(desk),
            args=("My stories", story_cards(desk)),
        )
        st.download_button(
            "Print them",
            lambda: booklet(desk.bank, story_cards(desk), title="My stories", day=now.day),
            f"My stories {now.day.isoformat()}.html",
            "text/html",
            icon=":material/print:",
            key="print_stories",
            on_click="ignore",
            type="tertiary",
            disabled=not story_cards(desk),
        )
    link_list(
        [_row(desk.bank, story_id, story) for story_id, story in desk.bank.stories.items()],
        on_open=open_story,
        key="stories",
        to=f"stories?{STORY}=",
    )


def open_story(story_id: str) -> None:
    """Open one story. For callbacks."""
    st.query_params.from_dict({STORY: story_id})


def back() -> None:
    """The way back to all stories."""
    st.button(
        "All stories",
        icon=":material/arrow_back:",
        type="tertiary",
        key="stories_back",
        on_click=st.query_params.clear,
    )


def start(story: Story) -> str:
    """Keep a new story; its id."""
    return editing.begin(open_desk().store, story, lambda: new_uuid()[:8], clock().now)


def begin(story: Story) -> None:
    """Keep a new story and open it. For callbacks on the Stories page."""
    open_story(start(story))


def titled(story: Story) -> str:
    """What to call a story."""
    return story.title.strip() or UNTITLED


def say_removed() -> None:
    """A removal is taken back more easily than it is asked about."""
    row, _ = st.session_state.get(REMOVED, (None, ()))
    if row is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Removed “{escape(titled(from_json(row.content)))}”.", width="content")
        st.button(
            "Bring it back",
            key="bring_back_story",
            icon=":material/undo:",
            type="tertiary",
            on_click=_bring_back,
        )


def remove(story_id: str) -> None:
    """Take a story away and go back to the others. For callbacks."""
    store = open_desk().store
    row = stories.get(store, story_id)
    if row is not None:
        st.session_state[REMOVED] = (row, stories.versions(store, story_id))
        stories.remove(store, story_id, clock().now)
    st.query_params.clear()


def _bring_back() -> None:
    (row, versions), store, now = st.session_state.pop(REMOVED), open_desk().store, clock().now
    with store.transaction():
        stories.put(store, row.id, row.content, now)
        for version in versions:
            stories.keep_version(store, version, now)


def _welcome() -> None:
    st.markdown(
        "Interviewers remember stories. Five or six good ones answer most of what you will be asked, if you "
        "know which story goes where, and if each has a result.\n\n"
        "Write one down in four parts: **situation**, **task**, **action**, **result**. PrepKit shows "
        "whether the parts are in balance, which questions still have no story, and asks you to tell it from "
        "memory."
    )
    with st.container(horizontal=True):
        _ways(primary=True)


def _ways(*, primary: bool) -> None:
    st.button(
        "Write a story",
        key="write_story",
        icon=":material/edit:",
        type="primary" if primary else "secondary",
        on_click=begin,
        args=(Story(),),
    )
    st.button(
        "Paste one you have",
        key="paste_story",
        icon=":material/content_paste:",
        on_click=st.query_params.from_dict,
        args=({PASTE: "1"},),
    )


def _row(bank: Bank, story_id: str, story: Story) -> Row:
    weighed = balance.weigh(story)
    names = {competency.id: competency.name for competency in bank.competencies}
    tags = [(names[item], "blue") for item in story.competencies if item in names]
    if story.questions:
        tags.append((f"answers {plural(len(story.questions), 'question')}", "gray"))
    if not weighed.words["result"]:
        tags.append(("no result yet", "orange"))
    length = f"{plural(weighed.total, 'word')}, about {weighed.seconds} s aloud" if weighed.total else "empty"
    return Row(story_id, titled(story), tags, length)


def _coverage(desk: Desk) -> None:
    role_chooser(desk, key="stories_role")
    found = coverage.of_role(desk.bank, desk.bank.stories, desk.settings.target_role)
    st.markdown(
        f"**{found.answered} of {found.questions}** core questions have a story to answer or prove them "
        "with. Metrics and motives need none and are left out."
    )
    _fewest(desk.bank, found)
    _overused(desk.bank.stories, found)
    st.subheader("By competency", anchor=False)
    st.dataframe(
        _matrix(desk.bank, found),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={"Competency": st.column_config.TextColumn(pinned=True)},
    )
    st.caption("How many core questions each story answers; a dot where it is tagged and answers none.")
    gaps = [question for row in found.rows for question in row.missing]
    if gaps:
        st.subheader("Questions without a story", anchor=False)
        st.caption("Those that ask outright for an example come first.")
        _gaps(desk, found)


def _fewest(bank: Bank, found: Coverage) -> None:
    picks = found.fewest.picks
    if not picks:
        st.info("No story is linked to a core question yet. Open one and choose what it answers.")
        return
    st.subheader("The fewest you need to know", anchor=False)
    answered = f"the {found.fewest.questions} questions" if found.fewest.questions > 1 else "the question"
    lead = (
        f"One story answers {answered} that any of yours does."
        if len(picks) == 1
        else f"{len(picks)} stories answer all {found.fewest.questions} questions that any of yours does."
    )
    lines = [
        f"{number}. **{escape(titled(bank.stories[pick.story]))}** answers {len(pick.answers)}"
        + (f", {len(pick.adds)} of them new" if number > 1 else "")
        for number, pick in enumerate(picks, start=1)
    ]
    why = (
        " There is no smaller choice."
        if found.fewest.is_fewest
        else " There may be a smaller choice: with this many links not all were tried."
    )
    st.markdown(f"{lead}{why if len(picks) > 1 else ''}\n\n" + "\n".join(lines))


def _overused(stories: Mapping[str, Story], found: Coverage) -> None:
    for story, questions in found.overused.items():
        st.warning(
            f"**{escape(titled(stories[story]))}** is your answer to {questions} core questions. Told for "
            "three of them in one interview, it sounds like the only thing that ever happened to you.",
            icon=":material/repeat:",
        )


def _matrix(bank: Bank, found: Coverage) -> Mapping[str, Sequence[str]]:
    """A row for each competency, a column for each story."""
    rows = found.rows
    columns = {
        "Competency": [bank.competency(row.competency).name for row in rows],
        "With a story": [f"{len(row.questions) - len(row.missing)} of {len(row.questions)}" for row in rows],
    }
    for number, (story_id, story) in enumerate(bank.stories.items(), start=1):
        name = titled(story)
        columns[name if name not in columns else f"{name} ({number})"] = [
            _mark(row, story_id) for row in rows
        ]
    return columns


def _mark(row: coverage.Row, story_id: str) -> str:
    answered = sum(story_id in stories for stories in row.questions.values())
    return str(answered) if answered else "·" if story_id in row.stories else ""


def _gaps(desk: Desk, found: Coverage) -> None:
    rows = [
        Row(
            question,
            desk.bank.question(question).prompt,
            [
                (desk.bank.competency(row.competency).name, "blue"),
                (desk.bank.question(question).kind.label, "gray"),
            ],
        )
        for row in found.rows
        for question in row.missing
    ]
    rows.sort(key=lambda row: row.tags[1][0] != "Behavioural")
    link_list(rows, on_open=_open_question, key="gaps", to=f"browse?{OPEN}=")


def _open_question(question: str) -> None:
    go_to("browse", **{OPEN: question})
