from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from prepkit.store import Store, attempts, drafts, profiles, settings
from prepkit.ui.widgets.transcript import TRANSCRIBING, Transcribing
from prepkit.voice.recording import RATE, Recording
from prepkit.voice.transcribe import Engine
from tests.pages.conftest import Open, act, near, notice, press_rating, press_reveal, record_sound, shown_by
from tests.voice.speech import as_wav

Stored = Callable[[], Store]
SECOND = as_wav(np.full(RATE, 500))
LONGER = as_wav(np.full(2 * RATE, 500))
HEARD = "We rang every customer"


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is there and ready, and says how long the recording is."""

    def transcribe(recording: Recording) -> str:
        return f"{HEARD} {recording.seconds:.0f}."

    engines = [Engine("made_up", "Made up", False, transcribe)]
    monkeypatch.setattr("prepkit.voice.transcribe.engines", lambda models: engines)


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No engine is installed."""
    monkeypatch.setattr("prepkit.voice.transcribe.engines", lambda models: [])


def question_of(open_page: Open) -> str:
    return next(iter(near(open_page("browse"))))


def card_of(open_page: Open, question: str) -> AppTest:
    open_page("browse", question=question).button(key="practise_one").click().run()
    return open_page("practise")


def attempt_on(card: AppTest) -> str:
    return str(shown_by(card, "card_back")["attempt"])


def rated(open_page: Open, question: str, sound: bytes | None, rating: int = 3) -> str:
    """Record an answer to the question and rate it; return the attempt's id."""
    card = card_of(open_page, question)
    if sound is not None:
        record_sound(card, sound)
    attempt_id = attempt_on(press_reveal(card))
    press_rating(card, rating)
    return attempt_id


@pytest.fixture
def keeping(open_page: Open, stored: Stored) -> None:
    """The candidate wants recordings kept."""
    # The page makes the profile, with an id as the app gives it.
    open_page("settings")
    settings.save(stored(), 1, keeps_recordings=True)


def kept_files(data_folder: Path) -> set[str]:
    return {path.name for path in (data_folder / "recordings").rglob("*.*")}


def finished(card: AppTest) -> AppTest:
    latest = card.session_state[TRANSCRIBING]
    assert isinstance(latest, Transcribing)
    assert latest.job.wait(30)
    return card.run()


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown).replace("\\", "")


def draft(card: AppTest) -> str:
    return str(shown_by(card, "draft")["saved"])


@pytest.mark.usefixtures("hears")
def test_an_old_text_gives_way_to_a_recording_only_where_asked_for_and_comes_back(
    open_page: Open, stored: Stored
) -> None:
    question = question_of(open_page)
    drafts.save(stored(), f"q:{question}", "Typed long ago.", 1)
    card = finished(record_sound(card_of(open_page, question), SECOND))
    card.button(key="transcript_replace").click().run()
    assert draft(card) == f"{HEARD} 1."
    card.button(key="transcript_undo").click().run()
    assert draft(card) == "Typed long ago."
    card.button(key="transcript_add").click().run()
    assert draft(card) == f"Typed long ago.\n\n{HEARD} 1."


@pytest.mark.usefixtures("hears")
def test_the_words_of_a_recording_are_added_to_what_was_typed_and_give_way_to_a_better_take(
    open_page: Open, stored: Stored
) -> None:
    question = question_of(open_page)
    drafts.save(stored(), f"q:{question}", "Typed before.", 1)
    card = finished(record_sound(card_of(open_page, question), SECOND))
    assert draft(card) == "Typed before."
    assert f"{HEARD} 1." in said(card)
    card.button(key="transcript_add").click().run()
    assert draft(card) == f"Typed before.\n\n{HEARD} 1."
    # A better take replaces the words of the one before, not what was typed.
    card = finished(record_sound(card, LONGER))
    assert draft(card) == f"Typed before.\n\n{HEARD} 2."
    press_rating(press_reveal(card), 3)
    assert attempts.of_card(stored(), f"q:{question}")[0].answer == f"Typed before.\n\n{HEARD} 2."


@pytest.mark.usefixtures("hears")
def test_switched_off_in_settings_the_words_come_at_a_button(open_page: Open) -> None:
    open_page("settings").toggle(key="set_transcribes").set_value(False).run()
    card = record_sound(card_of(open_page, question_of(open_page)), SECOND)
    assert TRANSCRIBING not in card.session_state
    card = finished(card.button(key="text_made_up").click().run())
    assert draft(card) == f"{HEARD} 1."


