"""Know the company: what to look for, what was found, and in which answer to use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

import streamlit as st

from prepkit.bank.reference import Guide
from prepkit.model import Clock, Kind, question_card, story_card
from prepkit.practice.session import Desk, new_uuid
from prepkit.prepare import keeping
from prepkit.prepare.company import MOST_FINDINGS, Company, Finding, added, same, with_done, without
from prepkit.prepare.interview import Interview
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.draft_box import draft_box, draft_text, finish_drafts
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.planning import role_of
from prepkit.ui.reference import OPEN_ITEM
from prepkit.ui.wording import escape, plural

AREA = "research"
MOST_TEXT, MOST_SOURCE = 20_000, 2_000
FORGETTING = "company_to_forget"
FULL = f"A company holds {MOST_FINDINGS} findings, and there is no room for more. Remove some first."


def company(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the checklist of research with its findings."""
    if not interview.company:
        st.info(
            "Say in Details which company it is, and what you find out collects here.",
            icon=":material/apartment:",
        )
        return
    _, found = keeping.company(desk.store, interview.company, new_uuid)
    guides = research(desk)
    done = len({guide.id for guide in guides} & set(found.done))
    st.markdown(
        f"{done} of {plural(len(guides), 'source')} looked at. What you find stays with "
        f"{escape(interview.company)}, for every round there."
    )
    uses = _uses(desk, interview)
    for guide in guides:
        _source(desk, interview_id, interview.company, guide, found, uses)
    if found.findings or found.done:
        _forgetting(interview.company, found, "this")
    without_interview(desk, into=interview.company)


def without_interview(desk: Desk, into: str = "") -> None:
    """Research that no interview leads to any more: to read, to move ``into`` a company, or to forget.

    Nothing is drawn where there is none.
    """
    left = keeping.without_interview(desk.store)
    if not left:
        return
    st.subheader("Research without an interview", anchor=False)
    st.markdown("You looked these companies up, but none of your interviews bears their name.")
    for company_id, found in left:
        many = f"{escape(found.name) or 'No name'} ({plural(len(found.findings), 'finding')})"
        with st.expander(many, icon=":material/apartment:", key=f"left_{company_id}"):
            for one in found.findings:
                st.markdown(_text(one))
            if into:
                st.button(
                    f"Move it to {escape(into)}",
                    key=f"move_{company_id}",
                    icon=":material/drive_file_move:",
                    on_click=_move,
                    args=(company_id, into),
                )
            _forgetting(found.name, found, company_id)


def rename(interview_id: str, name: str) -> None:
    """Give an interview's company another name and take the research along, or say where it stays.

    For callbacks.
    """
    store = open_desk().store
    stays = keeping.rename_company(store, interview_id, name, clock().now)
    if stays is None:
        return
    alone = any(same(found.name, stays.name) for _, found in keeping.without_interview(store))
    where = "The list of all interviews shows it." if alone else "Another interview there still shows it."
    st.toast(
        f"What you found out about {escape(stays.name)} stays under that name. {where}",
        icon=":material/apartment:",
        duration="infinite",
    )


def research(desk: Desk) -> list[Guide]:
    """The guides that say where to look and for what: the items of the checklist."""
    return [guide for guide in desk.bank.reference.guides.values() if guide.area == AREA]


def _source(
    desk: Desk, interview_id: str, name: str, guide: Guide, found: Company, uses: dict[str, str]
) -> None:
    done = guide.id in found.done
    mark = ":material/check: " if done else ""
    mine = list(dict.fromkeys(one for one in found.findings if one.item == guide.id))
    many = f" ({len(mine)})" if mine else ""
    with st.expander(f"{mark}{escape(guide.title)}{many}", key=f"research_{guide.id}"):
        st.markdown(escape(guide.summary))
        st.button(
            "Read how",
            key=f"how_{guide.id}",
            type="tertiary",
            icon=":material/school:",
            on_click=go_to,
            args=("learn",),
            kwargs={OPEN_ITEM: guide.id},
        )
        for one in mine:
            _finding(name, one, uses)
        _new_finding(desk, interview_id, name, guide.id, uses)
        st.checkbox(
            "Done with this one",
            value=done,
            key=f"done_{guide.id}_{done}",
            on_change=_tick,
            args=(name, guide.id, not done),
        )


