from __future__ import annotations

from prepkit.interviews.appointment import Interview
from prepkit.study_plan.planning import advert_text

PAGE = (
    "<html><head><style>.nps{color:red}</style><script>var nps=1;</script></head><body>"
    "<h2>What you will do</h2><ul><li>Coach new colleagues &amp; own CSAT</li><li>Answer guests</li></ul>"
)


def test_an_advertisement_pasted_as_html_is_read_as_what_it_shows() -> None:
    shown = advert_text(Interview(advert=PAGE))
    assert shown.split("\n") == ["What you will do", "Coach new colleagues & own CSAT", "Answer guests"]


def test_angle_brackets_alone_are_no_html() -> None:
    text = "You answer calls in < 20 seconds and keep CSAT > 90."
    assert advert_text(Interview(advert=text)) == text
