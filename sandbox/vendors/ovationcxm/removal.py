"""How objects go: marked as deleted first, then removed with all that belongs to them."""

from __future__ import annotations

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import DELETED
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Issue, Location


def is_marked(call: OvationCall, status: str) -> bool:
    """Say whether a delete of something with this status only marks it."""
    return status != DELETED and call.variants.delete == "soft"


def delete_customer(call: OvationCall, customer: Customer) -> None:
    """Mark a customer as deleted, or remove it."""
    call.applies("ovationcxm.customer-soft-delete")
    state = call.state
    if is_marked(call, customer.status):
        with state.customer_index.changing(customer):
            customer.status = DELETED
        return
    for issue in state.issue_index.all("all", customer.id):
        _remove_issue(call, issue)
    for user in state.user_index.all("all", customer.id):
        _remove_user(call, user)
    for location in state.location_index.all("all", customer.id):
        _remove_location(call, location)
    for technology in state.technology_index.all("of", customer.id):
        state.technology_index.remove(technology)
        del state.technology[technology.id]
    for team in state.team_index.all("customer", customer.id):
        with state.team_index.changing(team):
            team.customers.remove(customer.id)
    state.customer_index.remove(customer)
    del state.customers[customer.id]


def delete_location(call: OvationCall, location: Location) -> None:
    """Mark a location as deleted, or remove it with its technology and files; who is at it is at none then."""
    call.applies("ovationcxm.customer-soft-delete")
    state = call.state
    if is_marked(call, location.status):
        with state.location_index.changing(location):
            location.status = DELETED
        return
    for user in state.user_index.all("all", location.customer_id):
        if user.customer_location_id == location.id:
            with state.user_index.changing(user):
                user.customer_location_id = None
    for technology in state.technology_index.all("at", location.id):
        state.technology_index.remove(technology)
        del state.technology[technology.id]
    _remove_location(call, location)


def delete_user(call: OvationCall, user: CustomerUser) -> None:
    """Mark a customer user as deleted, or remove it."""
    call.applies("ovationcxm.customer-soft-delete")
    if is_marked(call, user.status):
        with call.state.user_index.changing(user):
            user.status = DELETED
        return
    _remove_user(call, user)
    user.status = DELETED  # The answer shows it once more.


def _remove_location(call: OvationCall, location: Location) -> None:
    _remove_files(call, location.id)
    call.state.location_index.remove(location)
    del call.state.locations[location.id]


def _remove_user(call: OvationCall, user: CustomerUser) -> None:
    call.state.invites = {invite: user_id for invite, user_id in call.state.invites.items() if user_id != user.id}
    call.state.user_index.remove(user)
    del call.state.users[user.id]


def _remove_issue(call: OvationCall, issue: Issue) -> None:
    _remove_files(call, issue.id)
    for calls in call.state.calls.values():
        for external_id in [name for name, one in calls.items() if one.issue_id == issue.id]:
            del calls[external_id]
    call.state.issue_index.remove(issue)
    del call.state.issues[issue.id]


def _remove_files(call: OvationCall, object_id: str) -> None:
    for file in call.state.file_index.all("of", object_id):
        call.state.file_index.remove(file)
        del call.state.files[file.id]
