"""External integrations: the vendor calls the Vendor API itself, with a partner key."""

from __future__ import annotations

from sandbox.vendors.mspcentric.auth import authenticate_external
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NO_RESOURCE, Refusal
from sandbox.vendors.mspcentric.integrating import check_kind, duplicate, new_status, usable_vendor
from sandbox.vendors.mspcentric.models import ExternalCreate, IntegrationRef, IntegrationReply
from sandbox.vendors.mspcentric.parties import Client
from sandbox.vendors.mspcentric.state import Integration


def create_external(call: MspcentricCall, body: ExternalCreate) -> IntegrationReply:
    """Create an external integration."""
    client, told = authenticate_external(call, body)
    organization = call.state.tables.organizations.get(body.organization_id)
    if organization is None or (told is not None and told is not organization):
        raise Refusal("external-lookup", 404, NO_RESOURCE)
    if client is None:
        client, _ = call.state.tables.clients[organization.client_id]
    elif organization.client_id != client.client_id:
        raise Refusal("external-lookup", 404, NO_RESOURCE)
    vendor = usable_vendor(call, client, body.vendor_id, "external-lookup")
    check_kind(vendor, "external", "vendorId")
    integration = duplicate(call, organization, vendor)
    if integration is None:
        integration_id, key = _next_ids(call, client)
        integration = Integration(integration_id, vendor.id, new_status(call, "inactive"), "external", partner_api_key=key)
        organization.integrations.append(integration)
        call.state.tables.add_integration(organization, integration)
    elif integration.partner_api_key is None:
        integration.partner_api_key = call.new_secret("pk")
        call.state.tables.partner_keys[integration.partner_api_key] = (organization, integration)
    call.applies("mspcentric.external-key-once")
    return IntegrationReply(
        integration=IntegrationRef(id=integration.id, vendor_id=vendor.id, integration_kind="external"),
        partner_api_key=integration.partner_api_key,
        status=201,
        message="Successfully created an integration for an organization",
    )


def _next_ids(call: MspcentricCall, client: Client) -> tuple[str, str]:
    queue = client.queues.external_integrations
    if not queue:
        return call.new_id(), call.new_secret("pk")
    ids = queue.pop(0)
    return ids.id, ids.partner_api_key
