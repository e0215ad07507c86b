"""The console of a vendor: its own operations over the vendor's state, and none of the vendor's habits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import httpx
import pytest
from pydantic import BaseModel, Field

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import (
    CHOSEN,
    INFERRED,
    Call,
    ConsoleError,
    Manifest,
    NotEmulated,
    Operation,
    Problem,
    Reply,
    Rule,
    State,
    Variants,
    Vendor,
    VendorError,
    rule,
)


class Tables(State):
    """What the café remembers."""

    guests: dict[str, int] = {}


class Party(BaseModel):
    """Guests who come together."""

    guests: Annotated[list[Annotated[int, Field(gt=0)]], Field(max_length=2), rule("cafe.guests")]


CafeCall = Call[Tables, Variants]


def count(call: CafeCall) -> Reply:
    """Count the guests."""
    return Reply(200, str(sum(call.state.guests.values())).encode(), media_type="text/plain")


def seat_guests(call: CafeCall, body: Party) -> None:
    """Seat guests."""
    if call.path["table"] in call.state.guests:
        raise ConsoleError("cafe.taken", 409, "the table is taken", {"table": call.path["table"]})
    call.state.guests[call.path["table"]] = sum(body.guests)


def where(call: CafeCall) -> Reply:
    """Tell the address that was called."""
    return Reply(200, call.base_url.encode(), media_type="text/plain")


def refuse(call: CafeCall, error: VendorError) -> Reply:
    """Refuse in the café's words."""
    return Reply(error.status, b"No!", media_type="text/plain")


def invalid(call: CafeCall, problem: Problem) -> VendorError:
    """Refuse any input that does not fit."""
    return VendorError(None, 422)


def upper(path: str) -> str:
    """Take any case for upper case: what a vendor's path habits may be."""
    return path.upper()


cafe = Vendor(
    manifest=Manifest("cafe", "The Café", "1", (), (), lambda _: {}),
    state=Tables,
    variants=Variants,
    rules=(
        Rule("cafe.taken", CHOSEN, "", "A table is taken once.", INFERRED, 409),
        Rule("cafe.guests", CHOSEN, "", "At most two parties sit at a table.", None, 400),
        Rule("cafe.kitchen", CHOSEN, "", "Not played.", None, 501),
    ),
    operations=(Operation("guest.count", "GET", "/GUESTS", count, CHOSEN),),
    console=(
        Operation("console.seat", "POST", "/tables/{table}", seat_guests, CHOSEN, status=201),
        Operation("console.clear", "DELETE", "/tables/{table}", count, CHOSEN),
        Operation("console.where", "GET", "/where", where, CHOSEN),
    ),
    call=Call[Tables, Variants],
    error_body=refuse,
    invalid=invalid,
    unknown_path=lambda _call: VendorError(None, 418),
    wrong_method=lambda _call, _methods: VendorError(None, 418),
    clean_path=upper,
    not_emulated=(NotEmulated("/kitchen", "cafe.kitchen", "nobody may enter"),),
)


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    """A client of a server of the café."""
    app = create_app(Settings(), {"cafe": Installed(cafe.manifest, lambda: cafe)})
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        yield client


def refused(answer: httpx.Response) -> tuple[int, Any]:
    """Return status and body of a refusal by the control plane."""
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status_code, answer.json()


def test_the_console_acts_on_the_state_that_the_vendors_clients_see(client: httpx.Client) -> None:
    answer = client.post("/_sandbox/cafe/tables/window", json={"guests": [1, 2]})
    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["X-Sandbox-Operation"] == "cafe.console.seat; chosen"
    assert client.get("/cafe/guests").text == "3"


def test_a_refusal_has_the_form_of_the_control_plane_and_names_its_rule(client: httpx.Client) -> None:
    client.post("/_sandbox/cafe/tables/window", json={"guests": [1]})
    answer = client.post("/_sandbox/cafe/tables/window", json={"guests": [2]})
    assert refused(answer) == (409, {"error": "the table is taken", "detail": {"table": "window"}})
    assert answer.headers["X-Sandbox-Rule"] == "cafe.taken; status=chosen; body=inferred"
    assert client.get("/cafe/guests").text == "1"


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({}, "guests", "missing"),
        ({"guests": [1, 0]}, "guests[1]", "greater_than"),
        ({"guests": [1, 1, 1]}, "guests", "too_long"),
        ({"guests": [], "dogs": 1}, "dogs", "extra_forbidden"),
        ([], "", "model_type"),
    ],
)
def test_an_input_that_does_not_fit_is_refused_with_its_field_whatever_the_vendor_does(
    client: httpx.Client, body: Any, field: str, reason: str
) -> None:
    answer = client.post("/_sandbox/cafe/tables/window", json=body)
    assert refused(answer) == (400, {"error": "invalid body", "detail": {"field": field, "reason": reason}})
    assert client.get("/cafe/guests").text == "0"


def test_an_input_that_does_not_fit_is_refused_by_the_rule_that_its_model_names(client: httpx.Client) -> None:
    answer = client.post("/_sandbox/cafe/tables/window", json={"guests": [1, 1, 1]})
    assert answer.headers["X-Sandbox-Rule"] == "cafe.guests; status=chosen; body=chosen"
    assert "X-Sandbox-Rule" not in client.post("/_sandbox/cafe/tables/window", json={}).headers


@pytest.mark.parametrize("path", ["/tables", "/kitchen", "/guests", "/GUESTS", "/TABLES/window", "/", "/tables/%41/more"])
def test_a_path_that_the_console_does_not_have_is_unknown_though_the_vendor_may_have_it(client: httpx.Client, path: str) -> None:
    assert refused(client.get(f"/_sandbox/cafe{path}")) == (404, {"error": "unknown path", "detail": {"path": path}})


def test_another_method_is_refused_with_those_that_are_allowed(client: httpx.Client) -> None:
    answer = client.get("/_sandbox/cafe/tables/window")
    assert refused(answer) == (405, {"error": "method not allowed", "detail": {"method": "GET", "allowed": ["DELETE", "POST"]}})
    assert answer.headers["Allow"] == "DELETE, POST"


def test_the_vendor_does_not_have_the_consoles_operations(client: httpx.Client) -> None:
    answer = client.post("/cafe/tables/window", json={"guests": [1]})
    assert (answer.status_code, answer.text) == (418, "No!")


@pytest.mark.parametrize("prefix", ["", "/~demo"])
def test_the_address_of_a_call_has_the_prefix_of_its_session(client: httpx.Client, prefix: str) -> None:
    assert client.get(f"{prefix}/_sandbox/cafe/where").text == f"http://sandbox{prefix}/_sandbox/cafe"
