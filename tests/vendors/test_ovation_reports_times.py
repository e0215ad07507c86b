"""Reports that add up times: each number was worked out by hand."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import Json, Ovation, results
from tests.vendors.ovation_phone import done
from tests.vendors.ovation_reports import DSP, FLD, SUP, became, issue_id, report, with_issues

CREATED = {"created": "2022-02-01T18:00:00Z"}
IN_FIELD = {"ownerOrgTeamId": "SMT-FLD"}
PC = {"category": "PC"}


def test_support_minutes_are_added_up_by_category(ovation: Ovation) -> None:
    with_issues(
        ovation,
        {"techSupportMinutes": 35},
        {"techSupportMinutes": 7} | PC,
        {"techSupportMinutes": 20},
        {"techSupportMinutes": 0, "ownerOrgTeamId": "NWF-DSP"},
    )
    assert report(ovation, "kpi_active_support_minutes") == [
        DSP | {"Category": "Hardware", "# Support Minutes": 0},
        SUP | {"Category": "Hardware", "# Support Minutes": 55},
        SUP | {"Category": "PC", "# Support Minutes": 7},
    ]


def test_the_time_to_scheduled_is_a_mean_of_days_of_issues_that_are_scheduled(ovation: Ovation) -> None:
    """One and two days make 1.5; three hours are 0.125 days, and a scheduled time before creation counts less than nothing."""
    with_issues(
        ovation,
        CREATED | {"scheduledTime": "2022-02-02T18:00:00Z"},
        CREATED | {"scheduledTime": "2022-02-03T18:00:00Z"},
        CREATED,
        CREATED | PC | {"scheduledTime": "2022-02-01T21:00:00Z"},
        CREATED | PC | IN_FIELD | {"scheduledTime": "2022-02-01T15:00:00Z"},
        CREATED | {"category": "Network"},
        CREATED | {"category": "Printer", "scheduledTime": "2022-02-08T18:00:00Z"},
    )
    assert report(ovation, "kpi_average_time_to_scheduled") == [
        FLD | {"Category": "PC", "Average Days To Scheduled": -0.13},
        SUP | {"Category": "Hardware", "Average Days To Scheduled": 1.5},
        SUP | {"Category": "PC", "Average Days To Scheduled": 0.13},
        SUP | {"Category": "Printer", "Average Days To Scheduled": 7},
    ]


def completed(at: str, status: int = 7) -> Json:
    """Return an issue that was completed at a time, and changed again later."""
    return CREATED | {"history": [became(1, "2022-02-01T18:00:00Z"), became(status, at), became(6, at), became(8, "2022-02-09T00:00:00Z")]}


def test_the_time_to_completion_is_that_until_an_issue_was_first_resolved_or_closed(ovation: Ovation) -> None:
    """10 and 25 minutes, 90 seconds; a work order of 36 hours is one of 1.5 days."""
    with_issues(
        ovation,
        completed("2022-02-01T18:10:00Z"),
        completed("2022-02-01T18:25:00Z", 10),
        completed("2022-02-01T18:01:30Z", 9) | {"type": "Sales"},
        completed("2022-02-03T06:00:00Z", 8) | {"type": "Work Order"},
        completed("2022-02-04T18:00:00Z") | {"type": "Training"} | IN_FIELD,
        CREATED | {"status": 7, "history": [became(1, "2022-02-01T18:00:00Z"), became(89, "2022-02-01T19:00:00Z")]},
        CREATED | PC,
    )
    assert report(ovation, "kpi_issues_time_to_completion") == [
        FLD | times(3, 3, "DAY", 1),
        SUP | times(1.5, 1.5, "MIN", 1),
        SUP | times(17.5, 35, "MIN", 2),
        SUP | times(1.5, 1.5, "DAY", 1),
    ]


def times(average: float, total: float, unit: str, count: int) -> Json:
    """Return columns of the time to completion."""
    return {
        "Average Time To Completion": average,
        "Sum Time To Completion": total,
        "Time Interval": unit,
        "Category": "Hardware",
        "# Issues": count,
    }


@pytest.mark.parametrize(("issue_type", "counts"), [("2", 1), ("Support", 1), ("WORK ORDER", 2), ("", 3)])
def test_the_time_to_completion_may_be_that_of_one_type(ovation: Ovation, issue_type: str, counts: int) -> None:
    order = completed("2022-02-02T18:00:00Z") | {"type": "Work Order"}
    with_issues(ovation, completed("2022-02-01T18:10:00Z"), order, order)
    rows = report(ovation, "kpi_issues_time_to_completion", issue_type=issue_type)
    assert sum(row["# Issues"] for row in rows) == counts


def test_an_issue_counts_as_completed_once_it_is_resolved(ovation: Ovation) -> None:
    with_issues(ovation, {"created": "2022-02-10T05:03:27Z"})
    assert report(ovation, "kpi_issues_time_to_completion") == []
    ovation.advance(90)
    assert ovation.post(f"/issues/resolve/{issue_id(1)}").status_code == 200
    assert report(ovation, "kpi_issues_time_to_completion") == [SUP | times(1.5, 1.5, "MIN", 1)]


ONSITE = {"arrivalTime": "2022-02-02T18:00:00Z"}
AT_FINCH = {"customerId": "BFB3QT", "customerLocationId": "BFB3QT-R6P", "customerUserId": "BFB3QT-MR5"}


@pytest.mark.parametrize(
    ("query", "unit", "harbor", "finch"),
    [
        ({}, "HOUR", (4, 2), (0.01, 0.01)),
        ({"interval": "hour"}, "HOUR", (4, 2), (0.01, 0.01)),
        ({"interval": "minute"}, "MIN", (240, 120), (0.75, 0.75)),
        ({"interval": "second"}, "SEC", (14400, 7200), (45, 45)),
    ],
)
def test_the_time_onsite_is_that_from_arrival_to_departure(
    ovation: Ovation, query: Json, unit: str, harbor: tuple[float, float], finch: tuple[float, float]
) -> None:
    """One and three hours at Harbor Street, 45 seconds at Blue Finch Books; who has not left, or not come, does not count."""
    with_issues(
        ovation,
        ONSITE | {"departureTime": "2022-02-02T19:00:00Z"},
        ONSITE | {"departureTime": "2022-02-02T21:00:00Z"},
        ONSITE,
        {"departureTime": "2022-02-02T21:00:00Z"},
        ONSITE | AT_FINCH | IN_FIELD | {"departureTime": "2022-02-02T18:00:45Z"},
    )
    at_finch = {"Site Id": "BFB3QT-R6P", "Site Name": "Blue Finch Books", "# Onsite Issues": 1}
    at_harbor = {"Site Id": "HCR2KX-M4N", "Site Name": "Harbor Coffee - Harbor Street", "# Onsite Issues": 2}
    assert report(ovation, "kpi_time_onsite_by_location", **query) == [
        FLD | at_finch | {"Total Time Onsite": finch[0], "Average Time Onsite": finch[1], "Time Interval": unit},
        SUP | at_harbor | {"Total Time Onsite": harbor[0], "Average Time Onsite": harbor[1], "Time Interval": unit},
    ]


def test_the_time_onsite_without_location_is_at_no_site(ovation: Ovation) -> None:
    with_issues(ovation, ONSITE | {"departureTime": "2022-02-02T19:20:00Z", "customerLocationId": ""})
    site = {"Site Id": "", "Site Name": "", "# Onsite Issues": 1}
    expected = SUP | site | {"Total Time Onsite": 1.33, "Average Time Onsite": 1.33, "Time Interval": "HOUR"}
    assert report(ovation, "kpi_time_onsite_by_location") == [expected]


def test_what_a_put_tells_of_times_is_in_the_reports(ovation: Ovation) -> None:
    with_issues(ovation, {"created": "2022-02-01T18:00:00Z"})
    told = {"scheduled_time": "2022-02-02 10:00:00", "arrival_time": "2022-02-02 10:00:00", "departure_time": "2022-02-02 11:30:00"}
    results(ovation.post("/issues/put", json={"issues": {"id": issue_id(1), "tech_support_minutes": 12, **told}}))
    assert report(ovation, "kpi_average_time_to_scheduled")[0]["Average Days To Scheduled"] == 1
    assert report(ovation, "kpi_time_onsite_by_location")[0]["Total Time Onsite"] == 1.5
    assert report(ovation, "kpi_active_support_minutes")[0]["# Support Minutes"] == 12


def test_a_call_that_resolves_its_issue_completes_it(ovation: Ovation) -> None:
    ovation.freeze()
    call = {"external_id": "call-1", "cid_number": "8015550199", "did_number": "8015550101"}
    assert ovation.post("/phone/queueEnter", form=call).status_code == 200
    ovation.advance(300)
    done(ovation.post("/phone/queueExit", form={"external_id": "call-1", "auto_resolve": "true"}))
    (row,) = (row for row in report(ovation, "kpi_issues_time_to_completion") if row["Org Team Id"] == "SMT-FLD")
    assert row == FLD | times(5, 5, "MIN", 1) | {"Category": ""}
