"""Rows of the reports, column by column. Source: sdk2018."""

from __future__ import annotations

from typing_extensions import TypedDict

Timestamp = str | None
"""A time as objects show it; `None` where it is not known."""

OrgColumns = TypedDict("OrgColumns", {"Org Id": str, "Org": str, "Org Team Id": str, "Org Team": str})
"""The team that owns the issues, with its organisation."""

SupportMinutes = TypedDict(
    "SupportMinutes",
    {"Org Id": str, "Org": str, "Org Team Id": str, "Org Team": str, "Category": str, "# Support Minutes": int},
)
TimeToScheduled = TypedDict(
    "TimeToScheduled",
    {"Org Id": str, "Org": str, "Org Team Id": str, "Org Team": str, "Category": str, "Average Days To Scheduled": float},
)
IssuesByAge = TypedDict(
    "IssuesByAge",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "Last 24 hrs": float,
        "Last 7 days": float,
        "Last 30 days": float,
        "All Time": float,
    },
)
IssuesByCategory = TypedDict(
    "IssuesByCategory",
    {"Org Id": str, "Org": str, "Org Team Id": str, "Org Team": str, "Category": str, "# Issues": str},
)
IssuesByGeography = TypedDict(
    "IssuesByGeography",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "Division Unit": str,
        "Division Value": str,
        "# Issues": float,
    },
)
IssuesByLocation = TypedDict(
    "IssuesByLocation",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "Site Id": str,
        "Customer": str,
        "Site Name": str,
        "# Issues": float,
    },
)
IssuesOverTime = TypedDict(
    "IssuesOverTime",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "Category": str,
        "Type": str,
        "Interval Label": str,
        "Interval Date": str,
        "Interval": float,
        "# Issues": float,
    },
)
RemoteVsOnsite = TypedDict(
    "RemoteVsOnsite",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "# Remote Issues": float,
        "% Remote": float,
        "# Onsite Issues": float,
        "% Onsite": float,
        "# Total Issues": float,
    },
)
TimeToCompletion = TypedDict(
    "TimeToCompletion",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "Average Time To Completion": float,
        "Sum Time To Completion": float,
        "Time Interval": str,
        "Category": str,
        "# Issues": float,
    },
)
OpenIssue = TypedDict(
    "OpenIssue",
    {
        "Org Id": str,
        "Org Team Id": str,
        "Customer": str,
        "Site Name": str,
        "Type": str,
        "Category": str,
        "Status": str,
        "Claimed": float,
        "Created": str,
    },
)
OwnedIssues = TypedDict(
    "OwnedIssues",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "# Support Issues": float,
        "# Work Order Issues": float,
    },
)
TimeOnsite = TypedDict(
    "TimeOnsite",
    {
        "Org Id": str,
        "Org": str,
        "Org Team Id": str,
        "Org Team": str,
        "Site Id": str,
        "Site Name": str,
        "# Onsite Issues": float,
        "Total Time Onsite": float,
        "Average Time Onsite": float,
        "Time Interval": str,
    },
)
OrgReportItem = TypedDict(
    "OrgReportItem",
    {
        "Issue ID": str,
        "Reference Num": str,
        "Org Cases/Tickets": str,
        "Issue Status": str,
        "Job Status": str,
        "Admin User / Org Team User": str,
        "Org": str,
        "Issue Type": str,
        "Work Order Type": str,
        "Issue Category": str,
        "Customer Name": str,
        "Customer Location Site Name": str,
        "Customer Location Street 1": str,
        "Customer Location Street 2": str,
        "City": str,
        "State": str,
        "Zipcode": str,
        "Country": str,
        "Time Zone of Scheduled/Action Date and Time": str,
        "Issue Creation Date and Time": Timestamp,
        "Date and Time Scheduled by Project Manager": Timestamp,
        "Scheduled Date and Time": Timestamp,
        "Start Date and Time": Timestamp,
        "Resolved Date and Time": Timestamp,
        "Remote Wait Time": str,
        "Service Time": float,
        "Resolution": str,
        "NPS": float,
        "Technician Rating": float,
        "Total": float,
        "Payment Status": str,
        "Special Notes": str,
        "Tech Support Minutes": str,
    },
)
TechnicianReportItem = TypedDict(
    "TechnicianReportItem",
    {
        "Technician ID": str,
        "Technician Name": str,
        "Office Phone": str,
        "Cell Phone": str,
        "E-mail": str,
        "Technician Street 1": str,
        "Technician Street 2": str,
        "City": str,
        "State": str,
        "Zipcode": str,
        "Country": str,
        "Time Zone": str,
        "Nearest Metro": str,
        "Hourly Rate": float,
        "Travel Radius": float,
        "Average Travel Distance to Customer Location for Completed Work Orders": float,
        "Status": str,
        "# of Jobs Advertised": int,
        "# of Jobs Declined": int,
        "# of Jobs No Response": int,
        "# of Jobs Canceled": int,
        "# of Jobs Completed": int,
        "Average Technician Rating": float,
        "Average NPS": float,
        "Average Margin %": float,
        "On Time Performance": float,
        "Date of Last Work Order": Timestamp,
    },
)
