"""A broken fixture of MXO is refused before it is used: the message names the file, the field and the reason."""

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
from sandbox.vendors.mxo import vendor
from tests.contract import INSTALLED
from tests.vendors.mxo import DANA, OMAR, SITE_KEY, Json

SPACE = f"spaces.{SITE_KEY}"
C1 = f"{SPACE}.customers.{DANA}"
PUBLISHED = {"name": "X", "published": True, "root": "x"}
NODE = {"kind": "attribute", "name": "a", "source": "tid"}
STRUCTURE = f"{SPACE}.structures.x"
NO_NAME = "String should match pattern '^["
TWICE = "a name is used twice within one parent"


def broken(folder: Path, breakage: Callable[[Json], object]) -> str:
    """Write the default scenario with something broken to a folder; returns what its check says, without the file."""
    state: Json = json.loads((data_folder("fixtures") / "default" / "mxo.json").read_bytes())
    breakage(state)
    (folder / "mxo.json").write_text(json.dumps(state))
    with pytest.raises(fixtures.FixtureError) as refused:
        fixtures.check(vendor, str(folder))
    file, _, rest = str(refused.value).partition(": ")
    assert file == str(folder / "mxo.json")
    return rest


def space(change: Callable[[Json], object]) -> Callable[[Json], object]:
    """Break the space of Summit's merchants."""
    return lambda state: change(state["spaces"][SITE_KEY])


def dana(**members: Any) -> Callable[[Json], object]:
    """Replace members of Dana Whitfield's profile."""
    return space(lambda held: held["customers"][DANA].update(members))


def structure(**members: Any) -> Callable[[Json], object]:
    """Add a structure."""
    return space(lambda held: held["structures"].update(x={**PUBLISHED, "children": [NODE], **members}))


def store(**members: Any) -> Callable[[Json], object]:
    """Replace members of the datastore of merchants."""
    return space(lambda held: held["datastores"]["merchants"].update(members))


def proposition(code: str, **members: Any) -> Callable[[Json], object]:
    """Add a proposition, or replace one."""
    return space(lambda held: held["propositions"].update({code: {"id": 500, "name": "X", **members}}))


def dynamic(*registered: Json) -> Callable[[Json], object]:
    """Say which dynamic propositions are registered."""
    return space(lambda held: held.update(dynamicPropositions=list(registered)))


ONE = {"id": 9001, "parentCode": "atm", "code": "one"}

