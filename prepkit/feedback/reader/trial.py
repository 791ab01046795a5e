"""Try a language model with a small made-up answer, before anybody's own answer depends on it."""

from __future__ import annotations

from collections.abc import Callable

from prepkit.feedback.reader.client import Reader
from prepkit.feedback.reader.prompts import request_for
from prepkit.feedback.reader.replies import verdicts_of
from prepkit.feedback.reader.verdicts import Verdicts
from prepkit.question import KeyPoint

QUESTION = "What did you do when a customer had to wait?"
KEY_POINTS = (KeyPoint("k1", "Called the customer back at the time agreed"),)
ANSWER = "I told her when I would call. I called her back at four, as agreed."


def try_reader(reader: Reader, cancelled: Callable[[], bool]) -> Verdicts:
    """Return what a model says of the made-up answer; raises NoVerdicts. Nothing of the person's is sent."""
    request = request_for(QUESTION, KEY_POINTS, ANSWER, tells=True)
    return verdicts_of(reader.read(request, cancelled), ANSWER, KEY_POINTS)
