"""Tell who is visiting: somebody at this computer, somebody who signed in, or a stranger.

Only a browser on the computer that the app runs on may see the data that are stored there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

import streamlit as st
from streamlit.auth_util import get_signing_secret
from streamlit.runtime.scriptrunner import get_script_run_ctx

from prepkit.ui.runtime.origins import is_same

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
FORWARDING = re.compile(
    r"forwarded|via|x-forwarded-.*|x-(real|client|original|cluster-client|envoy-external)-.*|.*-connecting-ip"
    r"|true-client-ip|fly-client-ip|x-amzn-trace-id"
)
"""Headers that only a proxy adds."""

SIGN_IN_COOKIE = re.compile(r"_streamlit_user(_\d+)?")
"""The name of Streamlit's sign-in cookie, and of its parts where it is split."""


class Mode(StrEnum):
    """How a visitor's data are kept."""

    LOCAL = "local"
    """In the file on this computer."""
    PRIVATE = "private"
    """In memory for as long as the tab lives, and in the visitor's own browser."""
    SIGNED_IN = "signed in"
    """On the server, under the identity they signed in with."""


def mode() -> Mode:
    """Return the current session's mode: private unless it is local or signed in."""
    if is_local():
        return Mode.LOCAL
    return Mode.SIGNED_IN if identity() else Mode.PRIVATE


def identity() -> str:
    """Return who signed in, as issuer and subject; empty for everybody else.

    A name or an address may change hands, the two together may not (OpenID Connect Core, 5.7).
    """
    # st.user looks for a secrets file whenever it is asked, under one lock for all visitors.
    context = get_script_run_ctx(suppress_warning=True)
    user = context.user_info if context else {}
    if not user.get("is_logged_in"):
        return ""
    issuer, subject = user.get("iss"), user.get("sub")
    return f"{issuer} {subject}" if issuer and subject else ""


def issued_at() -> int | None:
    """Return when the current sign-in began, in microseconds rounded to a second; None without its cookie.

    The cookie's signature was checked when the session connected; only its time is read here. Of a
    cookie in several parts the oldest counts.
    """
    cookies = st.context.cookies
    names = [name for name in cookies if SIGN_IN_COOKIE.fullmatch(name)]
    times = [moment for name in names if (moment := _signed_at(name, cookies[name])) is not None]
    return min(times) * 1_000_000 if times else None


def _signed_at(name: str, value: str) -> int | None:
    # Import it here: it is installed with the packages that signing in needs.
    from itsdangerous import BadData, URLSafeTimedSerializer

    try:
        signer = URLSafeTimedSerializer(get_signing_secret(), salt=name)
        _, moment = signer.loads(value, return_timestamp=True)
    except BadData:
        return None
    return int(moment.timestamp())


def is_local() -> bool:
    """Return whether the current session's browser clearly belongs to this computer."""
    return is_clearly_local(
        peer=st.context.ip_address,
        headers=st.context.headers,
        url=st.context.url,
        mode=os.environ.get("PREPKIT_MODE", ""),
    )


def is_clearly_local(*, peer: str | None, headers: Mapping[str, str], url: str | None, mode: str) -> bool:
    """Return whether every sign says that a browser is on this computer; a single sign against it decides.

    ``peer`` is None for most loopback connections (as Streamlit reports them), ``url`` is the address in the
    browser's address bar. Host, Origin and that address must name the same server and port: a page on another
    port of this computer may be a stranger's. A forged request can only make itself remote.
    """
    if mode == "hosted" or not _is_loopback_peer(peer):
        return False
    lowered = {name.lower(): value for name, value in headers.items()}
    if any(FORWARDING.fullmatch(name) for name in lowered):
        return False
    host, origin = lowered.get("host", ""), lowered.get("origin", "")
    return _is_loopback_url(f"//{host}") and is_same(origin, host) and is_same(url or "", host)


def _is_loopback_peer(peer: str | None) -> bool:
    if peer is None:
        return True
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    # A server bound to both IP versions sees 127.0.0.1 as ::ffff:127.0.0.1.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _is_loopback_url(url: str) -> bool:
    try:
        return urlsplit(url).hostname in LOOPBACK
    except ValueError:
        return False
