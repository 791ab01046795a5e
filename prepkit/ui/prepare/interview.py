"""One interview: when it is, the one next step, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk, new_uuid
from prepkit.prepare import keeping
from prepkit.prepare.interview import Format, Interview
from prepkit.prepare.next_step import Standing, next_step
from prepkit.ui.prepare import advert, after, ask, company, day, details, plan
from prepkit.ui.prepare.overview import countdown, when
from prepkit.ui.prepare.place import PART, PARTS, close_interview, open_interview
from prepkit.ui.prepare.plan_day import said_of, start
from prepkit.ui.prepare.planning import plan_of
from prepkit.ui.wording import escape

Part = Callable[[Desk, str, Interview, Clock], None]


def show(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the head, the next step and the chosen part."""
    st.button(
        "All interviews",
        icon=":material/arrow_back:",
        type="tertiary",
        key="prepare_back",
        on_click=close_interview,
    )
    st.title(escape(interview.title), anchor=False)
    st.markdown(_head(interview, now))
    _next(desk, interview_id, interview, now)
    chosen = st.radio(
        "Part",
        PARTS,
        key=PART,
        bind="query-params",
        label_visibility="collapsed",
        horizontal=True,
    )
    _PARTS[chosen or PARTS[0]](desk, interview_id, interview, now)


def _next(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    found = plan_of(desk, interview, now)
    today = found.plan.today if found else None
    sources = company.research(desk)
    _, known = keeping.company(desk.store, interview.company, new_uuid)
    standing = Standing(
        planned=said_of(today) if today else "",
        minutes=today.minutes if today else 0,
        researched=len({guide.id for guide in sources} & set(known.done)),
        sources=len(sources),
    )
    step = next_step(interview, standing, now)
    with st.container(border=True, key="prepare_next"):
        if step is None:
            st.markdown("**Nothing more for today.** The rest is below, for when you feel like it.")
            return
        st.subheader(step.title, anchor=False)
        st.markdown(step.why)
        if step.practise and today:
            start(today, "prepare_practise")
        else:
            st.button(
                f"Open {step.part}",
                type="primary",
                key="prepare_open",
                on_click=open_interview,
                args=(interview_id, step.part),
            )
            if today and said_of(today):
                st.markdown(f"Planned for today besides: {said_of(today)}.")
                start(today, "prepare_practise", primary=False)


def _head(interview: Interview, now: Clock) -> str:
    left = countdown(interview, now)
    kind = interview.format.label if interview.format is not Format.UNKNOWN else ""
    parts = [f"**{left[0].upper()}{left[1:]}**", escape(when(interview, now)), kind]
    return " · ".join(part for part in parts if part)


_PARTS: Mapping[str, Part] = {
    "Plan": plan.plan,
    "Advertisement": lambda desk, interview_id, interview, _: advert.advert(desk, interview_id, interview),
    "Company": company.company,
    "Ask back": ask.ask,
    "The day": day.day,
    "Afterwards": after.after,
    "Details": details.details,
}
