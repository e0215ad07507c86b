"""A user's session in MSPCentric's own pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mspcentric import CEDAR, MspcentricClient, changed, refused, rule_of

BAD = (400, "Malformed request body")


@pytest.mark.rule("mspcentric.session-create")
@pytest.mark.parametrize(
    ("data", "user"),
    [
        (..., "Priya Raman"),
        (None, "Priya Raman"),
        ({}, "Priya Raman"),
        ({"vendorUserId": "cedar-u-2"}, "Tomas Lind"),
        ({"email": "TOMAS.lind@cedarit.example"}, "Tomas Lind"),
    ],
)
def test_a_session_is_for_the_tokens_user_or_for_whom_data_names(mspc: MspcentricClient, data: Any, user: str) -> None:
    answer = mspc.oem("/session", data=data).json()
    assert list(answer) == ["status", "message", "url", "sessionToken"]
    page = mspc.http.get(answer["url"])
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f"<p>{user}</p>" in page.text
    assert "<p>Cedar IT Partners</p>" in page.text
    assert "sandbox" in page.text


@pytest.mark.rule("mspcentric.session-create")
@pytest.mark.parametrize("data", [{"vendorUserId": "nope"}, {"vendorUserId": "juniper-u-1"}, {"email": "omar@bluefinch.example"}])
def test_nobody_of_that_name_has_no_session(mspc: MspcentricClient, data: Any) -> None:
    assert refused(mspc.oem("/session", data=data)) == ("session-create", 404, "User not found")


@pytest.mark.rule("mspcentric.session-create")
@pytest.mark.parametrize("data", [[], "x", {"email": " "}, {"vendorUserId": ""}])
def test_a_selector_that_is_none_is_refused(mspc: MspcentricClient, data: Any) -> None:
    assert refused(mspc.oem("/session", data=data)) == ("session-create", *BAD)


@pytest.mark.rule("mspcentric.session-create")
def test_with_one_token_for_all_a_session_is_for_the_owner_else_for_the_oldest_user(mspc: MspcentricClient) -> None:
    mspc.switch(oem_token="per-organization")
    member = changed(CEDAR, organizationOemToken="oem-cedar-member-91e3b6a0c4f84d27a5b8e0f2")
    assert "Priya Raman" in mspc.http.get(mspc.oem("/session", member).json()["url"]).text
    mspc.delete_user(data={"vendorUserId": "cedar-u-1"})
    assert "Tomas Lind" in mspc.http.get(mspc.oem("/session").json()["url"]).text
    mspc.delete_user()
    assert refused(mspc.oem("/session")) == ("session-create", 404, "User not found")


@pytest.mark.rule("mspcentric.session-once")
@pytest.mark.parametrize(("seconds", "status"), [(899.999, 200), (900, 410)])
def test_a_session_lives_for_900_seconds(mspc: MspcentricClient, seconds: float, status: int) -> None:
    url = mspc.oem("/session").json()["url"]
    mspc.advance(seconds)
    assert mspc.http.get(url).status_code == status


@pytest.mark.rule("mspcentric.session-once")
def test_a_session_opens_once_and_an_unknown_one_never(mspc: MspcentricClient) -> None:
    url = mspc.oem("/session").json()["url"]
    assert mspc.http.get(url).status_code == 200
    assert "mspcentric.session-once" in mspc.last_rules()
    for address, status in [(url, 410), ("/mspcentric/session?token=nope", 404), ("/mspcentric/session", 404), ("/session?token=", 404)]:
        answer = mspc.http.get(address)
        assert (answer.status_code, rule_of(answer)) == (status, "session-once")
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.text.startswith("<!doctype html>")


def test_names_are_written_so_that_a_browser_shows_them(mspc: MspcentricClient) -> None:
    token = mspc.create_organization(name="<b>A & B</b>").json()["organizationOemToken"]
    page = mspc.http.get(
        mspc.oem(
            "/session", {**CEDAR, "clientId": "your-client-id", "clientSecret": "your-client-secret"}, organizationOemToken=token
        ).json()["url"]
    )
    assert "<p>&lt;b&gt;A &amp; B&lt;/b&gt;</p>" in page.text


@pytest.mark.parametrize(
    ("base", "headers", "expected"),
    [
        ("/mspcentric", {}, "http://sandbox/mspcentric/session?token="),
        ("", {}, "http://sandbox/session?token="),
        ("", {"Host": "summit.mspcentric.app"}, "http://summit.mspcentric.app/session?token="),
        ("/~mine/mspcentric", {}, "http://sandbox/~mine/mspcentric/session?token="),
        ("/mspcentric", {"X-Sandbox-Session": "mine"}, "http://sandbox/~mine/mspcentric/session?token="),
        ("", {"X-Sandbox-Session": "mine"}, "http://sandbox/~mine/session?token="),
    ],
)
def test_the_address_is_that_which_the_client_called_and_leads_to_its_session(
    mspc: MspcentricClient, base: str, headers: dict[str, str], expected: str
) -> None:
    answer = mspc.http.post(f"{base}/api/oem-api/session", json=CEDAR, headers=headers).json()
    assert answer["url"] == expected + answer["sessionToken"]
    assert mspc.http.get(answer["url"]).status_code == 200


@pytest.mark.parametrize(("option", "field"), [("url", "url"), ("redirect-url", "redirectUrl"), ("session-url", "sessionUrl")])
def test_the_address_stands_in_the_member_of_the_variant(mspc: MspcentricClient, option: str, field: str) -> None:
    mspc.switch(session_url_field=option)
    assert list(mspc.oem("/session").json()) == ["status", "message", field, "sessionToken"]


@pytest.mark.parametrize(
    ("option", "good", "bad"), [("session", "/session", "/user/session"), ("user-session", "/user/session", "/session")]
)
def test_sessions_are_created_at_the_path_of_the_variant(mspc: MspcentricClient, option: str, good: str, bad: str) -> None:
    mspc.switch(session_path=option)
    assert mspc.oem(good).status_code == 201
    assert refused(mspc.oem(bad)) == ("unknown-route", 404, f"Cannot POST /api/oem-api{bad}")
    assert refused(mspc.oem(good, clientSecret="wrong"))[1] == 401
    assert refused(mspc.oem(good, organizationOemToken="wrong"))[1] == 403
    assert refused(mspc.oem(good, organizationOemToken=5))[1] == 400
    assert refused(mspc.oem(good, data={"email": "x"}))[1] == 404


def test_generated_secrets_are_long_and_name_their_session(mspc: MspcentricClient) -> None:
    mspc.oem("/session")
    second = mspc.oem("/session").json()["sessionToken"]
    assert second.startswith("ses-")
    assert len(second) >= 40
    assert "~" not in second
    mspc.http.headers["X-Sandbox-Session"] = "mine"
    mspc.oem("/session")
    assert mspc.oem("/session").json()["sessionToken"].endswith("~mine")
