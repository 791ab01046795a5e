"""The Present page: its address, the way back, and what a code opens."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from prepkit.ui.widgets.wording import escape
from tests.pages.conftest import Open, report, shown_by

FIRST = "question-00001"


def test_a_draw_without_a_link_is_put_into_the_address(open_page: Open) -> None:
    first = shown_by(open_page("present", kind="behavioural"), "stage")
    address = first["address"]
    assert set(address) == {"seed"}
    again = shown_by(open_page("present", kind="behavioural", **address), "stage")
    assert again["slides"] == first["slides"]
    assert again["address"] == {}


def test_leave_leads_back_to_the_list_with_its_filters(open_page: Open) -> None:
    app = open_page("browse", kind="Behavioural", q="customer")
    app.button(key="present_list").click().run()
    origin = app.query_params["from"]
    assert origin.startswith("browse?")
    assert (
        dict(parse_qsl(origin.partition("?")[2])).items() >= {"kind": "Behavioural", "q": "customer"}.items()
    )
    # A refresh begins a new session, which has only the address.
    leave = report(open_page("present", list=FIRST, **{"from": origin}), "stage", "leave", True)
    assert leave.title[0].value == "Questions"
    assert leave.query_params["kind"] == "Behavioural"


@pytest.mark.parametrize("origin", ["no-such-page", "present?seed=2", "../x", ""])
def test_leave_leads_to_today_where_the_address_names_no_page(open_page: Open, origin: str) -> None:
    app = report(open_page("present", list=FIRST, **{"from": origin}), "stage", "leave", True)
    assert not app.exception
    assert "Present" not in str(app.get("bidi_component"))


def test_a_code_opens_the_wording_alone(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREPKIT_PUBLIC_URL", "https://prepkit.example.org")
    ((_, slide),) = shown_by(open_page("present", list=FIRST), "stage")["slides"]
    link = urlsplit(slide["code"]["address"])
    app = open_page(link.path.strip("/"), **dict(parse_qsl(link.query)))
    texts = [frame["items"][0] for frame in slide["frames"] if frame["step"] in ("assessed", "points")]
    assert texts
    assert app.title[0].value == escape(slide["prompt"])
    assert not app.markdown
    assert not app.text_area
    for toggle in app.toggle:
        toggle.set_value(True)
    app.run()
    told = "\n".join(element.value for element in app.markdown)
    assert all(escape(text) in told for text in texts)
