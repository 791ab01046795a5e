"""Have the second reader read an advertisement when a button is pressed, and say what it added."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from prepkit.bank import Bank
from prepkit.feedback.reader.client import ChatReader
from prepkit.interviews.advert.reader_request import read_advert
from prepkit.interviews.advert.reading import AdvertReading
from prepkit.ui.runtime import second_reader as runtime
from prepkit.ui.widgets import second_reader
from prepkit.ui.widgets.read_on_request import asked_for
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace

SENT = "the advertisement, and the names of PrepKit's competencies, tools and metrics"
SENT_WHEN_ASKED = "goes to your second reader only when you press “Have it read”"
NOTHING = AdvertReading({}, {}, {}, ())


def is_on() -> bool:
    """Whether there is a second reader that may be sent texts."""
    choice = runtime.chosen()
    return choice is not None and choice.is_agreed


def read_by_reader(workspace: Workspace, interview_id: str, advert: str) -> AdvertReading:
    """Draw the button, or how far the reading is, and return what was found; nothing until it is there."""
    id = f"advert {interview_id}"
    asked = asked_for(id, advert, sent=SENT, key="advert_read")
    if asked is None or asked.text != advert:
        return NOTHING
    reading = second_reader.read_text(id, advert, partial(_work, advert=advert, bank=workspace.bank))
    second_reader.show_progress(reading, key="advert_read_progress")
    found = reading.job.result if reading is not None and reading.job is not None else None
    if not isinstance(found, AdvertReading):
        return NOTHING
    st.caption(
        escape(
            f"{second_reader.name_of_reader(reading)} What only it found is marked “second reader”, and can "
            "be wrong. Questions and plan go by what PrepKit found itself."
        )
    )
    return found


def _work(reader: ChatReader, *, advert: str, bank: Bank) -> Callable[[Callable[[], bool]], AdvertReading]:
    return partial(read_advert, reader, advert, bank)
