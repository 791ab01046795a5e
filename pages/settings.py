"""Settings: who is practising, for what, how much a day, and where the data lies."""

import streamlit as st

from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.settings.page import form
from prepkit.ui.views.settings.reader import second_reader
from prepkit.ui.views.settings.recordings import recordings
from prepkit.ui.widgets.backups import backups
from prepkit.ui.widgets.components.video_list import video_list
from prepkit.ui.widgets.own_profile import who_practises
from prepkit.ui.widgets.unreadable_entries import show_unreadable
from prepkit.ui.widgets.your_data import BRING, show_export, show_import, where_it_lies

workspace = open_workspace()
came_to_bring = st.query_params.get(BRING) == "1"
st.title("Settings", anchor=False)
if came_to_bring:
    show_import(workspace)
form(workspace, clock())
recordings(workspace)
second_reader()
where_it_lies(workspace)
backups()
show_unreadable(workspace.store)
st.header("Video answers", anchor=False)
video_list(none="This browser keeps no recording of a mock interview.", key="all_videos")
show_export(workspace, clock())
if not came_to_bring:
    show_import(workspace)
who_practises(workspace)
