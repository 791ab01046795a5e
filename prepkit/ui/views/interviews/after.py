"""Draw the part Afterwards: what was asked, how it went, what surprised, and notes of thanks."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.bank.own import OwnQuestion
from prepkit.feedback.closest import closest
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview, QuestionHeard, day_here, is_over
from prepkit.interviews.debrief import added, blanks, changed, notes, removed, thank_you
from prepkit.interviews.next_step import ASKED, FRESH, OUTCOME, THANKS
from prepkit.model import Clock, Rating
from prepkit.store import profiles
from prepkit.study_plan.planning import role_of
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import open_workspace, search_index
from prepkit.ui.views.interviews import fields
from prepkit.ui.views.interviews.ask import numbered
from prepkit.ui.views.interviews.new_question import new_question
from prepkit.ui.views.interviews.routes import change, here
from prepkit.ui.views.own.write import keep
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace

CLOSEST = 5
HEARD = "heard"
DRAFTED = "thanks_drafted"
OPENED = "heard_open_"
"""The prefix of the session keys that hold which of their questions are open."""


def after(workspace: Workspace, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the debrief of an interview and its notes of thanks."""
    late = _is_late(interview, now)
    st.markdown(
        f"{_when_to_write(interview, now, late)} What was really asked comes up earlier in later plans, "
        "first of all at this company."
    )
    here(ASKED)
    st.header("What they asked", anchor=False)
    new_question(workspace, interview_id, of=HEARD, label="A question they asked", on_add=_add)
    with st.container(key="heard_list"):
        for number, question_heard in numbered(interview_id, HEARD, interview.heard):
            _question_heard(workspace, interview_id, number, question_heard)
    fields.text(
        interview_id,
        interview,
        "surprised",
        "What surprised you",
        placeholder="A role play, a third person in the room, what they cared about most…",
        rows=3,
    )
    here(OUTCOME)
    fields.outcome_select(interview_id, interview, now)
    here(THANKS)
    st.header("Thank-you notes", anchor=False)
    _thanks(interview_id, interview, late)


def _is_late(interview: Interview, now: Clock) -> bool:
    """Return whether the interview is too long ago to remember its words and to send thanks in time."""
    day = day_here(interview, now)
    return day is not None and (now.day - day).days > FRESH


def _when_to_write(interview: Interview, now: Clock, late: bool) -> str:
    if late:
        return "Write down what you remember, even if only the gist."
    if is_over(interview, now):
        return "Write it down now, while you remember the wording."
    return "Write it down on the same day, while you remember the wording."


def _question_heard(
    workspace: Workspace, interview_id: str, number: int, question_heard: QuestionHeard
) -> None:
    key = f"{interview_id}_{number}"
    in_bank = question_heard.question in workspace.bank
    went = f" · {Rating(question_heard.went).label}" if question_heard.went else ""
    # Decided once until the next question is added: otherwise it would close while somebody writes the note.
    opened = st.session_state.setdefault(f"{OPENED}{key}", not question_heard.went)
    with st.expander(f"**{escape(question_heard.text)}**{went}", expanded=opened, key=f"heard_{key}"):
        if in_bank:
            st.caption(_where(workspace, question_heard))
        else:
            _match(workspace, interview_id, key, question_heard)
        st.segmented_control(
            "How it went",
            list(Rating),
            default=Rating(question_heard.went) if question_heard.went else None,
            format_func=lambda rating: rating.label,
            key=f"went_{key}",
            on_change=uninterrupted(_rate_heard),
            args=(interview_id, question_heard.text, f"went_{key}"),
        )
        editor(
            f"{interview_id} {question_heard.text}",
            question_heard.note,
            label="Note",
            on_text=lambda _, text: _set(interview_id, question_heard.text, note=text),
            key=f"heard_note_{key}",
            rows=1,
            longest=2_000,
        )
        with st.container(horizontal=True):
            if in_bank:
                st.button(
                    "Not this question",
                    key=f"unmatch_{key}",
                    type="tertiary",
                    on_click=once(_set),
                    args=(interview_id, question_heard.text),
                    kwargs={"question": ""},
                )
            ask_first(
                f"remove_heard_{key}",
                "Remove",
                "Remove this question with your note on it? This cannot be undone.",
                "Remove it",
                _remove,
                (interview_id, question_heard.text),
            )


def _where(workspace: Workspace, question_heard: QuestionHeard) -> str:
    """Return where the question stands, with its wording there if that is another."""
    where = "In your questions" if "/" in question_heard.question else "In the bank"
    prompt = workspace.bank.question(question_heard.question).prompt
    is_same = prompt.casefold().strip(" ?.") == question_heard.text.casefold().strip(" ?.")
    return where if is_same else f"{where}: {escape(prompt)}"


