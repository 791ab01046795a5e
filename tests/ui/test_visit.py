from __future__ import annotations

import pytest

from prepkit.ui.runtime.visit import is_clearly_local

HERE = {
    "peer": None,
    "headers": {"Host": "localhost:8501", "Origin": "http://localhost:8501"},
    "url": "http://localhost:8501/browse",
    "mode": "",
}


@pytest.mark.parametrize(
    "address", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost", "LOCALHOST:8501"]
)
def test_a_browser_on_this_computer_is_local(address: str) -> None:
    headers = {"host": address, "origin": f"http://{address}"}
    assert is_clearly_local(peer=None, headers=headers, url=f"http://{address}/", mode="")


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_loopback_peer_is_local_in_every_spelling(peer: str) -> None:
    assert is_clearly_local(**{**HERE, "peer": peer})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sign",
    [
        {"host": "prepkit.streamlit.app", "origin": "https://prepkit.streamlit.app"},
        {"host": "localhost.example.org:8501", "origin": "http://localhost.example.org:8501"},
        {"host": ""},
        {"host": "localhost:9000"},
        {"host": "127.0.0.1:8501"},
        {"x-forwarded-for": "203.0.113.9"},
        {"x-real-ip": "203.0.113.9"},
        {"forwarded": "for=203.0.113.9"},
        {"via": "1.1 proxy"},
        {"cf-connecting-ip": "203.0.113.9"},
        {"x-forwarded-server": "proxy"},
        {"origin": "https://practice.example.org"},
        {"origin": "http://localhost:9000"},
        {"origin": "http://localhost"},
        {"origin": "https://localhost"},
        {"origin": "http://127.0.0.1:8501"},
        {"origin": "null"},
        {"origin": ""},
    ],
)
def test_any_single_header_of_somebody_else_makes_it_a_visitor(sign: dict[str, str]) -> None:
    headers = {"host": "localhost:8501", "origin": "http://localhost:8501", **sign}
    assert not is_clearly_local(**{**HERE, "headers": headers})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sign",
    [
        {"peer": "192.168.1.20"},
        {"peer": "127.0.0.1.example.org"},
        {"peer": "::ffff:192.168.1.20"},
        {"peer": ""},
        {"mode": "hosted"},
        {"headers": {}},
        {"url": "http://localhost:9000/"},
        {"url": "https://prepkit.streamlit.app/browse"},
        {"url": "http://user@localhost.example.org/"},
        {"url": "http://localhost@example.org/"},
        {"url": "http://[not an address"},
        {"url": None},
        {"url": ""},
    ],
)
def test_any_single_sign_of_somebody_else_makes_it_a_visitor(sign: dict[str, object]) -> None:
    assert not is_clearly_local(**{**HERE, **sign})  # type: ignore[arg-type]
