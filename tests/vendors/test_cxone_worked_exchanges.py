"""The worked exchanges of CXone's fact sheet, replayed to the letter: status, named headers, and the body's text with its member order.

Left out is 10.7, an injected fault: the sandbox has no faults yet.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from hashlib import sha256
from typing import Any

import httpx
import pytest

from tests.vendors import cxone_exchanges as sheet
from tests.vendors import cxone_exchanges_around as around
from tests.vendors.cxone import KEYS, U3, CxoneClient

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
JWT = r"[\w-]+\.[\w-]+\.[\w-]+"
FORMS = {
    **dict.fromkeys(("<jwt>", "<K2-access>", "<K2-refresh>", "<K2-id>", "<new access>", "<new refresh>"), JWT),
    "<uuid>": UUID,
    "<job>": UUID,
    "<hex>": "[0-9a-f]+",
    "<key>": "[A-Z2-7]{52}====",
}
"""What stands in the sheet for a value that comes from the session's seed, and its form."""
EXCHANGES = {**sheet.EXCHANGES, **around.EXCHANGES}
FIRST, SECOND = "b2e28d4e-ef22-4597-a104-2e740f729686", "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze("2026-03-10T16:01:00Z")


def replay(cxone: CxoneClient, request: str, expected: str, **known: str) -> httpx.Response:
    """Send a request of the sheet as it stands there, and hold the answer against the sheet's.

    `known` are values that an earlier answer gave: `job="..."` stands for `<job>`.
    """
    response = sent(cxone, request, **known)
    status, headers, body = parsed(expected)
    assert f"HTTP/1.1 {response.status_code} {response.reason_phrase}" == status, response.text
    assert {name: response.headers.get(name) for name in headers} == headers
    pattern = re.escape(addressed(compact(body), response))
    for name, value in known.items():
        pattern = pattern.replace(re.escape(f"<{name}>"), re.escape(value))
    for placeholder, form in FORMS.items():
        pattern = pattern.replace(re.escape(placeholder), form)
    assert re.fullmatch(pattern, response.text), response.text
    if not body:
        assert "Content-Type" not in response.headers
    return response


def sent(cxone: CxoneClient, request: str, **known: str) -> httpx.Response:
    """Send a request of the sheet with its own headers, and no others but those that HTTP asks for."""
    for name, value in known.items():
        request = request.replace(f"<{name}>", value)
    for key in set(re.findall(r"<(K\d)-(?:access|refresh)>", request)):
        tokens = cxone.access_key_token(KEYS[key].id, KEYS[key].secret).json()
        request = request.replace(f"<{key}-access>", tokens["access_token"]).replace(f"<{key}-refresh>", tokens["refresh_token"])
    line, headers, body = parsed(request)
    method, target, _ = line.split()
    made = cxone.http.build_request(method, f"http://sandbox{target}", headers={"Host": "na1.nice-incontact.com", **headers}, content=body)
    for name in {"Accept", "Accept-Encoding", "User-Agent", "Connection"} - set(headers):
        del made.headers[name]
    return cxone.http.send(made)


def parsed(message: str) -> tuple[str, dict[str, str], str]:
    """Take a message of the sheet apart: first line, headers, body."""
    head, _, body = message.partition("\n\n")
    line, *headers = head.splitlines()
    return line, dict(header.split(": ", 1) for header in headers), body


def compact(body: str) -> str:
    """Return JSON of the sheet as a server writes it."""
    return json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False) if body else ""


def addressed(text: str, response: httpx.Response) -> str:
    """Put the addresses into a text of the sheet, as the client of this answer reached the sandbox."""
    base = f"http://{response.request.headers['Host']}"
    return text.replace("{BASE}", base).replace("{FILES}", f"{base}/~default/nice_cxone/files")


def decoded(part: str) -> bytes:
    """Decode a part of a token."""
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def values(cxone: CxoneClient, segment: str) -> dict[str, str]:
    """Return what is stored on a segment."""
    found: dict[str, str] = cxone.state["segments"][segment]["values"]
    return found


# --- One by one -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXCHANGES)
def test_a_worked_exchange_of_cxone_gives_the_answer_of_the_sheet_to_the_letter(cxone: CxoneClient, name: str) -> None:
    replay(cxone, *EXCHANGES[name])