def _closest(workspace: Workspace, text: str) -> list[str]:
    """Return the ids of the questions nearest in meaning, among those that share words with ``text``."""
    matches = search_index(workspace.bank).search(text, CLOSEST * 4)
    return closest([workspace.bank.question(question) for question in matches], text, CLOSEST)


def _match(workspace: Workspace, interview_id: str, key: str, question_heard: QuestionHeard) -> None:
    """Offer the closest questions of the bank, and a button that adds the text to the person's own."""
    close = _closest(workspace, question_heard.text)
    if close:
        st.selectbox(
            "Is it one of these?",
            close,
            index=None,
            format_func=lambda question: workspace.bank.question(question).prompt,
            placeholder="Choose the closest, if one fits",
            key=f"match_{key}",
            on_change=uninterrupted(_save_match),
            args=(interview_id, question_heard.text, f"match_{key}"),
        )
    st.button(
        "Add it to my questions",
        key=f"own_{key}",
        icon=":material/edit_note:",
        on_click=once(_own),
        args=(interview_id, question_heard.text),
    )


def _thanks(interview_id: str, interview: Interview, late: bool) -> None:
    st.markdown(
        "Better late than never: a short note to each person you spoke to, with something specific in it."
        if late
        else "Within 24 hours, to each person you spoke to, with something specific in it."
    )
    if not interview.thanks.strip():
        st.button(
            "Write a draft",
            key="draft_thanks",
            icon=":material/mail:",
            on_click=once(_draft),
            args=(interview_id,),
        )
    # Draw the box even while it is empty: otherwise it would vanish when somebody clears it to start again.
    fields.text(
        interview_id,
        interview,
        "thanks",
        "Your notes, separated by a line of dashes",
        advice="A draft takes the names from Details, what they said to your questions, their questions with "
        "your notes, and what surprised you, as far as there is room. Your own notes stand in brackets: "
        "replace them, and check that each note goes to the person who said it.",
        rows=12,
        revision=st.session_state.get(DRAFTED, 0),
    )
    if interview.thanks.strip():
        ask_first(
            "draft_again",
            "Write a new draft",
            "Replace everything in the box with a new draft from your current notes? "
            "What you wrote there is lost.",
            "Replace it",
            _draft,
            (interview_id,),
            icon=":material/refresh:",
            keep="Keep mine",
        )
        _copies(notes(interview.thanks))


def _copies(thanks: list[str]) -> None:
    """Draw each note with Streamlit's button to copy it, and list what is still to fill in."""
    with st.expander(
        f"Copy into an email ({plural(len(thanks), 'note')})", icon=":material/content_copy:", key="copies"
    ):
        for note in thanks:
            st.code(note, language=None, wrap_lines=True)
            if left := blanks(note):
                st.caption(f"Still to replace: {escape(', '.join(left))}")


def _add(interview_id: str, text: str) -> None:
    for opened in [key for key in st.session_state if str(key).startswith(f"{OPENED}{interview_id}_")]:
        del st.session_state[opened]
    change(interview_id, lambda interview: replace(interview, heard=added(interview.heard, text)))


def _own(interview_id: str, text: str) -> None:
    workspace = open_workspace()
    interview = repository.get(workspace.store, interview_id)
    question_heard = (
        next((candidate for candidate in interview.heard if candidate.text == text), None)
        if interview
        else None
    )
    # Do nothing if another window removed the question, or the first of two clicks already added it.
    if interview is None or question_heard is None or question_heard.question in workspace.bank:
        return
    role = role_of(workspace, interview)
    _set(interview_id, text, question=keep(OwnQuestion(text, roles=(role,) if role else ())))


def _set(interview_id: str, text: str, **values: object) -> None:
    change(interview_id, lambda interview: replace(interview, heard=changed(interview.heard, text, **values)))


def _rate_heard(interview_id: str, text: str, key: str) -> None:
    _set(interview_id, text, went=int(st.session_state[key] or 0))


def _save_match(interview_id: str, text: str, key: str) -> None:
    _set(interview_id, text, question=st.session_state[key] or "")


def _remove(interview_id: str, text: str) -> None:
    change(interview_id, lambda interview: replace(interview, heard=removed(interview.heard, text)))


def _draft(interview_id: str) -> None:
    workspace = open_workspace()
    name = profiles.name(workspace.store)

    def step(interview: Interview) -> Interview:
        role = role_of(workspace, interview)
        title = workspace.bank.role(role).name if role else ""
        return replace(interview, thanks=thank_you(interview, title, name))

    change(interview_id, step)
    st.session_state[DRAFTED] = st.session_state.get(DRAFTED, 0) + 1
