"""The second reader of this visitor: which model they chose, whether answers may be sent to it, its key.

On one's own computer the choice lies in a file, and the key of a service in the system's keyring. For anybody
else both last as long as the session. An operator may name a reader for all visitors in the secrets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import streamlit as st

from prepkit.errors import UnusableReaderAddress
from prepkit.feedback.reader import choice as stored
from prepkit.feedback.reader import keys
from prepkit.feedback.reader.choice import ReaderChoice
from prepkit.feedback.reader.client import ChatReader
from prepkit.feedback.reader.servers import ReaderServer, is_local, parse_address
from prepkit.ui.runtime import paths
from prepkit.ui.runtime.databases import is_saved
from prepkit.ui.runtime.readings import readings_of
from prepkit.ui.runtime.secrets import reader_section

CHOICE, KEY = "second_reader", "second_reader_key"
"""The session keys of the choice and of a service's key, where they are not kept on this computer."""
READ, CLIENT = "second_reader_read", "second_reader_client"
"""The session keys of how many answers were read, and of the client."""
SERVICES = {
    "Mistral": "https://api.mistral.ai/v1",
    "OpenAI": "https://api.openai.com/v1",
    "OpenRouter": "https://openrouter.ai/api/v1",
}
"""What a visitor of a server may choose: by any other address they could reach what only the server can."""
A_VISITOR, A_DAY = 30, 500
"""How many answers an operator's reader reads for one visit, and in a day, unless the secrets say so."""


@dataclass(frozen=True, slots=True)
class OperatorReader:
    """The reader that the operator of a server offers to its visitors."""

    server: ReaderServer
    key: str
    a_visitor: int
    a_day: int


def chosen() -> ReaderChoice | None:
    """Return the visitor's choice, whether or not they have agreed to send answers to it."""
    if is_saved():
        return stored.load(_file())
    choice = st.session_state.get(CHOICE)
    return choice if isinstance(choice, ReaderChoice) else None


def choose(choice: ReaderChoice | None, key: str = "") -> None:
    """Take another reader, or none; ``key`` is that of a service. For callbacks."""
    for name in (CLIENT, KEY):
        st.session_state.pop(name, None)
    # What runs is no longer wanted, and what failed may succeed with another key.
    for each in {choice.server for choice in (chosen(), choice) if choice is not None}:
        readings_of(each).end_all()
    if choice is not None:
        choice = replace(choice, has_key=bool(key))
    if is_saved():
        stored.save(_file(), choice)
        if choice is not None and key and not keys.save_key(choice.address, key):
            st.session_state[KEY] = key
        return
    st.session_state[CHOICE] = choice
    st.session_state[KEY] = key


def agree() -> None:
    """Note that answers may be sent to the chosen address. For callbacks."""
    choice = chosen()
    if choice is not None:
        agreed = replace(choice, agreed_to=choice.address)
        if is_saved():
            stored.save(_file(), agreed)
        else:
            st.session_state[CHOICE] = agreed


def forget() -> None:
    """Choose none, and delete the key. For callbacks."""
    choice = chosen()
    if choice is not None and is_saved():
        keys.delete_key(choice.address)
    choose(None)


def key_is_missing() -> bool:
    """Whether the chosen service was given a key that this session no longer has: nothing is sent then."""
    choice = chosen()
    return choice is not None and choice.is_agreed and choice.has_key and not _key(choice)


def enter_key(key: str) -> None:
    """Take the key of the chosen service again. For callbacks."""
    choice = chosen()
    if choice is not None and key:
        agreed_to = choice.agreed_to
        choose(choice, key)
        if agreed_to == choice.address:
            agree()


def key_is_kept() -> bool:
    """Return whether a service's key outlives the session."""
    return is_saved() and keys.is_available()


def reader() -> ChatReader | None:
    """Return what reads answers; None without one, without the agreement to send it answers, or its key."""
    choice = chosen()
    if choice is None or not choice.is_agreed or key_is_missing():
        return None
    client = st.session_state.get(CLIENT)
    if not isinstance(client, ChatReader) or client.server != choice.server:
        client = ChatReader(choice.server, _key(choice))
        st.session_state[CLIENT] = client
    return client


def where(choice: ReaderChoice) -> str:
    """Say where the model of a choice runs, to go on with in a sentence."""
    if stays_here(choice):
        return "on this computer"
    return "offered by this site" if _is_offered(choice) else f"at {_host(choice)}"


def destination(choice: ReaderChoice) -> str:
    """Say where a text is sent to be read, to be put after “to”."""
    return "this site's reader" if _is_offered(choice) else _host(choice)


def stays_here(choice: ReaderChoice) -> bool:
    """Whether what is read stays on the visitor's own computer."""
    return is_local(choice.address) and is_saved()


def offered_by_operator() -> OperatorReader | None:
    """Return the reader named in the secrets; None if none is, or it cannot be used."""
    section = reader_section()
    model = section.get("model")
    try:
        address = parse_address(str(section.get("address", "")))
    except UnusableReaderAddress:
        return None
    if not isinstance(model, str) or not model:
        return None
    return OperatorReader(
        ReaderServer(address, model),
        str(section.get("key", "")),
        _count(section, "answers_a_visit", A_VISITOR),
        _count(section, "answers_a_day", A_DAY),
    )


def may_read(day: str) -> bool:
    """Count one more answer to be read, on a day (``YYYY-MM-DD``); False once the operator's limit is met."""
    choice, offered = chosen(), offered_by_operator()
    if choice is None or offered is None or not _is_offered(choice):
        return True
    read = int(st.session_state.get(READ, 0))
    if read >= offered.a_visitor or not tally().add(day, offered.a_day):
        return False
    st.session_state[READ] = read + 1
    return True


class Tally:
    """How many answers of all visitors were read today."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day, self._read = "", 0

    def add(self, day: str, most: int) -> bool:
        """Count one more answer on a day; False if that would be more than ``most``."""
        with self._lock:
            if day != self._day:
                self._day, self._read = day, 0
            if self._read >= most:
                return False
            self._read += 1
            return True


@st.cache_resource(show_spinner=False)
def tally() -> Tally:
    """Return the one count of this server."""
    return Tally()


def _is_offered(choice: ReaderChoice) -> bool:
    offered = offered_by_operator()
    return offered is not None and offered.server == choice.server


def _host(choice: ReaderChoice) -> str:
    return choice.address.removeprefix("https://").partition("/")[0]


def _key(choice: ReaderChoice) -> str:
    offered = offered_by_operator()
    if offered is not None and _is_offered(choice):
        return offered.key
    return str(st.session_state.get(KEY) or "") or (keys.read_key(choice.address) or "" if is_saved() else "")


def _count(section: Mapping[str, object], name: str, otherwise: int) -> int:
    count = section.get(name)
    return count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else otherwise


def _file() -> Path:
    return paths.data_folder() / "reader.json"
