"""Discovery: a client that knows nothing but an address finds everything, and everything leads back to that address."""

from __future__ import annotations

import warnings
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from authlib.deprecate import AuthlibDeprecationWarning  # type: ignore[import-untyped]
from joserfc import jwt as jose
from joserfc.jwk import KeySet
from starlette.applications import Starlette

from sandbox.testing import InProcess
from tests.contract import ContractTransport
from tests.servers import serving
from tests.vendors.cxone import BASE, CLIENT_ID, CLIENT_SECRET, KEYS, T1, T2, U2, U3, CxoneClient, Json, rule_of
from tests.vendors.cxone_auth import basic, claims, forged, login, refusal, refused

with warnings.catch_warnings():
    # It would rather be used with the successor of httpx, for which the sandbox has no transport.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.httpx_client import OAuth2Client  # type: ignore[import-untyped]

K2 = KEYS["K2"]
BACK = "http://localhost:3000/callback"
ADDRESSES = [
    "http://sandbox/nice_cxone",
    "http://sandbox/nice-cxone",
    "http://sandbox",
    "https://cxone.niceincontact.com",
    "https://na1.nice-incontact.com",
    "http://sandbox/~ci-7/nice_cxone",
    "http://localhost:4800/~ci-7",
    "https://cxone.niceincontact.com/~ci-7",
]


# --- Documents ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ADDRESSES)
def test_the_openid_configuration_leads_back_to_the_address_that_was_called(cxone: CxoneClient, base: str) -> None:
    response = cxone.http.get(f"{base}/.well-known/openid-configuration")
    assert response.status_code == 200
    assert list(response.json().items()) == [
        ("issuer", base),
        ("authorization_endpoint", f"{base}/auth/authorize"),
        ("token_endpoint", f"{base}/auth/token"),
        ("userinfo_endpoint", f"{base}/auth/userinfo"),
        ("jwks_uri", f"{base}/auth/jwks"),
        ("token_endpoint_auth_methods_supported", ["client_secret_basic", "client_secret_post"]),
        ("token_endpoint_auth_signing_alg_values_supported", ["RS256"]),
        ("end_session_endpoint", f"{base}/auth/authorize/logout"),
        ("scopes_supported", ["openid"]),
        ("response_types_supported", ["code"]),
        ("subject_types_supported", ["public"]),
        ("id_token_signing_alg_values_supported", ["RS256"]),
        ("request_object_signing_alg_values_supported", ["none"]),
        ("display_values_supported", ["page", "popup"]),
        ("claim_types_supported", ["normal"]),
        ("code_challenge_methods_supported", ["S256"]),
    ]


@pytest.mark.parametrize("base", ADDRESSES)
def test_the_configuration_of_a_tenant_leads_back_to_the_address_that_was_called(cxone: CxoneClient, base: str) -> None:
    response = cxone.http.get(f"{base}/.well-known/cxone-configuration", params={"tenantId": T1})
    assert response.status_code == 200
    assert list(response.json().items()) == [
        ("private", False),
        ("area", "na1"),
        ("cluster", "B32"),
        ("domain", "niceincontact.com"),
        ("acdDomain", "nice-incontact.com"),
        ("uhDomain", "nice-incontact.com"),
        ("ui_endpoint", base),
        ("auth_endpoint", base),
        ("api_endpoint", base),
        ("tenantId", T1),
    ]


def configuration(cxone: CxoneClient, query: str) -> httpx.Response:
    return cxone.http.get(f"{BASE}/.well-known/cxone-configuration{query}")


def test_the_tenant_may_be_written_in_any_case_and_the_first_counts(cxone: CxoneClient) -> None:
    assert configuration(cxone, f"?tenantId={T2.upper()}").json()["tenantId"] == T2
    assert configuration(cxone, f"?tenantId={T2}&tenantId={T1}&other=x").json()["area"] == "eu1"


@pytest.mark.rule("nice_cxone.auth.config-tenant-missing")
@pytest.mark.parametrize("query", ["", "?tenantId", "?tenantId=", f"?tenantid={T1}", f"?tenantId=&tenantId={T1}"])
def test_a_configuration_of_nobody_is_refused(cxone: CxoneClient, query: str) -> None:
    expected = refusal(400, "invalid_request", "Missing parameter: tenantId", "config-tenant-missing")
    assert refused(configuration(cxone, query)) == expected


@pytest.mark.rule("nice_cxone.auth.config-tenant-unknown")
@pytest.mark.parametrize("tenant", ["x", "%F0%9F%94%91", f"{T1}%20", "00000000-0000-4000-8000-000000000000"])
def test_a_tenant_that_is_unknown_has_no_configuration(cxone: CxoneClient, tenant: str) -> None:
    expected = refusal(404, "not_found", "Tenant not found", "config-tenant-unknown")
    assert refused(configuration(cxone, f"?tenantId={tenant}")) == expected


