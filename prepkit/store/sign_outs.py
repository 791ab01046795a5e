"""Records which sign-ins have ended, because a signed cookie stays valid after a person signs out."""

from __future__ import annotations

from hashlib import sha256

from prepkit.store.database import Database

LIFETIME = 31 * 86_400 * 1_000_000
"""How long a sign-in can last, in microseconds: Streamlit's cookie for 30 days, and a day of grace."""
ENDED = "SELECT 1 FROM sign_outs WHERE mark IN (:this_mark, :every_mark) AND before >= :issued_at"
"""Finds a row where the sign-in that ``parameters`` describes has ended."""


def end_one(db: Database, identity: str, issued_at: int, now: int) -> None:
    """Record that the sign-in of ``identity`` that began at ``issued_at`` is over; others go on."""
    _end(db, _mark(identity, issued_at), issued_at, now)


def end_all(db: Database, identity: str, now: int) -> None:
    """Record that every sign-in of ``identity`` until now is over."""
    _end(db, _mark(identity), now, now)


def has_ended(db: Database, identity: str, issued_at: int) -> bool:
    """Whether the sign-in of ``identity`` that began at ``issued_at`` is over."""
    return db.row(ENDED, parameters(identity, issued_at)) is not None


def parameters(identity: str, issued_at: int) -> dict[str, str | int]:
    """The parameters of ``ENDED`` for one sign-in."""
    return {
        "this_mark": _mark(identity, issued_at),
        "every_mark": _mark(identity),
        "issued_at": issued_at,
    }


def _end(db: Database, mark: str, before: int, now: int) -> None:
    db.execute("DELETE FROM sign_outs WHERE before < :oldest", {"oldest": now - LIFETIME})
    db.execute(
        "INSERT INTO sign_outs (mark, before) VALUES (:mark, :before) "
        "ON CONFLICT (mark) DO UPDATE SET before = excluded.before",
        {"mark": mark, "before": before},
    )


def _mark(identity: str, issued_at: int | None = None) -> str:
    """The digest of one sign-in, or of all of an identity, stored so that no row says who the person was."""
    scope = "all" if issued_at is None else str(issued_at)
    return sha256(f"{scope} {identity}".encode()).hexdigest()
