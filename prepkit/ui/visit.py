"""Does this browser run on the computer the app runs on? Only then may it see the local data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

import streamlit as st

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
FORWARDING = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def is_local() -> bool:
    """Whether the current session's browser clearly belongs to this computer."""
    return clearly_local(
        peer=st.context.ip_address,
        headers=st.context.headers,
        url=st.context.url,
        mode=os.environ.get("PREPKIT_MODE", ""),
    )


def clearly_local(*, peer: str | None, headers: Mapping[str, str], url: str | None, mode: str) -> bool:
    """Every sign must agree; any single sign of a visitor from elsewhere decides against.

    ``peer`` is None for most loopback connections (as Streamlit reports them), ``url`` is the
    address in the browser's own bar. A forged request can only make itself remote.
    """
    if mode == "hosted" or not _from_here(peer):
        return False
    lowered = {name.lower(): value for name, value in headers.items()}
    if any(name in lowered for name in FORWARDING):
        return False
    return _loopback("//" + lowered.get("host", "")) and _loopback(url or "")


def _from_here(peer: str | None) -> bool:
    if peer is None:
        return True
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    # A server bound to both IP versions sees 127.0.0.1 as ::ffff:127.0.0.1.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _loopback(url: str) -> bool:
    try:
        return urlsplit(url).hostname in LOOPBACK
    except ValueError:
        return False
