"""The script Streamlit runs for every page: shell, navigation, then the page itself.

It lives alone in its folder because Streamlit puts that folder on ``sys.path``.
"""

import sys
from pathlib import Path

# Named as the main file itself (a host without st.App), the script sees only its own folder.
ROOT = str(Path(__file__).parents[4])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from prepkit.ui.runtime import shell  # noqa: E402

shell.run()
