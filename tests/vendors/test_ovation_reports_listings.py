"""Reports with a row for each issue, or for each person."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import UZT, Json, Ovation
from tests.vendors.ovation_phone import MARCUS, PRIYA, change
from tests.vendors.ovation_reports import became, issue_id, report, with_issues

DATES = {"start_date": "2022-01-01", "end_date": "2022-12-31"}

# --- Open issues ----------------------------------------------------------------------------------------------------


def test_open_issues_are_told_one_by_one_without_the_names_of_their_team(ovation: Ovation) -> None:
    with_issues(
        ovation,
        {"status": 2, "usersId": PRIYA, "category": "Network", "created": "2022-02-08T20:00:00Z"},
        {"ownerOrgTeamId": "NWF-DSP", "type": "Sales"},
        {"customerLocationId": ""},
    )
    first: Json = {"Org Id": "SMT", "Org Team Id": "SMT-SUP", "Customer": "Harbor Coffee Roasters"}
    street = {"Site Name": "Harbor Coffee - Harbor Street"}
    created = "2022-02-09 08:41:02"
    new = {"Category": "Hardware", "Status": "New", "Claimed": 0, "Created": created}
    assert report(ovation, "kpi_open_issues") == [
        first | {"Org Id": "NWF", "Org Team Id": "NWF-DSP"} | street | {"Type": "Sales"} | new,
        first | street | {"Type": "Support", "Category": "Network", "Status": "Remote", "Claimed": 1, "Created": "2022-02-08 12:00:00"},
        first | {"Site Name": "", "Type": "Support"} | new,
    ]


def test_an_issue_is_open_until_it_is_resolved(ovation: Ovation) -> None:
    statuses = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 89, 99)
    with_issues(ovation, *({"status": status} for status in statuses))
    labels = [row["Status"] for row in report(ovation, "kpi_open_issues")]
    assert labels == ["New", "Remote", "Scheduling", "Scheduled", "En Route", "In Progress"]


# --- The report of organisations ------------------------------------------------------------------------------------

ISSUE = {
    "remoteId": "R-77",
    "status": 6,
    "job": "In Progress",
    "usersId": MARCUS,
    "type": "Work Order",
    "category": "PC",
    "created": "2022-02-08T20:00:00Z",
    "scheduledTime": "2022-02-09T18:00:00Z",
    "arrivalTime": "2022-02-09T18:05:00Z",
    "resolution": "Changed",
    "specialNotes": "Dog in the yard",
    "techSupportMinutes": 35,
    "history": [became(1, "2022-02-08T20:00:00Z"), became(7, "2022-02-09T19:00:00Z"), became(8, "2022-02-09T20:00:00Z")],
}

ROW = {
    "Issue ID": issue_id(1),
    "Reference Num": "000001",
    "Org Cases/Tickets": "R-77",
    "Issue Status": "In Progress",
    "Job Status": "In Progress",
    "Admin User / Org Team User": "Marcus Bell",
    "Org": "Summit Payments",
    "Issue Type": "Work Order",
    "Work Order Type": "",
    "Issue Category": "PC",
    "Customer Name": "Harbor Coffee Roasters",
    "Customer Location Site Name": "Harbor Coffee - Harbor Street",
    "Customer Location Street 1": "412 Harbor Street",
    "Customer Location Street 2": "Suite 3",
    "City": "Salt Lake City",
    "State": "UT",
    "Zipcode": "84101",
    "Country": "US",
    "Time Zone of Scheduled/Action Date and Time": "America/Los_Angeles",
    "Issue Creation Date and Time": "2022-02-08 12:00:00",
    "Date and Time Scheduled by Project Manager": None,
    "Scheduled Date and Time": "2022-02-09 10:00:00",
    "Start Date and Time": "2022-02-09 10:05:00",
    "Resolved Date and Time": "2022-02-09 11:00:00",
    "Remote Wait Time": "",
    "Service Time": 0,
    "Resolution": "Changed",
    "NPS": 0,
    "Technician Rating": 0,
    "Total": 0,
    "Payment Status": "",
    "Special Notes": "Dog in the yard",
    "Tech Support Minutes": "35",
}


def test_the_report_of_organisations_tells_all_that_is_known_of_an_issue(ovation: Ovation) -> None:
    with_issues(ovation, ISSUE)
    assert report(ovation, "orgs", **DATES) == [ROW]


def test_what_is_not_known_of_an_issue_is_empty(ovation: Ovation) -> None:
    blank: Json = {
        "history": [],
        "usersId": "",
        "scheduledTime": None,
        "arrivalTime": None,
        "customerLocationId": "",
        "techSupportMinutes": 0,
    }
    with_issues(ovation, ISSUE | blank)
    change(ovation, "customers", "HCR2KX", name=None)
    texts = ("Customer Name", "Customer Location Site Name", "Customer Location Street 1", "Customer Location Street 2")
    empty = dict.fromkeys((*texts, "City", "State", "Zipcode", "Admin User / Org Team User"), "")
    times = dict.fromkeys(("Scheduled Date and Time", "Start Date and Time", "Resolved Date and Time"))
    assert report(ovation, "orgs", **DATES) == [ROW | empty | times | {"Tech Support Minutes": "0"}]


def test_the_organisation_of_an_issue_is_that_of_its_team_and_rows_are_ordered_by_team_then_id(ovation: Ovation) -> None:
    teams = ("SMT-SUP", "NWF-DSP", "SMT-FLD", "SMT-SUP", "NWF-DSP")
    with_issues(ovation, *(ISSUE | {"ownerOrgTeamId": team, "usersId": "NW2TEC"} for team in teams))
    found = [(row["Issue ID"][-1], row["Org"], row["Admin User / Org Team User"]) for row in report(ovation, "orgs", **DATES)]
    northwind, summit = "Northwind Field Services", "Summit Payments"
    expected = [("2", northwind), ("5", northwind), ("3", summit), ("1", summit), ("4", summit)]
    assert found == [(number, org, "Tess Calloway") for number, org in expected]


# --- Technicians ----------------------------------------------------------------------------------------------------


def technician(id: str, name: str, phone: str, email: str, canceled: int = 0, completed: int = 0) -> Json:
    """Return the row of a technician."""
    row: Json = {"Technician ID": id, "Technician Name": name, "Office Phone": "", "Cell Phone": phone, "E-mail": email}
    row |= dict.fromkeys(("Technician Street 1", "Technician Street 2", "City", "State", "Zipcode", "Country"), "")
    row |= {"Time Zone": "America/Denver", "Nearest Metro": "", "Hourly Rate": 0, "Travel Radius": 0}
    row |= {"Average Travel Distance to Customer Location for Completed Work Orders": 0, "Status": "Active"}
    row |= {"# of Jobs Advertised": 0, "# of Jobs Declined": 0, "# of Jobs No Response": 0}
    row |= {"# of Jobs Canceled": canceled, "# of Jobs Completed": completed, "Average Technician Rating": 0, "Average NPS": 0}
    return row | {"Average Margin %": 0, "On Time Performance": 0, "Date of Last Work Order": None}


PRIYAS = (PRIYA, "Priya Natarajan", "+1 (801) 555-0110", "priya.natarajan@summitpayments.example")
MARCUSS = (MARCUS, "Marcus Bell", "", "marcus.bell@summitpayments.example")


def test_technicians_are_the_users_of_the_organisation_with_their_completed_and_canceled_jobs(ovation: Ovation) -> None:
    statuses = (1, 6, 7, 8, 9, 10, 89, 89, 99)
    with_issues(
        ovation,
        *({"usersId": PRIYA, "status": status} for status in statuses),
        {"usersId": MARCUS, "status": 7},
        {"usersId": MARCUS, "status": 3},
        {"usersId": "NW2TEC", "status": 7},
        {"usersId": "", "status": 89},
    )
    assert report(ovation, "technicians") == [technician(*PRIYAS, canceled=2, completed=4), technician(*MARCUSS, completed=1)]


@pytest.mark.parametrize(("end", "completed"), [("2022-02-08", 1), ("2022-02-09", 2)])
def test_jobs_of_technicians_are_those_of_the_days(ovation: Ovation, end: str, completed: int) -> None:
    with_issues(
        ovation,
        {"usersId": PRIYA, "status": 7, "created": "2022-02-08T20:00:00Z"},
        {"usersId": PRIYA, "status": 7, "created": "2022-02-09T20:00:00Z"},
    )
    assert report(ovation, "technicians", end_date=end) == [technician(*PRIYAS, completed=completed), technician(*MARCUSS)]


def test_deleted_users_are_no_technicians_and_others_show_their_status(ovation: Ovation) -> None:
    change(ovation, "orgUsers", MARCUS, status="Invited")
    assert [(row["Technician ID"], row["Status"]) for row in report(ovation, "technicians")] == [(PRIYA, "Active"), (MARCUS, "Invited")]
    assert [row["Technician ID"] for row in report(Ovation(ovation.client, UZT), "technicians")] == ["AB23CD"]
