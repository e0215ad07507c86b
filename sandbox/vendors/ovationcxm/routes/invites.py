"""Invitations by SMS."""

from __future__ import annotations

from typing import Annotated, Literal

from typing_extensions import TypedDict

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import creates, of_org
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.cases import fresh_case, open_case
from sandbox.vendors.ovationcxm.envelope import answer
from sandbox.vendors.ovationcxm.errors import invalid_fields, not_found
from sandbox.vendors.ovationcxm.inputs import Parameters, Required, Text
from sandbox.vendors.ovationcxm.operations import operation, readable
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Location, Message
from sandbox.vendors.ovationcxm.values import can_receive_sms, dialled, new_id, telephone
from sandbox.vendors.ovationcxm.writing import add_customer, add_location, add_user


class Invitation(Parameters):
    """Whom to invite, and who takes care."""

    sms_number: Required
    org_team_id: Text = None
    """The organisation's default team, unless one is named."""


class Invited(TypedDict):
    """What was made. Source: rec2022."""

    customerId: str
    inviteId: str
    issueId: str
    success: Literal[True]
    current_server_time: str


def invite(call: OvationCall, form: Invitation) -> Annotated[Reply, Invited]:
    """Invite a person by SMS to the mobile app.

    Creates a customer user if none has this number, and always an issue.
    """
    if not can_receive_sms(form.sms_number):
        raise invalid_fields("sms-number", "sms_number")
    creates(call)
    team_id = form.org_team_id or call.org.default_org_team_id
    team = call.state.teams.get(team_id)
    of_org(call, team.org_id if team else None, not_found("partners_teams", team_id))

    call.applies("ovationcxm.sms-creates")
    number = telephone(form.sms_number)
    user = call.state.user_index.first("phone", call.org.id, dialled(number)) or _recipient(call, number)
    customer = call.state.customers[user.customer_id]
    location = _location_of(call, customer, user)
    issue = fresh_case(call, customer, location, user, team_id)
    issue.user_agent = f"SMS Invite ({team_id})"
    open_case(call, issue)
    invite_id = new_id(call, call.state.invites)
    call.state.invites[invite_id] = user.id
    call.state.outbox.append(Message("sms_invite", number, user.id, call.now))
    ids = {"customerId": customer.id, "inviteId": invite_id, "issueId": issue.id}
    return answer(call, {}, before=ids)


def _recipient(call: OvationCall, number: str) -> CustomerUser:
    """Make a customer of whom only the number is known."""
    call.applies("ovationcxm.customer-create-status")
    name = f"SMS Recipient {number}"
    customer = add_customer(call, {"name": name, "name_legal": name, "status": "Active"})
    location = add_location(call, customer, {})
    return add_user(call, customer, {"sms_number": number, "customer_location_id": location.id})


def _location_of(call: OvationCall, customer: Customer, user: CustomerUser) -> Location | None:
    return call.state.locations.get(user.customer_location_id or "") or call.state.location_index.first("of", customer.id)


OPERATIONS = (operation("customers.sms_invite", "POST", "/customers/sms_invite", invite, "S", "400 404 422", checks=(readable,)),)