def _new_finding(desk: Desk, interview_id: str, name: str, item: str, uses: dict[str, str]) -> None:
    what, where = _draft_names(interview_id, item)
    draft_box(desk.store, what, key=f"found_{item}", label="What you found", rows=2, longest=MOST_TEXT)
    with st.grid(2, min_column_width=220):
        draft_box(
            desk.store,
            where,
            key=f"where_{item}",
            label="Where",
            placeholder="Page, article, person",
            rows=1,
            longest=MOST_SOURCE,
        )
        st.selectbox(
            "Use it in which answer",
            list(uses),
            index=None,
            format_func=uses.__getitem__,
            key=f"use_{item}",
            placeholder="None yet",
        )
    st.button(
        "Keep it",
        key=f"keep_finding_{item}",
        icon=":material/add:",
        on_click=_add,
        args=(interview_id, name, item),
    )


def _draft_names(interview_id: str, item: str) -> tuple[str, str]:
    """The drafts of a finding and its source, named by the interview: a company may get another name."""
    beginning = f"{keeping.drafts_of(interview_id)}{item}"
    return f"{beginning} what", f"{beginning} where"


def _finding(name: str, one: Finding, uses: dict[str, str]) -> None:
    use = f"  \n:green[Use it in: {escape(uses[one.use])}]" if one.use in uses else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"{_text(one)}{use}", width="stretch")
        ask_first(
            f"remove_finding_{crc32(repr(one).encode())}",
            "Remove",
            "Remove this finding? It cannot be brought back.",
            "Remove it",
            _remove,
            (name, one),
            keep="No, keep it",
        )


def _text(one: Finding) -> str:
    source = f"  \n:gray[{escape(one.source)}]" if one.source else ""
    return f"{escape(one.text)}{source}"


def _forgetting(name: str, found: Company, key: str) -> None:
    """The way to take all of it away, asked about once more where it stands; ``key`` tells two apart."""
    if st.session_state.get(FORGETTING) != name:
        st.button(
            "Forget this research",
            key=f"forget_{key}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_ask_to_forget,
            args=(name,),
        )
        return
    many = f"{plural(len(found.findings), 'finding')} and " if found.findings else ""
    with st.container(border=True):
        st.markdown(
            f"Forget {many}which sources you looked at for {escape(name)}? Interviews there stay. "
            "This cannot be undone."
        )
        with st.container(horizontal=True):
            st.button("Forget it", type="primary", key=f"really_forget_{key}", on_click=_forget, args=(name,))
            st.button("No, keep it", key=f"keep_research_{key}", on_click=_ask_to_forget, args=(None,))


def _uses(desk: Desk, interview: Interview) -> dict[str, str]:
    """Cards whose answer a finding may go into: stories, and the questions about motives and the job."""
    role = role_of(desk, interview)
    questions: Sequence[str] = desk.bank.core(role) if role else desk.bank.ids
    motives = [one for one in desk.bank.ids if desk.bank.question(one).kind is Kind.MOTIVATION]
    found = {
        question_card(one): desk.bank.question(one).prompt for one in dict.fromkeys([*motives, *questions])
    }
    told = {
        story_card(one): f"Story: {story.title}" for one, story in desk.bank.stories.items() if story.title
    }
    return told | found


def _change(name: str, step: Callable[[Company], Company]) -> None:
    keeping.change_company(open_desk().store, name, step, new_uuid, clock().now)


def _remove(name: str, one: Finding) -> None:
    _change(name, lambda company: without(company, one))


def _add(interview_id: str, name: str, item: str) -> None:
    store = open_desk().store
    what, where = _draft_names(interview_id, item)
    text = draft_text(store, what, f"found_{item}", MOST_TEXT).strip()
    if not text:
        return
    source = " ".join(draft_text(store, where, f"where_{item}", MOST_SOURCE).split())
    one = Finding(item, text, source, st.session_state[f"use_{item}"] or "")
    _change(name, lambda company: added(company, one))
    _, found = keeping.company(store, name, new_uuid)
    if one not in found.findings:
        st.toast(FULL, icon=":material/inventory_2:")
        return
    finish_drafts(store, what, where)
    st.session_state[f"use_{item}"] = None


def _tick(name: str, item: str, done: bool) -> None:
    _change(name, lambda company: with_done(company, item, done))


def _ask_to_forget(name: str | None) -> None:
    st.session_state[FORGETTING] = name


def _forget(name: str) -> None:
    _ask_to_forget(None)
    keeping.forget_company(open_desk().store, name, clock().now)


def _move(company_id: str, into: str) -> None:
    if not keeping.move_company(open_desk().store, company_id, into, new_uuid, clock().now):
        st.toast(FULL, icon=":material/inventory_2:")
