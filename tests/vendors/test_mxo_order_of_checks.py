"""Which of several faults answers, and members outside the schema, which are found on the way."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.vendors.mxo import DANA, NOBODY, OMAR, SITE_KEY, Json, MxoClient, activity, customer_context, error, identifier, rule_of

DEVICE = {"appName": "CustomerFirst", "devType": "SMARTPHONE", "osName": "IOS"}


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    assert mxo.state


def full_request() -> Json:
    """An activity request with every kind of object in it."""
    context = customer_context(
        identifiers=[identifier("HCR-1001")],
        properties=[{"name": "colour", "value": "blue"}],
        device=dict(DEVICE),
    )
    return {"customerContext": context, "activities": [activity(), activity()]}


STRUCTURE_REQUEST: Json = {"customerContext": customer_context(), "structureApiName": "membership"}
DELETE_REQUEST: Json = {"identifier": identifier("HCR-1001")}

Where = tuple[str | int, ...]


def put(body: Json, where: Where, value: Any) -> Json:
    """Return the body with another value in one place."""
    changed = deepcopy(body)
    place: Any = changed
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    return changed


# --- From the path to the site key ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "behind", "last"),
    [
        ("POST", "/activity", "mxo.required-field"),
        ("POST", "/structure", "mxo.structure-context-required"),
        ("DELETE", "", "mxo.lookup-without-identity"),
    ],
)
def test_path_method_token_permission_body_type_json_object_and_site_key_are_checked_in_this_order(
    mxo: MxoClient, method: str, behind: str, last: str
) -> None:
    request = {"method": "PATCH", "behind": "/nothing", "token": "nobody", "body": "", "type": "text/plain", "sk": "ONE-NONE"}

    def answering() -> str:
        mxo.token = request["token"]
        path = mxo.customer_path(request["behind"], sk=request["sk"])
        return rule_of(mxo.send(request["method"], path, body=request["body"], headers={"Content-Type": request["type"]}))

    repairs: list[tuple[str, dict[str, str]]] = [
        ("mxo.path-unknown", {"behind": behind}),
        ("mxo.method-not-allowed", {"method": method}),
        ("mxo.auth-required", {"token": "sbx-summit-readonly"}),
        ("mxo.delete-forbidden", {"token": "sbx-summit"}),
        ("mxo.body-required", {"body": "{"}),
        ("mxo.content-type", {"type": "application/json"}),
        ("mxo.malformed-json", {"body": "[]"}),
        ("mxo.body-object", {"body": "{}"}),
        ("mxo.sitekey-unknown", {"sk": SITE_KEY, "token": "sbx-cedar"}),
        ("mxo.sitekey-other-tenant", {"token": "sbx-summit"}),
    ]
    for rule, repair in repairs:
        if rule != "mxo.delete-forbidden" or method == "DELETE":
            assert answering() == rule
        request |= repair
    assert answering() == last


# --- Schema and identity --------------------------------------------------------------------------------------------

MISSING, INVALID = "Missing required field: ", "Invalid value for field: "
CONTEXT: Json = {"tid": "x", "identifiers": 1, "properties": 1, "device": 1}
ACTIVITY_FAULTS: list[tuple[str, Where, Any]] = [
    (f"{MISSING}customerContext", ("customerContext",), []),
    (f"{INVALID}customerContext", ("customerContext",), CONTEXT),
    (f"{MISSING}customerContext.baseTouchpointUri", ("customerContext", "baseTouchpointUri"), 1),
    (f"{INVALID}customerContext.baseTouchpointUri", ("customerContext", "baseTouchpointUri"), "web://x"),
    (f"{INVALID}customerContext.tid", ("customerContext", "tid"), OMAR),
    (f"{INVALID}customerContext.identifiers", ("customerContext", "identifiers"), [1, {}]),
    (f"{INVALID}customerContext.identifiers[0]", ("customerContext", "identifiers", 0), {"value": 1}),
    (f"{MISSING}customerContext.identifiers[0].apiName", ("customerContext", "identifiers", 0, "apiName"), "loyaltyid"),
    (f"{INVALID}customerContext.identifiers[0].value", ("customerContext", "identifiers", 0, "value"), "1"),
    (f"{MISSING}customerContext.identifiers[1].apiName", ("customerContext", "identifiers", 1), identifier("HCR-1001")),
    (f"{INVALID}customerContext.properties", ("customerContext", "properties"), ["x"]),
    (f"{INVALID}customerContext.properties[0]", ("customerContext", "properties", 0), {"value": 1}),
    (f"{MISSING}customerContext.properties[0].name", ("customerContext", "properties", 0, "name"), "n"),
    (f"{INVALID}customerContext.properties[0].value", ("customerContext", "properties", 0, "value"), ""),
    (f"{INVALID}customerContext.device", ("customerContext", "device"), {"osName": "BEOS", "locale": 1, "devType": 1}),
    (f"{MISSING}customerContext.device.appName", ("customerContext", "device", "appName"), "a"),
    (f"{INVALID}customerContext.device.devType", ("customerContext", "device", "devType"), "OTHER"),
    (f"{INVALID}customerContext.device.osName", ("customerContext", "device", "osName"), "OTHER"),
    (f"{INVALID}customerContext.device.locale", ("customerContext", "device", "locale"), "en"),
    (f"{MISSING}activities", ("activities",), {}),
    (f"{INVALID}activities", ("activities",), [1] * 101),
    ("Too many activities: the maximum is 100", ("activities",), [1, {"dynamicPropositionCode": "x" * 256, "timestamp": 1}]),
    (f"{INVALID}activities[0]", ("activities", 0), {"timestamp": "2099-01-01T00:00:00Z"}),
    (f"{MISSING}activities[0].propositionCode", ("activities", 0, "propositionCode"), "p"),
    (f"{MISSING}activities[0].activityTypeCode", ("activities", 0, "activityTypeCode"), "t"),
    (f"{MISSING}activities[1].propositionCode", ("activities", 1, "propositionCode"), "p"),
    ("Dynamic proposition code exceeds 255 characters", ("activities", 1, "dynamicPropositionCode"), ""),
    (f"{MISSING}activities[1].activityTypeCode", ("activities", 1, "activityTypeCode"), "t"),
    ("The specified date-time is not valid", ("activities", 1, "timestamp"), "2099-01-01T00:00:00Z"),
    ("The specified key attribute API name does not exist", ("customerContext", "identifiers"), [identifier("HCR-1001")]),
    ("The TID and the identifier refer to different customers", ("customerContext", "tid"), DANA),
    ("Future dates are not supported", ("activities", 0, "timestamp"), None),
]


def test_the_members_of_an_activity_request_are_checked_in_the_order_of_the_schema_then_identity_then_dates(mxo: MxoClient) -> None:
    mxo.switch(identity_conflict="reject-400", timestamp_future="reject-400")
    body: Json = {}
    for message, where, repair in ACTIVITY_FAULTS:
        response = mxo.send("POST", mxo.customer_path("/activity"), json=body)
        assert (response.status_code, response.json()["errorMessage"]) == (400, message)
        body = put(body, where, repair)
    body = put(body, ("activities", 1, "timestamp"), None)
    assert mxo.send("POST", mxo.customer_path("/activity"), json=body).json() == {"tid": DANA, "errors": []}


STRUCTURE_FAULTS: list[tuple[str, Where, Any]] = [
    (f"{MISSING}customerContext", ("customerContext",), {"identifiers": [{"value": "x"}]}),
    (f"{MISSING}customerContext.baseTouchpointUri", ("customerContext", "baseTouchpointUri"), "web://x"),
    (f"{MISSING}customerContext.identifiers[0].apiName", ("customerContext", "identifiers"), []),
    ("A structure API name is required", ("structureApiName",), "nosuch"),
    ("A TID or an identifier is required", ("customerContext", "identifiers"), [identifier("x", "loyaltyid")]),
    ("The specified key attribute API name does not exist", ("customerContext", "identifiers"), [identifier("x")]),
    ("The specified structure does not exist", ("structureApiName",), "membership"),
    ("The specified customer does not exist", ("customerContext", "identifiers"), [identifier("HCR-1001")]),
]
DELETE_FAULTS: list[tuple[str, Where, Any]] = [
    (f"{INVALID}tid", ("tid",), NOBODY),
    (f"{INVALID}identifier", ("identifier",), {"value": 1}),
    (f"{MISSING}identifier.apiName", ("identifier", "apiName"), "loyaltyid"),
    (f"{INVALID}identifier.value", ("identifier", "value"), "HCR-1001"),
    ("The specified key attribute API name does not exist", ("identifier", "apiName"), "customerkey"),
    ("The specified customer does not exist", ("tid",), DANA),
]


@pytest.mark.parametrize(
    ("method", "behind", "worst", "faults"),
    [("POST", "/structure", {}, STRUCTURE_FAULTS), ("DELETE", "", {"tid": "x", "identifier": []}, DELETE_FAULTS)],
    ids=["structure", "delete"],
)
def test_schema_then_key_names_then_structure_then_customer_are_checked_in_this_order(
    mxo: MxoClient, method: str, behind: str, worst: Json, faults: list[tuple[str, Where, Any]]
) -> None:
    body = worst
    for message, where, repair in faults:
        assert mxo.send(method, mxo.customer_path(behind), json=body).json()["errorMessage"] == message
        body = put(body, where, repair)
    assert mxo.send(method, mxo.customer_path(behind), json=body).status_code == 200


# --- Members outside the schema -------------------------------------------------------------------------------------

STRANGERS: list[tuple[str, str, Json, Where, str]] = [
    ("POST", "/activity", full_request(), ("x",), "x"),
    ("POST", "/activity", full_request(), ("customer_context",), "customer_context"),
    ("POST", "/activity", full_request(), ("customerContext", "x"), "customerContext.x"),
    ("POST", "/activity", full_request(), ("customerContext", "identifiers", 0, "x"), "customerContext.identifiers[0].x"),
    ("POST", "/activity", full_request(), ("customerContext", "properties", 0, "x"), "customerContext.properties[0].x"),
    ("POST", "/activity", full_request(), ("customerContext", "device", "x"), "customerContext.device.x"),
    ("POST", "/activity", full_request(), ("activities", 1, "x"), "activities[1].x"),
    ("POST", "/activity", full_request(), ("activities", 1, "PropositionCode"), "activities[1].PropositionCode"),
    ("POST", "/structure", STRUCTURE_REQUEST, ("x",), "x"),
    ("POST", "/structure", STRUCTURE_REQUEST, ("customerContext", "x"), "customerContext.x"),
    ("DELETE", "", DELETE_REQUEST, ("identifiers",), "identifiers"),
    ("DELETE", "", DELETE_REQUEST, ("customerContext",), "customerContext"),
    ("DELETE", "", DELETE_REQUEST, ("identifier", "x"), "identifier.x"),
]


@pytest.mark.rule("mxo.unknown-fields")
@pytest.mark.parametrize("value", [None, 1, {"y": []}])
@pytest.mark.parametrize(("method", "behind", "body", "where", "path"), STRANGERS)
def test_members_outside_the_schema_are_ignored(
    mxo: MxoClient, method: str, behind: str, body: Json, where: Where, path: str, value: Any
) -> None:
    mxo.freeze()
    plain = mxo.send(method, mxo.customer_path(behind), json=body)
    state = mxo.state
    mxo.freeze()
    odd = mxo.send(method, mxo.customer_path(behind), json=put(body, where, value))
    assert (odd.status_code, odd.content, mxo.state) == (200, plain.content, state)


@pytest.mark.rule("mxo.unknown-fields")
@pytest.mark.parametrize(("method", "behind", "body", "where", "path"), STRANGERS)
def test_with_the_variant_a_member_outside_the_schema_is_refused(
    mxo: MxoClient, method: str, behind: str, body: Json, where: Where, path: str
) -> None:
    mxo.switch(unknown_fields="reject-400")
    target = mxo.customer_path(behind)
    refused = mxo.send(method, target, json=put(body, where, None))
    structure = {"structureApiName": "membership"} if behind == "/structure" else {}
    wanted = {"errorCode": "GENERAL", "errorMessage": f"Unknown field: {path}", **structure}
    assert (refused.status_code, refused.json(), rule_of(refused)) == (400, wanted, "mxo.unknown-fields")
    assert mxo.send(method, target, json=body).status_code == 200


FIRST_OF_TWO: list[tuple[Where, Where, str]] = [
    (("zebra",), ("apple",), "zebra"),
    (("customerContext", "zebra"), ("customerContext", "apple"), "customerContext.zebra"),
    (("activities", 0, "x"), ("customerContext", "x"), "customerContext.x"),
    (("customerContext", "device", "x"), ("customerContext", "identifiers", 0, "x"), "customerContext.identifiers[0].x"),
    (("activities", 1, "x"), ("activities", 0, "x"), "activities[0].x"),
]


@pytest.mark.parametrize(("one", "other", "path"), FIRST_OF_TWO)
def test_of_several_members_outside_the_schema_the_first_in_the_order_of_checks_is_named(
    mxo: MxoClient, one: Where, other: Where, path: str
) -> None:
    mxo.switch(unknown_fields="reject-400")
    refused = mxo.send("POST", mxo.customer_path("/activity"), json=put(put(full_request(), one, 1), other, 1))
    assert error(refused) == (400, "GENERAL", f"Unknown field: {path}")


def test_version_300_refuses_members_outside_the_schema_too(mxo: MxoClient) -> None:
    mxo.switch(unknown_fields="reject-400")
    assert error(mxo.activity(version="3.0.0", x=1)) == (400, "GENERAL", "Unknown field: activities[0].x")


def test_a_member_outside_the_schema_is_found_behind_the_site_key_and_before_the_identity(mxo: MxoClient) -> None:
    mxo.switch(unknown_fields="reject-400", activity_without_identity="reject-400")
    body = {"customerContext": {"baseTouchpointUri": "web://x", "x": 1}, "activities": []}
    assert rule_of(mxo.send("POST", mxo.customer_path("/activity", sk="ONE-NONE"), json=body)) == "mxo.sitekey-unknown"
    assert rule_of(mxo.send("POST", mxo.customer_path("/activity"), json=body)) == "mxo.unknown-fields"
    assert rule_of(mxo.activity(context={"identifiers": []})) == "mxo.activity-without-identity"
