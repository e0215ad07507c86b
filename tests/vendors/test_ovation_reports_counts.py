"""Reports that count issues: each number was counted by hand."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import Json, Ovation
from tests.vendors.ovation_phone import change
from tests.vendors.ovation_reports import DSP, FLD, SUP, report, with_issues

AT_ROASTERY = {"customerLocationId": "HCR2KX-K7R"}
AT_FINCH = {"customerId": "BFB3QT", "customerLocationId": "BFB3QT-R6P", "customerUserId": "BFB3QT-MR5"}
NOWHERE = {"customerLocationId": ""}
IN_FIELD = {"ownerOrgTeamId": "SMT-FLD"}
AT_NORTHWIND = {"ownerOrgTeamId": "NWF-DSP"}


def test_issues_by_age_are_those_of_the_last_day_week_and_month_to_the_second(ovation: Ovation) -> None:
    """It is 2022-02-10T05:03:27Z."""
    ages = ("2022-02-10T05:03:27Z", "2022-02-09T05:03:27Z", "2022-02-09T05:03:26.999Z", "2022-02-03T05:03:27Z")
    older = ("2022-02-03T05:03:26.999Z", "2022-01-11T05:03:27Z", "2022-01-11T05:03:26.999Z", "2019-05-05T00:00:00Z")
    with_issues(ovation, *({"created": age} for age in ages + older), {"created": "2021-01-01T00:00:00Z"} | IN_FIELD)
    assert report(ovation, "kpi_issues_by_age") == [
        FLD | {"Last 24 hrs": 0, "Last 7 days": 0, "Last 30 days": 0, "All Time": 1},
        SUP | {"Last 24 hrs": 2, "Last 7 days": 4, "Last 30 days": 6, "All Time": 8},
    ]
    ovation.advance(1)
    assert report(ovation, "kpi_issues_by_age")[1] == SUP | {"Last 24 hrs": 1, "Last 7 days": 3, "Last 30 days": 5, "All Time": 8}


def test_issues_by_category_are_counted_in_texts(ovation: Ovation) -> None:
    network, pc, none = {"category": "Network"}, {"category": "PC"}, {"category": ""}
    with_issues(ovation, network, pc, network | AT_NORTHWIND, network, none)
    assert report(ovation, "kpi_issues_by_category") == [
        DSP | {"Category": "Network", "# Issues": "1"},
        SUP | {"Category": "", "# Issues": "1"},
        SUP | {"Category": "Network", "# Issues": "2"},
        SUP | {"Category": "PC", "# Issues": "1"},
    ]


@pytest.mark.parametrize(
    ("query", "division", "of_support"),
    [
        ({}, "state", {"NV": 1, "UT": 2}),
        ({"division": ""}, "state", {"NV": 1, "UT": 2}),
        ({"division": "state"}, "state", {"NV": 1, "UT": 2}),
        ({"division": "zipcode"}, "zipcode", {"84101": 1, "84104": 1, "84601": 1}),
        ({"division": "country"}, "country", {"US": 3}),
        ({"issue_type": "Work Order"}, "state", {"UT": 1}),
        ({"issue_type": "work order"}, "state", {"UT": 1}),
        ({"issue_type": "3", "division": "country"}, "country", {"US": 1}),
        ({"issue_type": "Training"}, "state", {}),
    ],
)
def test_issues_by_geography_are_grouped_by_the_place_of_their_location(
    ovation: Ovation, query: Json, division: str, of_support: dict[str, int]
) -> None:
    change(ovation, "locations", "BFB3QT-R6P", state="NV")
    with_issues(ovation, {"type": "Work Order"}, AT_ROASTERY, AT_FINCH)
    expected = [SUP | {"Division Unit": division, "Division Value": value, "# Issues": count} for value, count in of_support.items()]
    assert report(ovation, "kpi_issues_by_geography", **query) == expected


@pytest.mark.parametrize(("division", "value"), [("state", ""), ("zipcode", ""), ("country", "US")])
def test_an_issue_without_location_is_in_no_place_of_its_country(ovation: Ovation, division: str, value: str) -> None:
    with_issues(ovation, NOWHERE)
    found = report(ovation, "kpi_issues_by_geography", division=division)
    assert found == [SUP | {"Division Unit": division, "Division Value": value, "# Issues": 1}]


def test_a_location_without_state_is_in_none(ovation: Ovation) -> None:
    change(ovation, "locations", "BFB3QT-R6P", state=None)
    with_issues(ovation, AT_FINCH)
    assert report(ovation, "kpi_issues_by_geography") == [SUP | {"Division Unit": "state", "Division Value": "", "# Issues": 1}]


def test_issues_by_location_tell_site_and_customer(ovation: Ovation) -> None:
    with_issues(ovation, {}, AT_ROASTERY, {}, AT_FINCH, {} | IN_FIELD, NOWHERE)
    change(ovation, "customers", "BFB3QT", name=None)
    harbor = {"Site Id": "HCR2KX-M4N", "Customer": "Harbor Coffee Roasters", "Site Name": "Harbor Coffee - Harbor Street"}
    assert report(ovation, "kpi_issues_by_location") == [
        FLD | harbor | {"# Issues": 1},
        SUP | {"Site Id": "", "Customer": "Harbor Coffee Roasters", "Site Name": "", "# Issues": 1},
        SUP | {"Site Id": "BFB3QT-R6P", "Customer": "", "Site Name": "Blue Finch Books", "# Issues": 1},
        SUP | {"Site Id": "HCR2KX-K7R", "Customer": "Harbor Coffee Roasters", "Site Name": "Harbor Coffee - Roastery", "# Issues": 1},
        SUP | harbor | {"# Issues": 2},
    ]


@pytest.mark.parametrize(
    ("query", "label", "buckets"),
    [
        ({}, "Week", [("2021-12-27", 52, 2), ("2022-01-03", 1, 1), ("2022-01-31", 5, 2)]),
        ({"interval": "week"}, "Week", [("2021-12-27", 52, 2), ("2022-01-03", 1, 1), ("2022-01-31", 5, 2)]),
        ({"interval": "month"}, "Month", [("2021-12-01", 12, 1), ("2022-01-01", 1, 3), ("2022-02-01", 2, 1)]),
        (
            {"interval": "day"},
            "Day",
            [("2021-12-31", 365, 1), ("2022-01-02", 2, 1), ("2022-01-03", 3, 1), ("2022-01-31", 31, 1), ("2022-02-01", 32, 1)],
        ),
    ],
)
def test_issues_over_time_are_grouped_by_week_month_or_day(
    ovation: Ovation, query: Json, label: str, buckets: list[tuple[str, int, int]]
) -> None:
    """2022-01-02 was the Sunday of the last week of 2021; a day ends at 08:00 UTC."""
    times = ("2022-01-01T07:59:59Z", "2022-01-03T07:59:59Z", "2022-01-03T08:00:00Z", "2022-02-01T07:59:59Z", "2022-02-01T08:00:00Z")
    with_issues(ovation, *({"created": time} for time in times))
    assert report(ovation, "kpi_issues_over_time", **query) == [
        SUP
        | {
            "Category": "Hardware",
            "Type": "Support",
            "Interval Label": label,
            "Interval Date": begin,
            "Interval": number,
            "# Issues": count,
        }
        for begin, number, count in buckets
    ]


def test_issues_over_time_are_grouped_by_category_and_type_first(ovation: Ovation) -> None:
    new, old = {"created": "2022-02-08T20:00:00Z"}, {"created": "2022-01-04T20:00:00Z"}
    training, pc = {"type": "Training"}, {"category": "PC"}
    with_issues(ovation, new | pc, old | pc, old | pc | training, new, old | IN_FIELD)
    rows = report(ovation, "kpi_issues_over_time", interval="day")
    found = [(row["Org Team Id"], row["Category"], row["Type"], row["Interval Date"], row["# Issues"]) for row in rows]
    assert found == [
        ("SMT-FLD", "Hardware", "Support", "2022-01-04", 1),
        ("SMT-SUP", "Hardware", "Support", "2022-02-08", 1),
        ("SMT-SUP", "PC", "Support", "2022-01-04", 1),
        ("SMT-SUP", "PC", "Support", "2022-02-08", 1),
        ("SMT-SUP", "PC", "Training", "2022-01-04", 1),
    ]


def test_work_orders_and_trainings_are_onsite_and_all_others_remote(ovation: Ovation) -> None:
    types = ("Support", "Sales", "Work Order")
    with_issues(ovation, *({"type": type} for type in types), {"type": "Training"} | IN_FIELD)
    assert report(ovation, "kpi_issues_remote_vs_onsite") == [
        FLD | {"# Remote Issues": 0, "% Remote": 0, "# Onsite Issues": 1, "% Onsite": 100, "# Total Issues": 1},
        SUP | {"# Remote Issues": 2, "% Remote": 66.67, "# Onsite Issues": 1, "% Onsite": 33.33, "# Total Issues": 3},
    ]


def test_percentages_are_rounded_with_halves_up(ovation: Ovation) -> None:
    """1 of 32 is 3.125 %."""
    with_issues(ovation, {"type": "Training"}, *[{}] * 31)
    (row,) = report(ovation, "kpi_issues_remote_vs_onsite")
    assert (row["% Onsite"], row["% Remote"]) == (3.13, 96.88)


def test_issues_of_an_owner_are_support_issues_and_work_orders(ovation: Ovation) -> None:
    types = ("Support", "Support", "Work Order", "Sales", "Training")
    with_issues(ovation, *({"type": type} for type in types), {"type": "Sales"} | AT_NORTHWIND)
    assert report(ovation, "kpi_parner_owned_issues") == [
        DSP | {"# Support Issues": 0, "# Work Order Issues": 0},
        SUP | {"# Support Issues": 2, "# Work Order Issues": 1},
    ]
