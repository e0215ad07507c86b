"""The integration that a token opens: its status, its organization, its customers."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from pydantic import BaseModel

from sandbox.vendor import INFERRED, Answers, Operation
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import BAD_STATUS, AnyError, Refusal
from sandbox.vendors.mspcentric.parties import Status
from sandbox.vendors.mspcentric.paths import VAPI
from sandbox.vendors.mspcentric.vapi_checks import ALWAYS, EXTRA, on_surface_for_mapping
from sandbox.vendors.mspcentric.vapi_models import ClientList, IntegrationData, StatusReply
from sandbox.vendors.mspcentric.webhook import watched

STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}
NEVER = "1900-06-18T17:11:28.553Z"
"""When an integration was synced that never was."""


def set_status(call: MspcentricCall) -> StatusReply:
    """Set the status of the integration. A body is not read. Deprecated by the vendor."""
    status = STATUSES.get(call.path["status"])
    if status is None:
        raise Refusal("vapi-status-value", 400, BAD_STATUS)
    with watched(call, call.organization, call.integration):
        call.integration.integration_status = status
    call.applies("mspcentric.vapi-status-value")
    return StatusReply(data=_data(call), status=200, message="Success - Updated Integration Status")


def get_organization(call: MspcentricCall) -> IntegrationData:
    """Show the integration that the token opens: the cheapest way to try a token."""
    return _data(call)


class Search(BaseModel):
    """Which customers are listed."""

    search: str = ""
    """A part of the name, in any case."""


def list_clients(call: MspcentricCall, query: Search) -> ClientList:
    """List the names of the customers in the organization's PSA, in alphabetical order."""
    names = sorted(account.name for account in call.organization.psa_accounts)
    return ClientList(meta={}, clients=[name for name in names if query.search.lower() in name.lower()])


def show(moment: datetime) -> str:
    """Write a time as the Vendor API does: UTC, in milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _data(call: MspcentricCall) -> IntegrationData:
    synced = call.integration.last_synced_at
    return IntegrationData(
        organization_id=call.organization.id,
        name=call.organization.name,
        vendor_id=call.vendor.id,
        vendor_name=call.vendor.name,
        integration_id=call.integration.id,
        status=call.integration.integration_status,
        last_synced_at=NEVER if synced is None else show(synced),
    )


# --- Table ----------------------------------------------------------------------------------------------------------

ERROR = Answers(AnyError, INFERRED)
READ = {401: ERROR, 404: ERROR, 429: Answers(AnyError, INFERRED, only_with="mspcentric.rate-limit: 100-per-second")}
SET = {**READ, 400: ERROR}
SET_ENTRY = (on_surface_for_mapping, *ALWAYS)

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("vapi.status.set", "PATCH", f"{VAPI}/status/{{status}}", set_status, INFERRED, SET_ENTRY, SET, "mspc"),
    Operation("vapi.status.set-alias", "PATCH", f"{VAPI}/organization/status/{{status}}", set_status, INFERRED, EXTRA, SET, "mspc"),
    Operation("vapi.organization.get", "GET", f"{VAPI}/organization", get_organization, INFERRED, EXTRA, READ, "mspc"),
    Operation("vapi.clients.list", "GET", f"{VAPI}/organization/clients", list_clients, INFERRED, EXTRA, READ, "mspc"),
)
# fmt: on
