"""Draw the part about the company: what to look for, what was found, and in which answer to use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

import streamlit as st

from prepkit.bank.reference import Guide
from prepkit.card_ids import question_card, story_card
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview
from prepkit.interviews.company import MOST_FINDINGS, Company, Finding, added, same, with_done, without
from prepkit.model import Clock
from prepkit.question import Kind
from prepkit.study_plan.planning import role_of
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.draft_box import draft_box, draft_text, finish_drafts
from prepkit.ui.widgets.reference import OPEN_ITEM
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace, new_uuid

AREA = "research"
MOST_TEXT, MOST_SOURCE, MOST_NAME = 20_000, 2_000, 300
FULL = f"A company can hold {MOST_FINDINGS} findings. Remove some to make room."


def company(workspace: Workspace, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the checklist of sources to look at, with the findings from each."""
    if not interview.company:
        st.markdown("Enter the company, then keep what you find out about it here.")
        key = f"research_company_{interview_id}"
        st.text_input(
            "Company",
            max_chars=MOST_NAME,
            key=key,
            on_change=uninterrupted(_name_company),
            args=(interview_id, key),
        )
        return
    _, dossier = repository.company(workspace.store, interview.company, new_uuid)
    guides = research(workspace)
    done = len({guide.id for guide in guides} & set(dossier.done))
    st.markdown(
        f"{done} of {plural(len(guides), 'source')} looked at. What you find stays with "
        f"{escape(interview.company)}, for every round there."
    )
    uses = _uses(workspace, interview)
    for guide in guides:
        _source(workspace, interview_id, interview.company, guide, dossier, uses)
    if dossier.findings or dossier.done:
        _forgetting(interview.company, dossier, "this")
    show_companies_without_interview(workspace, into=interview.company)


def show_companies_without_interview(workspace: Workspace, into: str = "") -> None:
    """Draw research on companies that no interview names, to read, to move ``into`` a company, or to forget.

    Draw nothing where there is none.
    """
    companies = repository.companies_without_interview(workspace.store)
    if not companies:
        return
    st.header("Research without an interview", anchor=False)
    st.markdown("You researched these companies, but none of your interviews is with them.")
    for company_id, dossier in companies:
        many = f"{escape(dossier.name) or 'No name'} ({plural(len(dossier.findings), 'finding')})"
        with st.expander(many, icon=":material/apartment:", key=f"left_{company_id}"):
            for finding in dossier.findings:
                st.markdown(_text(finding))
            if into:
                st.button(
                    f"Move it to {escape(into)}",
                    key=f"move_{company_id}",
                    icon=":material/drive_file_move:",
                    on_click=once(_move),
                    args=(company_id, into),
                )
            _forgetting(dossier.name, dossier, company_id)


def rename(interview_id: str, name: str) -> None:
    """Rename an interview's company and move its research along, or say where the research stays.

    For callbacks.
    """
    store = open_workspace().store
    stays = repository.rename_company(store, interview_id, name, clock().now)
    if stays is None:
        return
    alone = any(same(other.name, stays.name) for _, other in repository.companies_without_interview(store))
    where = "The list of all interviews shows it." if alone else "Another interview there still shows it."
    st.toast(
        f"What you found out about {escape(stays.name)} stays under that name. {where}",
        icon=":material/apartment:",
        duration="infinite",
    )


def _name_company(interview_id: str, key: str) -> None:
    rename(interview_id, " ".join(str(st.session_state[key]).split()))


def research(workspace: Workspace) -> list[Guide]:
    """Return the guides that say where to look and for what: the items of the checklist."""
    return [guide for guide in workspace.bank.reference.guides.values() if guide.area == AREA]


def _source(
    workspace: Workspace, interview_id: str, name: str, guide: Guide, dossier: Company, uses: dict[str, str]
) -> None:
    done = guide.id in dossier.done
    mark = ":material/check: " if done else ""
    findings = list(dict.fromkeys(finding for finding in dossier.findings if finding.item == guide.id))
    many = f" · {plural(len(findings), 'finding')}" if findings else ""
    with st.expander(f"{mark}{escape(guide.title)}{many}", key=f"research_{guide.id}"):
        st.markdown(escape(guide.summary))
        st.button(
            "How to do it",
            key=f"how_{guide.id}",
            type="tertiary",
            icon=":material/school:",
            on_click=once(go_to),
            args=("learn",),
            kwargs={OPEN_ITEM: guide.id},
        )
        for finding in findings:
            _finding(name, finding, uses)
        _new_finding(workspace, interview_id, name, guide.id, uses)
        st.checkbox(
            "Mark as done",
            value=done,
            key=f"done_{guide.id}_{done}",
            on_change=uninterrupted(_tick),
            args=(name, guide.id, not done),
        )


