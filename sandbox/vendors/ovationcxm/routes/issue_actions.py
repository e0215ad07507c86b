"""What is done with an issue: resolve, cancel, schedule, escalate, and back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from sandbox.vendor import OBSERVED, Reply
from sandbox.vendors.ovationcxm.access import partner_team, partner_user
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.cases import hand_over, note, say, transition
from sandbox.vendors.ovationcxm.envelope import Minimal, minimal
from sandbox.vendors.ovationcxm.errors import Refusal, not_found
from sandbox.vendors.ovationcxm.models.issues import Deescalation, Escalation, Schedule
from sandbox.vendors.ovationcxm.operations import operation, readable
from sandbox.vendors.ovationcxm.references import Reference, check_references
from sandbox.vendors.ovationcxm.state import Issue, OrgUser, Team
from sandbox.vendors.ovationcxm.transitions import find_issue, needs_action
from sandbox.vendors.ovationcxm.values import read_time

Done = Annotated[Reply, Minimal]


def resolve_issue(call: OvationCall) -> Done:
    """Resolve an Issue for a Customer."""
    return _act(call)


def cancel_issue(call: OvationCall) -> Done:
    """Cancel an Issue for a Customer."""
    return _act(call)


def schedule_issue(call: OvationCall, query: Schedule) -> Done:
    """Schedule an Issue for a Customer.

    It must be in the status Scheduling.
    """
    moment = read_time(query.scheduled_time)
    if moment is None:
        raise Refusal("issue-schedule-time", 422, "Invalid scheduledTime", ("scheduled_time",))
    return _act(call, moment)


def cancel_issue_schedule(call: OvationCall) -> Done:
    """Cancel an Issue appointment for a Customer."""
    return _act(call)


def _act(call: OvationCall, scheduled_time: datetime | None = None) -> Reply:
    """Do what the operation does to the issue that its path names, if there is something to do."""
    assert call.operation is not None
    if needs_action(call, call.target):
        transition(call, call.target, call.operation.id, scheduled_time)
        call.applies("ovationcxm.issue-transition")
    return minimal(call)


# --- To another team and back ---------------------------------------------------------------------------------------


def escalate_issue(call: OvationCall, form: Escalation) -> Done:
    """Escalate an issue to a team or user.

    Teams and users may be those of an organisation that is linked to one's own.
    """
    issue: Issue = call.target
    team, user = _successors(call, form)
    needs_action(call, issue)
    is_other = team is not None and team.id != issue.owner_org_team_id
    if is_other:
        issue.earlier_teams.append(issue.owner_org_team_id)
    hand_over(call, issue, team if is_other else None, user, "Case escalated")
    if form.notes:
        note(call, issue, form.notes)
    if form.message:
        say(call, issue, call.caller.name, form.message)
    call.applies("ovationcxm.issue-transition")
    return minimal(call)


def deescalate_issue(call: OvationCall, form: Deescalation) -> Done:
    """De-escalate an issue.

    It goes to the team that is named, or else back to the one that it was escalated from.
    """
    issue: Issue = call.target
    team, user = _successors(call, form)
    needs_action(call, issue)
    if team is None:
        if not issue.earlier_teams:
            raise Refusal("issue-deescalate-empty", 403, "Unable to de-escalate")
        team = call.state.teams[issue.earlier_teams.pop()]
    hand_over(call, issue, team, user, "Case de-escalated")
    call.applies("ovationcxm.issue-transition")
    return minimal(call)


def _successors(call: OvationCall, form: Escalation | Deescalation) -> tuple[Team | None, OrgUser | None]:
    """Return the team and the user that are named, if they are. Raises `Refusal`."""
    state, references = call.state, []
    team = state.teams.get(form.org_team_id) if form.org_team_id else None
    user = state.org_users.get(form.user_id) if form.user_id else None
    if form.org_team_id:
        references.append(Reference(team, partner_team, not_found("partners_teams", form.org_team_id)))
    if form.user_id:
        references.append(Reference(user, partner_user, not_found("users", form.user_id)))
    check_references(call, references)
    return team, user


OPERATIONS = (
    operation("issues.resolve", "POST", "/issues/resolve/{issue_id}", resolve_issue, "S", "404", checks=(find_issue,)),
    operation("issues.cancel", "POST", "/issues/cancel/{issue_id}", cancel_issue, "S", "404", checks=(find_issue,)),
    operation("issues.schedule", "POST", "/issues/schedule/{issue_id}", schedule_issue, "S", "404 422", checks=(find_issue,)),
    operation(
        "issues.cancel_schedule", "POST", "/issues/cancel_schedule/{issue_id}", cancel_issue_schedule, "S", "404", checks=(find_issue,)
    ),
    operation(
        "issues.escalate",
        "POST",
        "/issues/escalate/{issue_id}",
        escalate_issue,
        "S",
        "400 404 422",
        grade=OBSERVED,
        checks=(readable, find_issue),
    ),
    operation(
        "issues.deescalate",
        "POST",
        "/issues/deescalate/{issue_id}",
        deescalate_issue,
        "S",
        "400 404 422",
        grade=OBSERVED,
        checks=(readable, find_issue),
    ),
)
