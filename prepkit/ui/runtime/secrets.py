"""Read what a server's operator has configured in ``.streamlit/secrets.toml``, which usually is absent."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

DATABASE = "prepkit"
SHARED = {"redirect_uri", "cookie_secret"}


def sign_in_providers() -> list[str]:
    """Return the names of the providers people can sign in with; the empty text for one without a name."""
    auth = _section("auth")
    if not set(auth) >= SHARED:
        return []
    named = [name for name, value in auth.items() if isinstance(value, Mapping)]
    return named or ([""] if "client_id" in auth else [])


def has_database() -> bool:
    """Return whether a PostgreSQL database is configured for the people who sign in."""
    return DATABASE in _section("connections")


def reader_section() -> Mapping[str, object]:
    """Return what the operator says of a second reader for all visitors."""
    return _section("reader")


def _section(name: str) -> Mapping[str, object]:
    if not st.secrets.load_if_toml_exists():
        return {}
    section = st.secrets.get(name, {})
    return section if isinstance(section, Mapping) else {}
