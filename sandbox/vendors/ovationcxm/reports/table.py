"""The table of the reports: what each is called, and how its rows look and are computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.vendors.ovationcxm.reports import rows
from sandbox.vendors.ovationcxm.reports.counts import (
    issues_by_age,
    issues_by_category,
    issues_by_geography,
    issues_by_location,
    issues_over_time,
    issues_remote_vs_onsite,
    owned_issues,
)
from sandbox.vendors.ovationcxm.reports.listings import issues_of_org, open_issues, technicians
from sandbox.vendors.ovationcxm.reports.times import support_minutes, time_onsite, time_to_completion, time_to_scheduled


@dataclass(frozen=True, slots=True)
class Report:
    """A report."""

    id: str
    """As in its path."""
    title: str
    row: type[Any]
    compute: Callable[..., list[Any]]
    """Takes the call and the query, whose annotation says with what the report is asked; its docstring says what it tells."""


KPI = "Key Performance Indicator"

# fmt: off
REPORTS = (
    Report("kpi_active_support_minutes",    f"{KPI} Support Minutes By Category",  rows.SupportMinutes,        support_minutes),
    Report("kpi_average_time_to_scheduled", f"{KPI} Average Time To Scheduled",    rows.TimeToScheduled,       time_to_scheduled),
    Report("kpi_issues_by_age",             f"{KPI} Issues By Age",                rows.IssuesByAge,           issues_by_age),
    Report("kpi_issues_by_category",        f"{KPI} Issues By Category",           rows.IssuesByCategory,      issues_by_category),
    Report("kpi_issues_by_geography",       f"{KPI} Issues By Geography",          rows.IssuesByGeography,     issues_by_geography),
    Report("kpi_issues_by_location",        f"{KPI} Issues By Location",           rows.IssuesByLocation,      issues_by_location),
    Report("kpi_issues_over_time",          "Key Performance Issues Over Time",    rows.IssuesOverTime,        issues_over_time),
    Report("kpi_issues_remote_vs_onsite",   f"{KPI} Issues Remote vs Onsite",      rows.RemoteVsOnsite,        issues_remote_vs_onsite),
    Report("kpi_issues_time_to_completion", f"{KPI} Issue Time To Completion",     rows.TimeToCompletion,      time_to_completion),
    Report("kpi_open_issues",               f"{KPI} Open Issues",                  rows.OpenIssue,             open_issues),
    Report("kpi_parner_owned_issues",       f"{KPI} Org Owned Issues",             rows.OwnedIssues,           owned_issues),
    Report("orgs",                          "Get an Org Report",                   rows.OrgReportItem,         issues_of_org),
    Report("technicians",                   "Get a Technician Report",             rows.TechnicianReportItem,  technicians),
    Report("kpi_time_onsite_by_location",   f"{KPI} Time Onsite By Location",      rows.TimeOnsite,            time_onsite),
)
"""Ids and titles are the vendor's, with their slips."""
# fmt: on
