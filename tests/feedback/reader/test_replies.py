from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from prepkit.errors import UnreadableReply, UnverifiedReply
from prepkit.feedback.reader.replies import verdicts_of
from prepkit.feedback.reader.verdicts import Coverage, Verdicts
from prepkit.question import KeyPoint

POINTS = (KeyPoint("rang", "Rang customers"), KeyPoint("told", "Told the team"))
ANSWER = (
    "It was the week before Christmas, and the grocers’ orders were late. "
    "I rang every grocer myself – all   forty of them.\n"
    "“We’ve lost nobody,” my boss said."
)


def point(number: int, coverage: str, *quotes: str) -> dict[str, Any]:
    return {"point": number, "quotes": list(quotes), "lacking": "", "coverage": coverage}


GOOD = {"points": [point(1, "covered", "I rang every grocer myself"), point(2, "missing")]}


def verdicts(reply: Mapping[str, Any] | str, points: Sequence[KeyPoint] = POINTS) -> Verdicts:
    return verdicts_of(reply if isinstance(reply, str) else json.dumps(reply), ANSWER, points)


def quotes_of(*quotes: str) -> list[str]:
    found = verdicts({"points": [point(1, "covered", *quotes), point(2, "missing")]})
    return [span.text for span in found.points[0].quotes]


def test_a_reply_is_read_point_by_point_with_the_words_of_the_answer() -> None:
    found = verdicts(GOOD | {"parts": {"situation": [1], "action": [2], "result": [3]}})
    assert [(p.point_id, p.coverage) for p in found.points] == [
        ("rang", Coverage.COVERED),
        ("told", Coverage.MISSING),
    ]
    (span,) = found.points[0].quotes
    assert ANSWER[span.start : span.end] == span.text == "I rang every grocer myself"
    assert found.parts == {"situation": (1,), "task": (), "action": (2,), "result": (3,)}


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("the grocers' orders were late", "the grocers’ orders were late"),
        ("i RANG every grocer", "I rang every grocer"),
        ("myself - all forty of them", "myself – all   forty of them"),
        ("all forty of them. \"We've lost nobody", "all   forty of them.\n“We’ve lost nobody"),
        ("“I rang every grocer myself”", "I rang every grocer myself"),
        ("I rang every grocer myself.", "I rang every grocer myself"),
        ("I rang every grocer myself…", "I rang every grocer myself"),
        ("I ra\u200bng every", "I rang every"),
    ],
)
def test_a_quotation_stands_whatever_its_white_space_case_and_marks(quote: str, shown: str) -> None:
    assert quotes_of(quote) == [shown]


@pytest.mark.parametrize(
    "quote",
    [
        "I wrote to every grocer",
        "I rang … all forty of them",
        "ang every groc",
        "I",
        "",
        "…",
        "It was the week before Christmas. I rang every grocer",
        ANSWER * 4,
    ],
)
def test_a_point_whose_quotation_does_not_stand_in_the_answer_is_not_judged(quote: str) -> None:
    for coverage in ("covered", "partly"):
        found = verdicts({"points": [point(1, coverage, quote), point(2, "missing")]})
        assert found.points[0].coverage is None
        assert found.points[0].quotes == ()


def test_of_several_quotations_those_that_stand_are_kept_in_the_order_of_the_answer() -> None:
    assert quotes_of("my boss said", "not there", "week before Christmas", "before Christmas") == [
        "week before Christmas",
        "my boss said",
    ]
    assert len(quotes_of("the week", "Christmas", "orders", "late", "every grocer")) == 3


@pytest.mark.parametrize(
    "points",
    [
        [point(2, "missing")],
        [point(2, "missing"), point(3, "covered", "I rang every grocer")],
        [point(2, "missing"), point(1, "missing"), point(1, "covered", "I rang every grocer")],
        [point(2, "missing"), point(1, "certainly", "I rang every grocer")],
        [point(2, "missing"), {"point": 1, "quotes": ["I rang every grocer"]}],
        [point(2, "missing"), None, "1", 7, []],
    ],
)
def test_a_point_that_is_left_out_doubled_or_makes_no_sense_is_not_judged(points: list[Any]) -> None:
    found = verdicts({"points": points})
    assert [(p.point_id, p.coverage) for p in found.points] == [("rang", None), ("told", Coverage.MISSING)]


