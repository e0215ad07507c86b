"""How the ACD API reads a request: its version, and query parameters whose names are matched in any case.

An unknown version needs no check: `paths.clean` leaves such a path without an operation.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import AcdRefusal

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(?:([Zz])|([-+ ])(\d\d):?([0-5]\d))?)?",
    re.ASCII,
)
_NUMBER = re.compile(r"-?[0-9]+")
_WHOLE = re.compile(r"[0-9]+")
_DIGITS = 18
"""More than any id or count has: what is longer is cut, since it means no more."""
_FLAGS = {"true": True, "false": False}


def version(call: CxoneCall) -> int:
    """Return the version that the path names: 33 for `v33.0`."""
    return int(call.path["version"][1:].partition(".")[0])


def date_time(text: str) -> datetime:
    """Read a date in one of the forms that clients send; without a zone it is UTC. Raises `ValueError`."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute, second, fraction, _, sign, hours, minutes = match.groups()
    # A plus that was not percent-encoded arrives as a space.
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    micros = int((fraction or "")[:6].ljust(6, "0"))
    moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micros, timezone(offset))
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(text) from None


def invalid_value(rule: str, name: str) -> AcdRefusal:
    """Refuse a parameter that cannot be read, or means nothing."""
    return AcdRefusal(rule, 400, f"Invalid value for parameter {name}")


class Parameters:
    """The query parameters of an ACD call: of a repeated one the first counts, an empty one is none.

    They are asked for by their documented names, which are also those that a refusal tells.
    """

    def __init__(self, call: CxoneCall) -> None:
        self._values: dict[str, str] = {}
        for name, value in call.query.multi_items():
            self._values.setdefault(name.lower(), value)

    def text(self, name: str) -> str | None:
        """Return a parameter as sent."""
        return self._values.get(name.lower()) or None

    def required(self, name: str) -> str:
        """Return a parameter that must be there."""
        if (text := self.text(name)) is None:
            raise AcdRefusal("nice_cxone.acd.required-param", 400, f"Missing parameter {name}")
        return text

    def required_flag(self, name: str) -> bool:
        """Return a parameter that must be there and be true or false, in any case."""
        flag = _FLAGS.get(self.required(name).lower())
        if flag is None:
            raise AcdRefusal("nice_cxone.acd.required-param", 400, f"Missing parameter {name}")
        return flag

    def date(self, name: str) -> datetime | None:
        """Return a parameter that is a date, in UTC."""
        if (text := self.text(name)) is None:
            return None
        try:
            return date_time(text)
        except ValueError:
            raise invalid_value("nice_cxone.acd.date-invalid", name) from None

    def required_date(self, name: str) -> datetime:
        """Return a date that must be there."""
        self.required(name)
        date = self.date(name)
        assert date is not None
        return date

    def number(self, name: str, rule: str = "nice_cxone.acd.completed-set") -> int | None:
        """Return a parameter that is a whole number."""
        if (text := self.text(name)) is None:
            return None
        if not _NUMBER.fullmatch(text):
            raise invalid_value(rule, name)
        return int(text[:_DIGITS])

    def flag(self, name: str) -> bool | None:
        """Return a parameter that is true or false, in any case."""
        if (text := self.text(name)) is None:
            return None
        if (flag := _FLAGS.get(text.lower())) is None:
            raise invalid_value("nice_cxone.acd.completed-set", name)
        return flag

    def count(self, name: str, least: int, most: int, default: int) -> int:
        """Return a parameter of paging: a whole number from `least` on; a greater one than `most` is `most`."""
        if (text := self.text(name)) is None:
            return default
        if not _WHOLE.fullmatch(text) or (count := int(text.lstrip("0")[:_DIGITS] or 0)) < least:
            raise invalid_value("nice_cxone.acd.paging", name)
        return min(count, most)

    def names(self, name: str) -> list[str]:
        """Return a comma list of names, in lower case and in order; empty if there is none."""
        return [one.strip().lower() for one in (self.text(name) or "").split(",") if one.strip()]
