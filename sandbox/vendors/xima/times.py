"""Times as Xima writes and reads them: ISO 8601 with an offset from UTC, and milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|([+-])(\d\d):(\d\d))", re.ASCII)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - offsets are added by hand, since a moment may lie beyond the years 1 to 9999
_MILLISECOND = timedelta(milliseconds=1)


def read_time(text: str) -> int | None:
    """Read `2026-03-02T10:15:00.000-07:00` as milliseconds since 1970; `None` if it is no such time."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    moment, fraction, zone, sign, hours, minutes = written.groups()
    try:
        local = datetime.fromisoformat(moment)
    except ValueError:
        return None
    ahead = 0
    if zone != "Z":
        if int(hours) > 23 or int(minutes) > 59:
            return None
        ahead = (int(hours) * 60 + int(minutes)) * (-60_000 if sign == "-" else 60_000)
    return (local - _EPOCH) // _MILLISECOND + int((fraction or "0").ljust(3, "0")[:3]) - ahead


def offset_of(text: str) -> str:
    """Return the offset of a readable time as it is written there: `-07:00` or `Z`."""
    written = _WRITTEN.fullmatch(text)
    assert written is not None
    return written[3]


def write_time(milliseconds: int, offset: str) -> str:
    """Write a time with milliseconds, in an offset from UTC: `2026-03-02T10:15:00.000-07:00`.

    Where that would be a day before the year 1 or after 9999, the time is written in UTC.
    """
    moment, ahead = _EPOCH + milliseconds * _MILLISECOND, timedelta()
    if offset != "Z":
        ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:])) * (-1 if offset[0] == "-" else 1)
    try:
        return (moment + ahead).isoformat(timespec="milliseconds") + offset
    except OverflowError:
        return moment.isoformat(timespec="milliseconds") + "Z"


def without_zero_fraction(text: str) -> str:
    """Drop a fraction of a second that is zero from a readable time."""
    return re.sub(r"\.0+(?=[Z+-])", "", text)


def from_moment(moment: datetime) -> int:
    """Return a moment in UTC as milliseconds since 1970."""
    return (moment.replace(tzinfo=None) - _EPOCH) // _MILLISECOND


def to_moment(milliseconds: int) -> datetime | None:
    """Return a time as a moment; `None`, if it lies outside of the years 1 to 9999."""
    try:
        return (_EPOCH + milliseconds * _MILLISECOND).replace(tzinfo=UTC)
    except OverflowError:
        return None
