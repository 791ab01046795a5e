from __future__ import annotations

import subprocess
import sys

SLOW_TO_LOAD = ("altair", "genanki", "icalendar", "sqlalchemy")


def test_the_first_page_and_the_first_card_wait_for_nothing_that_only_other_pages_need() -> None:
    script = f"""
import sys
import prepkit.ui.views.practise.card, prepkit.ui.runtime.shell, prepkit.ui.views.today.page
print(*(name for name in {SLOW_TO_LOAD!r} if name in sys.modules))
"""
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
