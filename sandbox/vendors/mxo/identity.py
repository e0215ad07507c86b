"""Who a customer is: the vendor's rules for TIDs and identifiers, decided first and carried out afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.errors import (
    CUSTOMER_NOT_FOUND,
    GENERAL,
    INVALID_API_NAME,
    M_BOTH,
    M_CUST,
    M_KEY,
    Refusal,
)
from sandbox.vendors.mxo.models import Identifier
from sandbox.vendors.mxo.profile import Customer

Identifiers = dict[str, str]
"""Values by API name of the key attribute, in request order."""


@dataclass(slots=True)
class Decision:
    """Who the customer of a request is, before anything has been changed."""

    rule: str
    customer: Customer | None = None
    """`None`: a new one."""
    new_tid: str | None = None
    """The TID of a new customer; `None`: to be minted."""
    second_tid: str | None = None
    """A TID that the customer gets in addition."""
    identifiers: Identifiers | None = None
    """Associated as far as nobody holds them and the customer has no other value."""
    others: tuple[Customer, ...] = ()
    """Customers that are merged with this one if they are compatible."""


def canonical(call: MxoCall, identifiers: list[Identifier] | None) -> Identifiers:
    """Return the identifiers under their configured API names; of a repeated name the last counts. Raises `Refusal`."""
    found: Identifiers = {}
    for identifier in identifiers or ():
        key = call.space.key(identifier.api_name)
        if key is None:
            raise Refusal("mxo.key-name-unknown", 400, INVALID_API_NAME, M_KEY)
        if key != identifier.api_name:
            call.applies("mxo.key-name-case")
        found[key] = identifier.value
    return found


def usable(call: MxoCall, tid: str | None) -> str | None:
    """Return the TID of a request, or `None` where an unknown one counts as if none was sent."""
    if tid and call.variants.unknown_tid == "mint-new" and call.space.by_tid(tid) is None:
        call.applies("mxo.unknown-tid-activity")
        return None
    return tid


def decide(call: MxoCall, tid: str | None, identifiers: Identifiers, *, may_refuse: bool = True) -> Decision:
    """Say who the customer is; changes nothing. Raises `Refusal` where a variant refuses, if this may still be refused."""
    owner = call.space.by_tid(tid) if tid else None
    if tid and owner is None and call.variants.unknown_tid == "reject-400":
        raise Refusal("mxo.unknown-tid-activity", 400, CUSTOMER_NOT_FOUND, M_CUST)
    known = _known(call, identifiers)
    decision = _with_owner(owner, known, identifiers) if owner else _without_owner(tid, known, identifiers)
    if decision.rule in _CONFLICTS or decision.others:
        if may_refuse and call.variants.identity_conflict == "reject-400":
            raise Refusal(decision.rule, 400, GENERAL, M_BOTH)
        if call.variants.identity_conflict == "tid-wins":
            return Decision(decision.rule, owner or known[0], second_tid=decision.second_tid)
    return decision


_CONFLICTS = ("mxo.identity-switch", "mxo.identity-merge", "mxo.identity-other")


def _without_owner(tid: str | None, known: list[Customer], identifiers: Identifiers) -> Decision:
    """Decide where nobody owns the TID, or none was sent."""
    if known:
        rule = "mxo.identity-second-tid" if tid else "mxo.identity-known-key"
        return Decision(rule, known[0], second_tid=tid, identifiers=identifiers, others=tuple(known[1:]))
    if tid:
        return Decision("mxo.identity-adopt", new_tid=tid, identifiers=identifiers)
    return Decision("mxo.identity-new-key" if identifiers else "mxo.identity-anonymous", identifiers=identifiers)


def _with_owner(owner: Customer, known: list[Customer], identifiers: Identifiers) -> Decision:
    """Decide where `owner` owns the TID."""
    if not identifiers:
        return Decision("mxo.identity-tid", owner)
    if not known:
        if _conflicts(owner, identifiers):
            return Decision("mxo.identity-switch", identifiers=identifiers)
        return Decision("mxo.identity-associate", owner, identifiers=identifiers)
    first, *others = known
    if first is owner:
        return Decision("mxo.identity-match", owner, identifiers=identifiers, others=tuple(others))
    if _compatible(owner, first, identifiers):
        others = [other for other in others if other is not owner]
        return Decision("mxo.identity-merge", owner, identifiers=identifiers, others=(first, *others))
    return Decision("mxo.identity-other", first, identifiers=identifiers, others=tuple(others))


def carry_out(call: MxoCall, decision: Decision, tid: str | None) -> Customer:
    """Do what was decided; returns the customer. `tid` is the one that the client sent."""
    space = call.space
    customer = decision.customer
    call.applies(decision.rule)
    if customer is None:
        customer = Customer([decision.new_tid or call.chance.uuid()], call.now)
        space.admit(customer)
    if decision.second_tid:
        space.add_tid(customer, decision.second_tid)
    identifiers = decision.identifiers or {}
    for other in decision.others:
        if _compatible(customer, other, identifiers):
            primary, newer = (other, customer) if other.created_at < customer.created_at else (customer, other)
            space.merge(primary, newer)
            customer = primary
    fresh = {
        key: value for key, value in identifiers.items() if key not in customer.identifiers and space.by_identifier(key, value) is None
    }
    space.associate(customer, fresh)
    if tid and tid != customer.tid and tid in customer.tids:
        call.applies("mxo.secondary-tid-answers-primary")
    return customer


def _known(call: MxoCall, identifiers: Identifiers) -> list[Customer]:
    """Return the customers that hold the identifiers, in request order, each once."""
    found: dict[int, Customer] = {}
    for key, value in identifiers.items():
        customer = call.space.by_identifier(key, value)
        if customer is not None:
            found[id(customer)] = customer
    return list(found.values())


def _conflicts(customer: Customer, identifiers: Identifiers) -> bool:
    """Say whether the customer holds another value for a key attribute of the request."""
    return any(customer.identifiers.get(key, value) != value for key, value in identifiers.items())


def _compatible(one: Customer, other: Customer, identifiers: Identifiers) -> bool:
    """Say whether two customers may be one person."""
    return not (_conflicts(one, other.identifiers) or _conflicts(one, identifiers) or _conflicts(other, identifiers))
