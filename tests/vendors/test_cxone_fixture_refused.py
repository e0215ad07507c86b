"""A broken fixture of CXone is refused before it is used: the message names the file, the field and the reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox import fixtures
from sandbox.app import create_app
from sandbox.settings import Settings, data_folder
from sandbox.testing import InProcess
from sandbox.vendors.nice_cxone import vendor
from tests.contract import INSTALLED
from tests.vendors.cxone import KEYS, T1, T2, T3, U3, CxoneClient, Json

CALL, SEGMENT = "8675309", "b2e28d4e-ef22-4597-a104-2e740f729686"
TENANT = f"tenants.{T1}"
TIME = "2026-03-10T15:00:00Z"


def changed(breakage: Callable[[Json], object]) -> Json:
    """Return the default scenario with something changed."""
    state: Json = json.loads((data_folder("fixtures") / "default" / "nice_cxone.json").read_bytes())
    breakage(state)
    return state


def broken(folder: Path, breakage: Callable[[Json], object]) -> str:
    """Write the default scenario with something broken to a folder; returns what its check says, without the file."""
    (folder / "nice_cxone.json").write_text(json.dumps(changed(breakage)))
    with pytest.raises(fixtures.FixtureError) as refused:
        fixtures.check(vendor, str(folder))
    file, _, rest = str(refused.value).partition(": ")
    assert file == str(folder / "nice_cxone.json")
    return rest


def tenant(**members: Any) -> Callable[[Json], object]:
    """Replace members of Summit Payments."""
    return lambda state: state["tenants"][T1].update(members)


def user(**members: Any) -> Callable[[Json], object]:
    """Replace members of Priya Nair."""
    return lambda state: state["users"][U3].update(members)


def contact(**members: Any) -> Callable[[Json], object]:
    """Replace members of Dana's call."""
    return lambda state: state["contacts"][CALL].update(members)


def segment(**members: Any) -> Callable[[Json], object]:
    """Replace members of the first segment of Dana's call."""
    return lambda state: state["segments"][SEGMENT].update(members)


def job(**members: Any) -> Callable[[Json], object]:
    """Add an extraction job."""
    return lambda state: state["jobs"].update(x={"tenantId": T1, "createdAt": TIME, **members})


BREAKAGES: dict[str, tuple[Callable[[Json], object], str]] = {
    "an unknown member": (lambda state: state.update(tenant={}), "tenant: Extra inputs are not permitted"),
    "an unknown member of a tenant": (tenant(zone="UTC"), f"{TENANT}.zone: Unexpected keyword argument"),
    "an unknown member of a user": (user(email="x"), f"users.{U3}.email: Unexpected keyword argument"),
    "an unknown member of a contact": (contact(agentId=20011), f"contacts.{CALL}.agentId: Unexpected keyword argument"),
    "an unknown member of a segment": (segment(position=1), f"segments.{SEGMENT}.position: Unexpected keyword argument"),
    "another type": (tenant(businessUnitId="4599001"), f"{TENANT}.businessUnitId: Input should be a valid integer"),
    "a duration in quotes": (contact(totalSeconds="249"), f"contacts.{CALL}.totalSeconds: Input should be a valid number"),
    "a missing member": (lambda state: state["tenants"][T1].pop("name"), f"{TENANT}.name: Field required"),
    "a contact id that is no number": (
        lambda state: state["contacts"].update(abc=state["contacts"][CALL]),
        "contacts.abc.[key]: Input should be a valid integer, unable to parse string as an integer",
    ),
    "an unknown permission": (user(permissions=["playAny", "fly"]), f"users.{U3}.permissions.1: Input should be 'updateBusinessData', "),
    "a field of an unknown type": (
        tenant(fields={"When": {"id": "1", "type": "date"}}),
        f"{TENANT}.fields.When.type: Input should be 'text', 'numeric' or 'boolean'",
    ),
    "a user of no tenant": (user(tenantId="x"), f"users.{U3}.tenantId: there is no such tenant"),
    "a default user that is none": (tenant(defaultUser="x"), f"{TENANT}.defaultUser: there is no such user"),
    "an access key of nobody": (
        lambda state: state["accessKeys"][KEYS["K3"].id].update(userId="x"),
        f"accessKeys.{KEYS['K3'].id}.userId: there is no such user",
    ),
    "a contact of no tenant": (contact(tenantId="x"), f"contacts.{CALL}.tenantId: there is no such tenant"),
    "a contact of nobody": (contact(userId="x"), f"contacts.{CALL}.userId: there is no such user"),
    "a leg of no contact": (contact(masterId=1), f"contacts.{CALL}.masterId: there is no such contact"),
    "a contact with a segment that is none": (contact(segments=[SEGMENT, "x"]), f"contacts.{CALL}.segments: there is no segment x"),
    "a segment of no contact": (segment(contactId=1), f"segments.{SEGMENT}.contactId: no such contact lists this segment"),
    "a segment that its contact does not list": (
        segment(contactId=70747979),
        f"segments.{SEGMENT}.contactId: no such contact lists this segment",
    ),
    "a segment of no leg": (segment(legId=1), f"segments.{SEGMENT}.legId: there is no such contact"),
    "a segment of nobody": (segment(userId="x"), f"segments.{SEGMENT}.userId: there is no such user"),
    "a value of no field": (segment(values={"NoSuch": "1"}), f"segments.{SEGMENT}.values: the tenant has no field NoSuch"),
    "a value of another tenant's field": (
        segment(values={"WorkOrder": "WO-1"}),
        f"segments.{SEGMENT}.values: the tenant has no field WorkOrder",
    ),
    "a value that is no text": (
        segment(values={"AccountNumber": 1}),
        f"segments.{SEGMENT}.values.AccountNumber: Input should be a valid string",
    ),
    "an unknown reason": (segment(closeReason="HANGUP"), f"segments.{SEGMENT}.closeReason: Input should be 'SEGMENT', "),
    "an unknown status of a job": (job(status="DONE"), "jobs.x.status: Input should be 'RUNNING', 'SUCCEEDED', "),
    "a row of numbers": (job(rows=[[1]]), "jobs.x.rows.0.0: Input should be a valid string"),
    "a time without a zone": (contact(startedAt="2026-03-10T15:02:11"), f"contacts.{CALL}.startedAt: Input should have timezone info"),
    "a date alone": (contact(startedAt="2026-03-10"), f"contacts.{CALL}.startedAt: Input should have timezone info"),
    "a time that is none": (
        segment(endedAt="yesterday"),
        f"segments.{SEGMENT}.endedAt: a time is ISO 8601 with an offset from UTC, or an offset from the start of the session",
    ),
    "something due that the vendor does not do": (
        lambda state: state.update(agenda=[{"at": "PT1S", "action": "nosuch"}]),
        "agenda.0.action: the vendor does nothing of that name",
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_fixture_of_cxone_is_refused_with_file_field_and_reason(tmp_path: Path, name: str) -> None:
    breakage, expected = BREAKAGES[name]
    assert broken(tmp_path, breakage).startswith(expected)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b'{"tenants": NaN}'])
