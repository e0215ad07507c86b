"""Reports with a row for each issue, or for each person."""

from __future__ import annotations

from operator import attrgetter

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.reports import rows
from sandbox.vendors.ovationcxm.reports.counting import completed_at, counted, customer_name, location_of, org_columns
from sandbox.vendors.ovationcxm.reports.counts import COUNTRY
from sandbox.vendors.ovationcxm.reports.parameters import Dates, NeededDates
from sandbox.vendors.ovationcxm.state import Issue, Location
from sandbox.vendors.ovationcxm.state.issues import CANCELED
from sandbox.vendors.ovationcxm.values import ZONE, shown, shown_or_none

_BLANK = Location("", "")
"""Stands for the location of an issue that has none."""


def _issues(call: OvationCall, query: Dates) -> list[Issue]:
    """Return the issues that count, by owner team and id."""
    return sorted(counted(call, query), key=attrgetter("owner_org_team_id"))


def open_issues(call: OvationCall, query: Dates) -> list[rows.OpenIssue]:
    """Open issues, each in a row: neither resolved nor closed."""
    return [_open_issue(call, issue) for issue in _issues(call, query) if issue.is_open]


def _open_issue(call: OvationCall, issue: Issue) -> rows.OpenIssue:
    org = org_columns(call, issue.owner_org_team_id)
    return {
        "Org Id": org["Org Id"],
        "Org Team Id": org["Org Team Id"],
        "Customer": customer_name(call, issue),
        "Site Name": (location_of(call, issue) or _BLANK).site_name,
        "Type": issue.type,
        "Category": issue.category,
        "Status": issue.status_label,
        "Claimed": 1 if issue.users_id else 0,
        "Created": shown(issue.created),
    }


def issues_of_org(call: OvationCall, query: NeededDates) -> list[rows.OrgReportItem]:
    """Issues, each in a row. What the sandbox does not know (ratings, payments) is empty or 0."""
    return [_issue_of_org(call, issue) for issue in _issues(call, query)]


def _issue_of_org(call: OvationCall, issue: Issue) -> rows.OrgReportItem:
    location = location_of(call, issue) or _BLANK
    agent = call.state.org_users.get(issue.users_id)
    return {
        "Issue ID": issue.id,
        "Reference Num": issue.reference_num,
        "Org Cases/Tickets": issue.remote_id,
        "Issue Status": issue.status_label,
        "Job Status": issue.job,
        "Admin User / Org Team User": agent.full_name if agent else "",
        "Org": org_columns(call, issue.owner_org_team_id)["Org"],
        "Issue Type": issue.type,
        "Work Order Type": "",
        "Issue Category": issue.category,
        "Customer Name": customer_name(call, issue),
        "Customer Location Site Name": location.site_name,
        "Customer Location Street 1": location.street_1,
        "Customer Location Street 2": location.street_2,
        "City": location.city,
        "State": location.state or "",
        "Zipcode": location.zipcode,
        "Country": COUNTRY,
        "Time Zone of Scheduled/Action Date and Time": ZONE.key,
        "Issue Creation Date and Time": shown(issue.created),
        "Date and Time Scheduled by Project Manager": None,
        "Scheduled Date and Time": shown_or_none(issue.scheduled_time),
        "Start Date and Time": shown_or_none(issue.arrival_time),
        "Resolved Date and Time": shown_or_none(completed_at(issue)),
        "Remote Wait Time": "",
        "Service Time": 0,
        "Resolution": issue.resolution,
        "NPS": 0,
        "Technician Rating": 0,
        "Total": 0,
        "Payment Status": "",
        "Special Notes": issue.special_notes,
        "Tech Support Minutes": str(issue.tech_support_minutes),
    }


def technicians(call: OvationCall, query: Dates) -> list[rows.TechnicianReportItem]:
    """Users of the organisation, each in a row, with the issues assigned to them that were completed or canceled."""
    completed: dict[str, int] = {}
    canceled: dict[str, int] = {}
    for issue in counted(call, query):
        if 7 <= issue.status <= 10:
            completed[issue.users_id] = completed.get(issue.users_id, 0) + 1
        elif issue.status == CANCELED:
            canceled[issue.users_id] = canceled.get(issue.users_id, 0) + 1
    return [
        {
            "Technician ID": user.id,
            "Technician Name": user.full_name,
            "Office Phone": "",
            "Cell Phone": user.sms_number,
            "E-mail": user.email,
            "Technician Street 1": "",
            "Technician Street 2": "",
            "City": "",
            "State": "",
            "Zipcode": "",
            "Country": "",
            "Time Zone": user.time_zone,
            "Nearest Metro": "",
            "Hourly Rate": 0,
            "Travel Radius": 0,
            "Average Travel Distance to Customer Location for Completed Work Orders": 0,
            "Status": user.status,
            "# of Jobs Advertised": 0,
            "# of Jobs Declined": 0,
            "# of Jobs No Response": 0,
            "# of Jobs Canceled": canceled.get(user.id, 0),
            "# of Jobs Completed": completed.get(user.id, 0),
            "Average Technician Rating": 0,
            "Average NPS": 0,
            "Average Margin %": 0,
            "On Time Performance": 0,
            "Date of Last Work Order": None,
        }
        for user in call.state.org_user_index.all("of", call.org.id)
    ]
