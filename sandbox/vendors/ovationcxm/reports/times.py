"""Reports that add up times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.reports import rows
from sandbox.vendors.ovationcxm.reports.counting import by_team, category, completed_at, counted, in_units, location_of, rounded
from sandbox.vendors.ovationcxm.reports.parameters import Dates, OfType, Precision, WithPrecision
from sandbox.vendors.ovationcxm.state import Issue

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

PRECISIONS: Mapping[Precision, tuple[str, timedelta]] = {
    "hour": ("HOUR", HOUR),
    "minute": ("MIN", MINUTE),
    "second": ("SEC", timedelta(seconds=1)),
}
"""Label and unit of the time onsite."""

COMPLETION: Mapping[str, tuple[str, timedelta]] = {
    "Sales": ("MIN", MINUTE),
    "Support": ("MIN", MINUTE),
    "Work Order": ("DAY", DAY),
    "Training": ("DAY", DAY),
}
"""Label and unit of the time to completion, by type of issue."""


def support_minutes(call: OvationCall, query: Dates) -> list[rows.SupportMinutes]:
    """Minutes of support of each team by category."""
    return [
        {**org, "Category": name, "# Support Minutes": sum(issue.tech_support_minutes for issue in issues)}
        for org, (name,), issues in by_team(call, counted(call, query), category)
    ]


def time_to_scheduled(call: OvationCall, query: Dates) -> list[rows.TimeToScheduled]:
    """Mean days from an issue's creation to the time for which it is scheduled, of each team by category."""
    days = {
        issue.id: in_units(issue.scheduled_time - issue.created, DAY) for issue in counted(call, query) if issue.scheduled_time is not None
    }
    scheduled = (call.state.issues[id] for id in days)
    return [
        {**org, "Category": name, "Average Days To Scheduled": rounded(sum((days[issue.id] for issue in issues), Fraction()) / len(issues))}
        for org, (name,), issues in by_team(call, scheduled, category)
    ]


def time_to_completion(call: OvationCall, query: OfType) -> list[rows.TimeToCompletion]:
    """Time from an issue's creation until it was first resolved or closed, of each team by category and type.

    In minutes for support and sales, in days for work orders and trainings. Issues that never were do not count.
    """
    durations = {
        issue.id: end - issue.created
        for issue in counted(call, query)
        if query.issue_type in (None, issue.type) and (end := completed_at(issue)) is not None
    }

    def kind(issue: Issue) -> tuple[str, str]:
        return issue.category, issue.type

    found: list[rows.TimeToCompletion] = []
    for org, (name, type), issues in by_team(call, (call.state.issues[id] for id in durations), kind):
        label, unit = COMPLETION[type]
        total = in_units(sum((durations[issue.id] for issue in issues), timedelta()), unit)
        row: rows.TimeToCompletion = {
            **org,
            "Average Time To Completion": rounded(total / len(issues)),
            "Sum Time To Completion": rounded(total),
            "Time Interval": label,
            "Category": name,
            "# Issues": len(issues),
        }
        found.append(row)
    return found


def time_onsite(call: OvationCall, query: WithPrecision) -> list[rows.TimeOnsite]:
    """Time from arrival to departure, of each team by location."""
    label, unit = PRECISIONS[query.interval]
    durations = {
        issue.id: issue.departure_time - issue.arrival_time
        for issue in counted(call, query)
        if issue.arrival_time is not None and issue.departure_time is not None
    }

    def site(issue: Issue) -> tuple[str, str]:
        location = location_of(call, issue)
        return issue.customer_location_id, location.site_name if location else ""

    found: list[rows.TimeOnsite] = []
    for org, (id, name), issues in by_team(call, (call.state.issues[id] for id in durations), site):
        total = in_units(sum((durations[issue.id] for issue in issues), timedelta()), unit)
        row: rows.TimeOnsite = {
            **org,
            "Site Id": id,
            "Site Name": name,
            "# Onsite Issues": len(issues),
            "Total Time Onsite": rounded(total),
            "Average Time Onsite": rounded(total / len(issues)),
            "Time Interval": label,
        }
        found.append(row)
    return found
