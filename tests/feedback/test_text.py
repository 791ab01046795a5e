from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prepkit.feedback.text import UNENDING, one_of, sentences, spans, words


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_sentences_end_where_people_end_them() -> None:
    assert texts("It was late. “Who is there?” I asked… Nobody!\nA new line") == [
        "It was late.",
        "“Who is there?”",
        "I asked…",
        "Nobody!",
        "A new line",
    ]


def test_an_abbreviation_and_a_figure_end_nothing() -> None:
    assert texts("We used e.g. chat, approx. 4.5 hours a day.") == [
        "We used e.g. chat, approx. 4.5 hours a day."
    ]


def test_a_transcript_without_full_stops_is_parted_where_a_thought_begins() -> None:
    told = (
        "the phones went down on a monday and there were forty people waiting in the queue for more than an "
        "hour and then i moved half of the team to chat because nobody could call us and so i wrote a notice "
        "for the website but then the website went down as well which nobody had expected at that time"
    )
    parts = texts(told)
    assert len(parts) > 1
    assert " ".join(parts) == told
    assert all(len(part.split()) <= UNENDING for part in parts)


@given(st.text(max_size=400))
def test_every_sentence_stands_where_it_says_it_does(text: str) -> None:
    found = sentences(text)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_phrases_are_found_as_whole_words_with_any_apostrophe() -> None:
    pattern = one_of(["i'm not sure", "um"])
    found = [span.text for span in spans(pattern, "Um, I’m not sure about the umbrella, i'm  not sure.")]
    assert found == ["Um", "I’m not sure", "i'm  not sure"]


def test_words_keep_figures_and_apostrophes() -> None:
    assert words("Don’t wait 3.5 hours: 40% left!") == ["don't", "wait", "3.5", "hours", "40%", "left"]
