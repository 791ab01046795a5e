"""Know the company: what to look for, what was found, and in which answer to use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from prepkit.bank.reference import Guide
from prepkit.model import Clock, Kind, question_card, story_card
from prepkit.practice.session import Desk, new_uuid
from prepkit.prepare import keeping
from prepkit.prepare.company import Company, Finding, with_done
from prepkit.prepare.interview import Interview
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.planning import role_of
from prepkit.ui.reference import OPEN_ITEM
from prepkit.ui.wording import escape, plural

AREA = "research"


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
        _source(desk, interview.company, guide, found, uses)


def research(desk: Desk) -> list[Guide]:
    """The guides that say where to look and for what: the items of the checklist."""
    return [guide for guide in desk.bank.reference.guides.values() if guide.area == AREA]


def _source(desk: Desk, name: str, guide: Guide, found: Company, uses: dict[str, str]) -> None:
    done = guide.id in found.done
    mark = ":material/check: " if done else ""
    mine = [(at, one) for at, one in enumerate(found.findings) if one.item == guide.id]
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
        for at, one in mine:
            _finding(name, at, one, uses)
        with st.form(f"finding_{guide.id}", border=False, clear_on_submit=True):
            st.text_area("What you found", max_chars=20_000, height=80, key=f"found_{guide.id}")
            with st.grid(2, min_column_width=220):
                st.text_input(
                    "Where", max_chars=2_000, key=f"where_{guide.id}", placeholder="Page, article, person"
                )
                st.selectbox(
                    "Use it in which answer",
                    list(uses),
                    index=None,
                    format_func=uses.__getitem__,
                    key=f"use_{guide.id}",
                    placeholder="None yet",
                )
            st.form_submit_button("Keep it", icon=":material/add:", on_click=_add, args=(name, guide.id))
        st.checkbox(
            "Done with this one",
            value=done,
            key=f"done_{guide.id}_{done}",
            on_change=_tick,
            args=(name, guide.id, not done),
        )


def _finding(name: str, at: int, one: Finding, uses: dict[str, str]) -> None:
    use = f"  \n:green[Use it in: {escape(uses[one.use])}]" if one.use in uses else ""
    source = f"  \n:gray[{escape(one.source)}]" if one.source else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"{escape(one.text)}{source}{use}", width="stretch")
        st.button(
            "Remove",
            key=f"remove_finding_{at}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove,
            args=(name, one),
        )


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


def _change(company_id: str, found: Company) -> None:
    keeping.put_company(open_desk().store, company_id, found, clock().now)


def _add(name: str, item: str) -> None:
    state = st.session_state
    text = str(state[f"found_{item}"]).strip()
    if not text:
        return
    company_id, found = keeping.company(open_desk().store, name, new_uuid)
    one = Finding(item, text, " ".join(str(state[f"where_{item}"]).split()), state[f"use_{item}"] or "")
    _change(company_id, replace(found, findings=(*found.findings, one)))


def _remove(name: str, one: Finding) -> None:
    company_id, found = keeping.company(open_desk().store, name, new_uuid)
    left = list(found.findings)
    if one in left:
        left.remove(one)
        _change(company_id, replace(found, findings=tuple(left)))


def _tick(name: str, item: str, done: bool) -> None:
    company_id, found = keeping.company(open_desk().store, name, new_uuid)
    _change(company_id, with_done(found, item, done))
