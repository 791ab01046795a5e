"""A person at a store of their own, over the shipped questions."""

from __future__ import annotations

import pytest

from prepkit.model import Settings
from prepkit.store import open_memory, profiles
from prepkit.workspace import Workspace
from tests.practice.conftest import at
from tests.shipped import shipped_bank


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(profiles.latest(open_memory(), new_id="me", now=at().now), shipped_bank(), Settings())
