"""The life of a case: how it is opened, assigned and moved, and what its log and its history say of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.vendors.ovationcxm.bodies import Upload
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import DELETED, ISSUE_STATUSES
from sandbox.vendors.ovationcxm.inputs import store
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, File, Issue, Location, OrgUser, Team
from sandbox.vendors.ovationcxm.state.issues import ChatMessage, LogRow, StatusChange
from sandbox.vendors.ovationcxm.transitions import EFFECTS
from sandbox.vendors.ovationcxm.values import new_id, short


def fresh_case(call: OvationCall, customer: Customer, location: Location | None, user: CustomerUser | None, team_id: str) -> Issue:
    """Return a new case that nothing has recorded yet, so that its members may still be set."""
    return Issue(
        id=call.chance.uuid(),
        comm_id=short(call, 6),
        customer_id=customer.id,
        customer_location_id=location.id if location else "",
        customer_user_id=user.id if user else "",
        created=call.now,
        updated=call.now,
        owner_org_team_id=team_id,
        sponsor_org_team_id=_sponsor(call, customer, location),
    )


def open_case(call: OvationCall, issue: Issue) -> None:
    """Record a new case: it can be found, and its log and its history begin."""
    call.state.issues[issue.id] = issue
    call.state.issue_index.add(issue)
    log(call, issue, f"Assigned to Team {call.state.teams[issue.owner_org_team_id].name}")
    remember(call, issue, "Case created")


def routed_team(call: OvationCall, customer: Customer, location: Location | None) -> str:
    """Return the team that owns a new case where nobody names one.

    The one mapped to the location, or else to the customer, that is assigned by route; else the organisation's default.
    """
    for teams in _mapped(call, customer, location):
        routed = [team.id for team in teams if team.auto_assign_route]
        if routed:
            return min(routed)
    return call.state.orgs[customer.org_id].default_org_team_id


def _sponsor(call: OvationCall, customer: Customer, location: Location | None) -> str | None:
    for teams in _mapped(call, customer, location):
        sponsors = [team.id for team in teams if team.auto_assign_sponsor]
        if sponsors:
            return min(sponsors)
    return None


def _mapped(call: OvationCall, customer: Customer, location: Location | None) -> tuple[list[Team], list[Team]]:
    """Return the teams mapped to the location, and those mapped to the customer; deleted ones take no cases."""
    teams = call.state.teams
    of_location = [teams[team_id] for team_id in location.org_team_ids if team_id in teams] if location else []
    return [team for team in of_location if team.status != DELETED], call.state.team_index.all("customer", customer.id)


def log(call: OvationCall, issue: Issue, text: str) -> LogRow:
    """Add what the system did to the log."""
    row = LogRow(_row_id(call, issue), text, call.now, quiet=text.startswith("Set "))
    issue.log.append(row)
    return row


def note(call: OvationCall, issue: Issue, text: str, author: str = "", nickname: str = "") -> LogRow:
    """Add a note that somebody wrote to the log."""
    row = LogRow(_row_id(call, issue), text, call.now, is_note=True, author=author, author_nickname=nickname)
    issue.log.append(row)
    return row


_FEW = 2**14
"""Rows of a log whose ids have three characters: half of what such ids can tell apart."""


def _row_id(call: OvationCall, issue: Issue) -> str:
    return new_id(call, {row.id for row in issue.log}, 3 if len(issue.log) < _FEW else 6, prefix=issue.id)


def remember(call: OvationCall, issue: Issue, summary: str) -> None:
    """Add the present state to the status history."""
    issue.history.append(StatusChange(call.now, issue.type, issue.status, issue.resolution, summary, issue.scheduled_time))


def move(call: OvationCall, issue: Issue, status: int, summary: str) -> None:
    """Bring a case into another status, by its code."""
    with call.state.issue_index.changing(issue):
        issue.status = status
    issue.updated = call.now
    log(call, issue, f"Set status to {ISSUE_STATUSES.labels[status]}")
    remember(call, issue, summary)


def assign(call: OvationCall, issue: Issue, team: Team) -> None:
    """Give a case to another team."""
    with call.state.issue_index.changing(issue):
        issue.owner_org_team_id = team.id
    issue.updated = call.now
    log(call, issue, f"Assigned to Team {team.name}")


def transition(call: OvationCall, issue: Issue, action: str, scheduled_time: datetime | None = None) -> None:
    """Do to a case what an action does, which its status must allow. `scheduled_time` is the one that a schedule sets."""
    effect = EFFECTS[action]
    if effect.resolution and (effect.overrules or issue.resolution == "Not Set"):
        issue.resolution = effect.resolution
    if effect.scheduled_time != "stays":
        issue.scheduled_time = scheduled_time
    move(call, issue, effect.status, effect.history)


def resolve(call: OvationCall, issue: Issue) -> None:
    """Resolve a case."""
    transition(call, issue, "issues.resolve")


def hand_over(call: OvationCall, issue: Issue, team: Team | None, user: OrgUser | None, summary: str) -> None:
    """Give a case to a team (`None`: it stays where it is) and to a user; of another team it is nobody's at first."""
    if user or (team and team.id != issue.owner_org_team_id):
        issue.users_id = user.id if user else ""
    if team:
        assign(call, issue, team)
    issue.updated = call.now
    remember(call, issue, summary)


def attach(call: OvationCall, issue: Issue, upload: Upload, tag: str, name: str) -> File:
    """Keep a file with a case."""
    file = File(
        id=new_id(call, call.state.files),
        object_id=issue.id,
        type=upload.type,
        size=len(upload.content),
        name=name,
        tag=tag,
        created=call.now,
        content=upload.content,
    )
    call.state.files[file.id] = file
    call.state.file_index.add(file)
    return file


def say(call: OvationCall, issue: Issue, participant: str, text: str) -> None:
    """Add a message to the chat of a case."""
    issue.chat.append(ChatMessage(participant, text, call.now))


def update(call: OvationCall, issue: Issue, changes: dict[str, Any]) -> None:
    """Store what a put changes, and record what of it is recorded. A value that is there already changes nothing."""
    before = {name: getattr(issue, name) for name in changes}
    with call.state.issue_index.changing(issue):
        store(issue, changes)
    altered = [name for name, value in before.items() if getattr(issue, name) != value]
    if not altered:
        return
    issue.updated = call.now
    if "owner_org_team_id" in altered:
        log(call, issue, f"Assigned to Team {call.state.teams[issue.owner_org_team_id].name}")
    for name, label in (("status", issue.status_label), ("job", issue.job), ("resolution", issue.resolution)):
        if name in altered:
            log(call, issue, f"Set {name} to {label}")
    if "status" in altered:
        remember(call, issue, "Case updated")
