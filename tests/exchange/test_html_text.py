from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.exchange.html_text import listed, markup, plain, without_controls


def text(html: str) -> str:
    return plain(html)[0]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("One<br>Two<br><br>Three", "One\nTwo\n\nThree"),
        ("Lead<ul>\n  <li>first</li>\n  <li><b>second</b> item</li>\n</ul>", "Lead\nfirst\nsecond item"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("One\n   and\tthe same line", "One and the same line"),
        ("<pre>two\n  lines</pre>", "two\n  lines"),
    ],
)
def test_blocks_stand_on_lines_of_their_own(html: str, shown: str) -> None:
    assert text(html) == shown


def test_entities_are_characters() -> None:
    assert text("R&amp;D &lt;5% &nbsp;caf&eacute; &#8364;7 &#x41;") == "R&D <5%  café €7 A"


def test_an_entity_with_endless_digits_is_one_unknown_character() -> None:
    assert text(f"a&#{'9' * 5000};b") == "a\ufffdb"


def test_scripts_styles_and_comments_are_gone_with_what_they_hold() -> None:
    html = "a<script>alert('x')</script>b<STYLE>.c{}</STYLE >c<!-- no -->d<!doctype x>e<?php no ?>f"
    assert text(html) == "abcdef"


def test_a_sign_in_an_attribute_does_not_end_the_tag() -> None:
    assert text("<span title=\"5 > 3\" data-x='<b>'>kept</span>") == "kept"


def test_what_is_never_closed_takes_the_rest_as_in_a_browser() -> None:
    assert [text(html) for html in ("a<b x", "a<!-- b", "a<script>b", 'a<i x="b')] == ["a"] * 4


def test_a_lone_less_than_sign_is_text() -> None:
    assert text("5 < 7 and <3") == "5 < 7 and <3"


def test_pictures_are_counted() -> None:
    assert plain('Look <img src="x.png"> and <IMG src=y.png/>') == ("Look and", 2)


def test_a_cloze_is_its_word() -> None:
    assert text("{{c1::Lyon::city}} lies on the {{c2,3::Rhône}}") == "Lyon lies on the Rhône"


def test_a_cloze_in_a_cloze_is_its_word_and_hints_are_gone() -> None:
    assert text("{{c1::a {{c2::b::hint}} c::more {{c3::no}} hints}} d") == "a b c d"


def test_a_cloze_that_is_never_closed_is_left_to_be_seen() -> None:
    assert text("{{c1::a::b and {{c2::c}}") == "{{c1::a::b and {{c2::c}}"


def test_two_colons_and_braces_outside_a_cloze_stay() -> None:
    assert text("std::vector }} {{field}} {{c1::x}}") == "std::vector }} {{field}} x"


def test_sounds_are_dropped() -> None:
    assert text("hello [sound:hello world.mp3][kept]") == "hello [kept]"


def test_what_looks_like_a_tag_a_cloze_or_a_sound_is_written_as_text() -> None:
    written = "<b>&amp;</b> {{c1::x::y}} [sound:x.mp3] <img src=x>"
    assert plain(markup(written)) == (written, 0)


def test_a_list_comes_back_as_lines() -> None:
    assert text(listed(["one", "two <3"])) == "one\ntwo <3"
    assert listed([]) == ""


@given(st.text())
def test_any_text_comes_back(written: str) -> None:
    lines = written.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    assert text(markup(written)) == without_controls(lines).strip()


@given(st.text(st.sampled_from("<>/!-?=\"'&#;[]{}:c1 abrpscit\n\x00\x01")))
def test_any_html_gives_text_without_controls(html: str) -> None:
    shown = text(html)
    assert shown == without_controls(shown)


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<a ",
        "<a b='",
        "<",
        "</",
        "<script>",
        "= ",
        "{{c1::",
        "{{c1::a::",
        "[sound:",
        "&#",
        " <b> </b>",
    ],
)
def test_broken_html_takes_no_longer_than_sound_html(piece: str) -> None:
    # A parser that begins anew at each piece needs minutes for this many.
    html = piece * (400_000 // len(piece))
    began = time.perf_counter()
    plain(html)
    plain(f"<a {html}")
    assert time.perf_counter() - began < 10
