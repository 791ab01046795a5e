"""The feedback file: a coach saves it, the candidate opens it, and it is kept under the id of its mock."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from prepkit.coaching import feedback as parts
from prepkit.coaching.feedback import FEEDBACK, CoachFeedback
from prepkit.errors import UnusableFeedback
from prepkit.mock import repository
from prepkit.store import Store, attempts, scores
from prepkit.store.scores import Rater, Score

FORMAT, VERSION = "prepkit-feedback", 1
MAX_BYTES = 5_000_000
"""The largest file that is read: feedback on 200 answers, with every line as long as it may be."""
ONE_SIDE_ONLY = ("received_at",)
"""Fields that say nothing to the other side."""


def write(client: Store, mock_id: str, now: int) -> bytes:
    """Write the coach's feedback on a client's mock as a file, and count its scores from then on.

    The file is empty where the feedback was deleted meanwhile.
    """
    with client.transaction():
        written = FEEDBACK.change(client, mock_id, lambda feedback: replace(feedback, written_at=now), now)
        if written is None:
            return b""
        _count_scores(client, written, now)
    return as_file(written)


def as_file(feedback: CoachFeedback) -> bytes:
    """Write feedback as the JSON file that a coach sends."""
    content = FEEDBACK.as_json(feedback)
    for name in ONE_SIDE_ONLY:
        del content[name]
    header = {"format": FORMAT, "version": VERSION, "id": feedback.mock}
    return (json.dumps(header | content, indent=1, ensure_ascii=False) + "\n").encode()


def read_file(file: str, content: bytes) -> CoachFeedback:
    """Read and check an untrusted file. Raises UnusableFeedback."""
    if len(content) > MAX_BYTES:
        raise UnusableFeedback(file, "it is far too large for feedback")
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnusableFeedback(file, "it is not JSON as PrepKit writes it") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise UnusableFeedback(file, "it does not say that it is feedback from PrepKit")
    version = whole.get("version")
    if type(version) is not int or version > VERSION:
        raise UnusableFeedback(file, "a newer PrepKit wrote it")
    return _checked(file, whole)


def receive(store: Store, received: CoachFeedback, now: int) -> CoachFeedback:
    """Keep feedback that came as a file, unless the same or a newer one is here; returns what is kept.

    The coach's scores count beside the candidate's own, as far as the answers are here.
    """
    with store.transaction():
        earlier = parts.get(store, received.mock)
        if earlier is not None and earlier.written_at >= received.written_at:
            return earlier
        kept = replace(received, received_at=now)
        for answer in earlier.scored if earlier else ():
            if not kept.on(answer.question).score:
                take_back_score(store, kept.mock, answer.question, now)
        FEEDBACK.save(store, kept.mock, kept, now)
        _count_scores(store, kept, now)
    return kept


def take_back_score(store: Store, mock_id: str, question: str, now: int) -> None:
    """Count a score of the feedback no more; a score that the mock itself has counts again."""
    mock = repository.get(store, mock_id)
    item = parts.answered(mock).get(question) if mock else None
    if mock is None or item is None:
        return
    scores.delete(store, item.id, Rater.COACH)
    if item.coach is not None and item.coach.value and attempts.exists(store, item.id):
        own = Score(item.id, Rater.COACH, mock.level, item.coach.value, item.coach.evidence)
        scores.save(store, [own], now)


def _count_scores(store: Store, feedback: CoachFeedback, now: int) -> None:
    """Keep the coach's scores of the attempts that are here, where charts and gaps find them."""
    mock = repository.get(store, feedback.mock)
    if mock is not None:
        given = parts.coach_scores(feedback, mock)
        scores.save(store, [score for score in given if attempts.exists(store, score.attempt_id)], now)


def _checked(file: str, whole: dict[str, Any]) -> CoachFeedback:
    fault = next(FEEDBACK.faults(whole), None)
    if fault is not None:
        raise UnusableFeedback(file, fault.rstrip("."))
    feedback = replace(FEEDBACK.from_json(whole), received_at=0)
    if whole.get("id") != feedback.mock:
        raise UnusableFeedback(file, "its id is missing or damaged")
    if not feedback.written_at:
        raise UnusableFeedback(file, "it does not say when it was written")
    if feedback.is_empty:
        raise UnusableFeedback(file, "there is no feedback in it")
    return feedback
