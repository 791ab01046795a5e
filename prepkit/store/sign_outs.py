"""Which sign-ins have ended: a signed cookie says who somebody is, and not that they signed out since."""

from __future__ import annotations

from hashlib import sha256

from prepkit.store.database import Database

LIFETIME = 31 * 86_400 * 1_000_000
"""How long a sign-in can last, in microseconds: Streamlit's cookie for 30 days, and a day of grace."""
ENDED = "SELECT 1 FROM sign_outs WHERE mark IN (:this_mark, :every_mark) AND before >= :issued_at"
"""Finds a row where the sign-in that ``parameters`` describes has ended."""


def end_one(db: Database, identity: str, issued_at: int, now: int) -> None:
    """Remember that the sign-in of ``identity`` that began at ``issued_at`` is over; others go on."""
    _end(db, _mark(identity, issued_at), issued_at, now)


def end_all(db: Database, identity: str, now: int) -> None:
    """Remember that every sign-in of ``identity`` until now is over."""
    _end(db, _mark(identity), now, now)


def has_ended(db: Database, identity: str, issued_at: int) -> bool:
    """Whether the sign-in of ``identity`` that began at ``issued_at`` is over."""
    return db.row(ENDED, parameters(identity, issued_at)) is not None


def parameters(identity: str, issued_at: int) -> dict[str, str | int]:
    """What ``ENDED`` needs to know of a sign-in."""
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
    """What stands for one sign-in, or for all of an identity: a digest, so that no row says who it was."""
    which = "all" if issued_at is None else str(issued_at)
    return sha256(f"{which} {identity}".encode()).hexdigest()
