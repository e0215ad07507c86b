"""Organisations' users: list, read, put, update and delete."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import lists, of_org, search
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import DELETED, ORG_USER_STATUSES
from sandbox.vendors.ovationcxm.envelope import Enumeration, Listed, Minimal, enumeration, listed, minimal
from sandbox.vendors.ovationcxm.errors import not_found
from sandbox.vendors.ovationcxm.inputs import changed, store
from sandbox.vendors.ovationcxm.models.organisations import OrgUserPut
from sandbox.vendors.ovationcxm.operations import operation, wrapped
from sandbox.vendors.ovationcxm.own import own_user, target_at, target_in
from sandbox.vendors.ovationcxm.routes.lookups import ByExternalId
from sandbox.vendors.ovationcxm.rows.organisations import OrgUserRow, org_user_row
from sandbox.vendors.ovationcxm.state import OrgUser
from sandbox.vendors.ovationcxm.values import new_id

Users = Annotated[Reply, Listed[list[OrgUserRow]]]


def list_users(call: OvationCall) -> Users:
    """List users for your org.

    Those that are not deleted, by ascending id.
    """
    lists(call)
    return listed(call, [org_user_row(user) for user in call.state.org_user_index.all("of", call.org.id)], pages=1)


def get_user(call: OvationCall) -> Users:
    """Get an org user.

    A deleted one is found too.
    """
    return listed(call, [org_user_row(own_user(call, call.path["user_id"]))], pages=1)


def lookup_user_by_external_id(call: OvationCall, query: ByExternalId) -> Users:
    """Get an org user by external_id."""
    user = search(call, call.state.org_user_index, "external_id", query.external_id)
    of_org(call, user.org_id if user else None, not_found("users", query.external_id))
    assert user is not None
    return listed(call, [org_user_row(user)], pages=0)


def put_user(call: OvationCall, body: OrgUserPut) -> Users:
    """Create or update a user for this org."""
    user: OrgUser | None = call.target
    changes = changed(body.users, "id")
    if user is None:
        user = OrgUser(new_id(call, call.state.org_users), call.org.id)
        store(user, changes)
        call.state.org_users[user.id] = user
        call.state.org_user_index.add(user)
    else:
        with call.state.org_user_index.changing(user):
            store(user, changes)
    return listed(call, [org_user_row(user)], pages=0)


def update_user(call: OvationCall, body: OrgUserPut) -> Users:
    """Update an org user.

    Only the members that are given change; the path says who is meant.
    """
    return put_user(call, body)


def remove_user(call: OvationCall) -> Annotated[Reply, Minimal]:
    """Delete an org user.

    The user is in no team then, and marked as deleted.
    """
    user = own_user(call, call.path["user_id"])
    for team in call.state.team_index.all("user", user.id):
        with call.state.team_index.changing(team):
            team.users.remove(user.id)
    with call.state.org_user_index.changing(user):
        user.status = DELETED
    return minimal(call)


def user_statuses(call: OvationCall) -> Annotated[Reply, Enumeration]:
    """Get the dictionary of org users' statuses."""
    lists(call)
    return enumeration(call, ORG_USER_STATUSES)


_PUT = (wrapped("users"), target_in("users", own_user))
_UPDATE = (wrapped("users"), target_at("user_id", own_user))

OPERATIONS = (
    operation("orgs.user.delete", "POST", "/orgs/user/delete/{user_id}", remove_user, "X", "404"),
    operation("orgs.user.get", "GET", "/orgs/user/get/{user_id}", get_user, "R", "404"),
    operation("orgs.users.meta_statuses", "GET", "/orgs/users/meta_statuses", user_statuses, "M"),
    operation("orgs.users.list", "GET", "/orgs/users", list_users, "R"),
    operation("orgs.user.lookupByExternalId", "GET", "/orgs/user/lookupByExternalId", lookup_user_by_external_id, "R", "404 422"),
    operation("orgs.users.put", "POST", "/orgs/users/put", put_user, "X", "400 404 422", checks=_PUT),
    operation("orgs.user.update", "POST", "/orgs/user/update/{user_id}", update_user, "X", "400 404 422", checks=_UPDATE),
)
