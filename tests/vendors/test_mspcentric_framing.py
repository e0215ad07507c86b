"""MSPCentric's OEM API: what a body looks like, the credentials in it, unknown paths, and what journal and log hide."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.vendors.mspcentric import (
    BAYLINES,
    CEDAR,
    CEDAR_TOKEN,
    DOCS,
    DOCS_ORGANIZATION,
    MSPC_TOKEN,
    OEM,
    SUMMIT,
    WISOZK,
    MspcentricClient,
    changed,
    refused,
    rule_of,
)

BAD = (400, "Malformed request body")


# --- The body -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.body-json")
@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '"text"', "5", "null", '{"a": NaN}', '{"a": Infinity}', b'{"clientId": "\xff"}', "\ufeff{}", "[" * 5000 + "]" * 5000],
)
def test_a_body_that_is_no_json_object_is_refused(mspc: MspcentricClient, body: Any) -> None:
    assert refused(mspc.send("POST", f"{OEM}/vendor", body=body)) == ("body-json", *BAD)


@pytest.mark.rule("mspcentric.body-json")
@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("application/vnd.x+json", 200),
        ("application/jsonp", 400),
        ("text/json", 400),
        ("application/x-www-form-urlencoded", 400),
        ("", 400),
    ],
)
def test_a_body_must_be_labelled_json(mspc: MspcentricClient, content_type: str, status: int) -> None:
    answer = mspc.send("POST", f"{OEM}/vendor", body=json.dumps(DOCS), headers={"Content-Type": content_type})
    assert answer.status_code == status
    assert status == 200 or refused(answer) == ("body-json", *BAD)


@pytest.mark.rule("mspcentric.body-json")
def test_of_repeated_members_the_last_counts_and_unknown_ones_do_not(mspc: MspcentricClient) -> None:
    body = '{"clientId": "nobody", "x": [1], ' + json.dumps(DOCS)[1:]
    assert mspc.send("POST", f"{OEM}/vendor", body=body).status_code == 200


# --- Credentials ----------------------------------------------------------------------------------------------------

BAD_VALUES: list[tuple[Any, str]] = [(..., "is required"), (None, "is required"), ("", "must not be blank"), (" \t", "must not be blank")]
BAD_TYPES: list[tuple[Any, str]] = [(value, "has the wrong type") for value in (5, True, ["x"], {"x": "y"})]


@pytest.mark.rule("mspcentric.credentials-shape")
@pytest.mark.parametrize("name", ["clientId", "clientSecret", "grantType", "scope"])
@pytest.mark.parametrize(("value", "reason"), BAD_VALUES + BAD_TYPES)
def test_each_credential_is_a_text_that_is_not_blank(mspc: MspcentricClient, name: str, value: Any, reason: str) -> None:
    assert refused(mspc.oem("/vendor", DOCS, **{name: value})) == ("credentials-shape", *BAD)
    mspc.switch(bad_request_detail="field")
    assert refused(mspc.oem("/vendor", DOCS, **{name: value}))[2] == f"Malformed request body: {name} {reason}"


@pytest.mark.rule("mspcentric.credentials-shape")
def test_members_have_the_vendors_spelling(mspc: MspcentricClient) -> None:
    assert refused(mspc.oem("/vendor", DOCS, clientId=..., client_id=DOCS["clientId"]))[0] == "credentials-shape"
    assert refused(mspc.create_organization(firstName=..., first_name="Ansley"))[0] == "org-create-required"
    assert refused(mspc.vapi("POST", "/service/svc-gateway/count", {"account_id": "HCR-1001", "unitCount": 1}))[0] == "vapi-count-id"
    assert mspc.console("PATCH", "/clients/your-client-id", {"webhook_url": None}).status_code == 400


@pytest.mark.rule("mspcentric.grant-scope")
@pytest.mark.parametrize(
    ("name", "value"),
    [("grantType", "password"), ("grantType", "Client_Credentials"), ("grantType", "client_credentials "), ("scope", "vendor_read")],
)
def test_grant_type_and_scope_have_one_value_each(mspc: MspcentricClient, name: str, value: str) -> None:
    assert refused(mspc.oem("/vendor", DOCS, **{name: value})) == ("grant-scope", *BAD)
    mspc.switch(bad_request_detail="field")
    assert refused(mspc.oem("/vendor", DOCS, **{name: value}))[2] == f"Malformed request body: {name} is not allowed"


@pytest.mark.rule("mspcentric.client-auth")
@pytest.mark.parametrize(
    ("client_id", "secret"),
    [
        ("nobody", "your-client-secret"),
        ("your-client-id", "wrong"),
        ("your-client-id", "summit-sandbox-secret"),
        ("Your-Client-Id", "your-client-secret"),
        (" your-client-id", "your-client-secret"),
        ("your-client-id", "your-client-secret "),
        ("your-client-id", "schlüssel"),
    ],
)
def test_an_unknown_pair_is_refused(mspc: MspcentricClient, client_id: str, secret: str) -> None:
    answer = mspc.oem("/vendor", DOCS, clientId=client_id, clientSecret=secret)
    assert refused(answer) == ("client-auth", 401, "Invalid client ID or client secret")


@pytest.mark.rule("mspcentric.client-auth")
@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("POST", "/integration/list", ...),
        ("PATCH", f"/integration/{BAYLINES}", {"integrationCredentials": {"a": "b"}}),
        ("POST", "/organization", WISOZK),
        ("POST", "/user", WISOZK),
        ("DELETE", "/user", ...),
    ],
)
def test_every_operation_needs_the_pair(mspc: MspcentricClient, method: str, path: str, data: Any) -> None:
    answer = mspc.oem(path, method=method, clientSecret="wrong", data=data)
    assert refused(answer) == ("client-auth", 401, "Invalid client ID or client secret")


@pytest.mark.rule("mspcentric.client-auth")
def test_a_named_session_has_a_pair_and_a_token_of_its_own_beside_those_of_the_fixture(mspc: MspcentricClient) -> None:
    made = mspc.http.post("/_sandbox/sessions", json={"name": "mine"}).json()["credentials"]["mspcentric"]
    assert made == {
        "client_id": "summit-payments-oem~mine",
        "client_secret": "summit-sandbox-secret~mine",
        "organization_oem_token": f"{CEDAR_TOKEN}~mine",
        "vendor_api_token": MSPC_TOKEN,
    }
    mspc.http.headers["X-Sandbox-Session"] = "mine"
    issued = {"clientId": made["client_id"], "clientSecret": made["client_secret"]}
    for pair in (issued, {}):
        for token in (made["organization_oem_token"], CEDAR_TOKEN):
            assert mspc.oem("/integration/list", CEDAR, **pair, organizationOemToken=token).status_code == 200
    for half in issued.items():
        assert refused(mspc.oem("/vendor", SUMMIT, **dict([half])))[:2] == ("client-auth", 401)
    assert mspc.delete_user(organizationOemToken=made["organization_oem_token"]).status_code == 201
    assert refused(mspc.oem("/integration/list"))[:2] == ("org-token", 403)


def test_the_default_session_has_no_other_credentials_than_its_fixture(mspc: MspcentricClient) -> None:
    made = mspc.http.get("/_sandbox/sessions/default").json()["credentials"]["mspcentric"]
    assert (made["client_id"], made["organization_oem_token"]) == (SUMMIT["clientId"], CEDAR_TOKEN)
    assert refused(mspc.oem("/vendor", SUMMIT, clientId="summit-payments-oem~default"))[:2] == ("client-auth", 401)


# --- The organization token -----------------------------------------------------------------------------------------

LIST: Any = ("POST", "/integration/list", {})
CREATE: Any = ("POST", "/integration", {"data": {"vendorId": "vendor-id", "integrationCredentials": {"api user": "u", "api key": "k"}}})
UPDATE: Any = ("PATCH", f"/integration/{BAYLINES}", {"data": {"integrationCredentials": {"tenant id": "x"}}})
DELETE: Any = ("DELETE", "/user", {})
SESSION: Any = ("POST", "/session", {})
WITH_TOKEN = [LIST, CREATE, UPDATE, DELETE, SESSION]


def with_token(mspc: MspcentricClient, operation: Any, token: Any) -> httpx.Response:
    """Call an operation that needs a token, as the documentation's client."""
    method, path, more = operation
    return mspc.oem(path, DOCS_ORGANIZATION, method=method, organizationOemToken=token, **more)


