"""Reports: what all of them have in common."""

from __future__ import annotations

import pytest

from sandbox.vendors.ovationcxm.reports.table import REPORTS
from tests.vendors.ovation import DANAS_CASE, JSON, NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_phone import change
from tests.vendors.ovation_reports import report, with_issues

ORG = "Org Id, Org, Org Team Id, Org Team"
"""Columns of four texts."""
KPI = "Key Performance Indicator"

# fmt: off
TABLE = {
    "kpi_active_support_minutes": (f"{KPI} Support Minutes By Category", f"{ORG}, Category", "# Support Minutes: int"),
    "kpi_average_time_to_scheduled": (f"{KPI} Average Time To Scheduled", f"{ORG}, Category", "Average Days To Scheduled: float"),
    "kpi_issues_by_age": (f"{KPI} Issues By Age", ORG, "Last 24 hrs, Last 7 days, Last 30 days, All Time: float"),
    "kpi_issues_by_category": (f"{KPI} Issues By Category", f"{ORG}, Category, # Issues"),
    "kpi_issues_by_geography": (f"{KPI} Issues By Geography", f"{ORG}, Division Unit, Division Value", "# Issues: float"),
    "kpi_issues_by_location": (f"{KPI} Issues By Location", f"{ORG}, Site Id, Customer, Site Name", "# Issues: float"),
    "kpi_issues_over_time": (
        "Key Performance Issues Over Time", f"{ORG}, Category, Type, Interval Label, Interval Date", "Interval, # Issues: float"),
    "kpi_issues_remote_vs_onsite": (
        f"{KPI} Issues Remote vs Onsite", ORG, "# Remote Issues, % Remote, # Onsite Issues, % Onsite, # Total Issues: float"),
    "kpi_issues_time_to_completion": (
        f"{KPI} Issue Time To Completion", ORG, "Average Time To Completion, Sum Time To Completion: float", "Time Interval, Category",
        "# Issues: float"),
    "kpi_open_issues": (
        f"{KPI} Open Issues", "Org Id, Org Team Id, Customer, Site Name, Type, Category, Status", "Claimed: float", "Created"),
    "kpi_parner_owned_issues": (f"{KPI} Org Owned Issues", ORG, "# Support Issues, # Work Order Issues: float"),
    "kpi_time_onsite_by_location": (
        f"{KPI} Time Onsite By Location", f"{ORG}, Site Id, Site Name",
        "# Onsite Issues, Total Time Onsite, Average Time Onsite: float", "Time Interval"),
    "orgs": (
        "Get an Org Report",
        "Issue ID, Reference Num, Org Cases/Tickets, Issue Status, Job Status, Admin User / Org Team User, Org, Issue Type, "
        "Work Order Type, Issue Category, Customer Name, Customer Location Site Name, Customer Location Street 1, "
        "Customer Location Street 2, City, State, Zipcode, Country, Time Zone of Scheduled/Action Date and Time",
        "Issue Creation Date and Time, Date and Time Scheduled by Project Manager, Scheduled Date and Time, Start Date and Time, "
        "Resolved Date and Time: date",
        "Remote Wait Time", "Service Time: float", "Resolution", "NPS, Technician Rating, Total: float",
        "Payment Status, Special Notes, Tech Support Minutes"),
    "technicians": (
        "Get a Technician Report",
        "Technician ID, Technician Name, Office Phone, Cell Phone, E-mail, Technician Street 1, Technician Street 2, City, State, "
        "Zipcode, Country, Time Zone, Nearest Metro",
        "Hourly Rate, Travel Radius, Average Travel Distance to Customer Location for Completed Work Orders: float", "Status",
        "# of Jobs Advertised, # of Jobs Declined, # of Jobs No Response, # of Jobs Canceled, # of Jobs Completed: int",
        "Average Technician Rating, Average NPS, Average Margin %, On Time Performance: float", "Date of Last Work Order: date"),
}
"""Title and columns of each report; a type after a colon is that of all columns before it, which are texts otherwise."""
# fmt: on

DATES = {"start_date": "2000-01-01", "end_date": "2100-01-01"}
ALL = [pytest.param(name, id=name) for name in TABLE]


def columns(name: str) -> dict[str, str]:
    """Return the types of a report's columns by their names, in order."""
    found: dict[str, str] = {}
    for part in TABLE[name][1:]:
        names, _, type = part.partition(": ")
        found |= dict.fromkeys(names.split(", "), type or "string")
    return found


def test_there_are_14_reports() -> None:
    assert sorted(TABLE) == sorted(one.id for one in REPORTS)
    assert len(TABLE) == 14


