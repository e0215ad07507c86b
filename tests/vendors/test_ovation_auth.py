"""Authentication: what a request must carry, in which order it is checked, and that a refusal does not say what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.vendors.ovation import DANAS_CASE, NWF, SMT, UZT, Json, Ovation, denied, fresh_date, refused, results

ADDRESS = "/ovationcxm/api/v3/customers/get"
TARGET = ADDRESS
"""A client that signs what it sends signs the sandbox's own prefix too."""


def sent(ovation: Ovation, changes: Mapping[str, Any], target: str = TARGET, date: str | None = None) -> httpx.Response:
    """Send a good request but for some headers; `None` leaves one out."""
    headers = {**ovation.headers(target, date), **changes}
    return ovation.client.get(target, headers=[(name, value) for name, value in headers.items() if value is not None])


# --- One after the other --------------------------------------------------------------------------------------------

HEADERS = ["X-Boomtown-Token", "X-Boomtown-Date", "X-Boomtown-Signature"]


@pytest.mark.rule("ovationcxm.auth-missing-header")
@pytest.mark.parametrize("value", [None, "", "   "])
@pytest.mark.parametrize("name", HEADERS)
def test_a_request_without_one_of_the_three_headers_is_refused(ovation: Ovation, name: str, value: str | None) -> None:
    denied(sent(ovation, {name: value}), "auth-missing-header")
    assert ovation.last_exchange()["note"] == f"{name} is missing"


@pytest.mark.rule("ovationcxm.auth-unknown-token")
@pytest.mark.parametrize("token", ["A1B2C3D4E5F60718293B", "a1b2c3d4e5f60718293a", "SMT", "A1B2C3D4E5F60718293A~nobody", "\xe9"])
def test_a_token_that_nobody_has_is_refused(ovation: Ovation, token: str) -> None:
    wrong = Ovation(ovation.client, (token, SMT[1]))
    headers = [(name.encode(), value.encode("latin-1")) for name, value in wrong.headers(TARGET).items()]
    denied(ovation.client.get(TARGET, headers=headers), "auth-unknown-token")
    assert ovation.last_exchange()["note"] == f"no organisation has the token {token}"


@pytest.mark.rule("ovationcxm.auth-unknown-token")
def test_a_token_that_was_taken_away_is_refused(ovation: Ovation) -> None:
    assert sent(ovation, {}).status_code == 200
    state = ovation.state()
    del state["keys"][SMT[0]]
    ovation.replace_state(state)
    denied(sent(ovation, {}), "auth-unknown-token")


@pytest.mark.rule("ovationcxm.auth-bad-signature")
@pytest.mark.parametrize(
    "changes", [{"X-Boomtown-Signature": "d3Jvbmc="}, {"X-Boomtown-Token": UZT[0]}, {"X-Boomtown-Signature": "\xe9".encode("latin-1")}]
)
def test_a_signature_that_does_not_fit_is_refused(ovation: Ovation, changes: Json) -> None:
    date = fresh_date()
    denied(sent(ovation, changes, date=date), "auth-bad-signature")
    assert ovation.last_exchange()["note"] == f"the signature does not fit the canonical string {TARGET}:{date}"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"X-Boomtown-Token": "NOBODY", "X-Boomtown-Date": "today", "X-Boomtown-Signature": ""}, "auth-missing-header"),
        ({"X-Boomtown-Token": "NOBODY", "X-Boomtown-Date": "today", "X-Boomtown-Signature": "x"}, "auth-unknown-token"),
        ({"X-Boomtown-Date": "today", "X-Boomtown-Signature": "x"}, "auth-bad-date"),
        ({"X-Boomtown-Date": "2022-02-10T05:03:27Z", "X-Boomtown-Signature": "x"}, "auth-stale"),
        ({"X-Boomtown-Date": "2122-02-10T05:03:27Z", "X-Boomtown-Signature": "x"}, "auth-future"),
    ],
)
def test_of_several_failures_the_first_check_tells(ovation: Ovation, changes: Json, rule: str) -> None:
    denied(sent(ovation, changes), rule)


