"""ACD state history and custom data of all contacts."""

from __future__ import annotations

import pytest

from tests.vendors.cxone import CxoneClient, Json, rule_of
from tests.vendors.cxone_acd import POLLED, UNIT, get, refusal

STATES = "http://sandbox/nice_cxone/incontactapi/services/v33.0/contacts/state-history"
DATA = "http://sandbox/nice_cxone/incontactapi/services/v33.0/contacts/custom-data"
DAY = {"startDate": "2026-03-10", "endDate": "2026-03-11"}


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


# --- State history --------------------------------------------------------------------------------------------------

ENTRIES = [
    *(("8675309", index) for index in range(5)),
    ("8675310", 0),
    ("8675311", 0),
    ("8675311", 1),
]


def entries(body: Json) -> list[tuple[str, int]]:
    return [(entry["contactId"], entry["stateIndex"]) for entry in body["contactStateHistory"]]


@pytest.mark.rule("nice_cxone.acd.range-lists", "nice_cxone.acd.total", "nice_cxone.acd.last-poll-time")
def test_states_of_all_contacts_are_listed_by_contact_and_index(cxone: CxoneClient) -> None:
    body = get(cxone, "/contacts/state-history", **DAY).json()
    assert entries(body) == ENTRIES
    assert body["contactStateHistory"][7] == {
        "stateIndex": 1,
        "contactId": "8675311",
        "contactStateId": 5,
        "contactStateName": "Released",
        "digitalContactStateName": None,
        "digitalContactStateId": "0",
        "startDate": "2026-03-10T15:09:03.000Z",
        "isWarehoused": True,
        "agentId": 20012,
        "skillId": 50002,
        "skillName": "Terminal Support",
        "duration": "PT0S",
        "divisionNo": 1,
    }
    page = get(cxone, "/contacts/state-history", **DAY, top="2", skip="4").json()
    assert (page["totalRecords"], entries(page)) == (8, ENTRIES[4:6])
    del body["contactStateHistory"]
    assert body == {
        "totalRecords": 8,
        "_links": {"self": f"{STATES}?startDate=2026-03-10&endDate=2026-03-11&top=10000&skip=0", "next": None, "previous": None},
        "lastPollTime": POLLED,
        "businessUnit": UNIT,
    }


@pytest.mark.rule("nice_cxone.acd.range-lists")
@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"startDate": "2026-03-10T15:02:58Z", "endDate": "2026-03-10T15:06:20Z"}, [("8675309", 3)]),
        ({"startDate": "2026-03-10T15:02:58.001Z", "endDate": "2026-03-10T15:06:20.001Z"}, [("8675309", 4), ("8675311", 0)]),
        ({**DAY, "updatedSince": "2026-03-10T15:09:03Z"}, [("8675310", 0), ("8675311", 1)]),
        ({**DAY, "updatedSince": "2026-03-10T15:09:03.001Z"}, [("8675310", 0)]),
        ({**DAY, "updatedSince": "2026-03-01"}, ENTRIES),
        ({**DAY, "top": "2", "skip": "4"}, [("8675309", 4), ("8675310", 0)]),
        ({**DAY, "orderBy": "startDate desc", "top": "3"}, [("8675310", 0), ("8675311", 1), ("8675309", 4)]),
        ({**DAY, "orderBy": "CONTACTID desc", "top": "3"}, [("8675311", 0), ("8675311", 1), ("8675310", 0)]),
        ({"startDate": "2026-03-01", "endDate": "2026-03-11", "orderBy": "contactId desc", "top": "1"}, [("70747979", 0)]),
        ({**DAY, "fields": "contactId"}, ENTRIES),
    ],
)
def test_states_are_those_that_began_in_the_range(cxone: CxoneClient, params: dict[str, str], found: list[tuple[str, int]]) -> None:
    assert entries(get(cxone, "/contacts/state-history", **params).json()) == found


@pytest.mark.rule("nice_cxone.acd.empty-204", "nice_cxone.gen.tenant-isolation")
def test_no_state_in_the_range_is_204(cxone: CxoneClient) -> None:
    assert get(cxone, "/contacts/state-history", key="K6", **DAY).status_code == 204
    assert get(cxone, "/contacts/state-history", startDate="2026-03-11", endDate="2026-03-10").status_code == 204
    cxone.switch(acd_empty_result="200-empty-list")
    body = get(cxone, "/contacts/state-history", key="K6", **DAY).json()
    assert (body["totalRecords"], body["contactStateHistory"], body["businessUnit"]) == (0, [], 4599003)


