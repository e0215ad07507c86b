"""What MSPCentric's staff or a user does in MSPCentric's own pages."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, JsonValue, RootModel, model_validator

from sandbox.vendor import CHOSEN, ConsoleError, Operation
from sandbox.vendors.mspcentric import webhook
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.models import Sent, Text
from sandbox.vendors.mspcentric.parties import Client, Status
from sandbox.vendors.mspcentric.state import Integration, Kind, Mapping, Organization, User


def unknown(what: str, known: str) -> ConsoleError:
    """Refuse an id that nothing has."""
    return ConsoleError(None, 404, f"unknown {what}", {"id": known})


def not_external(known: str) -> ConsoleError:
    """Refuse what only external integrations and their vendors have."""
    return ConsoleError(None, 400, "not external", {"id": known})


def empty_is_none(call: MspcentricCall) -> None:
    """Read no body as one that says nothing: every member may be left out."""
    if not call.body:
        call.json = {}


# --- Clients --------------------------------------------------------------------------------------------------------


class NewClient(Sent):
    """A client; what is left out is made up, and it may use every vendor."""

    client_id: Text | None = None
    client_secret: Text | None = None
    vendor_ids: list[str] | None = None


class ShownClient(RootModel[Client]):
    """A client as the state has it."""


def issue_client(call: MspcentricCall, body: NewClient) -> ShownClient:
    """Issue credentials of the OEM API."""
    tables = call.state.tables
    if body.client_id in tables.clients:
        raise ConsoleError(None, 409, "the client exists", {"id": body.client_id})
    vendor_ids = list(tables.vendors) if body.vendor_ids is None else body.vendor_ids
    missing = next((vendor_id for vendor_id in vendor_ids if vendor_id not in tables.vendors), None)
    if missing is not None:
        raise unknown("vendor", missing)
    end = "" if call.session == "default" else f"~{call.session}"
    client = Client(
        body.client_id or f"{call.new_id()}{end}",
        body.client_secret or call.new_secret("cs"),
        vendor_ids=vendor_ids,
        listed_vendor_ids=list(vendor_ids),
    )
    call.state.clients.append(client)
    tables.add_client(client)
    return ShownClient(client)


class WebhookUrl(Sent):
    """Where events are sent; `null`: nowhere."""

    webhook_url: Text | None


def set_webhook_url(call: MspcentricCall, body: WebhookUrl) -> ShownClient:
    """Configure the Inform Transport of a client."""
    known = call.state.tables.clients.get(call.path["clientId"])
    if known is None:
        raise unknown("client", call.path["clientId"])
    known[0].webhook_url = body.webhook_url
    return ShownClient(known[0])


# --- Integrations ---------------------------------------------------------------------------------------------------


class ShownIntegration(RootModel[Integration]):
    """An integration as the state has it."""


class ShownMapping(RootModel[Mapping]):
    """An account or a service as the state has it."""


def _integration(call: MspcentricCall) -> tuple[Organization, Integration]:
    known = call.state.tables.integrations.get(call.path["integrationId"])
    if known is None:
        raise unknown("integration", call.path["integrationId"])
    return known


class Mapped(Sent):
    """Whether it is mapped to the PSA."""

    is_mapped: Annotated[bool, Field(strict=True)]


def map_account(call: MspcentricCall, body: Mapped) -> ShownMapping:
    """Map an account to the PSA, or no longer."""
    return _map(call, "account", call.path["accountId"], body)


def map_service(call: MspcentricCall, body: Mapped) -> ShownMapping:
    """Map a service to the PSA, or no longer."""
    return _map(call, "service", call.path["serviceId"], body)


def _map(call: MspcentricCall, kind: Kind, known: str, body: Mapped) -> ShownMapping:
    organization, integration = _integration(call)
    mapping = call.state.tables.mappings.get((integration.id, kind, known))
    if mapping is None:
        raise unknown(kind, known)
    with webhook.watched(call, organization, integration):
        mapping.is_mapped = body.is_mapped
    return ShownMapping(mapping)


class Settings(Sent):
    """What of an integration is changed; one member at least."""

    integration_status: Status | None = None
    is_alerts_enabled: Annotated[bool, Field(strict=True)] | None = None
    product_groups: list[JsonValue] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.integration_status is None and self.is_alerts_enabled is None and self.product_groups is None:
            raise ValueError("nothing is to be changed")
        return self


def change_integration(call: MspcentricCall, body: Settings) -> ShownIntegration:
    """Set status, alerts setting and product groups of an integration."""
    organization, integration = _integration(call)
    with webhook.watched(call, organization, integration):
        if body.integration_status is not None:
            integration.integration_status = body.integration_status
        if body.is_alerts_enabled is not None:
            integration.is_alerts_enabled = body.is_alerts_enabled
        if body.product_groups is not None:
            integration.product_groups = body.product_groups
    return ShownIntegration(integration)


class Change(Sent):
    """Who makes a change: a live user of the organization. Default: its Owner, else its oldest live user."""

    vendor_user_id: Text | None = None


def fire_config_update(call: MspcentricCall, body: Change) -> webhook.ConfigUpdate:
    """Send the event `config_update`, as if a user had changed the configuration of alerts."""
    organization, integration = _integration(call)
    event = webhook.event(organization, integration, _user(organization, body.vendor_user_id))
    webhook.send(call, organization, event)
    return event


def _user(organization: Organization, known: str | None) -> User | None:
    if known is None:
        return organization.speaker
    for user in organization.live_users:
        if user.vendor_user_id == known:
            return user
    raise unknown("user", known)


def disconnect_integration(call: MspcentricCall) -> ShownIntegration:
    """Disconnect an integration. An external one loses its partner key, and its accounts with their counts."""
    organization, integration = _integration(call)
    with webhook.watched(call, organization, integration):
        integration.integration_status = "inactive"
        if integration.integration_kind == "external":
            call.state.tables.partner_keys.pop(integration.partner_api_key or "", None)
            integration.partner_api_key = None
            call.state.tables.remove_accounts(integration)
    return ShownIntegration(integration)


def rotate_partner_key(call: MspcentricCall) -> ShownIntegration:
    """Give an external integration another partner key; the old one opens nothing any more."""
    organization, integration = _integration(call)
    if integration.integration_kind != "external":
        raise not_external(integration.id)
    keys = call.state.tables.partner_keys
    keys.pop(integration.partner_api_key or "", None)
    integration.partner_api_key = call.new_secret("pk")
    keys[integration.partner_api_key] = (organization, integration)
    return ShownIntegration(integration)


def remove_vendor_profile(call: MspcentricCall) -> None:
    """Take the profile of an external vendor away; the Vendor API then answers 404 to its tokens."""
    vendor = call.state.tables.vendors.get(call.path["vendorId"])
    if vendor is None:
        raise unknown("vendor", call.path["vendorId"])
    if vendor.integration_type != "external":
        raise not_external(vendor.id)
    vendor.profile_removed = True


# --- Table ----------------------------------------------------------------------------------------------------------

INTEGRATION = "/integrations/{integrationId}"

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("console.issue-client", "POST", "/clients", issue_client, CHOSEN, (empty_is_none,), status=201),
    Operation("console.set-webhook-url", "PATCH", "/clients/{clientId}", set_webhook_url, CHOSEN),
    Operation("console.map-account", "PATCH", f"{INTEGRATION}/accounts/{{accountId}}", map_account, CHOSEN),
    Operation("console.map-service", "PATCH", f"{INTEGRATION}/services/{{serviceId}}", map_service, CHOSEN),
    Operation("console.set-alerts", "PATCH", INTEGRATION, change_integration, CHOSEN),
    Operation("console.fire-config-update", "POST", f"{INTEGRATION}/config-update", fire_config_update, CHOSEN, (empty_is_none,),
              status=202),
    Operation("console.disconnect-integration", "POST", f"{INTEGRATION}/disconnect", disconnect_integration, CHOSEN),
    Operation("console.rotate-partner-key", "POST", f"{INTEGRATION}/partner-key", rotate_partner_key, CHOSEN),
    Operation("console.remove-vendor-profile", "DELETE", "/vendors/{vendorId}/profile", remove_vendor_profile, CHOSEN, status=204),
)
# fmt: on
