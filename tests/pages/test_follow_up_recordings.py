"""What is said to a follow-up in a mock is kept beside the answer, where recordings are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.store import Store, attempts, settings
from prepkit.ui.runtime.kept_recordings import follow_up_id
from prepkit.ui.runtime.opening import clock
from prepkit.voice.recording import RATE
from tests.pages.conftest import Open, record_sound
from tests.pages.test_mock import give_score
from tests.pages.test_recordings import kept_files
from tests.voice.speech import as_wav

Stored = Callable[[], Store]
QUESTION = "question-00001"
SECOND = as_wav(np.full(RATE, 500))


@pytest.fixture
def spoken(open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, str]:
    """A mock at its scoring, whose answer and follow-up were spoken; the page, and the answer's id."""
    monkeypatch.setattr("prepkit.voice.transcribe.engines", lambda models: [])
    open_page("settings")
    settings.save(stored(), 1, keeps_recordings=True)
    item, now = MockItem(str(uuid4()), QUESTION, answer_s=120, probe="And then?"), clock().now
    mock = Mock("Any role", "lead", (item,), now, phase=MockPhase.ANSWER, began=now, seen_at=now)
    repository.save(stored(), "one", mock, now)
    app = open_page("mock", mock="one")
    if any(button.key == "once_resume" for button in app.button):
        app.button(key="once_resume").click().run()
    for _ in ("the answer", "the follow-up"):
        record_sound(app, SECOND)
        app.button(key="once_onward").click().run()
    return app, item.id


def test_the_answer_to_a_follow_up_is_kept_and_played_beside_the_answer(
    open_page: Open, data_folder: Path, spoken: tuple[AppTest, str]
) -> None:
    app, item = spoken
    give_score(app, item, 4)
    assert kept_files(data_folder) == {f"{item}.wav", f"{follow_up_id(item)}.wav"}
    page = open_page("browse", question=QUESTION)
    page.button(key=f"history_play_{follow_up_id(item)}").click().run()
    assert len(page.get("audio")) == 1
    page.button(key=f"history_delete_{follow_up_id(item)}").click().run()
    page.button(key=f"history_delete_{follow_up_id(item)}_yes").click().run()
    assert kept_files(data_folder) == {f"{item}.wav"}


def test_scored_anew_it_belongs_to_the_new_score(
    data_folder: Path, stored: Stored, spoken: tuple[AppTest, str]
) -> None:
    app, item = spoken
    give_score(app, item, 4)
    app.session_state["mock_answer_1"] = True
    app.run()
    app.button(key="mock_again_1").click().run()
    (mock,) = [mock for _, mock in repository.list_all(stored())]
    again = mock.items[0].id
    give_score(app, again, 2)
    (attempt,) = attempts.of_card(stored(), f"q:{QUESTION}")
    assert kept_files(data_folder) == {f"{attempt.id}.wav", f"{follow_up_id(attempt.id)}.wav"}


def test_nothing_is_kept_where_nobody_wants_it(
    data_folder: Path, stored: Stored, spoken: tuple[AppTest, str]
) -> None:
    app, item = spoken
    settings.save(stored(), 2, keeps_recordings=False)
    give_score(app, item, 4)
    assert kept_files(data_folder) == set()
