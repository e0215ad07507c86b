"""Lightweight events: told without a credential, stored with a customer, answered with next to nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import ATM_DEMO, CEDAR, DANA, NOBODY, NORTHWIND, OMAR, SITE_KEY, Json, MxoClient, error, rule_of
from tests.vendors.mxo_around import URI, event, track
from tests.vendors.mxo_states import LENA, NOW, VISITOR

HOME = "web://merchant-portal/home"
"""A URI for which the space holds an optimization."""
UNKNOWN = "ONE-NOSUCHKEY0-0000"


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    assert mxo.state


@pytest.mark.rule("mxo.event-created", "mxo.event-no-auth")
def test_an_event_is_stored_with_its_customer_and_answered_with_the_tid(mxo: MxoClient) -> None:
    before = mxo.state
    answer = track(mxo)
    assert (answer.status_code, answer.content) == (201, b'{"tid":"%s"}' % DANA.encode())
    before["spaces"][SITE_KEY]["customers"][DANA]["activities"].append(event(channel="event"))
    assert mxo.state == before
    assert {"mxo.event-created", "mxo.event-no-auth"} <= set(mxo.last_rules())


@pytest.mark.rule("mxo.event-no-auth")
@pytest.mark.parametrize("authorization", ["Bearer sbx-expired", "Bearer nobody", "Basic x", "Bearer sbx-cedar"])
def test_whatever_authorization_says_is_ignored(mxo: MxoClient, authorization: str) -> None:
    answer = mxo.http.post(
        f"/mxo/one/rt/track/{SITE_KEY}/events", json={"uri": URI, "customerKey": "HCR-1001"}, headers={"Authorization": authorization}
    )
    assert (answer.status_code, answer.json()) == (201, {"tid": DANA})
    assert "mxo.event-no-auth" not in mxo.last_rules()


@pytest.mark.parametrize("sk", [SITE_KEY, ATM_DEMO, NORTHWIND, CEDAR])
def test_every_space_takes_events(mxo: MxoClient, sk: str) -> None:
    tid = track(mxo, sk=sk, customerKey="NEW-1").json()["tid"]
    assert mxo.customer(tid, sk=sk)["identifiers"] == {"customerkey": "NEW-1"}


@pytest.mark.rule("mxo.event-created")
@pytest.mark.parametrize(
    ("query", "members", "tid"),
    [
        (f"?tid={OMAR}", {"customerKey": ...}, OMAR),
        (f"?tid={OMAR.upper()}", {"customerKey": ""}, OMAR),
        (f"?tid={NOBODY}", {"customerKey": None}, NOBODY),
        (f"?tid={NOBODY}", {}, DANA),
        ("?tid=", {}, DANA),
        (f"?tid={VISITOR}", {}, DANA),
        ("", {"customerKey": "lena@copperkettle.example", "customerKeyName": "email"}, LENA),
        ("", {"customerKey": "lena@copperkettle.example", "customerKeyName": "EMAIL"}, LENA),
        (f"?tid={LENA}", {"customerKey": ..., "customerKeyName": "email"}, LENA),
    ],
)
def test_tid_and_key_name_the_customer_by_the_rules_of_identity(mxo: MxoClient, query: str, members: Json, tid: str) -> None:
    assert track(mxo, query=query, **members).json() == {"tid": tid}
    assert mxo.customer(tid)["activities"][-1] == event(channel="event")


@pytest.mark.rule("mxo.event-parameters")
@pytest.mark.parametrize(
    ("uri", "query", "properties"),
    [
        ("", "", None),
        ("?a=1&b=", "", {"a": "1", "b": ""}),
        ("?a=1&a=2", "", {"a": "2"}),
        ("?a=%C3%A4+x#top?c=3", "", {"a": "ä x"}),
        ("#top?c=3", "", None),
        ("", f"?x=1&tid={DANA}&y=%20", {"x": "1", "y": " "}),
        ("?a=uri&b=2", "?a=request", {"a": "request", "b": "2"}),
        ("?tid=mine", "", {"tid": "mine"}),
        ("", "?TID=mine", {"TID": "mine"}),
        ("?", "?", None),
    ],
)
def test_parameters_of_uri_and_request_are_properties_of_the_event_alone(
    mxo: MxoClient, uri: str, query: str, properties: Json | None
) -> None:
    before = mxo.customer()["properties"]
    assert track(mxo, query=query, uri=URI + uri).status_code == 201
    assert mxo.customer()["activities"][-1] == {**event(channel="event"), "uri": URI + uri, "properties": properties}
    assert mxo.customer()["properties"] == before
    assert ("mxo.event-parameters" in mxo.last_rules()) == (properties is not None)


@pytest.mark.rule("mxo.event-silent")
@pytest.mark.parametrize(("option", "body"), [("tid-object", b'{"tid":"%s"}' % DANA.encode()), ("empty-object", b"{}"), ("empty", b"")])
def test_an_event_is_never_answered_with_optimizations(mxo: MxoClient, option: str, body: bytes) -> None:
    mxo.switch(event_reply=option)
    answer = track(mxo, uri=HOME)
    assert (answer.status_code, answer.content) == (201, body)
    assert answer.headers.get("Content-Type") == ("application/json" if body else None)
    assert mxo.customer()["activities"][-1]["uri"] == HOME


def test_properties_and_device_are_no_members_of_an_event(mxo: MxoClient) -> None:
    mxo.switch(unknown_fields="reject-400")
    before = mxo.customer()
    assert track(mxo, properties=[{"name": "a", "value": "1"}], device={"appName": "x"}).status_code == 201
    after = mxo.customer()
    assert (after["properties"], after["devices"]) == (before["properties"], before["devices"])
    assert after["activities"][-1] == event(channel="event")


# --- Refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.event-sitekey")
@pytest.mark.parametrize("sk", [UNKNOWN, SITE_KEY.lower()])
@pytest.mark.parametrize(("option", "status"), [("reject-400", 400), ("not-found-404", 404)])
def test_an_unknown_site_key_is_refused(mxo: MxoClient, sk: str, option: str, status: int) -> None:
    mxo.switch(event_sitekey=option)
    answer = track(mxo, sk=sk)
    assert error(answer) == (status, "INVALID_SITEKEY", "The specified site key does not exist")
    assert rule_of(answer) == "mxo.event-sitekey"


@pytest.mark.rule("mxo.event-sitekey")
@pytest.mark.parametrize("members", [{}, {"uri": ...}, {"customerKeyName": "x"}])
def test_with_a_variant_an_event_under_an_unknown_site_key_is_taken_and_dropped(mxo: MxoClient, members: Json) -> None:
    mxo.switch(event_sitekey="drop-201")
    before = mxo.state
    answer = track(mxo, sk=UNKNOWN, query=f"?tid={DANA}", **members)
    assert (answer.status_code, list(answer.json())) == (201, ["tid"])
    assert answer.json()["tid"] not in (DANA, track(mxo, sk=UNKNOWN).json()["tid"])
    assert mxo.state == before
    mxo.switch(event_reply="empty-object")
    assert track(mxo, sk=UNKNOWN).content == b"{}"


@pytest.mark.rule("mxo.event-uri")
@pytest.mark.parametrize("uri", [..., None, ""])
def test_an_event_without_a_uri_is_refused(mxo: MxoClient, uri: Any) -> None:
    answer = track(mxo, uri=uri)
    assert error(answer) == (400, "GENERAL", "Missing required field: uri")
    assert rule_of(answer) == "mxo.event-uri"


@pytest.mark.rule("mxo.event-tid")
@pytest.mark.parametrize("tid", ["not-a-uuid", DANA[:-1], "%20"])
def test_a_tid_that_is_no_uuid_is_refused(mxo: MxoClient, tid: str) -> None:
    answer = track(mxo, query=f"?tid={tid}")
    assert error(answer) == (400, "GENERAL", "Invalid value for field: tid")
    assert rule_of(answer) == "mxo.event-tid"


@pytest.mark.rule("mxo.event-key-name")
@pytest.mark.parametrize("key", ["1", ...])
def test_a_key_that_the_space_does_not_have_is_refused(mxo: MxoClient, key: Any) -> None:
    answer = track(mxo, customerKey=key, customerKeyName="emailkey")
    assert error(answer) == (400, "INVALID_API_NAME", "The specified key attribute API name does not exist")
    assert rule_of(answer) == "mxo.event-key-name"


@pytest.mark.rule("mxo.field-type")
@pytest.mark.parametrize("member", ["uri", "customerKey", "customerKeyName"])
def test_a_member_of_another_type_is_refused(mxo: MxoClient, member: str) -> None:
    wrong: Json = {member: 5}
    answer = track(mxo, **wrong)
    assert error(answer) == (400, "GENERAL", f"Invalid value for field: {member}")
    assert rule_of(answer) == "mxo.field-type"


def test_body_type_json_site_key_tid_uri_key_and_its_name_are_checked_in_this_order(mxo: MxoClient) -> None:
    def send(body: bytes, sk: str = UNKNOWN, tid: str = "x", content_type: str = "text/plain") -> str:
        path = f"/mxo/one/rt/track/{sk}/events?tid={tid}"
        return rule_of(mxo.http.post(path, content=body, headers={"Content-Type": content_type}))

    assert send(b"") == "mxo.body-required"
    assert send(b"{") == "mxo.content-type"
    assert send(b"{", content_type="application/json") == "mxo.malformed-json"
    assert send(b"[]", content_type="application/json") == "mxo.body-object"
    assert send(b"{}", content_type="application/json") == "mxo.event-sitekey"
    assert send(b"{}", SITE_KEY, content_type="application/json") == "mxo.event-tid"
    faults: Json = {"uri": "", "customerKey": 5, "customerKeyName": "x"}
    rules = ["mxo.event-uri", "mxo.field-type", "mxo.event-key-name"]
    for (member, _), rule in zip(list(faults.items()), rules, strict=True):
        assert rule_of(track(mxo, **faults)) == rule
        del faults[member]


@pytest.mark.rule("mxo.unknown-tid-activity", "mxo.identity-other")
def test_the_variants_of_identity_hold_for_events(mxo: MxoClient) -> None:
    mxo.switch(unknown_tid="reject-400", identity_conflict="reject-400")
    assert error(track(mxo, query=f"?tid={NOBODY}")) == (400, "CUSTOMER_NOT_FOUND", "The specified customer does not exist")
    assert error(track(mxo, query=f"?tid={OMAR}")) == (400, "GENERAL", "The TID and the identifier refer to different customers")
    assert rule_of(track(mxo, query=f"?tid={OMAR}")) == "mxo.identity-other"


@pytest.mark.parametrize("path", ["/events/", "/events"])
def test_a_slash_at_the_end_changes_nothing_and_another_method_is_answered_405(mxo: MxoClient, path: str) -> None:
    address = f"/mxo/one/rt/track/{SITE_KEY}{path}"
    assert mxo.http.post(address, json={"uri": URI, "customerKey": "HCR-1001"}).json() == {"tid": DANA}
    refused = mxo.http.get(address)
    assert (refused.status_code, refused.headers["Allow"], rule_of(refused)) == (405, "POST", "mxo.method-not-allowed")
    assert mxo.customer()["activities"][-1]["receivedAt"] == NOW
