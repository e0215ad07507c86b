"""Organisations: the caller's own, and its customers."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import lists, of_org
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.envelope import Listed, listed
from sandbox.vendors.ovationcxm.errors import not_found
from sandbox.vendors.ovationcxm.operations import operation
from sandbox.vendors.ovationcxm.routes.customers import list_customers
from sandbox.vendors.ovationcxm.routes.lookups import ByExternalId
from sandbox.vendors.ovationcxm.rows.organisations import OrgRow, org_row

Orgs = Annotated[Reply, Listed[list[OrgRow]]]


def get_org(call: OvationCall) -> Orgs:
    """Get your org.

    On behalf of another organisation: that one.
    """
    lists(call)
    return listed(call, [org_row(call.org)], pages=1)


def lookup_org_by_external_id(call: OvationCall, query: ByExternalId) -> Orgs:
    """Get an org by external_id.

    Only your own can be found.
    """
    wanted = query.external_id
    org = call.org if call.org.external_id == wanted else call.state.org_index.first("external_id", wanted)
    of_org(call, org.id if org else None, not_found("partners", wanted))
    return listed(call, [org_row(call.org)], pages=0)


OPERATIONS = (
    operation("orgs.get", "GET", "/orgs/get", get_org, "R"),
    operation("orgs.customers.list", "GET", "/orgs/customers", list_customers, "X"),
    operation("orgs.lookupByExternalId", "GET", "/orgs/lookupByExternalId", lookup_org_by_external_id, "R", "404 422"),
)
