"""Access keys of UserHub: who may make them, for whom."""

from __future__ import annotations

import re
from base64 import b32decode

import pytest

from tests.vendors.cxone import KEYS, T1, T2, U2, U4, U5, CxoneClient
from tests.vendors.cxone_access_keys import (
    BAD_BODY,
    FORBIDDEN,
    K2,
    OF_NOBODY,
    PATH,
    UNKNOWN_USER,
    create,
    one,
    permit,
    refused,
    update,
)
from tests.vendors.cxone_auth import works


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


@pytest.mark.rule("nice_cxone.akm.create")
@pytest.mark.parametrize(
    "body", [None, b"", b"{}", b'{"other": 1}', f'{{"userId": "{U2}"}}', f'{{"userId": "{U2.upper()}", "tenantId": "{T1}"}}']
)
def test_a_new_key_is_active_and_the_callers(cxone: CxoneClient, body: bytes | str | None) -> None:
    response = cxone.send("POST", PATH, body=body)
    made = response.json()["resultSet"]
    assert response.status_code == 200
    assert list(response.json()) == ["resultSet"]
    assert list(made) == ["accessKeyId", "accessKeySecret", "userId", "tenantId", "agentId", "billingId", "isActive"]
    assert {name: made[name] for name in ("userId", "tenantId", "agentId", "billingId", "isActive")} == {
        "userId": U2,
        "tenantId": T1,
        "agentId": 20002,
        "billingId": 4599001,
        "isActive": True,
    }
    assert list(cxone.state["accessKeys"])[-1] == made["accessKeyId"]
    assert "nice_cxone.akm.create" in cxone.last_rules()


def test_a_new_key_has_the_form_of_the_vendors(cxone: CxoneClient) -> None:
    made = create(cxone).json()["resultSet"]
    assert re.fullmatch(r"[A-Z2-7]{52}====", made["accessKeyId"])
    assert re.fullmatch(r"[A-Z2-7]{52}====", made["accessKeySecret"])
    assert re.fullmatch(rb"sbx~default~[a-z0-9]{20}", b32decode(made["accessKeyId"]))
    assert re.fullmatch(rb"[a-z0-9]{32}", b32decode(made["accessKeySecret"]))


def test_every_new_key_is_another(cxone: CxoneClient) -> None:
    made = [create(cxone).json()["resultSet"] for _ in range(3)]
    assert len({key["accessKeyId"] for key in made} | {key["accessKeySecret"] for key in made}) == 6


def test_a_new_key_gets_tokens_of_its_user(cxone: CxoneClient) -> None:
    made = create(cxone, "K1", userId=U4).json()["resultSet"]
    assert (made["userId"], made["agentId"]) == (U4, 20012)
    response = cxone.access_key_token(made["accessKeyId"], made["accessKeySecret"])
    assert response.status_code == 200
    assert works(cxone, response.json()["access_token"])


@pytest.mark.rule("nice_cxone.akm.create-body")
@pytest.mark.parametrize(
    "body",
    [b"{", b" ", b"null", b"[]", b'"x"', b"1", b"\xff", b'{"userId": null}', b'{"userId": 1}', b'{"tenantId": {}}', b'{"tenantId": null}'],
)
def test_a_body_that_is_no_object_or_holds_no_string_is_refused(cxone: CxoneClient, body: bytes) -> None:
    assert refused(cxone.send("POST", PATH, body=body)) == BAD_BODY


@pytest.mark.rule("nice_cxone.akm.create-other-tenant")
@pytest.mark.parametrize("tenant", [T2, "", "x", "\N{KEY}"])
def test_a_key_for_another_tenant_is_refused(cxone: CxoneClient, tenant: str) -> None:
    expected = (403, {"message": "Permissions required."}, "nice_cxone.akm.create-other-tenant")
    assert refused(create(cxone, "K1", tenantId=tenant)) == expected
    assert refused(create(cxone, "K1", tenantId=tenant, userId=OF_NOBODY)) == expected


@pytest.mark.rule("nice_cxone.akm.user-unknown", "nice_cxone.gen.tenant-isolation")
@pytest.mark.parametrize("user", [OF_NOBODY, U5, "", "x", "\N{KEY}"])
def test_a_key_for_a_user_whom_the_tenant_does_not_have_is_refused(cxone: CxoneClient, user: str) -> None:
    assert refused(create(cxone, "K1", userId=user)) == UNKNOWN_USER


@pytest.mark.rule("nice_cxone.akm.own-or-any")
@pytest.mark.parametrize("user", [U4, OF_NOBODY, ""])
def test_a_key_for_another_user_takes_the_greater_permission_which_is_asked_first(cxone: CxoneClient, user: str) -> None:
    assert refused(create(cxone, "K2", userId=user)) == FORBIDDEN


@pytest.mark.rule("nice_cxone.akm.own-or-any")
def test_who_may_touch_no_keys_makes_and_sees_none_whatever_the_body(cxone: CxoneClient) -> None:
    permit(cxone, U2, "updateBusinessData")
    assert refused(create(cxone)) == FORBIDDEN
    assert refused(cxone.send("POST", PATH, body=b"{")) == FORBIDDEN
    assert refused(cxone.send("GET", PATH)) == FORBIDDEN
    assert refused(one(cxone, K2.id)) == FORBIDDEN
    assert refused(one(cxone, K2.id, method="DELETE")) == FORBIDDEN
    assert refused(update(cxone, K2.id)) == FORBIDDEN


@pytest.mark.rule("nice_cxone.akm.own-or-any")
def test_the_greater_permission_alone_reaches_ones_own_keys(cxone: CxoneClient) -> None:
    permit(cxone, U2, "accessKeyAny")
    assert create(cxone).status_code == 200
    assert one(cxone, K2.id).status_code == 200
    assert one(cxone, KEYS["K3"].id).status_code == 200
