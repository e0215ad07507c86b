"""Data dips: Xima asks a customer's web service, and shows what agents and reports would see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic.alias_generators import to_camel

from sandbox.vendor import CHOSEN, DOCUMENTED, Ask, ConsoleError, Operation, Outbound, Received, Reply
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.calls import CallRecord, with_collected, with_returned
from sandbox.vendors.xima.dips import request
from sandbox.vendors.xima.dips.grading import Graded, Terms, grade
from sandbox.vendors.xima.dips.heard import LARGEST, Heard, content, heard
from sandbox.vendors.xima.dips.probes import Probed, probes, report
from sandbox.vendors.xima.dips.results import DipResult, Mode, worst
from sandbox.vendors.xima.dips.views import named_extension, routing, views
from sandbox.vendors.xima.models import WIRE
from sandbox.vendors.xima.profiles import DipProfileFields, InlineProfile, check_keys, check_token
from sandbox.vendors.xima.routes.console_calls import CallContext, add_call, finish, new_call
from sandbox.vendors.xima.routes.showing import answer, in_turn, refused, shown, tenant_named, unknown

# --- Bodies ---------------------------------------------------------------------------------------------------------


class Then(BaseModel):
    """What the flow does after the dip."""

    model_config = WIRE

    transfer_to_agent_from: str
    """The session parameter that names the agent."""


class DipRun(BaseModel):
    """A data dip to run."""

    model_config = WIRE

    profile_id: str | None = None
    profile: InlineProfile | None = None
    """Instead of a stored one."""
    call_id: int | None = None
    """An active call; without it, a new one begins."""
    call: CallContext | None = None
    values: dict[str, str] = {}
    """Sent instead of what the call has."""
    mode: Mode | None = None
    then: Then | None = None


def token_without_scheme(call: XimaCall) -> None:
    """Check the token of the profile that is sent along, before anything else of it."""
    try:
        document = call.json
    except ValueError:
        return
    check_token(document.get("profile") if isinstance(document, dict) else None)


# --- A dip to be run ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """A dip that can be run: everything in it is checked."""

    profile: DipProfileFields
    body: DipRun
    record: CallRecord
    """The call as the dip finds it: a new one, or a copy of one that is there."""
    mode: Mode
    values: Mapping[str, str]

    def terms(self, call: XimaCall) -> Terms:
        """Return by what the reply is graded."""
        return Terms(
            mode=self.mode,
            timeout=str(self.profile.timeout_seconds).removesuffix(".0"),
            slow=self.profile.slow_warning_seconds,
            not_found_is_no_match=call.variants.dip_404 == "no-match",
            known=frozenset(one.name for one in self.record.session_parameters),
        )

    def outbound(self, call: XimaCall, values: Mapping[str, str], token: str | None) -> Outbound:
        """Return the request of the profile with these values."""
        return Outbound(
            "dip.send",
            "POST",
            self.profile.api_url,
            (*request.headers(token, call.variants.dip_content_type), ("Connection", "close")),
            request.body(values),
            timeout=self.profile.timeout_seconds,
            max_body=LARGEST + 1,
        )

    def set_context(self, record: CallRecord) -> None:
        """Set on a call what the flow had collected before the dip."""
        if self.body.call is not None:
            record.sip_headers = {**record.sip_headers, **self.body.call.sip_headers}
            record.session_parameters = with_collected(record.session_parameters, self.body.call.session_parameters)


def _plan(call: XimaCall, body: DipRun) -> Plan:
    profile, tenant = _profile(call, body)
    if body.call_id is None:
        record = new_call(tenant, call.milliseconds, body.call or CallContext())
    else:
        record = _known_call(call, body.call_id, body.call or CallContext(), tenant)
    known = {parameter.key for parameter in profile.request_parameters}
    for key in body.values:
        if key not in known:
            raise refused("values", f"the profile has no key {key!r}")
    variants = call.variants
    omit = variants.dip_absent_source == "omit"
    values = request.values(profile, record, body.values, phone_format=variants.dip_phone_format, omit=omit)
    return Plan(profile, body, record, body.mode or variants.dip_mode, values)


def _profile(call: XimaCall, body: DipRun) -> tuple[DipProfileFields, str]:
    if (body.profile is None) == (body.profile_id is None):
        raise refused("profile", "exactly one of profileId and profile is needed")
    if body.profile is not None:
        check_keys(body.profile)
        return body.profile, tenant_named(call, body.profile.tenant)
    profile = call.state.data_dip_profiles.get(body.profile_id or "")
    if profile is None:
        raise unknown("profile", profileId=body.profile_id)
    return profile, profile.tenant


def _known_call(call: XimaCall, call_id: int, context: CallContext, tenant: str) -> CallRecord:
    """Return a copy of an active call of the tenant, with what the flow has collected since."""
    rule = "xima.dip.run.call"
    record = call.state.calls.get(call_id)
    if record is None:
        raise ConsoleError(rule, 404, "The call does not exist.", {"callId": call_id})
    if record.state != "active":
        raise ConsoleError(rule, 400, "The call is not active.", {"field": "callId", "reason": record.state})
    if record.tenant != tenant:
        raise ConsoleError(rule, 400, "The call belongs to another tenant.", {"field": "callId", "reason": record.tenant})
    if strange := context.model_fields_set - {"session_parameters", "sip_headers"}:
        raise refused(f"call.{to_camel(min(strange))}", "a call that is there has this already")
    headers = {**record.sip_headers, **context.sip_headers}
    collected = with_collected(record.session_parameters, context.session_parameters)
    return replace(record, sip_headers=headers, session_parameters=collected)


# --- Running it -----------------------------------------------------------------------------------------------------


def run_dip(call: XimaCall, body: DipRun) -> Any:
    """Run a data dip: send the request, grade the reply, and show what becomes of it."""
    plan = _plan(call, body)

    def then(received: Received) -> Any:
        _check_allowed(received)
        return _conclude(call, plan, received)

    return Ask(plan.outbound(call, plan.values, plan.profile.api_token), then, even_late=True)


def _check_allowed(received: Received) -> None:
    if received.failure == "refused-host":
        detail = {"field": "apiUrl", "reason": "refused-host"}
        raise ConsoleError(None, 400, "the sandbox may not call this host", detail)


def _conclude(call: XimaCall, plan: Plan, received: Received) -> Any:
    """Take over what was returned, and go on with the flow. A call that has finished meanwhile stays as it is."""
    answered = heard(received)
    graded = grade(answered, plan.terms(call))
    for rule in dict.fromkeys(finding.rule for finding in graded.findings):
        call.applies(rule)
    if plan.body.call_id is None:
        record, call_id = plan.record, add_call(call, plan.record)
    else:
        record, call_id = call.state.calls[plan.body.call_id], plan.body.call_id
    is_active = record.state == "active"
    if is_active:
        plan.set_context(record)
        record.session_parameters = with_returned(record.session_parameters, graded.returned)
    result = _result(call, plan, call_id, record, graded)
    result.response = _response(answered, received)
    told = answer(shown(result, id=call.state.next_dip), 201)
    if not is_active:
        return told
    call.state.add_dip(result)
    if result.routing is not None and result.routing["resolved"]:
        record.agent_extension = result.routing["extension"]
    return told if result.continued or received.is_late else finish(call, call_id, record, lambda _: told)


def _result(call: XimaCall, plan: Plan, call_id: int, record: CallRecord, graded: Graded) -> DipResult:
    continued = graded.outcome != "failed" or call.variants.dip_failure_continuation == "continue"
    then = plan.body.then
    agent = None if then is None else call.state.agent(record.tenant, named_extension(record, then.transfer_to_agent_from))
    token = plan.profile.api_token
    return DipResult(
        call_id=call_id,
        profile_id=plan.body.profile_id,
        mode=plan.mode,
        verdict=graded.verdict,
        outcome=graded.outcome,
        reason=graded.reason,
        request={
            "method": "POST",
            "url": plan.profile.api_url,
            "headers": request.masked(request.headers(token, call.variants.dip_content_type), token),
            "body": request.body(plan.values).decode(),
        },
        response=None,
        findings=graded.findings,
        views=views(call_id, record, call.state.tenants[record.tenant].utc_offset),
        routing=None if then is None or not continued else routing(agent),
        continued=continued,
    )


MOST_SHOWN = 65_536
"""Characters of a reply's body that are kept."""


