"""The advertisement on screen: what it asks for, what there is to show for it, and what to practise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from prepkit.model import Story, question_card
from prepkit.practice.session import Desk
from prepkit.prepare.advert.asking import Quote
from prepkit.prepare.advert.reading import Reading, is_english
from prepkit.prepare.advert.relevance import RAISED, Reason, Relevant
from prepkit.prepare.advert.standing import Asked, standing
from prepkit.prepare.advert.terms import Term, terms
from prepkit.prepare.interview import MAX_ADVERT, Interview
from prepkit.store import card_states
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.fields import text
from prepkit.ui.prepare.planning import advert_text, reading_of, relevant, role_of
from prepkit.ui.question import OPEN
from prepkit.ui.reference import OPEN_ITEM
from prepkit.ui.start import practise
from prepkit.ui.stories import STORY, start
from prepkit.ui.wording import escape, plural

SHOWN, LISTED = 6, 24
QUOTED, LONGEST_QUOTE = 2, 160
TOLD_APART = 25
"""Quotations that begin with the same characters, so many, are of the same words."""
GAP_CARDS = 12
"""More than a sitting's worth of questions closes no gap."""


def advert(desk: Desk, interview_id: str, interview: Interview) -> None:
    """Draw the text, and what was read out of it."""
    reading = reading_of(desk, interview)
    # Decided once, or the box would fold away under the hands of who is typing.
    opened = st.session_state.setdefault(f"advert_open_{interview_id}", reading.empty)
    with st.expander("The text", icon=":material/article:", expanded=opened, key="advert_text"):
        _text(interview_id, interview)
    if not interview.advert.strip():
        return
    if not is_english(advert_text(interview)):
        st.warning(
            "This does not seem to be English, the only language PrepKit reads: little of it is found. A "
            "translation pasted below it is read as well.",
            icon=":material/translate:",
        )
    if reading.empty:
        st.info(
            "Nothing in it that PrepKit knows: no duties, competencies, figures or tools of customer "
            "operations. Is the whole advertisement there?",
            icon=":material/search_off:",
        )
        return
    role = role_of(desk, interview)
    attempted = {state.card_id for state in card_states.every(desk.store)}
    asked = standing(desk.bank, reading, desk.bank.stories, attempted, role)
    _summary(asked, reading)
    _questions(desk, relevant(desk, interview))
    _asked(asked)
    _duties(reading.duties)
    _terms(terms(advert_text(interview), desk.bank, reading))


def _text(interview_id: str, interview: Interview) -> None:
    text(
        interview_id,
        interview,
        "advert",
        "The job advertisement",
        advice="Paste it while it is online: it is often gone before the interview. It is read on this "
        "computer and sent nowhere.",
        rows=8,
        longest=MAX_ADVERT,
    )


def _summary(asked: Sequence[Asked], reading: Reading) -> None:
    gaps = [one for one in asked if one.is_gap]
    found = ", ".join(
        plural(len(items), word, many)
        for items, word, many in (
            (reading.duties, "duty", "duties"),
            (reading.competencies, "competency", "competencies"),
            (reading.metrics, "figure", "figures"),
            (reading.tools, "kind of tool", "kinds of tool"),
        )
        if items
    )
    said = f"Found in it: {found}."
    if not asked:
        st.markdown(said)
        return
    if not gaps:
        st.markdown(f"{said} You have a story or an attempt for each of them.")
        return
    names = ", ".join(escape(gap.name) for gap in gaps[:SHOWN])
    more = f" and {len(gaps) - SHOWN} more" if len(gaps) > SHOWN else ""
    st.markdown(f"{said} **You have nothing yet for {len(gaps)} of them:** {names}{more}.")
    with st.container(horizontal=True):
        if cards := _cards_of(gaps):
            st.button(
                f"Practise for the gaps ({len(cards)})",
                key="practise_gaps",
                icon=":material/play_arrow:",
                on_click=practise,
                args=("Gaps", cards),
            )
        untold = next((gap for gap in gaps if gap.kind == "competency"), None)
        if untold:
            st.button(
                f"Write a story: {untold.name}",
                key="write_gap_story",
                icon=":material/edit:",
                on_click=_write,
                args=(untold.id,),
            )


def _write(competency: str) -> None:
    go_to("stories", **{STORY: start(Story(competencies=(competency,)))})


