"""Have a text read in the background."""

from __future__ import annotations

from prepkit.background import BackgroundJob, Result, Work
from prepkit.errors import ReadingStopped


class ReadingJob(BackgroundJob[Result]):
    """The reading of one ``text``."""

    def __init__(self, text: str, work: Work[Result]) -> None:
        self.text = text
        super().__init__("prepkit-second-reader", work, stopped=str(ReadingStopped()))
