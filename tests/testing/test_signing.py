"""Signatures for the requests of an httpx client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import httpx
import pytest

from sandbox.testing import OvationSignature

TOKEN, SECRET = "C3D4E5F60718293A4B5C", "boomtown-sandbox-secret"
THEN = datetime(2022, 2, 10, 5, 3, 27, tzinfo=UTC)


def sent(url: str, *, now: Callable[[], datetime] = lambda: THEN, obo: str | None = None, **members: object) -> httpx.Headers:
    """Return the headers of a request as it is sent."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer), auth=OvationSignature(TOKEN, SECRET, obo, now)) as client:
        client.get(url, **members)  # type: ignore[arg-type]
    return seen[0].headers


@pytest.mark.parametrize(
    ("target", "signature"),
    [
        (
            "/api/v3//issues/resolve/0059b314-44e7-4f1f-a3dc-8046ac5388d4?_=1644469407000",
            "vyvEIPozHa/p/ABL7iOi2L7gJfQfWcLm74ugGsxn9jY=",
        ),
        (
            "/api/v3/customers/lookupByEmail?customerUserEmail=a%20b%40c.com&_=1644469407000",
            "oCed9ZwP2L/lGBTcBM2i8Re4cMmOicWECbpssx/DA/8=",
        ),
        ("/api/v3/customers/user_check/a+b@c.com?_=1644469407000", "QIpt5QHt06c1isDWbb0c5NJwSWd7Ov4SZWahdjEph3Y="),
    ],
)
def test_a_request_has_the_documented_signature(target: str, signature: str) -> None:
    headers = sent(f"https://api.goboomtown.com{target}")
    assert headers["X-Boomtown-Token"] == TOKEN
    assert headers["X-Boomtown-Date"] == "2022-02-10T05:03:27.000Z"
    assert headers["X-Boomtown-Signature"] == signature
    assert "X-Boomtown-OBO" not in headers


def test_the_date_is_signed_in_utc() -> None:
    headers = sent("http://x/api/v3/issues/get", now=lambda: THEN.astimezone(timezone(timedelta(hours=-8))))
    assert headers["X-Boomtown-Date"] == "2022-02-10T05:03:27.000Z"
    late = sent("http://x/api/v3/issues/get", now=lambda: THEN + timedelta(microseconds=1999))
    assert late["X-Boomtown-Date"] == "2022-02-10T05:03:27.001Z"


def test_the_organisation_on_whose_behalf_is_told_and_not_signed() -> None:
    plain, on_behalf = sent("http://x/api/v3/issues/get"), sent("http://x/api/v3/issues/get", obo="SMT")
    assert on_behalf["X-Boomtown-OBO"] == "SMT"
    assert on_behalf["X-Boomtown-Signature"] == plain["X-Boomtown-Signature"]


@pytest.mark.parametrize("address", ["http://sandbox/ovationcxm", "http://sandbox/~mine/ovationcxm", "https://api.goboomtown.com"])
def test_a_client_that_signs_now_is_let_in(client: httpx.Client, address: str) -> None:
    """With the path below the sandbox's own address, or with the vendor's own."""
    auth = OvationSignature(TOKEN, SECRET)
    answer = client.get(f"{address}/api/v3/customers/get", params={"limit": 2, "x": "é &"}, auth=auth)
    assert answer.status_code == 200
    assert [row["id"] for row in answer.json()["results"]] == ["2S6SZX", "339WGC"]


def test_a_provider_that_signs_is_let_in_on_behalf(client: httpx.Client) -> None:
    auth = OvationSignature("B2C3D4E5F60718293A4B", "northwind-sandbox-secret", obo="SMT")
    answer = client.get("http://sandbox/ovationcxm/api/v3/customers/get", auth=auth)
    assert answer.json()["totalCount"] == 7


def test_a_wrong_secret_is_denied(client: httpx.Client) -> None:
    answer = client.get("http://sandbox/ovationcxm/api/v3/customers/get", auth=OvationSignature(TOKEN, "wrong"))
    assert (answer.status_code, answer.headers["X-Sandbox-Rule"].partition(";")[0]) == (403, "ovationcxm.auth-bad-signature")