@pytest.mark.rule("nice_cxone.acd.required-param")
@pytest.mark.parametrize(
    ("path", "params", "missing"),
    [
        ("/contacts/state-history", {}, "startDate"),
        ("/contacts/state-history", {"endDate": "x", "top": "x"}, "startDate"),
        ("/contacts/state-history", {"startDate": "", "endDate": "2026-03-11"}, "startDate"),
        ("/contacts/state-history", {"startDate": "x"}, "endDate"),
        ("/contacts/state-history", {"startDate": "2026-03-10", "endDate": ""}, "endDate"),
        ("/contacts/custom-data", {}, "startDate"),
        ("/contacts/custom-data", {"endDate": "2026-03-11"}, "startDate"),
    ],
)
def test_a_range_takes_its_start_and_of_states_its_end(cxone: CxoneClient, path: str, params: dict[str, str], missing: str) -> None:
    response = get(cxone, path, **params)
    assert refusal(response) == (400, f"Missing parameter {missing}", b"")
    assert rule_of(response) == "nice_cxone.acd.required-param"


# --- Custom data ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.range-lists", "nice_cxone.acd.last-poll-time")
def test_custom_data_of_all_contacts_is_listed_by_contact(cxone: CxoneClient) -> None:
    state = cxone.state
    state["contacts"]["8675311"]["customData"] = {"b": "ü", "a": ""}
    state["contacts"]["9900001"]["customData"] = {"secret": "x"}
    cxone.change(state)
    body = get(cxone, "/contacts/custom-data", startDate="2026-03-10", top=2).json()
    assert body == {
        "_links": {
            "self": f"{DATA}?startDate=2026-03-10&top=2&skip=0",
            "next": f"{DATA}?startDate=2026-03-10&top=2&skip=2",
            "previous": None,
        },
        "businessUnitId": UNIT,
        "lastPollTime": POLLED,
        "ContactCustomData": [
            {"contactId": 8675309, "name": "CallerAccount", "value": "76541643"},
            {"contactId": 8675311, "name": "b", "value": "ü"},
        ],
    }
    rest = get(cxone, "/contacts/custom-data", startDate="2026-03-10", top=2, skip=2).json()
    assert rest["ContactCustomData"] == [{"contactId": 8675311, "name": "a", "value": ""}]


@pytest.mark.rule("nice_cxone.acd.range-lists", "nice_cxone.acd.empty-204")
@pytest.mark.parametrize(
    ("params", "is_found"),
    [
        ({"startDate": "2026-03-10T15:02:11Z"}, True),
        ({"startDate": "2026-03-10T15:02:11.001Z"}, False),
        ({"startDate": "2026-03-10", "endDate": "2026-03-10T15:02:11.001Z"}, True),
        ({"startDate": "2026-03-10", "endDate": "2026-03-10T15:02:11Z"}, False),
        ({"startDate": "2026-03-12", "endDate": "2026-03-01"}, False),
        ({"startDate": "2026-04-01"}, False),
    ],
)
def test_custom_data_is_of_the_contacts_that_began_in_the_range(cxone: CxoneClient, params: dict[str, str], is_found: bool) -> None:
    assert get(cxone, "/contacts/custom-data", **params).status_code == (200 if is_found else 204)
    cxone.switch(acd_empty_result="200-empty-list")
    assert len(get(cxone, "/contacts/custom-data", **params).json()["ContactCustomData"]) == is_found


@pytest.mark.rule("nice_cxone.acd.custom-data-range")
@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2026-03-01", "2026-03-16", 200),
        ("2026-03-01", "2026-03-16T00:00:00.001Z", 400),
        ("2026-03-01T00:00:00.001Z", "2026-03-16T00:00:00.001Z", 200),
        ("2026-03-01T00:00:00-05:00", "2026-03-16T00:00:00Z", 200),
        ("2026-03-01T00:00:00+05:00", "2026-03-16T00:00:00Z", 400),
        ("2026-02-23T16:01:00Z", None, 200),
        ("2026-02-23T16:00:59.999Z", None, 400),
        ("0001-01-01", "9999-12-31", 400),
    ],
)
def test_a_range_of_custom_data_has_at_most_15_days_and_ends_now_by_default(
    cxone: CxoneClient, start: str, end: str | None, status: int
) -> None:
    response = get(cxone, "/contacts/custom-data", startDate=start, **({"endDate": end} if end else {}))
    if status == 200:
        assert response.status_code == 200
    else:
        assert refusal(response) == (400, "Date range must not exceed 15 days", b"")
        assert rule_of(response) == "nice_cxone.acd.custom-data-range"
