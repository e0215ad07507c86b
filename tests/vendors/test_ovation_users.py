"""Customers' users: read, delete, single sign-on, password reset."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import UZT, Ovation, denied, refused, results
from tests.vendors.ovation_customers import DANA, MISS, ROSE, answered, ids, lacks, miss, put, put_user, unknown

# --- Read -----------------------------------------------------------------------------------------------------------


def test_the_users_of_a_customer_are_listed_by_ascending_id(ovation: Ovation) -> None:
    answer = ovation.get("/customers/user/get/HCR2KX").json()
    assert (ids(answer["results"]), answer["results"][0]) == (["HCR2KX-DW7", "HCR2KX-LP4"], DANA)
    assert (answer["totalCount"], answer["returned"], answer["pages"]) == (2, 2, 1)
    answered(ovation.get("/customers/user/get/HCR2KX", user_id="HCR2KX-DW7"), 1, [DANA])
    answered(ovation.get("/customers/user/get/PPF7VH"), 1, [])


def test_names_may_be_missing(ovation: Ovation) -> None:
    tester = results(Ovation(ovation.client, UZT).get("/customers/user/get/C8J8AE"))[0]
    assert (tester["first_name"], tester["last_name"], tester["full_name"]) == ("test", None, "test")
    recipient = results(ovation.get("/customers/user/get/SMR9TJ"))[0]
    assert (recipient["first_name"], recipient["last_name"], recipient["full_name"]) == (None, None, "")


@pytest.mark.parametrize("body", [b'{"user_id":"HCR2KX-LP4"}', b"user_id=HCR2KX-LP4"])
def test_the_user_may_be_named_in_the_body(ovation: Ovation, body: bytes) -> None:
    assert ids(results(ovation.send("GET", "/api/v3/customers/user/get/HCR2KX", body))) == ["HCR2KX-LP4"]
    assert ids(results(ovation.send("GET", "/api/v3/customers/user/get/HCR2KX?user_id=HCR2KX-DW7", body))) == ["HCR2KX-DW7"]


@pytest.mark.parametrize("body", [b'{"user_id":[]}', b'{"user_id":null}', b"{"])
def test_without_an_id_all_users_are_listed(ovation: Ovation, body: bytes) -> None:
    assert len(results(ovation.send("GET", "/api/v3/customers/user/get/HCR2KX?limit=1&start=1&user_id=%20", body))) == 2


def test_deleted_users_are_left_out_and_found_by_id(ovation: Ovation) -> None:
    put_user(ovation, id="HCR2KX-DW7", status="Deleted")
    assert ids(results(ovation.get("/customers/user/get/HCR2KX"))) == ["HCR2KX-LP4"]
    assert results(ovation.get("/customers/user/get/HCR2KX", user_id="HCR2KX-DW7")) == [DANA | {"status": "Deleted"}]


@pytest.mark.rule("ovationcxm.customer-user-not-found")
@pytest.mark.parametrize("user", ["HCR2KX-NNN", "BFB3QT-MR5", "C8J8AE-UEU", "HCR2KX"])
def test_a_user_that_the_customer_does_not_have_is_not_found(ovation: Ovation, user: str) -> None:
    miss(ovation.get("/customers/user/get/HCR2KX", user_id=user), "customer-user-not-found")


@pytest.mark.rule("ovationcxm.object-not-found", "ovationcxm.owner-foreign")
def test_the_users_of_an_unknown_or_a_foreign_customer(ovation: Ovation) -> None:
    unknown(ovation.get("/customers/user/get/NOSUCH", user_id="HCR2KX-DW7"), "members", "NOSUCH")
    denied(ovation.get("/customers/user/get/C8J8AE", user_id="NOSUCH"), "owner-foreign")


# --- Delete ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.customer-soft-delete")
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("HCR2KX-DW7", None),
        ("HCR2KX-DW7", {}),
        ("HCR2KX-DW7", {"customer_user": {"id": "HCR2KX-LP4"}}),
        ("HCR2KX-DW7", {"customer_user": None}),
        ("HCR2KX", {"customer_user": {"id": "HCR2KX-DW7", "first_name": {}}, "customerUser": 1}),
    ],
)
def test_a_user_is_marked_first_and_removed_then(ovation: Ovation, path: str, body: Any) -> None:
    """The path names the user, or its customer."""
    gone = DANA | {"status": "Deleted"}
    answered(ovation.post(f"/customers/user/delete/{path}", body), 0, [gone])
    assert results(ovation.get("/customers/user/get/HCR2KX", user_id="HCR2KX-DW7")) == [gone]
    assert ids(results(ovation.get("/customers/user/get/HCR2KX"))) == ["HCR2KX-LP4"]
    answered(ovation.post(f"/customers/user/delete/{path}", body), 0, [gone])
    miss(ovation.post(f"/customers/user/delete/{path}", body), "customer-user-not-found")


def test_a_hard_delete_is_answered_with_the_deleted_row_too(ovation: Ovation) -> None:
    ovation.switch(delete="hard")
    answered(ovation.post("/customers/user/delete/HCR2KX-DW7"), 0, [DANA | {"status": "Deleted"}])
    miss(ovation.post("/customers/user/delete/HCR2KX-DW7"), "customer-user-not-found")


def test_a_delete_can_be_answered_without_rows(ovation: Ovation) -> None:
    ovation.switch(user_delete_shape="minimal")
    for _ in range(2):
        answer = ovation.post("/customers/user/delete/HCR2KX-DW7").json()
        assert (list(answer), answer["success"]) == (["success", "current_server_time"], True)


@pytest.mark.rule("ovationcxm.customer-user-not-found")
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("HCR2KX-NNN", None),
        ("NO-SUCH", {"customer_user": {"id": "HCR2KX-DW7"}}),
        ("HCR2KX", None),
        ("HCR2KX", {"customer_user": {}}),
        ("HCR2KX", {"customer_user": []}),
        ("HCR2KX", {"customer_user": {"id": ""}}),
        ("HCR2KX", {"customer_user": {"id": {}}}),
        ("HCR2KX", {"customer_user": {"id": "NO-SUCH"}}),
        ("HCR2KX", {"customer_user": {"id": "BFB3QT-MR5"}}),
        ("HCR2KX", {"customer_user": {"id": "C8J8AE-UEU"}}),
        ("NOSUCH", {"customer_user": {"id": "HCR2KX-DW7"}}),
        ("C8J8AE", {"customer_user": {"id": "HCR2KX-DW7"}}),
    ],
)
def test_who_is_not_named_is_not_deleted(ovation: Ovation, path: str, body: Any) -> None:
    miss(ovation.post(f"/customers/user/delete/{path}", body), "customer-user-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_user_of_another_organisation_is_denied(ovation: Ovation) -> None:
    denied(ovation.post("/customers/user/delete/C8J8AE-UEU"), "owner-foreign")
    denied(ovation.post("/customers/user/delete/C8J8AE", {"customer_user": {"id": "C8J8AE-UEU"}}), "owner-foreign")
    denied(ovation.post("/customers/user/sso/C8J8AE-UEU"), "owner-foreign")
    denied(put_user(ovation, id="C8J8AE-UEU", email=""), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    refused(ovation.post("/customers/user/delete/C8J8AE-UEU"), 404, MISS, "owner-foreign")


@pytest.mark.rule("ovationcxm.input-wrapper-missing", "ovationcxm.input-json-malformed")
@pytest.mark.parametrize("path", ["HCR2KX-DW7", "HCR2KX", "NO-SUCH"])
def test_a_delete_whose_body_cannot_be_read_is_refused(ovation: Ovation, path: str) -> None:
    for wrong in ("HCR2KX-DW7", 1, [1]):
        answer = ovation.post(f"/customers/user/delete/{path}", {"customer_user": wrong})
        message = "Missing/invalid customer_user parameter (customer_user)"
        refused(answer, 400, message, "input-wrapper-missing", ["customer_user"])
    broken = ovation.send("POST", f"/api/v3/customers/user/delete/{path}", b'{"customer_user"')
    refused(broken, 400, "Invalid request body", "input-json-malformed")


# --- Single sign-on -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "body", "endpoint"),
    [
        ("", b"", "admin/v1"),
        ("?endpoint=", b"", "admin/v1"),
        ("?endpoint=portal/v2", b"", "portal/v2"),
        ("", b'{"endpoint":"portal/v2"}', "portal/v2"),
        ("?endpoint=admin/v2", b"endpoint=portal", "admin/v2"),
        ("", b'{"endpoint":{}}', "admin/v1"),
    ],
)
def test_a_user_signs_on_with_a_token(ovation: Ovation, query: str, body: bytes, endpoint: str) -> None:
    answer = ovation.send("POST", f"/api/v3/customers/user/sso/HCR2KX-DW7{query}", body)
    found = answer.json()
    assert answer.status_code == 200
    assert list(found) == ["success", "authtoken", "url", "results", "current_server_time"]
    token = found["authtoken"]
    assert (len(token), set(token) <= set("0123456789abcdef")) == (40, True)
    assert found["url"] == f"https://admin.sandbox.goboomtown.com/{endpoint}/sso?authtoken={token}"
    assert found["results"] == []
    assert ovation.post("/customers/user/sso/HCR2KX-DW7").json()["authtoken"] != token


@pytest.mark.rule("ovationcxm.customer-user-not-found")
def test_who_is_unknown_does_not_sign_on(ovation: Ovation) -> None:
    for id in ("HCR2KX-NNN", "HCR2KX", "76541643"):
        miss(ovation.post(f"/customers/user/sso/{id}"), "customer-user-not-found")


# --- Password reset -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [b"login=dana.whitfield%40harborcoffee.example", b'{"login":"Dana.Whitfield@HarborCoffee.example","password":1}'],
)
def test_a_password_reset_sends_a_message(ovation: Ovation, body: bytes) -> None:
    ovation.freeze()
    answer = ovation.send("POST", "/api/v3/customers/password_reset", body)
    assert answer.content == b'{"success":true,"current_server_time":"2022-02-10T05:03:27+0000"}'
    message = {"kind": "password_reset", "to": "dana.whitfield@harborcoffee.example", "customerUserId": "HCR2KX-DW7"}
    assert ovation.state()["outbox"] == [message | {"created": "2022-02-10T05:03:27Z"}]


def test_the_login_may_stand_in_the_query_and_the_lowest_of_several_users_is_meant(ovation: Ovation) -> None:
    put_user(ovation, id="HCR2KX-LP4", email=DANA["email"].upper())
    put(ovation, {"id": "BFB3QT"}, customer_user=ROSE | {"email": DANA["email"]})
    assert ovation.post("/customers/password_reset", login=DANA["email"]).status_code == 200
    sent = ovation.state()["outbox"][0]
    assert sent["customerUserId"].startswith("BFB3QT-")
    assert sent["to"] == DANA["email"]


@pytest.mark.rule("ovationcxm.customer-user-not-found")
@pytest.mark.parametrize("login", ["nobody@example.com", "c8j8ae@example.com", "HCR2KX-DW7", "dana.whitfield", 5])
def test_an_unknown_login_is_not_found(ovation: Ovation, login: object) -> None:
    """One of another organisation is not even told to be there."""
    miss(ovation.post("/customers/password_reset", {"login": login}), "customer-user-not-found")
    ovation.switch(foreign_object="not-found")
    miss(ovation.post("/customers/password_reset", {"login": login}), "customer-user-not-found")


def test_a_deleted_user_has_no_login(ovation: Ovation) -> None:
    ovation.post("/customers/user/delete/HCR2KX-LP4")
    miss(ovation.post("/customers/password_reset", {"login": "lena.park@harborcoffee.example"}), "customer-user-not-found")


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("body", [b"", b"{}", b"login=", b"login=+", b'{"login":null}', b'{"email":"x"}'])
def test_a_password_reset_needs_a_login(ovation: Ovation, body: bytes) -> None:
    lacks(ovation.send("POST", "/api/v3/customers/password_reset", body), "login")


def test_a_login_is_a_text(ovation: Ovation) -> None:
    lacks(ovation.post("/customers/password_reset", {"login": ["x"]}), "login", rule="input-label")
    broken = ovation.send("POST", "/api/v3/customers/password_reset?login=x", b"{login}")
    refused(broken, 400, "Invalid request body", "input-json-malformed")
