"""What is common to Xima's REST API: paths, hosts, tokens, grants, bodies."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.xima import (
    ABC,
    ACME,
    DIP,
    EXPIRED,
    FORBIDDEN,
    FULL,
    NOT_FOUND,
    RECORDINGS_ONLY,
    SUPPORT,
    UNAUTHORIZED,
    XimaClient,
    refusal,
    rule_of,
)  # fmt: skip

OPERATIONS = [
    ("POST", "/rest/api/v1/historic-data/SP7Q2M4X"),
    ("GET", "/rest/api/v2/recordings"),
    ("GET", "/rest/api/v1/recordings/x/audio"),
    ("GET", "/rest/api/v2/recordings/x/audio"),
    ("GET", "/rest/api/v1/calls/x/audio"),
    ("GET", "/rest/api/v1/agents"),
    ("GET", "/rest/api/v1/skills"),
    ("GET", "/rest/api/v1/realtime/metrics"),
    ("GET", "/rest/api/v1/realtime/metrics/values"),
    ("POST", "/rest/api/v1/agents/271/click-to-dial"),
    ("GET", "/rest/api/v1/agents/104/active-recording"),
    ("POST", "/rest/api/v1/agents/104/active-recording/pause"),
    ("POST", "/rest/api/v1/agents/104/active-recording/resume"),
]
"""Every operation of the REST API."""

# --- Paths ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.rest.unknown-path")
@pytest.mark.parametrize(
    "path",
    ["/", "/rest/api", "/rest/api/v1", "/rest/api/v1/agents/", "/rest/api/v2/agents", "/api/v1/agents", "/rest/api/v1/recordings",
     "/rest/api/v1/agents/mapping", "/rest/api/v1/agents/271", "/data-dip/", "/event-sink/x", "/rest/api/v1//agents"],
)  # fmt: skip
@pytest.mark.parametrize("token", [FULL, None])
def test_an_unknown_path_is_answered_404_before_any_token_is_looked_at(xima: XimaClient, path: str, token: str | None) -> None:
    assert refusal(xima.send("GET", path, token=token)) == (404, NOT_FOUND, "xima.rest.unknown-path")


@pytest.mark.rule("xima.rest.method")
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_another_method_is_answered_405_before_any_token_is_looked_at(xima: XimaClient, method: str, path: str) -> None:
    for other in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - {method}:
        answer = xima.send(other, path, token=None)
        assert refusal(answer) == (405, "Method not allowed.", "xima.rest.method")
        assert answer.headers["Allow"] == method


@pytest.mark.rule("xima.rest.method")
def test_a_head_request_is_another_method(xima: XimaClient) -> None:
    answer = xima.send("HEAD", "/rest/api/v1/agents")
    assert (answer.status_code, answer.headers["Allow"], rule_of(answer)) == (405, "GET", "xima.rest.method")


@pytest.mark.rule("xima.rest.method")
def test_the_event_sink_takes_get_and_post_with_anything_and_stores_nothing(xima: XimaClient) -> None:
    before = xima.state
    for method in ("GET", "POST"):
        answer = xima.send(method, "/event-sink?a=1", token=None, content=b"\xff\x00")
        assert (answer.status_code, answer.content) == (204, b"")
        assert "Content-Type" not in answer.headers
        assert answer.headers["X-Sandbox-Operation"] == "xima.event-sink.receive; chosen"
    answer = xima.send("PUT", "/event-sink", token=None)
    assert refusal(answer) == (405, "Method not allowed.", "xima.rest.method")
    assert answer.headers["Allow"] == "GET, POST"
    assert xima.state == before


@pytest.mark.rule("xima.not-emulated")
@pytest.mark.parametrize("path", ["", "/x"])
def test_what_is_not_played_says_so_in_the_sandboxs_own_words(xima: XimaClient, path: str) -> None:
    answer = xima.get(f"/realtime-metric-subscription{path}", token=None)
    assert (answer.status_code, answer.headers["X-Sandbox-Error"], rule_of(answer)) == (501, "not-emulated", "xima.not-emulated")


# --- Hosts ----------------------------------------------------------------------------------------------------------


def at(client: httpx.Client, host: str, path: str = "/rest/api/v1/agents", token: str | None = FULL) -> httpx.Response:
    """Ask at a host."""
    headers = {"Host": host, **({"Authorization": f"Bearer {token}"} if token else {})}
    return client.get(path, headers=headers)


@pytest.mark.parametrize("host", ["summit-payments.xima.cloud", "SUMMIT-payments.Xima.Cloud:443", "localhost", "xima.cloud.example"])
def test_a_tenant_is_found_by_its_host_or_by_its_token(client: httpx.Client, host: str) -> None:
    assert at(client, host).status_code == 200


@pytest.mark.rule("xima.rest.unknown-host")
@pytest.mark.parametrize("host", ["nobody.xima.cloud", "a.summit-payments.xima.cloud"])
@pytest.mark.parametrize("token", [FULL, None])
def test_an_unknown_tenant_is_answered_404_before_any_token_is_looked_at(client: httpx.Client, host: str, token: str | None) -> None:
    assert refusal(at(client, host, token=token)) == (404, NOT_FOUND, "xima.rest.unknown-host")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_looks_at_the_host(xima: XimaClient, method: str, path: str) -> None:
    answer = xima.send(method, path, headers={"Host": "nobody.xima.cloud"})
    assert refusal(answer) == (404, NOT_FOUND, "xima.rest.unknown-host")


def test_the_method_is_looked_at_before_the_host(client: httpx.Client) -> None:
    answer = client.post("/rest/api/v1/agents", headers={"Host": "nobody.xima.cloud"})
    assert refusal(answer) == (405, "Method not allowed.", "xima.rest.method")


@pytest.mark.parametrize("host", ["nobody.xima.cloud", "localhost"])
def test_the_web_service_and_the_event_sink_answer_at_every_host(client: httpx.Client, host: str) -> None:
    found = client.post("/data-dip", headers={"Host": host, "Authorization": f"Bearer {DIP}"}, json={"account-num": "1"})
    assert (found.status_code, found.json()) == (200, {"parameters": {}})
    assert client.get("/event-sink", headers={"Host": host}).status_code == 204


# --- Tokens ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.auth.token")
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_needs_a_token(xima: XimaClient, method: str, path: str) -> None:
    answer = xima.send(method, path, token=None)
    assert refusal(answer) == (401, UNAUTHORIZED, "xima.auth.token")
    assert "WWW-Authenticate" not in answer.headers


@pytest.mark.rule("xima.auth.token")
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", f"Basic {FULL}", FULL, f"Bearer {FULL}x", f"Bearer {FULL} x", f"Bearer\t{FULL}", f"Bearer {DIP}"]
)
def test_a_token_that_is_malformed_or_unknown_is_answered_401(xima: XimaClient, header: str) -> None:
    answer = xima.get("/agents", token=None, headers={"Authorization": header})
    assert refusal(answer) == (401, UNAUTHORIZED, "xima.auth.token")


@pytest.mark.parametrize("header", [f"bearer {FULL}", f"BEARER {FULL}", f"Bearer   {FULL}"])
def test_the_scheme_is_read_in_any_case_and_with_any_number_of_spaces(xima: XimaClient, header: str) -> None:
    assert xima.get("/agents", token=None, headers={"Authorization": header}).status_code == 200


@pytest.mark.rule("xima.auth.token")
@pytest.mark.parametrize("token", [ABC, ACME])
def test_a_token_of_another_tenant_than_the_hosts_is_answered_401(client: httpx.Client, token: str) -> None:
    answer = at(client, "summit-payments.xima.cloud", token=token)
    assert refusal(answer) == (401, UNAUTHORIZED, "xima.auth.token")
    assert at(client, "localhost", token=token).status_code == 200


@pytest.mark.rule("xima.auth.expired")
def test_a_token_is_void_from_the_moment_of_its_expiry(xima: XimaClient) -> None:
    assert refusal(xima.get("/agents", token=EXPIRED)) == (401, UNAUTHORIZED, "xima.auth.expired")
    xima.freeze()
    assert xima.console("PATCH", "/service-users/su-full", {"expiresAt": "2026-03-03T09:30:10.000-07:00"}).status_code == 200
    xima.advance(9.999)
    assert xima.get("/agents").status_code == 200
    xima.advance(0.001)
    assert refusal(xima.get("/agents")) == (401, UNAUTHORIZED, "xima.auth.expired")


GRANTS = [
    "historic-data", *["recordings"] * 4, "agents", "skills", *["realtime-metrics"] * 2, "click-to-dial", *["active-recording"] * 3,
]  # fmt: skip


@pytest.mark.rule("xima.auth.grant")
@pytest.mark.parametrize(("operation", "grant"), list(zip(OPERATIONS, GRANTS, strict=True)))
def test_every_operation_needs_its_grant_and_no_other(xima: XimaClient, operation: tuple[str, str], grant: str) -> None:
    others = sorted(set(GRANTS) - {grant})
    assert xima.console("PATCH", "/service-users/su-full", {"grants": others}).status_code == 200
    assert refusal(xima.send(*operation)) == (403, FORBIDDEN, "xima.auth.grant")
    assert xima.console("PATCH", "/service-users/su-full", {"grants": [grant]}).status_code == 200
    answer = xima.send(*operation)
    assert answer.is_success or rule_of(answer) != "xima.auth.grant"


def test_an_issued_session_has_its_own_form_of_the_tokens_and_the_plain_ones(client: httpx.Client) -> None:
    issued = client.post("/_sandbox/sessions", json={"name": "mine"}).json()["credentials"]["xima"]
    assert issued == {"token": f"{FULL}~mine", "hostname": "summit-payments", "dip_token": f"{DIP}~mine"}
    for token in (FULL, f"{FULL}~mine"):
        assert client.get("/~mine/xima/rest/api/v1/agents", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    for token in (DIP, f"{DIP}~mine"):
        sent = client.post("/~mine/xima/data-dip", headers={"Authorization": f"Bearer {token}"}, json={"account-num": "1"})
        assert sent.status_code == 200
    for prefix, token in (("", f"{FULL}~mine"), ("", f"{FULL}~default"), ("/~mine", f"{FULL}~yours")):
        refused = client.get(f"{prefix}/xima/rest/api/v1/agents", headers={"Authorization": f"Bearer {token}"})
        assert refusal(refused) == (401, UNAUTHORIZED, "xima.auth.token")


def test_a_refresh_in_an_issued_session_ends_both_forms_and_gives_the_form_that_carries_its_name(client: httpx.Client) -> None:
    client.post("/_sandbox/sessions", json={"name": "mine"})
    token = client.post("/~mine/_sandbox/xima/service-users/su-full/refresh").json()["token"]
    assert token.startswith("xsu-")
    assert token.endswith("~mine")
    statuses = {}
    for presented in (FULL, f"{FULL}~mine", token, token.removesuffix("~mine")):
        asked = client.get("/~mine/xima/rest/api/v1/agents", headers={"Authorization": f"Bearer {presented}"})
        statuses[presented] = asked.status_code
    assert list(statuses.values()) == [401, 401, 200, 200]
    assert client.get("/xima/rest/api/v1/agents", headers={"Authorization": f"Bearer {FULL}"}).status_code == 200


# --- Bodies ---------------------------------------------------------------------------------------------------------

BODIES = ["/historic-data/SP7Q2M4X", "/agents/271/click-to-dial"]
NOT_JSON = "The request body is not valid JSON."


@pytest.mark.rule("xima.rest.json")
@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"{", b'{"a": 1,}', b'{"a": 1 // one\n}', b'{"a": NaN}', b"\xff", b'{"a": "\\ud800"}', b"\xef\xbb\xbf{}", b"{} {}"],
)
def test_a_body_must_be_json(xima: XimaClient, path: str, body: bytes) -> None:
    assert refusal(xima.send("POST", f"/rest/api/v1{path}", content=body)) == (400, NOT_JSON, "xima.rest.json")


@pytest.mark.rule("xima.rest.json")
@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize("body", [b"[]", b"null", b'"a"', b"1", b"true"])
def test_a_body_must_be_an_object(xima: XimaClient, path: str, body: bytes) -> None:
    answer = xima.send("POST", f"/rest/api/v1{path}", content=body)
    assert refusal(answer) == (400, "The request body must be a JSON object.", "xima.rest.json")


@pytest.mark.rule("xima.rest.content-type")
@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_the_content_type_is_not_looked_at(xima: XimaClient, media_type: str) -> None:
    body = b'{"numberToDial": "8015552800"}'
    answer = xima.send("POST", "/rest/api/v1/agents/271/click-to-dial", content=body, headers={"Content-Type": media_type})
    assert answer.status_code == 204
    assert xima.state["calls"]["5005"]["externalNumber"] == "8015552800"


@pytest.mark.rule("xima.rest.unknown-members")
def test_unknown_members_and_parameters_are_ignored_and_of_a_repeated_member_the_last_counts(xima: XimaClient) -> None:
    body = b'{"numberToDial": "1", "outboundCallerID": "8015559999", "x": {}, "numberToDial": "8015552800"}'
    assert xima.send("POST", "/rest/api/v1/agents/271/click-to-dial?x=1", content=body).status_code == 204
    call = xima.state["calls"]["5005"]
    assert (call["dialedNumber"], call["callerId"]) == ("8015552800", "8015550100")


# --- Refusals without a body ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda xima: xima.get("/nowhere"), 404),
        (lambda xima: xima.send("PUT", "/event-sink"), 405),
        (lambda xima: xima.get("/agents", token=None), 401),
        (lambda xima: xima.get("/agents", token=RECORDINGS_ONLY), 403),
        (lambda xima: xima.dial(numberToDial=...), 400),
        (lambda xima: xima.dial(token=SUPPORT, extension="112"), 403),
    ],
)
def test_refusals_may_have_a_status_alone(xima: XimaClient, ask: Any, status: int) -> None:
    xima.switch(error_body="empty")
    answer = ask(xima)
    assert (answer.status_code, answer.content, answer.headers["Content-Length"]) == (status, b"", "0")
    assert "Content-Type" not in answer.headers


def test_the_web_services_refusals_keep_their_body(xima: XimaClient) -> None:
    xima.switch(error_body="empty")
    assert xima.look_up({"x": 1}, token=None).json()["error"] == "unauthorized"
