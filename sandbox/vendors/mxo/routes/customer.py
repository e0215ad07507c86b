"""Customers: the right to be forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.vendors.mxo import dates, errors, identity
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.models import DeletedIdentifier, DeleteRequest, DeleteResponse
from sandbox.vendors.mxo.state import Mxo

DELAY = 5
"""Seconds until a deferred delete happens."""


def delete_customer(call: MxoCall, body: DeleteRequest) -> DeleteResponse:
    """Delete a customer: everything that is known of who a TID or an identifier names.

    Rows in datastores stay.
    """
    if not body.tid and not body.identifier:
        raise nobody_named(call)
    identifiers = identity.canonical(call, [body.identifier] if body.identifier else None)
    if body.tid:
        if identifiers:
            call.applies("mxo.delete-both")
        customer = call.space.by_tid(body.tid)
    else:
        customer = call.space.by_identifier(*next(iter(identifiers.items())))
    if customer is None:
        raise errors.Refusal("mxo.delete-unknown", 404, errors.CUSTOMER_NOT_FOUND, errors.M_CUST)
    if body.tid and body.tid != customer.tid:
        call.applies("mxo.delete-secondary-tid")
    known_by = [DeletedIdentifier(api_name=key, value=value) for key, value in customer.identifiers.items()]
    call.applies("mxo.delete-identity")
    if call.variants.delete_timing == "deferred":
        call.plan("customer.erase", DELAY, siteKey=call.path["sk"], tid=customer.tid, asked=dates.show(call.now))
    else:
        call.space.erase(customer)
    return DeleteResponse(tids=customer.tids, identifiers=known_by)


def erase_customer(state: Mxo, detail: Mapping[str, str]) -> None:
    """Do what a deferred delete promised. A profile that began after the request is another one, and stays."""
    space = state.spaces.get(detail["siteKey"])
    customer = space.by_tid(detail["tid"]) if space else None
    if space and customer and customer.created_at <= dates.parse(detail["asked"]):
        space.erase(customer)


def nobody_named(call: MxoCall) -> errors.Refusal:
    """Refuse a look-up that names neither a TID nor an identifier."""
    if call.variants.lookup_without_identity == "not-found-404":
        return errors.Refusal("mxo.lookup-without-identity", 404, errors.CUSTOMER_NOT_FOUND, errors.M_CUST)
    return errors.Refusal("mxo.lookup-without-identity", 400, errors.GENERAL, errors.M_WHO)
