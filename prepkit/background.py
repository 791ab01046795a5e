"""Do something slow in the background, while its page stays usable."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

from prepkit.errors import PrepkitError

Result = TypeVar("Result")
Work = Callable[[Callable[[], bool]], Result]
"""Does something, asking now and then whether it was cancelled; raises PrepkitError."""


class BackgroundJob(Generic[Result]):
    """One piece of work: it has neither a ``result`` nor a ``problem`` until ``is_done``, then one of them.

    ``problem`` is a sentence; ``stopped`` is the one for work that gave up without saying why.
    """

    def __init__(self, name: str, work: Work[Result], *, stopped: str) -> None:
        self.result: Result | None = None
        self.problem = ""
        self._work = work
        self._stopped = stopped
        self._done, self._cancelled = Event(), Event()
        Thread(target=self._run, name=name, daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether the result, or why there is none, is there."""
        return self._done.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, so long at most; returns whether it has come."""
        return self._done.wait(seconds)

    def _run(self) -> None:
        try:
            self.result = self._work(self._cancelled.is_set)
        except PrepkitError as error:
            self.problem = str(error)
        finally:
            if self.result is None and not self.problem:
                self.problem = self._stopped
            self._done.set()
