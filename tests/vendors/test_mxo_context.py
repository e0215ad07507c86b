"""The customer context of a request: what its schema takes, in which order it is checked, and what of it the profile keeps."""

from __future__ import annotations

import re
from functools import reduce
from operator import getitem
from typing import Any

import httpx
import pytest

from tests.vendors.mxo import ATM_DEMO, DANA, NOBODY, OMAR, SITE_KEY, Json, MxoClient, activity, identifier, rule_of

NOW = "2026-11-21T12:00:00Z"
# fmt: off
PHONE: Json = {
    "appName": "CustomerFirst", "appVer": "1.0.2", "devMfr": "Apple", "devModel": "iPhone8", "devType": "SMARTPHONE", "osName": "IOS",
    "osVer": "10.3.3", "locLatitude": 61.4, "locLongitude": 32.7, "locLastUpdated": "2017-08-24T19:57:34.479-04:00", "locHorzAccuracy": 1,
    "ipAddress": "127.0.0.1", "locale": "en-US", "pushToken": "3220f35e-6255-3701-92a6-d401448e0145",
}
# fmt: on
"""The vendor's example, which Dana Whitfield of the fixture has used; in the order of the vendor's schema."""
TABLET: Json = {"appName": "Portal", "devType": "TABLET", "osName": "ANDROID"}

Fault = tuple[str, Any]
"""A place in a request, and what shall stand there (`...`: nothing)."""


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    mxo.freeze(NOW)
    assert mxo.state


def send(mxo: MxoClient, *faults: Fault) -> httpx.Response:
    """Send a request which is good but for the faults, put in one after the other."""
    context: Json = {
        "baseTouchpointUri": "web://merchant-portal",
        "tid": DANA,
        "identifiers": [identifier("HCR-1001"), identifier("dana.whitfield@harborcoffee.example", "email")],
        "properties": [{"name": "campaigncode", "value": "summeroffer2017"}, {"name": "segment", "value": "gold"}],
        "device": dict(PHONE),
    }
    body: Any = {"customerContext": context, "activities": [activity(), activity(), activity()]}
    for path, value in faults:
        *above, last = [int(part) if part.isdigit() else part for part in re.findall(r"\w+", path)]
        place = reduce(getitem, above, body)
        if value is ...:
            del place[last]
        else:
            place[last] = value
    return mxo.send("POST", mxo.customer_path("/activity"), json=body)


def refused(response: httpx.Response) -> tuple[int, Any, str]:
    """Return all of a refusal: status, body and rule."""
    return response.status_code, response.json(), rule_of(response)


def refusal(rule: str, message: str, code: str = "GENERAL") -> tuple[int, Any, str]:
    return 400, {"errorCode": code, "errorMessage": message}, rule


BAD_DATE = refusal("mxo.device-date", "The specified date-time is not valid", "INVALID_DATE_TIME")


def missing(path: str, rule: str = "mxo.required-field") -> tuple[int, Any, str]:
    return refusal(rule, f"Missing required field: {path}")


def invalid(path: str, rule: str = "mxo.field-type") -> tuple[int, Any, str]:
    return refusal(rule, f"Invalid value for field: {path}")


# --- Required members, JSON types, TID ------------------------------------------------------------------------------

REQUIRED_TEXTS = ["baseTouchpointUri", "identifiers[1].apiName", "identifiers[1].value", "properties[1].name"]
REQUIRED_TEXTS = [f"customerContext.{path}" for path in REQUIRED_TEXTS]
REQUIRED_OTHERS = ["customerContext", "customerContext.properties[1].value", "activities"]
NEEDED = [(path, value) for path in REQUIRED_TEXTS + REQUIRED_OTHERS for value in (..., None)] + [(path, "") for path in REQUIRED_TEXTS]


@pytest.mark.rule("mxo.required-field")
@pytest.mark.parametrize(("path", "value"), NEEDED)
def test_a_required_member_is_not_absent_or_null_and_a_required_text_is_not_empty(mxo: MxoClient, path: str, value: Any) -> None:
    assert refused(send(mxo, (path, value))) == missing(path)


@pytest.mark.parametrize("value", [..., None], ids=["absent", "null"])
@pytest.mark.parametrize("member", ["tid", "identifiers", "properties", "device"])
def test_null_on_an_optional_member_of_the_context_is_the_same_as_its_absence(mxo: MxoClient, member: str, value: Any) -> None:
    before = mxo.customer()
    response = send(mxo, (f"customerContext.{member}", value))
    assert (response.status_code, response.json()) == (200, {"tid": DANA, "errors": []})
    after = mxo.customer()
    assert after["identifiers"] == before["identifiers"]
    assert (after["properties"] == before["properties"]) is (member == "properties")
    assert (after["devices"] == before["devices"]) is (member == "device")


