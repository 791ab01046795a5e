"""Where Practise keeps in the session what it says once: a notice, and which session has just ended."""

from __future__ import annotations

NOTICE = "practise_notice"
SAVED = "practise_saved"
"""The notice of a rating whose day of return is not said yet, as ``card_actions.Saved``."""
FINISHED = "practise_finished"
