"""Draw the job advertisement: what it asks for, what the person has to show for it, and what to practise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.interviews.advert.asking import Quote
from prepkit.interviews.advert.reader_request import added
from prepkit.interviews.advert.reading import AdvertReading, is_english
from prepkit.interviews.advert.relevance import RAISED, Reason, Relevant
from prepkit.interviews.advert.requirements import Requirement, list_requirements
from prepkit.interviews.advert.terms import Term, terms
from prepkit.interviews.appointment import MAX_ADVERT, Interview
from prepkit.store import card_states
from prepkit.study_plan.planning import advert_text, reading_of, relevant, role_of
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.interviews.advert_reader import SENT_WHEN_ASKED, is_on, read_by_reader
from prepkit.ui.views.interviews.fields import text
from prepkit.ui.views.stories.page import address_of_new
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.question import OPEN
from prepkit.ui.widgets.reference import OPEN_ITEM
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace

SHOWN, LISTED = 6, 24
QUOTED, LONGEST_QUOTE = 2, 200
REPEATED_WORDS = 5
"""How many words of a quotation stand for it where it was quoted in full before."""
GAP_CARDS = 12
"""The most cards one session for the gaps holds: people do not finish longer ones."""


def advert(workspace: Workspace, interview_id: str, interview: Interview) -> None:
    """Draw the advertisement's text, and the requirements, questions, duties and terms read from it."""
    by_rules = reading_of(workspace, interview)
    # Decided once per session: otherwise the box would close while somebody types in it.
    opened = st.session_state.setdefault(f"advert_open_{interview_id}", by_rules.empty)
    with st.expander(
        "Text of the advertisement", icon=":material/article:", expanded=opened, key="advert_text"
    ):
        _text(interview_id, interview)
    if not interview.advert.strip():
        return
    if not is_english(advert_text(interview)):
        st.warning(
            "This does not seem to be English, the only language PrepKit reads, so little of it will be "
            "recognised. You can paste a translation below it.",
            icon=":material/translate:",
        )
    by_reader = read_by_reader(workspace, interview_id, advert_text(interview))
    reading = added(by_rules, by_reader)
    if reading.empty:
        st.info(
            "PrepKit recognised nothing in it: no duties, competencies, figures or tools of customer "
            "operations. Is the whole advertisement there?",
            icon=":material/search_off:",
        )
        return
    role = role_of(workspace, interview)
    attempted = {state.card_id for state in card_states.list_all(workspace.store)}
    requirements = list_requirements(workspace.bank, reading, workspace.bank.stories, attempted, role)
    _summary(requirements, reading)
    quotations = Quotations()
    _questions(workspace, relevant(workspace, interview), quotations)
    _requirements(requirements, quotations, by_rules)
    _duties(reading.duties)
    _terms(terms(advert_text(interview), workspace.bank, by_rules))


class Quotations:
    """The quotations drawn so far: each stands in full once, and by its first words after that."""

    def __init__(self) -> None:
        self._drawn: set[str] = set()

    def quote(self, sentence: str, words: str = "") -> str:
        """Return a sentence in quotation marks; the second time only its ``words`` or how it begins."""
        first = words or " ".join(sentence.split()[:REPEATED_WORDS]).rstrip(".,;:–—…")
        if sentence in self._drawn and len(first) < len(sentence):
            return f"“{first}…”, as above"
        self._drawn.add(sentence)
        return f"“{_short(sentence)}”"


def _text(interview_id: str, interview: Interview) -> None:
    text(
        interview_id,
        interview,
        "advert",
        "The job advertisement",
        advice="Paste it while it is online: it is often taken down before the interview. It is read on this "
        f"computer and {SENT_WHEN_ASKED if is_on() else 'not sent anywhere'}.",
        rows=8,
        longest=MAX_ADVERT,
    )


def _summary(requirements: Sequence[Requirement], reading: AdvertReading) -> None:
    gaps = [requirement for requirement in requirements if requirement.is_gap]
    contents = ", ".join(
        plural(len(items), word, many)
        for items, word, many in (
            (reading.duties, "duty", "duties"),
            (reading.competencies, "competency", "competencies"),
            (reading.metrics, "figure", "figures"),
            (reading.tools, "kind of tool", "kinds of tool"),
        )
        if items
    )
    sentence = f"Found: {contents}."
    if not requirements:
        st.markdown(sentence)
        return
    thin = [requirement for requirement in requirements if requirement.is_thin]
    little = (
        "Thin so far, with no story and fewer than half of the questions practised: "
        + _listed([f"{item.name} ({len(item.attempted)} of {len(item.cards)})" for item in thin])
        if thin
        else ""
    )
    if not gaps:
        some = "" if thin else " For each of them you have a story, or have practised half of the questions."
        st.markdown(f"{sentence}{some} {little}")
        return
    names = _listed([gap.name for gap in gaps])
    st.markdown(f"{sentence} **You have nothing yet for {len(gaps)} of them:** {names} {little}")
    with st.container(horizontal=True):
        if cards := _cards_of(gaps):
            st.button(
                f"Practise for the gaps ({len(cards)})",
                key="practise_gaps",
                icon=":material/play_arrow:",
                on_click=once(practise),
                args=("Gaps", cards),
            )
        untold = next((gap for gap in gaps if gap.kind == "competency"), None)
        if untold:
            st.button(
                f"Write a story: {untold.name}",
                key="write_gap_story",
                icon=":material/edit:",
                on_click=once(_write),
                args=(untold.id,),
            )


