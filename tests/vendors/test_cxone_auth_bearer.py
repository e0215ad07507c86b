"""The bearer check, the same on every API but for the words of its refusal."""

from __future__ import annotations

import re
from collections.abc import Callable
from timeit import timeit
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox.vendors.nice_cxone import tokens, vendor
from tests.vendors.cxone import KEYS, U2, CxoneClient, Json, rule_of
from tests.vendors.cxone_auth import PUT, basic, forged, login, userhub, works

ACD = "/incontactapi/services/v33.0/business-unit"
API_ERROR = {
    "code": "UNAUTHORIZED",
    "details": "Authentication failed. Incorrect credentials.",
    "hostName": "business-data-manager.sandbox.invalid",
    "entityType": "BusinessData",
}
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)

BEARER = [operation for operation in vendor.operations if operation.secured_by == "bearer"]
OPEN = [operation for operation in vendor.operations if operation.secured_by is None]


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def acd(cxone: CxoneClient, authorization: str | bytes | None) -> httpx.Response:
    headers: Json = {"Accept": "application/json"} | ({} if authorization is None else {"Authorization": authorization})
    return cxone.send("GET", ACD, key=None, headers=headers)


Api = Callable[[CxoneClient, str | bytes | None], httpx.Response]
APIS = [pytest.param(userhub, id="userhub"), pytest.param(acd, id="acd")]


def is_refused(response: httpx.Response) -> bool:
    """Say whether the API refused the bearer, in full and in its own words."""
    if response.status_code != 401:
        return False
    assert response.headers["WWW-Authenticate"] == "Bearer"
    if rule_of(response) == "nice_cxone.auth.bearer-required-acd":
        assert (response.content, response.headers["icStatusDescription"]) == (b"", "Invalid or expired token")
    else:
        assert rule_of(response) == "nice_cxone.auth.bearer-required"
        assert response.json() == {"message": "Unauthorized"}
        assert response.headers["Content-Type"] == "application/json"
    return True


# --- What is refused ------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.bearer-required", "nice_cxone.auth.bearer-required-acd")
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer ...",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        f"Bearer {'x' * 100_000}",
        "Token x",
        basic()["Authorization"],
        b"Bearer \xff\xfe",
    ],
)
def test_a_call_without_a_token_of_ours_is_refused(cxone: CxoneClient, api: Api, authorization: str | bytes | None) -> None:
    assert is_refused(api(cxone, authorization))


@pytest.mark.rule("nice_cxone.auth.bearer-required", "nice_cxone.auth.bearer-required-acd")
@pytest.mark.parametrize("api", APIS)
def test_a_forged_a_cut_and_a_refresh_token_are_refused(cxone: CxoneClient, api: Api) -> None:
    tokens = login(cxone)
    access = tokens["access_token"]
    header, payload, signature = access.split(".")
    other_payload = login(cxone, "K1")["access_token"].split(".")[1]
    bad = [
        tokens["refresh_token"],
        f"{header}.{other_payload}.{signature}",
        f"{header}.{payload}",
        f"{header}.{payload}.",
        access[:-4],
        f"{access} {access}",
        f"Bearer {access}",
        forged(access, OTHER_KEY),
        forged(access, "x" * 32, "HS256"),
        forged(access, None, "none"),
    ]
    assert [is_refused(api(cxone, f"Bearer {token}")) for token in bad] == [True] * len(bad)
    assert api(cxone, f"Bearer {access}").status_code == 200


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    "changes",
    [
        {"exp": ...},
        {"exp": "never"},
        {"exp": None},
        {"exp": 1e300},
        {"sub": ...},
        {"sub": "user:00000000-0000-4000-8000-000000000000"},
        {"sub": ["user"]},
        {"tenantId": ...},
        {"tenantId": "22fc771a-5d7e-45b1-9844-1353bd221113"},
        {"sbx_use": ...},
        {"sbx_use": "refresh"},
        {"jti": ...},
    ],
)
def test_a_token_that_does_not_say_what_ours_say_is_refused(cxone: CxoneClient, api: Api, changes: Json) -> None:
    access = login(cxone)["access_token"]
    assert is_refused(api(cxone, f"Bearer {forged(access, **changes)}"))


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    "changes", [{}, {"iat": 9_999_999_999}, {"iss": "elsewhere", "aud": "others"}, {"sbx_session": "x"}, {"exp": 253402300799}]
)
def test_what_a_token_says_beside_that_is_not_checked(cxone: CxoneClient, api: Api, changes: Json) -> None:
    access = login(cxone)["access_token"]
    assert api(cxone, f"Bearer {forged(access, **changes)}").status_code == 200


@pytest.mark.parametrize("api", APIS)
def test_an_expired_token_is_refused(cxone: CxoneClient, api: Api) -> None:
    token = cxone.token()
    cxone.advance(3599)
    assert api(cxone, f"Bearer {token}").status_code == 200
    cxone.advance(1)
    assert is_refused(api(cxone, f"Bearer {token}"))


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("gone", ["inactive", "deleted", "in another tenant"])
def test_the_token_of_a_user_who_is_gone_is_refused(cxone: CxoneClient, api: Api, gone: str) -> None:
    token = cxone.token()
    state = cxone.state
    if gone == "inactive":
        state["users"][U2]["active"] = False
    elif gone == "deleted":
        del state["users"][U2]
        state["accessKeys"] = {key: value for key, value in state["accessKeys"].items() if value["userId"] != U2}
        state["contacts"] = state["segments"] = {}
    else:
        state["users"][U2]["tenantId"] = "22fc771a-5d7e-45b1-9844-1353bd221113"
        state["contacts"] = state["segments"] = {}
    cxone.change(state)
    assert is_refused(api(cxone, f"Bearer {token}"))