BREAKAGES: dict[str, tuple[Callable[[Json], object], str]] = {
    "an unknown member": (lambda state: state.update(space={}), "space: Extra inputs are not permitted"),
    "an unknown member of a customer": (dana(tid=DANA), f"{C1}.tid: Unexpected keyword argument"),
    "another type": (space(lambda held: held.update(name=1)), f"{SPACE}.name: Input should be a valid string"),
    "a missing member": (space(lambda held: held.pop("workspaceId")), f"{SPACE}.workspaceId: Field required"),
    "no keys": (space(lambda held: held.update(keys=[])), f"{SPACE}.keys: List should have at least 1 item after validation, not 0"),
    "no customerkey": (space(lambda held: held.update(keys=["email"])), f"{SPACE}: keys: every space has customerkey"),
    "no TID": (dana(tids=[]), f"{C1}.tids: List should have at least 1 item after validation, not 0"),
    "a TID in capitals": (
        dana(tids=[DANA.upper()]),
        f"{C1}.tids.0: String should match pattern '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$'",
    ),
    "a primary TID that is not the customer's key": (dana(tids=[OMAR]), f"{SPACE}: customers.{DANA}.tids: the first must be {DANA}"),
    "a TID twice": (dana(tids=[DANA, DANA]), f"{C1}: tids: one stands there twice"),
    "a TID of two customers": (
        space(lambda held: held["customers"][OMAR]["tids"].append(DANA)),
        f"{SPACE}: customers.{OMAR}.tids: {DANA} belongs to another customer",
    ),
    "an identifier without a key attribute": (
        dana(identifiers={"loyaltyid": "1"}),
        f"{SPACE}: customers.{DANA}.identifiers: loyaltyid is no key attribute of the space",
    ),
    "an identifier in another spelling": (
        dana(identifiers={"customerKey": "1"}),
        f"{SPACE}: customers.{DANA}.identifiers: customerKey is no key attribute of the space",
    ),
    "an empty identifier": (
        dana(identifiers={"customerkey": ""}),
        f"{C1}.identifiers.customerkey: String should have at least 1 character",
    ),
    "an identifier of two customers": (
        dana(identifiers={"customerkey": "BFB-1002"}),
        f"{SPACE}: customers.{OMAR}.identifiers: customerkey BFB-1002 belongs to another customer",
    ),
    "a time without a zone": (dana(createdAt="2026-01-01T00:00:00"), f"{C1}.createdAt: Input should have timezone info"),
    "a date alone": (dana(createdAt="2026-01-01"), f"{C1}.createdAt: Input should have timezone info"),
    "an offset that is none": (
        dana(createdAt="-P2X"),
        f"{C1}.createdAt: Input should be a valid duration, ",
    ),
    "an offset beyond all time": (dana(createdAt="-P999999D"), f"{C1}.createdAt: the offset is too large"),
    "a structure name twice": (structure(name="History"), f"{SPACE}: structures: the name History is used twice"),
    "a node name with a blank": (structure(children=[{**NODE, "name": "a b"}]), f"{STRUCTURE}.children.0.name: {NO_NAME}"),
    "a node name that begins with a digit": (structure(children=[{**NODE, "name": "1a"}]), f"{STRUCTURE}.children.0.name: {NO_NAME}"),
    "a root name with a blank": (structure(root="a b"), f"{STRUCTURE}.root: {NO_NAME}"),
    "a node name twice": (structure(children=[NODE, NODE]), f"{STRUCTURE}: {TWICE}"),
    "a node name twice further down": (
        structure(children=[{"kind": "node", "name": "n", "children": [NODE, NODE]}]),
        f"{STRUCTURE}.children.0: {TWICE}",
    ),
    "an attribute without a source": (
        structure(children=[{"kind": "attribute", "name": "a"}]),
        f"{STRUCTURE}.children.0: a: an attribute has a source, and nothing else has",
    ),
    "a node with a source": (
        structure(children=[{**NODE, "kind": "node"}]),
        f"{STRUCTURE}.children.0: a: an attribute has a source, and nothing else has",
    ),
    "a list of nothing": (
        structure(children=[{"kind": "list", "name": "l"}]),
        f"{STRUCTURE}.children.0: l: a list says what it lists (`from`), and nothing else does",
    ),
    "a condition of nothing": (
        structure(children=[{**NODE, "when": {}}]),
        f"{STRUCTURE}.children.0.when: a condition has either a source or a proposition",
    ),
    "a condition that compares and tests": (
        structure(children=[{**NODE, "when": {"source": "tid", "equals": "x", "is_true": True}}]),
        f"{STRUCTURE}.children.0.when: a source is either compared by `equals` or tested by `is_true`",
    ),
    "a list with a negative limit": (
        structure(children=[{"kind": "list", "name": "l", "from": "devices", "limit": -1}]),
        f"{STRUCTURE}.children.0.limit: Input should be greater than or equal to 0",
    ),
    "a proposition id twice": (proposition("x", id=101), f"{SPACE}: propositions: an id is used twice"),
    "a proposition id of the dynamic ones": (
        proposition("x", id=9001),
        f"{SPACE}.propositions.x.id: Input should be less than 9001",
    ),
    "a proposition under none": (proposition("x", parent=999), f"{SPACE}: propositions.x.parent: 999 is no proposition above it"),
    "a proposition under itself": (proposition("x", parent=500), f"{SPACE}: propositions.x.parent: 500 is no proposition above it"),
    "a circle of propositions": (
        proposition("cards", id=100, parent=102),
        f"{SPACE}: propositions.cards.parent: 100 is no proposition above it",
    ),
    "a dynamic proposition twice": (dynamic(ONE, {**ONE, "id": 9002}), f"{SPACE}: dynamicPropositions: atm / one stands there twice"),
    "a dynamic code of 256 characters": (
        dynamic({**ONE, "code": "x" * 256}),
        f"{SPACE}.dynamicPropositions.0.code: String should have at most 255 characters",
    ),
    "a datastore name of 51 characters": (
        store(name="x" * 51),
        f"{SPACE}.datastores.merchants.name: String should have at most 50 characters",
    ),
    "a datastore without columns": (
        store(definitions=[]),
        f"{SPACE}.datastores.merchants.definitions: List should have at least 1 item after validation, not 0",
    ),
    "a datastore keyed by a number": (
        store(primaryKey="terminals"),
        f"{SPACE}.datastores.merchants: terminals: a key is the name of a TEXT column",
    ),
    "a table without a reference": (
        store(live={"reference": "ds1", "rows": {}}),
        f"{SPACE}.datastores.merchants.live.reference: String should match pattern '^ds[0-9a-f]{{32}}$'",
    ),
    "a token of nobody": (
        lambda state: state["tokens"].update(x={"clientId": "y", "expiresAt": None}),
        "tokens.x.clientId: no credential has the client id y",
    ),
    "a credential without a secret": (
        lambda state: state["credentials"].update(x={"name": "x", "tenancy": "y", "clientSecret": "", "runAs": "z"}),
        "credentials.x.clientSecret: String should have at least 1 character",
    ),
    "something due that the vendor does not do": (
        lambda state: state.update(agenda=[{"at": "PT1S", "action": "nosuch"}]),
        "agenda.0.action: the vendor does nothing of that name",
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_fixture_is_refused_with_file_field_and_reason(tmp_path: Path, name: str) -> None:
    breakage, expected = BREAKAGES[name]
    assert broken(tmp_path, breakage).startswith(expected)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b'{"spaces": NaN}'])
