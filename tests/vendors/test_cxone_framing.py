"""Framing: which paths and methods CXone has, and what stands in every answer."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.cxone import CxoneClient, Json, rule_of
from tests.vendors.cxone_acd import refusal

PUT = "/business-data-manager/v1/business-data/contact/8675309"
ACD_TIME = "/incontactapi/services/v33.0/server-time"
WHOAMI = "/incontactauthorizationserver/token/whoami"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def assert_json(response: httpx.Response, status: int, body: Json, rule: str) -> None:
    """A refusal in the form of the UserHub APIs."""
    assert (response.status_code, response.json(), rule_of(response)) == (status, body, rule)
    assert response.headers["Content-Type"] == "application/json"
    assert "icStatusDescription" not in response.headers


# --- Unknown paths --------------------------------------------------------------------------------------------------

UNKNOWN_PATHS = [
    "",
    "/",
    "/nothing",
    "/business-data-manager",
    "/business-data-manager/v1/business-data/contact",
    "/business-data-manager/v1/business-data/contact/",
    "/business-data-manager/v2/business-data/contact/8675309",
    "/Business-Data-Manager/v1/business-data/contact/8675309",
    "/business-data-manager/v1/business-data/Contact/8675309",
    "/business-data-manager//v1/business-data/contact/8675309",
    "//business-data-manager/v1/business-data/contact/8675309",
    f"{PUT}//",
    f"{PUT}/segment",
    f"{PUT}/nothing/x",
    "/data-extraction/V1/jobs",
    "/auth/Token",
    "/incontactauthorizationserver",
    "/incontactauthorizationserver/token/whoami/x",
    "/incontactapix/services/v33.0/server-time",
    "/x/incontactapi/services/v33.0/server-time",
    "/interaction-analytics-gateway/v2/segments",
    "/interaction-analytics-gateway/v1/segments/analyzed",
]


@pytest.mark.rule("nice_cxone.gen.unknown-path")
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", UNKNOWN_PATHS)
def test_a_path_that_no_operation_has_is_answered_404_without_asking_for_a_token(cxone: CxoneClient, path: str, method: str) -> None:
    assert_json(cxone.send(method, path, key=None), 404, {"message": "Not Found"}, "nice_cxone.gen.unknown-path")


UNKNOWN_ACD_PATHS = [
    "/incontactapi",
    "/InContactAPI/",
    "/incontactapi//services",
    "/incontactapi/services/v33.0",
    "/incontactapi/services/v33.0/",
    "/incontactapi/services/v33.0/nothing",
    "/inContactAPI/services/v33.0/contacts/8675309/nothing",
    "/incontactapi/services/v33.0/contacts/8675309/files/x",
    "/incontactapi/service/v33.0/server-time",
    "/incontactapi/services/v33.0/agents",
    "/incontactapi/services/v33.0/agents/20011/states",
    "/incontactapi/services/v33.0/contact%2F8675309",
    "/incontactapi/services/server-time",
]
OTHER_VERSIONS = [
    *("v1.0", "v0.0", "v35.0", "v99.0", "v100.0", "v-2.0", "v2.1", "v33", "33.0", "v33.0.0", "v33.00", "v02.0", "v٣.0", "latest", "w33.0"),
    *("v33.0%20", "v3३.0", "vv33.0"),
]


@pytest.mark.rule("nice_cxone.gen.unknown-path", "nice_cxone.acd.error-form")
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", [*UNKNOWN_ACD_PATHS, *(f"/incontactapi/services/{version}/server-time" for version in OTHER_VERSIONS)])
def test_an_acd_path_or_version_that_is_unknown_is_answered_404_in_its_form(cxone: CxoneClient, path: str, method: str) -> None:
    response = cxone.send(method, path, key=None)
    assert refusal(response) == (404, "Not Found", b"")
    assert rule_of(response) == "nice_cxone.gen.unknown-path"


@pytest.mark.rule("nice_cxone.gen.unknown-path")
@pytest.mark.parametrize(
    ("version", "status"),
    [("v1.0", 404), ("v2.0", 200), *((f"v{number}.0", 200) for number in range(3, 34)), ("v34.0", 200), ("v35.0", 404)],
)
def test_the_acd_has_versions_2_to_34(cxone: CxoneClient, version: str, status: int) -> None:
    assert cxone.send("GET", f"/incontactapi/services/{version}/server-time").status_code == status
    # Not even what is not emulated is there in another version.
    assert cxone.send("GET", f"/incontactapi/services/{version}/contacts/active").status_code == (501 if status == 200 else 404)


# --- Case, slashes --------------------------------------------------------------------------------------------------

SPELLINGS = [
    "/incontactapi/services/v33.0/server-time",
    "/inContactAPI/services/v33.0/server-time",
    "/InContactAPI/Services/V33.0/Server-Time",
    "/INCONTACTAPI/SERVICES/V33.0/SERVER-TIME",
    "/incontactApi//services/v33.0/server-time",
    "//incontactAPI///services//v33.0//server-time//",
    "/incontactapi/services/v33.0/server-time/",
    "/incontactapi/services/v33%2E0/server%2Dtime",
    "/in%63ontactapi/%53ervices/%56%33%33.0/server-time",
]


@pytest.mark.rule("nice_cxone.acd.path-match")
@pytest.mark.parametrize("path", SPELLINGS)
def test_acd_paths_are_matched_in_any_case_with_any_number_of_slashes(cxone: CxoneClient, path: str) -> None:
    response = cxone.send("GET", path)
    assert (response.status_code, response.json()) == (200, {"ServerTime": "2026-03-10T16:01:00.0000000Z"})


@pytest.mark.rule("nice_cxone.acd.path-match")
@pytest.mark.parametrize(
    "path",
    [
        "CONTACTS",
        "Contacts/Completed",
        "contacts//8675309/",
        "Contacts/8675309/Files",
        "Contacts/8675309/StateHistory",
        "Contacts/8675309/State-History",
        "Contacts/8675309/Custom-Data",
        "Contacts/8675309/Hierarchy",
        "Contacts/State-History?startDate=2026-03-10&endDate=2026-03-11",
        "Contacts/Custom-Data?startDate=2026-03-10",
        "Files?fileName=CallLog/2026-03-10/8675309.wav",
        "Business-Unit",
    ],
)
def test_every_acd_path_is_matched_in_any_case(cxone: CxoneClient, path: str) -> None:
    assert cxone.send("GET", f"/InContactAPI/Services/V33.0/{path}").status_code == 200


@pytest.mark.parametrize("path", ["/InContactAuthorizationServer//Token/WhoAmI", "/incontactauthorizationserver/token/whoami/"])
def test_whoami_is_matched_in_any_case_too(cxone: CxoneClient, path: str) -> None:
    assert cxone.send("GET", path).headers["Allow"] == "POST"


def test_one_slash_at_the_end_is_ignored(cxone: CxoneClient) -> None:
    assert cxone.send("GET", f"{PUT}/", key=None).status_code == 405
    assert cxone.send("GET", "/auth/jwks/", key=None).status_code == 200
    assert cxone.send("GET", "/auth/jwks//", key=None).status_code == 404


# --- Methods --------------------------------------------------------------------------------------------------------

METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "BREW")


@pytest.mark.rule("nice_cxone.gen.wrong-method")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (PUT, ["PUT"]),
        (f"{PUT}/segment/x", ["PUT"]),
        ("/access-key-management/v1/access-keys", ["GET", "PATCH", "POST"]),
        ("/data-extraction/v1/jobs", ["GET", "POST"]),
        ("/auth/token", ["POST"]),
        (WHOAMI, ["POST"]),
    ],
)
def test_another_method_is_answered_405_with_the_methods_of_the_path(
    cxone: CxoneClient, path: str, allowed: list[str], method: str
) -> None:
    if method in allowed:
        return
    response = cxone.send(method, path, key=None)
    assert response.headers["Allow"] == ", ".join(allowed)
    if method == "HEAD":
        assert (response.status_code, rule_of(response)) == (405, "nice_cxone.gen.wrong-method")
    else:
        assert_json(response, 405, {"message": "Method Not Allowed"}, "nice_cxone.gen.wrong-method")


@pytest.mark.rule("nice_cxone.gen.wrong-method", "nice_cxone.acd.error-form")
@pytest.mark.parametrize("method", [method for method in METHODS if method != "GET"])
@pytest.mark.parametrize("path", ["/contacts", "/Contacts/Completed", "/contacts/8675309", "/contacts/1/files", "/files", "/server-time"])
def test_another_method_of_an_acd_path_is_answered_405_in_its_form(cxone: CxoneClient, path: str, method: str) -> None:
    response = cxone.send(method, f"/inContactAPI/services/v33.0{path}", key=None)
    assert refusal(response) == (405, "Method Not Allowed", b"")
    assert (response.headers["Allow"], rule_of(response)) == ("GET", "nice_cxone.gen.wrong-method")


# --- Not emulated ---------------------------------------------------------------------------------------------------

NOT_EMULATED = [
    ("/interaction-analytics-gateway/v2/segments/analyzed", "analyzed interactions"),
    ("/interaction-analytics-gateway/v2/segments/b2e28d4e/analyzed-transcript", "analyzed transcripts"),
    ("/incontactapi/services/v33.0/contacts/active", "active contacts"),
    ("/InContactAPI//services/V2.0/Contacts/Active/", "active contacts"),
    ("/incontactapi/services/v33.0/contacts/parked", "parked contacts"),
    ("/incontactapi/services/v33.0/contacts/states", "contact states"),
    ("/incontactapi/services/v33.0/contacts/8675309/tags", "contact tags"),
    ("/incontactapi/services/v33.0/Agents/States", "agent states"),
    ("/InContactAuthorizationServer/Token", "the old token service"),
]


@pytest.mark.rule("nice_cxone.gen.not-emulated")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("path", "what"), NOT_EMULATED)
def test_what_is_not_emulated_is_answered_501_naming_it(cxone: CxoneClient, path: str, what: str, method: str) -> None:
    response = cxone.send(method, path, key=None)
    assert_json(response, 501, {"message": f"Not emulated by the sandbox: {what}"}, "nice_cxone.gen.not-emulated")


# --- Headers of every answer ----------------------------------------------------------------------------------------

CALLS = [
    ("GET", ACD_TIME, "K2", 200),
    ("GET", "/incontactapi/services/v33.0/contacts/completed?startDate=2030-01-01", "K2", 204),
    ("GET", "/incontactapi/services/v33.0/contacts/1", "K2", 404),
    ("GET", ACD_TIME, None, 401),
    ("PUT", PUT, None, 401),
    ("GET", PUT, "K2", 405),
    ("POST", ACD_TIME, "K2", 405),
    ("GET", "/nothing", "K2", 404),
    ("GET", "/incontactapi/services/v33.0/contacts/active", "K2", 501),
    ("GET", "/auth/jwks", None, 200),
]


@pytest.mark.rule("nice_cxone.gen.correlation-id")
@pytest.mark.parametrize(("method", "path", "key", "status"), CALLS)
def test_a_correlation_id_comes_back(cxone: CxoneClient, method: str, path: str, key: str | None, status: int) -> None:
    response = cxone.send(method, path, key=key, headers={"correlationid": "c-1/ X"})
    assert (response.status_code, response.headers["CorrelationId"]) == (status, "c-1/ X")
    assert "CorrelationId" not in cxone.send(method, path, key=key).headers


@pytest.mark.rule("nice_cxone.gen.cors")
@pytest.mark.parametrize(("method", "path", "key", "status"), CALLS)
def test_every_origin_may_read_every_answer(cxone: CxoneClient, method: str, path: str, key: str | None, status: int) -> None:
    response = cxone.send(method, path, key=key, headers={"Origin": "https://app.summitpayments.example"})
    assert response.status_code == status
    shared = {name: value for name, value in response.headers.items() if name.startswith("access-control-")}
    assert shared == {"access-control-allow-origin": "*", "access-control-expose-headers": "*"}
    assert not any(name.startswith("access-control-") for name in cxone.send(method, path, key=key).headers)


@pytest.mark.rule("nice_cxone.gen.cors")
@pytest.mark.parametrize(
    ("path", "methods"),
    [
        (PUT, "PUT"),
        ("/access-key-management/v1/access-keys", "GET, PATCH, POST"),
        ("/inContactAPI/services/v33.0/contacts/completed", "GET"),
        (WHOAMI, "POST"),
    ],
)
def test_a_browser_may_ask_first(cxone: CxoneClient, path: str, methods: str) -> None:
    asked = {"Origin": "null", "Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "authorization,x-a"}
    response = cxone.send("OPTIONS", path, key=None, headers=asked)
    assert (response.status_code, response.content, rule_of(response)) == (204, b"", "nice_cxone.gen.cors")
    assert {name: value for name, value in response.headers.items() if name.startswith("access-control-")} == {
        "access-control-allow-methods": methods,
        "access-control-allow-headers": "authorization,x-a",
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "*",
    }
    assert cxone.last_rules() == ["nice_cxone.gen.cors"]
    bare = cxone.send("OPTIONS", path, key=None, headers={"Access-Control-Request-Method": "GET"})
    assert (bare.status_code, bare.headers["Access-Control-Allow-Methods"]) == (204, methods)
    assert "Access-Control-Allow-Headers" not in bare.headers


@pytest.mark.rule("nice_cxone.gen.server-fields")
@pytest.mark.parametrize(("method", "path", "key", "status"), CALLS)
def test_no_header_names_a_server(cxone: CxoneClient, method: str, path: str, key: str | None, status: int) -> None:
    names = {name for name, _ in cxone.send(method, path, key=key).headers.items()}
    known = {"content-type", "content-length", "allow", "www-authenticate", "icstatusdescription", "cache-control"}
    assert {name for name in names if not name.startswith("x-sandbox-")} <= known


@pytest.mark.parametrize("name", ["Originating-Service-Identifier", "x-message-sender", "User-Agent", "Cache-Control", "Data-Type"])
def test_headers_of_the_sdk_are_ignored(cxone: CxoneClient, name: str) -> None:
    assert cxone.send("GET", ACD_TIME, headers={name: "x", "Content-Type": "application/x-www-form-urlencoded"}).status_code == 200
