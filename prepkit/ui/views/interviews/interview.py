"""Draw one interview: when it is, the next step, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from prepkit.interviews import repository
from prepkit.interviews.appointment import Format, Interview, is_ahead
from prepkit.interviews.next_step import NextStep, PreparationState, next_step
from prepkit.interviews.parts import InterviewPart
from prepkit.model import Clock
from prepkit.study_plan.daily import PlanDay
from prepkit.study_plan.planning import plan_of
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.interviews import advert, after, ask, company, details, interview_day, plan
from prepkit.ui.views.interviews.fields import line
from prepkit.ui.views.interviews.overview import countdown, when
from prepkit.ui.views.interviews.plan_day import day_in_words, start
from prepkit.ui.views.interviews.routes import (
    PART,
    close_interview,
    here,
    lead_former_part_on,
    open_interview,
)
from prepkit.ui.views.mock.routes import FOR
from prepkit.ui.widgets.address_tabs import address_tabs
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace, new_uuid

Part = Callable[[Workspace, str, Interview, Clock], None]


def show(workspace: Workspace, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the title and date of an interview, and the chosen part with the next step."""
    back_link("All interviews", key="prepare_back", on_click=close_interview)
    st.title(escape(interview.title), anchor=False)
    st.markdown(_head(interview, now))
    lead_former_part_on()
    with address_tabs(list(InterviewPart), key=PART) as label:
        part = InterviewPart(label)
        here(part)
        planning = plan_of(workspace, interview, now)
        today = planning.plan.today if planning else None
        step = _next_step(workspace, interview, today, now)
        if part is InterviewPart.PLAN:
            _next(interview_id, interview, step, today, is_ahead=is_ahead(interview, now))
        elif step is not None and step.part is not part:
            _lead_on(interview_id, step)
        _PARTS[part](workspace, interview_id, interview, now)


def _next_step(
    workspace: Workspace, interview: Interview, today: PlanDay | None, now: Clock
) -> NextStep | None:
    """Return what is best done next, given what the plan holds for today."""
    sources = company.research(workspace)
    _, dossier = repository.company(workspace.store, interview.company, new_uuid)
    state = PreparationState(
        planned=day_in_words(today) if today else "",
        minutes=today.minutes if today else 0,
        researched=len({guide.id for guide in sources} & set(dossier.done)),
        sources=len(sources),
    )
    return next_step(interview, state, now)


def _next(
    interview_id: str, interview: Interview, step: NextStep | None, today: PlanDay | None, *, is_ahead: bool
) -> None:
    """Draw the next step with its button, what else is planned for today, and the way to a mock."""
    with st.container(border=True, key="prepare_next"):
        if step is None:
            st.markdown("**Nothing more for today.**")
        else:
            st.header(step.title, anchor=False)
            st.markdown(step.why)
            if not step.practise:
                _do(interview_id, interview, step)
        if today and day_in_words(today):
            if step is None or not step.practise:
                st.markdown(f"Also planned for today: {day_in_words(today)}.")
            is_next = step is not None and step.practise
            start(today, "prepare_practise", primary=is_next, interview_id=interview_id)
        if is_ahead and not (today and today.mock):
            st.button(
                f"Mock for {escape(interview.company.strip()) or 'this interview'}",
                key="prepare_mock",
                type="tertiary",
                icon=":material/timer:",
                on_click=once(go_to),
                args=("mock",),
                kwargs={FOR: interview_id},
            )


def _do(interview_id: str, interview: Interview, step: NextStep) -> None:
    """Draw what the step needs: the company's name is typed at once, everything else is on its part."""
    if step.part is InterviewPart.DETAILS and interview.day is not None:
        line(interview_id, "Company", "company", interview.company)
        return
    st.button(
        step.button,
        type="primary",
        key="prepare_open",
        on_click=once(open_interview),
        args=(interview_id, step.part, step.place or step.part),
    )


def _lead_on(interview_id: str, step: NextStep) -> None:
    """Draw the next step as one quiet line, for the parts that it is not about."""
    st.button(
        f"Next: {step.title[0].lower()}{step.title[1:]}",
        type="tertiary",
        key="prepare_next_line",
        icon=":material/arrow_forward:",
        on_click=once(open_interview),
        args=(interview_id, step.part, step.place or step.part),
    )


def _head(interview: Interview, now: Clock) -> str:
    days_left = countdown(interview, now)
    kind = interview.format.label if interview.format is not Format.UNKNOWN else ""
    about = [escape(when(interview, now)), escape(interview.job.strip()), kind]
    parts = [f"**{days_left[0].upper()}{days_left[1:]}**", *about]
    return " · ".join(part for part in parts if part)


_PARTS: Mapping[InterviewPart, Part] = {
    InterviewPart.PLAN: plan.plan,
    InterviewPart.ADVERTISEMENT: lambda workspace, interview_id, interview, _: advert.advert(
        workspace, interview_id, interview
    ),
    InterviewPart.COMPANY: company.company,
    InterviewPart.QUESTIONS_TO_ASK: ask.ask,
    InterviewPart.THE_DAY: interview_day.day,
    InterviewPart.AFTERWARDS: after.after,
    InterviewPart.DETAILS: details.details,
}
