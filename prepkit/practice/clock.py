"""From an instant and a time zone to the person's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prepkit.field_types import load_zone
from prepkit.model import Clock

MICROS_A_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def clock_at(moment: datetime, tz: str | None) -> Clock:
    """The clock at an aware ``moment`` in the IANA zone ``tz`` (unknown or None: UTC)."""
    zone = _zone(tz)
    day = moment.astimezone(zone).date()
    return Clock(
        now=to_micros(moment),
        day=day,
        tz=zone.key,
        day_start=day_start(day, zone.key),
        day_end=day_start(day + timedelta(days=1), zone.key),
    )


def day_start(day: date, tz: str) -> int:
    """The first moment of a local day, in UTC microseconds."""
    return to_micros(datetime.combine(day, time(), tzinfo=_zone(tz)))


def local_day(micros: int, tz: str) -> date:
    """The local date of a moment given in UTC microseconds."""
    return to_datetime(micros).astimezone(_zone(tz)).date()


def to_micros(moment: datetime) -> int:
    """An aware datetime as whole UTC microseconds since 1970, without rounding."""
    return (moment - _EPOCH) // _MICROSECOND


def to_datetime(micros: int) -> datetime:
    """UTC microseconds since 1970 as an aware datetime."""
    return _EPOCH + timedelta(microseconds=micros)


def _zone(tz: str | None) -> ZoneInfo:
    return load_zone(tz or "UTC") or ZoneInfo("UTC")