@pytest.mark.parametrize("name", [name for name in EXCHANGES if name.startswith(("10.3", "10.4 [", "10.5", "10.6"))])
def test_a_refused_update_stores_nothing(cxone: CxoneClient, name: str) -> None:
    before = cxone.state["segments"]
    replay(cxone, *EXCHANGES[name])
    assert cxone.state["segments"] == before


# --- In order -------------------------------------------------------------------------------------------------------


def test_10_2_what_is_updated_is_read_back_through_media_playback(cxone: CxoneClient) -> None:
    replay(cxone, sheet.UPDATE, sheet.NO_CONTENT)
    replay(cxone, sheet.PLAYBACK, sheet.PLAYBACK_REPLY)
    replay(cxone, sheet.UPDATE_SEGMENT, sheet.NO_CONTENT)
    answer = sent(cxone, sheet.PLAYBACK_SEGMENT).json()
    expected = json.loads(sheet.SEGMENT_VALUES)["dynamicBusinessData"]
    assert answer["Interactions"][0]["dynamicBusinessData"] == expected
    assert answer["interactions"] == answer["Interactions"]
    assert values(cxone, SECOND)["business_data_name3"] == "1234"
    assert "CaseId" not in values(cxone, SECOND)


def test_10_4_a_number_is_stored_as_text_or_refused_with_strict_typing(cxone: CxoneClient) -> None:
    replay(cxone, sheet.NUMBER, sheet.NO_CONTENT)
    assert values(cxone, FIRST)["AccountNumber"] == values(cxone, SECOND)["AccountNumber"] == "5"
    cxone.switch(value_typing="strict")
    replay(cxone, sheet.NUMBER, sheet.NO_NUMBER)


def test_10_8_the_id_token_is_that_of_the_sheet_and_10_10_its_signature_is_good(cxone: CxoneClient) -> None:
    response = replay(cxone, around.PASSWORD, around.PASSWORD_REPLY)
    token = response.json()["id_token"]
    head, payload, signature = token.split(".")
    assert decoded(head).decode() == compact(around.ID_HEADER)
    pattern = re.escape(addressed(compact(around.ID_PAYLOAD), response)).replace("<uuid>", UUID)
    assert re.fullmatch(pattern, decoded(payload).decode())
    (key,) = cxone.http.get("/auth/jwks").json()["keys"]
    assert (key["kty"], key["use"], key["alg"], key["kid"]) == ("RSA", "sig", "RS256", "default")
    modulus, exponent = (int.from_bytes(decoded(key[name])) for name in ("n", "e"))
    size = (modulus.bit_length() + 7) // 8
    # PKCS #1 v1.5: padding, the algorithm's identifier, the digest.
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + sha256(f"{head}.{payload}".encode()).digest()
    signed = pow(int.from_bytes(decoded(signature)), exponent, modulus).to_bytes(size)
    assert signed == b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest


def test_10_8_the_refresh_of_the_vendors_sdk_gives_new_tokens(cxone: CxoneClient) -> None:
    first = replay(cxone, around.PASSWORD, around.PASSWORD_REPLY).json()
    second = replay(cxone, around.SDK_REFRESH, around.PASSWORD_REPLY, refresh=first["refresh_token"]).json()
    assert all(first[name] != second[name] for name in ("access_token", "refresh_token", "id_token"))


