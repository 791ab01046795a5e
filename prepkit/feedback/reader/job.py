"""Have an answer read in the background, while its page stays usable."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from prepkit.errors import NoVerdicts, ReadingStopped
from prepkit.feedback.reader.verdicts import Verdicts

Work = Callable[[Callable[[], bool]], Verdicts]
"""Reads an answer, asking now and then whether that is still wanted; raises NoVerdicts."""


class ReadingJob:
    """One reading: it has neither ``verdicts`` nor a ``problem`` (a sentence) until ``is_done``, then one."""

    def __init__(self, answer: str, work: Work) -> None:
        self.answer = answer
        self.verdicts: Verdicts | None = None
        self.problem = ""
        self._work = work
        self._done, self._cancelled = Event(), Event()
        Thread(target=self._run, name="prepkit-second-reader", daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether the verdicts, or why there are none, are there."""
        return self._done.is_set()

    def cancel(self) -> None:
        """Stop reading; what arrives afterwards is not kept."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end of the reading, so long at most; returns whether it has ended."""
        return self._done.wait(seconds)

    def _run(self) -> None:
        try:
            self.verdicts = self._work(self._cancelled.is_set)
        except NoVerdicts as error:
            self.problem = str(error)
        finally:
            if self.verdicts is None and not self.problem:
                self.problem = str(ReadingStopped())
            self._done.set()
