"""Unit counts and alerts: what a vendor reports of an account."""

from __future__ import annotations

from sandbox.vendor import INFERRED, Answers, Operation
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NO_RESOURCE, AnyError, Refusal
from sandbox.vendors.mspcentric.paths import VAPI
from sandbox.vendors.mspcentric.routes.vapi_status import show
from sandbox.vendors.mspcentric.state import Alert, Count, Kind
from sandbox.vendors.mspcentric.vapi_checks import ALWAYS, EXTRA, json_body
from sandbox.vendors.mspcentric.vapi_models import AlertDebug, AlertDebugs, AlertReply, CountReply, NewAlert, UnitCount
from sandbox.vendors.mspcentric.webhook import watched

DISABLED = "Alerts are disabled for this integration"
NOT_MAPPED = "Account is not mapped"


def create_count(call: MspcentricCall, body: UnitCount) -> CountReply:
    """Report how many units of a service an account has; the latest number counts.

    Until a user has mapped the account and the service this answers 404, which is no reason to stop. The service may also be one of
    the vendor's own (`skus`), which needs no mapping. Deprecated by the vendor.
    """
    account_id, service_id = body.account, call.path["serviceId"]
    tables, integration = call.state.tables, call.integration
    if not _is_mapped(call, "account", account_id):
        raise Refusal("vapi-count-unmapped", 404, f"No account map found with id: {account_id}")
    is_service = (integration.id, "service", service_id) in tables.mappings
    if not (_is_mapped(call, "service", service_id) if is_service else _is_sku(call, service_id)):
        raise Refusal("vapi-count-unmapped", 404, f"No service map found with id: {service_id}")
    key = (integration.id, account_id, service_id)
    if key in tables.counts:
        tables.counts[key].unit_count = body.unit_count
    else:
        tables.counts[key] = Count(account_id, service_id, body.unit_count)
        integration.counts.append(tables.counts[key])
    integration.last_synced_at = call.now
    _activate(call)
    return CountReply(status=201, message="Success - Created service unit count")


def _is_mapped(call: MspcentricCall, kind: Kind, known: str) -> bool:
    mapping = call.state.tables.mappings.get((call.integration.id, kind, known))
    return mapping is not None and mapping.is_mapped


def _is_sku(call: MspcentricCall, known: str) -> bool:
    return call.vendor.profile is not None and any(sku.id == known for sku in call.vendor.profile.skus)


def _activate(call: MspcentricCall) -> None:
    """Make the integration active: it is in use."""
    with watched(call, call.organization, call.integration):
        call.integration.integration_status = "active"
    call.applies("mspcentric.vapi-auto-active")


def create_alert(call: MspcentricCall, body: NewAlert) -> AlertReply:
    """Report an alert of an account. What becomes of it is told by `GET /alerting/debug/{messageId}`."""
    account = call.state.tables.mappings.get((call.integration.id, "account", call.path["accountId"]))
    if account is None:
        raise Refusal("vapi-unknown-id", 404, NO_RESOURCE)
    failure = DISABLED if not call.integration.is_alerts_enabled else None if account.is_mapped else NOT_MAPPED
    if failure is None:
        call.state.last_ticket += 1
    alert = Alert(
        message_id=call.new_id(),
        correlation_id=call.chance.uuid(),
        account_id=account.id,
        alert_id=body.alert_id,
        title=body.title,
        description=body.description,
        priority=body.priority,
        status=body.status,
        created_at=call.now,
        ticket_id=str(call.state.last_ticket) if failure is None else None,
        due_date_time=body.due_date_time,
        service_id=body.service_id,
        failure=failure,
    )
    call.integration.alerts.append(alert)
    call.state.tables.alerts[call.integration.id, alert.message_id] = alert
    _activate(call)
    return AlertReply(message_id=alert.message_id, alert_id=alert.alert_id, correlation_id=alert.correlation_id)


def debug_alert(call: MspcentricCall) -> AlertDebugs:
    """Tell what became of an alert."""
    alert = call.state.tables.alerts.get((call.integration.id, call.path["messageId"]))
    if alert is None:
        raise Refusal("vapi-unknown-id", 404, NO_RESOURCE)
    return AlertDebugs(
        [
            AlertDebug(
                ticket_id=alert.ticket_id,
                created_at=show(alert.created_at) if alert.failure is None else None,
                message="Ticket created" if alert.failure is None else "Alert not processed",
                message_id=alert.message_id,
                status="success" if alert.failure is None else "failed",
                status_code=None if alert.failure is None else 422,
                errors=[] if alert.failure is None else [alert.failure],
            )
        ]
    )


# --- Table ----------------------------------------------------------------------------------------------------------

ERROR = Answers(AnyError, INFERRED)
READ = {401: ERROR, 404: ERROR, 429: Answers(AnyError, INFERRED, only_with="mspcentric.rate-limit: 100-per-second")}
WRITE = {**READ, 400: ERROR}
WRITES = (*ALWAYS, json_body)
EXTRA_WRITES = (*EXTRA, json_body)

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("vapi.count.create", "POST", f"{VAPI}/service/{{serviceId}}/count", create_count, INFERRED, WRITES, WRITE, "mspc", 201),
    Operation("vapi.alert.create", "POST", f"{VAPI}/alerting/{{accountId}}", create_alert, INFERRED, EXTRA_WRITES, WRITE, "mspc", 201),
    Operation("vapi.alert.debug", "GET", f"{VAPI}/alerting/debug/{{messageId}}", debug_alert, INFERRED, EXTRA, READ, "mspc"),
)
# fmt: on
