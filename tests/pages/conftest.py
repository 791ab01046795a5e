"""Pages run as Streamlit runs them, for a browser on this computer, over a generated bank."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy, StreamlitHeaders
from streamlit.testing.v1 import AppTest

from prepkit.bank.generate import generate
from prepkit.store import Store, open_file, profiles

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "prepkit" / "ui" / "entry" / "main.py"

Open = Callable[..., AppTest]


def shown_by(app: AppTest, key: str) -> dict[str, Any]:
    """What one of our own components was given to show, by its key."""
    for element in app.get("bidi_component"):
        if element.proto.id.endswith(f"-{key}"):
            shown: dict[str, Any] = json.loads(element.proto.json)
            return shown
    raise KeyError(key)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("tables")
    generate(folder, 30)
    return folder


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
        app.run()
        assert app.title, "no page was drawn"
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
        # The coach's screen is one element of our own, with its heading inside.
        assert app.title or name == "present", f"{name} drew no title"
        assert not app.exception
        return app

    return opened


@pytest.fixture
def stored(data_folder: Path) -> Callable[[], Store]:
    """The candidate's own database, opened beside the app."""
    return lambda: profiles.latest(open_file(data_folder / "prepkit.db"), new_id="none", now=0)
