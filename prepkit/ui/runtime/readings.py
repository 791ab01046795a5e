"""What the second reader has read for somebody, so that nothing is asked and paid for twice.

On one's own computer all windows of a profile share it, in memory, as long as PrepKit runs; a restart forgets
it. For anybody else it belongs to the session alone. It is never written down.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from prepkit.feedback.reader.job import ReadingJob
from prepkit.feedback.reader.judgement import VerdictCache
from prepkit.feedback.reader.servers import ReaderServer
from prepkit.ui.runtime.databases import is_saved
from prepkit.ui.runtime.opening import open_store

SESSION = "second_reader_readings"
"""The session key of the readings where they belong to the session."""
MOST_OWNERS = 16
"""So many profiles with a model each have their readings remembered."""


@dataclass
class Readings:
    """What one model read, or reads, for one profile.

    ``jobs`` are by the id of the attempt or text, None where the operator's limit was met; ``asked`` is what
    somebody asked to have read, by the id of the text. Hold the ``lock`` to begin a job.
    """

    jobs: dict[str, ReadingJob[Any] | None] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)
    verdicts: VerdictCache = field(default_factory=VerdictCache)
    lock: Lock = field(default_factory=Lock)

    def end_all(self) -> None:
        """Stop what runs, and forget how every reading went; the verdicts stay."""
        with self.lock:
            for job in self.jobs.values():
                if job is not None:
                    job.cancel()
            self.jobs.clear()


class ReadingsByOwner:
    """Readings by whose they are and which model's; those not looked at the longest make room."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Readings] = OrderedDict()
        self._lock = Lock()

    def of(self, owner: Hashable) -> Readings:
        """Return the readings of an owner, empty ones if there are none."""
        with self._lock:
            readings = self._kept.setdefault(owner, Readings())
            self._kept.move_to_end(owner)
            if len(self._kept) > MOST_OWNERS:
                self._kept.popitem(last=False)
            return readings


def readings_of(server: ReaderServer) -> Readings:
    """Return what a model read for the profile that this window shows."""
    owners = _of_this_computer() if is_saved() else st.session_state.setdefault(SESSION, ReadingsByOwner())
    assert isinstance(owners, ReadingsByOwner)
    return owners.of((open_store().profile_id, server))


@st.cache_resource(show_spinner=False)
def _of_this_computer() -> ReadingsByOwner:
    return ReadingsByOwner()
