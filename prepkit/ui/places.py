"""Where things lie on this computer."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "pages"
MAIN_SCRIPT = ROOT / "prepkit" / "ui" / "entry" / "main.py"
# A Material icon as page_icon would be fetched from a font server: nothing may leave the machine.
ICON = ROOT / "prepkit" / "ui" / "icon.png"


def bank_folder() -> Path:
    """The folder of the question tables: PREPKIT_BANK, or the ones shipped with the app."""
    chosen = os.environ.get("PREPKIT_BANK")
    return Path(chosen).expanduser() if chosen else ROOT / "data"


def data_folder() -> Path:
    """The folder of the person's own data: PREPKIT_DATA, or the system's usual place."""
    chosen = os.environ.get("PREPKIT_DATA")
    return Path(chosen).expanduser() if chosen else platformdirs.user_data_path("prepkit", appauthor=False)


def database_file() -> Path:
    """The database of whoever practises at this computer."""
    return data_folder() / "prepkit.db"


def people_file() -> Path:
    """The database of those who sign in, where no PostgreSQL is named."""
    return data_folder() / "people" / "prepkit.db"


def model_folder() -> Path:
    """Where a fetched speech model is kept."""
    return data_folder() / "models"


def public_address() -> str:
    """Where others reach this PrepKit (PREPKIT_PUBLIC_URL), without a slash at its end; empty for nowhere."""
    found = os.environ.get("PREPKIT_PUBLIC_URL", "").strip().rstrip("/")
    return found if found.startswith(("https://", "http://")) else ""