def test_a_model_is_fetched_only_after_a_click(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    engines = [Engine("made_up", "Made up", True, lambda recording: HEARD)]
    monkeypatch.setattr("prepkit.voice.transcribe.engines", lambda models: engines)
    card = record_sound(card_of(open_page, question_of(open_page)), SECOND)
    assert TRANSCRIBING not in card.session_state
    card = finished(card.button(key="fetch_made_up").click().run())
    assert draft(card) == HEARD


@pytest.mark.usefixtures("deaf")
def test_without_an_engine_settings_does_not_offer_it(open_page: Open) -> None:
    assert "set_transcribes" not in {toggle.key for toggle in open_page("settings").toggle}


@pytest.mark.usefixtures("deaf")
def test_no_recording_is_kept_unless_somebody_wants_it(open_page: Open, data_folder: Path) -> None:
    rated(open_page, question_of(open_page), SECOND)
    assert kept_files(data_folder) == set()


@pytest.mark.usefixtures("deaf")
def test_a_kept_recording_is_played_beside_later_answers_and_deleted_there(
    open_page: Open, data_folder: Path, stored: Stored
) -> None:
    open_page("settings").toggle(key="set_keeps_recordings").set_value(True).run()
    question = question_of(open_page)
    first, second = rated(open_page, question, SECOND), rated(open_page, question, LONGER)
    assert kept_files(data_folder) == {f"{first}.wav", f"{second}.wav"}
    card = press_reveal(card_of(open_page, question))
    assert ":gray[Earlier answers]" in {tab.label for tab in card.tabs}
    assert len(card.get("audio")) == 0
    card.button(key=f"compare_left_play_{first}").click().run()
    card.button(key=f"compare_right_play_{second}").click().run()
    assert len(card.get("audio")) == 2
    page = open_page("browse", question=question)
    page.button(key=f"history_play_{first}").click().run()
    page.button(key=f"history_delete_{first}").click().run()
    page.button(key=f"history_delete_{first}_yes").click().run()
    assert kept_files(data_folder) == {f"{second}.wav"}
    assert len(attempts.of_card(stored(), f"q:{question}")) == 2


@pytest.mark.usefixtures("deaf", "keeping")
def test_settings_counts_what_is_kept_and_deletes_it_after_asking(
    open_page: Open, data_folder: Path, stored: Stored
) -> None:
    question = question_of(open_page)
    rated(open_page, question, as_wav(np.full(60 * RATE, 500)))
    rated(open_page, question, SECOND)
    page = open_page("settings")
    assert "2 recordings kept, 2.0 MB." in said(page)
    page.button(key="delete_recordings").click().run()
    assert len(kept_files(data_folder)) == 2
    page.button(key="delete_recordings_yes").click().run()
    assert kept_files(data_folder) == set()


@pytest.mark.usefixtures("deaf", "keeping")
def test_an_undone_rating_keeps_its_recording_for_the_rating_that_follows(
    open_page: Open, data_folder: Path, stored: Stored
) -> None:
    question = question_of(open_page)
    card = record_sound(card_of(open_page, question), SECOND)
    undone = attempt_on(press_reveal(card))
    press_rating(card, 1)
    card = act(open_page("practise"), "undo")
    assert kept_files(data_folder) == {f"{undone}.wav"}
    again = attempt_on(card)
    press_rating(card, 3)
    assert kept_files(data_folder) == {f"{again}.wav"}
    assert again != undone


@pytest.mark.usefixtures("deaf", "keeping")
def test_a_recording_that_ended_after_the_rating_is_kept_with_its_answer(
    open_page: Open, data_folder: Path, stored: Stored
) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    card = press_reveal(open_page("practise"))
    attempt_id = attempt_on(card)
    card = press_rating(card, 3)
    assert attempt_on(card) != attempt_id
    record_sound(card, SECOND, take=attempt_id)
    assert kept_files(data_folder) == {f"{attempt_id}.wav"}


@pytest.mark.usefixtures("deaf", "keeping")
def test_a_full_disk_is_said_and_the_rating_is_stored(
    open_page: Open, data_folder: Path, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    card = press_reveal(record_sound(open_page("practise"), SECOND))

    def fill_up(*rest: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("prepkit.voice.kept.sync_file", fill_up)
    attempt_id = attempt_on(card)
    card = press_rating(card, 3)
    assert "The recording could not be kept on this computer (No space left on device)" in notice(card)
    assert attempts.exists(stored(), attempt_id)
    assert kept_files(data_folder) == set()


@pytest.mark.usefixtures("deaf", "keeping")
def test_a_damaged_file_is_said_where_it_would_be_played(
    open_page: Open, data_folder: Path, stored: Stored
) -> None:
    question = question_of(open_page)
    attempt_id = rated(open_page, question, SECOND)
    [path] = (data_folder / "recordings").rglob("*.wav")
    path.write_bytes(b"nothing")
    page = open_page("browse", question=question)
    page.button(key=f"history_play_{attempt_id}").click().run()
    assert "its file is gone or damaged" in page.warning[0].value
    assert len(page.get("audio")) == 0


@pytest.mark.usefixtures("deaf", "keeping")
def test_a_deleted_profile_takes_its_recordings_along_and_leaves_those_of_others(
    open_page: Open, data_folder: Path, stored: Stored
) -> None:
    rated(open_page, question_of(open_page), SECOND)
    other = data_folder / "recordings" / str(uuid4()) / f"{uuid4()}.wav"
    other.parent.mkdir()
    other.write_bytes(SECOND)
    profiles.create(stored().db, "Ben", new_id=str(uuid4()), now=4_000_000_000_000_000)
    page = open_page("settings")
    page.button(key="delete_profile").click().run()
    page.button(key="delete_profile_yes").click().run()
    assert kept_files(data_folder) == {other.name}
