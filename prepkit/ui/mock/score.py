"""Scoring after the last question: what was said, against the key points and the anchors of the level."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from prepkit.bank import Bank
from prepkit.mock import interview
from prepkit.mock.interview import Asked, Mock, Phase, Scored
from prepkit.model import Attempt, Clock, Question, Rating, question_card
from prepkit.practice.record import record, take_back
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import attempts
from prepkit.store.scores import Rater, Score
from prepkit.ui import feedback
from prepkit.ui import question as view
from prepkit.ui.card import suggested
from prepkit.ui.components.editor import editor
from prepkit.ui.components.keys import keys
from prepkit.ui.components.tick_list import tick_list
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.mock.place import LEVELS, change
from prepkit.ui.mock.run import take_of
from prepkit.ui.recorder import heard_again
from prepkit.ui.reference import HEARD
from prepkit.ui.wording import escape, option, paragraphs

POINTS, EVIDENCE = "mock_points", "mock_evidence"


def score(desk: Desk, mock_id: str, mock: Mock) -> None:
    """The first answer that was not rated yet, with everything that helps to rate it."""
    item = mock.to_score
    if item is None:
        return
    number = sum(one.is_done for one in mock.items) + 1
    st.markdown(f"**Answer {number} of {len(mock.items)}.** Tick what you really said, then rate the answer.")
    if item.question not in desk.bank:
        st.title("A question that is no longer in the bank", anchor=False)
        _left_out(mock_id, item)
        return
    question = desk.bank.question(item.question)
    st.title(escape(question.wording(item.variant)), anchor=False)
    view.badges(view.tags(desk.bank, question))
    said(item)
    found = feedback.of_answer(question, item.answer)
    tick_list(
        "Which of these did you say?",
        {point.id: point.text for point in question.key_points},
        item.ticks,
        card=item.id,
        on_tick=partial(_tick, mock_id),
        key=POINTS,
        heard=feedback.heard(found) if found else {},
    )
    _anchored(desk.bank, mock_id, mock, item, question)
    _ratings(mock_id, item, len(question.key_points))
    _left_out(mock_id, item)
    bindings = (
        {str(int(rating)): f"rate_{int(rating)}" for rating in Rating} if desk.settings.shortcuts else {}
    )
    keys(
        bindings, [("1 to 4", "rate")] if bindings else [], card=item.id, on_press=partial(_pressed, mock_id)
    )
    with st.expander("A sample answer", icon=":material/format_quote:", key=f"mock_sample_{item.id}"):
        view.samples(desk, question, key=f"mock_samples_{item.id}")
    if found:
        with st.expander(
            "Feedback on what you wrote", icon=":material/rate_review:", key=f"mock_fb_{item.id}"
        ):
            feedback.show(desk, question, found, key="mock_feedback")


def said(item: Asked) -> None:
    """The answer as it was written or recorded, and the follow-up's."""
    with st.container(border=True, gap="small"):
        if item.skipped:
            st.markdown("*Skipped.*")
        elif item.answer.strip():
            st.markdown(paragraphs(item.answer))
        elif heard_again(take_of(item, Phase.ANSWER)) is None:
            st.markdown("*Nothing was written: go by what you remember of it.*")
        _heard(item, Phase.ANSWER)
        if item.probe and (item.probe_ms or item.probe_answer):
            st.markdown(f"**{escape(item.probe)}**")
            st.markdown(paragraphs(item.probe_answer) or "*Nothing was written.*")
            _heard(item, Phase.PROBE)
        if not item.skipped:
            over = f", {item.over_ms // 1000} s over time" if item.over_ms >= 1000 else ""
            st.caption(f"{item.answer_ms // 1000} of {item.answer_s} seconds{over}")


def anchors(bank: Bank, competency: str, level: str) -> dict[int, str]:
    """What an answer at 1, 3 and 5 sounds like from somebody of a level."""
    frame = bank.anchors
    found = frame[(frame["competency"] == competency) & (frame["role_level"] == level)]
    return {int(at): str(text) for at, text in zip(found["level"], found["description"], strict=True)}


def anchor_lines(bank: Bank, competency: str, level: str) -> str:
    """The same to read."""
    return "\n\n".join(
        f"**{at}, {HEARD[at]}.** {escape(text)}" for at, text in anchors(bank, competency, level).items()
    )


def _heard(item: Asked, phase: Phase) -> None:
    sound = heard_again(take_of(item, phase))
    if sound is not None:
        st.audio(sound, format="audio/wav")