def _listed(names: Sequence[str]) -> str:
    """Return up to ``SHOWN`` names and how many more there are, as the end of a sentence."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(map(escape, names[:SHOWN]))}{more}."


def _write(competency: str) -> None:
    go_to("stories", **address_of_new(competency=competency))


def _cards_of(gaps: Iterable[Requirement]) -> list[str]:
    """Return up to ``GAP_CARDS`` card ids, taking one of each gap in turn."""
    rows = [list(gap.cards) for gap in gaps]
    turns = (row[turn] for turn in range(max(map(len, rows), default=0)) for row in rows if turn < len(row))
    return list(dict.fromkeys(turns))[:GAP_CARDS]


def _questions(workspace: Workspace, ranked: Sequence[Relevant], quotations: Quotations) -> None:
    if not ranked:
        return
    st.header("Questions it makes more likely", anchor=False)
    first = ranked[:RAISED]
    st.markdown(f"The first {len(first)} carry more weight in the plan.")
    st.button(
        f"Practise the first {len(first)}",
        key="practise_advert",
        icon=":material/play_arrow:",
        on_click=once(practise),
        args=("Advertisement", [question_card(match.question) for match in first]),
    )
    _list(workspace, first, "advert_questions", quotations)
    more = ranked[RAISED:LISTED]
    if more:
        with st.expander(f"The next {len(more)}", key="advert_more"):
            _list(workspace, more, "advert_questions_more", quotations)


def _list(workspace: Workspace, ranked: Iterable[Relevant], key: str, quotations: Quotations) -> None:
    link_list(
        [
            ListRow(
                match.question,
                workspace.bank.question(match.question).prompt,
                note=_why(match.reasons, quotations),
            )
            for match in ranked
        ],
        on_open=lambda question: go_to("browse", **{OPEN: question}),
        key=key,
    )


def _why(reasons: Sequence[Reason], quotations: Quotations) -> str:
    """Return the two strongest reasons of different words: ``Service level: “answer in 20 seconds”``."""
    by_words: dict[str, Reason] = {}
    for reason in reasons:
        by_words.setdefault(reason.words, reason)
    strongest = list(by_words.values())[:2]
    return " · ".join(
        f"{reason.name}: {quotations.quote(reason.words)}" if reason.name else quotations.quote(reason.words)
        for reason in strongest
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0]}…"


def _requirements(
    requirements: Sequence[Requirement], quotations: Quotations, by_rules: AdvertReading
) -> None:
    by_gap = sorted(requirements, key=lambda requirement: not requirement.is_gap)
    competencies = [requirement for requirement in by_gap if requirement.kind == "competency"]
    if competencies:
        st.header("Skills they ask for", anchor=False)
        link_list(
            [_row(requirement, requirement.name, quotations, by_rules) for requirement in competencies],
            on_open=lambda name: go_to("browse", competency=name),
            key="advert_competencies",
            to="browse?competency=",
        )
    named = [requirement for requirement in by_gap if requirement.kind != "competency"]
    if named:
        st.header("Metrics and tools it names", anchor=False)
        link_list(
            [_row(requirement, requirement.id, quotations, by_rules) for requirement in named],
            on_open=lambda item: go_to("learn", **{OPEN_ITEM: item}),
            key="advert_named",
            to=f"learn?{OPEN_ITEM}=",
        )


def _row(requirement: Requirement, id: str, quotations: Quotations, by_rules: AdvertReading) -> ListRow:
    tags = [("nothing yet", "orange")] if requirement.is_gap else []
    if requirement.id not in by_rules.of_kind(requirement.kind):
        tags.append(("second reader", "gray"))
    if requirement.stories:
        tags.append((plural(len(requirement.stories), "story", "stories"), "green"))
    if requirement.attempted:
        tags.append((f"{len(requirement.attempted)} of {len(requirement.cards)} practised", "blue"))
    return ListRow(id, requirement.name, tags, _quoted(requirement.quotes, quotations))


def _quoted(quotes: Sequence[Quote], quotations: Quotations) -> str:
    """Return the first ``QUOTED`` different quotations, and how many more there are."""
    different = list({quote.in_context: quote.words for quote in reversed(quotes)}.items())[::-1]
    more = f" and {len(different) - QUOTED} more" if len(different) > QUOTED else ""
    shown = (quotations.quote(sentence, words) for sentence, words in different[:QUOTED])
    return " · ".join(shown) + more


def _duties(duties: Sequence[str]) -> None:
    if duties:
        with st.expander(
            plural(len(duties), "duty", "duties"), icon=":material/checklist:", key="advert_duties"
        ):
            st.markdown("\n".join(f"- {escape(duty)}" for duty in duties))


def _terms(advert_terms: Sequence[Term]) -> None:
    if not advert_terms:
        return
    st.header("Words they use", anchor=False)
    st.markdown("Use their words where they come naturally.")
    st.markdown("\n".join(f"- {_term(term)}" for term in advert_terms))


def _term(term: Term) -> str:
    plain = f", where you might say “{term.instead_of}”" if term.instead_of else ""
    often = f" ({term.times} times)" if term.times > 1 else ""
    return f"**{escape(term.words)}**{plain}{often}"
