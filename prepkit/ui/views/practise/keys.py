"""Name the session keys of what Practise shows once: a notice, and the session that has just ended."""

from __future__ import annotations

NOTICE = "practise_notice"
SAVED = "practise_saved"
"""The rating whose notice does not name the day of return yet, as ``actions.Saved``."""
FINISHED = "practise_finished"
SEEN = "practise_seen"
"""The number of the last act of a card that was done; the browser sends none twice on purpose."""
UPCOMING = "practise_upcoming"
"""The attempt on screen, and the card offered as the one that follows it."""
RUN = "practise_run"
"""How often a card was drawn: its two components belong together only within one run."""