def test_the_failed_check_is_told_to_the_journal_and_never_to_the_client(ovation: Ovation) -> None:
    """The refusals differ in nothing that a client can see; what is wrong stands in a header of the sandbox's own alone."""
    ovation.freeze()
    failures: list[Json] = [
        {"X-Boomtown-Token": None},
        {"X-Boomtown-Token": "NOBODY"},
        {"X-Boomtown-Date": "today"},
        {"X-Boomtown-Signature": "x"},
    ]
    answers = [sent(ovation, changes) for changes in failures]
    assert {answer.content for answer in answers} == {
        b'{"success":false,"errorType":"AccessDeniedException","message":"Access Denied","current_server_time":"2022-02-10T05:03:27+0000"}'
    }
    visible = [{name: value for name, value in answer.headers.items() if not name.startswith("x-sandbox-")} for answer in answers]
    assert all(headers == visible[0] for headers in visible)
    assert len({answer.headers["X-Sandbox-Rule"] for answer in answers}) == len(failures)
    notes = [exchange["note"] for exchange in ovation.client.get("/_sandbox/journal").json()]
    assert len(set(notes)) == len(failures)


# --- Which status ---------------------------------------------------------------------------------------------------

FAILURES: dict[str, Json] = {
    "auth-missing-header": {"X-Boomtown-Date": None},
    "auth-unknown-token": {"X-Boomtown-Token": "NOBODY"},
    "auth-bad-date": {"X-Boomtown-Date": "today"},
    "auth-stale": {"X-Boomtown-Date": "2022-02-10T05:03:27Z"},
    "auth-future": {"X-Boomtown-Date": "2122-02-10T05:03:27Z"},
    "auth-bad-signature": {"X-Boomtown-Signature": "d3Jvbmc="},
}


@pytest.mark.parametrize("rule", FAILURES)
def test_failed_authentication_is_403_or_as_the_variant_says_401(ovation: Ovation, rule: str) -> None:
    denied(sent(ovation, FAILURES[rule]), rule)
    ovation.switch(auth_failure_status="401")
    refused(sent(ovation, FAILURES[rule]), 401, "Access Denied", rule)


def test_what_a_known_caller_may_not_do_stays_403_under_the_variant(ovation: Ovation) -> None:
    ovation.switch(auth_failure_status="401")
    denied(ovation.get("/customers/get/C8J8AE"), "owner-foreign")
    denied(Ovation(ovation.client, NWF).get("/customers/get"), "obo-missing")


# --- Before routing -------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.framing-unknown-path")
@pytest.mark.parametrize("path", ["", "/nothing", "/customers", "/Customers/get", "/customers/get/HCR2KX/more", "/customers/get/"])
def test_an_unknown_path_is_denied_to_who_is_not_authenticated(ovation: Ovation, path: str) -> None:
    denied(ovation.client.get(f"/ovationcxm/api/v3{path}"), "auth-missing-header")
    if path != "/customers/get/":
        refused(ovation.get(path), 404, "Object Not Found", "framing-unknown-path")
        assert ovation.last_exchange()["unmatched"]


@pytest.mark.rule("ovationcxm.framing-unknown-path")
def test_an_unknown_method_is_denied_to_who_is_not_authenticated(ovation: Ovation) -> None:
    denied(ovation.client.delete(ADDRESS), "auth-missing-header")
    refused(ovation.send("DELETE", "/api/v3/customers/get"), 404, "Object Not Found", "framing-unknown-path")