@pytest.mark.rule("mspcentric.org-token-shape")
@pytest.mark.parametrize("operation", WITH_TOKEN)
@pytest.mark.parametrize("token", [..., None, "", "  ", 5, ["organization-oem-token"]])
def test_a_token_that_is_needed_is_a_text_that_is_not_blank(mspc: MspcentricClient, operation: Any, token: Any) -> None:
    assert refused(with_token(mspc, operation, token)) == ("org-token-shape", *BAD)


@pytest.mark.rule("mspcentric.org-token")
@pytest.mark.parametrize("operation", WITH_TOKEN)
@pytest.mark.parametrize("token", ["nope", CEDAR_TOKEN, "Organization-oem-token"])
def test_a_token_that_is_unknown_or_another_clients_is_refused(mspc: MspcentricClient, operation: Any, token: str) -> None:
    assert refused(with_token(mspc, operation, token)) == ("org-token", 403, "Invalid organization token")


@pytest.mark.rule("mspcentric.org-token")
@pytest.mark.parametrize("operation", [LIST, CREATE, UPDATE, SESSION])
def test_the_token_of_a_removed_user_is_refused(mspc: MspcentricClient, operation: Any) -> None:
    assert with_token(mspc, DELETE, "organization-oem-token").status_code == 201
    assert refused(with_token(mspc, operation, "organization-oem-token")) == ("org-token", 403, "Invalid organization token")