def _new_finding(workspace: Workspace, interview_id: str, name: str, item: str, uses: dict[str, str]) -> None:
    text_draft, source_draft = _draft_names(interview_id, item)
    draft_box(
        workspace.store, text_draft, key=f"found_{item}", label="What you found", rows=2, longest=MOST_TEXT
    )
    with st.grid(2, min_column_width=220):
        draft_box(
            workspace.store,
            source_draft,
            key=f"where_{item}",
            label="Where",
            placeholder="Page, article, person",
            rows=1,
            longest=MOST_SOURCE,
        )
        st.selectbox(
            "Use it in this answer",
            list(uses),
            index=None,
            format_func=uses.__getitem__,
            key=f"use_{item}",
            placeholder="None yet",
        )
    st.button(
        "Save",
        key=f"keep_finding_{item}",
        icon=":material/add:",
        on_click=once(_add),
        args=(interview_id, name, item),
    )


def _draft_names(interview_id: str, item: str) -> tuple[str, str]:
    """Return the names of the drafts of a finding and its source.

    They contain the interview's id, because a company may be renamed.
    """
    beginning = f"{repository.drafts_of(interview_id)}{item}"
    return f"{beginning} what", f"{beginning} where"


def _finding(name: str, finding: Finding, uses: dict[str, str]) -> None:
    use = f"  \n:green[Use it in: {escape(uses[finding.use])}]" if finding.use in uses else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"{_text(finding)}{use}", width="stretch")
        ask_first(
            f"remove_finding_{crc32(repr(finding).encode())}",
            "Remove",
            "Remove this finding? This cannot be undone.",
            "Remove it",
            _remove,
            (name, finding),
            keep="No, keep it",
        )


def _text(finding: Finding) -> str:
    source = f"  \n:gray[{escape(finding.source)}]" if finding.source else ""
    return f"{escape(finding.text)}{source}"


def _forgetting(name: str, dossier: Company, key: str) -> None:
    """Draw a button that deletes a company's research after asking once; ``key`` makes its widgets unique."""
    many = f"{plural(len(dossier.findings), 'finding')} and " if dossier.findings else ""
    ask_first(
        f"forget_{key}",
        "Delete this research",
        f"Delete {many}which sources you looked at for {escape(name)}? Interviews there stay. "
        "This cannot be undone.",
        "Delete it",
        _forget,
        (name,),
        keep="No, keep it",
    )


def _uses(workspace: Workspace, interview: Interview) -> dict[str, str]:
    """Return the title of each card that a finding may be used in, by card id.

    These are the stories, and the questions about motivation and the role.
    """
    role = role_of(workspace, interview)
    questions: Sequence[str] = workspace.bank.core(role) if role else workspace.bank.ids
    motives = [id for id in workspace.bank.ids if workspace.bank.question(id).kind is Kind.MOTIVATION]
    prompts = {
        question_card(id): workspace.bank.question(id).prompt for id in dict.fromkeys([*motives, *questions])
    }
    stories = {
        story_card(id): f"Story: {story.title}" for id, story in workspace.bank.stories.items() if story.title
    }
    return stories | prompts


def _change(name: str, step: Callable[[Company], Company]) -> None:
    repository.change_company(open_workspace().store, name, step, new_uuid, clock().now)


def _remove(name: str, finding: Finding) -> None:
    _change(name, lambda company: without(company, finding))


def _add(interview_id: str, name: str, item: str) -> None:
    store = open_workspace().store
    text_draft, source_draft = _draft_names(interview_id, item)
    text = draft_text(store, text_draft, f"found_{item}", MOST_TEXT).strip()
    if not text:
        return
    source = " ".join(draft_text(store, source_draft, f"where_{item}", MOST_SOURCE).split())
    finding = Finding(item, text, source, st.session_state[f"use_{item}"] or "")
    _change(name, lambda company: added(company, finding))
    _, dossier = repository.company(store, name, new_uuid)
    if finding not in dossier.findings:
        st.toast(FULL, icon=":material/inventory_2:")
        return
    finish_drafts(store, text_draft, source_draft)
    st.session_state[f"use_{item}"] = None


def _tick(name: str, item: str, done: bool) -> None:
    _change(name, lambda company: with_done(company, item, done))


def _forget(name: str) -> None:
    repository.forget_company(open_workspace().store, name, clock().now)


def _move(company_id: str, into: str) -> None:
    if not repository.move_company(open_workspace().store, company_id, into, new_uuid, clock().now):
        st.toast(FULL, icon=":material/inventory_2:")