NUMBERS = ["locLatitude", "locLongitude", "locHorzAccuracy"]
ITEMS = {"identifiers": ("apiName", "value"), "properties": ("name", "value")}
TEXTS = ["baseTouchpointUri", "tid", *(f"{items}[0].{member}" for items, members in ITEMS.items() for member in members)]
TEXTS += [f"device.{member}" for member in PHONE if member not in (*NUMBERS, "locLastUpdated")]
OTHER_TYPES: list[tuple[list[str], list[Any]]] = [
    ([f"customerContext.{path}" for path in TEXTS], [5, 1.5, True, {}, ["x"]]),
    (
        [f"activities[0].{member}" for member in ("propositionCode", "dynamicPropositionCode", "activityTypeCode")],
        [5, 1.5, True, {}, ["x"]],
    ),
    ([f"customerContext.device.{member}" for member in NUMBERS], ["61.4", "", False, {}, [1]]),
    (["customerContext", "customerContext.device", "activities[0]"], ["", "x", 5, True, []]),
    ([f"customerContext.{items}[0]" for items in ITEMS], ["", "x", 5, True, []]),
    ([*(f"customerContext.{items}" for items in ITEMS), "activities"], ["", "x", 5, True, {}]),
]


@pytest.mark.rule("mxo.field-type")
@pytest.mark.parametrize(("path", "value"), [(path, value) for paths, values in OTHER_TYPES for path in paths for value in values])
def test_a_member_of_another_json_type_is_refused(mxo: MxoClient, path: str, value: Any) -> None:
    assert refused(send(mxo, (path, value))) == invalid(path)


@pytest.mark.rule("mxo.field-type")
@pytest.mark.parametrize("path", ["customerContext.identifiers[1]", "customerContext.properties[1]", "activities[1]"])
def test_null_in_a_list_is_no_object(mxo: MxoClient, path: str) -> None:
    assert refused(send(mxo, (path, None))) == invalid(path)


BAD_TIDS = ["", "not-a-uuid", DANA[:-1], f"{DANA}0", DANA.replace("-", ""), f"{{{DANA}}}", f"urn:uuid:{DANA}", f" {DANA}", f"{DANA}\n"]
BAD_TIDS += [DANA.replace("f", "g", 1), DANA.replace("1", "\uff11"), "5f0c1a6e1-001-4b1e-9c3a-7a5e00001001", DANA.replace("-", "_")]


@pytest.mark.rule("mxo.tid-format")
@pytest.mark.parametrize("tid", BAD_TIDS)
def test_a_tid_has_8_4_4_4_12_hexadecimal_digits(mxo: MxoClient, tid: str) -> None:
    assert refused(send(mxo, ("customerContext.tid", tid))) == invalid("customerContext.tid", "mxo.tid-format")


@pytest.mark.rule("mxo.tid-nonstandard-version")
@pytest.mark.parametrize("tid", ["a00ad08f-e305-8f9c-5c62-1e884543402c", f"{0:08}-0000-0000-0000-{0:012}", DANA.replace("4b1e", "ffff")])
def test_a_tid_may_have_any_version_and_variant_digits(mxo: MxoClient, tid: str) -> None:
    response = mxo.activity(context={"tid": tid})
    assert (response.status_code, response.json()) == (200, {"tid": tid, "errors": []})
    assert len(mxo.customer(tid)["activities"]) == 1


@pytest.mark.parametrize("tid", [DANA, NOBODY], ids=["known", "unknown"])
def test_a_tid_in_upper_case_is_the_same_tid_and_answered_in_lower_case(mxo: MxoClient, tid: str) -> None:
    response = mxo.activity(context={"tid": tid.upper()})
    assert (response.status_code, response.json()) == (200, {"tid": tid, "errors": []})
    assert mxo.customer(tid)["tids"] == [tid]


# --- Device ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.device-required")
@pytest.mark.parametrize("value", [..., None, ""], ids=["absent", "null", "empty"])
@pytest.mark.parametrize("member", ["appName", "devType", "osName"])
def test_a_device_has_a_name_of_the_app_a_type_and_a_system(mxo: MxoClient, member: str, value: Any) -> None:
    path = f"customerContext.device.{member}"
    assert refused(send(mxo, (path, value))) == missing(path, "mxo.device-required")


DEVICE_TYPES = ["GAME_CONSOLE", "PDA", "PERSONAL_COMPUTER", "SMART_TV", "SMARTPHONE", "TABLET", "WEARABLE", "OTHER"]
SYSTEMS = ["ANDROID", "WINDOWS", "IOS", "OSX", "LINUX", "OTHER"]


