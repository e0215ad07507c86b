"""Logging out: it forgets nothing, since there is no login page that would remember."""

from __future__ import annotations

import pytest

from tests.vendors.cxone import BASE, CxoneClient
from tests.vendors.cxone_auth import FORM, works

LOGOUT = f"{BASE}/auth/authorize/logout"


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ({"post_logout_redirect_uri": "https://x.example/bye"}, "https://x.example/bye"),
        ({"post_logout_redirect_uri": "https://x.example/bye", "state": "a b"}, "https://x.example/bye?state=a+b"),
        ({"post_logout_redirect_uri": "https://x.example/bye?a=%20", "state": "s"}, "https://x.example/bye?a=%20&state=s"),
        ({"post_logout_redirect_uri": "https://x.example/\r\nX: y/\N{KEY}"}, "https://x.example/%0D%0AX:%20y/%F0%9F%94%91"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_logout_goes_on_to_where_the_client_wants(cxone: CxoneClient, method: str, asked: dict[str, str], location: str) -> None:
    response = cxone.http.get(LOGOUT, params=asked) if method == "GET" else cxone.http.post(LOGOUT, data={**asked, "yes": "yes"})
    assert (response.status_code, response.headers["Location"], response.content) == (302, location, b"")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_logout_that_goes_nowhere_says_so(cxone: CxoneClient, method: str) -> None:
    response = cxone.http.request(method, LOGOUT, content=b"state=x&id_token_hint=y" if method == "POST" else None, headers=FORM)
    assert (response.status_code, response.text) == (200, "Logged out")
    assert response.headers["Content-Type"] == "text/html"


def test_tokens_outlive_a_logout(cxone: CxoneClient) -> None:
    token = cxone.token()
    cxone.http.get(LOGOUT, params={"post_logout_redirect_uri": "https://x.example/"})
    assert works(cxone, token)