def _response(answered: Heard, received: Received) -> dict[str, Any] | None:
    if answered.status is None:
        return None
    names = dict.fromkeys(name.lower() for name, _ in answered.headers)
    return {
        "status": answered.status,
        "headers": {name: answered.header(name) for name in names},
        "body": content(answered)[0].decode("utf-8", "replace")[:MOST_SHOWN],
        "elapsedMs": round(received.passed * 1000),
    }


def list_dips(call: XimaCall) -> Reply:
    """List the latest data dips, oldest first."""
    return answer([shown(result, id=dip_id) for dip_id, result in call.state.dips.items()])


def get_dip(call: XimaCall) -> Reply:
    """Return a data dip."""
    result = call.state.dips.get(call.path["id"])
    if result is None:
        raise unknown("dip", id=call.path["id"])
    return answer(shown(result, id=call.path["id"]))


# --- Probing --------------------------------------------------------------------------------------------------------


def probe_service(call: XimaCall, body: DipRun) -> Any:
    """Probe a web service with requests like those of a dip. No call is stored, and nothing is set."""
    plan = _plan(call, body)
    terms = plan.terms(call)
    sent = list(probes(plan.values, plan.profile.api_token))
    found: list[Probed] = []

    def hear(_: int, received: Received) -> None:
        _check_allowed(received)
        answered = heard(received)
        found.append(Probed(answered.status, grade(answered, terms)))

    def conclude() -> Reply:
        results = report(zip(sent, found, strict=False))
        for rule in dict.fromkeys(finding.rule for result in results for finding in result.findings):
            call.applies(rule)
        return answer({"verdict": worst(result.verdict for result in results), "probes": [shown(result) for result in results]})

    return in_turn([plan.outbound(call, probe.values, probe.token) for probe in sent], hear, conclude)


# --- Table ----------------------------------------------------------------------------------------------------------

TOKEN = (token_without_scheme,)

OPERATIONS: tuple[Operation, ...] = (
    Operation("console.dip.run", "POST", "/dips", run_dip, DOCUMENTED, TOKEN, status=201),
    Operation("console.dip.list", "GET", "/dips", list_dips, CHOSEN),
    Operation("console.dip.get", "GET", "/dips/{id}", get_dip, CHOSEN),
    Operation("console.dip.probe", "POST", "/dips/probe", probe_service, CHOSEN, TOKEN),
)