@pytest.mark.parametrize(("member", "word"), [("devType", word) for word in DEVICE_TYPES] + [("osName", word) for word in SYSTEMS])
def test_a_device_has_a_type_and_a_system_of_the_lists(mxo: MxoClient, member: str, word: str) -> None:
    assert mxo.activity(context={"device": {**TABLET, member: word}}).status_code == 200
    assert mxo.customer()["devices"][0]["details"] == {**TABLET, member: word}


@pytest.mark.rule("mxo.device-enum")
@pytest.mark.parametrize("member", ["devType", "osName"])
@pytest.mark.parametrize("word", ["PHONE", "tablet", "ios", "Other", "OTHER ", " "])
def test_a_type_or_system_outside_its_list_is_refused(mxo: MxoClient, member: str, word: str) -> None:
    path = f"customerContext.device.{member}"
    assert refused(send(mxo, (path, word))) == invalid(path, "mxo.device-enum")


@pytest.mark.rule("mxo.device-date")
@pytest.mark.parametrize("date", [5, 1503619054479, True, {}, "", "yesterday", "2017-08-24", "2017-08-24T19:57:34", "2017-02-29T00:00:00Z"])
def test_the_date_of_a_devices_location_is_a_date_time_with_an_offset(mxo: MxoClient, date: Any) -> None:
    assert refused(send(mxo, ("customerContext.device.locLastUpdated", date))) == BAD_DATE
    assert send(mxo, ("customerContext.device.locLastUpdated", None)).status_code == 200


def test_a_device_is_kept_as_it_was_received_without_null_members_and_strange_ones(mxo: MxoClient) -> None:
    sent = {**TABLET, "ipAddress": "detect", "locale": "en_US", "locHorzAccuracy": 1.5, "locLastUpdated": "2017-08-24t19:57:34.4-04:00"}
    response = mxo.activity(context={"device": {**sent, "appVer": None, "locLatitude": None, "colour": "black"}})
    assert response.status_code == 200
    assert mxo.customer()["devices"][0]["details"] == sent


@pytest.mark.rule("mxo.device-current")
def test_a_known_device_is_replaced_becomes_current_again_and_keeps_the_time_of_its_first_use(mxo: MxoClient) -> None:
    (phone,) = mxo.customer()["devices"]
    assert mxo.activity(context={"device": TABLET}).status_code == 200
    mxo.advance(60)
    again = {"appName": "CustomerFirst", "devType": "SMARTPHONE", "osName": "IOS", "osVer": "11"}
    assert mxo.activity(context={"device": again}).status_code == 200
    assert mxo.customer()["devices"] == [used(again, phone["firstUsed"], "2026-11-21T12:01:00Z"), used(TABLET, NOW, NOW)]


@pytest.mark.rule("mxo.device-current")
@pytest.mark.parametrize("other", [{"appName": "customerfirst"}, {"devType": "TABLET"}, {"osName": "OTHER"}, TABLET])
def test_a_device_of_another_app_type_or_system_becomes_the_current_one_beside_the_former(mxo: MxoClient, other: Json) -> None:
    (phone,) = mxo.customer()["devices"]
    assert mxo.activity(context={"device": {**PHONE, **other}}).status_code == 200
    assert mxo.last_rules().count("mxo.device-current") == 1
    assert mxo.customer()["devices"] == [used({**PHONE, **other}, NOW, NOW), phone]


def used(details: Json, first: str, last: str) -> Json:
    return {"details": details, "firstUsed": first, "lastUsed": last, "city": None, "country": None}


# --- Touchpoint, properties, names of keys --------------------------------------------------------------------------


@pytest.mark.rule("mxo.touchpoint-base")
@pytest.mark.parametrize("behind", ["/offers/1", "/", "?from=http://other.example/x", "#top", "/a?b#c", "/a://b"])
@pytest.mark.parametrize("base", ["http://www.customerfirst.com", "http://www.customerfirst.com:8080", "atm://atm"])
def test_of_a_touchpoint_scheme_and_authority_are_stored(mxo: MxoClient, base: str, behind: str) -> None:
    assert mxo.activity(context={"baseTouchpointUri": f"{base}{behind}"}).status_code == 200
    assert mxo.last_rules().count("mxo.touchpoint-base") == 1
    assert mxo.customer()["activities"][-1]["touchpoint"] == base


@pytest.mark.rule("mxo.touchpoint-any", "mxo.touchpoint-base")
@pytest.mark.parametrize("text", ["atm://atm", "ATM://Unknown", "branch://counter-7", "touchPoint/interaction?x#y", "mailto:a@b/c", " "])
def test_a_touchpoint_without_a_path_or_without_a_scheme_is_stored_as_sent_also_if_it_is_unknown(mxo: MxoClient, text: str) -> None:
    configured = mxo.space()["touchpoints"]
    assert mxo.activity(context={"baseTouchpointUri": text}).status_code == 200
    assert "mxo.touchpoint-base" not in mxo.last_rules()
    assert mxo.customer()["activities"][-1]["touchpoint"] == text
    assert mxo.space()["touchpoints"] == configured


