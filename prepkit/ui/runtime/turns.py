"""Let the runs of many visitors take turns, because all at once they take far longer than one by one.

Python runs one thread at a time. A thread that reads the database lets another go on, and waits up to five
milliseconds to come back, some twenty times in a run of thirty milliseconds. What turns gain is in
docs/performance.md.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from threading import Event, Lock, get_ident
from time import monotonic
from typing import ParamSpec, TypeVar

import streamlit as st

from prepkit.ui.runtime.secrets import has_database
from prepkit.ui.runtime.visit import is_local

P = ParamSpec("P")
Result = TypeVar("Result")
LONG_SECONDS = 0.5
"""After so long nobody waits any more for a run to end: it does something large, such as an import."""
LOOK_SECONDS = 0.05
"""How often a waiting run looks whether the one before it takes long."""


class Turns:
    """One thread at a time, first come, first served; whoever waits passes by one that takes long."""

    def __init__(self, long_seconds: float = LONG_SECONDS) -> None:
        self._long_seconds = long_seconds
        self._lock = Lock()
        self._holder: int | None = None
        self._since = 0.0
        self._waiting: deque[tuple[int, Event]] = deque()

    @property
    def waiting(self) -> int:
        """How many threads wait for their turn."""
        return len(self._waiting)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Run the block once those before are done, or take long. A block inside it does not wait again."""
        if self._holder == get_ident() or not self._wait():
            yield
            return
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> bool:
        """Wait for this thread's turn; False if it is to go on without one."""
        called = Event()
        with self._lock:
            if self._holder is None:
                self._give(get_ident(), called)
            else:
                self._waiting.append((get_ident(), called))
        while not called.wait(LOOK_SECONDS):
            if monotonic() - self._since > self._long_seconds and self._stop_waiting(called):
                return False
        return True

    def _stop_waiting(self, called: Event) -> bool:
        """Leave the queue; False if the turn came just now."""
        with self._lock:
            if called.is_set():
                return False
            self._waiting.remove((get_ident(), called))
            return True

    def _pass_on(self) -> None:
        with self._lock:
            self._holder = None
            if self._waiting:
                self._give(*self._waiting.popleft())

    def _give(self, thread: int, called: Event) -> None:
        self._holder, self._since = thread, monotonic()
        called.set()


_VISITORS = Turns()


def in_turn(act: Callable[P, Result]) -> Callable[P, Result]:
    """Return a function that calls ``act`` when it is this visitor's turn.

    Nobody waits on one's own computer, and where a database on a server has to be waited for.
    """

    @wraps(act)
    def act_in_turn(*args: P.args, **kwargs: P.kwargs) -> Result:
        if is_local() or _waits_for_a_server(int(monotonic())):
            return act(*args, **kwargs)
        with _VISITORS.take():
            return act(*args, **kwargs)

    return act_in_turn


@lru_cache(maxsize=1)
def _waits_for_a_server(second: int) -> bool:
    # Ask once a second: without secrets, Streamlit looks for their file whenever it is asked.
    return has_database()


def page(draw: Callable[P, None]) -> Callable[P, None]:
    """Make a page a fragment that runs in turn: a click redraws it, not the shell around it."""
    return st.fragment(in_turn(draw))
