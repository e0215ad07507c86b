"""Media Playback's rate limit: 150 requests of a tenant in five minutes of the session's clock."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.cxone import T1, CxoneClient, rule_of

API = "/media-playback/v1"
FIRST = "b2e28d4e-ef22-4597-a104-2e740f729686"
LIMITED = "API rate limit exceeded"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def throttled(response: httpx.Response, route: str = f"{API}/contacts") -> str:
    """Check that a call was over the limit; return when the next is free."""
    assert (rule_of(response), response.status_code) == ("nice_cxone.mp.rate-limit", 429), response.text
    assert response.json() == {"message": LIMITED, "route": route}
    return response.headers["Retry-After"]


@pytest.mark.rule("nice_cxone.mp.rate-limit")
def test_the_151st_call_within_300_seconds_is_refused_until_a_call_is_free(cxone: CxoneClient) -> None:
    for _ in range(100):
        assert cxone.playback(8675309).status_code == 200
    cxone.advance(200)
    for _ in range(50):
        assert cxone.playback(8675309).status_code == 200
    assert throttled(cxone.playback(8675309)) == "100"
    cxone.advance(99.5)
    assert throttled(cxone.playback(8675309)) == "1"
    cxone.advance(0.5)
    for _ in range(100):
        assert cxone.playback(8675309).status_code == 200
    assert throttled(cxone.playback(8675309)) == "200"


@pytest.mark.rule("nice_cxone.mp.rate-limit")
def test_the_three_operations_count_together_and_each_tells_its_own_route(cxone: CxoneClient) -> None:
    cxone.switch(media_limit="3/60")
    routes = [f"{API}/contacts", f"{API}/segments/{FIRST}", f"{API}/acd-contacts/8675309/statements/rec-{FIRST}-1"]
    for route in routes:
        assert cxone.send("GET", route, params={"acd-call-id": "8675309"}).status_code == 200
    for route in routes:
        assert throttled(cxone.send("GET", f"{route}?acd-call-id=8675309"), route) == "60"


@pytest.mark.rule("nice_cxone.mp.rate-limit")
def test_calls_that_fail_count_but_not_those_without_a_bearer_nor_the_refused(cxone: CxoneClient) -> None:
    cxone.switch(media_limit="3/60")
    for _ in range(5):
        assert cxone.playback(8675309, key=None).status_code == 401
    assert cxone.playback("").status_code == 400
    assert cxone.playback(1111111).status_code == 404
    assert cxone.playback(70747979, key="K3").status_code == 403
    cxone.advance(30)
    assert throttled(cxone.playback(8675309)) == "30"
    assert throttled(cxone.playback("")) == "30"
    cxone.advance(30)
    for _ in range(3):
        assert cxone.playback(8675309).status_code == 200


@pytest.mark.rule("nice_cxone.mp.rate-limit")
def test_each_tenant_has_a_limit_of_its_own_and_its_users_share_it(cxone: CxoneClient) -> None:
    cxone.switch(media_limit="1/60")
    assert cxone.playback(8675309, key="K2").status_code == 200
    assert throttled(cxone.playback(8675309, key="K3")) == "60"
    assert cxone.playback(9900001, key="K5").status_code == 200


@pytest.mark.rule("nice_cxone.mp.rate-limit")
def test_the_limit_can_be_taken_off(cxone: CxoneClient) -> None:
    cxone.switch(media_limit="off")
    for _ in range(200):
        assert cxone.playback(8675309).status_code == 200
    assert cxone.state["tenants"][T1]["playbackCalls"] == []


def test_old_calls_are_forgotten(cxone: CxoneClient) -> None:
    for _ in range(10):
        cxone.playback(8675309)
    cxone.advance(300)
    cxone.playback(8675309)
    assert cxone.state["tenants"][T1]["playbackCalls"] == ["2026-03-10T16:06:00Z"]


def test_calls_that_are_yet_to_come_count_no_more_once_the_clock_is_put_back(cxone: CxoneClient) -> None:
    cxone.switch(media_limit="2/60")
    cxone.playback(8675309)
    cxone.playback(8675309)
    cxone.http.put("/_sandbox/clock", json={"now": "2026-03-10T16:00:00Z"})
    token = {"Authorization": f"Bearer {cxone.token()}"}
    for _ in range(2):
        assert cxone.send("GET", f"{API}/contacts?acd-call-id=8675309", headers=token).status_code == 200
    assert throttled(cxone.send("GET", f"{API}/contacts?acd-call-id=8675309", headers=token)) == "60"
    assert cxone.state["tenants"][T1]["playbackCalls"] == ["2026-03-10T16:00:00Z"] * 2


def test_a_smaller_limit_counts_what_was_called_before(cxone: CxoneClient) -> None:
    for _ in range(3):
        cxone.playback(8675309)
        cxone.advance(10)
    cxone.switch(media_limit="2/300")
    # Of three calls the second must be over.
    assert throttled(cxone.playback(8675309)) == "280"
