"""Data Dip Profiles and WebService Integration Profiles: what is saved, and what is not."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.xima import Json, XimaClient, profile, rule_of

EVENT: Json = {"profileName": "Mine", "targetUrl": "http://crm.example/in?a=1", "httpMethod": "GET"}
KINDS = [("/data-dip-profiles", profile()), ("/web-service-profiles", EVENT)]
STORED = {"/data-dip-profiles": "dataDipProfiles", "/web-service-profiles": "webServiceProfiles"}
SHIPPED = {"/data-dip-profiles": "phone-only", "/web-service-profiles": "crm-call-finished"}


def without(body: Json, *names: str) -> Json:
    """Return a body without some members."""
    return {name: value for name, value in body.items() if name not in names}


def refusal(answer: httpx.Response) -> tuple[int, str, Any]:
    """Return status, error and detail of a refusal by the console."""
    body = answer.json()
    assert list(body) == ["error", "detail"]
    return answer.status_code, body["error"], body["detail"]


# --- Both kinds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "body"), KINDS)
def test_a_profile_is_added_listed_replaced_and_deleted(xima: XimaClient, path: str, body: Json) -> None:
    made = xima.console("POST", path, body)
    assert (made.status_code, made.json()["id"], made.json()["tenant"]) == (201, "mine", "summit-payments")
    assert xima.console("GET", f"{path}/mine").json() == made.json()
    assert xima.console("GET", path).json()[-1] == made.json()
    assert [one["id"] for one in xima.console("GET", path).json()] == [*xima.state[STORED[path]]]
    replaced = xima.console("PUT", f"{path}/mine", {**body, "profileName": "Other", "tenant": "acme-ns", "id": "mine"})
    assert (replaced.status_code, replaced.json()) == (200, {**made.json(), "profileName": "Other", "tenant": "acme-ns"})
    assert xima.console("GET", f"{path}/mine").json() == replaced.json()
    deleted = xima.console("DELETE", f"{path}/mine")
    assert (deleted.status_code, deleted.content) == (204, b"")
    for method in ("GET", "DELETE"):
        assert refusal(xima.console(method, f"{path}/mine")) == (404, "unknown profile", {"id": "mine"})
    assert refusal(xima.console("PUT", f"{path}/mine", body)) == (404, "unknown profile", {"id": "mine"})


@pytest.mark.parametrize(("path", "body"), KINDS)
@pytest.mark.parametrize(
    ("name", "made"),
    [("CRM: Call  finished!", "crm-call-finished-2"), ("Ünïcode 1", "n-code-1"), ("---", "profile"), ("咖啡", "profile"),
     ("a" * 63 + " b", "a" * 63 + "-"), ("A" * 70, "a" * 64)],
)  # fmt: skip
def test_an_id_is_made_of_the_name(xima: XimaClient, path: str, body: Json, name: str, made: str) -> None:
    if made == "crm-call-finished-2":
        assert xima.console("POST", path, {**body, "id": "crm-call-finished", "profileName": "x"}).status_code in (201, 409)
    assert xima.console("POST", path, {**body, "profileName": name}).json()["id"] == made
    again = xima.console("POST", path, {**body, "profileName": name, "tenant": "acme-ns"}).json()["id"]
    assert again == ("crm-call-finished-3" if made == "crm-call-finished-2" else f"{made}-2")


@pytest.mark.parametrize(("path", "body"), KINDS)
def test_an_id_that_is_taken_is_answered_409(xima: XimaClient, path: str, body: Json) -> None:
    answer = xima.console("POST", path, {**body, "id": SHIPPED[path]})
    detail = {"field": "id", "reason": f"'{SHIPPED[path]}' is taken"}
    assert refusal(answer) == (409, "the id is taken", detail)


@pytest.mark.rule("xima.profile.duplicate-name")
@pytest.mark.parametrize(("path", "body"), KINDS)
def test_a_name_is_unique_among_its_kind_in_the_tenant(xima: XimaClient, path: str, body: Json) -> None:
    assert xima.console("POST", path, body).status_code == 201
    answer = xima.console("POST", path, {**body, "id": "other"})
    detail = {"field": "profileName", "reason": "taken"}
    assert refusal(answer) == (400, "Another profile of the tenant has this name.", detail)
    assert rule_of(answer) == "xima.profile.duplicate-name"
    assert xima.console("PUT", f"{path}/{SHIPPED[path]}", body).status_code == 400
    assert xima.console("PUT", f"{path}/mine", body).status_code == 200
    assert xima.console("POST", path, {**body, "tenant": "acme-ns"}).status_code == 201
    assert xima.console("POST", path, {**body, "profileName": "mine"}).status_code == 201


@pytest.mark.rule("xima.profile.required")
@pytest.mark.parametrize(("path", "body"), KINDS)
@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"profileName": ...}, "profileName", "missing"),
        ({"profileName": None}, "profileName", "string_type"),
        ({"profileName": ""}, "profileName", "string_too_short"),
        ({"profileName": "x" * 256}, "profileName", "string_too_long"),
        ({"profileName": 1}, "profileName", "string_type"),
        ({"id": "A"}, "id", "string_pattern_mismatch"),
        ({"id": ""}, "id", "string_pattern_mismatch"),
        ({"id": "a" * 65}, "id", "string_pattern_mismatch"),
    ],
)
def test_a_profile_needs_its_fields(xima: XimaClient, path: str, body: Json, change: Json, field: str, reason: str) -> None:
    before = xima.state
    answer = xima.console("POST", path, {name: value for name, value in {**body, **change}.items() if value is not ...})
    assert refusal(answer) == (400, "invalid body", {"field": field, "reason": reason})
    assert rule_of(answer) == "xima.profile.required"
    assert xima.console("PUT", f"{path}/{SHIPPED[path]}", {**body, "profileName": ""}).status_code == 400
    assert xima.state == before


@pytest.mark.parametrize(("path", "body"), KINDS)
def test_names_up_to_255_characters_are_taken(xima: XimaClient, path: str, body: Json) -> None:
    assert xima.console("POST", path, {**body, "profileName": "é" * 255, "id": "a" * 64}).status_code == 201


@pytest.mark.parametrize(("path", "body"), KINDS)
def test_other_faults_of_a_body_are_refused(xima: XimaClient, path: str, body: Json) -> None:
    unknown = {"field": "tenant", "reason": "there is no such tenant"}
    assert refusal(xima.console("POST", path, {**body, "tenant": "nobody"})) == (400, "invalid body", unknown)
    assert refusal(xima.console("POST", path, {**body, "profile_name": "x"}))[2] == {"field": "profile_name", "reason": "extra_forbidden"}
    assert refusal(xima.console("POST", path, [body]))[2] == {"field": "", "reason": "model_type"}
    assert refusal(xima.console("POST", path, content=b"{"))[2] == {"field": "", "reason": "json_invalid"}
    other = xima.console("PUT", f"{path}/{SHIPPED[path]}", {**body, "id": "other"})
    assert refusal(other) == (400, "invalid body", {"field": "id", "reason": "it is not that of the path"})


# --- Addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["/data-dip", "/", "http://a", "HTTPS://a:8443/x?y=z%20", "http://[::1]:1/"])
def test_an_address_is_absolute_or_a_path(xima: XimaClient, url: str) -> None:
    for (path, body), name in zip(KINDS, ("apiUrl", "targetUrl"), strict=True):
        assert xima.console("POST", path, {**body, name: url}).json()[name] == url


@pytest.mark.rule("xima.profile.required")
@pytest.mark.parametrize(
    "url",
    ["", "x", "a.example/x", "ftp://a/", "http://", "http:///x", "http://u@a/", "http://u:p@a/", "http://:p@a/", "http://a/#x", "/x#y",
     "http://a/ b", "http://a/é", "http://a:x/", "http://a:70000/", "http://a:0/", "http://[::1", "//", None, 1],
)  # fmt: skip
def test_any_other_address_is_refused(xima: XimaClient, url: Any) -> None:
    if url == "//":
        url = "\n/x"
    for (path, body), name in zip(KINDS, ("apiUrl", "targetUrl"), strict=True):
        answer = xima.console("POST", path, {**body, name: url})
        assert (refusal(answer)[2]["field"], rule_of(answer)) == (name, "xima.profile.required")


# --- Data Dip Profiles ----------------------------------------------------------------------------------------------

KEY = {"key": "a", "source": {"type": "literal", "name": "1"}}
DIPS = "/data-dip-profiles"


@pytest.mark.rule("xima.profile.required")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"apiToken": ""}, "apiToken"),
        ({"apiToken": "a b"}, "apiToken"),
        ({"apiToken": "é"}, "apiToken"),
        ({"apiToken": "x" * 4097}, "apiToken"),
        ({"requestParameters": []}, "requestParameters"),
        ({"requestParameters": [{**KEY, "key": str(number)} for number in range(65)]}, "requestParameters"),
        ({"requestParameters": ["a"]}, "requestParameters[0]"),
        ({"requestParameters": [{**KEY, "key": ""}]}, "requestParameters[0].key"),
        ({"requestParameters": [{"key": "a"}]}, "requestParameters[0].source"),
        ({"requestParameters": [{"key": "a", "source": {"type": "x", "name": "1"}}]}, "requestParameters[0].source.type"),
        ({"requestParameters": [{"key": "a", "source": {"type": "literal"}}]}, "requestParameters[0].source.name"),
        ({"requestParameters": [{"key": "a", "source": {"type": "standard", "name": "ANI"}}]}, "requestParameters[0].source"),
        ({"timeoutSeconds": 0.99}, "timeoutSeconds"),
        ({"timeoutSeconds": 30.1}, "timeoutSeconds"),
        ({"timeoutSeconds": "5"}, "timeoutSeconds"),
        ({"timeoutSeconds": None}, "timeoutSeconds"),
        ({"slowWarningSeconds": 0.09}, "slowWarningSeconds"),
        ({"slowWarningSeconds": 31}, "slowWarningSeconds"),
        ({"slowWarningSeconds": True}, "slowWarningSeconds"),
    ],
)
def test_a_data_dip_profile_needs_its_fields(xima: XimaClient, change: Json, field: str) -> None:
    answer = xima.console("POST", DIPS, {**profile(), **change})
    assert (answer.status_code, refusal(answer)[2]["field"], rule_of(answer)) == (400, field, "xima.profile.required")


@pytest.mark.parametrize("missing", ["apiUrl", "apiToken", "requestParameters"])
def test_a_data_dip_profile_has_no_default_for_them(xima: XimaClient, missing: str) -> None:
    assert refusal(xima.console("POST", DIPS, without(profile(), missing)))[2] == {"field": missing, "reason": "missing"}


@pytest.mark.parametrize(
    ("change", "shown"),
    [({}, (5, 2)), ({"timeoutSeconds": 1, "slowWarningSeconds": 0.1}, (1, 0.1)),
     ({"timeoutSeconds": 30, "slowWarningSeconds": 30.0}, (30, 30)),
     ({"timeoutSeconds": 2.5}, (2.5, 2))],
)  # fmt: skip
def test_times_have_defaults_and_whole_seconds_no_fraction(xima: XimaClient, change: Json, shown: tuple[Any, Any]) -> None:
    body = {**without(profile(), "timeoutSeconds"), **change, "apiToken": "x" * 4096}
    body["requestParameters"] = [{**KEY, "key": str(number)} for number in range(64)]
    made = xima.console("POST", DIPS, body).json()
    assert (made["timeoutSeconds"], made["slowWarningSeconds"]) == shown
    assert [type(made["timeoutSeconds"]), type(made["slowWarningSeconds"])] == [type(one) for one in shown]


@pytest.mark.rule("xima.profile.token-has-scheme")
@pytest.mark.parametrize("token", ["Bearer x", "bearer ", "BEARER  x"])
def test_the_word_bearer_is_not_entered(xima: XimaClient, token: str) -> None:
    for method, path in (("POST", DIPS), ("PUT", f"{DIPS}/phone-only")):
        answer = xima.console(method, path, {"apiToken": token})
        detail = {"field": "apiToken", "reason": "scheme"}
        assert refusal(answer) == (400, "Enter the token without the word Bearer.", detail)
        assert rule_of(answer) == "xima.profile.token-has-scheme"
    assert xima.console("POST", DIPS, {**profile(), "apiToken": "Bearer"}).status_code == 201


@pytest.mark.rule("xima.profile.duplicate-key")
def test_a_key_stands_once_in_a_profile(xima: XimaClient) -> None:
    answer = xima.console("POST", DIPS, {**profile(), "requestParameters": [KEY, {**KEY, "key": "A"}, KEY]})
    detail = {"field": "requestParameters", "reason": "the key 'a' occurs 2 times"}
    assert refusal(answer) == (400, "A key occurs twice in the profile.", detail)
    assert rule_of(answer) == "xima.profile.duplicate-key"
    assert xima.console("POST", DIPS, {**profile(), "requestParameters": [KEY, {**KEY, "key": "A"}]}).status_code == 201
