"""What the operator of a server has configured in ``.streamlit/secrets.toml``; nothing is the usual case."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

DATABASE = "prepkit"
SHARED = {"redirect_uri", "cookie_secret"}


def sign_in_providers() -> list[str]:
    """The names of the providers people can sign in with; one without a name is the empty text."""
    auth = _section("auth")
    if not set(auth) >= SHARED:
        return []
    named = [name for name, value in auth.items() if isinstance(value, Mapping)]
    return named or ([""] if "client_id" in auth else [])


def has_database() -> bool:
    """Whether a PostgreSQL database is named for those who sign in."""
    return DATABASE in _section("connections")


def _section(name: str) -> Mapping[str, object]:
    if not st.secrets.load_if_toml_exists():
        return {}
    found = st.secrets.get(name, {})
    return found if isinstance(found, Mapping) else {}
