"""Telephone calls: a telephone system tells who calls, which agent answers, and when a call ends."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import creates, of_org
from sandbox.vendors.ovationcxm.bodies import Upload
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.callers import Caller, by_number, caller_of, search
from sandbox.vendors.ovationcxm.cases import attach, fresh_case, note, open_case, resolve
from sandbox.vendors.ovationcxm.dictionaries import DELETED
from sandbox.vendors.ovationcxm.envelope import answer
from sandbox.vendors.ovationcxm.errors import invalid_fields, not_found
from sandbox.vendors.ovationcxm.models.phone import AgentAnswers, AgentHangsUp, PhoneAnswered, QueueEntered, QueueEntry, QueueExit
from sandbox.vendors.ovationcxm.operations import operation, readable
from sandbox.vendors.ovationcxm.state import Call, Issue, OrgUser
from sandbox.vendors.ovationcxm.state.issues import LARGEST_FILE
from sandbox.vendors.ovationcxm.transitions import cell

# --- A call begins --------------------------------------------------------------------------------------------------


def queue_enter(call: OvationCall, form: QueueEntry) -> Annotated[Reply, QueueEntered]:
    """Customer enters call queue.

    Finds or makes the customer, location and user who call, and their open issue or a new one. The same call again changes nothing.
    """
    creates(call)
    calls = call.state.calls.setdefault(call.org.id, {})
    current = calls.get(form.external_id)
    if current is None or current.state == "ended":
        issue = _issue_of(call, form, _caller(call, form))
        current = calls[form.external_id] = Call(
            external_id=form.external_id,
            org_id=call.org.id,
            issue_id=issue.id,
            cid_number=form.cid_number,
            did_number=form.did_number,
            created=call.now,
            cid_name=form.cid_name or "",
            qid=form.qid or "",
        )
    return answer(call, {"issueId": current.issue_id})


def _caller(call: OvationCall, form: QueueEntry) -> Caller:
    found = search(call, form.search_object, form.search_query) if form.search_object and form.search_query else None
    return caller_of(call, found or by_number(call, form.cid_number), form.cid_number, form.cid_name)


def _issue_of(call: OvationCall, form: QueueEntry, caller: Caller) -> Issue:
    """Return the caller's newest open issue, or open one for the team whose number was dialled."""
    index = call.state.issue_index
    open_issues = [issue for issue in index.all("user", caller.user.id) if issue.is_open]
    if open_issues:
        return max(open_issues, key=lambda issue: issue.created)
    team = call.state.teams.get(call.org.dids.get(form.did_number, ""))
    team_id = team.id if team and team.status != DELETED else call.org.default_org_team_id
    issue = fresh_case(call, caller.customer, caller.location, caller.user, team_id)
    if not index.ids("external_id", call.org.id, form.external_id):
        issue.external_id = form.external_id
    open_case(call, issue)
    return issue


# --- A call goes on, and ends ---------------------------------------------------------------------------------------


def agent_answer(call: OvationCall, form: AgentAnswers) -> Annotated[Reply, PhoneAnswered]:
    """Agent answers queued call.

    The issue is assigned to the agent if it is nobody's yet, or if `auto_reassign` says so. Notes are the agent's.
    """
    current = _live_call(call, form.external_id)
    agent = _agent(call, form.agent_identifier)
    if agent.id not in current.agents:
        current.agents.append(agent.id)
    current.state = "answered"
    issue = call.state.issues[current.issue_id]
    is_free = not issue.users_id or _flag(call, form.auto_reassign)
    if is_free and issue.users_id != agent.id and not issue.is_deleted:
        issue.users_id = agent.id
        issue.updated = call.now
    _write_notes(call, issue, form.log_notes, agent)
    return answer(call, {"issue_id": issue.id})


def agent_hangup(call: OvationCall, form: AgentHangsUp) -> Annotated[Reply, PhoneAnswered]:
    """Agent leaves call.

    A call that the last agent leaves is queued again. Notes are the agent's.
    """
    current = _live_call(call, form.external_id)
    agent = _agent(call, form.agent_identifier)
    if agent.id in current.agents:
        current.agents.remove(agent.id)
        current.state = "answered" if current.agents else "queued"
    issue = call.state.issues[current.issue_id]
    _write_notes(call, issue, form.log_notes, agent)
    _resolve(call, issue, form.auto_resolve)
    return answer(call, {"issue_id": issue.id})


def queue_exit(call: OvationCall, form: QueueExit) -> Annotated[Reply, PhoneAnswered]:
    """Customer leaves call.

    The call ends. Its `recording`, a file of any type, is kept with the issue's files. Notes are nobody's.
    """
    recording = _recording(call)
    current = _live_call(call, form.external_id)
    current.state, current.ended = "ended", call.now
    issue = call.state.issues[current.issue_id]
    if recording:
        current.recording = attach(call, issue, recording, "recording", recording.name).id
    _write_notes(call, issue, form.log_notes)
    _resolve(call, issue, form.auto_resolve)
    return answer(call, {"issue_id": issue.id})


def _recording(call: OvationCall) -> Upload | None:
    """Return the recording that came with a call's end, if one did. Raises `Refusal`."""
    recording = call.upload("recording")
    if recording is None and "recording" in call.form:
        raise invalid_fields("input-label", "recording")
    if recording is not None and len(recording.content) > LARGEST_FILE:
        raise invalid_fields("input-file-size", "recording")
    return recording


def _live_call(call: OvationCall, external_id: str) -> Call:
    found = call.state.calls.get(call.org.id, {}).get(external_id)
    is_live = found is not None and found.state != "ended"
    of_org(call, call.org.id if is_live else None, not_found("calls", external_id))
    assert found is not None
    return found


def _agent(call: OvationCall, identifier: str) -> OrgUser:
    """Return the org user who is meant."""
    state, org_id = call.state, call.org.id
    named = state.org_users.get(identifier)
    found = named if named is not None and named.org_id == org_id else None
    for kind, value in (("external_id", identifier), ("email", identifier.lower()), ("extension", identifier)):
        found = found or state.org_user_index.first(kind, org_id, value)
    if found is None:
        raise not_found("users", identifier, "phone-agent-match")
    call.applies("ovationcxm.phone-agent-match")
    return found


def _flag(call: OvationCall, flag: bool | None) -> bool:
    """Read a flag; one that is not given means no."""
    if flag is None:
        call.applies("ovationcxm.phone-auto-flags")
    return bool(flag)


def _write_notes(call: OvationCall, issue: Issue, text: str | None, agent: OrgUser | None = None) -> None:
    if text is not None and not issue.is_deleted:
        name = agent.full_name if agent else ""
        note(call, issue, text, name, name)


def _resolve(call: OvationCall, issue: Issue, flag: bool | None) -> None:
    """Resolve an issue if that is asked for and its status allows it; a call ends either way."""
    if _flag(call, flag) and cell(call, "issues.resolve", issue) == "200":
        resolve(call, issue)


_CHECKS = (readable,)

OPERATIONS = (
    operation("phone.agentAnswer", "POST", "/phone/agentAnswer", agent_answer, "X", "400 404 422", checks=_CHECKS),
    operation("phone.agentHangup", "POST", "/phone/agentHangup", agent_hangup, "X", "400 404 422", checks=_CHECKS),
    operation("phone.queueEnter", "POST", "/phone/queueEnter", queue_enter, "X", "400 422", checks=_CHECKS),
    operation("phone.queueExit", "POST", "/phone/queueExit", queue_exit, "X", "400 404 422", checks=_CHECKS),
)
