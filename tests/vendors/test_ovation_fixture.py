"""OvationCXM's fixtures: one story with the other vendors, and more of one thing where a test needs it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import httpx
import pytest

from sandbox import fixtures
from sandbox.app import create_app
from sandbox.settings import Settings, data_folder
from sandbox.vendors.ovationcxm import vendor
from sandbox.vendors.ovationcxm.dictionaries import ISSUE_STATUSES
from sandbox.vendors.ovationcxm.manifest import credentials
from sandbox.vendors.ovationcxm.state import Ovationcxm
from sandbox.vendors.ovationcxm.values import ALPHABET
from tests.contract import INSTALLED, ContractTransport
from tests.vendors.ovation import CDR, DANAS_CASE, NWF, SMT, UZT, Json, Ovation, results

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
FILES = ["default", "empty", "paging", "terminal"]


def built(scenario: str) -> Json:
    """Return a scenario as a session that begins at `START` has it."""
    found: Json = json.loads(fixtures.build(vendor, scenario, START).model_dump_json())
    return found


def without(state: Json, *members: str) -> Json:
    """Return a state without some of its members."""
    return {name: value for name, value in state.items() if name not in members}


@pytest.mark.parametrize("scenario", FILES)
def test_a_shipped_scenario_is_good_and_recorded_as_good(scenario: str) -> None:
    fixtures.check(vendor, scenario)
    raw = (data_folder("fixtures") / scenario / "ovationcxm.json").read_bytes()
    assert fixtures.digests()[f"{scenario}/ovationcxm.json"] == sha256(raw).hexdigest()
    assert fixtures.is_checked(scenario, "ovationcxm")


def test_a_scenario_of_other_vendors_is_the_default_one() -> None:
    assert built("busy") == built("default")


def test_what_a_record_is_kept_under_is_its_id_and_what_it_refers_to_is_there() -> None:
    for scenario in FILES:
        state = built(scenario)
        for kind, records in state.items():
            for id, record in records.items() if isinstance(records, dict) and kind not in ("keys", "calls", "invites") else ():
                assert record["id"] == id
                for member, table in REFERENCES.items():
                    if record.get(member):
                        assert record[member] in state[table], (scenario, kind, id, member)


REFERENCES = {
    "orgId": "orgs",
    "providerOrgId": "orgs",
    "standardOrgId": "orgs",
    "defaultOrgTeamId": "teams",
    "customerId": "customers",
    "customerLocationId": "locations",
    "customerUserId": "users",
    "ownerOrgTeamId": "teams",
    "usersId": "orgUsers",
}


def test_the_keys_are_of_four_organisations_and_the_credentials_of_two() -> None:
    keys = {token: (key["orgId"], key["secret"]) for token, key in built("default")["keys"].items()}
    assert keys == {SMT[0]: ("SMT", SMT[1]), UZT[0]: ("UZT", UZT[1]), NWF[0]: ("NWF", NWF[1]), CDR[0]: ("CDR", CDR[1])}
    default = credentials(None)
    assert (default["token"], default["secret"], default["org_id"]) == (*SMT, "SMT")
    assert (default["provider_token"], default["provider_secret"], default["provider_org_id"]) == (*NWF, "NWF")


def test_a_session_gets_tokens_of_its_own_for_the_keys_that_there_are() -> None:
    state = fixtures.build(vendor, "default", START)
    assert isinstance(state, Ovationcxm)
    state.issue("ci")
    assert {token: key.org_id for token, key in state.keys.items() if "~" in token} == {f"{SMT[0]}~ci": "SMT", f"{NWF[0]}~ci": "NWF"}
    assert state.keys[f"{SMT[0]}~ci"].secret == SMT[1]
    bare = Ovationcxm()
    bare.issue("ci")
    assert bare.keys == {}


def test_the_story_is_that_of_the_other_vendors(ovation: Ovation) -> None:
    found = results(ovation.get("/customers/lookupByExternalId", external_id="HCR-1001"))
    assert found["customer"]["name"] == "Harbor Coffee Roasters"
    assert found["customer_location"]["merchant_ids"] == "76541643"
    (dana,) = results(ovation.get("/customers/users/lookupByExternalId", external_id="76541643"))
    assert (dana["full_name"], dana["sms_number"]) == ("Dana Whitfield", "+1 (801) 555-0142")
    (case,) = results(ovation.get("/issues/lookupByExternalId", external_id="8675309"))
    assert (case["id"], case["reference_num"], case["customer_user_id"]) == (DANAS_CASE, "98C3B7", dana["id"])
    assert ovation.state()["calls"]["SMT"]["8675309"]["issueId"] == DANAS_CASE


def test_the_empty_scenario_has_organisations_and_what_is_theirs_alone() -> None:
    empty, default = built("empty"), built("default")
    kept = ("orgs", "keys", "relationships", "teams", "orgUsers", "templates")
    assert {name: empty[name] for name in kept} == {name: default[name] for name in kept}
    assert all(not value for value in without(empty, *kept).values())


def test_the_paging_scenario_is_the_default_one_and_103_customers_more() -> None:
    paging, default = built("paging"), built("default")
    assert without(paging, "customers") == without(default, "customers")
    more = {id: customer for id, customer in paging["customers"].items() if id not in default["customers"]}
    assert {id: paging["customers"][id] for id in default["customers"]} == default["customers"]
    assert [customer["name"] for customer in more.values()] == [f"Paging {number:03}" for number in range(6, 109)]
    assert list(more)[:3] == ["22222A", "22222B", "22222C"]
    assert [_number(id) for id in more] == list(range(_number("22222A"), _number("22222A") + 103))
    assert {customer["orgId"] for customer in more.values()} == {"UZT"}
    assert {customer["created"] for customer in more.values()} == {default["customers"]["2S6SZX"]["created"]}


def _number(id: str) -> int:
    """Return what an id counts to, read in the alphabet of ids."""
    total = 0
    for character in id:
        total = total * len(ALPHABET) + ALPHABET.index(character)
    return total


def test_the_terminal_scenario_is_the_default_one_and_a_work_order_in_each_status() -> None:
    terminal, default = built("terminal"), built("default")
    assert without(terminal, "issues") == without(default, "issues")
    more = [issue for id, issue in terminal["issues"].items() if id not in default["issues"]]
    assert [issue["status"] for issue in more] == list(ISSUE_STATUSES.labels)
    assert [issue["id"] for issue in more] == [f"00000000-0000-4000-8000-0000000000{code:02}" for code in ISSUE_STATUSES.labels]
    assert [issue["externalId"] for issue in more] == [f"STATUS-{code:02}" for code in ISSUE_STATUSES.labels]
    assert [issue["commId"] for issue in more] == [f"TRMNL{last}" for last in "23456789ABCD"]
    same: dict[str, Any] = {
        "type": "Work Order",
        "customerId": "HCR2KX",
        "customerLocationId": "HCR2KX-M4N",
        "customerUserId": "HCR2KX-DW7",
    }
    same |= {"ownerOrgTeamId": "SMT-FLD", "created": "2022-02-01T17:00:00Z", "updated": "2022-02-01T17:00:00Z"}
    assert all({name: issue[name] for name in same} == same for issue in more)


def test_of_the_terminal_scenarios_cases_the_deleted_one_is_not_listed() -> None:
    transport = ContractTransport(create_app(Settings(fixture="terminal"), INSTALLED))
    ovation = Ovation(httpx.Client(transport=transport, base_url="http://sandbox"))
    assert ovation.get("/issues/get").json()["totalCount"] == 8 + 11


# --- What each case remembers ---------------------------------------------------------------------------------------

HISTORIES = {
    "98C3B7": ["Case created"],
    "A4E615": ["Schedule canceled", "Case created"],
    "E8D230": ["Case scheduled", "Case created"],
    "E91D47": ["Case resolved", "Case created"],
    "7B3E86": ["Case updated", "Case created"],
    "C5A071": ["Case canceled", "Case created"],
    "D8C294": ["Case updated", "Case created"],
    "0C7A64": ["Case created"],
}


def test_a_case_remembers_how_it_was_made_and_how_it_came_to_its_present_state(ovation: Ovation) -> None:
    found = {}
    for case in results(ovation.get("/issues/get")):
        rows = results(ovation.get(f"/issues/status/history/{case['id']}"))
        found[case["reference_num"]] = [row["historySummaryText"] for row in rows]
        assert (rows[0]["status"], rows[-1]["status"]) == (case["status"], "New")
        assert (rows[0]["created"], rows[-1]["created"]) == (case["updated"] if len(rows) > 1 else case["created"], case["created"])
    assert found == HISTORIES


def test_logs_begin_with_the_team_that_had_the_case_first(ovation: Ovation) -> None:
    case = "f2b84e17-3d60-49c8-b5e9-0a7f61d8c294"
    rows = [(row["id"].removeprefix(case), row["diff_log"]) for row in results(ovation.get(f"/issues/log/history/{case}"))]
    assert rows == [("-ESC", "Assigned to Team Northwind Dispatch"), ("-SYS", "Assigned to Team Summit Support")]
    example = "0059b314-44e7-4f1f-a3dc-8046ac5388d4"
    rows = results(Ovation(ovation.client, UZT).get(f"/issues/log/history/{example}"))
    assert [(row["id"][-3:], row["notes"], row["created"]) for row in rows] == [
        ("N7G", "test", "2022-02-09 19:35:16"),
        ("7PT", "test", "2022-02-09 19:19:57"),
        ("4BN", "Hello there", "2022-02-09 18:46:14"),
        ("AT4", "", "2021-10-12 20:23:05"),
        ("LXP", "Assigned to Team AutomationOrg", "2021-10-12 20:13:35"),
    ]


# --- Bad ones -------------------------------------------------------------------------------------------------------

CHANGE = {"created": "2022-02-09T16:41:02Z", "type": "Support", "status": 11, "resolution": "Not Set", "summary": ""}
CALL = {"externalId": "8675309", "orgId": "SMT", "issueId": "ZZZ", "cidNumber": "", "didNumber": "", "created": "2022-02-09T16:41:02Z"}

BROKEN = [
    (("locations", "HCR2KX-M4N", "customerId"), "ZZZ", "locations.HCR2KX-M4N.customerId: there is no 'ZZZ' in customers"),
    (("customers", "HCR2KX", "orgId"), "ZZZ", "customers.HCR2KX.orgId: there is no 'ZZZ' in orgs"),
    (("keys", SMT[0], "orgId"), "ZZZ", f"keys.{SMT[0]}.orgId: there is no 'ZZZ' in orgs"),
    (("orgs", "SMT", "defaultOrgTeamId"), "ZZZ", "orgs.SMT.defaultOrgTeamId: there is no 'ZZZ' in teams"),
    (("teams", "SMT-SUP", "users"), ["SU2MNT", "ZZZ"], "teams.SMT-SUP.users: there is no 'ZZZ' in orgUsers"),
    (("issues", DANAS_CASE, "ownerOrgTeamId"), "", f"issues.{DANAS_CASE}.ownerOrgTeamId: there is no '' in teams"),
    (("issues", DANAS_CASE, "status"), 11, f"issues.{DANAS_CASE}.status: there is no such code"),
    (("issues", DANAS_CASE, "type"), "Question", f"issues.{DANAS_CASE}.type: there is no such label"),
    (("issues", DANAS_CASE, "earlierTeams"), ["SMT-SUP", "ZZZ"], f"issues.{DANAS_CASE}.earlierTeams: there is no 'ZZZ' in teams"),
    (("issues", DANAS_CASE, "history"), [CHANGE | {"status": 1}, CHANGE], f"issues.{DANAS_CASE}.history: there is no such status code"),
    (("calls", "SMT", "8675309"), CALL, "calls.SMT.8675309.issueId: there is no 'ZZZ' in issues"),
    (("technology", "TC2HKR", "customerId"), "ZZZ", "technology.TC2HKR.customerId: there is no 'ZZZ' in customers"),
    (("files", "F2RCPT", "id"), "ZZZ", "files.F2RCPT.id: it stands under another id"),
    (("files", "F2RCPT", "type"), "image/png\nX-Other: 1", "files.F2RCPT.type"),
    (("files", "F2RCPT", "size"), -1, "files.F2RCPT.size"),
    (("files", "F2RCPT", "size"), 26_214_401, "files.F2RCPT.size"),
    (("customers", "HCR2KX", "id"), "BFB3QT", "customers.HCR2KX.id: it stands under another id"),
    (("relationships", "REL-1", "standardOrgId"), "ZZZ", "relationships.REL-1.standardOrgId: there is no 'ZZZ' in orgs"),
]


@pytest.mark.parametrize(("place", "value", "reason"), BROKEN)
def test_a_state_whose_records_do_not_fit_together_is_refused_with_the_member(
    ovation: Ovation, place: tuple[str, str, str], value: Any, reason: str
) -> None:
    state = ovation.state()
    kind, id, member = place
    state[kind][id][member] = value
    answer = ovation.client.put("/_sandbox/state/ovationcxm", json=state)
    assert answer.status_code == 400
    assert reason in answer.text.replace('\\"', '"')


def test_technology_of_no_customer_and_files_of_up_to_25_mib_are_no_bad_state(ovation: Ovation) -> None:
    state = ovation.state()
    state["technology"]["TC2HKR"] |= {"customerId": "", "customerLocationId": ""}
    state["files"]["F2RCPT"] |= {"size": 26_214_400, "type": "text/plain; charset=utf-8"}
    ovation.replace_state(state)
    assert len(ovation.client.get("/ovationcxm/api/v3/files/F2RCPT/receipt.png").content) == 26_214_400
    assert results(ovation.get("/technology/get/TC2HKR"))[0]["customer_id"] == ""