def _cards_of(gaps: Iterable[Asked]) -> list[str]:
    """A card of each gap in turn, until there are enough."""
    rows = [list(gap.cards) for gap in gaps]
    turns = (row[turn] for turn in range(max(map(len, rows), default=0)) for row in rows if turn < len(row))
    return list(dict.fromkeys(turns))[:GAP_CARDS]


def _questions(desk: Desk, ranked: Sequence[Relevant]) -> None:
    if not ranked:
        return
    st.subheader("Questions it makes likelier", anchor=False)
    first = ranked[:RAISED]
    st.markdown(f"The first {len(first)} count more in the plan.")
    st.button(
        f"Practise the first {len(first)}",
        key="practise_advert",
        icon=":material/play_arrow:",
        on_click=practise,
        args=("Advertisement", [question_card(one.question) for one in first]),
    )
    _list(desk, ranked[:SHOWN], "advert_questions")
    more = ranked[SHOWN:LISTED]
    if more:
        with st.expander(f"The next {len(more)}", key="advert_more"):
            _list(desk, more, "advert_questions_more")


def _list(desk: Desk, ranked: Iterable[Relevant], key: str) -> None:
    link_list(
        [
            Row(one.question, desk.bank.question(one.question).prompt, note=_why(one.reasons))
            for one in ranked
        ],
        on_open=lambda question: go_to("browse", **{OPEN: question}),
        key=key,
    )


def _why(reasons: Sequence[Reason]) -> str:
    """``Service level: “answer within 20 seconds”``; the two strongest reasons that quote different words."""
    by_words: dict[str, Reason] = {}
    for one in reasons:
        by_words.setdefault(one.words.strip("…")[:TOLD_APART], one)
    two = list(by_words.values())[:2]
    return " · ".join(
        f"{one.name}: “{_short(one.words)}”" if one.name else f"“{_short(one.words)}”" for one in two
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1].rstrip()}…"


def _asked(asked: Sequence[Asked]) -> None:
    by_gap = sorted(asked, key=lambda one: not one.is_gap)
    competencies = [one for one in by_gap if one.kind == "competency"]
    if competencies:
        st.subheader("What they want you to be able to do", anchor=False)
        link_list(
            [_row(one, one.name) for one in competencies],
            on_open=lambda name: go_to("browse", competency=name),
            key="advert_competencies",
            to="browse?competency=",
        )
    named = [one for one in by_gap if one.kind != "competency"]
    if named:
        st.subheader("Figures and tools it names", anchor=False)
        link_list(
            [_row(one, one.id) for one in named],
            on_open=lambda item: go_to("learn", **{OPEN_ITEM: item}),
            key="advert_named",
            to=f"learn?{OPEN_ITEM}=",
        )


def _row(one: Asked, id: str) -> Row:
    tags = [("nothing yet", "orange")] if one.is_gap else []
    if one.stories:
        tags.append((plural(len(one.stories), "story", "stories"), "green"))
    if one.attempted:
        tags.append((f"{len(one.attempted)} of {len(one.cards)} practised", "blue"))
    return Row(id, one.name, tags, _quoted(one.quotes))


def _quoted(quotes: Sequence[Quote]) -> str:
    """The first few different quotations, and how many more there are."""
    said = list(dict.fromkeys(quote.in_context for quote in quotes))
    more = f" and {len(said) - QUOTED} more" if len(said) > QUOTED else ""
    return ", ".join(f"“{words}”" for words in said[:QUOTED]) + more


def _duties(duties: Sequence[str]) -> None:
    if duties:
        with st.expander(
            plural(len(duties), "duty", "duties"), icon=":material/checklist:", key="advert_duties"
        ):
            st.markdown("\n".join(f"- {escape(duty)}" for duty in duties))


def _terms(found: Sequence[Term]) -> None:
    if not found:
        return
    st.subheader("Their words", anchor=False)
    st.markdown("Say it as they do, where it comes naturally.")
    st.markdown("\n".join(f"- {_term(one)}" for one in found))


def _term(one: Term) -> str:
    plain = f", where you might say {one.instead_of}" if one.instead_of else ""
    often = f" ({one.times} times)" if one.times > 1 else ""
    return f"**{escape(one.words)}**{plain}{often}"
