"""Draw the scoring after the last question: each answer, the key points and the anchors of the level."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import partial

import streamlit as st

from prepkit.bank import Bank
from prepkit.coaching import rubric
from prepkit.coaching.rubric import AnchorTexts
from prepkit.mock import state
from prepkit.mock.scale import SCORES, rating_of
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Rating
from prepkit.practice.record import attempt_of, record, scores_of, take_back
from prepkit.question import Question, level_label
from prepkit.store import attempts
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.kept_recordings import keep_of_rated
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock.routes import change, recording_of
from prepkit.ui.views.mock.run import take_of
from prepkit.ui.widgets import feedback, second_reader
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets.components.editor import editor, typed_text
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.components.tick_list import tick_list
from prepkit.ui.widgets.components.video_list import video_player
from prepkit.ui.widgets.material import draw_material
from prepkit.ui.widgets.recorder import sound_of_take
from prepkit.ui.widgets.reference import ANCHOR_WORDS
from prepkit.ui.widgets.wording import escape, option, paragraphs
from prepkit.workspace import Workspace, new_uuid

POINTS, EVIDENCE = "mock_points", "mock_evidence"


def score(
    workspace: Workspace, mock_id: str, mock: Mock, *, below_answer: Callable[[], None] | None = None
) -> None:
    """Draw the first answer that is not rated yet, with everything that helps to rate it.

    ``below_answer`` draws what stands right below the answer itself.
    """
    item = mock.to_score
    if item is None:
        return
    number = sum(other.is_done for other in mock.items) + 1
    where = f"**Answer {number} of {len(mock.items)}.**"
    if item.question not in workspace.bank:
        st.markdown(where)
        st.title("A question that is no longer in the bank", anchor=False)
        _left_out(mock_id, item)
        return
    question = workspace.bank.question(item.question)
    tick = "Tick what you really said, then score it." if question.key_points else "Score the answer."
    st.markdown(f"{where} {tick}")
    view.heading(question.wording(item.variant))
    view.badges(view.tags(workspace.bank, question))
    draw_material(question.material)
    review = feedback.answer_feedback(question, item.answer)
    reading = second_reader.read(item.id, second_reader.rubric_of(question), item.answer) if review else None
    # A video is watched beside the key points; on a phone they follow it.
    beside = st.columns(2, gap="medium") if mock.kind is MockKind.VIDEO else (nullcontext(), nullcontext())
    with beside[0]:
        draw_answer(mock_id, mock, item)
        if below_answer:
            below_answer()
    with beside[1]:
        if question.key_points:
            tick_list(
                "Which of these did you say?",
                {point.id: point.text for point in question.key_points},
                item.ticks,
                card=item.id,
                on_tick=partial(_tick, mock_id),
                key=POINTS,
                coverage=second_reader.coverage_by_point(reading),
                nearest=second_reader.passages(review, reading),
            )
            second_reader.show_progress(reading)
            second_reader.show_name(reading)
    _anchors(workspace.bank, mock, question)
    _score_choice(mock_id, item, is_last=number == len(mock.items))
    _keys(workspace, mock_id, item)
    with st.expander("A sample answer", icon=":material/format_quote:", key=f"mock_sample_{item.id}"):
        view.samples(workspace, question, key=f"mock_samples_{item.id}")
    if review:
        with st.expander(
            "Feedback on what you wrote", icon=":material/rate_review:", key=f"mock_fb_{item.id}"
        ):
            second_reader.show_advice(reading)
            feedback.show(workspace, review, key="mock_feedback")


def draw_answer(mock_id: str, mock: Mock, item: MockItem) -> None:
    """Draw the answer as it was written or recorded, and the answer to the follow-up."""
    with st.container(border=True, gap="small"):
        if item.skipped:
            st.markdown("*Skipped.*")
        elif mock.kind is MockKind.VIDEO:
            video_player(recording_of(mock_id, item), key=f"video_{recording_of(mock_id, item)}")
        elif item.answer.strip():
            with st.container(key=f"answer_text_{item.id}"):
                st.markdown(paragraphs(item.answer))
        elif sound_of_take(take_of(item, MockPhase.ANSWER)) is None:
            advice = "" if item.is_done else ": score it from memory"
            st.markdown(f"*Nothing was written{advice}.*")
        _audio(item, MockPhase.ANSWER)
        if item.probe and (item.probe_ms or item.probe_answer):
            st.markdown(f"**{escape(item.probe)}**")
            st.markdown(paragraphs(item.probe_answer) or "*Nothing was written.*")
            _audio(item, MockPhase.PROBE)
        if not item.skipped:
            over = f", {item.over_ms // 1000} s over time" if item.over_ms >= 1000 else ""
            st.caption(f"{item.answer_ms // 1000} of {item.answer_s} seconds{over}")


def anchor_lines(bank: Bank, competency: str, level: str) -> str:
    """Return the anchors of a competency at a role level as Markdown.

    The own anchors of whoever sits at this screen stand beside PrepKit's, also while a coach scores a client.
    """
    return "\n\n".join(
        _anchor(anchor) for anchor in rubric.anchors(bank, open_workspace().store, competency, level)
    )


def _anchor(anchor: AnchorTexts) -> str:
    """Return one anchor; where there are two, each says whose it is."""
    words = f"{anchor.score}, {ANCHOR_WORDS[anchor.score]}"
    if not anchor.own:
        return f"**{words}.** {escape(anchor.bank)}"
    # In one line each, because a line break would end the item of the list.
    own = escape(" ".join(anchor.own.split()))
    lines = [f"**{words}**", f"- **Yours:** {own}"]
    return "\n".join([*lines, f"- **PrepKit's:** {escape(anchor.bank)}"] if anchor.bank else lines)


def _audio(item: MockItem, phase: MockPhase) -> None:
    sound = sound_of_take(take_of(item, phase))
    if sound is not None:
        st.audio(sound, format="audio/wav")


def _anchors(bank: Bank, mock: Mock, question: Question) -> None:
    name = bank.competency(question.competency).name
    level = escape(level_label(mock.level).lower())
    st.markdown(f"**{escape(name)}: what it sounds like from a {level}**")
    st.markdown(anchor_lines(bank, question.competency, mock.level))


def _score_choice(mock_id: str, item: MockItem, *, is_last: bool) -> None:
    """Draw the scale, the rating that follows from the chosen score, and a button to save both."""
    with st.container(border=True, gap="small"):
        # The value comes from the stored mock, so that a key and a click set the same one.
        st.session_state.setdefault(_score_key(item.id), (item.own.value or None) if item.own else None)
        value = st.segmented_control(
            "Your score, from 1 to 5",
            SCORES,
            format_func=lambda score: option(str(score)),
            width=320,
            key=_score_key(item.id),
            on_change=uninterrupted(_place),
            args=(mock_id, item.id),
        )
        if value:
            _counts_as(item.id, value)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Save and see the report" if is_last else "Save and next",
                key="once_save_score",
                type="primary",
                disabled=not value,
                on_click=once(_save),
                args=(mock_id, item.id),
            )
            _left_out(mock_id, item)
    _evidence(mock_id, item)


def _counts_as(item_id: str, value: int) -> None:
    st.session_state.setdefault(_rating_key(item_id, value), rating_of(value))
    # Pills, because the segments of a control look torn where they wrap on a phone.
    st.pills(
        "Counts as",
        list(Rating),
        format_func=lambda rating: option(Rating(rating).label),
        required=True,
        key=_rating_key(item_id, value),
        help="How soon the question comes back in your practice. It follows from the score: "
        "1 counts as Couldn't answer, 2 as Shaky, 3 to 5 as Solid. Only you can call an answer "
        "Interview-ready.",
    )


def forget_score(item_id: str) -> None:
    """Forget the score chosen for an answer that is given again. For callbacks."""
    st.session_state.pop(_score_key(item_id), None)


def _score_key(item_id: str) -> str:
    return f"mock_anchor_{item_id}"


def _rating_key(item_id: str, value: int) -> str:
    """Return a key of its own for each score, so that a new score preselects its own rating."""
    return f"mock_counts_{item_id}_{value}"


def _evidence(mock_id: str, item: MockItem) -> None:
    # Open from the start where something is written; it must not fold up while the text is deleted.
    is_open = st.session_state.setdefault(
        f"mock_evidence_open_{item.id}", bool(item.own and item.own.evidence)
    )
    with st.expander(
        "Note your evidence (optional)",
        icon=":material/edit_note:",
        key=f"mock_evidence_{item.id}",
        expanded=is_open,
    ):
        editor(
            item.id,
            item.own.evidence if item.own else "",
            label="Evidence: which of your words earn that score?",
            placeholder="“I rang her back within the hour…”",
            on_text=partial(_note, mock_id),
            key=EVIDENCE,
            rows=2,
        )


def _keys(workspace: Workspace, mock_id: str, item: MockItem) -> None:
    bindings = {str(score): f"score_{score}" for score in SCORES} | {"n": "save"}
    hints = [("1 to 5", "score"), ("n", "save and go on")]
    if not workspace.settings.shortcuts:
        bindings, hints = {}, []
    keys(bindings, hints, card=item.id, on_press=partial(_pressed, mock_id))


def _left_out(mock_id: str, item: MockItem) -> None:
    st.button(
        "Leave out this answer",
        key="once_leave_out",
        type="tertiary",
        on_click=once(_leave_out),
        args=(mock_id, item.id),
    )


def _pressed(mock_id: str, action: str, item_id: str) -> None:
    if action == "save":
        _save(mock_id, item_id)
        return
    st.session_state[_score_key(item_id)] = int(action.removeprefix("score_"))
    _place(mock_id, item_id)


def _tick(mock_id: str, item_id: str, ticks: list[str]) -> None:
    change(mock_id, lambda mock: state.change(mock, item_id, ticks=tuple(ticks)))


def _place(mock_id: str, item_id: str) -> None:
    value = st.session_state[_score_key(item_id)]

    def place(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        evidence = item.own.evidence if item and item.own else ""
        return state.change(mock, item_id, own=Scored(value or 0, evidence))

    change(mock_id, place)


def _note(mock_id: str, item_id: str, text: str) -> None:
    def note(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        return state.change(mock, item_id, own=Scored(item.own.value if item and item.own else 0, text))

    change(mock_id, note)


def _save(mock_id: str, item_id: str) -> None:
    """Save the chosen score and its rating: choosing and saving may arrive together, saving first."""
    value = st.session_state.get(_score_key(item_id))
    if not value:
        return
    typed = typed_text(EVIDENCE)
    if typed is not None and typed[0] == item_id:
        _note(mock_id, *typed)
    _place(mock_id, item_id)
    rating = st.session_state.get(_rating_key(item_id, value)) or rating_of(value)
    _rate(mock_id, item_id, Rating(rating))


def _rate(mock_id: str, item_id: str, rating: Rating) -> None:
    workspace, now = open_workspace(), clock()
    sounds: dict[str, tuple[bytes | None, bytes | None]] = {}

    def rate(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        if item is None or item.is_done:
            return mock
        spoken = [sound_of_take(take_of(item, phase)) for phase in (MockPhase.ANSWER, MockPhase.PROBE)]
        if not record(
            workspace, attempt_of(workspace, mock_id, item, rating, now), scores_of(mock, item), now
        ):
            # Use a new id where another attempt has this one already: a mock that was imported may bring it.
            item = replace(item, id=new_uuid())
            mock = state.change(mock, item_id, id=item.id)
            record(workspace, attempt_of(workspace, mock_id, item, rating, now), scores_of(mock, item), now)
        sounds[item.id] = spoken[0], spoken[1]
        return state.rate(mock, item.id, rating, now.now)

    change(mock_id, rate)
    for attempt_id, (sound, follow_up) in sounds.items():
        problem = keep_of_rated(workspace, attempt_id, sound, follow_up)
        if problem:
            st.toast(problem, icon=":material/error:")


def _leave_out(mock_id: str, item_id: str) -> None:
    now = clock().now
    change(mock_id, lambda mock: state.leave_out(mock, item_id, now))


def rate_anew(mock_id: str, item_id: str) -> None:
    """Void the rating of one answer, so that it can be rated again. For callbacks."""
    workspace, now = open_workspace(), clock()

    def again(mock: Mock) -> Mock:
        attempt = attempts.by_id(workspace.store, item_id)
        if attempt is not None:
            take_back(workspace, attempt, now)
        return state.take_up_again(mock, item_id, new_uuid())

    change(mock_id, again)
