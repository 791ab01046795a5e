"""Have a chosen language model judge an answer, and remember what it said of the same answer before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock

from prepkit.feedback.reader.client import Reader
from prepkit.feedback.reader.prompts import Request, request_for
from prepkit.feedback.reader.replies import verdicts_of
from prepkit.feedback.reader.servers import ReaderServer
from prepkit.feedback.reader.verdicts import Verdicts
from prepkit.question import KeyPoint

MOST_KEPT = 64


class VerdictCache:
    """The verdicts of late, in memory only; those not asked for the longest make room."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Verdicts] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Verdicts | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, verdicts: Verdicts) -> None:
        """Keep verdicts under a key."""
        with self._lock:
            self._kept[key] = verdicts
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)


def read_answer(
    reader: Reader,
    question: str,
    key_points: Sequence[KeyPoint],
    answer: str,
    *,
    tells: bool,
    cancelled: Callable[[], bool],
    cache: VerdictCache,
) -> Verdicts:
    """Return the verdicts on an answer; raises NoVerdicts. A failure is not remembered.

    ``tells``: the question asks for something that happened.
    """
    request = request_for(question, key_points, answer, tells=tells)
    key = _key(reader.server, request, key_points, answer)
    kept = cache.get(key)
    if kept is not None:
        return kept
    verdicts = verdicts_of(reader.read(request, cancelled), answer, key_points)
    cache.keep(key, verdicts)
    return verdicts


def kept_verdicts(
    server: ReaderServer,
    question: str,
    key_points: Sequence[KeyPoint],
    answer: str,
    *,
    tells: bool,
    cache: VerdictCache,
) -> Verdicts | None:
    """Return what a model said of just this answer before; None if that is not kept. Nothing is sent."""
    request = request_for(question, key_points, answer, tells=tells)
    return cache.get(_key(server, request, key_points, answer))


def _key(server: ReaderServer, request: Request, key_points: Sequence[KeyPoint], answer: str) -> Hashable:
    # The messages hold the prompt, the question and what is sent of the answer, so a new prompt asks anew.
    return (server, request.messages, tuple(key_points), answer)
