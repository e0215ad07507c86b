"""What is signed, and what a client may have signed."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from sandbox.calls import Incoming
from sandbox.clock import Clock
from sandbox.session import Seat, Start
from sandbox.vendors.ovationcxm import vendor
from sandbox.vendors.ovationcxm.auth import authenticate
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import Refusal
from sandbox.vendors.ovationcxm.signature import candidates, sign
from tests.vendors.ovation import NWF, SMT, UZT, Json, Ovation, denied, fresh_date, results

NOW = "2022-02-10T05:03:27Z"

VECTORS = [
    ("/api/v3/issues/get", "2022-02-10T05:03:27+00:00", "EzTrYGnvjEtkbEG72z5C3V6OIaKR6OY/BYxS4lkcYFE="),
    ("/api/v3/issues/get?limit=10&start=0", "2022-02-10T05:03:27+00:00", "3AZRjrslB1SogX/x26BtNzp+Y5CjFFuk0/boT5MwNok="),
    (
        "/api/v3//issues/resolve/0059b314-44e7-4f1f-a3dc-8046ac5388d4?_=1644469407000",
        "2022-02-10T05:03:27.000Z",
        "vyvEIPozHa/p/ABL7iOi2L7gJfQfWcLm74ugGsxn9jY=",
    ),
    (
        "/api/v3/orgs/team/map_user/UZT-LWW?user_id=AB23CD",
        "2022-02-10T05:03:27+00:00",
        "5eVZPZLtoMC3hKqB5aYjMcxz0HhTJ0YZ5KuPKpVeGF8=",
    ),
    (
        "/api/v3/customers/lookupByEmail?customerUserEmail=a%20b%40c.com&_=1644469407000",
        "2022-02-10T05:03:27.000Z",
        "oCed9ZwP2L/lGBTcBM2i8Re4cMmOicWECbpssx/DA/8=",
    ),
    ("/api/v3/customers/get/C8J8AE", "2018-09-11T15:46:43-04:00", "Saqn/WM01XcYtSuouU4oja2QNLGX5UKI1nskty6oN7A="),
    ("/api/v3/issues/get", "2022-02-10T05:03:27+0000", "MpeeGo9JpoRw51uXRNFmW9ijB1UuabcwS4JgKKr41T4="),
    ("/api/v3/issues/get", "2016-03-24T10:11:12.345678", "FZshp4vmNQUJSHkJeykIAsVm11p00WFtrbo7oJfsMZc="),
    (
        "/api/v3/customers/user_check/a+b@c.com?_=1644469407000",
        "2022-02-10T05:03:27.000Z",
        "QIpt5QHt06c1isDWbb0c5NJwSWd7Ov4SZWahdjEph3Y=",
    ),
]


def at(ovation: Ovation, now: str) -> Ovation:
    """Return a client whose dates are compared with a clock that stands at `now`."""
    ovation.freeze(now)
    ovation.switch(date_reference="session")
    return ovation


def send(ovation: Ovation, address: str, signed: str, **changes: str) -> httpx.Response:
    """GET an address with a signature of another target."""
    return ovation.client.get(address, headers={**ovation.headers(signed), **changes})


@pytest.mark.parametrize(("target", "date", "signature"), VECTORS)
def test_the_signature_is_hmac_sha256_of_target_colon_and_date(target: str, date: str, signature: str) -> None:
    assert sign("boomtown-sandbox-secret", target, date) == signature


NOW_OF = {"2018-09-11T15:46:43-04:00": "2018-09-11T19:46:43Z", "2016-03-24T10:11:12.345678": "2016-03-24T10:11:12.345Z"}


@pytest.mark.parametrize(("target", "date", "signature"), VECTORS)
def test_a_request_of_a_real_client_is_authenticated(ovation: Ovation, target: str, date: str, signature: str) -> None:
    """Whether the request then does something is another matter."""
    at(ovation, NOW_OF.get(date, NOW))
    headers = {"X-Boomtown-Token": UZT[0], "X-Boomtown-Date": date, "X-Boomtown-Signature": signature}
    method = "POST" if "resolve" in target or "map_user" in target else "GET"
    answer = ovation.client.request(method, target, headers={**headers, "Host": "api.sandbox.goboomtown.com"})
    assert answer.status_code in (200, 404), answer.headers["X-Sandbox-Rule"]
    headers["X-Boomtown-Signature"] = signature.swapcase()
    denied(ovation.client.request(method, target, headers={**headers, "Host": "api.sandbox.goboomtown.com"}), "auth-bad-signature")


# --- What a client may have signed ----------------------------------------------------------------------------------


def test_a_plain_target_at_the_vendors_host_has_one_candidate_and_its_question_mark() -> None:
    assert list(candidates("", "/api/v3//issues/get", "limit=1")) == ["/api/v3//issues/get?limit=1"]
    assert list(candidates("", "/api/v3/issues/get", "")) == ["/api/v3/issues/get", "/api/v3/issues/get?"]


def test_the_candidates_are_the_raw_target_the_vendors_own_path_then_both_decoded() -> None:
    assert list(candidates("/~ci/ovationcxm", "/api/v3/customers/get/a%20b", "x=%20")) == [
        "/~ci/ovationcxm/api/v3/customers/get/a%20b?x=%20",
        "/api/v3/customers/get/a%20b?x=%20",
        "/~ci/ovationcxm/api/v3/customers/get/a b?x=%20",
        "/api/v3/customers/get/a b?x=%20",
    ]
    assert list(candidates("", "/api/v3/a%20b", "_=1")) == ["/api/v3/a%20b?_=1", "/api/v3/a b?_=1"]


ADDRESSES = ["/ovationcxm", "/~default/ovationcxm", "/~default", ""]


@pytest.mark.parametrize("prefix", ADDRESSES)
def test_a_client_signs_what_it_sends_or_the_vendors_own_path(ovation: Ovation, prefix: str) -> None:
    target = "/api/v3/customers/get?limit=1"
    for signed in (f"{prefix}{target}", target):
        assert send(ovation, f"{prefix}{target}", signed).status_code == 200
    for signed in (f"/other{target}", f"/ovationcxm/ovationcxm{target}", "/customers/get?limit=1", f"/mxo{target}"):
        denied(send(ovation, f"{prefix}{target}", signed), "auth-bad-signature")


def test_the_vendors_hosts_need_no_prefix(ovation: Ovation) -> None:
    for host in ("goboomtown.com", "preprod.goboomtown.com", "sandbox.goboomtown.com", "uat.goboomtown.com", "integ.goboomtown.com"):
        target = "/api/v3/customers/get"
        assert send(ovation, target, target, Host=f"api.{host}").status_code == 200


PATHS = [
    ("/api/v3/customers/get/HCR2K%58", "/api/v3/customers/get/HCR2KX", 200),
    ("/api/v3/customers/get/a%20b", "/api/v3/customers/get/a b", 404),
    ("/api/v3/customers/get/caf%C3%A9", "/api/v3/customers/get/café", 404),
    ("/api/v3/customers/get/a+b", "/api/v3/customers/get/a+b", 404),
]


@pytest.mark.parametrize(("target", "decoded", "status"), PATHS)
@pytest.mark.parametrize("prefix", ADDRESSES)
def test_a_client_may_sign_the_path_percent_decoded(ovation: Ovation, prefix: str, target: str, decoded: str, status: int) -> None:
    for signed in (f"{prefix}{target}", target, f"{prefix}{decoded}", decoded):
        assert send(ovation, f"{prefix}{target}", signed).status_code == status


def test_the_query_is_signed_as_it_is_sent_also_where_the_path_is_decoded(ovation: Ovation) -> None:
    address = "/ovationcxm/api/v3/customers/get/HCR2K%58?_=%20"
    assert send(ovation, address, "/api/v3/customers/get/HCR2KX?_=%20").status_code == 200
    denied(send(ovation, address, "/api/v3/customers/get/HCR2KX?_= "), "auth-bad-signature")
    denied(send(ovation, address, "/api/v3/customers/get/HCR2KX"), "auth-bad-signature")


def test_the_path_is_decoded_once(ovation: Ovation) -> None:
    address = "/ovationcxm/api/v3/customers/get/HCR2K%2558"
    assert send(ovation, address, "/api/v3/customers/get/HCR2K%58").status_code == 404
    denied(send(ovation, address, "/api/v3/customers/get/HCR2KX"), "auth-bad-signature")


def test_bytes_that_are_no_ascii_are_signed_as_they_are_sent(ovation: Ovation) -> None:
    path, query = "/api/v3/customers/get/café", "_=é\udcff"
    now = datetime.now(UTC)
    headers = ovation.headers(f"{path}?{query}", now.isoformat())
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"method": "GET", "query_string": query.encode("utf-8", "surrogateescape"), "headers": raw}
    incoming = Incoming(scope, b"", path.encode(), b"", "/ovationcxm")
    call = OvationCall(incoming, Seat(vendor, "default", Start("default", 0), now, Clock()), now)
    authenticate(call)
    assert call.caller.id == "SMT"

    incoming.query = b"_=\xff"
    with pytest.raises(Refusal):
        authenticate(call)
    assert f"canonical string /ovationcxm{path}?_=\ufffd:" in str(call.note), "the journal is text"


# --- What breaks a signature, and what does not ---------------------------------------------------------------------

CHANGES = [
    ("/api/v3/customers/get?limit=10&start=1", "/api/v3/customers/get?limit=20&start=1"),
    ("/api/v3/customers/get?limit=10&start=1", "/api/v3/customers/get?start=1&limit=10"),
    ("/api/v3/customers/get?limit=10", "/api/v3/customers/get?limit=%310"),
    ("/api/v3/customers/get?_=a%20b", "/api/v3/customers/get?_=a+b"),
    ("/api/v3/customers/get", "/api/v3/customers/get?_=1"),
    ("/api/v3/customers/get", "/api/v3/customers/get/"),
    ("/api/v3//customers/get", "/api/v3/customers/get"),
]


@pytest.mark.rule("ovationcxm.auth-bad-signature")
@pytest.mark.parametrize(("signed", "sent"), CHANGES)
def test_a_target_that_was_changed_after_signing_is_refused(ovation: Ovation, signed: str, sent: str) -> None:
    assert send(ovation, f"/ovationcxm{sent}", sent).status_code == 200
    denied(send(ovation, f"/ovationcxm{sent}", signed), "auth-bad-signature")


@pytest.mark.parametrize("signed", ["/api/v3/customers/get?", "/ovationcxm/api/v3/customers/get?", "/api/v3/customers/get"])
def test_a_question_mark_with_nothing_behind_it_may_be_signed(ovation: Ovation, signed: str) -> None:
    assert send(ovation, "/ovationcxm/api/v3/customers/get?", signed).status_code == 200


@pytest.mark.rule("ovationcxm.auth-bad-signature")
@pytest.mark.parametrize("date", ["2022-02-10T05:03:27Z", "2022-02-10T05:03:27.000+00:00", "2022-02-10T05:03:26+00:00"])
def test_a_date_that_was_changed_or_written_anew_after_signing_is_refused(ovation: Ovation, date: str) -> None:
    at(ovation, NOW)
    target = "/api/v3/customers/get"
    assert ovation.send("GET", target, date="2022-02-10T05:03:27+00:00").status_code == 200
    signature = sign(SMT[1], target, "2022-02-10T05:03:27+00:00")
    denied(ovation.send("GET", target, headers={"X-Boomtown-Signature": signature}, date=date), "auth-bad-signature")


@pytest.mark.rule("ovationcxm.auth-bad-signature")
def test_the_secret_is_the_key_as_text(ovation: Ovation) -> None:
    """Also where it looks like hexadecimal digits."""
    state = ovation.state()
    secret = "0123456789abcdef0123456789abcdef01234567"
    state["keys"]["ABCDEF0123456789ABCD"] = {"orgId": "SMT", "secret": secret}
    ovation.replace_state(state)
    assert Ovation(ovation.client, ("ABCDEF0123456789ABCD", secret)).get("/customers/get").status_code == 200
    decoded = Ovation(ovation.client, ("ABCDEF0123456789ABCD", bytes.fromhex(secret).decode("latin-1")))
    denied(decoded.get("/customers/get"), "auth-bad-signature")


@pytest.mark.rule("ovationcxm.auth-signature-trim")
@pytest.mark.parametrize(("before", "after"), [("", "\n"), (" ", ""), ("\t", " \r\n"), ("", " ")])
def test_white_space_around_the_signature_is_passed_over(ovation: Ovation, before: str, after: str) -> None:
    target = "/api/v3/customers/get"
    headers = ovation.headers(target)
    headers["X-Boomtown-Signature"] = f"{before}{headers['X-Boomtown-Signature']}{after}"
    assert ovation.client.get(f"/ovationcxm{target}", headers=headers).status_code == 200
    assert "ovationcxm.auth-signature-trim" in ovation.last_exchange()["rules"]
    assert ovation.send("GET", target).status_code == 200
    assert "ovationcxm.auth-signature-trim" not in ovation.last_exchange()["rules"]


@pytest.mark.parametrize("blank", [" {} ", "\t{}"])
def test_blanks_around_token_and_date_are_passed_over(ovation: Ovation, blank: str) -> None:
    target = "/api/v3/customers/get"
    headers = ovation.headers(target)
    for name in ("X-Boomtown-Token", "X-Boomtown-Date"):
        headers[name] = blank.format(headers[name])
    assert ovation.client.get(f"/ovationcxm{target}", headers=headers).status_code == 200


@pytest.mark.rule("ovationcxm.auth-body-not-signed")
def test_method_host_body_and_obo_are_not_signed(ovation: Ovation) -> None:
    target, date = "/api/v3/customers/put", fresh_date()
    bodies: list[Json] = [
        {"customer": {"name": "A", "zipcode": "1", "email": "a@b"}},
        {"customer": {"name": "B", "zipcode": "2", "email": "c@d"}},
    ]
    names = []
    for body in bodies:
        headers = ovation.headers(target, date)
        answer = ovation.client.post(f"/ovationcxm{target}", json=body, headers=headers)
        names.append(results(answer)["customer"]["name"])
    assert names == ["A", "B"]

    headers = Ovation(ovation.client, NWF).headers("/api/v3/customers/get", date)
    counts = [
        ovation.client.get("/ovationcxm/api/v3/customers/get", headers={**headers, "X-Boomtown-OBO": org}).json()["totalCount"]
        for org in ("SMT", "UZT")
    ]
    assert counts == [9, 5]
    elsewhere = ovation.client.get("/api/v3/customers/get", headers={**headers, "X-Boomtown-OBO": "UZT", "Host": "api.goboomtown.com"})
    assert elsewhere.status_code == 200
    assert ovation.client.post("/ovationcxm/api/v3/customers/get", headers=headers).status_code == 404


@pytest.mark.rule("ovationcxm.auth-reuse")
def test_a_signature_may_be_used_again(ovation: Ovation) -> None:
    headers = ovation.headers("/api/v3/customers/get")
    for _ in range(3):
        assert ovation.client.get("/ovationcxm/api/v3/customers/get", headers=headers).status_code == 200