def test_properties_are_written_to_the_profile_and_of_a_repeated_name_the_last_counts(mxo: MxoClient) -> None:
    before = mxo.customer()["properties"]
    sent = [("phone", "1"), ("tier", "gold"), ("Tier", "x"), ("phone", "2"), ("company", "")]
    assert mxo.activity(context={"properties": [{"name": name, "value": value} for name, value in sent]}).status_code == 200
    changed = {name: {"value": value, "at": NOW} for name, value in [("phone", "2"), ("company", ""), ("tier", "gold"), ("Tier", "x")]}
    assert mxo.customer()["properties"] == {**before, **changed}


@pytest.mark.rule("mxo.key-name-case")
@pytest.mark.parametrize("name", ["customerKey", "CUSTOMERKEY"])
def test_the_name_of_a_key_is_stored_as_configured_and_compared_without_regard_to_case_unlike_its_value(mxo: MxoClient, name: str) -> None:
    before = mxo.customer()
    assert mxo.activity(context={"identifiers": [identifier("HCR-1001", name)]}).json() == {"tid": DANA, "errors": []}
    assert mxo.last_rules().count("mxo.key-name-case") == 1
    assert mxo.customer()["identifiers"] == before["identifiers"]
    new = mxo.activity(context={"identifiers": [identifier("hcr-1001", name)]})
    assert mxo.customer(new.json()["tid"])["identifiers"] == {"customerkey": "hcr-1001"}


def test_of_a_repeated_key_the_last_value_counts_whatever_its_case(mxo: MxoClient) -> None:
    response = mxo.activity(context={"identifiers": [identifier("HCR-1001"), identifier("BFB-1002", "customerKey")]})
    assert (response.status_code, response.json()) == (200, {"tid": OMAR, "errors": []})
    assert (len(mxo.customer()["activities"]), len(mxo.customer(OMAR)["activities"])) == (4, 2)


@pytest.mark.rule("mxo.key-name-unknown")
@pytest.mark.parametrize(("name", "sk"), [("loyaltyid", SITE_KEY), (" email", SITE_KEY), ("emailkey", SITE_KEY), ("email", ATM_DEMO)])
def test_a_key_that_the_space_does_not_have_is_refused(mxo: MxoClient, name: str, sk: str) -> None:
    response = mxo.activity(sk=sk, context={"identifiers": [identifier("HCR-1001"), identifier("1", name)]})
    message = "The specified key attribute API name does not exist"
    assert refused(response) == refusal("mxo.key-name-unknown", message, "INVALID_API_NAME")


# --- Order of the checks --------------------------------------------------------------------------------------------

IN_ORDER = ["customerContext", "customerContext.baseTouchpointUri", "customerContext.tid"]
for _items, _members in ITEMS.items():
    _places = [f"{_items}[{index}]{behind}" for index in (0, 1) for behind in ("", *(f".{member}" for member in _members))]
    IN_ORDER += [f"customerContext.{place}" for place in (_items, *_places)]
IN_ORDER += ["customerContext.device", *(f"customerContext.device.{member}" for member in PHONE), "activities"]
REQUIRED = ("customerContext", "baseTouchpointUri", "apiName", "value", "name", "appName", "devType", "osName", "activities")


@pytest.mark.parametrize("first", range(len(IN_ORDER)), ids=IN_ORDER)
def test_of_many_faults_the_first_in_the_order_of_the_schema_answers(mxo: MxoClient, first: int) -> None:
    faults = [(path, ... if path.endswith(REQUIRED) else True) for path in IN_ORDER[first:]]
    path, value = faults[0]
    expected = missing(path, "mxo.device-required" if ".device." in path else "mxo.required-field") if value is ... else invalid(path)
    assert refused(send(mxo, *reversed(faults))) == (BAD_DATE if path.endswith("locLastUpdated") else expected)


def test_the_schema_is_checked_before_the_names_of_keys_and_those_before_the_tid(mxo: MxoClient) -> None:
    mxo.switch(unknown_tid="reject-400")
    faults = [("activities[0].timestamp", "x"), ("customerContext.identifiers[1].apiName", "loyaltyid"), ("customerContext.tid", NOBODY)]
    met = [rule_of(send(mxo, *faults[first:])) for first in range(3)]
    assert met == ["mxo.timestamp-unparsable", "mxo.key-name-unknown", "mxo.unknown-tid-activity"]
