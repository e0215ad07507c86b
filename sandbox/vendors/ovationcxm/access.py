"""What a call may touch: the table of the ecosystem, applied to the operation first and then to each object."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sandbox.vendors.ovationcxm.auth import find_organisation
from sandbox.vendors.ovationcxm.call import Class, OvationCall
from sandbox.vendors.ovationcxm.ecosystem import OWN_RULE, PROVIDER, STANDARD, Object, Row, decide, grants
from sandbox.vendors.ovationcxm.errors import Refusal, denied
from sandbox.vendors.ovationcxm.state import EVERYWHERE, Customer, CustomerUser, Issue, Location, OrgUser, Team
from sandbox.vendors.ovationcxm.state.index import Index, Record

R = TypeVar("R", bound=Record)

LOOKUPS = frozenset(("customers.lookup", "customers.user_check", "customers.user_check.path"))
"""Look-ups beside all whose name says so."""


def admit(obo_class: Class) -> Callable[[OvationCall], None]:
    """Return the check that admits a call to an operation of a class, before its object is known."""

    def check(call: OvationCall) -> None:
        find_organisation(call)
        call.obo_class = obo_class
        call.is_granted = call.on_behalf and _is_granted(call)
        row = _decide(call, None)
        if row is not None:
            why = f"{call.org.id} does not grant it" if call.on_behalf else f"X-Boomtown-OBO is {call.obo}"
            call.explain(f"row {row.number} of the decision table: {why}")
            raise denied(row.rule)

    return check


def _is_granted(call: OvationCall) -> bool:
    assert call.operation is not None
    relationship = call.state.relationship_index[call.caller.id, call.org.id]
    return call.obo_class == "M" or grants(tuple(relationship.grants), f"ovationcxm.{call.operation.id}")


def _decide(call: OvationCall, object: Object | None) -> Row | None:
    assert call.operation is not None
    name = call.operation.id
    lookup = "lookupBy" in name or name in LOOKUPS
    kind = call.caller.kind
    if kind == PROVIDER and call.obo == "none" and call.obo_class in "SX" and call.variants.provider_own_writes == "allow":
        kind = STANDARD
    return decide(kind, call.obo, call.obo_class, call.is_granted, lookup, object)


def touch(call: OvationCall, object: Object, absent: Refusal) -> None:
    """Pass an object that the call may work on. Raises `Refusal`; where there is no such object, that is `absent`."""
    row = _decide(call, object)
    assert row is not None, f"no row of the decision table fits: {call.caller.kind}, {call.obo}, {call.obo_class}, {object}"
    if row.status == 200:
        if (rule := f"ovationcxm.{row.rule}") not in call.applied:  # One answer may touch many objects.
            call.applies(rule)
        return
    if row.rule == OWN_RULE:
        raise absent
    call.explain(f"row {row.number} of the decision table: the object is {object} for {call.org.id}")
    if row.status == 404 or call.variants.foreign_object == "not-found":
        raise Refusal(row.rule, absent.status, absent.message, absent.fields)
    raise denied(row.rule)


def lists(call: OvationCall) -> None:
    """Pass a call for a list or a dictionary of the effective organisation."""
    touch(call, "list", _NEVER)


def creates(call: OvationCall) -> None:
    """Pass a call that makes an object of the effective organisation."""
    touch(call, "create", _NEVER)


_NEVER = Refusal("framing-unknown-path", 404, "Object Not Found")


# --- What an object is, as seen from the effective organisation -----------------------------------------------------


def owned_customer(call: OvationCall, customer: Customer | None, absent: Refusal) -> Customer:
    """Return a customer that the call may work on. Raises `Refusal`."""
    touch(call, _of_customer(call, customer), absent)
    assert customer is not None
    return customer


def owned_location(call: OvationCall, location: Location | None, absent: Refusal) -> Location:
    """Return a location that the call may work on. Raises `Refusal`."""
    touch(call, _of_customer(call, call.state.customers[location.customer_id] if location else None), absent)
    assert location is not None
    return location


def owned_user(call: OvationCall, user: CustomerUser | None, absent: Refusal) -> CustomerUser:
    """Return a customer user that the call may work on. Raises `Refusal`."""
    touch(call, _of_customer(call, call.state.customers[user.customer_id] if user else None), absent)
    assert user is not None
    return user


def owned_issue(call: OvationCall, issue: Issue | None, absent: Refusal) -> Issue:
    """Return an issue that the call may work on, its own organisation's or one in which it takes part. Raises `Refusal`."""
    touch(call, of_issue(call, issue), absent)
    assert issue is not None
    return issue


def of_org(call: OvationCall, org_id: str | None, absent: Refusal) -> None:
    """Pass what belongs to an organisation itself (a team, an org user, a shipment, ...); `None`: there is no such thing."""
    touch(call, "absent" if org_id is None else "owned" if org_id == call.org.id else "foreign", absent)


def partner_team(call: OvationCall, team: Team | None, absent: Refusal) -> Team:
    """Return a team that an issue or a location may get: of the effective organisation, or of one that is linked to it."""
    touch(call, _of_partner(call, team.org_id if team else None), absent)
    assert team is not None
    return team


def partner_user(call: OvationCall, user: OrgUser | None, absent: Refusal) -> OrgUser:
    """Return an org user who may be assigned: of the effective organisation, or of one that is linked to it."""
    touch(call, _of_partner(call, user.org_id if user else None), absent)
    assert user is not None
    return user


def _of_customer(call: OvationCall, customer: Customer | None) -> Object:
    if customer is None:
        return "absent"
    if customer.org_id == call.org.id:
        return "owned"
    return "behind" if call.obo_class == "S" and call.state.issue_index.ids("seen", call.org.id, customer.id) else "foreign"


def of_issue(call: OvationCall, issue: Issue | None) -> Object:
    """Say what an issue is for the effective organisation."""
    if issue is None:
        return "absent"
    if call.state.owner_of(issue) == call.org.id:
        return "owned"
    return "collab" if call.org.id in call.state.team_orgs(issue) else "foreign"


def _of_partner(call: OvationCall, org_id: str | None) -> Object:
    if org_id is None:
        return "absent"
    relationships = call.state.relationship_index
    pairs = ((call.org.id, org_id), (org_id, call.org.id))
    is_linked = any(pair in relationships and relationships[pair].active for pair in pairs)
    return "owned" if org_id == call.org.id or is_linked else "foreign"


# --- Searches -------------------------------------------------------------------------------------------------------


def search(call: OvationCall, index: Index[R], kind: str, value: str) -> R | None:
    """Find a record of the effective organisation, else one of any other, so that it can be told that there is one."""
    return index.first(kind, call.org.id, value) or index.first(kind, EVERYWHERE, value)
