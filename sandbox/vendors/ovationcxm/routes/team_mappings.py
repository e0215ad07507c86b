"""What is mapped to organisations' teams: customers, locations and users."""

from __future__ import annotations

from bisect import insort
from typing import Annotated

from pydantic import AliasChoices, Field

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import owned_customer, owned_location
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.envelope import Listed, listed
from sandbox.vendors.ovationcxm.errors import not_found
from sandbox.vendors.ovationcxm.inputs import Parameters, Required
from sandbox.vendors.ovationcxm.operations import operation
from sandbox.vendors.ovationcxm.own import own_team, own_user, target_at
from sandbox.vendors.ovationcxm.rows.organisations import TeamRow, team_row
from sandbox.vendors.ovationcxm.state import Customer, Location, Team

Teams = Annotated[Reply, Listed[list[TeamRow]]]


class OneCustomer(Parameters):
    """Which customer."""

    customer_id: Required


class OneUser(Parameters):
    """Which org user."""

    user_id: Required


class PlaceToMap(Parameters):
    """Which location: its id, or a customer's for all of that customer's. `location_id` says the same."""

    place: Required = Field(validation_alias=AliasChoices("customer_id", "location_id"))


class PlaceToUnmap(Parameters):
    """Which location: its id, or a customer's for all of that customer's. `customer_id` says the same."""

    place: Required = Field(validation_alias=AliasChoices("location_id", "customer_id"))


def map_customer(call: OvationCall, query: OneCustomer) -> Teams:
    """Map a customer to a team."""
    team: Team = call.target
    customer = _customer(call, query.customer_id)
    if customer.id not in team.customers:
        with call.state.team_index.changing(team):
            insort(team.customers, customer.id)
    return _answer(call)


def unmap_customer(call: OvationCall, query: OneCustomer) -> Teams:
    """Unmap a customer from a team."""
    team: Team = call.target
    customer = _customer(call, query.customer_id)
    if customer.id in team.customers:
        with call.state.team_index.changing(team):
            team.customers.remove(customer.id)
    return _answer(call)


def map_user(call: OvationCall, query: OneUser) -> Teams:
    """Map an org user to a team."""
    team: Team = call.target
    user = own_user(call, query.user_id)
    if user.id not in team.users:
        with call.state.team_index.changing(team):
            insort(team.users, user.id)
    return _answer(call)


def unmap_user(call: OvationCall, query: OneUser) -> Teams:
    """Unmap an org user from a team."""
    team: Team = call.target
    user = own_user(call, query.user_id)
    if user.id in team.users:
        with call.state.team_index.changing(team):
            team.users.remove(user.id)
    return _answer(call)


def map_location(call: OvationCall, query: PlaceToMap) -> Teams:
    """Map a location to a team.

    `customer_id` is the id of a location, or that of a customer for all its locations; `location_id` does as well.
    """
    for location in _locations(call, query.place):
        if call.target.id not in location.org_team_ids:
            location.org_team_ids.append(call.target.id)
    return _answer(call)


def unmap_location(call: OvationCall, query: PlaceToUnmap) -> Teams:
    """Unmap a location from a team.

    `location_id` is the id of a location, or that of a customer for all its locations; `customer_id` does as well.
    """
    for location in _locations(call, query.place):
        if call.target.id in location.org_team_ids:
            location.org_team_ids.remove(call.target.id)
    return _answer(call)


def _customer(call: OvationCall, id: str) -> Customer:
    return owned_customer(call, call.state.customers.get(id), not_found("members", id))


def _locations(call: OvationCall, place: str) -> list[Location]:
    """Return what a value of the location calls means: ids of locations have a hyphen, those of customers have none."""
    if "-" in place:
        return [owned_location(call, call.state.locations.get(place), not_found("members_locations", place))]
    return call.state.location_index.all("of", _customer(call, place).id)


def _answer(call: OvationCall) -> Reply:
    return listed(call, [team_row(call.target)], pages=0)


_TEAM = (target_at("team_id", own_team),)

# fmt: off
OPERATIONS = (
    operation("orgs.team.map_customer", "POST", "/orgs/team/map_customer/{team_id}", map_customer, "X", "404 422", checks=_TEAM),
    operation("orgs.team.map_location", "POST", "/orgs/team/map_location/{team_id}", map_location, "X", "404 422", checks=_TEAM),
    operation("orgs.team.map_user", "POST", "/orgs/team/map_user/{team_id}", map_user, "X", "404 422", checks=_TEAM),
    operation("orgs.team.unmap_customer", "POST", "/orgs/team/unmap_customer/{team_id}", unmap_customer, "X", "404 422", checks=_TEAM),
    operation("orgs.team.unmap_location", "POST", "/orgs/team/unmap_location/{team_id}", unmap_location, "X", "404 422", checks=_TEAM),
    operation("orgs.team.unmap_user", "POST", "/orgs/team/unmap_user/{team_id}", unmap_user, "X", "404 422", checks=_TEAM),
)
# fmt: on
