"""Afterwards: what was asked, how it went, what surprised, and notes of thanks."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.bank.own import OwnQuestion
from prepkit.feedback import meaning
from prepkit.model import Clock, Rating
from prepkit.practice.session import Desk
from prepkit.prepare import keeping
from prepkit.prepare.debrief import added, blanks, changed, notes, removed, thank_you
from prepkit.prepare.interview import Heard, Interview, Outcome, day_here, is_over
from prepkit.prepare.next_step import FRESH
from prepkit.store import profiles
from prepkit.ui.components.editor import editor
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import open_desk, search_index
from prepkit.ui.prepare import fields
from prepkit.ui.prepare.ask import numbered
from prepkit.ui.prepare.place import change
from prepkit.ui.prepare.planning import role_of
from prepkit.ui.wording import escape, plural
from prepkit.ui.write import keep

CLOSEST = 5
DRAFTED = "thanks_drafted"
DRAFTING = "thanks_to_replace"


def after(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the debrief."""
    late = _is_late(interview, now)
    st.markdown(
        f"{_when_to_write(interview, now, late)} What was really asked comes up earlier in later plans, "
        "first of all at this company."
    )
    st.subheader("What they asked", anchor=False)
    for number, heard in numbered(interview_id, "heard", interview.heard):
        _heard(desk, interview_id, number, heard)
    with (
        st.form("new_heard", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("A question they asked", max_chars=fields.MAX_LINE, key="new_heard_text")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add, args=(interview_id,))
    fields.text(
        interview_id,
        interview,
        "surprised",
        "What surprised you",
        placeholder="A role play, a third person in the room, what they cared about most…",
        rows=3,
    )
    fields.choice(
        interview_id,
        "outcome",
        st.selectbox,
        "What came of it",
        options=list(Outcome),
        index=list(Outcome).index(interview.outcome),
        format_func=lambda outcome: outcome.label,
    )
    st.subheader("Notes of thanks", anchor=False)
    _thanks(interview_id, interview, late)


def _is_late(interview: Interview, now: Clock) -> bool:
    """Whether it is so long ago that the words are gone and thanks come late."""
    day = day_here(interview, now)
    return day is not None and (now.day - day).days > FRESH


def _when_to_write(interview: Interview, now: Clock, late: bool) -> str:
    if late:
        return "Write down what you still know of it, the gist if not the words."
    if is_over(interview, now):
        return "Write it down now, while you still know the words."
    return "Write it down on the same day, while you still know the words."


def _heard(desk: Desk, interview_id: str, number: int, heard: Heard) -> None:
    key = f"{interview_id}_{number}"
    known = heard.question in desk.bank
    with st.container(border=True, key=f"heard_{key}"):
        st.markdown(f"**{escape(heard.text)}**")
        if known:
            where = "Among my questions" if "/" in heard.question else "In the bank"
            st.caption(f"{where}: {escape(desk.bank.question(heard.question).prompt)}")
        else:
            _match(desk, interview_id, key, heard)
        st.segmented_control(
            "How it went",
            list(Rating),
            default=Rating(heard.went) if heard.went else None,
            format_func=lambda rating: rating.label,
            key=f"went_{key}",
            on_change=lambda: _set(interview_id, heard.text, went=int(st.session_state[f"went_{key}"] or 0)),
        )
        editor(
            f"{interview_id} {heard.text}",
            heard.note,
            label="Note",
            on_text=lambda _, text: _set(interview_id, heard.text, note=text),
            key=f"heard_note_{key}",
            rows=1,
            longest=2_000,
        )
        with st.container(horizontal=True):
            if known:
                st.button(
                    "Not that question",
                    key=f"unmatch_{key}",
                    type="tertiary",
                    on_click=_set,
                    args=(interview_id, heard.text),
                    kwargs={"question": ""},
                )
            ask_first(
                f"remove_heard_{key}",
                "Remove",
                "Remove this question with your note on it? It cannot be brought back.",
                "Remove it",
                _remove,
                (interview_id, heard.text),
            )


def _closest(desk: Desk, text: str) -> list[str]:
    """Of the questions that share words with a text those nearest in meaning, in any of their wordings."""
    found = search_index(desk.bank).search(text, CLOSEST * 4)
    if not found:
        return []
    questions = [desk.bank.question(one) for one in found]
    worded = [(one.id, words) for one in questions for words in (one.prompt, *(v.text for v in one.variants))]
    near = meaning.embed([words for _, words in worded]) @ meaning.embed([text])[0]
    best: dict[str, float] = {}
    for (question, _), nearness in zip(worded, near.tolist(), strict=True):
        best[question] = max(best.get(question, -1.0), nearness)
    return sorted(best, key=lambda one: -best[one])[:CLOSEST]


def _match(desk: Desk, interview_id: str, key: str, heard: Heard) -> None:
    """The closest questions of the bank, to choose from; or it becomes one of the person's own."""
    close = _closest(desk, heard.text)
    if close:
        st.selectbox(
            "Is it one of these?",
            close,
            index=None,
            format_func=lambda question: desk.bank.question(question).prompt,
            placeholder="Choose the closest, if one fits",
            key=f"match_{key}",
            on_change=lambda: _set(interview_id, heard.text, question=st.session_state[f"match_{key}"] or ""),
        )
    st.button(
        "Add it to my questions",
        key=f"own_{key}",
        icon=":material/edit_note:",
        on_click=_own,
        args=(interview_id, heard.text),
    )


def _thanks(interview_id: str, interview: Interview, late: bool) -> None:
    st.markdown(
        "Late is better than never: short, to each person you spoke to, with something particular in it."
        if late
        else "Within 24 hours, to each person you spoke to, with something particular in it."
    )
    if not interview.thanks.strip():
        st.button(
            "Draft it", key="draft_thanks", icon=":material/mail:", on_click=_draft, args=(interview_id,)
        )
    # The box stays even while it is empty, or it would vanish from under who clears it to write anew.
    fields.text(
        interview_id,
        interview,
        "thanks",
        "Your notes, a line of dashes between two",
        advice="A draft takes the names from Details, and what you noted here and under Ask back. Replace "
        "what stands in brackets, and check that each note goes to the person who said it.",
        rows=12,
        revision=st.session_state.get(DRAFTED, 0),
    )
    if interview.thanks.strip():
        _draft_again(interview_id)
        _copies(notes(interview.thanks))


def _draft_again(interview_id: str) -> None:
    if st.session_state.get(DRAFTING) != interview_id:
        st.button(
            "Draft it again",
            key="draft_again",
            icon=":material/refresh:",
            type="tertiary",
            on_click=_ask_to_draft,
            args=(interview_id,),
        )
        return
    with st.container(border=True):
        st.markdown(
            "Replace everything in the box with a new draft from what is noted now? "
            "What you wrote there is lost."
        )
        with st.container(horizontal=True):
            st.button("Replace it", type="primary", key="really_draft", on_click=_draft, args=(interview_id,))
            st.button("Keep mine", key="keep_thanks", on_click=_ask_to_draft, args=(None,))


def _copies(found: list[str]) -> None:
    """Each note by itself, with Streamlit's button to copy it, and what is still to fill in."""
    with st.expander(
        f"Copy into a mail ({plural(len(found), 'note')})", icon=":material/content_copy:", key="copies"
    ):
        for note in found:
            st.code(note, language=None, wrap_lines=True)
            if left := blanks(note):
                st.caption(f"Still to replace: {escape(', '.join(left))}")


def _add(interview_id: str) -> None:
    text = str(st.session_state["new_heard_text"])
    change(interview_id, lambda interview: replace(interview, heard=added(interview.heard, text)))


def _own(interview_id: str, text: str) -> None:
    desk = open_desk()
    interview = keeping.get(desk.store, interview_id)
    heard = next((one for one in interview.heard if one.text == text), None) if interview else None
    # Another window may have removed it, or a double click have added it already.
    if interview is None or heard is None or heard.question in desk.bank:
        return
    role = role_of(desk, interview)
    _set(interview_id, text, question=keep(OwnQuestion(text, roles=(role,) if role else ())))


def _set(interview_id: str, text: str, **values: object) -> None:
    change(interview_id, lambda interview: replace(interview, heard=changed(interview.heard, text, **values)))


def _remove(interview_id: str, text: str) -> None:
    change(interview_id, lambda interview: replace(interview, heard=removed(interview.heard, text)))


def _ask_to_draft(interview_id: str | None) -> None:
    st.session_state[DRAFTING] = interview_id


def _draft(interview_id: str) -> None:
    _ask_to_draft(None)
    desk = open_desk()
    name = profiles.name(desk.store)

    def step(interview: Interview) -> Interview:
        role = role_of(desk, interview)
        title = desk.bank.role(role).name if role else ""
        return replace(interview, thanks=thank_you(interview, title, name))

    change(interview_id, step)
    st.session_state[DRAFTED] = st.session_state.get(DRAFTED, 0) + 1
