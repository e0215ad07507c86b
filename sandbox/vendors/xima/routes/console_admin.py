"""What administrators and agents do beside profiles: Service Users, metrics, reports, agents, and the egress cap."""

from __future__ import annotations

import string
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from sandbox.vendor import DOCUMENTED, ConsoleError, Operation, Reply
from sandbox.vendors.xima.agents import RecordingState
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.models import WIRE
from sandbox.vendors.xima.profiles import id_from
from sandbox.vendors.xima.reports import CategoryType, Column, Format, RealtimeMetric, Report, ReportKind
from sandbox.vendors.xima.routes.showing import answer, refused, shown, taken, tenant_named, unknown
from sandbox.vendors.xima.service_users import GRANTS, Grant, ServiceUser
from sandbox.vendors.xima.times import read_time, to_moment

# --- Bodies ---------------------------------------------------------------------------------------------------------


def _moment(text: str) -> str:
    if (time := read_time(text)) is None or to_moment(time) is None:
        raise PydanticCustomError("time", "an ISO 8601 time with an offset is needed")
    return text


Name = Annotated[str, Field(min_length=1)]


class Access(BaseModel):
    """What a Service User may do, and until when."""

    model_config = WIRE

    grants: list[Grant] = list(GRANTS)
    agent_extensions: list[str] | None = None
    skills: list[str] | None = None
    expires_at: Annotated[str, AfterValidator(_moment)] | None = None

    @property
    def expiry(self) -> datetime | None:
        """When the token becomes void."""
        time = read_time(self.expires_at or "")
        return None if time is None else to_moment(time)


class ServiceUserToCreate(Access):
    """A new Service User."""

    name: Name
    tenant: str | None = None


class AgentChanges(BaseModel):
    """What an agent does in the Agent Client."""

    model_config = WIRE

    logged_in: bool = False
    active_recording: RecordingState = "NO_RECORDING"
    selected_outbound_number: str | None = None


class OfTenant(BaseModel):
    """Whose agent; of the first tenant, if nobody is named."""

    model_config = WIRE

    tenant: str | None = None


class MetricToCreate(BaseModel):
    """A new realtime metric."""

    model_config = WIRE

    metric_name: Name
    category_type: CategoryType
    tenant: str | None = None
    metric_id: Annotated[str, Field(pattern=r"^[^,/]+$")] | None = None
    category_selection: list[str] = []
    service_user_ids: list[str] = []
    values: dict[str, dict[str, Any]] = {}


class ColumnToCreate(BaseModel):
    """A column of a report."""

    model_config = WIRE

    key: str
    title: str
    format: Format


class ReportToCreate(BaseModel):
    """A new report."""

    model_config = WIRE

    title: Name
    service_user_id: str
    report_key: Annotated[str, Field(pattern=r"^[^/]+$")] | None = None
    skin: str = "Avaya Default"
    kind: ReportKind = "dip-calls"
    columns: list[ColumnToCreate] = []
    rows: list[dict[str, str]] = []


# --- Service Users --------------------------------------------------------------------------------------------------


def list_service_users(call: XimaCall) -> Reply:
    """List the Service Users."""
    return answer([_shown(call, user_id, user) for user_id, user in call.state.service_users.items()])


def create_service_user(call: XimaCall, body: ServiceUserToCreate) -> Reply:
    """Create a Service User, who gets a token."""
    user = ServiceUser(
        tenant=tenant_named(call, body.tenant),
        name=body.name,
        token=_token(call),
        grants=list(body.grants),
        agent_extensions=body.agent_extensions,
        skills=body.skills,
        expires_at=body.expiry,
    )
    user_id = id_from(body.name, call.state.service_users, "su-")
    call.state.add_user(user_id, user)
    call.applies("xima.service-user.name-only")
    return answer(_shown(call, user_id, user), 201)


def name_fixed(call: XimaCall) -> None:
    """Check that there is such a Service User, and that its name is let alone."""
    _known_user(call)
    try:
        document = call.json
    except ValueError:
        return
    if isinstance(document, dict) and "name" in document:
        text = "The name of a service user cannot be changed."
        raise ConsoleError("xima.service-user.name-fixed", 400, text, {"field": "name", "reason": "fixed"})


def update_service_user(call: XimaCall, body: Access) -> Reply:
    """Change what a Service User may do, and until when."""
    user = _known_user(call)
    given = body.model_fields_set
    if "grants" in given:
        user.grants = list(body.grants)
    if "agent_extensions" in given:
        user.agent_extensions = body.agent_extensions
    if "skills" in given:
        user.skills = body.skills
    if "expires_at" in given:
        user.expires_at = body.expiry
    return answer(_shown(call, call.path["id"], user))


def refresh_service_user(call: XimaCall) -> Reply:
    """Give a Service User a new token; the old one is void at once."""
    user = _known_user(call)
    call.state.replace_token(call.path["id"], _token(call))
    call.applies("xima.service-user.refresh")
    return answer(_shown(call, call.path["id"], user))


