"""Activities: which of them are refused, which are answered with an error, and how the others are stored."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.mxo import ATM_DEMO, CEDAR, DANA, NOBODY, NOT_SENT, SITE_KEY, Json, MxoClient, activity, error, identifier, rule_of
from tests.vendors.test_mxo_context import NOW, TABLET, refusal, refused, used

FUTURE = "2026-11-21T12:01:01Z"
M_DATE = "The specified date-time is not valid"
M_FUTURE = "Future dates are not supported"
M_PROP = "The specified proposition code does not exist"
M_TYPE = "The specified activity type code does not exist"

# fmt: off
UNKNOWN = [
    activity(propositionCode="no-such-code"), activity(activityTypeCode="balance_inquiry"),
    activity(propositionCode="ATM", activityTypeCode="DetailView"), activity(propositionCode="atm ", dynamicPropositionCode="atm-1"),
]
ACCEPTED = [
    ("2018-06-02T23:06:19Z", "2018-06-02T23:06:19Z"), ("2018-06-02t23:06:19z", "2018-06-02T23:06:19Z"),
    ("2018-06-02T23:06:19.479-04:00", "2018-06-03T03:06:19.479000Z"), ("2018-06-02T23:06:19.5+05:45", "2018-06-02T17:21:19.500000Z"),
    ("2018-06-02T23:06:19.0009999Z", "2018-06-02T23:06:19Z"), ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("2018-12-31T23:30:00-00:30", "2019-01-01T00:00:00Z"), ("2018-06-02T23:06:19+23:59", "2018-06-01T23:07:19Z"),
    ("2016-02-29T00:00:00-00:00", "2016-02-29T00:00:00Z"), ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999000Z"),
    *((f"2018-06-02T23:06:19.{'123999999'[:digits]}Z", f"2018-06-02T23:06:19.{'123'[:digits]:0<6}Z") for digits in range(1, 10)),
]
UNREADABLE = [
    1527980779000, 1.5, True, False, {}, [], "", " ", "now", "02/06/2018", "2018-06-02", "2018-06-02T23:06:19", "2018-06-02T23:06Z",
    *(f"2018-06-02T23:06:19{end}" for end in (".Z", ".1234567891Z", ",5Z", "+0400", "+04", "+4:00", "-24:00", "+02:60", " Z", "ZZ", "Z\n")),
    *(f"2018-06-02T{time}Z" for time in ("24:00:00", "23:60:00", "23:59:60", "3:06:19")), "2018-06-02 23:06:19Z", " 2018-06-02T23:06:19Z",
    *(f"{day}T00:00:00Z" for day in ("2018-02-29", "2018-00-10", "2018-13-01", "2018-06-31", "18-06-02", "20180602", "2018-W22-6")),
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
]
NOT_IN_300 = [
    ("ONE-NOSUCHKEY0-0000", "INVALID_SITEKEY", "The specified site key does not exist", "mxo.sitekey-unknown"),
    (CEDAR, "INVALID_SITEKEY", "The specified site key does not exist", "mxo.sitekey-other-tenant"),
    (SITE_KEY, "CUSTOMER_NOT_FOUND", "The specified customer does not exist", "mxo.unknown-tid-activity"),
]
# fmt: on


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    mxo.freeze(NOW)
    assert mxo.state


def answered(response: httpx.Response, *errors: Json, tid: str = DANA) -> bool:
    """Say whether an answer is a 200 for that customer, with exactly those errors in that order."""
    assert (response.status_code, response.json()) == (200, {"tid": tid, "errors": list(errors)})
    return "X-Sandbox-Rule" not in response.headers


def entry(message: str, echo: Json) -> Json:
    code = {M_PROP: "INVALID_PROPOSITION_CODE", M_TYPE: "INVALID_ACTIVITY_TYPE_CODE"}.get(message, "INVALID_DATE_TIME")
    return {"errorCode": code, "errorMessage": message, "activity": echo}


def stored(**members: Any) -> Json:
    """Return an activity as the state holds it, just received from the portal, with members replaced."""
    good = {**NOT_SENT, "timestamp": NOW, "receivedAt": NOW, "touchpoint": "web://merchant-portal"}
    return {**activity(), **good, **members}


def fresh(mxo: MxoClient, tid: str = DANA) -> list[Json]:
    """Return what a customer did by requests of this test, in the order in which the state holds it."""
    return [one for one in mxo.customer(tid)["activities"] if one["receivedAt"] >= NOW]


def dynamic(mxo: MxoClient, *, sk: str = SITE_KEY) -> list[tuple[int, str, str]]:
    return [(one["id"], one["parentCode"], one["code"]) for one in mxo.space(sk)["dynamicPropositions"]]


@pytest.mark.rule("mxo.activities-limit", "mxo.errors-always-present")
@pytest.mark.parametrize("version", ["3.1.0", "3.0.0"])
def test_a_request_has_at_most_100_activities(mxo: MxoClient, version: str) -> None:
    refusing = mxo.activities([activity()] * 101, version=version)
    assert refused(refusing) == refusal("mxo.activities-limit", "Too many activities: the maximum is 100")
    assert answered(mxo.activities([activity(activityTypeCode=f"{n}") for n in range(100)], version=version))
    assert fresh(mxo) == [stored(activityTypeCode=f"{n}") for n in range(100)]


@pytest.mark.rule("mxo.activities-empty", "mxo.errors-always-present")
def test_without_activities_properties_and_device_are_stored_and_an_unknown_customer_is_created(mxo: MxoClient) -> None:
    before = mxo.customer()
    assert answered(mxo.activities([], properties=[{"name": "tier", "value": "gold"}], device=TABLET))
    assert "mxo.activities-empty" in mxo.last_rules()
    properties = {**before["properties"], "tier": {"value": "gold", "at": NOW}}
    assert mxo.customer() == {**before, "properties": properties, "devices": [used(TABLET, NOW, NOW), *before["devices"]]}
    created = mxo.activities([], tid=NOBODY)
    assert answered(created, tid=NOBODY)
    assert mxo.customer(NOBODY)["activities"] == []


@pytest.mark.rule("mxo.activity-required-codes")
@pytest.mark.parametrize("value", [..., None, ""], ids=["absent", "null", "empty"])
@pytest.mark.parametrize("member", ["propositionCode", "activityTypeCode"])
@pytest.mark.parametrize("dynamic_code", [..., None, ""], ids=["absent", "null", "empty"])
def test_an_activity_without_one_of_its_codes_has_the_request_refused(mxo: MxoClient, member: str, value: Any, dynamic_code: Any) -> None:
    faulty = activity(**{"dynamicPropositionCode": dynamic_code, member: value})
    message = f"Missing required field: activities[1].{member}"
    assert refused(mxo.activities([activity(), faulty])) == refusal("mxo.activity-required-codes", message)


@pytest.mark.rule("mxo.dynamic-needs-parent")
@pytest.mark.parametrize("value", [..., None, ""], ids=["absent", "null", "empty"])
def test_a_dynamic_proposition_needs_its_parent(mxo: MxoClient, value: Any) -> None:
    faulty = activity(propositionCode=value, dynamicPropositionCode="terminal-0042")
    expected = refusal("mxo.dynamic-needs-parent", "Missing required field: activities[1].propositionCode")
    assert refused(mxo.activities([activity(), faulty])) == expected


@pytest.mark.rule("mxo.dynamic-registration")
def test_a_dynamic_proposition_is_registered_once_for_its_parent_and_code_and_outlives_the_customer(mxo: MxoClient) -> None:
    before = mxo.space()
    pairs = [("card-terminal", code) for code in ("t-1", "terminal-0042", "t-1")] + [("atm", code) for code in ("t-1", "T-1")]
    sent = [activity(propositionCode=parent, dynamicPropositionCode=code) for parent, code in pairs]
    assert answered(mxo.activities(sent))
    assert mxo.last_rules().count("mxo.dynamic-registration") == 3
    assert fresh(mxo) == [stored(**one) for one in sent]
    assert answered(mxo.activities(sent))
    assert "mxo.dynamic-registration" not in mxo.last_rules()
    assert mxo.delete(tid=DANA).status_code == 200
    assert dynamic(mxo)[4:] == [(9005, "card-terminal", "t-1"), (9006, "atm", "t-1"), (9007, "atm", "T-1")]
    assert mxo.space()["dynamicPropositions"][:4] == before["dynamicPropositions"]
    assert mxo.space()["propositions"] == before["propositions"]


@pytest.mark.rule("mxo.dynamic-registration")
def test_a_space_counts_its_dynamic_propositions_from_9001_and_an_empty_or_null_code_is_none(mxo: MxoClient) -> None:
    sent = [activity(propositionCode="atm", dynamicPropositionCode=code) for code in ("", None, "atm-12345")]
    tid = mxo.activities(sent, sk=ATM_DEMO).json()["tid"]
    kept = mxo.customer(tid, sk=ATM_DEMO)["activities"]
    assert [one["dynamicPropositionCode"] for one in kept] == [None, None, "atm-12345"]
    assert dynamic(mxo, sk=ATM_DEMO) == [(9001, "atm", "atm-12345")]


@pytest.mark.rule("mxo.dynamic-proposition-length")
@pytest.mark.parametrize("code", ["INVALID_PROPOSITION_CODE", "GENERAL", ""])
def test_the_body_for_a_dynamic_code_that_is_too_long_can_be_switched(mxo: MxoClient, code: str) -> None:
    mxo.switch(dynamic_length_body=code.lower().replace("_", "-") or "empty")
    response = mxo.activities([activity(), activity(dynamicPropositionCode="x" * 256)])
    words = {"errorCode": code, "errorMessage": "Dynamic proposition code exceeds 255 characters"}
    assert (response.status_code, rule_of(response)) == (400, "mxo.dynamic-proposition-length")
    assert response.json() == words if code else (response.content, "Content-Type" in response.headers) == (b"", False)


@pytest.mark.rule("mxo.codes-not-validated")
@pytest.mark.parametrize("sent", UNKNOWN)
def test_unknown_codes_are_stored_as_sent(mxo: MxoClient, sent: Json) -> None:
    assert answered(mxo.activities([sent]))
    assert mxo.last_rules().count("mxo.codes-not-validated") == 1
    assert fresh(mxo) == [stored(**sent)]
    assert [one[1:] for one in dynamic(mxo)[4:]] == ([("atm ", "atm-1")] if "dynamicPropositionCode" in sent else [])


@pytest.mark.rule("mxo.codes-validated", "mxo.errors-order")
def test_codes_are_validated_if_wanted_and_errors_come_in_the_order_of_the_request_one_for_an_activity(mxo: MxoClient) -> None:
    mxo.switch(code_validation="validate-codes", timestamp_unparsable="activity-error")
    good = activity(propositionCode="bluecard", dynamicPropositionCode="summeroffer")
    late, odd = activity(timestamp=FUTURE), activity(activityTypeCode="x", timestamp="x")
    sent = [late, UNKNOWN[0], good, UNKNOWN[1], UNKNOWN[2], activity(timestamp=""), UNKNOWN[3], odd, {**late, "propositionCode": "x"}]
    words = [M_FUTURE, M_PROP, "", M_TYPE, M_PROP, M_DATE, M_PROP, M_TYPE, M_PROP]
    errors = [entry(word, one) for word, one in zip(words, sent, strict=True) if word]
    assert answered(mxo.activities(sent), *errors)
    assert mxo.last_rules().count("mxo.codes-validated") == 6
    assert fresh(mxo) == [stored(**good)]
    assert len(dynamic(mxo)) == 4


@pytest.mark.rule("mxo.timestamp-default")
@pytest.mark.parametrize("timestamp", [..., None], ids=["absent", "null"])
def test_without_a_timestamp_the_time_of_the_sandboxs_clock_counts(mxo: MxoClient, timestamp: Any) -> None:
    mxo.advance(86_400.25)
    assert answered(mxo.activity(timestamp=timestamp))
    assert "mxo.timestamp-default" in mxo.last_rules()
    later = "2026-11-22T12:00:00.250000Z"
    assert fresh(mxo) == [stored(timestamp=later, receivedAt=later)]


@pytest.mark.rule("mxo.timestamp-past")
@pytest.mark.parametrize(("sent", "kept"), ACCEPTED)
def test_a_date_time_of_the_past_is_kept_in_utc_cut_to_milliseconds(mxo: MxoClient, sent: str, kept: str) -> None:
    assert answered(mxo.activity(timestamp=sent))
    assert "mxo.timestamp-default" not in mxo.last_rules()
    assert fresh(mxo) == [stored(timestamp=kept)]


@pytest.mark.rule("mxo.timestamp-future")
@pytest.mark.parametrize("option", ["activity-error", "reject-400", "store-as-now"])
@pytest.mark.parametrize("timestamp", [FUTURE, "2026-11-21T12:01:00.001Z", "2026-11-21T13:01:01+01:00", "9999-12-31T23:59:59.999Z"])
def test_more_than_60_seconds_ahead_is_the_future(mxo: MxoClient, timestamp: str, option: str) -> None:
    mxo.switch(timestamp_future=option)
    future = activity(dynamicPropositionCode="t-1", timestamp=timestamp)
    response = mxo.activities([activity(), future])
    if option == "reject-400":
        assert refused(response) == refusal("mxo.timestamp-future", M_FUTURE, "INVALID_DATE_TIME")
        return
    is_error = option == "activity-error"
    assert answered(response, *[entry(M_FUTURE, future)] * is_error)
    assert mxo.last_rules().count("mxo.timestamp-future") == 1
    assert fresh(mxo) == [stored(), *[stored(dynamicPropositionCode="t-1")] * (not is_error)]
    assert len(dynamic(mxo)) == 4 + (not is_error)


@pytest.mark.rule("mxo.timestamp-future")
@pytest.mark.parametrize("option", ["activity-error", "reject-400", "store-as-now"])
def test_up_to_60_seconds_ahead_of_the_sandboxs_clock_is_not_the_future(mxo: MxoClient, option: str) -> None:
    mxo.switch(timestamp_future=option)
    assert answered(mxo.activity(timestamp="2026-11-21T12:01:00Z"))
    mxo.advance(1)
    assert answered(mxo.activity(timestamp=FUTURE))
    assert [one["timestamp"] for one in fresh(mxo)] == ["2026-11-21T12:01:00Z", FUTURE]
    assert "mxo.timestamp-future" not in mxo.last_rules()


@pytest.mark.rule("mxo.timestamp-unparsable")
@pytest.mark.parametrize("option", ["reject-400", "activity-error"])
@pytest.mark.parametrize("timestamp", UNREADABLE)
def test_a_timestamp_that_cannot_be_read_is_refused_or_an_error(mxo: MxoClient, timestamp: Any, option: str) -> None:
    mxo.switch(timestamp_unparsable=option)
    faulty = activity(dynamicPropositionCode="t-1", timestamp=timestamp)
    response = mxo.activities([faulty, activity()])
    if option == "reject-400":
        assert refused(response) == refusal("mxo.timestamp-unparsable", M_DATE, "INVALID_DATE_TIME")
        return
    assert answered(response, entry(M_DATE, faulty))
    assert mxo.last_rules().count("mxo.timestamp-unparsable") == 1
    assert fresh(mxo) == [stored()]
    assert len(dynamic(mxo)) == 4


@pytest.mark.rule("mxo.all-activities-faulty")
def test_with_faulty_activities_alone_the_customer_and_the_context_are_stored_all_the_same(mxo: MxoClient) -> None:
    faulty = activity(dynamicPropositionCode="t-1", timestamp=FUTURE)
    sent = [faulty, {**faulty, "dynamicPropositionCode": None, "note": "not of the schema"}]
    response = mxo.activities(sent, tid=NOBODY, properties=[{"name": "tier", "value": "gold"}], device=TABLET)
    assert answered(response, entry(M_FUTURE, faulty), entry(M_FUTURE, activity(timestamp=FUTURE)), tid=NOBODY)
    assert "mxo.all-activities-faulty" in mxo.last_rules()
    nothing: Json = {"identifiers": {}, "journeys": [], "activities": [], "interest": {}, "dynamicInterest": {}}
    context = {"properties": {"tier": {"value": "gold", "at": NOW}}, "devices": [used(TABLET, NOW, NOW)]}
    assert mxo.customer(NOBODY) == {"tids": [NOBODY], "createdAt": NOW, **nothing, **context}
    assert len(dynamic(mxo)) == 4


@pytest.mark.rule("mxo.activity-without-identity")
@pytest.mark.parametrize("identifiers", [..., None, []], ids=["absent", "null", "empty"])
def test_without_tid_and_identifiers_a_customer_is_created_or_the_request_is_refused(mxo: MxoClient, identifiers: Any) -> None:
    known = mxo.space()["customers"]
    response = mxo.activity(context={"identifiers": identifiers})
    (tid,) = mxo.space()["customers"].keys() - known.keys()
    assert answered(response, tid=tid)
    assert "mxo.activity-without-identity" in mxo.last_rules()
    assert (mxo.customer(tid)["identifiers"], fresh(mxo, tid)) == ({}, [stored()])
    mxo.switch(activity_without_identity="reject-400")
    refusing = mxo.activity(context={"identifiers": identifiers})
    assert refused(refusing) == refusal("mxo.activity-without-identity", "A TID or an identifier is required")
    assert answered(mxo.activity(context={"tid": DANA}))


def test_activities_are_stored_by_their_time_and_those_of_one_time_as_they_come_all_at_the_base_of_the_touchpoint(mxo: MxoClient) -> None:
    past = activity(activityTypeCode="past", timestamp="2018-06-02T23:06:19Z")
    now = [activity(activityTypeCode=code) for code in "ba"]
    assert answered(mxo.activities([*now, past, activity(timestamp=NOW)], baseTouchpointUri="atm://atm/offers?x"))
    assert fresh(mxo) == [stored(**one, touchpoint="atm://atm") for one in (past, *now, activity())]
    assert mxo.customer()["activities"][0]["activityTypeCode"] == "past"


def test_activities_are_checked_by_index_and_in_the_order_of_their_schema_then_the_customer_then_the_future(mxo: MxoClient) -> None:
    mxo.switch(unknown_tid="reject-400", timestamp_future="reject-400")
    assert rule_of(mxo.activities(["x"] * 101)) == "mxo.activities-limit"
    faults: list[Json] = [{"propositionCode": 5}, {"dynamicPropositionCode": "x" * 256}, {"activityTypeCode": ""}, {"timestamp": "x"}]
    rules = ["field-type", "dynamic-proposition-length", "activity-required-codes", "timestamp-unparsable"]
    sent = [activity(timestamp=FUTURE) for _ in range(3)]
    for first in reversed(range(8)):
        sent[first // 4] |= faults[first % 4]
        met = rule_of(mxo.activities(sent, tid=NOBODY))
        assert met == f"mxo.{rules[first % 4]}"
    assert rule_of(mxo.activity(timestamp=FUTURE, context={"tid": NOBODY})) == "mxo.unknown-tid-activity"


@pytest.mark.rule("mxo.v300-codes")
@pytest.mark.parametrize(("sk", "code", "message", "rule"), NOT_IN_300)
def test_a_code_that_300_does_not_have_is_general_there(mxo: MxoClient, sk: str, code: str, message: str, rule: str) -> None:
    mxo.switch(unknown_tid="reject-400")
    assert refused(mxo.activity(sk=sk, context={"tid": NOBODY})) == refusal(rule, message, code)
    assert "mxo.v300-codes" not in mxo.last_rules()
    assert refused(mxo.activity(sk=sk, context={"tid": NOBODY}, version="3.0.0")) == refusal(rule, message)
    assert "mxo.v300-codes" in mxo.last_rules()


def test_the_other_codes_are_the_same_on_300(mxo: MxoClient) -> None:
    date, key = mxo.activity(version="3.0.0", timestamp="x"), mxo.activity(version="3.0.0", context={"identifiers": [identifier("1", "x")]})
    assert (error(date)[1], error(key)[1]) == ("INVALID_DATE_TIME", "INVALID_API_NAME")
    assert "mxo.v300-codes" not in mxo.last_rules()
