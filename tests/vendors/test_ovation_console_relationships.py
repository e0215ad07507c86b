"""The console: relationships between service providers and standard organisations, and what they change at once."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.ovation import CDR, NWF, Json, Ovation, denied, results
from tests.vendors.test_ovation_console import invalid, refused

DEFAULT = ["ovationcxm.customers.*", "ovationcxm.issues.*", "ovationcxm.chat.send", "ovationcxm.technology.*"]
SINCE = "2021-12-01 09:00:00"
RELATIONSHIPS: list[Json] = [
    {"id": "REL-1", "provider_org_id": "NWF", "standard_org_id": "SMT", "active": True, "grants": DEFAULT, "created": SINCE},
    {
        "id": "REL-2",
        "provider_org_id": "NWF",
        "standard_org_id": "UZT",
        "active": True,
        "grants": [f"ovationcxm.{name}" for name in ("customers.get", "customers.list", "issues.get", "issues.list")],
        "created": SINCE,
    },
    {"id": "REL-3", "provider_org_id": "CDR", "standard_org_id": "SMT", "active": False, "grants": DEFAULT, "created": SINCE},
]


def relationships(ovation: Ovation) -> Any:
    """Return all relationships."""
    return ovation.console("GET", "/relationships").json()


def put(ovation: Ovation, id: str, provider: str, standard: str, active: bool = True, **more: Any) -> httpx.Response:
    """Make or change a relationship."""
    return ovation.console(
        "PUT", f"/relationships/{id}", {"provider_org_id": provider, "standard_org_id": standard, "active": active, **more}
    )


def counted(ovation: Ovation, key: tuple[str, str], org_id: str) -> int:
    """Return how many customers a service provider sees on behalf of an organisation."""
    return len(results(Ovation(ovation.client, key, org_id).get("/customers/get")))


def refusal(ovation: Ovation, key: tuple[str, str], org_id: str, rule: str) -> None:
    """Hold a service provider's call on behalf of an organisation against a denial."""
    denied(Ovation(ovation.client, key, org_id).get("/customers/get"), rule)


def test_relationships_are_listed_by_id(ovation: Ovation) -> None:
    answer = ovation.console("GET", "/relationships")
    assert (answer.status_code, answer.json()) == (200, RELATIONSHIPS)
    assert put(ovation, "A", "CDR", "UZT").status_code == 200
    assert [one["id"] for one in relationships(ovation)] == ["A", "REL-1", "REL-2", "REL-3"]


@pytest.mark.rule("ovationcxm.obo-no-relationship")
def test_a_new_relationship_opens_the_organisation_with_the_default_grants(ovation: Ovation) -> None:
    ovation.freeze()
    refusal(ovation, CDR, "UZT", "obo-no-relationship")
    answer = put(ovation, "REL-4", "CDR", "UZT")
    stored = {
        "id": "REL-4",
        "provider_org_id": "CDR",
        "standard_org_id": "UZT",
        "active": True,
        "grants": DEFAULT,
        "created": "2022-02-09 21:03:27",
    }
    assert (answer.status_code, answer.json()) == (200, stored)
    assert relationships(ovation) == [*RELATIONSHIPS, stored]
    assert counted(ovation, CDR, "UZT") == 5


@pytest.mark.rule("ovationcxm.obo-inactive")
def test_a_relationship_is_deactivated_and_activated(ovation: Ovation) -> None:
    assert counted(ovation, NWF, "SMT") == 7
    assert put(ovation, "REL-1", "NWF", "SMT", active=False).json() == RELATIONSHIPS[0] | {"active": False}
    refusal(ovation, NWF, "SMT", "obo-inactive")
    assert put(ovation, "REL-1", "NWF", "SMT").json() == RELATIONSHIPS[0]
    assert counted(ovation, NWF, "SMT") == 7
    refusal(ovation, CDR, "SMT", "obo-inactive")
    assert put(ovation, "REL-3", "CDR", "SMT").json() == RELATIONSHIPS[2] | {"active": True}
    assert counted(ovation, CDR, "SMT") == 7


