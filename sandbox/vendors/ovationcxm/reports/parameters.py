"""What reports are asked with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from sandbox.vendor import rule
from sandbox.vendors.ovationcxm.dictionaries import ISSUE_TYPES
from sandbox.vendors.ovationcxm.inputs import Entry, Parameters
from sandbox.vendors.ovationcxm.values import ZONE, read_time

Division = Literal["state", "country", "zipcode"]
Interval = Literal["week", "month", "day"]
Precision = Literal["hour", "minute", "second"]


def day_of(moment: datetime) -> date:
    """Return the day on which something was, as the vendor's clocks showed it."""
    return moment.astimezone(ZONE).date()


def _day(value: Any) -> date:
    moment = read_time(value)
    if moment is None:
        raise ValueError("no time")
    return day_of(moment)


Day = Annotated[date, BeforeValidator(_day), rule("ovationcxm.input-date"), WithJsonSchema({"type": "string"})]
"""A date, or a time, which stands for its whole day."""
NeededDay = Annotated[Day, rule("ovationcxm.report-dates-required", ("missing",))]
IssueType = Annotated[str | None, Entry(ISSUE_TYPES)]


class Dates(Parameters):
    """The days in which issues were created, both included; without one the range is open."""

    start_date: Day | None = None
    end_date: Day | None = None

    def cover(self, moment: datetime) -> bool:
        """Say whether a moment is on one of the days."""
        day = day_of(moment)
        return (self.start_date is None or self.start_date <= day) and (self.end_date is None or day <= self.end_date)


class NeededDates(Dates):
    """The days in which issues were created, both included."""

    start_date: NeededDay
    end_date: NeededDay


class OfType(Dates):
    """Which issues count."""

    issue_type: IssueType = None
    """Key or label; all of them without one."""


class OfDivision(OfType):
    """Which issues count, and by what they are grouped."""

    division: Division = "state"


class InIntervals(Dates):
    """Which issues count, and by what they are grouped."""

    interval: Interval = "week"


class WithPrecision(Dates):
    """Which issues count, and in which unit times are told."""

    interval: Precision = "hour"
