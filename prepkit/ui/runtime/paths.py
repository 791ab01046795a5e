"""Name the folders and files of this computer that the app uses."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "pages"
MAIN_SCRIPT = ROOT / "prepkit" / "ui" / "runtime" / "entry" / "main.py"
# An icon of our own, because Streamlit would fetch a Material icon as page_icon from a font server.
ICON = ROOT / "prepkit" / "ui" / "runtime" / "icon.png"


def bank_folder() -> Path:
    """Return the folder of the question tables: PREPKIT_BANK, or the ones shipped with the app."""
    configured = os.environ.get("PREPKIT_BANK")
    return Path(configured).expanduser() if configured else ROOT / "data"


def data_folder() -> Path:
    """Return the folder of the person's own data: PREPKIT_DATA, or the system's usual place."""
    configured = os.environ.get("PREPKIT_DATA")
    return (
        Path(configured).expanduser()
        if configured
        else platformdirs.user_data_path("prepkit", appauthor=False)
    )


def database_file() -> Path:
    """Return the path of the database of the people at this computer."""
    return data_folder() / "prepkit.db"


def people_file() -> Path:
    """Return the path of the database of the people who sign in, used where no PostgreSQL is named."""
    return data_folder() / "people" / "prepkit.db"


def model_folder() -> Path:
    """Return the folder of a downloaded speech model."""
    return data_folder() / "models"


def recordings_folder() -> Path:
    """Return the folder of the recordings that people at this computer keep."""
    return data_folder() / "recordings"


def public_address() -> str:
    """Return the public address (PREPKIT_PUBLIC_URL) without a slash at its end; empty if there is none."""
    address = os.environ.get("PREPKIT_PUBLIC_URL", "").strip().rstrip("/")
    return address if address.startswith(("https://", "http://")) else ""
