"""Where Practise keeps in the session what it says once: a notice, and which session has just ended."""

from __future__ import annotations

NOTICE = "practise_notice"
FINISHED = "practise_finished"
