"""MSPCentric's organizations and users."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mspcentric import CEDAR, CEDAR_TOKEN, DOCS, SUMMIT, MspcentricClient, changed, refused

BAD = (400, "Malformed request body")
TAKEN = ("org-conflict", 409, "Organization with these details already exists")
NOBODY = ("user-delete", 404, "User not found")
MEMBER_TOKEN = "oem-cedar-member-91e3b6a0c4f84d27a5b8e0f2"
REQUIRED = ["email", "firstName", "lastName", "vendorUserId"]


# --- Shape ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.org-create-required")
@pytest.mark.parametrize("name", ["name", *REQUIRED])
@pytest.mark.parametrize("value", [..., None, "", " \n"])
def test_what_an_organization_needs(mspc: MspcentricClient, name: str, value: Any) -> None:
    assert refused(mspc.create_organization(**{name: value})) == ("org-create-required", *BAD)


@pytest.mark.rule("mspcentric.org-create-required")
@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [..., None, "", " "])
def test_what_a_user_needs(mspc: MspcentricClient, name: str, value: Any) -> None:
    data = {"email": "new@cedarit.example", "vendorOrganizationId": "cedar-it-001", name: value}
    assert refused(mspc.create_user(**data)) == ("org-create-required", *BAD)


@pytest.mark.rule("mspcentric.org-create-required")
@pytest.mark.parametrize("path", ["/organization", "/user"])
@pytest.mark.parametrize("data", [..., None, [], "x", 5])
def test_data_is_an_object(mspc: MspcentricClient, path: str, data: Any) -> None:
    assert refused(mspc.oem(path, DOCS, data=data)) == ("org-create-required", *BAD)


@pytest.mark.rule("mspcentric.org-create-required")
def test_an_organization_without_an_id_of_the_integrators_may_say_so(mspc: MspcentricClient) -> None:
    assert refused(mspc.create_organization(vendorOrganizationId=" ")) == ("org-create-required", *BAD)
    assert mspc.create_organization(vendorOrganizationId=None).status_code == 201
    assert mspc.organization("Wisozk Inc")["vendorOrganizationId"] is None


@pytest.mark.rule("mspcentric.string-fields")
@pytest.mark.parametrize("name", ["name", *REQUIRED, "vendorOrganizationId"])
@pytest.mark.parametrize("value", [1234, True, ["x"], {}])
def test_texts_are_texts(mspc: MspcentricClient, name: str, value: Any) -> None:
    assert refused(mspc.create_organization(**{name: value})) == ("string-fields", *BAD)


@pytest.mark.rule("mspcentric.email-format")
@pytest.mark.parametrize(
    ("email", "good"),
    [
        ("a@b.c", True),
        ("ä@b.c", True),
        ("ansley", False),
        ("a@b", False),
        ("a@@b.c", False),
        ("a b@c.d", False),
        ("@b.c", False),
        ("a@b.", False),
    ],
)
def test_an_email_address_has_one_at_and_a_dot_behind_it(mspc: MspcentricClient, email: str, good: bool) -> None:
    answer = mspc.create_organization(email=email)
    assert answer.status_code == (201 if good else 400)
    assert good or refused(answer) == ("email-format", *BAD)
    assert refused(mspc.create_user(email="x@y"))[0] == "email-format"


# --- Organizations --------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.org-create-required")
def test_an_organization_is_stored_with_its_owner(mspc: MspcentricClient) -> None:
    token = mspc.create_organization(email="Ansley@WISOZK.example", name=" Wisozk Inc ").json()["organizationOemToken"]
    stored = mspc.state["organizations"][-1]
    owner = stored["users"][0]
    assert [len(stored.pop("id")), len(owner.pop("id"))] == [24, 24]
    assert stored == {
        "clientId": "your-client-id",
        "name": " Wisozk Inc ",
        "vendorOrganizationId": "1234",
        "emailDomain": "wisozk.example",
        "users": [
            {
                "email": "Ansley@WISOZK.example",
                "firstName": "Ansley",
                "lastName": "Parisian",
                "vendorUserId": "1234",
                "role": "owner",
                "oemToken": token,
                "removed": False,
                "issuedToken": None,
            }
        ],
        "integrations": [],
        "psaAccounts": [],
    }
    assert mspc.integrations(changed(DOCS, organizationOemToken=token)) == []


@pytest.mark.rule("mspcentric.org-conflict")
@pytest.mark.parametrize(
    "data",
    [
        {"vendorOrganizationId": "cedar-it-001"},
        {"email": "PRIYA.raman@cedarit.example"},
        {"vendorUserId": "cedar-u-2"},
        {"vendorOrganizationId": None, "email": "new@BAYLINE.example"},
    ],
)
def test_what_a_client_has_already_is_a_conflict(mspc: MspcentricClient, data: dict[str, Any]) -> None:
    assert refused(mspc.create_organization(SUMMIT, **data)) == TAKEN
    assert mspc.create_organization(DOCS, **data).status_code == 201


@pytest.mark.rule("mspcentric.org-conflict")
@pytest.mark.parametrize(
    "data",
    [
        {"name": "Cedar IT Partners"},
        {"email": "new@cedarit.example", "vendorOrganizationId": None},
        {"email": "new@bayline.example", "vendorOrganizationId": "new"},
        {"vendorOrganizationId": "CEDAR-IT-001"},
        {"vendorUserId": "CEDAR-u-2"},
    ],
)
def test_what_is_no_conflict(mspc: MspcentricClient, data: dict[str, Any]) -> None:
    assert mspc.create_organization(SUMMIT, **data).status_code == 201


@pytest.mark.rule("mspcentric.org-conflict")
def test_a_removed_user_is_no_conflict(mspc: MspcentricClient) -> None:
    assert mspc.delete_user().status_code == 201
    assert mspc.create_organization(SUMMIT, email="priya.raman@cedarit.example", vendorUserId="cedar-u-1").status_code == 201


# --- Users ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.user-target")
@pytest.mark.parametrize(
    ("option", "email", "organization"),
    [("literal", "a@bayline.example", None), ("fall-through", "a@bayline.example", "Bayline Managed IT"), ("fall-through", "a@x.y", None)],
)
def test_an_organization_that_is_named_and_unknown(mspc: MspcentricClient, option: str, email: str, organization: str | None) -> None:
    mspc.switch(user_target=option)
    answer = mspc.create_user(email=email, vendorOrganizationId="nope")
    if organization is None:
        assert refused(answer) == ("user-target", 404, "Resource not found")
    else:
        assert mspc.organization(organization)["users"][-1]["email"] == email


@pytest.mark.rule("mspcentric.user-target")
def test_an_organization_of_another_client_is_none(mspc: MspcentricClient) -> None:
    assert refused(mspc.create_user(DOCS, email="a@cedarit.example", vendorOrganizationId="cedar-it-001"))[0] == "user-target"
    assert refused(mspc.create_user(DOCS, email="a@bayline.example"))[0] == "user-target"


@pytest.mark.rule("mspcentric.user-target")
def test_of_two_organizations_of_a_domain_the_oldest_is_the_target(mspc: MspcentricClient) -> None:
    state = mspc.state
    twin = {**mspc.organization("Bayline Managed IT"), "id": "f" * 24, "name": "Twin", "users": [], "integrations": []}
    assert mspc.http.put("/_sandbox/state/mspcentric", json={**state, "organizations": [*state["organizations"], twin]}).status_code == 204
    mspc.create_user(email="a@bayline.example")
    assert [len(mspc.organization(name)["users"]) for name in ("Bayline Managed IT", "Twin")] == [2, 0]


@pytest.mark.rule("mspcentric.user-conflict")
@pytest.mark.parametrize("data", [{"email": "TOMAS.LIND@cedarit.example"}, {"email": "a@b.c", "vendorUserId": "cedar-u-2"}])
def test_a_user_whom_the_organization_has_is_a_conflict(mspc: MspcentricClient, data: dict[str, Any]) -> None:
    assert refused(mspc.create_user(vendorOrganizationId="cedar-it-001", **data)) == ("user-conflict", 409, "Resource already exists")
    assert mspc.create_user(vendorOrganizationId="juniper-003", **data).status_code == 201
    mspc.delete_user(changed(CEDAR, organizationOemToken=MEMBER_TOKEN))
    assert mspc.create_user(vendorOrganizationId="cedar-it-001", **data).status_code == 201


@pytest.mark.rule("mspcentric.user-token")
def test_a_new_user_has_a_token_of_its_own_and_the_others_keep_theirs(mspc: MspcentricClient) -> None:
    mspc.create_user(email="a@cedarit.example", vendorOrganizationId="cedar-it-001")
    token = mspc.create_user(email="b@cedarit.example", vendorUserId="b", vendorOrganizationId="cedar-it-001").json()[
        "organizationOemToken"
    ]
    assert token.startswith("oem-")
    assert len(token) >= 40
    for valid in (token, CEDAR_TOKEN, MEMBER_TOKEN):
        assert len(mspc.integrations(changed(CEDAR, organizationOemToken=valid))) == 3
    assert "mspcentric.user-token" not in mspc.last_rules()
    stored = mspc.organization()["users"][-1]
    assert (stored["role"], stored["oemToken"]) == ("member", token)


@pytest.mark.rule("mspcentric.user-token")
def test_with_the_variant_an_organization_has_one_token_that_outlives_its_users(mspc: MspcentricClient) -> None:
    mspc.switch(oem_token="per-organization")
    answer = mspc.create_user(email="a@cedarit.example", vendorOrganizationId="cedar-it-001")
    assert answer.json()["organizationOemToken"] == CEDAR_TOKEN
    for name in ("a@cedarit.example", "tomas.lind@cedarit.example", "priya.raman@cedarit.example"):
        assert mspc.delete_user().status_code == 201
        assert next(user for user in mspc.organization()["users"] if user["email"] == name)["removed"]
    assert refused(mspc.delete_user()) == NOBODY
    assert len(mspc.integrations()) == 3
    assert len(mspc.integrations(changed(CEDAR, organizationOemToken=MEMBER_TOKEN))) == 3


@pytest.mark.rule("mspcentric.user-token")
def test_with_the_variant_an_organization_without_users_gets_a_token(mspc: MspcentricClient) -> None:
    mspc.switch(oem_token="per-organization")
    state = mspc.state
    state["organizations"][3]["users"] = []
    mspc.http.put("/_sandbox/state/mspcentric", json=state)
    answer = mspc.create_user(email="a@b.c", vendorOrganizationId="juniper-003")
    assert answer.json()["organizationOemToken"] == "oem-summit-new-0f7ac4e19b2d4d63a8e5c1b97d20"


# --- Deleting -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.user-delete")
@pytest.mark.parametrize(
    ("data", "removed"),
    [
        (..., [True, False]),
        (None, [True, False]),
        ({}, [True, False]),
        ({"vendorUserId": None}, [True, False]),
        ({"vendorUserId": "cedar-u-2"}, [False, True]),
        ({"email": "Tomas.LIND@cedarit.example"}, [False, True]),
        ({"vendorUserId": "cedar-u-2", "email": "tomas.lind@cedarit.example"}, [False, True]),
    ],
)
def test_the_tokens_user_is_deleted_or_the_one_who_is_named(mspc: MspcentricClient, data: Any, removed: list[bool]) -> None:
    answer = mspc.delete_user(data=data)
    assert (answer.status_code, answer.json()) == (201, {"status": 201, "message": "Success: User Deleted"})
    assert [user["removed"] for user in mspc.organization()["users"]] == removed
    assert ("mspcentric.user-delete-last" in mspc.last_rules()) is removed[0]


@pytest.mark.rule("mspcentric.user-delete")
@pytest.mark.parametrize(
    "data",
    [{"vendorUserId": "nope"}, {"vendorUserId": "juniper-u-1"}, {"vendorUserId": "cedar-u-1", "email": "tomas.lind@cedarit.example"}],
)
def test_nobody_of_that_name_is_answered_404(mspc: MspcentricClient, data: Any) -> None:
    assert refused(mspc.delete_user(data=data)) == NOBODY


@pytest.mark.rule("mspcentric.user-delete")
@pytest.mark.parametrize("data", [[], "x", 5, {"email": ""}, {"vendorUserId": " "}])
def test_a_selector_that_is_none_is_refused(mspc: MspcentricClient, data: Any) -> None:
    assert refused(mspc.delete_user(data=data)) == ("user-delete", *BAD)
    assert refused(mspc.delete_user(data={"email": 5})) == ("string-fields", *BAD)


@pytest.mark.rule("mspcentric.user-delete")
@pytest.mark.parametrize(("option", "refusal"), [("not-found", NOBODY), ("forbidden", ("org-token", 403, "Invalid organization token"))])
def test_the_token_of_a_user_already_removed(mspc: MspcentricClient, option: str, refusal: Any) -> None:
    mspc.switch(removed_user_token=option)
    mspc.delete_user()
    assert refused(mspc.delete_user()) == refusal
    assert refused(mspc.delete_user(data={"vendorUserId": "cedar-u-2"})) == refusal


@pytest.mark.rule("mspcentric.user-delete-last")
def test_an_organization_without_users_stays_and_can_have_a_user_again(mspc: MspcentricClient) -> None:
    mspc.delete_user()
    mspc.delete_user(changed(CEDAR, organizationOemToken=MEMBER_TOKEN))
    assert "mspcentric.user-delete-last" in mspc.last_rules()
    assert len(mspc.organization()["integrations"]) == 3
    again = mspc.create_user(email="priya.raman@cedarit.example", vendorUserId="cedar-u-1", vendorOrganizationId="cedar-it-001")
    token = again.json()["organizationOemToken"]
    assert len(mspc.integrations(changed(CEDAR, organizationOemToken=token))) == 3
    assert mspc.organization()["users"][-1]["role"] == "member"
