"""What stands in a session of CXone by another hand: odd states, tokens of our key that we did not make, long names."""

from __future__ import annotations

from base64 import b32decode

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sandbox.app import create_app
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendors.nice_cxone.manifest import credentials
from tests.contract import INSTALLED
from tests.vendors.cxone import U3, CxoneClient, rule_of
from tests.vendors.cxone_auth import PUBLISHED_KEY
from tests.vendors.cxone_business_data import LIVE, LIVE_SEGMENT

UPDATE = "/interaction-recording-management-service/v1/interactions/business-data-update"


def put(cxone: CxoneClient, state: object) -> None:
    """Replace the state."""
    assert cxone.http.put("/_sandbox/state/nice_cxone", json=state).status_code == 204


@pytest.mark.parametrize("name", ["a", "x" * 20, "x" * 21, "x" * 64])
def test_an_issued_access_key_tells_its_session_however_long_the_name_is(name: str) -> None:
    key_id = credentials(name)["access_key_id"]
    assert key_id.endswith("====")
    assert b32decode(key_id).decode().startswith(f"sbx~{name}~")


def test_a_segment_of_a_medium_that_is_not_recorded_cannot_be_played(cxone: CxoneClient) -> None:
    cxone.freeze()
    state = cxone.state
    for segment_id in state["contacts"]["8675309"]["segments"]:
        state["segments"][segment_id]["mediaTypeId"] = 7
    put(cxone, state)
    refused = cxone.playback("8675309")
    assert (refused.status_code, rule_of(refused)) == (404, "nice_cxone.mp.not-found")


def test_a_running_segment_of_a_closed_contact_is_no_live_call(cxone: CxoneClient) -> None:
    cxone.freeze()
    state = cxone.state
    assert state["segments"][LIVE_SEGMENT]["endedAt"] is None
    state["contacts"][str(LIVE)]["totalSeconds"] = 10
    put(cxone, state)
    refused = cxone.send("POST", UPDATE, params={"userId": U3}, json=[{"AccountNumber": "1"}])
    assert (refused.status_code, rule_of(refused)) == (404, "nice_cxone.live.no-call")


@pytest.mark.parametrize("claims", [{}, {"sbx_use": "access"}, {"sbx_use": "other", "sub": "user:x"}])
def test_a_token_of_our_key_that_says_something_else_is_refused(cxone: CxoneClient, claims: dict[str, str]) -> None:
    token = jwt.encode(claims, PUBLISHED_KEY, algorithm="RS256")
    refused = cxone.send("GET", "/data-extraction/v1/jobs", key=None, headers={"Authorization": f"Bearer {token}"})
    assert (refused.status_code, rule_of(refused)) == (401, "nice_cxone.auth.bearer-required")


def test_a_signing_key_that_is_no_rsa_key_is_named_as_the_sandboxs_own_fault() -> None:
    key = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    issued = credentials(None)
    sent = {"accessKeyId": issued["access_key_id"], "accessKeySecret": issued["access_key_secret"]}
    with httpx.Client(transport=InProcess(create_app(Settings(signing_key=key), INSTALLED)), base_url="http://sandbox") as client:
        answer = client.post("/nice_cxone/authentication/v1/token/access-key", json=sent)
    assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (500, "TypeError")
    assert "CXone signs with an RSA key" in answer.text
