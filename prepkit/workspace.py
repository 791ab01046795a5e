"""What a page or a callback works with: whose rows, which questions, which choices."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from prepkit.bank import Bank
from prepkit.model import Settings
from prepkit.store import Store

NewId = Callable[[], str]
P = ParamSpec("P")
R = TypeVar("R")


def new_uuid() -> str:
    """A fresh random id."""
    return str(uuid4())


class ResultCache:
    """Results that were worked out, each under what it was worked out from; the oldest make room."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._results: dict[Hashable, Any] = {}

    def get(self, key: Hashable, work_out: Callable[[], R]) -> R:
        """The result under ``key``, worked out if it is not here yet."""
        if key not in self._results:
            result = work_out()
            if self._most is not None and len(self._results) >= self._most:
                # A download's thread may have dropped the same one.
                self._results.pop(next(iter(self._results)), None)
            self._results[key] = result
            return result
        kept: R = self._results[key]
        return kept


VISIT_RESULTS = 32
"""So many results outlive a run: the readings and curves of a few interviews."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """One person's rows, the questions they may be asked, what they chose, and when their next interview is.

    It is made once a run, and ``run`` keeps what several parts of a page ask of it (see ``once_a_run``): who
    writes and reads on makes a new one. ``visit`` outlives the run and belongs to one visitor; its keys say
    all that a result depends on.
    """

    store: Store
    bank: Bank
    settings: Settings
    new_id: NewId = new_uuid
    interview_date: date | None = None
    visit: ResultCache = field(default_factory=lambda: ResultCache(VISIT_RESULTS), compare=False, repr=False)
    # No argument, so that dataclasses.replace gives the copy an empty one: it may have another store.
    run: ResultCache = field(default_factory=ResultCache, init=False, compare=False, repr=False)


def once_a_run(question: Callable[Concatenate[Workspace, P], R]) -> Callable[Concatenate[Workspace, P], R]:
    """Let a question be worked out once for each workspace, however many parts of a page ask it."""

    @wraps(question)
    def asked(workspace: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (question.__module__, question.__qualname__, args, tuple(kwargs.items()))
        return workspace.run.get(key, lambda: question(workspace, *args, **kwargs))

    return asked
