"""Access keys of UserHub: who may see, switch off and delete whose, and what is refused."""

from __future__ import annotations

import pytest

from tests.vendors.cxone import KEYS, T1, T2, U1, U2, U3, U4, U5, CxoneClient
from tests.vendors.cxone_access_keys import (
    BAD_UPDATE,
    FORBIDDEN,
    K2,
    PATH,
    UNKNOWN_KEY,
    create,
    listed,
    names,
    one,
    permit,
    refused,
    update,
)


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


# --- List -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.akm.list-scope")
def test_a_list_holds_ones_own_keys_oldest_first(cxone: CxoneClient) -> None:
    create(cxone)
    found = listed(cxone)
    assert list(found) == ["totalRecords", "_links", "accessKeys"]
    assert found["totalRecords"] == 4
    assert found["_links"] == {"self": f"http://sandbox/nice_cxone{PATH}", "next": None, "previous": None}
    assert names(found) == ["K2", "K4", "K7", "new"]
    assert found["accessKeys"][1] == {
        "accessKeyId": KEYS["K4"].id,
        "userId": U2,
        "tenantId": T1,
        "agentId": 20002,
        "billingId": 4599001,
        "isActive": False,
        "lastUsedDate": None,
    }
    assert "nice_cxone.akm.list-scope" in cxone.last_rules()


@pytest.mark.rule("nice_cxone.akm.list-scope")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["K1", "K2", "K3", "K4", "K7"]),
        (f"?userId={U2}", ["K2", "K4", "K7"]),
        (f"?userId={U3.upper()}", ["K3"]),
        (f"?userId={U4}", []),
        (f"?userId={U5}", []),
        ("?userId=x", []),
        ("?userId=", ["K1", "K2", "K3", "K4", "K7"]),
        ("?agentId=20011", ["K3"]),
        ("?agentId=20001&agentId=20011", ["K1"]),
        (f"?agentId=20011&userId={U2}", []),
        ("?agentId=30001", []),
        ("?agentId=x", []),
        ("?other=x&userid=x", ["K1", "K2", "K3", "K4", "K7"]),
    ],
)
def test_with_the_greater_permission_a_list_holds_those_of_the_tenant_and_can_be_filtered(
    cxone: CxoneClient, query: str, expected: list[str]
) -> None:
    found = listed(cxone, "K1", query)
    assert (found["totalRecords"], names(found)) == (len(expected), expected)
    assert found["_links"]["self"] == f"http://sandbox/nice_cxone{PATH}{query}"


@pytest.mark.rule("nice_cxone.akm.list-scope", "nice_cxone.gen.tenant-isolation")
def test_nobody_sees_more_than_they_may(cxone: CxoneClient) -> None:
    assert names(listed(cxone, "K2", f"?userId={U3}")) == []
    assert names(listed(cxone, "K3")) == ["K3"]
    assert names(listed(cxone, "K5")) == ["K5"]


@pytest.mark.rule("nice_cxone.akm.last-used")
def test_a_key_shows_when_it_last_got_tokens(cxone: CxoneClient) -> None:
    cxone.token()
    assert listed(cxone)["accessKeys"][0]["lastUsedDate"] == "2026-03-10T16:01:00.000Z"
    assert one(cxone, K2.id).json()["resultSet"]["lastUsedDate"] == "2026-03-10T16:01:00.000Z"
    cxone.advance(1.25)
    cxone.token()
    assert listed(cxone)["accessKeys"][0]["lastUsedDate"] == "2026-03-10T16:01:01.250Z"


# --- Get ------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.akm.secret-once")
@pytest.mark.parametrize("written", [KEYS["K7"].id, KEYS["K7"].id.replace("=", "%3D"), KEYS["K7"].id.replace("=", "%3d")])
def test_a_key_is_shown_without_its_secret(cxone: CxoneClient, written: str) -> None:
    response = one(cxone, written)
    assert response.status_code == 200
    assert response.json() == {
        "resultSet": {
            "accessKeyId": "qwer====",
            "userId": U2,
            "tenantId": T1,
            "agentId": 20002,
            "billingId": 4599001,
            "isActive": True,
            "lastUsedDate": None,
        }
    }


@pytest.mark.rule("nice_cxone.akm.secret-once")
def test_the_secret_of_a_new_key_is_shown_once(cxone: CxoneClient) -> None:
    made = create(cxone).json()["resultSet"]
    assert made["accessKeySecret"] not in one(cxone, made["accessKeyId"]).text
    assert made["accessKeySecret"] not in cxone.send("GET", PATH).text


@pytest.mark.rule("nice_cxone.akm.key-unknown", "nice_cxone.gen.tenant-isolation")
@pytest.mark.parametrize("of", ["x", "%F0%9F%94%91", KEYS["K5"].id, K2.id.lower(), K2.id.rstrip("=")])
@pytest.mark.parametrize("key", ["K1", "K2"])
def test_a_key_that_the_tenant_does_not_have_is_unknown(cxone: CxoneClient, of: str, key: str) -> None:
    assert refused(one(cxone, of, key)) == UNKNOWN_KEY
    assert refused(one(cxone, of, key, "DELETE")) == UNKNOWN_KEY
    assert refused(update(cxone, of.replace("%F0%9F%94%91", "\N{KEY}"), key=key)) == UNKNOWN_KEY