@pytest.mark.rule("ovationcxm.not-emulated")
@pytest.mark.parametrize("path", ["/api/v2", "/api/v2/issues", "/sdk/v1", "/sdk/v1/issues/get"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_older_api_and_the_support_sdk_are_not_emulated_whoever_asks(ovation: Ovation, method: str, path: str) -> None:
    for answer in (ovation.client.request(method, f"/ovationcxm{path}"), ovation.send(method, path)):
        assert answer.status_code == 501
        assert answer.headers["X-Sandbox-Error"] == "not-emulated"
        assert answer.headers["X-Sandbox-Rule"].startswith("ovationcxm.not-emulated;")
        assert answer.text.startswith("The sandbox does not play this part of the vendor: ")


@pytest.mark.rule("ovationcxm.framing-unknown-path")
def test_a_path_that_only_begins_like_the_older_api_is_unknown(ovation: Ovation) -> None:
    denied(ovation.client.get("/ovationcxm/api/v22/issues"), "auth-missing-header")


# --- Operations whose security list has no signature ----------------------------------------------------------------

UNSIGNED = [
    ("POST", f"/chat/send/issues/{DANAS_CASE}", b'{"from":"Ana","message":"Hi"}'),
    ("GET", "/chat/meta/emoticons", b""),
    ("GET", "/issues/chat/history/c41e7a58-92bf-4d03-a7c5-3b60f8e91d47", b""),
    ("POST", "/phone/queueEnter", b"external_id=1&cid_number=8015550142&did_number=8015550100"),
    ("POST", "/phone/agentAnswer", b"external_id=8675309&agent_identifier=AGT-101"),
    ("POST", "/phone/agentHangup", b"external_id=8675309&agent_identifier=AGT-101"),
    ("POST", "/phone/queueExit", b"external_id=8675309"),
]


def unsigned(ovation: Ovation, method: str, path: str, body: bytes, **changes: str) -> httpx.Response:
    """Send a request with token and date alone."""
    headers = ovation.headers(path) | {"X-Boomtown-Signature": ""} | {f"X-Boomtown-{name}": value for name, value in changes.items()}
    return ovation.client.request(method, f"/ovationcxm/api/v3{path}", content=body, headers=headers)


@pytest.mark.rule("ovationcxm.auth-reduced-list")
@pytest.mark.parametrize(("method", "path", "body"), UNSIGNED)
def test_an_operation_that_lists_no_signature_needs_one_all_the_same(ovation: Ovation, method: str, path: str, body: bytes) -> None:
    denied(unsigned(ovation, method, path, body), "auth-reduced-list")
    assert ovation.last_exchange()["note"] == "X-Boomtown-Signature is missing"


@pytest.mark.rule("ovationcxm.auth-reduced-list")
@pytest.mark.parametrize(("method", "path", "body"), UNSIGNED)
def test_an_operation_that_lists_no_signature_can_be_switched_to_need_none(ovation: Ovation, method: str, path: str, body: bytes) -> None:
    ovation.switch(unsigned_operations="optional")
    denied(unsigned(ovation, method, path, body, Token="NOBODY"), "auth-unknown-token")
    denied(unsigned(ovation, method, path, body, Date="2022-02-10T05:03:27Z"), "auth-stale")
    denied(unsigned(ovation, method, path, body, Date="today"), "auth-bad-date")
    denied(unsigned(ovation, method, path, body, Date=""), "auth-missing-header")
    denied(unsigned(ovation, method, path, body, Token=""), "auth-missing-header")
    denied(unsigned(ovation, method, path, body, Signature="d3Jvbmc="), "auth-bad-signature")
    assert unsigned(ovation, method, path, body).status_code == 200
    assert "ovationcxm.auth-reduced-list" in ovation.last_exchange()["rules"]


@pytest.mark.rule("ovationcxm.auth-reduced-list")
def test_the_reduced_list_is_401_under_the_variant(ovation: Ovation) -> None:
    ovation.switch(auth_failure_status="401")
    refused(unsigned(ovation, "GET", "/chat/meta/emoticons", b""), 401, "Access Denied", "auth-reduced-list")


@pytest.mark.rule("ovationcxm.auth-missing-header")
def test_every_other_operation_needs_its_signature_under_the_variant(ovation: Ovation) -> None:
    ovation.switch(unsigned_operations="optional")
    denied(unsigned(ovation, "GET", "/customers/get", b""), "auth-missing-header")
    denied(unsigned(ovation, "GET", "/no/such/path", b""), "auth-missing-header")


# --- Whose key ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "customers"), [(SMT, 7), (UZT, 5)])
def test_the_key_says_which_organisation_calls(ovation: Ovation, key: tuple[str, str], customers: int) -> None:
    assert Ovation(ovation.client, key).get("/customers/get").json()["totalCount"] == customers


def test_the_credentials_of_a_session_tell_the_session_and_the_plain_token_is_known_there_too(ovation: Ovation) -> None:
    made = ovation.client.post("/_sandbox/sessions", json={"name": "other"}).json()
    credentials = made["credentials"]["ovationcxm"]
    assert credentials == {
        "token": f"{SMT[0]}~other",
        "secret": SMT[1],
        "org_id": "SMT",
        "provider_token": f"{NWF[0]}~other",
        "provider_secret": NWF[1],
        "provider_org_id": "NWF",
    }
    ovation.client.headers["X-Sandbox-Session"] = "other"
    own = Ovation(ovation.client, (credentials["token"], credentials["secret"]))
    provider = Ovation(ovation.client, (credentials["provider_token"], credentials["provider_secret"]), "SMT")
    for client in (own, provider, ovation):
        assert results(client.get("/customers/get/HCR2KX"))[0]["id"] == "HCR2KX"
    denied(Ovation(ovation.client, (f"{UZT[0]}~other", UZT[1])).get("/customers/get"), "auth-unknown-token")
    ovation.client.headers["X-Sandbox-Session"] = "default"
    denied(own.get("/customers/get"), "auth-unknown-token")
