"""MSPCentric's Vendor API: accounts and services."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mspcentric import MspcentricClient, refused

BAD = ("vapi-body", 400, "Malformed request body")
SAME = ("vapi-duplicate", 409, "A resource with this Id already exists.")
UNKNOWN = ("vapi-unknown-id", 404, "Resource not found")
ACCOUNTS, SERVICES = "/organization/accounts", "/organization/services"
KIND = pytest.mark.parametrize(
    ("path", "known", "other"), [(ACCOUNTS, "HCR-1001", "BFB-1002"), (SERVICES, "svc-gateway", "svc-fraud-watch")]
)


def mapping(mspc: MspcentricClient, known: str) -> Any:
    """Return a mapping of the state."""
    return next(one for one in mspc.integration()["mappings"] if one["id"] == known)


def ids(mspc: MspcentricClient, query: str = "") -> list[str]:
    """List the ids of accounts."""
    return [account["id"] for account in mspc.vapi("GET", f"{ACCOUNTS}{query}").json()]


# --- Creating -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.vapi-body")
@pytest.mark.parametrize(
    ("body", "stored"),
    [
        ({"id": "a", "name": "A"}, {}),
        ({"vendorAccountId": "a", "id": "b", "name": "A"}, {}),
        ({"vendorAccountId": None, "id": "a", "name": "A", "description": "D", "isArrears": True}, {"description": "D", "isArrears": True}),
        ({"id": "a", "name": "A", "externalId": "", "isActive": False, "isMapped": True, "mappingId": "x"}, {"externalId": ""}),
    ],
)
def test_an_account_is_stored(mspc: MspcentricClient, body: Any, stored: Any) -> None:
    (shown,) = mspc.vapi("POST", ACCOUNTS, body).json()
    kept = mapping(mspc, "a")
    assert len(kept.pop("mappingId")) == 24
    usual = {"kind": "account", "id": "a", "name": "A", "description": "", "externalId": None, "isActive": True, "isArrears": False}
    assert kept == {**usual, "isMapped": False, **stored}
    assert shown == {
        "id": "a",
        "name": "A",
        "description": kept["description"],
        "isMapped": False,
        **({"externalId": ""} if "externalId" in stored else {}),
    }
    assert ids(mspc)[-1] == "a"


@pytest.mark.rule("mspcentric.vapi-body")
@pytest.mark.parametrize(
    "body",
    [
        {"name": "A"},
        {"id": "a"},
        {"id": "a", "name": ""},
        {"id": "", "name": "A"},
        {"id": "a", "vendorAccountId": " ", "name": "A"},
        {"id": 5, "name": "A"},
        {"id": "a", "name": ["A"]},
        {"id": "a", "name": "A", "externalId": 5},
        {"id": "a", "name": "A", "description": 5},
        {"id": "a", "name": "A", "isArrears": "true"},
        {"id": "a", "name": "A", "isArrears": 1},
        [],
        [{"id": "a", "name": "A"}, {"id": "b"}],
        [[]],
        [None],
    ],
)
def test_an_account_that_is_none_is_refused(mspc: MspcentricClient, body: Any) -> None:
    assert refused(mspc.vapi("POST", ACCOUNTS, body)) == BAD


@pytest.mark.rule("mspcentric.vapi-body")
@pytest.mark.parametrize("name", ["id", "name", "description"])
@pytest.mark.parametrize("value", [..., None, "", " ", 5])
def test_a_service_needs_three_texts(mspc: MspcentricClient, name: str, value: Any) -> None:
    body = {"id": "s", "name": "S", "description": "D", name: value}
    assert refused(mspc.vapi("POST", SERVICES, {key: one for key, one in body.items() if one is not ...})) == BAD


def test_several_are_answered_in_their_order(mspc: MspcentricClient) -> None:
    answer = mspc.vapi("POST", SERVICES, [{"id": known, "name": "S", "description": "D"} for known in ("b", "a")])
    assert answer.json() == [{"id": known, "name": "S", "description": "D", "isMapped": False} for known in ("b", "a")]
    assert "mspcentric.vapi-body" in mspc.last_rules()


@pytest.mark.rule("mspcentric.vapi-duplicate")
@KIND
def test_an_id_is_new_or_all_is_refused(mspc: MspcentricClient, path: str, known: str, other: str) -> None:
    new = {"name": "N", "description": "D"}
    assert refused(mspc.vapi("POST", path, {"id": known, **new})) == SAME
    assert refused(mspc.vapi("POST", path, [{"id": "a", **new}, {"id": known, **new}])) == SAME
    assert refused(mspc.vapi("POST", path, [{"id": "a", **new}, {"id": "a", **new}])) == SAME
    assert mspc.vapi("POST", path, [{"id": "a", **new}, {"id": known.lower() + "x", **new}]).status_code == 201


def test_an_account_and_a_service_may_have_the_same_id(mspc: MspcentricClient) -> None:
    assert mspc.vapi("POST", ACCOUNTS, {"id": "svc-gateway", "name": "A"}).status_code == 201


# --- Listing --------------------------------------------------------------------------------------------------------

ALL = ["HCR-1001", "BFB-1002", "GPD-1003", "LSY-1004", "PCH-1005", "RWL-1006"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("?returnUnmapped=true", ALL),
        ("?returnUnmapped=False", ALL),
        ("?returnUnmapped=", ALL),
        ("?returnUnmapped=false", ALL[:3]),
        ("?accountIds=", ALL),
        ("?accountIds=LSY-1004,HCR-1001,nope", ["HCR-1001", "LSY-1004"]),
        ("?accountIds=LSY-1004&accountIds=HCR-1001", ["HCR-1001", "LSY-1004"]),
        ("?accountIds=LSY-1004,HCR-1001&returnUnmapped=false", ["HCR-1001"]),
        ("?accountIds=nope", []),
    ],
)
def test_accounts_are_listed_oldest_first(mspc: MspcentricClient, query: str, found: list[str]) -> None:
    assert ids(mspc, query) == found


# --- Updating -------------------------------------------------------------------------------------------------------


@KIND
def test_an_update_changes_what_it_has(mspc: MspcentricClient, path: str, known: str, other: str) -> None:
    before = mapping(mspc, known)
    body = {"description": "", "isActive": False, "isArrears": True, "externalId": "x", "vendorAccountId": "x", "name": "New"}
    answer = mspc.vapi("PATCH", f"{path}/{known}", body)
    assert answer.json() == {"id": known, "name": "New", "description": "", "mappingId": before["mappingId"]}
    assert mapping(mspc, known) == {**before, "name": "New", "description": "", "isActive": False, "isArrears": True}


@pytest.mark.rule("mspcentric.vapi-unknown-id")
@KIND
def test_an_unknown_id(mspc: MspcentricClient, path: str, known: str, other: str) -> None:
    assert refused(mspc.vapi("PATCH", f"{path}/nope", {"name": "N"})) == UNKNOWN
    assert refused(mspc.vapi("PATCH", path, [{"id": known, "name": "N"}, {"id": "nope", "name": "N"}])) == UNKNOWN


@pytest.mark.rule("mspcentric.vapi-duplicate")
@KIND
def test_a_new_id_must_be_new(mspc: MspcentricClient, path: str, known: str, other: str) -> None:
    assert refused(mspc.vapi("PATCH", f"{path}/{known}", {"id": other})) == SAME
    assert mspc.vapi("PATCH", f"{path}/{known}", {"id": known}).status_code == 200
    assert mspc.vapi("PATCH", f"{path}/{known}", {"id": "new"}).json()["id"] == "new"
    assert refused(mspc.vapi("PATCH", f"{path}/{known}", {"name": "N"})) == UNKNOWN
    assert mspc.vapi("PATCH", f"{path}/new", {"name": "N"}).status_code == 200
    assert mspc.vapi("POST", path, {"id": known, "name": "N", "description": "D"}).status_code == 201


def test_counts_and_alerts_go_with_a_new_id(mspc: MspcentricClient) -> None:
    mspc.count("svc-gateway")
    mspc.vapi("PATCH", f"{ACCOUNTS}/HCR-1001", {"id": "new"})
    mspc.vapi("PATCH", f"{SERVICES}/svc-card-terminal", {"id": "terminal"})
    found = mspc.integration()
    assert [(one["accountId"], one["serviceId"], one["unitCount"]) for one in found["counts"]] == [
        ("new", "terminal", 4),
        ("BFB-1002", "terminal", 2),
        ("new", "svc-gateway", 5),
    ]
    assert [one["accountId"] for one in found["alerts"]] == ["new"]
    assert mspc.count("terminal", accountId="new", unitCount=9).status_code == 201
    assert len(mspc.integration()["counts"]) == 3


@KIND
def test_a_bulk_update_answers_in_the_form_of_its_request(mspc: MspcentricClient, path: str, known: str, other: str) -> None:
    one = mspc.vapi("PATCH", path, {"id": known, "name": "N1"}).json()
    assert (one["id"], one["name"]) == (known, "N1")
    many = mspc.vapi("PATCH", path, [{"id": known, "name": "N2"}, {"id": other, "description": "D"}, {"id": known, "name": "N3"}]).json()
    assert [(each["id"], each["name"]) for each in many] == [(known, "N2"), (other, mapping(mspc, other)["name"]), (known, "N3")]
    assert mapping(mspc, known)["name"] == "N3"


@pytest.mark.rule("mspcentric.vapi-body")
@KIND
@pytest.mark.parametrize("name", [..., "N"])
def test_a_bulk_update_names_what_it_changes(mspc: MspcentricClient, path: str, known: str, other: str, name: Any) -> None:
    bodies: list[Any] = [[], [{"id": known}], {"id": known}, {"name": "N"}, {"id": "", "name": "N"}, [{"id": known, "name": ""}]]
    assert [refused(mspc.vapi("PATCH", path, body)) for body in bodies] == [BAD] * len(bodies)
