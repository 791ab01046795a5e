"""Let the runs of many visitors take turns, because all at once they take far longer than one by one.

Python runs one thread at a time. A thread that reads the database lets another go on, and waits up to five
milliseconds to come back, some twenty times in a run of thirty milliseconds. In turn, twenty people who
practise at once wait half as long, and the slowest of their ratings a third (docs/performance.md).
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
"""How often a waiting run looks whether those before it take long."""


class Turns:
    """Places for a few threads at a time, first come, first served; whoever waits passes by those that take
    long. A thread that has a place does not wait for another.
    """

    def __init__(self, places: int, long_seconds: float = LONG_SECONDS) -> None:
        self._places = places
        self._long_seconds = long_seconds
        self._lock = Lock()
        self._since: dict[int, float] = {}
        """Since when each thread has its place, by the thread's id."""
        self._waiting: deque[tuple[int, Event]] = deque()

    @property
    def waiting(self) -> int:
        """How many threads wait for a place."""
        return len(self._waiting)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Run the block when there is a place, or when those who have one take long."""
        if get_ident() in self._since or not self._wait():
            yield
            return
        try:
            yield
        finally:
            self._leave_place()

    def _wait(self) -> bool:
        """Wait for a place; False if this thread is to go on without one."""
        called = Event()
        with self._lock:
            if len(self._since) < self._places:
                self._give(get_ident(), called)
            else:
                self._waiting.append((get_ident(), called))
        while not called.wait(LOOK_SECONDS):
            if self._take_long() and self._stop_waiting(called):
                return False
        return True

    def _take_long(self) -> bool:
        with self._lock:
            return all(monotonic() - since > self._long_seconds for since in self._since.values())

    def _stop_waiting(self, called: Event) -> bool:
        """Leave the queue; False if the place came just now."""
        with self._lock:
            if called.is_set():
                return False
            self._waiting.remove((get_ident(), called))
            return True

    def _leave_place(self) -> None:
        with self._lock:
            del self._since[get_ident()]
            if self._waiting:
                self._give(*self._waiting.popleft())

    def _give(self, thread: int, called: Event) -> None:
        self._since[thread] = monotonic()
        called.set()


_VISITORS = Turns(1)


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