@pytest.mark.parametrize("name", ALL)
def test_a_report_has_its_title_and_tells_the_types_of_its_columns(ovation: Ovation, name: str) -> None:
    answer = ovation.get(f"/reports/{name}", **DATES)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, JSON)
    body = answer.json()
    assert list(body) == ["success", "title", "headers", "results", "current_server_time"]
    assert (body["success"], body["title"]) == (True, TABLE[name][0])
    assert body["headers"] == [{"type": type, "priority": str(number)} for number, type in enumerate(columns(name).values(), 1)]


@pytest.mark.parametrize("name", ALL)
def test_a_row_has_all_columns_in_their_order(ovation: Ovation, name: str) -> None:
    change(ovation, "issues", DANAS_CASE, arrivalTime="2022-02-09T17:00:00Z", departureTime="2022-02-09T18:00:00Z")
    rows = report(ovation, name, **DATES)
    assert rows
    for row in rows:
        assert list(row) == list(columns(name))


def test_the_documented_example_is_answered_literally(ovation: Ovation) -> None:
    ovation.freeze()
    head = ",".join(f'{{"type":"string","priority":"{number}"}}' for number in range(1, 7))
    rows = """
{"Org Id":"NWF","Org":"Northwind Field Services","Org Team Id":"NWF-DSP","Org Team":"Northwind Dispatch",
"Category":"Network","# Issues":"1"},
{"Org Id":"SMT","Org":"Summit Payments","Org Team Id":"SMT-FLD","Org Team":"Summit Field","Category":"Hardware","# Issues":"1"},
{"Org Id":"SMT","Org":"Summit Payments","Org Team Id":"SMT-FLD","Org Team":"Summit Field","Category":"POS Install","# Issues":"1"},
{"Org Id":"SMT","Org":"Summit Payments","Org Team Id":"SMT-SUP","Org Team":"Summit Support","Category":"Account","# Issues":"1"},
{"Org Id":"SMT","Org":"Summit Payments","Org Team Id":"SMT-SUP","Org Team":"Summit Support","Category":"Hardware","# Issues":"1"},
{"Org Id":"SMT","Org":"Summit Payments","Org Team Id":"SMT-SUP","Org Team":"Summit Support","Category":"Network","# Issues":"1"},
{"Org Id":"SMT","Org":"Summit Payments","Org Team Id":"SMT-SUP","Org Team":"Summit Support","Category":"Printer","# Issues":"1"},
{"Org Id":"UZT","Org":"AutomationOrg","Org Team Id":"UZT-LWW","Org Team":"AutomationOrg","Category":"Software","# Issues":"1"}
""".replace("\n", "")
    expected = (
        f'{{"success":true,"title":"Key Performance Indicator Issues By Category","headers":[{head}],"results":[{rows}],'
        '"current_server_time":"2022-02-10T05:03:27+0000"}'
    )
    assert ovation.get("/reports/kpi_issues_by_category").text == expected


# --- Which issues count ---------------------------------------------------------------------------------------------


def creations(ovation: Ovation, **query: str) -> list[str]:
    """Return the categories of the issues that count."""
    return [row["Category"] for row in report(ovation, "kpi_issues_by_category", **query)]


# The day begins at 08:00 UTC in winter and at 07:00 in summer.
ON_TWO_DAYS = (
    {"category": "a", "created": "2022-02-08T07:59:59.999Z"},
    {"category": "b", "created": "2022-02-08T08:00:00Z"},
    {"category": "c", "created": "2022-02-09T07:59:59.999Z"},
    {"category": "d", "created": "2022-02-09T08:00:00Z"},
    {"category": "e", "created": "2022-07-01T06:59:59.999Z"},
    {"category": "f", "created": "2022-07-01T07:00:00Z"},
)


@pytest.mark.parametrize(
    ("query", "counted"),
    [
        ({}, "abcdef"),
        ({"start_date": "2022-02-08"}, "bcdef"),
        ({"end_date": "2022-02-08"}, "abc"),
        ({"start_date": "2022-02-08", "end_date": "2022-02-08"}, "bc"),
        ({"start_date": "2022-02-08 23:00:00", "end_date": "2022-02-08 01:00:00"}, "bc"),
        ({"start_date": "2022-02-09T07:59:59Z", "end_date": "2022-02-08T10:00:00+0200"}, "bc"),
        ({"start_date": "2022-06-30", "end_date": "2022-06-30"}, "e"),
        ({"start_date": "2022-07-01", "end_date": ""}, "f"),
        ({"start_date": "2022-02-09", "end_date": "2022-02-08"}, ""),
    ],
)
def test_dates_are_whole_days_of_the_pacific_coast_both_included(ovation: Ovation, query: Json, counted: str) -> None:
    with_issues(ovation, *ON_TWO_DAYS)
    assert creations(ovation, **query) == list(counted)


def test_deleted_issues_and_those_of_other_organisations_do_not_count(ovation: Ovation) -> None:
    statuses = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 89, 99)
    of_automation = {"customerId": "C8J8AE", "customerUserId": "C8J8AE-UEU", "customerLocationId": "C8J8AE-T2Q", "category": "x"}
    with_issues(ovation, *({"category": f"{status:02}", "status": status} for status in statuses), of_automation)
    assert creations(ovation) == [f"{status:02}" for status in statuses[:-1]]
    assert creations(Ovation(ovation.client, UZT)) == ["x"]