@pytest.mark.parametrize("again", ["K1", "K2"])
def test_10_11_a_job_is_created_throttled_polled_and_downloaded(cxone: CxoneClient, again: str) -> None:
    job = replay(cxone, around.CREATE_JOB, sheet.reply("202 Accepted", '"<job>"')).json()
    refusal = sheet.reply(sheet.FORBIDDEN, '{"message": "Only one call per tenant is allowed in a 30 second period."}')
    replay(cxone, around.CREATE_JOB.replace("K2", again), refusal)
    replay(cxone, around.GET_JOB, around.RUNNING, job=job)
    url = replay(cxone, around.GET_JOB, around.SUCCEEDED, job=job).json()["jobStatus"]["result"]["url"]
    downloaded = cxone.http.get(url)
    assert (downloaded.status_code, downloaded.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert downloaded.content == b"\xef\xbb\xbf" + around.CSV.replace("\n", "\r\n").encode()
    cxone.advance(30)
    expired = cxone.http.get(url)
    assert (expired.status_code, expired.headers["Content-Type"], expired.text) == (403, "application/xml", around.ACCESS_DENIED)
    fresh = replay(cxone, around.GET_JOB, around.SUCCEEDED, job=job).json()["jobStatus"]["result"]["url"]
    assert fresh != url
    assert cxone.http.get(fresh).content == downloaded.content


def test_10_12_the_second_page_of_version_23_has_the_old_names_and_no_next_page(cxone: CxoneClient) -> None:
    answer = sent(cxone, around.LEGACY)
    assert answer.status_code == 200
    assert json.dumps(answer.json()["completedContacts"]) == around.LEGACY_CONTACTS
    assert answer.json()["_links"]["next"] is None


@pytest.mark.parametrize("request_", [around.COMPLETED, around.LEGACY, around.SERVER_TIME])
def test_10_12_without_an_accept_header_nothing_is_rendered(cxone: CxoneClient, request_: str) -> None:
    answer = sent(cxone, request_.replace("Accept: application/json\n", ""))
    assert (answer.status_code, answer.headers["Content-Type"], answer.text) == (200, "application/html", around.UNRENDERED)


def test_10_12_without_an_accept_header_nothing_and_errors_are_answered_as_ever(cxone: CxoneClient) -> None:
    for name in ("10.12 nothing", "10.12 unknown"):
        request, expected = EXCHANGES[name]
        replay(cxone, request.replace("Accept: application/json\n", ""), expected)


def test_10_13_the_151st_call_of_a_tenant_is_throttled(cxone: CxoneClient) -> None:
    token = cxone.token("K2")
    request = around.ASKED.replace("<K2-access>", token).replace("8675309", "1111111")
    for _ in range(149):
        assert sent(cxone, request).status_code == 404
    assert sent(cxone, around.ASKED).status_code == 200
    replay(cxone, around.ASKED, around.THROTTLED)


def test_10_13_an_agent_may_play_her_own_calls(cxone: CxoneClient) -> None:
    answer = sent(cxone, around.ASKED.replace("K2", "K3"))
    assert answer.status_code == 200
    assert U3 in {one["userId"] for one in answer.json()["interactions"][0]["data"]["participantDataList"]}


def test_10_14_the_value_is_on_the_live_segment(cxone: CxoneClient) -> None:
    replay(cxone, around.LIVE, around.LIVE_REPLY)
    assert values(cxone, "a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77") == {"AccountNumber": "76541650"}


def test_10_15_a_key_that_was_deactivated_gives_no_token(cxone: CxoneClient) -> None:
    made: dict[str, Any] = replay(cxone, around.NEW_KEY, around.NEW_KEY_REPLY).json()["resultSet"]
    key_id, secret = made["accessKeyId"], made["accessKeySecret"]
    request = sheet.ACCESS_KEY.partition("\n\n")[0] + "\n\n" + json.dumps({"accessKeyId": key_id, "accessKeySecret": secret})
    assert sent(cxone, request).status_code == 200
    replay(cxone, around.DEACTIVATE.replace("<new id>", key_id.replace("=", "%3D")), sheet.NO_CONTENT)
    replay(cxone, request, sheet.reply(sheet.UNAUTHORIZED, sheet.INVALID_GRANT, sheet.NO_STORE))


# --- The scenario `empty` -------------------------------------------------------------------------------------------


def test_the_empty_scenario_knows_no_contact_and_no_job(cxone: CxoneClient) -> None:
    made = cxone.http.post("/_sandbox/sessions", json={"name": "bare", "fixture": "empty", "now": "2026-03-10T16:01:00Z"})
    assert made.status_code == 201
    token = cxone.http.post(
        "/~bare/nice_cxone/authentication/v1/token/access-key",
        json={"accessKeyId": KEYS["K2"].id, "accessKeySecret": KEYS["K2"].secret},
    ).json()["access_token"]

    def ask(method: str, path: str, **members: Any) -> tuple[int, str]:
        bearer = {"Authorization": f"Bearer {token}"}
        answer = cxone.http.request(method, f"/~bare/nice_cxone{path}", headers=bearer, **members)
        return answer.status_code, answer.text

    contact = "/business-data-manager/v1/business-data/contact/8675309"
    assert ask("PUT", contact, json=[{"AccountNumber": "1"}]) == (404, compact(parsed(sheet.NO_CONTACT)[2]))
    assert ask("GET", "/incontactapi/services/v33.0/contacts/completed") == (204, "")
    assert ask("GET", "/data-extraction/v1/jobs") == (200, '{"jobs":[]}')
    assert ask("GET", "/media-playback/v1/contacts?acd-call-id=8675309") == (404, compact(parsed(around.NO_INTERACTION)[2]))
