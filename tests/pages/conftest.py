"""Pages run as Streamlit runs them, for a browser on this computer, over a generated bank."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy, StreamlitHeaders
from streamlit.testing.v1 import AppTest

from prepkit.bank.generate import generate
from prepkit.store import Store, open_file, profiles
from tests.triggers import card_act, trigger

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "prepkit" / "ui" / "runtime" / "entry" / "main.py"

Open = Callable[..., AppTest]


def shown_by(app: AppTest, key: str) -> dict[str, Any]:
    """What one of our own components was given to show, by its key."""
    for element in app.get("bidi_component"):
        if element.proto.id.endswith(f"-{key}"):
            shown: dict[str, Any] = json.loads(element.proto.json)
            return shown
    raise KeyError(key)


def _parts(app: AppTest, key: str) -> list[Any]:
    return [element.proto for element in app.get("bidi_component") if element.proto.id.endswith(f"-{key}")]


def act(app: AppTest, do: str, **more: Any) -> AppTest:
    """Do something on the card on screen, as the browser reports it."""
    [back] = _parts(app, "card_back")
    states = app._tree.get_widget_states()
    states.widgets.append(trigger(back.id, "acts", card_act(json.loads(back.json), do, **more)))
    return app._run(states)


def press_reveal(app: AppTest, confidence: str | None = None) -> AppTest:
    """Reveal the answer of the card on screen."""
    return act(app, "reveal", confidence=confidence)


def press_rating(app: AppTest, rating: int) -> AppTest:
    """Rate the card on screen."""
    return act(app, "rate", rating=rating)


def record_sound(app: AppTest, sound: bytes, take: str | None = None) -> AppTest:
    """Record a sound (a WAV file) for the answer on screen, or end the recording of an earlier ``take``."""
    [recorder] = _parts(app, "voice_recorder")
    value = {
        "take": take or json.loads(recorder.json)["take"],
        "id": uuid4().hex,
        "sound": b64encode(sound).decode(),
    }
    states = app._tree.get_widget_states()
    states.widgets.append(trigger(recorder.id, "sound", value))
    return app._run(states)


def report(app: AppTest, key: str, name: str, value: Any) -> AppTest:
    """Have one of our own components report something, as the browser does."""
    [part] = _parts(app, key)
    states = app._tree.get_widget_states()
    states.widgets.append(trigger(part.id, name, value))
    return app._run(states)


def is_card(app: AppTest) -> bool:
    """Whether a card is on screen."""
    return bool(_parts(app, "card_front"))


def near(app: AppTest) -> dict[str, dict[str, Any]]:
    """The questions that can be opened at once from the page on screen, by id, in order."""
    return {question["id"]: question for question in shown_by(app, "questions")["near"]}


def opened(app: AppTest) -> dict[str, Any] | None:
    """The question that is open in full, or None."""
    if not _parts(app, "questions"):
        return None
    question = shown_by(app, "questions")["opened"]
    return near(app)[question] if question else None


def open_question(app: AppTest, question: str | None) -> AppTest:
    """Click a question, or the way back to the list."""
    [browser] = _parts(app, "questions")
    clicks = json.loads(browser.json)["clicks"]
    states = app._tree.get_widget_states()
    states.widgets.append(trigger(browser.id, "open", {"id": question, "click": clicks + 1}))
    return app._run(states)


def has_heading(app: AppTest, page: str) -> bool:
    """Whether a page drew a title, or one of our own elements that has the heading inside."""
    return bool(app.title or page in ("present", "round") or is_card(app) or opened(app))


def prompt(app: AppTest) -> str:
    """The prompt of the card on screen."""
    return str(shown_by(app, "card_front")["prompt"])


def notice(app: AppTest) -> str:
    """What stands above the prompt of the card on screen, with what was added at the end of the run."""
    ending = [json.loads(part.json)["text"] for part in _parts(app, "card_ending")]
    return "".join([shown_by(app, "card_front")["notice"], *ending])


def choice(app: AppTest, key: str) -> Any:
    """A widget that AppTest has no list of its own for, such as a segmented control."""
    return app.get_by_key(key)


def press_on_board(app: AppTest, press: str, value: int) -> AppTest:
    """Choose or lock a score on the board of a round, as the browser reports it."""
    [board] = _parts(app, "round_board")
    states = app._tree.get_widget_states()
    states.widgets.append(trigger(board.id, press, {"card": json.loads(board.json)["card"], "value": value}))
    return app._run(states)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("tables")
    generate(folder, 30)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _scan_packages_once() -> Iterator[None]:
    """Streamlit looks through every installed package for components each time that an app is run anew."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def browser_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest has no browser: give it the address and headers of one on this computer."""
    headers = [("Host", "localhost:8501"), ("Origin", "http://localhost:8501")]
    monkeypatch.setattr(ContextProxy, "headers", StreamlitHeaders(headers))
    monkeypatch.setattr(ContextProxy, "url", "http://localhost:8501")
    monkeypatch.setattr(ContextProxy, "ip_address", None)
    monkeypatch.setattr(ContextProxy, "timezone", "Europe/London")
    monkeypatch.setattr(ContextProxy, "cookies", {})


@pytest.fixture
def open_page(tables: Path, browser_here: None, monkeypatch: pytest.MonkeyPatch) -> Open:
    """``open_page("browse", question="x")``: a page by name, in a new session, with its query."""
    monkeypatch.setenv("PREPKIT_BANK", str(tables))

    def opened(name: str = "today", **query: str) -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        for key, value in query.items():
            app.query_params[key] = value
        # A page's address is the name of its file, Today's apart: it needs no run before to be known.
        if name != "today":
            app.switch_page(str(ROOT / "pages" / f"{name}.py"))
        app.run()
        assert has_heading(app, name), f"{name} drew no title"
        assert not app.exception
        return app

    return opened


@pytest.fixture
def stored(data_folder: Path) -> Callable[[], Store]:
    """The candidate's own database, opened beside the app."""
    return lambda: profiles.latest(open_file(data_folder / "prepkit.db"), new_id="none", now=0)
