from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import PasswordDeleteError

from prepkit.feedback.reader import keys

ADDRESS = "https://api.example.com/v1"


class Working(KeyringBackend):
    priority = 5.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class PlainFile(Working):
    priority = 0.5


class Broken(Working):
    """Says that it works, and fails in a way of its own."""

    def get_password(self, service: str, username: str) -> str | None:
        raise ConnectionError("the bus is gone")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyError("locked")

    def delete_password(self, service: str, username: str) -> None:
        raise RuntimeError


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_key_is_kept_by_address_until_it_is_deleted() -> None:
    keyring.set_keyring(Working())
    assert keys.is_available()
    assert keys.read_key(ADDRESS) is None
    assert keys.save_key(ADDRESS, "key-9f2c")
    assert keys.read_key(ADDRESS) == "key-9f2c"
    assert keys.read_key("https://other.example.com/v1") is None
    assert keys.delete_key(ADDRESS)
    assert keys.read_key(ADDRESS) is None
    assert not keys.delete_key(ADDRESS)


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlainFile])
def test_a_key_is_not_kept_where_it_would_be_lost_or_lie_open(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    assert not keys.is_available()
    assert not keys.save_key(ADDRESS, "key-9f2c")
    assert keys.read_key(ADDRESS) is None
    assert not keys.delete_key(ADDRESS)


def test_a_keyring_that_fails_is_no_error() -> None:
    keyring.set_keyring(Broken())
    assert not keys.save_key(ADDRESS, "key-9f2c")
    assert keys.read_key(ADDRESS) is None
    assert not keys.delete_key(ADDRESS)
