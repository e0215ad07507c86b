"""Reports that count issues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.reports import rows
from sandbox.vendors.ovationcxm.reports.counting import alone, by_team, category, counted, customer_name, location_of, rounded
from sandbox.vendors.ovationcxm.reports.parameters import Dates, InIntervals, Interval, OfDivision, day_of
from sandbox.vendors.ovationcxm.state import Issue

ONSITE = ("Work Order", "Training")
"""Types of issues for which somebody goes to the customer."""
COUNTRY = "US"


def issues_by_age(call: OvationCall, query: Dates) -> list[rows.IssuesByAge]:
    """Issues of each team that were created in the last day, week and month, and all."""

    def newer(issues: list[Issue], days: int) -> int:
        return sum(issue.created >= call.now - timedelta(days=days) for issue in issues)

    return [
        {
            **org,
            "Last 24 hrs": newer(issues, 1),
            "Last 7 days": newer(issues, 7),
            "Last 30 days": newer(issues, 30),
            "All Time": len(issues),
        }
        for org, _, issues in by_team(call, counted(call, query), alone)
    ]


def issues_by_category(call: OvationCall, query: Dates) -> list[rows.IssuesByCategory]:
    """Issues of each team by category; the number is a text."""
    groups = by_team(call, counted(call, query), category)
    return [{**org, "Category": name, "# Issues": str(len(issues))} for org, (name,), issues in groups]


def issues_by_geography(call: OvationCall, query: OfDivision) -> list[rows.IssuesByGeography]:
    """Issues of each team by the state, country or zip code of the location."""

    def value(issue: Issue) -> tuple[str]:
        location = location_of(call, issue)
        values = {"state": location.state or "", "zipcode": location.zipcode, "country": COUNTRY} if location else {"country": COUNTRY}
        return (values.get(query.division, ""),)

    issues = [issue for issue in counted(call, query) if query.issue_type in (None, issue.type)]
    return [
        {**org, "Division Unit": query.division, "Division Value": value, "# Issues": len(issues)}
        for org, (value,), issues in by_team(call, issues, value)
    ]


def issues_by_location(call: OvationCall, query: Dates) -> list[rows.IssuesByLocation]:
    """Issues of each team by location."""

    def site(issue: Issue) -> tuple[str, str, str]:
        location = location_of(call, issue)
        return issue.customer_location_id, customer_name(call, issue), location.site_name if location else ""

    return [
        {**org, "Site Id": id, "Customer": customer, "Site Name": name, "# Issues": len(issues)}
        for org, (id, customer, name), issues in by_team(call, counted(call, query), site)
    ]


def _week(day: date) -> tuple[date, int]:
    return day - timedelta(days=day.weekday()), day.isocalendar().week


def _month(day: date) -> tuple[date, int]:
    return day.replace(day=1), day.month


def _day(day: date) -> tuple[date, int]:
    return day, day.timetuple().tm_yday


INTERVALS: Mapping[Interval, tuple[str, Callable[[date], tuple[date, int]]]] = {
    "week": ("Week", _week),
    "month": ("Month", _month),
    "day": ("Day", _day),
}
"""Label, and what tells the first day and the number within its year of the interval that a day is in; weeks are those of ISO 8601."""


def issues_over_time(call: OvationCall, query: InIntervals) -> list[rows.IssuesOverTime]:
    """Issues of each team by category, type, and the week, month or day of their creation."""
    label, interval = INTERVALS[query.interval]

    def place(issue: Issue) -> tuple[str, str, str, int]:
        begin, number = interval(day_of(issue.created))
        return issue.category, issue.type, begin.isoformat(), number

    return [
        {
            **org,
            "Category": name,
            "Type": type,
            "Interval Label": label,
            "Interval Date": begin,
            "Interval": number,
            "# Issues": len(issues),
        }
        for org, (name, type, begin, number), issues in by_team(call, counted(call, query), place)
    ]


def issues_remote_vs_onsite(call: OvationCall, query: Dates) -> list[rows.RemoteVsOnsite]:
    """Issues of each team that take somebody to the customer, work orders and trainings, and all others."""
    found: list[rows.RemoteVsOnsite] = []
    for org, _, issues in by_team(call, counted(call, query), alone):
        total = len(issues)
        onsite = sum(issue.type in ONSITE for issue in issues)
        row: rows.RemoteVsOnsite = {
            **org,
            "# Remote Issues": total - onsite,
            "% Remote": rounded(Fraction(100 * (total - onsite), total)),
            "# Onsite Issues": onsite,
            "% Onsite": rounded(Fraction(100 * onsite, total)),
            "# Total Issues": total,
        }
        found.append(row)
    return found


def owned_issues(call: OvationCall, query: Dates) -> list[rows.OwnedIssues]:
    """Support issues and work orders of each team."""
    return [
        {
            **org,
            "# Support Issues": sum(issue.type == "Support" for issue in issues),
            "# Work Order Issues": sum(issue.type == "Work Order" for issue in issues),
        }
        for org, _, issues in by_team(call, counted(call, query), alone)
    ]
