"""Present: one question over the whole screen, a key for each step."""

from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach.present import present


@turns.page
def screen() -> None:
    """Draw the page as a fragment: a step redraws the stage, not the shell around it."""
    navigate.leave()
    present(open_workspace(), clock())


screen()