def test_the_published_key_is_a_json_web_key(cxone: CxoneClient) -> None:
    body = cxone.http.get(f"{BASE}/auth/jwks").json()
    key = body["keys"][0]
    assert list(body) == ["keys"]
    assert list(key) == ["kty", "use", "alg", "kid", "n", "e"]
    assert {name: value for name, value in key.items() if name != "n"} == {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": "default",
        "e": "AQAB",
    }
    assert len(key["n"]) == 342


def test_discovery_needs_no_token_and_ignores_a_content_type(cxone: CxoneClient) -> None:
    headers = {"Authorization": "Bearer nonsense", "Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/.well-known/openid-configuration", f"/.well-known/cxone-configuration?tenantId={T1}", "/auth/jwks"):
        assert cxone.http.get(BASE + path, headers=headers).status_code == 200


# --- Generic clients ------------------------------------------------------------------------------------------------


def discovered(http: httpx.Client, base: str) -> Json:
    found: Json = http.get(f"{base}/.well-known/openid-configuration").json()
    return found


def verified(http: httpx.Client, configuration: Json, token: str) -> dict[str, Any]:
    """Return the claims of an id token, verified by a generic JOSE library with nothing but the published keys."""
    keys = KeySet.import_key_set(http.get(configuration["jwks_uri"]).json())
    found = jose.decode(token, keys, algorithms=configuration["id_token_signing_alg_values_supported"])
    jose.JWTClaimsRegistry(iss={"essential": True, "value": configuration["issuer"]}).validate(found.claims)
    return found.claims


@pytest.mark.parametrize("base", ADDRESSES)
@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_generic_client_gets_a_token_by_password(client: httpx.Client, app: Starlette, base: str, method: str) -> None:
    configuration = discovered(client, base)
    with OAuth2Client(CLIENT_ID, CLIENT_SECRET, token_endpoint_auth_method=method, transport=ContractTransport(app)) as oauth:
        token = oauth.fetch_token(configuration["token_endpoint"], username=K2.id, password=K2.secret)
        assert verified(client, configuration, token["id_token"])["userId"] == U2
        assert oauth.get(configuration["userinfo_endpoint"]).json()["sub"] == f"user:{U2}"
        renewed = oauth.refresh_token(configuration["token_endpoint"])
        assert renewed["access_token"] != token["access_token"]
        assert oauth.get(f"{base}/account-access/v1/associations").status_code == 200


@pytest.mark.parametrize("base", ADDRESSES)
def test_a_generic_client_gets_a_token_by_code_with_pkce(client: httpx.Client, app: Starlette, base: str) -> None:
    configuration = discovered(client, base)
    asked = {"code_verifier": "v" * 43, "nonce": "n1", "login_hint": "priya.nair@summitpayments.example"}
    public = {"token_endpoint_auth_method": "none", "scope": "openid", "redirect_uri": BACK, "code_challenge_method": "S256"}
    with OAuth2Client(CLIENT_ID, **public, transport=ContractTransport(app)) as oauth:
        url, state = oauth.create_authorization_url(configuration["authorization_endpoint"], **asked)
        back = client.get(url).headers["Location"]
        assert parse_qs(urlsplit(back).query)["state"] == [state]
        token = oauth.fetch_token(configuration["token_endpoint"], authorization_response=back, code_verifier="v" * 43, state=state)
        found = verified(client, configuration, token["id_token"])
        assert (found["userId"], found["nonce"]) == (U3, "n1")
        assert oauth.get(configuration["userinfo_endpoint"]).json()["name"] == "priya.nair@summitpayments.example"


def test_a_generic_jose_library_verifies_a_token_of_a_real_server() -> None:
    with serving() as address, httpx.Client() as http:
        base = f"{address.rstrip('/')}/nice_cxone"
        body = {"accessKeyId": K2.id, "accessKeySecret": K2.secret}
        token = http.post(f"{base}/authentication/v1/token/access-key", json=body).json()["id_token"]
        key = jwt.PyJWKClient(discovered(http, base)["jwks_uri"]).get_signing_key_from_jwt(token)
        found = jwt.decode(token, key, algorithms=["RS256"], audience="inContact Evolve@inContact.com", issuer=base)
    assert found["userId"] == U2


# --- Who is it ------------------------------------------------------------------------------------------------------

UNAUTHORIZED = refusal(401, "invalid_token", "The access token is missing, invalid or expired", "userinfo-unauthorized")
WHOAMI = "/incontactauthorizationserver/token/whoami"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_userinfo_tells_who_the_bearer_is(cxone: CxoneClient, method: str) -> None:
    response = cxone.send(method, "/auth/userinfo", key="K3")
    assert response.status_code == 200
    assert list(response.json().items()) == [
        ("sub", f"user:{U3}"),
        ("name", "priya.nair@summitpayments.example"),
        ("given_name", "Priya"),
        ("family_name", "Nair"),
        ("email", "priya.nair@summitpayments.example"),
    ]


