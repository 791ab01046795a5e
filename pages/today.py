"""Today: one button for the next step, and at a glance how ready the person is."""

from prepkit.study_plan.planning import next_plan
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.today.page import dashboard, never_practised
from prepkit.ui.views.today.welcome import welcome

workspace = open_workspace()
now = clock()
planned = next_plan(workspace, now)

if never_practised(workspace):
    welcome(workspace, now, planned)
else:
    dashboard(workspace, now, planned)