@pytest.mark.rule("mspcentric.status-mirror")
def test_every_success_tells_its_status_in_the_body_too(mspc: MspcentricClient) -> None:
    answers = [
        mspc.oem("/vendor", DOCS),
        mspc.create_integration(),
        mspc.oem("/integration/list"),
        mspc.create_organization(),
        mspc.create_user(DOCS, email="a@wisozk.example", vendorOrganizationId="1234"),
        mspc.oem("/session"),
        mspc.delete_user(),
    ]
    assert [answer.status_code for answer in answers] == [200, 201, 200, 201, 201, 201, 201]
    assert [answer.json()["status"] for answer in answers] == [answer.status_code for answer in answers]
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/json; charset=utf-8"}
    assert "mspcentric.status-mirror" in mspc.last_rules()


# --- Paths ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.unknown-route")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"{OEM}/vendor"),
        ("PUT", f"{OEM}/integration/list"),
        ("DELETE", f"{OEM}/integration/x"),
        ("GET", f"{OEM}/organization"),
        ("PATCH", f"{OEM}/user"),
        ("POST", f"{OEM}/user/session"),
        ("OPTIONS", f"{OEM}/vendor"),
        ("POST", "/api/OEM-api/vendor"),
        ("POST", f"{OEM}//vendor"),
        ("POST", f"{OEM}/vendor//"),
        ("POST", f"{OEM}/Vendor"),
        ("GET", "/api/vendor-api/organization/services"),
        ("DELETE", "/api/vendor-api/organization/accounts/HCR-1001"),
        ("GET", "/"),
        ("GET", "/%C3%A9"),
    ],
)
def test_an_unknown_path_or_another_method_is_answered_404(mspc: MspcentricClient, method: str, path: str) -> None:
    answer = mspc.send(method, f"{path}?a=b")
    assert answer.text == f'{{"statusCode":404,"message":"Cannot {method} {path}","error":"Not Found"}}'
    assert (answer.status_code, rule_of(answer), "Allow" in answer.headers) == (404, "unknown-route", False)


@pytest.mark.parametrize("path", ["/mspcentric/api/oem-api/vendor/", "/api/oem-api/vendor", "/mspcentric/api/oem-api/vendor?a=b"])
def test_an_operation_is_found_with_a_slash_behind_it_and_at_the_root(mspc: MspcentricClient, path: str) -> None:
    assert mspc.http.post(path, json=DOCS).status_code == 200


@pytest.mark.parametrize("host", ["summit.mspcentric.app", "ANY.mspcentric.app:443"])
def test_the_vendors_host_names_lead_here(mspc: MspcentricClient, host: str) -> None:
    assert mspc.http.post("/api/oem-api/vendor", json=DOCS, headers={"Host": host}).status_code == 200


@pytest.mark.rule("mspcentric.alerts-prefix")
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/api/oem-alerts-api", "/api/oem-alerts-api/", "/api/oem-alerts-api/alerts/1"])
def test_the_alerts_prefix_is_answered_501_with_the_reason(mspc: MspcentricClient, method: str, path: str) -> None:
    answer = mspc.send(method, path)
    assert answer.text == '{"statusCode":501,"message":"Not emulated: the operations under this prefix are not described"}'
    assert (answer.status_code, rule_of(answer)) == (501, "alerts-prefix")
    assert mspc.http.get("/_sandbox/journal").json()[-1]["unmatched"] is True
    assert rule_of(mspc.send(method, "/api/oem-alerts-apis")) == "unknown-route"


def test_a_client_in_a_shape_of_its_own_is_still_the_same_client(mspc: MspcentricClient) -> None:
    assert mspc.oem("/vendor", changed(DOCS, organizationOemToken=5, data=[])).status_code == 200
