"""The lists of a structure: activities, propositions, devices, journeys and rows of datastores, and their limits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.vendors.mxo import DANA, Json, MxoClient, activity
from tests.vendors.mxo_states import LENA, PRIYA, VISITOR, add_customers, done, evaluated, items, listing, profile, put

PERSON = "00000000-0000-4000-8000-0000000000d1"
SHOWN = (
    "touchpoint", "interaction", "action", "activityType", "actionType", "timestamp", "viewOrClick", "actionResult", "recognitionStatus",
    "proposition", "occurrences", "session", "completion", "lifecycleStage",
)  # fmt: skip
DEVICE = (
    "deviceCategory", "lastUsed", "firstUsed", "appName", "appVersion", "deviceOS", "deviceVersion", "locationAccuracy",
    "locationLastUpdate", "currentDevice", "city", "country",
)  # fmt: skip
PHONE = {"appName": "Probe", "devType": "TABLET", "osName": "ANDROID"}


def listed(mxo: MxoClient, source: str, *members: str, limit: int | None = None, tid: str = DANA) -> list[Json]:
    """Return what a list gives for a customer."""
    found: list[Json] = evaluated(mxo, listing("all", source, *items(*members), limit=limit), tid=tid)["all"]
    return found


def codes(mxo: MxoClient, *, limit: int | None = None, tid: str = LENA) -> list[str]:
    """Return the proposition codes of a customer's history."""
    return [entry["proposition"] for entry in listed(mxo, "activities", "proposition", limit=limit, tid=tid)]


# --- Activities ---


def test_an_activity_of_the_history_has_these_members(mxo: MxoClient) -> None:
    mxo.freeze()
    first, second, third = listed(mxo, "activities", *SHOWN)
    assert first == {
        "touchpoint": "phone://support",
        "action": "Case Opened",
        "activityType": "Case Opened",
        "actionType": "ACTIVITY",
        "timestamp": "2026-11-19T12:18:00Z",
        "viewOrClick": "VIEW",
        "actionResult": "VIEW",
        "recognitionStatus": "KNOWN",
        "proposition": "Support Call > cxone-8675309",
        "occurrences": "1",
    }
    assert [second["action"], third["action"]] == ["Call Received", "Terminal Activated"]


def test_codes_that_are_not_configured_stand_for_their_names(mxo: MxoClient) -> None:
    mxo.activity(context={"tid": VISITOR}, propositionCode="new-thing", dynamicPropositionCode="part", activityTypeCode="did_it")
    mxo.activity(context={"tid": VISITOR}, propositionCode="other-thing", activityTypeCode="detailview")
    members = ("proposition", "action", "activityType")
    assert listed(mxo, "activities", *members, tid=VISITOR) == [
        {"proposition": "other-thing", "action": "Detail View", "activityType": "Detail View"},
        {"proposition": "new-thing > part", "action": "did_it", "activityType": "did_it"},
    ]


@pytest.mark.parametrize(("tid", "status"), [(VISITOR, "ANONYMOUS"), (LENA, "KNOWN")])
def test_a_customer_without_an_identifier_is_anonymous(mxo: MxoClient, tid: str, status: str) -> None:
    mxo.activity(context={"tid": tid})
    assert listed(mxo, "activities", "recognitionStatus", tid=tid) == [{"recognitionStatus": status}]


def test_session_completion_and_lifecycle_stage_come_from_the_fixture(mxo: MxoClient) -> None:
    mxo.freeze()
    supplied = {"session": "S-1", "completion": "yes", "lifecycleStage": "Use"}
    add_customers(mxo, profile(PERSON, created="2026-01-01T00:00:00Z", activities=[{**done("2026-09-01T00:00:00Z"), **supplied}]))
    assert listed(mxo, "activities", *supplied, tid=PERSON) == [supplied]


def test_the_history_is_newest_first_and_of_equal_times_the_one_stored_last_first(mxo: MxoClient) -> None:
    mxo.freeze()
    times = {"b1": "2026-11-02T00:00:00Z", "a": "2026-11-01T00:00:00Z", "c": "2026-11-03T00:00:00Z", "b2": "2026-11-02T00:00:00Z"}
    mxo.activities([activity(propositionCode=code, timestamp=time) for code, time in times.items()], tid=LENA)
    mxo.activity(context={"tid": LENA}, propositionCode="b3", timestamp="2026-11-02T01:00:00+01:00")
    assert codes(mxo) == ["c", "b3", "b2", "b1", "a"]


@pytest.mark.parametrize(("sent", "shown"), [(249, 249), (250, 250), (251, 250)])
def test_the_history_gives_at_most_250_events(mxo: MxoClient, sent: int, shown: int) -> None:
    mxo.freeze()
    for start in range(0, sent, 100):
        mxo.activities([activity(propositionCode=f"p{number}") for number in range(start, min(start + 100, sent))], tid=LENA)
    newest_first = [f"p{number}" for number in reversed(range(sent))]
    assert codes(mxo) == newest_first[:shown]
    assert codes(mxo, limit=300) == newest_first[:shown]
    assert codes(mxo, limit=3) == newest_first[:3]


