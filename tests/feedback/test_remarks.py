"""Each kind of remark: what brings it, what it quotes, and what leaves it out."""

from __future__ import annotations

import pytest

from prepkit.feedback.remarks import GROUPS, Remark, RemarkKind
from prepkit.feedback.review import review

GOOD = (
    "Last March our phones failed at nine on a Monday, with forty people in the queue. I was the "
    "lead on shift and had to keep the desk open. I moved six people to chat within ten minutes, and"
    " I wrote the notice for the website myself. I decided against sending people home, because the "
    "fault could have ended at any time. Then I rang the ten largest customers before they could "
    "ring us, and asked each of them which of their orders could not wait. I wrote those on one list"
    " that everybody could see. By noon we answered 80% of contacts, against 20% the last time this "
    "happened, and complaints that week fell from 31 to 12. What I would do differently is the "
    "notice: I put it up too late, and people had already called twice."
)


def made(text: str, *, tells: bool = True, samples: tuple[str, ...] = ()) -> dict[RemarkKind, Remark]:
    return {remark.kind: remark for remark in review(text, tells=tells, samples=samples).remarks}


def test_a_good_answer_is_left_in_peace() -> None:
    assert made(GOOD) == {}


@pytest.mark.parametrize(
    ("text", "kind", "quoted"),
    [
        ("Um, so I called her, um, and, you know, she was fine.", RemarkKind.FILLER, "you know"),
        ("I " + "very " * 40 + "often called.", RemarkKind.LONG_SENTENCE, "often called"),
        ("We called them. We wrote to them. We moved people. We fixed it.", RemarkKind.WE, "We called"),
        ("That's a good question. I called her at nine.", RemarkKind.OPENING, "That's a good question"),
        ("So, um, where do I start? I called her.", RemarkKind.OPENING, "where do I start"),
    ],
)
def test_each_remark_quotes_the_words_it_is_about(text: str, kind: RemarkKind, quoted: str) -> None:
    remark = made(text)[kind]
    assert any(quoted in quote.text for quote in remark.quotes), remark
    for quote in remark.quotes:
        assert text[quote.start : quote.end] == quote.text
    assert remark.why
    assert remark.mend


def test_what_is_not_there_is_said_without_a_quote() -> None:
    found = made("I called her and she was pleased with what I did for her.")
    assert found[RemarkKind.NO_NUMBER].quotes == ()
    assert "seconds aloud" in found[RemarkKind.LENGTH].says


@pytest.mark.parametrize(
    "text",
    [
        "It is between thirty-one and thirty-six.",
        "I wrote around sixty macros.",
        "It halved within two months.",
        "A third of them called again.",
        "By noon we were at 80%.",
    ],
)
def test_a_number_in_any_words_is_a_figure(text: str) -> None:
    assert RemarkKind.NO_NUMBER not in made(text)


def test_words_that_mean_something_are_no_fillers() -> None:
    text = "You know our system, I mean the old one. People like her sort of customer, and the ER is near."
    assert RemarkKind.FILLER not in made(text)


def test_a_text_without_full_stops_has_no_long_sentence() -> None:
    assert RemarkKind.LONG_SENTENCE not in made("so i called her " * 30)


def test_missing_parts_are_asked_for_and_not_asserted() -> None:
    principles = made("I always listen and I would stay calm with every caller.")[RemarkKind.MISSING_PART]
    assert principles.says.endswith("?")
    assert RemarkKind.MISSING_PART not in made("I always listen and I would stay calm.", tells=False)


def test_an_opening_phrase_later_on_opens_nothing() -> None:
    assert RemarkKind.OPENING not in made("I called her, and it depends on the day whether she answers.")


def test_we_is_fine_where_the_speaker_is_seen_too() -> None:
    assert RemarkKind.WE not in made(
        "We met at nine. I called them, I wrote to them, and I moved two people. We won."
    )


def test_reciting_a_sample_answer_is_noticed_and_shown() -> None:
    sample = (
        "The rule I use has three parts: who is hurt, how soon it cannot be undone, and who else could do it."
    )
    remark = made(f"Well. {sample} That is all.", samples=(sample,))[RemarkKind.RECITED]
    assert remark.quotes[0].text.startswith("The rule I use has three parts")
    assert RemarkKind.RECITED not in made(GOOD, samples=(sample,))


def test_a_kind_that_is_switched_off_is_not_made() -> None:
    text = "Um, so I called her, um, and she was fine."
    found = review(text, tells=True, off=[RemarkKind.FILLER])
    assert RemarkKind.FILLER not in {remark.kind for remark in found.remarks}


def test_every_kind_has_a_label_and_one_group() -> None:
    assert sorted(kind for kinds in GROUPS.values() for kind in kinds) == sorted(RemarkKind)
    assert all(kind.label and kind.group for kind in RemarkKind)


@pytest.mark.parametrize("text", ["", " ", "?!", "🙂", "x" * 50_000, "word " * 10_000, "a.\n" * 3_000])
def test_nothing_that_can_be_typed_breaks_it(text: str) -> None:
    found = review(text, tells=True)
    assert text.startswith(found.text)
    assert found.reading.is_whole == (found.text == text)
