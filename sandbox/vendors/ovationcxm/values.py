"""How values are written and read: times, telephone numbers, ids."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.vendor import Call

ZONE = ZoneInfo("America/Los_Angeles")
"""In which objects' times are printed, and those that come without a zone are read. Source: rec2022."""


def shown(moment: datetime) -> str:
    """Print the time of an object: local time without a zone."""
    return moment.astimezone(ZONE).isoformat(" ", "seconds")[:19]


def shown_or_none(moment: datetime | None) -> str | None:
    """Print the time of an object, if there is one."""
    return None if moment is None else shown(moment)


def server_time(now: datetime) -> str:
    """Print `current_server_time`: UTC, and no colon in the offset."""
    return f"{now.isoformat(timespec='seconds')[:19]}+0000"


EXACT = 2**53
"""Whole numbers below this are the same as floating-point numbers."""


def plain(number: float) -> float:
    """Print a whole number without a fraction."""
    return int(number) if abs(number) < EXACT and int(number) == number else number


_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_EPOCH = re.compile(r"\d{1,17}", re.ASCII)


def read_time(value: object) -> datetime | None:
    """Read a time: local `YYYY-MM-DD HH:MM:SS`, ISO 8601, a date alone, or seconds or milliseconds since 1970.

    Digits alone are milliseconds from 12 of them on. `None`: it is no time.
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    try:
        if _EPOCH.fullmatch(text):
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text) / (1000 if len(text) >= 12 else 1))
        match = _ISO.fullmatch(text)
        if match is None:
            return None
        day, time, fraction, zone = match.groups()
        moment = datetime.fromisoformat(f"{day}T{time or '00:00:00'}.{(fraction or '0')[:6]:0<6}{zone or ''}")
        moment = (moment if zone else moment.replace(tzinfo=ZONE)).astimezone(UTC)
        shown(moment)  # A time at the end of the calendar has no local time.
        return moment
    except (ValueError, OverflowError):
        return None


# --- Telephone numbers ----------------------------------------------------------------------------------------------

_PUNCTUATION = str.maketrans("", "", " \t+()-.")


def digits(text: str) -> str:
    """Strip a telephone number of blanks and punctuation."""
    return text.translate(_PUNCTUATION)


def nanp(text: str) -> str | None:
    """Return the ten digits of a North American number; `None` if it is none."""
    bare = digits(text)
    if not (bare.isascii() and bare.isdigit()):
        return None
    return bare if len(bare) == 10 else bare[1:] if len(bare) == 11 and bare[0] == "1" else None


def dialled(text: str) -> str:
    """Return what telephone numbers are compared by: the ten digits of a North American one, all digits of any other."""
    return nanp(text) or digits(text)


def telephone(text: str) -> str:
    """Bring a North American number into the printed form `+1 (646) 555-0187`; leave any other as it was sent."""
    ten = nanp(text)
    return f"+1 ({ten[:3]}) {ten[3:6]}-{ten[6:]}" if ten else text


def can_receive_sms(text: str) -> bool:
    """Say whether an invitation can be sent to a number: North American, or 8 to 15 digits behind a plus."""
    bare = digits(text)
    international = text.strip().startswith("+") and bare.isascii() and bare.isdigit() and 8 <= len(bare) <= 15
    return international or nanp(text) is not None


# --- Ids ------------------------------------------------------------------------------------------------------------

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of short ids: 0, 1, I and O never occur in them."""


def short(call: Call[Any, Any], count: int) -> str:
    """Draw a short id of `count` characters."""
    return "".join(ALPHABET[byte & 31] for byte in call.chance.bytes(count))


def new_id(call: Call[Any, Any], taken: Container[str], count: int = 6, prefix: str = "") -> str:
    """Draw a short id that nothing has yet; a `prefix` stands before it with a hyphen."""
    beginning = f"{prefix}-" if prefix else ""
    while (found := beginning + short(call, count)) in taken:
        pass
    return found
