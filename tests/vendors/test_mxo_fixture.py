"""MXO's fixtures: the shipped scenarios hold what section 8 of the fact sheet says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest

from sandbox import fixtures
from sandbox.app import create_app
from sandbox.settings import Settings, data_folder
from sandbox.vendors.mxo import vendor
from tests.contract import INSTALLED, ContractTransport
from tests.vendors.mxo import ATM_DEMO, CEDAR, DANA, NORTHWIND, OMAR, SITE_KEY, Json, MxoClient
from tests.vendors.mxo_exchanges import FULL_CONTEXT

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
PRIYA = "5f0c1a6e-1003-4b1e-9c3a-7a5e00001003"
BUSY = "5f0c1a6e-1999-4b1e-9c3a-7a5e00001999"


def started_with(fixture: str) -> MxoClient:
    """Return a client of a server which starts with that scenario."""
    return MxoClient(httpx.Client(transport=ContractTransport(create_app(Settings(fixture=fixture), INSTALLED)), base_url="http://sandbox"))


def built(scenario: str) -> Json:
    """Return a scenario as a session that begins at `START` has it."""
    found: Json = json.loads(fixtures.build(vendor, scenario, START).model_dump_json())
    return found


def test_the_shipped_scenarios_are_busy_default_and_empty() -> None:
    assert [scenario for scenario in fixtures.scenarios() if fixtures.read(scenario, "mxo")] == ["busy", "default", "empty"]


@pytest.mark.parametrize("scenario", ["busy", "default", "empty"])
def test_a_shipped_scenario_is_good(scenario: str) -> None:
    fixtures.check(vendor, scenario)
    assert fixtures.read(scenario, "mxo") is not None


@pytest.mark.parametrize("scenario", ["busy", "default", "empty"])
def test_a_shipped_scenario_is_recorded_as_good(scenario: str) -> None:
    raw = (data_folder("fixtures") / scenario / "mxo.json").read_bytes()
    assert fixtures.digests()[f"{scenario}/mxo.json"] == sha256(raw).hexdigest()
    assert fixtures.is_checked(scenario, "mxo")


@pytest.mark.parametrize(
    ("site_key", "expected"),
    [
        (SITE_KEY, ("Summit Payments", "Summit Merchant Journeys", "MTIyMg", ["customerkey", "email"])),
        (ATM_DEMO, ("Summit Payments", "Summit ATM Demo", "MjIyOQ", ["customerkey"])),
        (NORTHWIND, ("Northwind Field Services", "Northwind Service Events", "MTEwOQ", ["customerkey", "emailkey"])),
        (CEDAR, ("Cedar IT Partners", "Cedar Client Care", "MzMwMQ", ["customerkey"])),
    ],
)
@pytest.mark.parametrize("scenario", ["busy", "default", "empty"])
def test_every_scenario_has_the_four_spaces(scenario: str, site_key: str, expected: tuple[Any, ...]) -> None:
    spaces = built(scenario)["spaces"]
    assert len(spaces) == 4
    assert tuple(spaces[site_key][name] for name in ("tenancy", "name", "workspaceId", "keys")) == expected


CREDENTIALS = [
    ("summit-api", "Summit Payments", "api@summit.example", False),
    ("summit-readonly", "Summit Payments", "viewer@summit.example", True),
    ("northwind-api", "Northwind Field Services", "api@northwind.example", False),
    ("cedar-api", "Cedar IT Partners", "api@cedarit.example", False),
]


@pytest.mark.parametrize("scenario", ["busy", "default", "empty"])
def test_every_scenario_has_the_credentials_and_the_ready_made_tokens(scenario: str) -> None:
    state = built(scenario)
    assert state["credentials"] == {
        f"c0ffee00-0000-4000-8000-00000000000{number}": {
            "name": name,
            "tenancy": tenancy,
            "clientSecret": f"5ec0de00-0000-4000-8000-00000000000{number}",
            "runAs": run_as,
            "readOnly": read_only,
        }
        for number, (name, tenancy, run_as, read_only) in enumerate(CREDENTIALS, 1)
    }
    owners = {token: (held["clientId"][-1], held["expiresAt"] is None) for token, held in state["tokens"].items()}
    assert owners == {
        "sbx-summit": ("1", True),
        "sbx-summit-readonly": ("2", True),
        "sbx-northwind": ("3", True),
        "sbx-cedar": ("4", True),
        "sbx-expired": ("1", False),
    }
    assert state["tokens"]["sbx-expired"]["expiresAt"] < "2026-11-21T12:00:00Z"


CUSTOMERS = [
    (SITE_KEY, [DANA], {"customerkey": "HCR-1001", "email": "dana.whitfield@harborcoffee.example"}, 460),
    (SITE_KEY, [OMAR], {"customerkey": "BFB-1002", "email": "omar@bluefinch.example"}, 300),
    (SITE_KEY, ["d290f1ee-6c54-4b01-90e6-d701748f0851"], {"email": "customer@thunderhead.com"}, 600),
    (SITE_KEY, ["a00ad08f-e305-8f9c-5c62-1e884543402c"], {}, 30),
    (
        SITE_KEY,
        [PRIYA, "5f0c1a6e-1103-4b1e-9c3a-7a5e00001103"],
        {"customerkey": "LAB-1003", "email": "priya.nair@lanternbakery.example"},
        250,
    ),
    (SITE_KEY, ["5f0c1a6e-1004-4b1e-9c3a-7a5e00001004"], {}, 5),
    (SITE_KEY, ["5f0c1a6e-1005-4b1e-9c3a-7a5e00001005"], {"email": "lena@copperkettle.example"}, 90),
    (
        NORTHWIND,
        ["5f0c1a6e-2001-4b1e-9c3a-7a5e00002001"],
        {"customerkey": "HCR-1001", "emailkey": "dana.whitfield@harborcoffee.example"},
        120,
    ),
    (NORTHWIND, ["5f0c1a6e-2002-4b1e-9c3a-7a5e00002002"], {"customerkey": "BFB-1002"}, 110),
    (CEDAR, ["5f0c1a6e-3001-4b1e-9c3a-7a5e00003001"], {"customerkey": "CED-3001"}, 200),
]
"""Section 8.4: space, TIDs, identifiers, age in days."""


def test_the_default_scenario_has_the_ten_customers_of_the_sheet() -> None:
    found = [
        (site_key, customer["tids"], customer["identifiers"], (START - datetime.fromisoformat(customer["createdAt"])).days)
        for site_key, space in built("default")["spaces"].items()
        for customer in space["customers"].values()
    ]
    assert found == CUSTOMERS


def test_danas_profile_is_that_of_the_storyline() -> None:
    dana = built("default")["spaces"][SITE_KEY]["customers"][DANA]
    assert {name: held["value"] for name, held in dana["properties"].items()} == {
        "company": "Harbor Coffee Roasters",
        "ownername": "Dana Whitfield",
        "phone": "8015550142",
        "account": "76541643",
        "contactid": "8675309",
        "segmentid": "b2e28d4e-ef22-4597-a104-2e740f729686",
        "serviceprovider": "Northwind Field Services",
        "msp": "Cedar IT Partners",
    }
    assert {held["at"] for held in dana["properties"].values()} == {dana["createdAt"]}
    (device,) = dana["devices"]
    assert device["details"] == json.loads(FULL_CONTEXT.partition("\n\n")[2])["customerContext"]["device"]
    assert (device["firstUsed"], device["lastUsed"]) == ("2026-10-12T12:00:00Z", "2026-11-19T12:00:00Z")
    assert dana["journeys"] == [
        {
            "propositionName": "Card Terminal",
            "currentLifecycleStageStatus": "Active",
            "currentLifecycleStage": "Use",
            "lastInteractionDate": "2026-11-19T12:00:00Z",
            "earliestLifecycleStage": "Buy",
            "furthestLifecycleStage": "Use",
        }
    ]


ACTIVITIES = [
    (450 * 1440, "card-terminal", "terminal-0042", "detailview", "web://merchant-portal"),
    (40 * 1440, "card-terminal", "terminal-0042", "terminal_activated", "web://merchant-portal"),
    (2 * 1440, "support-call", "cxone-8675309", "call_received", "phone://support"),
    (2 * 1440 - 18, "support-call", "cxone-8675309", "case_opened", "phone://support"),
    (10 * 1440, "card-terminal", "terminal-0077", "terminal_activated", "web://merchant-portal"),
    (200 * 1440, "bluecard", "summeroffer", "detailview", "http://www.customerfirst.com"),
    (7 * 1440, "merchant-services", None, "detailview", "web://merchant-portal"),
    (1440, "field-visit", None, "visit_booked", "assist://salescloud"),
    (20 * 1440, "integration", "harbor-coffee", "integration_enabled", "web://cedar-portal"),
]
"""Section 8.5, A1 to A9: minutes before the start, codes, touchpoint."""


def test_the_default_scenario_has_the_nine_activities_of_the_sheet() -> None:
    found = [
        (
            (START - datetime.fromisoformat(one["timestamp"])) // timedelta(minutes=1),
            one["propositionCode"],
            one["dynamicPropositionCode"],
            one["activityTypeCode"],
            one["touchpoint"],
        )
        for space in built("default")["spaces"].values()
        for customer in space["customers"].values()
        for one in customer["activities"]
    ]
    assert found == ACTIVITIES


def test_the_dynamic_propositions_are_numbered_from_9001_in_the_order_of_the_activities() -> None:
    spaces = built("default")["spaces"]
    assert [(one["id"], one["parentCode"], one["code"]) for one in spaces[SITE_KEY]["dynamicPropositions"]] == [
        (9001, "card-terminal", "terminal-0042"),
        (9002, "support-call", "cxone-8675309"),
        (9003, "card-terminal", "terminal-0077"),
        (9004, "bluecard", "summeroffer"),
    ]
    assert [(one["id"], one["code"]) for one in spaces[CEDAR]["dynamicPropositions"]] == [(9001, "harbor-coffee")]
    assert spaces[NORTHWIND]["dynamicPropositions"] == spaces[ATM_DEMO]["dynamicPropositions"] == []


@pytest.mark.parametrize(
    ("site_key", "propositions", "activity_types", "touchpoints"),
    [
        (
            SITE_KEY,
            {"cards": 100, "atm": 101, "bluecard": 102, "merchant-services": 110, "card-terminal": 111, "support-call": 112},
            ["detailview", "balance_enquiry", "cash_withdrawal", "terminal_activated", "call_received", "case_opened"],
            ["http://www.customerfirst.com", "atm://atm", "web://merchant-portal", "phone://support"],
        ),
        (ATM_DEMO, {"atm": 201}, ["balance_enquiry", "cash_withdrawal"], ["atm://atm"]),
        (NORTHWIND, {"field-visit": 301}, ["visit_booked"], ["assist://salescloud"]),
        (CEDAR, {"integration": 401}, ["integration_enabled"], ["web://cedar-portal"]),
    ],
)
def test_a_space_has_its_propositions_activity_types_and_touchpoints(
    site_key: str, propositions: dict[str, int], activity_types: list[str], touchpoints: list[str]
) -> None:
    space = built("default")["spaces"][site_key]
    assert {code: one["id"] for code, one in space["propositions"].items()} == propositions
    assert list(space["activityTypes"]) == activity_types
    assert space["touchpoints"] == touchpoints


def test_the_datastores_and_structures_belong_to_the_merchants_space() -> None:
    spaces = built("default")["spaces"]
    stores = spaces[SITE_KEY]["datastores"]
    assert {name: (store["live"]["reference"], store["staging"]["reference"]) for name, store in stores.items()} == {
        "mydatastore": ("ds00000000000000000000000000000001", "dsed38429349314e0b96cceeab8f9922df"),
        "merchants": ("ds00000000000000000000000000000011", "ds00000000000000000000000000000012"),
    }
    assert {store["created"] for store in stores.values()} == {1704067200000}
    assert {name: structure["published"] for name, structure in spaces[SITE_KEY]["structures"].items()} == {
        "history": True,
        "devices": True,
        "SingleCustomerJourney": True,
        "membership": True,
        "draft_offers": False,
        "atm_offers": True,
    }
    assert all(spaces[other]["datastores"] == spaces[other]["structures"] == {} for other in (ATM_DEMO, NORTHWIND, CEDAR))


def test_times_count_from_the_whole_second_in_which_the_session_began(mxo: MxoClient) -> None:
    mxo.freeze("2027-03-01T00:00:00.999Z")
    assert mxo.customer()["activities"][-1]["timestamp"] == "2027-02-27T00:18:00Z"


def test_the_empty_scenario_has_organisations_and_keys_and_nothing_else() -> None:
    for space in built("empty")["spaces"].values():
        assert {name: held for name, held in space.items() if name not in ("workspaceId", "tenancy", "name", "keys")} == {
            "touchpoints": [],
            "propositions": {},
            "activityTypes": {},
            "structures": {},
            "datastores": {},
            "customers": {},
            "dynamicPropositions": [],
        }


def test_in_the_empty_scenario_tokens_are_issued_and_customers_made_but_no_structure_is_found() -> None:
    mxo = started_with("empty")
    assert mxo.state["spaces"][SITE_KEY]["customers"] == {}
    mxo.token = mxo.new_token().json()["access_token"]
    tid = mxo.activity().json()["tid"]
    assert list(mxo.space()["customers"]) == [tid]
    assert mxo.structure("membership").status_code == 404
    assert mxo.delete(identifier={"apiName": "customerkey", "value": "HCR-1001"}).json()["tids"] == [tid]


def test_the_busy_scenario_is_the_default_one_and_one_customer_more() -> None:
    busy = built("busy")
    customer = busy["spaces"][SITE_KEY]["customers"].pop(BUSY)
    assert busy == built("default")
    assert (customer["identifiers"], customer["createdAt"]) == ({"customerkey": "BUSY-1999"}, "2026-01-25T12:00:00Z")


def test_the_busy_scenario_shows_the_cap_of_250_entries() -> None:
    mxo = started_with("busy")
    mxo.freeze("2026-11-21T12:00:00Z")
    answer = mxo.structure("history", tid=BUSY).json()["structure"]
    assert len(mxo.customer(BUSY)["activities"]) == 300
    assert len(answer["entries"]) == 250
    assert answer["entries"][0]["timestamp"] == "2026-11-21T12:00:00Z"
    assert answer["entries"][-1]["timestamp"] == "2026-03-17T12:00:00Z"
    assert answer["propositions"] == [{"prop_name": "Card Terminal", "interest": "300", "interest_total": "300"}]
