"""CXone's fixtures: the shipped scenarios hold what section 8 of the fact sheet says."""

from __future__ import annotations

import json
from base64 import b32decode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from sandbox import fixtures
from sandbox.settings import data_folder
from sandbox.vendors.nice_cxone import vendor
from sandbox.vendors.nice_cxone.manifest import credentials
from sandbox.vendors.nice_cxone.state import NiceCxone
from tests.vendors.cxone import T1, T2, T3, U1, U2, U3, U4, U5, U6, Json

SCENARIOS = ["default", "empty"]


def built(scenario: str = "default") -> Json:
    """Return a scenario as a session has it; CXone's fixtures do not depend on when it begins."""
    found: Json = json.loads(fixtures.build(vendor, scenario, datetime(2026, 3, 10, 16, 1, tzinfo=UTC)).model_dump_json())
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_shipped_scenario_of_cxone_is_good(scenario: str) -> None:
    fixtures.check(vendor, scenario)
    assert fixtures.read(scenario, "nice_cxone") is not None


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_shipped_scenario_of_cxone_is_recorded_as_good(scenario: str) -> None:
    raw = (data_folder("fixtures") / scenario / "nice_cxone.json").read_bytes()
    assert fixtures.digests()[f"{scenario}/nice_cxone.json"] == sha256(raw).hexdigest()
    assert fixtures.is_checked(scenario, "nice_cxone")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_times_of_a_scenario_are_absolute(scenario: str) -> None:
    long_ago = fixtures.build(vendor, scenario, datetime(1999, 1, 1, tzinfo=UTC))
    assert json.loads(long_ago.model_dump_json()) == built(scenario)


# --- What both scenarios have ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tenant_id", "expected"),
    [
        (T1, ("summit_payments", 4599001, "Summit Payments", "na1", "B32", U1)),
        (T2, ("northwind_field", 4599002, "Northwind Field Services", "eu1", "E32", U5)),
        (T3, ("cedar_it", 4599003, "Cedar IT Partners", "au1", "A32", U6)),
    ],
)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_the_three_tenants(scenario: str, tenant_id: str, expected: tuple[Any, ...]) -> None:
    tenants = built(scenario)["tenants"]
    tenant = tenants[tenant_id]
    assert list(tenants) == [T1, T2, T3]
    assert tuple(tenant[name] for name in ("name", "businessUnitId", "businessUnitName", "area", "cluster", "defaultUser")) == expected
    assert (tenant["domain"], tenant["acdDomain"], tenant["uhDomain"]) == (
        "niceincontact.com",
        "nice-incontact.com",
        "nice-incontact.com",
    )
    assert (tenant["private"], tenant["parentTenantId"]) == (False, None)
    assert tenant["defaultTimeZone"] == "(UTC) Coordinated Universal Time"
    assert (tenant["playbackCalls"], tenant["lastExtraction"], tenant["lastBusinessData"]) == ([], None, None)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_the_names_of_the_acd_by_id(scenario: str) -> None:
    names = ("teams", "skills", "campaigns", "pointsOfContact", "dispositions", "mainNumber")
    found = {tenant_id: [tenant[name] for name in names] for tenant_id, tenant in built(scenario)["tenants"].items()}
    assert found == {
        T1: [
            {"700": "Support Tier 1", "701": "Support Tier 2"},
            {
                "50001": "Merchant Support",
                "50002": "Terminal Support",
                "50003": "Chat Support",
                "50004": "Email Support",
                "50005": "Outbound Follow-up",
            },
            {"300": "Merchant Services"},
            {"4101": "Main line"},
            {"12": "Billing", "13": "Terminal"},
            "8005550100",
        ],
        T2: [
            {"800": "Dispatch"},
            {"60001": "Dispatch"},
            {"400": "Field Service"},
            {"4201": "Dispatch line"},
            {"12": "Billing"},
            "8005550190",
        ],
        T3: [{"900": "Help Desk"}, {}, {}, {}, {"12": "Billing"}, ""],
    }


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_the_three_client_applications(scenario: str) -> None:
    local = "http://localhost:3000/callback"
    assert built(scenario)["clients"] == {
        "5d0c8a52-7f1e-4b55-9a7c-2f3f8d1b6a01": {
            "secret": "sandbox-client-secret-0001",
            "redirectUris": [local, "https://app.summitpayments.example/callback"],
        },
        "NICE": {"secret": "CXone", "redirectUris": [local]},
        "foo": {"secret": "bar", "redirectUris": []},
    }


