"""Draw the choice of a second reader: find or name one, see what is sent where, agree, turn it off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from prepkit.errors import UnusableReaderAddress
from prepkit.feedback.reader.choice import ReaderChoice
from prepkit.feedback.reader.servers import LocalServer, find_local, parse_address
from prepkit.feedback.reader.trial import try_reader
from prepkit.ui.runtime import second_reader as runtime
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.databases import is_saved
from prepkit.ui.widgets import second_reader as readings
from prepkit.ui.widgets.wording import escape

FOUND, PROBLEM = "reader_found", "reader_problem"
"""The session keys of the servers found on this computer, and of what was wrong with what was typed."""
MOST_CHARACTERS = 200
TRIAL = "trial"
"""The id of the reading of a made-up answer."""
TRIES = "Sends it two made-up sentences, nothing of yours, and says whether it works."
ON_REQUEST = (
    "A story you write, an answer that a client sent you and an advertisement are read only when you press "
    "“Have it read”, with what is asked of them."
)


def second_reader() -> None:
    """Draw the section: what it is, what is chosen, and how to choose."""
    st.header("A second reader", anchor=False)
    choice = runtime.chosen()
    if choice is None:
        st.markdown(
            "A language model of your choice can read the answers you type or record, and say for each key "
            "point whether it is covered, with your exact words. It never ticks and never rates: you do. "
            "It is off."
        )
        _offers()
    elif not choice.is_agreed:
        _agreement(choice)
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/check: **On:** {escape(choice.model)}, {escape(runtime.where(choice))}. Each "
                f"answer of eight words or more is read when you reveal the card. {ON_REQUEST}",
                width="stretch",
            )
            st.button("Try it", key="reader_try", help=TRIES, on_click=once(_try))
            st.button("Turn off", key="reader_off", on_click=once(_forget))
        _trial()
        if runtime.key_is_missing():
            _ask_for_key(choice)
        if not runtime.stays_here(choice):
            st.caption(_what_is_sent(choice))


def _trial() -> None:
    """Draw how a try went, once somebody has pressed its button."""
    if not readings.is_begun(TRIAL):
        return
    reading = readings.read_text(TRIAL, "", lambda reader: partial(try_reader, reader))
    readings.show_progress(reading, key="reader_trial")
    if reading is not None and reading.is_read:
        st.markdown(":material/check: It answers, and what it says can be checked against an answer.")


def _try() -> None:
    readings.forget(TRIAL)
    readings.read_text(TRIAL, "", lambda reader: partial(try_reader, reader))


def _ask_for_key(choice: ReaderChoice) -> None:
    """Draw a field for the key that went with the session it was entered in."""
    st.warning(
        f"The key for {escape(runtime.destination(choice))} was kept for one session only. Nothing is sent "
        "until you enter it again.",
        icon=":material/key:",
    )
    row = st.container(horizontal=True, vertical_alignment="bottom")
    with row, st.form("reader_key_again", border=False):
        st.text_input("Key", type="password", key="reader_again", max_chars=500)
        st.form_submit_button("Use this key", on_click=once(_enter_key))


def _enter_key() -> None:
    runtime.enter_key(str(st.session_state["reader_again"]).strip())


def _agreement(choice: ReaderChoice) -> None:
    """Draw what is sent where, before the first answer is."""
    with st.container(border=True, gap="small", key="reader_agreement"):
        if runtime.stays_here(choice):
            st.markdown(
                f"**{escape(choice.model)}** at `` {choice.address} ``. It runs on this computer, so your "
                "answers stay on it."
            )
        else:
            st.markdown(f"**Before the first answer is sent.** {_what_is_sent(choice)}")
        st.markdown(
            "It reads each answer of eight words or more when you reveal its card, until you turn it off. "
            f"{ON_REQUEST}"
        )
        with st.container(horizontal=True):
            label = "Use it" if runtime.stays_here(choice) else "Send my answers there"
            st.button(label, key="reader_agree", type="primary", on_click=once(runtime.agree))
            st.button("Cancel", key="reader_cancel", on_click=once(_forget))


def _what_is_sent(choice: ReaderChoice) -> str:
    return (
        f"Sent to `` {choice.address} `` (model {escape(choice.model)}): the question with its material, its "
        "key points and your answer; for a story, its key facts; an advertisement or a client's answer only "
        "when you press “Have it read”. Nothing else: no name, no notes, no ratings, no recording. "
        "What happens to it there is for that service's own terms to say."
    )


def _offers() -> None:
    offered = runtime.offered_by_operator()
    if offered is not None:
        st.button(
            "Use the reader of this site",
            key="reader_offered",
            help=f"{escape(offered.server.model)} at {escape(offered.server.address)}",
            on_click=once(_choose),
            args=(offered.server.address, offered.server.model),
        )
    if is_saved():
        _on_this_computer()
    with st.expander(
        "Use a service", icon=":material/cloud:", key="reader_service", on_change="rerun"
    ) as folder:
        if folder.open:
            _service()


def _on_this_computer() -> None:
    folder = st.expander(
        "Use a model on this computer", icon=":material/computer:", key="reader_local", on_change="rerun"
    )
    if not folder.open:
        return
    with folder:
        if FOUND not in st.session_state:
            with st.spinner("Looking for a running model…"):
                st.session_state[FOUND] = find_local()
        found: Sequence[LocalServer] = st.session_state[FOUND]
        if not found:
            st.markdown(
                "None is running. Start one, for example with Ollama, LM Studio or llama.cpp, then look "
                "again."
            )
        for server in found:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                model = st.selectbox(
                    f"Model of {server.program}", server.models, key=f"reader_model_{server.program}"
                )
                st.button(
                    "Choose",
                    key=f"reader_use_{server.program}",
                    on_click=once(_choose),
                    args=(server.address, model),
                )
        st.button(
            "Look again", key="reader_look", icon=":material/refresh:", type="tertiary", on_click=once(_look)
        )


def _service() -> None:
    with st.form("reader_form", border=False):
        if is_saved():
            st.text_input(
                "Address",
                key="reader_address",
                placeholder="https://api.openai.com/v1",
                max_chars=500,
                help="Any server that speaks the chat-completions protocol of OpenAI.",
            )
        else:
            st.selectbox("Service", list(runtime.SERVICES), key="reader_name")
        st.text_input(
            "Model", key="reader_model", placeholder="as the service calls it", max_chars=MOST_CHARACTERS
        )
        kept = "in your system's keyring" if runtime.key_is_kept() else "for this session only"
        st.text_input("Key", type="password", key="reader_key", max_chars=500, help=f"It is kept {kept}.")
        st.form_submit_button("Choose", key="reader_submit", on_click=once(_choose_service))
    if PROBLEM in st.session_state:
        st.error(st.session_state.pop(PROBLEM), icon=":material/error:")


def _choose_service() -> None:
    typed = (
        st.session_state["reader_address"]
        if is_saved()
        else runtime.SERVICES[str(st.session_state["reader_name"])]
    )
    model = str(st.session_state["reader_model"]).strip()
    try:
        address = parse_address(str(typed))
    except UnusableReaderAddress as error:
        st.session_state[PROBLEM] = str(error)
        return
    if not model or not model.isprintable():
        st.session_state[PROBLEM] = "Enter the name of a model, as the service calls it."
        return
    _choose(address, model, str(st.session_state["reader_key"]).strip())


def _choose(address: str, model: str, key: str = "") -> None:
    runtime.choose(ReaderChoice(address, model), key)


def _look() -> None:
    st.session_state.pop(FOUND, None)


def _forget() -> None:
    runtime.forget()
    _look()
