"""The script Streamlit runs for every page: shell, navigation, then the page itself.

It lives alone in its folder because Streamlit puts that folder on ``sys.path``.
"""

from prepkit.ui import shell

shell.run()
