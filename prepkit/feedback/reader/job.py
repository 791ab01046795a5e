"""Have a text read in the background, while its page stays usable."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

from prepkit.errors import NoVerdicts, ReadingStopped

Result = TypeVar("Result")
Work = Callable[[Callable[[], bool]], Result]
"""Reads a text, asking now and then whether that is still wanted; raises NoVerdicts."""


class ReadingJob(Generic[Result]):
    """One reading: it has neither a ``result`` nor a ``problem`` (a sentence) until ``is_done``, then one."""

    def __init__(self, text: str, work: Work[Result]) -> None:
        self.text = text
        self.result: Result | None = None
        self.problem = ""
        self._work = work
        self._done, self._cancelled = Event(), Event()
        Thread(target=self._run, name="prepkit-second-reader", daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether the result, or why there is none, is there."""
        return self._done.is_set()

    def cancel(self) -> None:
        """Stop reading; what arrives afterwards is not kept."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end of the reading, so long at most; returns whether it has ended."""
        return self._done.wait(seconds)

    def _run(self) -> None:
        try:
            self.result = self._work(self._cancelled.is_set)
        except NoVerdicts as error:
            self.problem = str(error)
        finally:
            if self.result is None and not self.problem:
                self.problem = str(ReadingStopped())
            self._done.set()