def test_a_fixture_that_is_no_json_object_is_refused_with_its_file(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "mxo.json").write_bytes(raw)
    with pytest.raises(fixtures.FixtureError) as refused:
        fixtures.check(vendor, str(tmp_path))
    assert str(refused.value).startswith(f"{tmp_path / 'mxo.json'}: ")


def test_a_times_in_a_fixture_may_be_absolute(tmp_path: Path) -> None:
    raw = json.dumps({"credentials": CLIENT, "tokens": {"t": {"clientId": "c", "expiresAt": "2026-01-01T02:00:00+02:00"}}})
    (tmp_path / "mxo.json").write_text(raw)
    with httpx.Client(transport=InProcess(create_app(Settings(fixture=str(tmp_path)), INSTALLED)), base_url="http://sandbox") as client:
        assert client.get("/_sandbox/state/mxo").json()["tokens"]["t"]["expiresAt"] == "2026-01-01T00:00:00Z"


CLIENT = {"c": {"name": "n", "tenancy": "t", "clientSecret": "s", "runAs": "r"}}


def test_a_scenario_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(fixtures.FixtureError, match=r"no fixture 'nosuch': give one of busy, default, .*, or the path of a folder"):
        fixtures.folder("nosuch")


def test_a_folder_without_a_file_for_the_vendor_gives_the_empty_state(tmp_path: Path) -> None:
    with httpx.Client(transport=InProcess(create_app(Settings(fixture=str(tmp_path)), INSTALLED)), base_url="http://sandbox") as client:
        assert client.get("/_sandbox/state/mxo").json() == {"agenda": [], "spaces": {}, "credentials": {}, "tokens": {}}


def test_a_request_to_a_server_with_a_broken_fixture_is_told_so_in_no_vendors_words(tmp_path: Path) -> None:
    (tmp_path / "mxo.json").write_text('{"spaces": 1}')
    with httpx.Client(transport=InProcess(create_app(Settings(fixture=str(tmp_path)), INSTALLED)), base_url="http://sandbox") as client:
        answer = client.post("/mxo/one/oauth2token")
        (exchange,) = client.get("/_sandbox/journal").json()
    assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (500, "fixture")
    assert answer.text == f"{tmp_path / 'mxo.json'}: spaces: Input should be an object\n"
    assert (exchange["status"], exchange["error"], exchange["unmatched"]) == (500, "fixture", True)