@pytest.mark.rule("ovationcxm.obo-not-granted")
def test_grants_are_replaced_and_absent_ones_are_the_default(ovation: Ovation) -> None:
    grants = ["ovationcxm.*", "!ovationcxm.customers.*"]
    assert put(ovation, "REL-1", "NWF", "SMT", grants=grants).json()["grants"] == grants
    refusal(ovation, NWF, "SMT", "obo-not-granted")
    assert results(Ovation(ovation.client, NWF, "SMT").get("/orgs/get"))[0]["id"] == "SMT"
    assert put(ovation, "REL-1", "NWF", "SMT", grants=[]).json()["grants"] == []
    refusal(ovation, NWF, "SMT", "obo-not-granted")
    assert put(ovation, "REL-1", "NWF", "SMT", grants=None).json()["grants"] == DEFAULT
    assert counted(ovation, NWF, "SMT") == 7


def test_a_relationship_moves_to_other_organisations(ovation: Ovation) -> None:
    assert put(ovation, "REL-1", "CDR", "UZT").json()["created"] == SINCE
    refusal(ovation, NWF, "SMT", "obo-no-relationship")
    assert counted(ovation, CDR, "UZT") == 5
    assert put(ovation, "REL-5", "NWF", "SMT").status_code == 200
    assert counted(ovation, NWF, "SMT") == 7


def test_two_organisations_have_one_relationship(ovation: Ovation) -> None:
    for id in ("REL-9", "REL-2"):
        refused(put(ovation, id, "NWF", "SMT", active=False), 409, "the organisations have a relationship", {"id": "REL-1"})
    assert relationships(ovation) == RELATIONSHIPS
    assert counted(ovation, NWF, "SMT") == 7


@pytest.mark.parametrize("asked_before", [True, False])
def test_a_relationship_is_deleted(ovation: Ovation, asked_before: bool) -> None:
    if asked_before:
        assert counted(ovation, NWF, "SMT") == 7
    answer = ovation.console("DELETE", "/relationships/REL-1")
    assert (answer.status_code, answer.content) == (204, b"")
    refusal(ovation, NWF, "SMT", "obo-no-relationship")
    assert relationships(ovation) == RELATIONSHIPS[1:]
    refused(ovation.console("DELETE", "/relationships/REL-1"), 404, "unknown relationship", {"id": "REL-1"})
    assert put(ovation, "REL-1", "NWF", "SMT").status_code == 200
    assert counted(ovation, NWF, "SMT") == 7


@pytest.mark.parametrize(
    ("provider", "standard", "field", "kind"),
    [
        ("SMT", "UZT", "provider_org_id", "service_provider"),
        ("NWF", "CDR", "standard_org_id", "standard"),
        ("SMT", "NWF", "provider_org_id", "service_provider"),
    ],
)
def test_organisations_of_the_wrong_kind_are_refused(ovation: Ovation, provider: str, standard: str, field: str, kind: str) -> None:
    invalid(put(ovation, "REL-9", provider, standard), field, f"the organisation is no {kind}")
    assert relationships(ovation) == RELATIONSHIPS


@pytest.mark.parametrize(("provider", "standard", "unknown"), [("ZZZ", "SMT", "ZZZ"), ("NWF", "YYY", "YYY"), ("ZZZ", "YYY", "ZZZ")])
def test_unknown_organisations_are_not_found(ovation: Ovation, provider: str, standard: str, unknown: str) -> None:
    refused(put(ovation, "REL-9", provider, standard), 404, "unknown organisation", {"org_id": unknown})


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"active": "yes"}, "active", "bool_type"),
        ({"active": None}, "active", "bool_type"),
        ({"grants": "ovationcxm.*"}, "grants", "list_type"),
        ({"grants": ["a", 1]}, "grants[1]", "string_type"),
        ({"created": SINCE}, "created", "extra_forbidden"),
        ({"provider_org_id": 7}, "provider_org_id", "string_type"),
    ],
)
def test_a_bad_relationship_is_refused_with_its_field(ovation: Ovation, change: Json, field: str, reason: str) -> None:
    good = {"provider_org_id": "NWF", "standard_org_id": "SMT", "active": False}
    invalid(ovation.console("PUT", "/relationships/REL-1", good | change), field, reason)
    assert relationships(ovation) == RELATIONSHIPS