def test_a_fixture_of_cxone_that_is_no_json_object_is_refused_with_its_file(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "nice_cxone.json").write_bytes(raw)
    with pytest.raises(fixtures.FixtureError) as refused:
        fixtures.check(vendor, str(tmp_path))
    assert str(refused.value).startswith(f"{tmp_path / 'nice_cxone.json'}: ")


def test_times_of_cxone_may_count_from_the_start_of_the_session(tmp_path: Path) -> None:
    state = changed(lambda state: state["contacts"]["8675310"].update(startedAt="-PT55S"))
    (tmp_path / "nice_cxone.json").write_text(json.dumps(state))
    with httpx.Client(transport=InProcess(create_app(Settings(fixture=str(tmp_path)), INSTALLED)), base_url="http://sandbox") as client:
        cxone = CxoneClient(client)
        cxone.freeze("2026-05-01T00:00:55Z")
        assert cxone.state["contacts"]["8675310"]["startedAt"] == "2026-05-01T00:00:00Z"


# --- The number of fields -------------------------------------------------------------------------------------------


def fields(counts: dict[str, int], *, active: bool = True) -> Callable[[Json], object]:
    """Give the tenant without fields so many of each type: `fields({"text": 35})`."""
    names = [(kind, f"{kind}{number}") for kind, count in counts.items() for number in range(count)]
    made = {name: {"id": name, "type": kind, "active": active} for kind, name in names}
    return lambda state: state["tenants"][T3].update(fields=made)


MOST = {"text": 35, "numeric": 10, "boolean": 5}
TOO_MANY: list[tuple[dict[str, int], str]] = [
    ({"text": 36}, "at most 35 text business data fields"),
    ({"numeric": 11}, "at most 10 numeric business data fields"),
    ({"boolean": 6}, "at most 5 boolean business data fields"),
    ({"text": 36, "numeric": 10, "boolean": 4}, "at most 35 text business data fields"),
    ({**MOST, "boolean": 6}, "at most 50 business data fields"),
]


@pytest.mark.rule("nice_cxone.bd.field-limits")
@pytest.mark.parametrize("counts", [{"text": 35}, {"numeric": 10}, {"boolean": 5}, MOST])
def test_a_tenant_may_have_as_many_fields_as_the_limits_allow(tmp_path: Path, counts: dict[str, int]) -> None:
    (tmp_path / "nice_cxone.json").write_text(json.dumps(changed(fields(counts))))
    fixtures.check(vendor, str(tmp_path))


@pytest.mark.rule("nice_cxone.bd.field-limits")
@pytest.mark.parametrize(("counts", "reason"), TOO_MANY)
@pytest.mark.parametrize("active", [True, False])
def test_a_fixture_with_too_many_fields_in_a_tenant_is_refused(tmp_path: Path, counts: dict[str, int], reason: str, active: bool) -> None:
    assert broken(tmp_path, fields(counts, active=active)) == f"tenants.{T3}: fields: a tenant has {reason}"


@pytest.mark.rule("nice_cxone.bd.field-limits")
def test_the_limits_count_the_fields_of_each_tenant_alone(tmp_path: Path) -> None:
    state = changed(fields(MOST))
    state["tenants"][T2]["fields"].update(state["tenants"][T3]["fields"])
    for name in ("text0", "numeric0", "boolean0"):
        del state["tenants"][T2]["fields"][name]
    (tmp_path / "nice_cxone.json").write_text(json.dumps(state))
    fixtures.check(vendor, str(tmp_path))


@pytest.mark.rule("nice_cxone.bd.field-limits")
@pytest.mark.parametrize(("counts", "reason"), TOO_MANY)
def test_a_state_with_too_many_fields_in_a_tenant_is_refused_and_stays(cxone: CxoneClient, counts: dict[str, int], reason: str) -> None:
    before = cxone.state
    state = cxone.state
    fields(counts)(state)
    response = cxone.http.put("/_sandbox/state/nice_cxone", json=state)
    assert response.status_code == 400
    assert f"a tenant has {reason}" in response.text
    assert cxone.state == before
