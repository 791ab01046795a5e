"""Keep the key of a service in the operating system's keyring, where there is one that works."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "PrepKit"
T = TypeVar("T")


def is_available() -> bool:
    """Whether a key can be kept."""
    return _with_keyring(lambda keyring: True, otherwise=False)


def read_key(address: str) -> str | None:
    """Return the key kept for an address."""
    return _with_keyring(lambda keyring: keyring.get_password(SERVICE, address) or None, otherwise=None)


def save_key(address: str, key: str) -> bool:
    """Keep a key for an address; False if it could not be kept."""

    def save(keyring: KeyringBackend) -> bool:
        keyring.set_password(SERVICE, address, key)
        return True

    return _with_keyring(save, otherwise=False)


def delete_key(address: str) -> bool:
    """Forget the key of an address; False if there was none, or it could not be deleted."""

    def delete(keyring: KeyringBackend) -> bool:
        keyring.delete_password(SERVICE, address)
        return True

    return _with_keyring(delete, otherwise=False)


def _with_keyring(act: Callable[[KeyringBackend], T], *, otherwise: T) -> T:
    """Do something with the keyring. Backends speak to other programs, and each fails in its own way."""
    try:
        import keyring

        backend = keyring.get_keyring()
        return act(backend) if _is_safe(backend) else otherwise
    except Exception:  # noqa: BLE001
        return otherwise


def _is_safe(backend: KeyringBackend) -> bool:
    """Whether a backend keeps keys, and encrypted: those of no use, or a plain file, have a low priority."""
    nothing = type(backend).__module__ in {"keyring.backends.fail", "keyring.backends.null"}
    return not nothing and bool(backend.priority >= 1)
