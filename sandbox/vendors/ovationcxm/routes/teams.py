"""Organisations' teams: list, read, put and delete, and their users."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import lists, of_org, search
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import DELETED, TEAM_STATUSES, TEAM_TYPES, TRAINING_TYPES
from sandbox.vendors.ovationcxm.envelope import Enumeration, Listed, Minimal, enumeration, listed, minimal
from sandbox.vendors.ovationcxm.errors import denied, not_found
from sandbox.vendors.ovationcxm.inputs import changed, store
from sandbox.vendors.ovationcxm.models.organisations import TeamPut
from sandbox.vendors.ovationcxm.operations import operation, wrapped
from sandbox.vendors.ovationcxm.own import own_team, revise, target_in
from sandbox.vendors.ovationcxm.routes.lookups import ByExternalId
from sandbox.vendors.ovationcxm.rows.organisations import OrgUserRow, TeamRow, org_user_row, team_row
from sandbox.vendors.ovationcxm.state import Team
from sandbox.vendors.ovationcxm.values import new_id

Teams = Annotated[Reply, Listed[list[TeamRow]]]


def list_teams(call: OvationCall) -> Teams:
    """List all teams for your org.

    Those that are not deleted, by ascending id.
    """
    lists(call)
    return listed(call, [team_row(team) for team in call.state.team_index.all("of", call.org.id)], pages=1)


def get_team(call: OvationCall) -> Teams:
    """Get an org team.

    A deleted one is found too.
    """
    return listed(call, [team_row(own_team(call, call.path["org_team_id"]))], pages=1)


def lookup_team_by_external_id(call: OvationCall, query: ByExternalId) -> Teams:
    """Get a team by external_id."""
    team = search(call, call.state.team_index, "external_id", query.external_id)
    of_org(call, team.org_id if team else None, not_found("partners_teams", query.external_id))
    assert team is not None
    return listed(call, [team_row(team)], pages=0)


def get_team_users(call: OvationCall) -> Annotated[Reply, Listed[list[OrgUserRow]]]:
    """Users of a team.

    Deleted ones that are still mapped to it too.
    """
    team = own_team(call, call.path["team_id"])
    return listed(call, [org_user_row(call.state.org_users[user_id]) for user_id in team.users], pages=1)


def put_team(call: OvationCall, body: TeamPut) -> Teams:
    """Create or update a team for this org."""
    team: Team | None = call.target
    changes = changed(body.org_team, "id")
    if team is None:
        team = Team(new_id(call, call.state.teams, 3, call.org.id), call.org.id, created=call.now, updated=call.now)
        store(team, changes)
        call.state.teams[team.id] = team
        call.state.team_index.add(team)
    else:
        with call.state.team_index.changing(team):
            revise(call, team, changes)
    return listed(call, [team_row(team)], pages=0)


def remove_team(call: OvationCall) -> Annotated[Reply, Minimal]:
    """Delete an org team.

    It is marked as deleted. The default team of an organisation cannot be deleted.
    """
    team = own_team(call, call.path["team_id"])
    if team.id == call.state.orgs[team.org_id].default_org_team_id:
        raise denied("team-default-delete")
    with call.state.team_index.changing(team):
        revise(call, team, {"status": DELETED})
    return minimal(call)


def team_statuses(call: OvationCall) -> Annotated[Reply, Enumeration]:
    """Get the dictionary of teams' statuses."""
    lists(call)
    return enumeration(call, TEAM_STATUSES)


def training_types(call: OvationCall) -> Annotated[Reply, Enumeration]:
    """Get the dictionary of teams' types of training."""
    lists(call)
    return enumeration(call, TRAINING_TYPES)


def team_types(call: OvationCall) -> Annotated[Reply, Enumeration]:
    """Get the dictionary of teams' types."""
    lists(call)
    return enumeration(call, TEAM_TYPES)


_PUT = (wrapped("org_team"), target_in("org_team", own_team))

OPERATIONS = (
    operation("orgs.team.delete", "POST", "/orgs/team/delete/{team_id}", remove_team, "X", "404"),
    operation("orgs.team.get", "GET", "/orgs/team/get/{org_team_id}", get_team, "R", "404"),
    operation("orgs.team.meta_statuses", "GET", "/orgs/team/meta_statuses", team_statuses, "M"),
    operation("orgs.team.meta_training_types", "GET", "/orgs/team/meta_training_types", training_types, "M"),
    operation("orgs.team.meta_types", "GET", "/orgs/team/meta_types", team_types, "M"),
    operation("orgs.team.list", "GET", "/orgs/team/list", list_teams, "R"),
    operation("orgs.team.users", "GET", "/orgs/team/users/{team_id}", get_team_users, "R", "404"),
    operation("orgs.team.lookupByExternalId", "GET", "/orgs/team/lookupByExternalId", lookup_team_by_external_id, "R", "404 422"),
    operation("orgs.team.put", "POST", "/orgs/team/put", put_team, "X", "400 404 422", checks=_PUT),
)