def test_a_report_changes_when_issues_change(ovation: Ovation) -> None:
    def numbers() -> list[str]:
        rows = report(ovation, "kpi_issues_by_category")
        return [f"{row['Org Team Id']} {row['Category']} {row['# Issues']}" for row in rows if row["Category"] in ("Hardware", "PC")]

    assert numbers() == ["SMT-FLD Hardware 1", "SMT-SUP Hardware 1"]
    case: Json = {"customer_id": "HCR2KX", "customer_location_id": "HCR2KX-M4N", "customer_user_id": "HCR2KX-DW7", "category": "Hardware"}
    id = results(ovation.post("/issues/put", json={"issues": case}))[0]["id"]
    assert numbers() == ["SMT-FLD Hardware 1", "SMT-SUP Hardware 2"]
    results(ovation.post("/issues/put", json={"issues": {"id": id, "category": "PC", "owner_org_team_id": "SMT-FLD"}}))
    assert numbers() == ["SMT-FLD Hardware 1", "SMT-FLD PC 1", "SMT-SUP Hardware 1"]
    results(ovation.post("/issues/put", json={"issues": {"id": id, "status": "Deleted"}}))
    assert numbers() == ["SMT-FLD Hardware 1", "SMT-SUP Hardware 1"]


@pytest.mark.parametrize("name", ALL)
def test_where_there_are_no_issues_there_are_no_rows_but_those_of_technicians(ovation: Ovation, name: str) -> None:
    with_issues(ovation)
    assert len(report(ovation, name, **DATES)) == (2 if name == "technicians" else 0)


# --- What is refused ------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-date")
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("value", ["yesterday", "2022-02-30", "08.02.2022", "2022-02-08 25:00:00"])
def test_what_is_no_date_is_refused(ovation: Ovation, name: str, value: str) -> None:
    for field in DATES:
        answer = ovation.get(f"/reports/{name}", **DATES | {field: value})
        refused(answer, 422, f"Missing/invalid {field} parameter ({field})", "input-date", [field])


def test_both_dates_are_refused_at_once(ovation: Ovation) -> None:
    answer = ovation.get("/reports/technicians", start_date="x", end_date="y")
    refused(answer, 422, "Missing/invalid start_date parameter (start_date)", "input-date", ["start_date", "end_date"])


@pytest.mark.rule("ovationcxm.report-dates-required")
@pytest.mark.parametrize(
    ("query", "fields"),
    [({}, ["start_date", "end_date"]), ({"start_date": "2022-01-01"}, ["end_date"]), ({"end_date": "2022-01-01"}, ["start_date"])],
)
def test_the_report_of_organisations_needs_both_dates(ovation: Ovation, query: Json, fields: list[str]) -> None:
    text = f"Missing/invalid {fields[0]} parameter ({fields[0]})"
    refused(ovation.get("/reports/orgs", **query), 422, text, "report-dates-required", fields)


@pytest.mark.rule("ovationcxm.report-dates-required")
@pytest.mark.parametrize("name", [one for one in TABLE if one != "orgs"])
def test_all_other_reports_are_for_all_time_without_dates(ovation: Ovation, name: str) -> None:
    assert report(ovation, name) == report(ovation, name, **DATES)


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("kpi_issues_by_geography", "division", "city"),
        ("kpi_issues_by_geography", "division", "State"),
        ("kpi_issues_by_geography", "issue_type", "Repair"),
        ("kpi_issues_by_geography", "issue_type", "5"),
        ("kpi_issues_time_to_completion", "issue_type", "0"),
        ("kpi_issues_over_time", "interval", "hour"),
        ("kpi_time_onsite_by_location", "interval", "week"),
    ],
)
def test_a_choice_that_is_not_on_its_list_is_refused(ovation: Ovation, name: str, field: str, value: str) -> None:
    answer = ovation.get(f"/reports/{name}", **{field: value})
    refused(answer, 422, f"Missing/invalid {field} parameter ({field})", "input-label", [field])


@pytest.mark.parametrize("name", ALL)
def test_a_service_provider_needs_a_relationship_that_grants_reports(ovation: Ovation, name: str) -> None:
    northwind = Ovation(ovation.client, NWF)
    denied(northwind.get(f"/reports/{name}", **DATES), "obo-missing")
    denied(northwind.on_behalf_of("SMT").get(f"/reports/{name}", **DATES), "obo-not-granted")
    change(ovation, "relationships", "REL-1", grants=["ovationcxm.reports.*"])
    assert report(northwind.on_behalf_of("SMT"), name, **DATES) == report(ovation, name, **DATES)