EVERYTHING = {
    "updateBusinessData",
    "extractInteractionMetadata",
    "extractQmWorkflow",
    "extractWfmPayroll",
    "playAny",
    "viewSentiments",
    "accessKeyAny",
    "accessKeyOwn",
}
SERVICE = {"updateBusinessData", "extractInteractionMetadata", "playAny", "viewSentiments", "accessKeyOwn"}
USERS = [
    (U1, T1, "Avery Stone", "avery.stone@summitpayments.example", "Administrator", 20001, 700, EVERYTHING),
    (U2, T1, "Integration Service", "integration@summitpayments.example", "Manager", 20002, 700, SERVICE),
    (U3, T1, "Priya Nair", "priya.nair@summitpayments.example", "Agent", 20011, 700, {"accessKeyOwn"}),
    (U4, T1, "Marcus Lee", "marcus.lee@summitpayments.example", "Agent", 20012, 701, {"accessKeyOwn"}),
    (U5, T2, "Teresa Voss", "teresa.voss@northwindfield.example", "Administrator", 30001, 800, EVERYTHING),
    (U6, T3, "Ilan Marsh", "ilan.marsh@cedarit.example", "Administrator", 40001, 900, EVERYTHING),
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_the_six_users(scenario: str) -> None:
    assert [
        (
            user_id,
            user["tenantId"],
            f"{user['givenName']} {user['familyName']}",
            user["login"],
            user["role"],
            user["agentId"],
            user["teamId"],
            set(user["permissions"]),
        )
        for user_id, user in built(scenario)["users"].items()
        if user["active"]
    ] == USERS


def key(words: str) -> tuple[str, str]:
    """Return the readable text of a key's id and of its secret."""
    return f"sandbox-key-id-{words}", f"sandbox-secret-{words}"


HELD = [
    (key("summit-admin-0001"), U1, True),
    (key("summit-integr-001"), U2, True),
    (key("summit-agent-0001"), U3, True),
    (key("summit-revoked-01"), U2, False),
    (key("northwind-api-001"), U5, True),
    (key("cedar-it-api-0001"), U6, True),
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_the_seven_access_keys(scenario: str) -> None:
    keys = built(scenario)["accessKeys"]
    sample = keys.pop("qwer====")
    assert sample == {"secret": "asdf====", "userId": U2, "isActive": True, "lastUsed": None}
    assert [
        ((b32decode(key_id).decode(), b32decode(held["secret"]).decode()), held["userId"], held["isActive"])
        for key_id, held in keys.items()
        if held["lastUsed"] is None
    ] == HELD
    assert all(len(text) == 56 for key_id, held in keys.items() for text in (key_id, held["secret"]))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_default_credentials_are_an_access_key_and_a_client_of_the_fixture(scenario: str) -> None:
    state, usual = built(scenario), credentials(None)
    held = state["accessKeys"][usual["access_key_id"]]
    assert (held["secret"], held["userId"], held["isActive"]) == (usual["access_key_secret"], U2, True)
    assert state["users"][U2]["tenantId"] == usual["tenant_id"]
    assert state["clients"][usual["client_id"]]["secret"] == usual["client_secret"]


def test_the_empty_scenario_has_nothing_else() -> None:
    full, empty = built(), built("empty")
    for tenant in full["tenants"].values():
        tenant["fields"] = {}
    assert empty == {**full, "contacts": {}, "segments": {}, "jobs": {}}


def test_a_session_of_a_state_without_users_and_clients_is_issued_nothing() -> None:
    state = NiceCxone()
    state.issue("demo")
    assert state == NiceCxone()
