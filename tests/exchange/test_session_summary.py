from __future__ import annotations

from prepkit.exchange import session_summary
from prepkit.mock.state import Mock, MockItem, Scored
from tests.shipped import shipped_bank


def of_session() -> list[session_summary.AnswerSummary]:
    bank = shipped_bank()
    question = next(bank.question(id) for id in bank.ids if len(bank.question(id).key_points) > 1)
    items = (
        MockItem("i1", question.id, ticks=(question.key_points[0].id,), coach=Scored(4, "“I rang <her>”")),
        MockItem("i2", "gone", ticks=("p",)),
    )
    return session_summary.answers(bank, Mock("Session", "lead", items, 1))


def test_a_summary_says_score_evidence_and_which_points_were_heard() -> None:
    first, second = of_session()
    assert (first.score, first.evidence, len(first.heard)) == ("4 of 5", "“I rang <her>”", 1)
    assert first.not_heard
    assert (second.prompt, second.score) == ("A question that is no longer in the bank", "Not scored")


def test_the_text_lists_points_and_the_page_runs_no_markup() -> None:
    summaries = of_session()
    text = session_summary.as_text("Session with Maria", "lead", summaries)
    assert text.startswith("Session with Maria\n\nScored as a team lead.")
    assert f"   Said: {summaries[0].heard[0]}\n   Not ticked: {summaries[0].not_heard[0]}" in text
    page = session_summary.as_html("Session with <b>Maria</b>", "lead", summaries)
    assert "<b>Maria" not in page
    assert "I rang &lt;her&gt;" in page