def _known_user(call: XimaCall) -> ServiceUser:
    user = call.state.service_users.get(call.path["id"])
    if user is None:
        raise unknown("service user", id=call.path["id"])
    return user


def _token(call: XimaCall) -> str:
    return f"xsu-{call.chance.bytes(16).hex()}"


def _shown(call: XimaCall, user_id: str, user: ServiceUser) -> dict[str, Any]:
    found = shown(user, id=user_id)
    del found["formerTokens"]
    return {**found, "token": call.handed_out(user.token)}


# --- Tenants and agents ---------------------------------------------------------------------------------------------


def reset_egress(call: XimaCall) -> None:
    """Forget how much audio a tenant got, as Xima's support does."""
    tenant = call.state.tenants.get(call.path["hostname"])
    if tenant is None:
        raise unknown("tenant", hostname=call.path["hostname"])
    tenant.egress = []


def update_agent(call: XimaCall, query: OfTenant, body: AgentChanges) -> Reply:
    """Let an agent log in or out, select a number, or be recorded."""
    agent = call.state.agent(tenant_named(call, query.tenant), call.path["extension"])
    if agent is None:
        raise unknown("agent", extension=call.path["extension"])
    given = body.model_fields_set
    number = body.selected_outbound_number
    if number is not None and number not in agent.outbound_numbers:
        raise refused("selectedOutboundNumber", "the agent has no such number")
    if "selected_outbound_number" in given:
        agent.selected_outbound_number = number
    if "logged_in" in given:
        agent.logged_in = body.logged_in
    if "active_recording" in given:
        agent.active_recording = body.active_recording
    return answer(shown(agent))


# --- Metrics and reports --------------------------------------------------------------------------------------------


def create_metric(call: XimaCall, body: MetricToCreate) -> Reply:
    """Create a realtime metric; it is not ready."""
    tenant = tenant_named(call, body.tenant)
    for user_id in body.service_user_ids:
        _check_user(call, "serviceUserIds", user_id, tenant)
    if body.metric_id in call.state.realtime_metrics:
        raise taken("metricId", body.metric_id)
    metric = RealtimeMetric(
        tenant=tenant,
        metric_name=body.metric_name,
        category_type=body.category_type,
        category_selection=list(body.category_selection),
        service_user_ids=list(body.service_user_ids),
        values=dict(body.values),
    )
    metric_id = body.metric_id or _drawn(call)
    call.state.realtime_metrics[metric_id] = metric
    return answer(shown(metric, metricId=metric_id), 201)


def create_report(call: XimaCall, body: ReportToCreate) -> Reply:
    """Create a report for a Service User."""
    user = _check_user(call, "serviceUserId", body.service_user_id)
    if body.report_key in call.state.reports:
        raise taken("reportKey", body.report_key)
    report = Report(
        tenant=user.tenant,
        report_id=max((known.report_id for known in call.state.reports.values()), default=0) + 1,
        title=body.title,
        service_user_id=body.service_user_id,
        skin=body.skin,
        kind=body.kind,
        columns=[Column(column.key, column.title, column.format) for column in body.columns],
        rows=list(body.rows),
    )
    report_key = body.report_key or _drawn(call)
    call.state.reports[report_key] = report
    return answer(shown(report, reportKey=report_key), 201)


def _check_user(call: XimaCall, field: str, user_id: str, tenant: str | None = None) -> ServiceUser:
    """Return a Service User, who must be one of the tenant, if one is given."""
    user = call.state.service_users.get(user_id)
    if user is None or tenant not in (None, user.tenant):
        raise refused(field, "there is no such service user")
    return user


def _drawn(call: XimaCall) -> str:
    return "".join(call.chance.random().choices(string.ascii_uppercase + string.digits, k=8))


# --- Table ----------------------------------------------------------------------------------------------------------

USER = "/service-users/{id}"

OPERATIONS: tuple[Operation, ...] = (
    Operation("console.service-users.list", "GET", "/service-users", list_service_users, DOCUMENTED),
    Operation("console.service-users.create", "POST", "/service-users", create_service_user, DOCUMENTED, status=201),
    Operation("console.service-users.update", "PATCH", USER, update_service_user, DOCUMENTED, (name_fixed,)),
    Operation("console.service-users.refresh", "POST", f"{USER}/refresh", refresh_service_user, DOCUMENTED),
    Operation("console.egress.reset", "POST", "/tenants/{hostname}/egress/reset", reset_egress, DOCUMENTED, status=204),
    Operation("console.agents.update", "PATCH", "/agents/{extension}", update_agent, DOCUMENTED),
    Operation("console.metrics.create", "POST", "/realtime-metrics", create_metric, DOCUMENTED, status=201),
    Operation("console.reports.create", "POST", "/reports", create_report, DOCUMENTED, status=201),
)
