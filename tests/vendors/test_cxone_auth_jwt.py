"""CXone's tokens: what they say, in which order, how long they live, and that the same requests give the same ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import urlsafe_b64decode
from uuid import NAMESPACE_URL, uuid5

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from sandbox.app import create_app
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendors.nice_cxone.tokens import uuid_of
from tests.contract import INSTALLED
from tests.vendors.cxone import BASE, CLIENT_ID, FROZEN, KEYS, T1, U2, CxoneClient
from tests.vendors.cxone_auth import NOW, PASSWORD, PUBLISHED_KEY, claims, grant, login, parts, works

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
ISSUER = "http://sandbox/nice_cxone"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def written(token: str) -> tuple[str, str]:
    """Return header and claims of a token as text, to compare their order."""
    header, payload, _ = (urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("latin-1") for part in token.split("."))
    return header, payload


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


# --- Contents -------------------------------------------------------------------------------------------------------


def test_an_access_token_says_who_may_do_what_where(cxone: CxoneClient) -> None:
    token = login(cxone)["access_token"]
    expected = {
        "role": {
            "legacyId": "Manager",
            "id": str(uuid5(NAMESPACE_URL, f"role:{T1}:Manager")),
            "lastUpdateTime": 1767225600000,
            "secondaryRoles": [],
        },
        "sub": f"user:{U2}",
        "iss": ISSUER,
        "given_name": "Integration",
        "family_name": "Service",
        "name": "integration@summitpayments.example",
        "aud": "inContact Evolve@inContact.com",
        "icBUId": 4599001,
        "tenantId": T1,
        "tenant": "summit_payments",
        "icClusterId": "B32",
        "icAgentId": 20002,
        "teamId": 700,
        "iat": NOW,
        "exp": NOW + 3600,
        "sbx_use": "access",
        "sbx_session": "default",
        "jti": claims(token)["jti"],
    }
    assert written(token) == ('{"alg":"RS256","typ":"JWT"}', compact(expected))


def test_an_id_token_says_who_logged_in(cxone: CxoneClient) -> None:
    token = login(cxone)["id_token"]
    expected = {
        "sub": f"user:{U2}",
        "icDomain": "nice-incontact.com",
        "iss": ISSUER,
        "given_name": "Integration",
        "family_name": "Service",
        "name": "integration@summitpayments.example",
        "userId": U2,
        "aud": "inContact Evolve@inContact.com",
        "icBUId": 4599001,
        "tenantId": T1,
        "tenant": "summit_payments",
        "icClusterId": "B32",
        "icAgentId": 20002,
        "teamId": 700,
        "iat": NOW,
        "exp": NOW + 3600,
        "sbx_use": "id",
        "sbx_session": "default",
        "jti": claims(token)["jti"],
    }
    assert written(token) == ('{"alg":"RS256","typ":"JWT","kid":"default"}', compact(expected))


def test_a_refresh_token_says_whose_login_goes_on(cxone: CxoneClient) -> None:
    token = grant(cxone, **PASSWORD).json()["refresh_token"]
    found = claims(token)
    expected = {
        "aud": "inContact Evolve@inContact.com",
        "iss": ISSUER,
        "id": U2,
        "sessionId": found["sessionId"],
        "iat": NOW,
        "exp": NOW + 7200,
        "sbx_use": "refresh",
        "sbx_session": "default",
        "sbx_client": CLIENT_ID,
        "jti": found["jti"],
    }
    assert written(token) == ('{"alg":"RS256","typ":"JWT"}', compact(expected))
    assert UUID.fullmatch(found["sessionId"])


def test_every_token_has_an_id_of_its_own(cxone: CxoneClient) -> None:
    tokens = [*login(cxone).values(), *grant(cxone, **PASSWORD).json().values()]
    ids = [claims(token)["jti"] for token in tokens if "." in str(token)]
    assert len(set(ids)) == len(ids) == 6
    assert all(UUID.fullmatch(found) for found in ids)


@pytest.mark.parametrize("name", ["role:x:Agent", "", "\N{KEY}"])
def test_a_uuid_of_a_name_is_one_of_version_5(name: str) -> None:
    assert uuid_of(name) == str(uuid5(NAMESPACE_URL, name))


# --- Lifetimes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("use", ["access_token", "id_token"])
def test_a_token_lives_for_an_hour_to_the_second(cxone: CxoneClient, use: str) -> None:
    token = login(cxone)[use]
    cxone.advance(3599.999)
    assert works(cxone, token)
    cxone.advance(0.001)
    assert not works(cxone, token)


def test_a_token_counts_from_the_whole_second(cxone: CxoneClient) -> None:
    cxone.freeze("2026-03-10T16:01:00.999Z")
    token = login(cxone)["access_token"]
    assert claims(token)["iat"] == NOW
    cxone.advance(3599)
    assert works(cxone, token)
    cxone.advance(0.001)
    assert not works(cxone, token)


def test_a_token_of_the_future_is_valid(cxone: CxoneClient) -> None:
    token = login(cxone)["access_token"]
    cxone.freeze("2020-01-01T00:00:00Z")
    assert works(cxone, token)


@pytest.mark.rule("nice_cxone.auth.key-deactivated-later")
@pytest.mark.parametrize("ending", ["deactivated", "deleted"])
def test_tokens_outlive_their_key(cxone: CxoneClient, ending: str) -> None:
    tokens = login(cxone, "K3")
    path = f"/access-key-management/v1/access-keys/{KEYS['K3'].id}"
    if ending == "deleted":
        assert cxone.send("DELETE", path, key="K1").status_code == 204
    else:
        params = {"accessKeyId": KEYS["K3"].id}
        path = "/access-key-management/v1/access-keys"
        assert cxone.send("PATCH", path, key="K1", params=params, json={"isActive": False}).status_code == 204
    assert works(cxone, tokens["access_token"])
    assert grant(cxone, {}, grant_type="refresh_token", refresh_token=tokens["refresh_token"]).status_code == 200
    cxone.advance(3600)
    assert not works(cxone, tokens["access_token"])


# --- The same again -------------------------------------------------------------------------------------------------


def bytes_of_a_day(cxone: CxoneClient) -> list[bytes]:
    """Do what needs chance and keys; return the answers."""
    login_answer = cxone.access_key_token(KEYS["K2"].id, KEYS["K2"].secret)
    made = cxone.send("POST", "/access-key-management/v1/access-keys", json={})
    asked = {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": "http://localhost:3000/callback", "scope": "openid"}
    code = cxone.http.get(f"{BASE}/auth/authorize", params=asked)
    return [login_answer.content, grant(cxone, **PASSWORD).content, made.content, code.headers["Location"].encode()]


def test_a_reset_gives_the_same_bytes_again(cxone: CxoneClient) -> None:
    cxone.freeze()
    first = bytes_of_a_day(cxone)
    cxone.freeze()
    assert bytes_of_a_day(cxone) == first


def test_another_server_gives_the_same_bytes(cxone: CxoneClient) -> None:
    cxone.freeze()
    first = bytes_of_a_day(cxone)
    with httpx.Client(transport=InProcess(create_app(Settings(), INSTALLED)), base_url="http://sandbox") as http:
        other = CxoneClient(http)
        other.freeze()
        assert bytes_of_a_day(other) == first


# --- The key --------------------------------------------------------------------------------------------------------


def test_the_published_key_says_that_it_protects_nothing() -> None:
    assert PUBLISHED_KEY.startswith(b"# ")
    assert b"protects nothing" in PUBLISHED_KEY.partition(b"-----BEGIN")[0]
    key = load_pem_private_key(PUBLISHED_KEY, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    assert (key.key_size, key.public_key().public_numbers().e) == (2048, 65537)


def test_a_key_of_ones_own_signs_and_verifies(cxone: CxoneClient) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with httpx.Client(transport=InProcess(create_app(Settings(signing_key=pem), INSTALLED)), base_url="http://sandbox") as http:
        other = CxoneClient(http)
        other.freeze()
        token = other.token()
        verifier = jwt.PyJWK(http.get(f"{BASE}/auth/jwks").json()["keys"][0])
        assert jwt.decode(token, verifier, algorithms=["RS256"], options={"verify_aud": False, "verify_exp": False})["sub"] == f"user:{U2}"
        assert works(other, token)
        assert not works(other, cxone.token())
    assert not works(cxone, token)
    assert parts(token) == parts(cxone.token())


def test_the_libraries_for_signatures_are_loaded_with_the_first_token() -> None:
    script = (
        "import sys\n"
        "from sandbox.vendors import discover\n"
        "discover()['nice_cxone'].load()\n"
        "print(sorted({'jwt', 'cryptography'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


# --- Sessions -------------------------------------------------------------------------------------------------------


def test_issued_credentials_work_and_their_tokens_name_the_session(cxone: CxoneClient) -> None:
    created = cxone.http.post("/_sandbox/sessions", json={"name": "ci-7"})
    credentials = created.json()["credentials"]["nice_cxone"]
    base = created.json()["base_urls"]["nice_cxone"]
    assert credentials["tenant_id"] == T1
    body = {"accessKeyId": credentials["access_key_id"], "accessKeySecret": credentials["access_key_secret"]}
    by_key = cxone.http.post(f"{base}/authentication/v1/token/access-key", json=body)
    form = {"grant_type": "password", "username": credentials["access_key_id"], "password": credentials["access_key_secret"]}
    client = (credentials["client_id"], credentials["client_secret"])
    by_password = cxone.http.post(f"{base}/auth/token", data=form, auth=client)
    for response in (by_key, by_password):
        assert response.status_code == 200
        for use in ("access_token", "id_token", "refresh_token"):
            found = claims(response.json()[use])
            assert (found["sbx_session"], found["iss"]) == ("ci-7", base)
        assert claims(response.json()["access_token"])["sub"] == f"user:{U2}"
    assert claims(by_password.json()["refresh_token"])["sbx_client"] == f"{CLIENT_ID}~ci-7"


def test_issued_credentials_are_there_again_after_a_reset(cxone: CxoneClient) -> None:
    created = cxone.http.post("/_sandbox/sessions", json={"name": "ci-8"}).json()
    credentials, base = created["credentials"]["nice_cxone"], created["base_urls"]["nice_cxone"]
    assert cxone.http.post("/~ci-8/_sandbox/reset").status_code == 204
    body = {"accessKeyId": credentials["access_key_id"], "accessKeySecret": credentials["access_key_secret"]}
    assert cxone.http.post(f"{base}/authentication/v1/token/access-key", json=body).status_code == 200
    assert cxone.access_key_token(credentials["access_key_id"], credentials["access_key_secret"]).status_code == 401


def test_the_credentials_of_the_fixture_work_in_every_session(cxone: CxoneClient) -> None:
    key = KEYS["K2"]
    body = {"accessKeyId": key.id, "accessKeySecret": key.secret}
    response = cxone.http.post(f"/~other{BASE}/authentication/v1/token/access-key", json=body)
    assert claims(response.json()["access_token"])["sbx_session"] == "other"


def test_a_token_is_accepted_in_every_session_that_has_its_user(cxone: CxoneClient) -> None:
    headers = {"Authorization": f"Bearer {cxone.token()}", "X-Sandbox-Session": "elsewhere"}
    cxone.http.put("/~elsewhere/_sandbox/clock", json={"now": FROZEN, "mode": "frozen"})
    assert cxone.http.get(f"{BASE}/account-access/v1/associations", headers=headers).status_code == 200
    cxone.http.put("/~elsewhere/_sandbox/state/nice_cxone", json={})
    assert cxone.http.get(f"{BASE}/account-access/v1/associations", headers=headers).status_code == 401
