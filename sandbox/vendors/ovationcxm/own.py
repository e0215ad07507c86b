"""What organisations have of their own: teams, users, shipments. How these are found, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from sandbox.vendors.ovationcxm.access import creates, of_org
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import not_found
from sandbox.vendors.ovationcxm.inputs import named, store
from sandbox.vendors.ovationcxm.state import OrgUser, Shipment, Team, Technology


class Owned(Protocol):
    """What belongs to an organisation."""

    org_id: str


R = TypeVar("R", bound=Owned)
W = TypeVar("W", Team, Shipment, Technology)
Find = Callable[[OvationCall, str], Any]
"""Returns the record of an id that the call may work on. Raises `Refusal`."""


def own_team(call: OvationCall, id: str) -> Team:
    """Return a team of the effective organisation. Raises `Refusal`."""
    return _own(call, call.state.teams, id, "partners_teams")


def own_user(call: OvationCall, id: str) -> OrgUser:
    """Return an org user of the effective organisation. Raises `Refusal`."""
    return _own(call, call.state.org_users, id, "users")


def own_shipment(call: OvationCall, id: str) -> Shipment:
    """Return a shipment of the effective organisation. Raises `Refusal`."""
    return _own(call, call.state.shipments, id, "shipments")


def _own(call: OvationCall, records: Mapping[str, R], id: str, table: str) -> R:
    record = records.get(id)
    of_org(call, record.org_id if record else None, not_found(table, id))
    assert record is not None
    return record


# --- Targets --------------------------------------------------------------------------------------------------------


def target_in(wrapper: str, find: Find) -> Callable[[OvationCall], None]:
    """Return the check that finds what a put changes, by the id in its object; without one it makes a new object."""

    def check(call: OvationCall) -> None:
        if id := named(call.fields[wrapper]):
            call.target = find(call, id)
        else:
            creates(call)

    return check


def target_at(parameter: str, find: Find) -> Callable[[OvationCall], None]:
    """Return the check that finds what the path names."""

    def check(call: OvationCall) -> None:
        call.target = find(call, call.path[parameter])

    return check


# --- Writes ---------------------------------------------------------------------------------------------------------


def revise(call: OvationCall, record: W, changes: dict[str, Any]) -> None:
    """Change a record. Unless it is as it was before, it is updated now."""
    before = replace(record)
    store(record, changes)
    if record != before:
        record.updated = call.now
