"""MXO's date-times: RFC 3339 with seconds and offset, kept in UTC to the millisecond."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:[0-5]\d)", re.ASCII | re.IGNORECASE)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SKEW = timedelta(seconds=60)
"""How far ahead of the clock a time may be before it counts as future."""


def parse(text: str) -> datetime:
    """Read a date-time. Raises `ValueError` if it has another form or names no real time."""
    if not _FORM.fullmatch(text):
        raise ValueError("not a date-time")
    try:
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except OverflowError:
        raise ValueError("out of range") from None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000) if moment.microsecond else moment


def show(moment: datetime) -> str:
    """Write a time as MXO does: UTC, milliseconds only if there are any."""
    spec = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=spec).replace("+00:00", "Z")


def from_milliseconds(number: int) -> datetime:
    """Read epoch milliseconds. Raises `ValueError` if no such time can be told."""
    try:
        return EPOCH + timedelta(milliseconds=number)
    except OverflowError:
        raise ValueError("out of range") from None


def milliseconds(moment: datetime) -> int:
    """Write a time as epoch milliseconds."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def months_before(moment: datetime, months: int) -> datetime:
    """Go back by calendar months; a day that the month does not have becomes its last."""
    index = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(index, 12)
    month += 1
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month)