def test_the_busy_fixture_shows_250_of_300_activities(mxo: MxoClient) -> None:
    assert mxo.http.post("/_sandbox/sessions", json={"name": "busy", "fixture": "busy"}).status_code == 201
    mxo.http.headers["X-Sandbox-Session"] = "busy"
    busy = "5f0c1a6e-1999-4b1e-9c3a-7a5e00001999"
    structure = mxo.structure("history", tid=busy).json()["structure"]
    assert len(structure["entries"]) == 250
    assert structure["propositions"] == [{"prop_name": "Card Terminal", "interest": "300", "interest_total": "300"}]


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-21T12:00:00Z", "2025-10-21T12:00:00.000Z"),
        ("2026-01-15T00:00:00Z", "2024-12-15T00:00:00.000Z"),
        ("2026-02-10T06:30:00Z", "2025-01-10T06:30:00.000Z"),
        ("2026-01-31T23:59:59Z", "2024-12-31T23:59:59.000Z"),
        ("2026-03-31T12:00:00Z", "2025-02-28T12:00:00.000Z"),
        ("2025-03-31T12:00:00Z", "2024-02-29T12:00:00.000Z"),
        ("2025-03-29T12:00:00Z", "2024-02-29T12:00:00.000Z"),
        ("2026-03-28T12:00:00Z", "2025-02-28T12:00:00.000Z"),
        ("2026-07-31T12:00:00Z", "2025-06-30T12:00:00.000Z"),
        ("2026-12-31T00:00:00Z", "2025-11-30T00:00:00.000Z"),
        ("2024-02-29T12:00:00Z", "2023-01-29T12:00:00.000Z"),
    ],
)
def test_the_history_goes_back_13_calendar_months_to_the_millisecond(mxo: MxoClient, now: str, first: str) -> None:
    mxo.freeze(now)
    earlier = (datetime.fromisoformat(first) - timedelta(milliseconds=1)).isoformat()
    mxo.activity(context={"tid": LENA}, propositionCode="in", timestamp=first)
    mxo.activity(context={"tid": LENA}, propositionCode="out", timestamp=earlier)
    assert codes(mxo) == ["in"]
    mxo.advance(0.001)
    assert codes(mxo) == []


def test_an_activity_of_the_tolerated_future_is_in_the_history(mxo: MxoClient) -> None:
    mxo.freeze()
    mxo.activity(context={"tid": LENA}, propositionCode="now")
    mxo.activity(context={"tid": LENA}, propositionCode="soon", timestamp="2026-11-21T12:01:00Z")
    assert codes(mxo) == ["soon", "now"]


# --- Propositions ---


def test_propositions_come_in_order_of_first_storing_and_count_all_time(mxo: MxoClient) -> None:
    mxo.freeze()
    old, older = "2020-01-01T00:00:00Z", "2019-01-01T00:00:00Z"
    sent = [
        activity(propositionCode="atm", timestamp=old),
        activity(propositionCode="unconfigured", dynamicPropositionCode="part-1"),
        activity(propositionCode="bluecard", timestamp=older),
        activity(propositionCode="unconfigured", dynamicPropositionCode="part-2"),
        activity(propositionCode="atm"),
        activity(propositionCode="unconfigured"),
        activity(propositionCode="never", timestamp="2099-01-01T00:00:00Z"),
    ]
    assert len(mxo.activities(sent, tid=LENA).json()["errors"]) == 1
    found = listed(mxo, "propositions", "prop_name", "interest", "interest_total", tid=LENA)
    assert found == [
        {"prop_name": "ATM", "interest": "2", "interest_total": "6"},
        {"prop_name": "unconfigured", "interest": "3", "interest_total": "6"},
        {"prop_name": "Blue Card", "interest": "1", "interest_total": "6"},
    ]
    assert listed(mxo, "propositions", "prop_name", limit=1, tid=LENA) == [{"prop_name": "ATM"}]


# --- Devices ---


def test_a_device_has_these_members(mxo: MxoClient) -> None:
    mxo.freeze()
    assert listed(mxo, "devices", *DEVICE) == [
        {
            "deviceCategory": "SMARTPHONE",
            "lastUsed": "2026-11-19T12:00:00Z",
            "firstUsed": "2026-10-12T12:00:00Z",
            "appName": "CustomerFirst",
            "appVersion": "1.0.2",
            "deviceOS": "IOS",
            "deviceVersion": "10.3.3",
            "locationAccuracy": "1",
            "locationLastUpdate": "2017-08-24T19:57:34.479-04:00",
            "currentDevice": "true",
        }
    ]


def test_city_and_country_of_a_device_come_from_the_fixture(mxo: MxoClient) -> None:
    place = {"city": "Provo", "country": "US"}
    put(mxo, lambda space: space["customers"][DANA]["devices"][0].update(place))
    assert listed(mxo, "devices", *place) == [place]