@pytest.mark.rule("nice_cxone.auth.userinfo-unauthorized")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_userinfo_without_a_valid_bearer_is_refused(cxone: CxoneClient, method: str) -> None:
    tokens = login(cxone)
    for headers in ({}, basic(), {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {tokens['refresh_token']}"}):
        response = cxone.send(method, "/auth/userinfo", key=None, headers=headers)
        assert refused(response) == UNAUTHORIZED
        assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.rule("nice_cxone.auth.id-token-as-bearer")
def test_userinfo_takes_an_id_token(cxone: CxoneClient) -> None:
    headers = {"Authorization": f"Bearer {login(cxone)['id_token']}"}
    assert cxone.send("GET", "/auth/userinfo", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", [WHOAMI, "/inContactAuthorizationServer/token/whoami", "/InContactAuthorizationServer/Token/WhoAmI", f"{WHOAMI}/"]
)
@pytest.mark.parametrize("use", ["access_token", "id_token"])
def test_whoami_tells_the_agent_behind_a_token(cxone: CxoneClient, path: str, use: str) -> None:
    cxone.freeze()
    token = login(cxone, "K3")[use]
    cxone.advance(0.5)
    response = cxone.send("POST", path, key=None, json={"token": token})
    assert response.status_code == 200
    assert list(response.json().items()) == [
        ("agent_id", 20011),
        ("bus_no", 4599001),
        ("expires_in", 3599),
        ("iss", "http://sandbox/nice_cxone"),
        ("refresh_token_server_uri", "http://sandbox/nice_cxone/auth/token"),
        ("resource_server_base_uri", "http://sandbox/nice_cxone/incontactapi/"),
        ("sub", f"user:{U3}"),
        ("team_id", 700),
    ]


@pytest.mark.rule("nice_cxone.auth.userinfo-unauthorized")
@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"{}", b'{"token": null}', b'{"token": 1}', b'{"token": "x"}', b"\xff"])
def test_whoami_without_a_valid_token_is_refused(cxone: CxoneClient, body: bytes) -> None:
    response = cxone.send("POST", WHOAMI, body=body)
    assert refused(response) == UNAUTHORIZED
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.rule("nice_cxone.auth.userinfo-unauthorized")
def test_whoami_refuses_a_refresh_token_and_a_forged_one(cxone: CxoneClient) -> None:
    cxone.freeze()
    tokens = login(cxone)
    for token in (tokens["refresh_token"], forged(tokens["access_token"], "x" * 32, "HS256"), tokens["access_token"][:-4]):
        assert refused(cxone.send("POST", WHOAMI, key=None, json={"token": token})) == UNAUTHORIZED
    cxone.advance(3600)
    assert refused(cxone.send("POST", WHOAMI, key=None, json={"token": tokens["access_token"]})) == UNAUTHORIZED


def test_the_associations_of_a_user_are_the_user(cxone: CxoneClient) -> None:
    response = cxone.send("GET", "/account-access/v1/associations", key="K3")
    assert response.status_code == 200
    assert response.json() == [{"userId": U3, "username": "priya.nair@summitpayments.example", "tenantName": "summit_payments"}]


def test_the_words_of_discovery_and_userinfo_can_be_switched(cxone: CxoneClient) -> None:
    cxone.switch(auth_error_body="tolerant")
    text = "Missing parameter: tenantId"
    expected = {"error": "invalid_request", "errorDescription": text, "error_description": text, "message": text}
    assert configuration(cxone, "").json() == expected
    assert list(cxone.send("GET", "/auth/userinfo", key=None).json()) == list(expected)


def test_the_issuer_of_a_token_is_the_address_that_was_called(app: Starlette) -> None:
    with httpx.Client(transport=InProcess(app)) as http:
        for base in ADDRESSES:
            body = {"accessKeyId": K2.id, "accessKeySecret": K2.secret}
            answer = http.post(f"{base}/authentication/v1/token/access-key", json=body).json()
            assert {claims(answer[use])["iss"] for use in ("access_token", "id_token", "refresh_token")} == {base}


def test_a_header_that_chooses_the_session_leaves_the_addresses_alone(cxone: CxoneClient) -> None:
    response = cxone.http.get(f"{BASE}/.well-known/openid-configuration", headers={"X-Sandbox-Session": "ci-7"})
    assert response.json()["issuer"] == "http://sandbox/nice_cxone"
    assert response.headers["X-Sandbox-Session"] == "ci-7"
    assert "X-Sandbox-Rule" not in response.headers
    assert rule_of(cxone.send("GET", "/auth/userinfo", key=None)) == "nice_cxone.auth.userinfo-unauthorized"