@pytest.mark.rule("nice_cxone.auth.bearer-required", "nice_cxone.auth.bearer-required-acd")
@pytest.mark.parametrize("operation", BEARER, ids=lambda operation: operation.id)
def test_every_operation_with_a_bearer_checks_it_before_anything_else(cxone: CxoneClient, operation: Any) -> None:
    path = re.sub(r"{\w+}", "mask", operation.path.replace("{version}", "v33.0"))
    response = cxone.send(operation.method, path, key=None, headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_doors_need_no_bearer() -> None:
    doors = [operation.id for operation in OPEN if operation.id.startswith("auth.")]
    assert doors == [
        "auth.token-access-key",
        "auth.token",
        "auth.user-refresh",
        "auth.regional-token",
        "auth.regional-refresh",
        "auth.openid-configuration",
        "auth.cxone-configuration",
        "auth.jwks",
        "auth.whoami",
        "auth.authorize",
        "auth.authorize-post",
        "auth.logout",
        "auth.logout-post",
    ]


# --- What is accepted -----------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.bearer-scheme-case")
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("word", ["bearer", "BEARER", "bEaReR"])
def test_the_word_bearer_may_be_written_in_any_case(cxone: CxoneClient, api: Api, word: str) -> None:
    assert api(cxone, f"{word} {cxone.token()}").status_code == 200
    assert "nice_cxone.auth.bearer-scheme-case" in cxone.last_rules()


@pytest.mark.parametrize("api", APIS)
def test_blanks_around_a_token_do_not_matter(cxone: CxoneClient, api: Api) -> None:
    assert api(cxone, f"Bearer   {cxone.token()}").status_code == 200


@pytest.mark.rule("nice_cxone.auth.id-token-as-bearer")
@pytest.mark.parametrize("api", APIS)
def test_an_id_token_is_accepted_as_bearer(cxone: CxoneClient, api: Api) -> None:
    assert api(cxone, f"Bearer {login(cxone)['id_token']}").status_code == 200
    assert "nice_cxone.auth.id-token-as-bearer" in cxone.last_rules()


@pytest.mark.rule("nice_cxone.auth.any-host")
@pytest.mark.parametrize("key", ["K1", "K5", "K6"])
def test_the_token_alone_says_which_tenant_it_is(cxone: CxoneClient, key: str) -> None:
    tenants = {"K1": "Summit Payments", "K5": "Northwind Field Services", "K6": "Cedar IT Partners"}
    for host in ("api-na1.niceincontact.com", "api-e32.nice-incontact.com"):
        headers = {"Host": host, "Accept": "*/*", "Authorization": f"Bearer {cxone.token(key)}"}
        unit = cxone.http.get(ACD, headers=headers).json()["businessUnits"][0]
        assert unit["businessUnitName"] == tenants[key]


# --- The words of the refusal ---------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.bearer-required")
@pytest.mark.parametrize(
    ("option", "put", "others"),
    [
        ("message", {"message": "Unauthorized"}, {"message": "Unauthorized"}),
        ("api-error", API_ERROR, {"message": "Unauthorized"}),
        ("empty", None, None),
    ],
)
def test_the_body_of_a_refused_bearer_can_be_switched(cxone: CxoneClient, option: str, put: Json | None, others: Json | None) -> None:
    cxone.switch(unauthorized_body=option)
    segment = f"{PUT}/segment/b2e28d4e-ef22-4597-a104-2e740f729686"
    answers = [cxone.send("PUT", path, key=None, json=[]) for path in (PUT, segment)]
    answers += [cxone.send("GET", path, key=None) for path in ("/access-key-management/v1/access-keys", "/account-access/v1/associations")]
    assert [answer.json() if answer.content else None for answer in answers] == [put, put, others, others]
    for answer in answers:
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert rule_of(answer) == "nice_cxone.auth.bearer-required"


@pytest.mark.parametrize("option", ["api-error", "empty"])
def test_the_acd_api_has_its_own_words_whatever_is_switched(cxone: CxoneClient, option: str) -> None:
    cxone.switch(unauthorized_body=option)
    assert is_refused(acd(cxone, None))


# --- Cost -----------------------------------------------------------------------------------------------------------


def test_a_known_token_is_checked_without_another_look_at_its_signature(cxone: CxoneClient) -> None:
    token = cxone.token()
    assert works(cxone, token)
    looked = tokens._verified.cache_info().misses
    assert works(cxone, token)
    assert works(cxone, token)
    assert tokens._verified.cache_info().misses == looked
    pem = tokens._published_pem()
    assert timeit(lambda: tokens._verified(token, pem), number=1000) < 0.05


def test_a_token_is_no_longer_than_what_headers_can_hold(cxone: CxoneClient) -> None:
    assert all(len(token) < 2000 for key in KEYS if key != "K4" for token in login(cxone, key).values() if isinstance(token, str))
