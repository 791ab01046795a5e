"""What a server needs for people to sign in at the test's own provider, and how to without a browser."""

from __future__ import annotations

from urllib.parse import urljoin

import requests

from tests.bench.visitor import visiting

SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "only for this test, and nowhere else"
client_id = "prepkit"
client_secret = "also only for this test"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"
"""


def secrets_of(app: str, provider: int, database: str = "") -> str:
    """The secrets of the app at this address, with the provider on this port and maybe a database's URL."""
    connection = f'\n[connections.prepkit]\nurl = "{database}"\n' if database else ""
    return SECRETS.format(app=app, provider=provider) + connection


async def way_in(url: str) -> str:
    """Where the app sends somebody who wants to sign in."""
    async with visiting(url) as visitor:
        await visitor.click("sign_in_")
        return visitor.sent_to


def cookies_of(app: str, login: str, subject: str) -> dict[str, str]:
    """Sign in as ``subject`` and bring back the cookies that prove it.

    ``login`` is the ``way_in``.
    """
    with requests.Session() as session:
        page = session.get(urljoin(app, login), timeout=30)
        page.raise_for_status()
        answer = session.post(page.url, data={"sub": subject}, timeout=30, allow_redirects=False)
        session.get(answer.headers["Location"], timeout=30, allow_redirects=False)
        session.get(urljoin(app, "/_stcore/health"), timeout=30)
        return {name: value for name, value in session.cookies.items() if value is not None}
