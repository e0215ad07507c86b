"""Access keys as the ACD API has them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.cxone import KEYS, U2, U4, CxoneClient, Json, rule_of

PATH = "/incontactapi/services/v33.0/access-keys"
K2, K3 = KEYS["K2"], KEYS["K3"]
ACCEPT = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def send(cxone: CxoneClient, method: str, behind: str = "", key: str | None = "K1", path: str = PATH, **rest: Any) -> httpx.Response:
    return cxone.send(method, path + behind, key=key, headers=ACCEPT, **rest)


def refused(response: httpx.Response) -> tuple[int, str, str]:
    """Return status, text and rule of a refusal, which has no body."""
    assert response.content == b""
    assert "Content-Type" not in response.headers
    return response.status_code, response.headers["icStatusDescription"], rule_of(response)


FORBIDDEN = (403, "Permissions required.", "nice_cxone.akm.own-or-any")
UNKNOWN_KEY = (404, "Access key not found.", "nice_cxone.akm.key-unknown")
UNKNOWN_USER = (404, "User not found.", "nice_cxone.akm.user-unknown")
NO_AGENT = (400, "Missing parameter agentId", "nice_cxone.acd.required-param")
NO_FLAG = (400, "Missing parameter isActive", "nice_cxone.acd.required-param")


def shown(key_id: str, agent_id: int = 20002, *, is_active: bool = True, last: str | None = None) -> Json:
    return {"accessKeyId": key_id, "agentId": agent_id, "billingId": 4599001, "isActive": is_active, "lastUsedDate": last}


# --- List -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.akm.list-scope")
def test_the_keys_of_an_agent_are_listed_oldest_first(cxone: CxoneClient) -> None:
    response = send(cxone, "GET", "?agentId=20002")
    assert response.status_code == 200
    assert response.json() == {
        "totalRecords": 3,
        "accesskeys": [shown(K2.id), shown(KEYS["K4"].id, is_active=False), shown(KEYS["K7"].id)],
    }
    assert list(response.json()) == ["totalRecords", "accesskeys"]


def test_a_key_shows_when_it_last_got_tokens(cxone: CxoneClient) -> None:
    cxone.token("K3")
    found = send(cxone, "GET", "?agentId=20011").json()["accesskeys"]
    assert found == [shown(K3.id, 20011, last="2026-03-10T16:01:00.000Z")]


@pytest.mark.parametrize(
    ("query", "total", "expected"),
    [
        ("&top=1", 3, [K2.id]),
        ("&skip=2", 3, [KEYS["K7"].id]),
        ("&top=1&skip=1", 3, [KEYS["K4"].id]),
        ("&orderBy=accessKeyId%20desc", 3, [KEYS["K7"].id, KEYS["K4"].id, K2.id]),
        ("&orderby=ISACTIVE", 3, [KEYS["K4"].id, K2.id, KEYS["K7"].id]),
    ],
)
def test_a_list_can_be_cut_and_ordered(cxone: CxoneClient, query: str, total: int, expected: list[str]) -> None:
    body = send(cxone, "GET", f"?agentId=20002{query}").json()
    assert (body["totalRecords"], [key["accessKeyId"] for key in body["accesskeys"]]) == (total, expected)


def test_a_list_shows_the_members_that_are_asked_for(cxone: CxoneClient) -> None:
    found = send(cxone, "GET", "?AgentID=20011&fields=isactive,accessKeyId,other").json()["accesskeys"]
    assert found == [{"accessKeyId": K3.id, "isActive": True}]


@pytest.mark.parametrize(("query", "name"), [("top=0", "top"), ("top=x", "top"), ("skip=-1", "skip"), ("orderBy=secret", "orderBy")])
def test_what_cuts_and_orders_a_list_must_mean_something(cxone: CxoneClient, query: str, name: str) -> None:
    response = send(cxone, "GET", f"?agentId=20002&{query}")
    rule = "nice_cxone.acd.order-by" if name == "orderBy" else "nice_cxone.acd.paging"
    assert refused(response) == (400, f"Invalid value for parameter {name}", rule)


@pytest.mark.parametrize(
    "query", ["?agentId=20012", "?agentId=99", "?agentId=30001", "?agentId=x", "?agentId=%F0%9F%94%91", "?agentId=20002&skip=3"]
)
def test_a_list_without_a_key_is_empty(cxone: CxoneClient, query: str) -> None:
    response = send(cxone, "GET", query)
    assert (response.status_code, response.content) == (204, b"")
    cxone.switch(acd_empty_result="200-empty-list")
    response = send(cxone, "GET", query)
    assert response.status_code == 200
    assert response.json() == {"totalRecords": 3 if "skip" in query else 0, "accesskeys": []}


@pytest.mark.rule("nice_cxone.akm.list-scope")
def test_nobody_sees_more_than_they_may(cxone: CxoneClient) -> None:
    assert send(cxone, "GET", "?agentId=20011", "K2").status_code == 204
    assert send(cxone, "GET", "?agentId=20002", "K2").json()["totalRecords"] == 3


@pytest.mark.rule("nice_cxone.acd.required-param")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("query", ["", "?agentId", "?agentId=", "?agent=20002", "?agentId=&agentId=20002"])
def test_a_list_and_a_new_key_need_an_agent(cxone: CxoneClient, method: str, query: str) -> None:
    assert refused(send(cxone, method, query)) == NO_AGENT


# --- Create ---------------------------------------------------------------------------------------------------------


def test_a_key_can_be_made_for_an_agent(cxone: CxoneClient) -> None:
    response = send(cxone, "POST", "?agentId=20012")
    made = response.json()["accesskeys"][0]
    assert response.status_code == 200
    assert list(response.json()) == ["accesskeys"]
    assert list(made) == ["accessKeyId", "accessKeySecret", "agentId", "billingId", "isActive"]
    assert (made["agentId"], made["billingId"], made["isActive"]) == (20012, 4599001, True)
    assert cxone.state["accessKeys"][made["accessKeyId"]]["userId"] == U4
    assert cxone.access_key_token(made["accessKeyId"], made["accessKeySecret"]).status_code == 200


def test_a_body_is_not_looked_at(cxone: CxoneClient) -> None:
    assert send(cxone, "POST", "?agentId=20002", "K2", body=b"{").status_code == 200


@pytest.mark.rule("nice_cxone.akm.user-unknown")
@pytest.mark.parametrize("agent", ["99", "30001", "x", "-1", "%F0%9F%94%91"])
def test_an_agent_whom_the_tenant_does_not_have_gets_no_key(cxone: CxoneClient, agent: str) -> None:
    assert refused(send(cxone, "POST", f"?agentId={agent}")) == UNKNOWN_USER


@pytest.mark.rule("nice_cxone.akm.own-or-any")
@pytest.mark.parametrize("agent", ["20011", "99"])
def test_a_key_for_another_agent_takes_the_greater_permission_which_is_asked_first(cxone: CxoneClient, agent: str) -> None:
    assert refused(send(cxone, "POST", f"?agentId={agent}", "K2")) == FORBIDDEN


# --- One key --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.akm.secret-once")
@pytest.mark.parametrize("path", [PATH, "/inContactAPI/services/V10.0/Access-Keys", "/incontactApi//services/v2.0/access-keys"])
@pytest.mark.parametrize("of", [K3.id, K3.id.replace("=", "%3D")])
def test_a_key_is_shown_without_its_secret(cxone: CxoneClient, path: str, of: str) -> None:
    response = send(cxone, "GET", f"/{of}", "K1", path)
    assert (response.status_code, response.json()) == (200, {"accessKey": shown(K3.id, 20011)})


@pytest.mark.rule("nice_cxone.akm.update")
def test_a_key_is_switched_off_and_on_by_the_query(cxone: CxoneClient) -> None:
    for word, is_active in (("false", False), ("TRUE", True), ("False", False)):
        response = send(cxone, "PATCH", f"/{K3.id}?isActive={word}")
        assert (response.status_code, response.content) == (204, b"")
        assert cxone.state["accessKeys"][K3.id]["isActive"] is is_active
    assert cxone.access_key_token(K3.id, K3.secret).status_code == 401


@pytest.mark.rule("nice_cxone.acd.required-param")
@pytest.mark.parametrize("query", ["", "?isActive=", "?isActive=1", "?isActive=yes", "?isActive=%F0%9F%94%91"])
@pytest.mark.parametrize("of", [K3.id, "unknown"])
def test_an_update_says_whether_the_key_is_active(cxone: CxoneClient, query: str, of: str) -> None:
    assert refused(send(cxone, "PATCH", f"/{of}{query}", body=b'{"isActive": true}')) == NO_FLAG


@pytest.mark.rule("nice_cxone.akm.delete")
def test_a_deleted_key_is_gone(cxone: CxoneClient) -> None:
    response = send(cxone, "DELETE", f"/{K3.id}")
    assert (response.status_code, response.content) == (204, b"")
    assert refused(send(cxone, "GET", f"/{K3.id}")) == UNKNOWN_KEY


@pytest.mark.rule("nice_cxone.akm.key-unknown")
@pytest.mark.parametrize("of", ["x", KEYS["K5"].id, "%F0%9F%94%91"])
def test_a_key_that_the_tenant_does_not_have_is_unknown(cxone: CxoneClient, of: str) -> None:
    for method, query in (("GET", ""), ("DELETE", ""), ("PATCH", "?isActive=true")):
        assert refused(send(cxone, method, f"/{of}{query}", "K2")) == UNKNOWN_KEY


@pytest.mark.rule("nice_cxone.akm.own-or-any")
def test_the_keys_of_others_take_the_greater_permission(cxone: CxoneClient) -> None:
    for method, query in (("GET", ""), ("DELETE", ""), ("PATCH", "?isActive=true")):
        assert refused(send(cxone, method, f"/{K3.id}{query}", "K2")) == FORBIDDEN
        assert send(cxone, method, f"/{K3.id}{query}", "K3").status_code in (200, 204)
        cxone.freeze()


@pytest.mark.rule("nice_cxone.akm.own-or-any")
def test_who_may_touch_no_keys_makes_and_sees_none(cxone: CxoneClient) -> None:
    state = cxone.state
    state["users"][U2]["permissions"] = []
    cxone.change(state)
    for method, behind in (("GET", ""), ("POST", ""), ("GET", "?agentId=20002"), ("POST", "?agentId=20002"), ("GET", f"/{K2.id}")):
        assert refused(send(cxone, method, behind, "K2")) == FORBIDDEN


# --- Framing --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.bearer-required-acd")
def test_who_is_calling_is_asked_first(cxone: CxoneClient) -> None:
    for method, behind in (("GET", ""), ("POST", ""), ("GET", "/x"), ("PATCH", "/x"), ("DELETE", "/x")):
        response = send(cxone, method, behind, None)
        assert refused(response) == (401, "Invalid or expired token", "nice_cxone.auth.bearer-required-acd")