def _anchored(bank: Bank, mock_id: str, mock: Mock, item: Asked, question: Question) -> None:
    name = bank.competency(question.competency).name
    level = escape(LEVELS.get(mock.level, mock.level).lower())
    st.markdown(f"**{escape(name)}: what it sounds like from a {level}**")
    st.markdown(anchor_lines(bank, question.competency, mock.level))
    st.segmented_control(
        "Where is yours, from 1 to 5?",
        [1, 2, 3, 4, 5],
        format_func=lambda value: option(str(value)),
        default=item.own.value or None if item.own else None,
        key=f"mock_anchor_{item.id}",
        on_change=_place,
        args=(mock_id, item.id),
    )
    editor(
        item.id,
        item.own.evidence if item.own else "",
        label="Evidence: which words of yours make it that?",
        placeholder="“I rang her back within the hour…”",
        on_text=partial(_note, mock_id),
        key=EVIDENCE,
        rows=2,
    )


def _ratings(mock_id: str, item: Asked, points: int) -> None:
    suggestion = suggested(len(item.ticks), points) if item.ticks else None
    advice = f" {len(item.ticks)} of {points} ticked speaks for *{suggestion.label}*." if suggestion else ""
    st.markdown(f"**How did it go?**{advice}")
    with st.grid(4, min_column_width=140, gap="xsmall"):
        for rating in Rating:
            st.button(
                f"{int(rating)}  {rating.label}",
                key=f"once_rate_{int(rating)}",
                type="primary" if rating is suggestion else "secondary",
                width="stretch",
                wrap=True,
                on_click=_rate,
                args=(mock_id, item.id, rating),
            )


def _left_out(mock_id: str, item: Asked) -> None:
    st.button(
        "Leave this one out: no rating",
        key="once_leave_out",
        type="tertiary",
        on_click=_leave_out,
        args=(mock_id, item.id),
    )


def _pressed(mock_id: str, action: str, item_id: str) -> None:
    _rate(mock_id, item_id, Rating(int(action.removeprefix("rate_"))))


def _tick(mock_id: str, item_id: str, ticks: list[str]) -> None:
    change(mock_id, lambda mock: interview.change(mock, item_id, ticks=tuple(ticks)))


def _place(mock_id: str, item_id: str) -> None:
    value = st.session_state[f"mock_anchor_{item_id}"]

    def place(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        evidence = item.own.evidence if item and item.own else ""
        return interview.change(mock, item_id, own=Scored(value or 0, evidence))

    change(mock_id, place)


def _note(mock_id: str, item_id: str, text: str) -> None:
    def note(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        return interview.change(mock, item_id, own=Scored(item.own.value if item and item.own else 0, text))

    change(mock_id, note)


def _rate(mock_id: str, item_id: str, rating: Rating) -> None:
    desk, now = open_desk(), clock()

    def rate(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        if item is None or item.is_done:
            return mock
        if not record(desk, attempt_of(desk, mock_id, item, rating, now), scores_of(mock, item), now):
            # Another attempt has that id already: in a mock that came from elsewhere.
            item = replace(item, id=new_uuid())
            mock = interview.change(mock, item_id, id=item.id)
            record(desk, attempt_of(desk, mock_id, item, rating, now), scores_of(mock, item), now)
        return interview.rate(mock, item.id, rating, now.now)

    change(mock_id, rate)


def attempt_of(desk: Desk, mock_id: str, item: Asked, rating: Rating, now: Clock) -> Attempt:
    """The attempt that an answer in a mock becomes: one rating, one meaning everywhere."""
    answer = "\n\n".join(text for text in (item.answer.strip(), item.probe_answer.strip()) if text)
    return Attempt(
        id=item.id,
        card_id=question_card(item.question),
        variant_id=item.variant,
        rating=rating,
        answered_at=now.now,
        local_day=now.day.isoformat(),
        tz=now.tz,
        mode="mock",
        duration_ms=min(item.answer_ms + item.probe_ms, 15 * 60_000),
        answer=answer,
        ticks=item.ticks,
        session_id=mock_id,
        bank_version=desk.bank.version,
    )


def scores_of(mock: Mock, item: Asked) -> list[Score]:
    """What candidate and coach gave it."""
    given = ((Rater.SELF, item.own), (Rater.COACH, item.coach))
    return [
        Score(item.id, rater, mock.level, one.value, one.evidence)
        for rater, one in given
        if one and one.value
    ]


def _leave_out(mock_id: str, item_id: str) -> None:
    now = clock().now
    change(mock_id, lambda mock: interview.leave_out(mock, item_id, now))


def rate_anew(mock_id: str, item_id: str) -> None:
    """Take the rating of one answer back, to give it another. For callbacks."""
    desk, now = open_desk(), clock()

    def again(mock: Mock) -> Mock:
        attempt = attempts.by_id(desk.store, item_id)
        if attempt is not None:
            take_back(desk, attempt, now)
        return interview.take_up_again(mock, item_id, new_uuid())

    change(mock_id, again)