def test_sentences_that_are_not_there_are_dropped_and_each_tells_one_part() -> None:
    found = verdicts(GOOD | {"parts": {"situation": [1, 0, 99, -1], "task": [1, 2, 2], "end": [3]}})
    assert found.parts == {"situation": (1,), "task": (2,), "action": (), "result": ()}


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "```json\n{}\n```",
        "Sure, here is what I found: {}\nDo you need anything else?",
        '<think>Maybe {{"points": []}} or {{x}}?</think>\n{}',
        '{{"result": {}}}',
        '{{"note": "{{"}} {} {{',
    ],
)
def test_the_verdicts_are_found_in_whatever_stands_around_them(wrapped: str) -> None:
    assert verdicts(wrapped.format(json.dumps(GOOD))) == verdicts(GOOD)


def test_of_two_replies_the_last_one_counts() -> None:
    draft = json.dumps({"points": [point(1, "missing"), point(2, "missing")]})
    assert verdicts(f"{draft}\nOn second thoughts: {json.dumps(GOOD)}") == verdicts(GOOD)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I cannot help with that.",
        "{}",
        "[]",
        '{"points": []}',
        '{"points": "all covered"}',
        json.dumps(GOOD)[:-2],
        "{" * 10_000,
        '{"points":' * 10_000,
    ],
)
def test_a_reply_with_nothing_usable_is_an_error_with_a_sentence(reply: str) -> None:
    with pytest.raises(UnreadableReply, match="cannot be used"):
        verdicts(reply)


def test_a_reply_of_which_nothing_stands_in_the_answer_says_just_that() -> None:
    reply = {"points": [point(1, "covered", "never said")], "improvement": "10/10"}
    with pytest.raises(UnverifiedReply, match="could be verified"):
        verdicts(json.dumps(reply))


def test_advice_is_kept_to_two_sentences() -> None:
    found = verdicts(GOOD | {"improvement": "Say how many stayed. Begin with\nthe call. And smile. Always."})
    assert found.improvement == "Say how many stayed. Begin with the call."


def test_a_follow_up_is_a_question_about_the_answer() -> None:
    asked = "You said “all forty of them”. Which call was the hardest?"
    assert verdicts(GOOD | {"follow_up": asked}).follow_up == asked


SHOWN = [
    "Say which grocer you rang first and what she answered.",
    "Name the figure behind “We've lost nobody”: how many of the forty stayed.",
    "Great use of “all forty of them”; add how long it took.",
    "Say that satisfaction rose from 81 to 92 percent, and who measured it.",
    "Add how you covered the 24/7 line while you were ringing.",
    "Say who you hired after that, and why.",
]
DROPPED = [
    "That is 8/10.",
    "I would give it 8 out of 10.",
    "Eight out of ten, say more.",
    "An A+ in my book.",
    "Solid B-.",
    "This is an A, add figures.",
    "Rating: 4.",
    "Score 7, add figures.",
    "Your grade is B.",
    "Full marks for the call.",
    "Four stars.",
    "★★★★☆",
    "You covered 3 of 6 key points.",
    "A 90% answer.",
    "Hire.",
    "Strong hire, add figures.",
    "I would hire this person.",
    "You would fail.",
    "Great answer, add figures.",
    "Well done, that was impressive.",
    "Good story, shorten it.",
    "See https://example.com/tips.",
    "See www.example.com for more.",
    "Read example.com on this.",
    "Write to me@example.com.",
    "Look [here](x).",
    "Say “I saved a million” as you did.",
    "You said “I saved a million, which is rare.",
    "You said 「I saved a million」, which is rare.",
    "Say 'nobody was sacked' as you did.",
    "Say\x00 more.",
    "Say \ud83d more.",
    "Say \u202emore.",
    "Say more " * 60,
    "x" * 100_000,
]


@pytest.mark.parametrize("text", SHOWN)
def test_advice_that_is_plain_is_shown(text: str) -> None:
    assert verdicts(GOOD | {"improvement": text}).improvement == text


@pytest.mark.parametrize("text", DROPPED)
def test_a_score_praise_without_its_words_an_address_and_what_cannot_be_drawn_are_not_shown(
    text: str,
) -> None:
    found = verdicts(GOOD | {"improvement": text, "follow_up": text.rstrip(".") + "?"})
    assert (found.improvement, found.follow_up) == ("", "")
    assert found.points == verdicts(GOOD).points


@pytest.mark.parametrize(
    "text", ["Tell me more.", "Why? And when?", "Why " + "so " * 100 + "late?", "", 7, None]
)
def test_a_follow_up_that_is_not_one_short_question_is_not_shown(text: object) -> None:
    assert verdicts(GOOD | {"follow_up": text}).follow_up == ""


def test_a_question_without_key_points_still_has_parts_and_advice() -> None:
    found = verdicts(
        {"points": [], "parts": {"action": [2]}, "improvement": "Say how long it took."}, points=()
    )
    assert (found.points, found.parts["action"]) == ((), (2,))
    assert found.improvement == "Say how long it took."