def test_the_current_device_comes_first_and_then_the_one_used_last(mxo: MxoClient) -> None:
    mxo.freeze()
    for app in ("One", "Two", "Three", "One"):
        mxo.activities([], device={**PHONE, "appName": app}, tid=LENA)
        mxo.advance(60)
    members = ("appName", "firstUsed", "lastUsed", "currentDevice")
    found = [
        {"appName": "One", "firstUsed": "2026-11-21T12:00:00Z", "lastUsed": "2026-11-21T12:03:00Z", "currentDevice": "true"},
        {"appName": "Three", "firstUsed": "2026-11-21T12:02:00Z", "lastUsed": "2026-11-21T12:02:00Z", "currentDevice": "false"},
        {"appName": "Two", "firstUsed": "2026-11-21T12:01:00Z", "lastUsed": "2026-11-21T12:01:00Z", "currentDevice": "false"},
    ]
    assert listed(mxo, "devices", *members, tid=LENA) == found
    assert listed(mxo, "devices", *members, tid=LENA, limit=2) == found[:2]


def test_former_devices_are_ordered_by_their_last_use_wherever_they_stand(mxo: MxoClient) -> None:
    def device(app: str, used: str) -> Json:
        return {"details": {**PHONE, "appName": app}, "firstUsed": "2026-01-01T00:00:00Z", "lastUsed": used}

    devices = [
        device("current", "2026-02-01T00:00:00Z"),
        device("old", "2026-01-05T00:00:00Z"),
        device("new", "2026-03-01T00:00:00Z"),
        device("middle", "2026-01-20T00:00:00Z"),
    ]
    add_customers(mxo, profile(PERSON, devices=devices))
    assert [found["appName"] for found in listed(mxo, "devices", "appName", tid=PERSON)] == ["current", "new", "middle", "old"]


# --- Journeys ---


def test_journeys_come_from_the_fixture(mxo: MxoClient) -> None:
    mxo.freeze()
    answer = mxo.structure("SingleCustomerJourney").json()["structure"]
    journey = {
        "propositionName": "Card Terminal",
        "currentLifecycleStageStatus": "Active",
        "currentLifecycleStage": "Use",
        "lastInteractionDate": "2026-11-19T12:00:00Z",
        "earliestLifecycleStage": "Buy",
        "furthestLifecycleStage": "Use",
    }
    configuration = {"lifecyclestage": "Buy", "title": "Customer journey", "emptyText": "No journeys yet"}
    assert answer == {"journeys": [journey], "Configuration": configuration}
    answer = mxo.structure("SingleCustomerJourney", tid=LENA).json()["structure"]
    assert answer == {"journeys": [], "Configuration": configuration}
    assert listed(mxo, "journeys", "propositionName", limit=0) == []


# --- Datastores ---


def test_a_datastore_gives_the_live_rows_of_the_customers_key(mxo: MxoClient) -> None:
    def edit(space: Json) -> None:
        space["datastores"]["merchants"]["staging"]["rows"] = {"HCR-1001": [{"merchantkey": "HCR-1001", "status": "staged"}]}
        space["datastores"]["merchants"]["live"]["rows"]["HCR-1001"].append({"merchantkey": "HCR-1001", "status": "second"})

    assert put(mxo, edit).status_code == 204
    found = [{"merchantkey": "HCR-1001", "status": "active"}, {"merchantkey": "HCR-1001", "status": "second"}]
    assert listed(mxo, "datastore:merchants", "merchantkey", "status") == found
    assert listed(mxo, "datastore:merchants", "merchantkey", "status", limit=1) == found[:1]
    assert listed(mxo, "datastore:merchants", "merchantkey", tid=PRIYA) == [{"merchantkey": "LAB-1003"}]


@pytest.mark.parametrize(
    ("source", "tid"), [("merchants", LENA), ("merchants", VISITOR), ("nosuch", DANA), ("mydatastore", DANA), ("Merchants", DANA)]
)
def test_without_a_key_a_datastore_or_rows_the_list_is_empty(mxo: MxoClient, source: str, tid: str) -> None:
    assert listed(mxo, f"datastore:{source}", "status", tid=tid) == []


@pytest.mark.parametrize(("rows", "limit", "shown"), [(49, None, 49), (50, None, 50), (51, None, 50), (51, 60, 50), (51, 7, 7), (51, 0, 0)])
def test_a_datastore_gives_at_most_50_rows(mxo: MxoClient, rows: int, limit: int | None, shown: int) -> None:
    made = [{"merchantkey": "HCR-1001", "status": f"s{number}"} for number in range(rows)]
    put(mxo, lambda space: space["datastores"]["merchants"]["live"]["rows"].update({"HCR-1001": made}))
    assert listed(mxo, "datastore:merchants", "status", limit=limit) == [{"status": row["status"]} for row in made[:shown]]