@pytest.mark.rule("nice_cxone.akm.own-or-any")
def test_the_keys_of_others_take_the_greater_permission(cxone: CxoneClient) -> None:
    of = KEYS["K3"].id
    assert refused(one(cxone, of)) == FORBIDDEN
    assert refused(one(cxone, of, method="DELETE")) == FORBIDDEN
    assert refused(update(cxone, of)) == FORBIDDEN
    assert one(cxone, of, "K1").status_code == 200
    assert update(cxone, of, key="K1").status_code == 204
    assert one(cxone, of, "K1", "DELETE").status_code == 204


@pytest.mark.rule("nice_cxone.akm.key-unknown")
def test_a_key_is_looked_up_before_the_permission_is_asked(cxone: CxoneClient) -> None:
    permit(cxone, U2)
    assert refused(one(cxone, "x")) == UNKNOWN_KEY
    assert refused(update(cxone, "x")) == UNKNOWN_KEY


# --- Update ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.akm.update", "nice_cxone.akm.inactive", "nice_cxone.auth.access-key-invalid")
def test_a_key_that_is_switched_off_gets_no_tokens_until_it_is_switched_on(cxone: CxoneClient) -> None:
    made = create(cxone).json()["resultSet"]
    credentials = made["accessKeyId"], made["accessKeySecret"]
    response = cxone.send("PATCH", f"{PATH}?accessKeyId={made['accessKeyId'].replace('=', '%3D')}", json={"isActive": False})
    assert (response.status_code, response.content) == (204, b"")
    assert "Content-Type" not in response.headers
    assert one(cxone, made["accessKeyId"]).json()["resultSet"]["isActive"] is False
    assert cxone.access_key_token(*credentials).status_code == 401
    assert update(cxone, made["accessKeyId"], {"isActive": True, "other": 1}).status_code == 204
    assert cxone.access_key_token(*credentials).status_code == 200


def test_the_other_parameters_of_an_update_are_not_looked_at(cxone: CxoneClient) -> None:
    query = f"?accessKeyId={KEYS['K7'].id}&accessKeyId=x&tenantId={T2}&userId={U5}"
    assert cxone.send("PATCH", PATH + query, json={"isActive": False}).status_code == 204
    assert one(cxone, KEYS["K7"].id).json()["resultSet"]["isActive"] is False


@pytest.mark.rule("nice_cxone.akm.update")
@pytest.mark.parametrize("query", ["", "?accessKeyId", "?accessKeyId=", f"?accesskeyid={K2.id}", f"?accessKeyId=&accessKeyId={K2.id}"])
def test_an_update_names_its_key(cxone: CxoneClient, query: str) -> None:
    assert refused(cxone.send("PATCH", PATH + query, json={"isActive": False})) == BAD_UPDATE


@pytest.mark.rule("nice_cxone.akm.update")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"false",
        b"{}",
        b"\xff",
        b'{"isActive": null}',
        b'{"isActive": "true"}',
        b'{"isActive": 1}',
        b'{"isactive": true}',
    ],
)
@pytest.mark.parametrize("of", [K2.id, "x"])
def test_an_update_says_whether_the_key_is_active(cxone: CxoneClient, body: bytes, of: str) -> None:
    assert refused(cxone.send("PATCH", PATH, params={"accessKeyId": of}, body=body)) == BAD_UPDATE


# --- Delete ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.akm.delete", "nice_cxone.akm.inactive", "nice_cxone.auth.access-key-invalid")
def test_a_deleted_key_is_gone_and_gets_no_tokens(cxone: CxoneClient) -> None:
    response = one(cxone, KEYS["K7"].id, method="DELETE")
    assert (response.status_code, response.content) == (204, b"")
    assert refused(one(cxone, KEYS["K7"].id)) == UNKNOWN_KEY
    assert refused(one(cxone, KEYS["K7"].id, method="DELETE")) == UNKNOWN_KEY
    assert KEYS["K7"].id not in cxone.state["accessKeys"]
    assert cxone.access_key_token("qwer====", "asdf====").status_code == 401


def test_who_is_calling_is_asked_before_anything_else(cxone: CxoneClient) -> None:
    for method, path in (
        ("POST", PATH),
        ("PATCH", PATH),
        ("GET", PATH),
        ("GET", f"{PATH}/x"),
        ("DELETE", f"{PATH}/x"),
        ("GET", f"{PATH}/{U1}"),
    ):
        response = cxone.send(method, path, key=None)
        assert refused(response) == (401, {"message": "Unauthorized"}, "nice_cxone.auth.bearer-required")
