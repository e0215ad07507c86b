"""Xima's fixtures: the shipped scenarios hold what section 8 of the fact sheet says, and broken ones are refused with their field."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sandbox import fixtures
from sandbox.settings import data_folder
from sandbox.vendors.xima import vendor
from sandbox.vendors.xima.manifest import credentials
from sandbox.vendors.xima.state import Xima
from tests.vendors.xima import DANAS, Json, XimaClient

SCENARIOS = ["default", "documented-example", "egress-exhausted", "empty"]
SUMMIT = "summit-payments"


def built(scenario: str = "default") -> Json:
    """Return a scenario as a session has it."""
    found: Json = json.loads(fixtures.build(vendor, scenario, datetime(1999, 1, 1, tzinfo=UTC)).model_dump_json())
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_shipped_scenario_of_xima_is_good_and_recorded_as_such(scenario: str) -> None:
    fixtures.check(vendor, scenario)
    raw = (data_folder("fixtures") / scenario / "xima.json").read_bytes()
    assert fixtures.digests()[f"{scenario}/xima.json"] == sha256(raw).hexdigest()


def test_the_scenarios_differ_in_what_they_are_for() -> None:
    default, example, exhausted, empty = map(built, SCENARIOS)
    assert example.pop("dipService")["records"][1:] == default["dipService"]["records"][1:]
    assert example == {name: value for name, value in default.items() if name != "dipService"}
    exhausted["tenants"][SUMMIT]["egressCapBytes"] = 2880000000
    assert exhausted == default
    full = {name: value for name, value in empty.items() if value}
    assert list(full) == ["tenants", "serviceUsers", "dipService"]
    assert (list(empty["tenants"]), list(empty["serviceUsers"])) == ([SUMMIT], ["su-full"])
    service = default["dipService"]
    assert empty["dipService"] == {"tokens": service["tokens"], "keyPriority": service["keyPriority"], "records": []}


def test_the_tenants_have_their_caps() -> None:
    tenants = built()["tenants"]
    shown = {name: (one["recordedAgents"], one["recordingsApi"], one["egressCapBytes"], one["utcOffset"]) for name, one in tenants.items()}
    assert shown == {
        SUMMIT: (4, True, 2880000000, "-07:00"), "abc-medical": (1, False, 720000000, "-07:00"), "acme-ns": (1, True, 720000000, "-07:00"),
    }  # fmt: skip


def test_the_people_are_there() -> None:
    state = built()
    agents = [f"{one['name']}({one['extension']}) {one['login']} {one['type']} {one['tenant']}" for one in state["agents"].values()]
    assert agents == [
        "John Spector(104) jspector UC summit-payments", "Alan Jones(271) ajones XIMA summit-payments",
        "Sam Whitecar(112) swhitecar XIMA summit-payments", "Lena Ortiz(130) lortiz XIMA summit-payments",
        "Kelly Morrow(123) kmorrow UC summit-payments", "Agent1(200) agent1 UC abc-medical", "Agent2(201) agent2 UC abc-medical",
        "Priya Raman(253) praman XIMA acme-ns",
    ]  # fmt: skip
    assert [key for key, one in state["agents"].items() if not one["loggedIn"]] == ["130"]
    skills = [(one["name"], one["extension"], one["priority"], one["tenant"]) for one in state["skills"].values()]
    assert skills == [("Warranty Team", "701", 3, SUMMIT), ("Customer Support", "702", 5, SUMMIT), ("Sales", "703", 10, SUMMIT),
                      ("CC Sales", "710", 5, "acme-ns")]  # fmt: skip
    users = {key: (one["name"], one["token"], len(one["grants"])) for key, one in state["serviceUsers"].items()}
    assert users == {
        "su-full": ("Integration", "xima-full-access-token", 7), "su-recordings": ("Recordings only", "xima-recordings-only-token", 1),
        "su-support": ("Support scope", "xima-support-scope-token", 7), "su-expired": ("Expired", "xima-expired-token", 7),
        "su-abc": ("Historical access", "xima-abc-medical-token", 7), "su-acme": ("Nightly pull", "xima-acme-ns-token", 7),
    }  # fmt: skip
    assert state["serviceUsers"]["su-expired"]["expiresAt"] == "2020-01-01T00:00:00Z"


def test_the_calls_tell_the_storyline() -> None:
    calls = built()["calls"]
    assert list(calls) == ["4990", "5001", "5002", "5003", "5004"]
    assert calls["5001"]["storyline"] == {
        "cxoneContactId": "8675309", "cxoneSegmentId": "b2e28d4e-ef22-4597-a104-2e740f729686", "customerKey": "HCR-1001",
    }  # fmt: skip
    saved = [one["name"] for one in calls["5001"]["sessionParameters"] if one["saveToDatabase"]]
    assert saved == ["account-num", "age", "company", "customer-key", "email", "is-vip", "name"]
    assert calls["5004"]["callKey"] is None
    finished = {key: one for key, one in calls.items() if key != "5004"}
    assert all(one["callKey"] == f"{one['uuid']}-{one['startTime']}-{one['endTime']}" for one in finished.values())


def test_the_customers_of_the_web_service_can_be_looked_up(xima: XimaClient) -> None:
    for phone, name in (("8015550188", "Riley Chen"), ("8015550199", "Morgan Ellis"), ("8015550166", "Ines Marlow")):
        parameters = xima.look_up(phone_num=phone).json()["parameters"]
        assert (list(parameters), parameters["name"]["value"]) == (["account-num", "company", "language", "name"], name)
    assert xima.look_up(PhoneNum="8015551234").json()["parameters"]["name"]["value"] == "Dana Whitfield"


def test_no_vendor_answer_tells_the_storyline(xima: XimaClient) -> None:
    for path in ("/agents", "/skills", "/realtime/metrics"):
        assert "8675309" not in xima.get(path).text
    assert "8675309" not in xima.recordings().text


def test_the_credentials_are_those_of_the_fixture() -> None:
    assert credentials(None) == {"token": "xima-full-access-token", "hostname": SUMMIT, "dip_token": "summit-dip-service-token"}


# --- Refused --------------------------------------------------------------------------------------------------------


def state_with(breakage: Callable[[Json], object]) -> Json:
    """Return the default scenario with something changed."""
    state: Json = json.loads((data_folder("fixtures") / "default" / "xima.json").read_bytes())
    breakage(state)
    return state


def member(*path: str, value: Any) -> Callable[[Json], object]:
    """Set a member of the scenario."""

    def change(state: Json) -> None:
        for name in path[:-1]:
            state = state[name]
        state[path[-1]] = value

    return change


BREAKAGES: dict[str, tuple[Callable[[Json], object], str]] = {
    "an unknown member": (member("x", value=1), "x: Extra inputs are not permitted"),
    "an unknown member of a call": (member("calls", "5001", "x", value=1), "calls.5001.x: Unexpected keyword argument"),
    "an unknown member of a profile": (
        member("dataDipProfiles", "phone-only", "x", value=1), "dataDipProfiles.phone-only.x: Extra inputs are not permitted"
    ),
    "a call id that is no number": (
        lambda state: state["calls"].update(x=state["calls"]["5001"]),
        "calls.x.[key]: Input should be a valid integer, unable to parse string as an integer",
    ),
    "a time in quotes": (member("calls", "5001", "startTime", value="1"), "calls.5001.startTime: Input should be a valid integer"),
    "a time beyond all years": (
        member("calls", "5001", "startTime", value=10**18), "calls.5001.startTime: Input should be less than or equal to 253402300799999"
    ),
    "an unknown status": (member("recordings", DANAS, "status", value="LOST"), f"recordings.{DANAS}.status: Input should be 'PENDING', "),
    "another key": (member("recordings", DANAS, "recordingKey", value="x"), f"recordings.{DANAS}.recordingKey: it is not the key"),
    "a key that fits no header": (
        member("recordings", DANAS, "recordingKey", value="é"), f"recordings.{DANAS}.recordingKey: String should match pattern"
    ),
    "an unknown grant": (
        member("serviceUsers", "su-full", "grants", value=["x"]), "serviceUsers.su-full.grants.0: Input should be 'historic-data', "
    ),
    "an expiry without an offset": (
        member("serviceUsers", "su-full", "expiresAt", value="2020-01-01T00:00:00"),
        "serviceUsers.su-full.expiresAt: Input should have timezone info",
    ),
    "a priority beyond 10": (member("skills", "701", "priority", value=11), "skills.701.priority: Input should be less than or equal to 1"),
    "an offset that is none": (
        member("tenants", SUMMIT, "utcOffset", value="MST"), f"tenants.{SUMMIT}.utcOffset: String should match pattern"
    ),
    "a user's unknown tenant": (
        member("serviceUsers", "su-full", "tenant", value="x"), "serviceUsers.su-full.tenant: there is no such tenant"
    ),
    "a call's unknown tenant": (member("calls", "5001", "tenant", value="x"), "calls.5001.tenant: there is no such tenant"),
    "a recording's unknown tenant": (
        member("recordings", DANAS, "tenantName", value="x"), f"recordings.{DANAS}.tenant: there is no such tenant"
    ),
    "a report's unknown user": (
        member("reports", "SP7Q2M4X", "serviceUserId", value="x"), "reports.SP7Q2M4X.serviceUserId: there is no such service user"
    ),
    "two agents of one extension": (member("agents", "112", "extension", value="271"), "agents: two agents of a tenant have one extension"),
    "two users of one token": (
        member("serviceUsers", "su-acme", "token", value="xima-full-access-token"), "serviceUsers: two service users have one token"
    ),
    "a criterion that does not fit": (
        member("webServiceProfiles", "crm-call-finished", "criteria", value=[{"field": "tag", "operator": "at-least", "value": "x"}]),
        "webServiceProfiles.crm-call-finished.criteria.0: operator or value do not fit the field",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_fixture_of_xima_is_refused_with_its_field(tmp_path: Path, name: str) -> None:
    breakage, expected = BREAKAGES[name]
    (tmp_path / "xima.json").write_text(json.dumps(state_with(breakage)))
    with pytest.raises(fixtures.FixtureError) as refused:
        fixtures.check(vendor, str(tmp_path))
    file, _, rest = str(refused.value).partition(": ")
    assert (file, rest[: len(expected)]) == (str(tmp_path / "xima.json"), expected)


def test_a_state_that_was_read_back_is_the_same(xima: XimaClient) -> None:
    xima.dip(callId=5004)
    xima.console("POST", "/calls/5004/finish")
    state = xima.state
    xima.change(state)
    assert xima.state == state
    assert xima.console("GET", "/dips/dip-0001").status_code == 200
    assert xima.dial().status_code == 204
    assert "5005" in xima.state["calls"]


def test_a_session_of_a_state_without_the_usual_dip_token_is_issued_none() -> None:
    state = Xima()
    state.issue("demo")
    assert state == Xima()
