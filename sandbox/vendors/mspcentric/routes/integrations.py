"""Vendors, and an organization's integrations with them."""

from __future__ import annotations

from sandbox.vendor import DOCUMENTED, INFERRED, Answers, Operation
from sandbox.vendors.mspcentric.auth import authenticate, authorize, client_first, dispatch, json_object, token_first
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NO_RESOURCE, VALUE, AnyError, Malformed, Refusal
from sandbox.vendors.mspcentric.integrating import check_kind, duplicate, fitting, new_status, usable_vendor
from sandbox.vendors.mspcentric.models import (
    Credentials,
    HostedCreate,
    IntegrationCreate,
    IntegrationList,
    IntegrationRef,
    IntegrationReply,
    IntegrationUpdate,
    ListedIntegration,
    ListedVendor,
    VendorList,
    WithToken,
)
from sandbox.vendors.mspcentric.parties import Client
from sandbox.vendors.mspcentric.paths import OEM
from sandbox.vendors.mspcentric.routes.external import create_external
from sandbox.vendors.mspcentric.state import Integration

CREATED = "Successfully created an integration for an organization"
UPDATED = "Successfully updated a user's integration credentials"


def list_vendors(call: MspcentricCall, body: Credentials) -> VendorList:
    """List the vendors that the client may add to an organization."""
    client = authenticate(call, body)
    call.applies("mspcentric.vendor-list")
    vendors = (call.state.tables.vendors[vendor_id] for vendor_id in client.listed_vendor_ids)
    return VendorList(
        status=200,
        message="Successfully fetched MSPC vendors",
        vendors=[
            ListedVendor(
                id=vendor.id,
                name=vendor.name,
                integration_status=vendor.integration_status,
                integration_type=vendor.integration_type,
                integration_credential_template=vendor.integration_credential_template,
            )
            for vendor in vendors
        ],
    )


def create_integration(call: MspcentricCall, body: IntegrationCreate) -> IntegrationReply:
    """Create an integration: one that MSPCentric hosts, or an external one.

    The member `integrationType` tells the two bodies apart. The credentials of a hosted one have the keys of the vendor's template,
    and are never told again. The external one is deprecated by the vendor; its `partnerApiKey` is shown only here.
    """
    if not isinstance(body, HostedCreate):
        return create_external(call, body)
    organization, _ = authorize(call, body)
    client, _ = call.state.tables.clients[organization.client_id]
    vendor = usable_vendor(call, client, body.data.vendor_id, "integration-vendor-known")
    check_kind(vendor, "custom_hosted", "data.vendorId")
    credentials = fitting(call, vendor, body.data.integration_credentials, "credential-keys", complete=True)
    integration = duplicate(call, organization, vendor)
    if integration is None:
        status = new_status(call, "pending")
        integration = Integration(_next_id(call, client), vendor.id, status, credentials=credentials)
        organization.integrations.append(integration)
        call.state.tables.add_integration(organization, integration)
    else:
        integration.credentials = credentials
    call.applies("mspcentric.integration-no-echo")
    return IntegrationReply(integration=IntegrationRef(id=integration.id, vendor_id=vendor.id), status=201, message=CREATED)


def list_integrations(call: MspcentricCall, body: WithToken) -> IntegrationList:
    """List every integration of the organization, oldest first. Credentials are blank."""
    organization, _ = authorize(call, body)
    call.applies("mspcentric.integration-no-echo")
    listed = [_listed(call, integration) for integration in organization.integrations]
    return IntegrationList(integrations=listed, status=200, message="Successfully fetched list of user's integrations")


def update_integration(call: MspcentricCall, body: IntegrationUpdate) -> IntegrationReply:
    """Update the credentials of an integration; nothing else changes."""
    organization, _ = authorize(call, body)
    found = call.state.tables.integrations.get(call.path["integrationId"])
    if found is None:
        raise Refusal("integration-update-lookup", 404, NO_RESOURCE)
    owner, integration = found
    if owner is not organization:
        raise Refusal("tenant-isolation", 404, NO_RESOURCE)
    vendor = call.state.tables.vendors[integration.vendor_id]
    replaces = call.variants.patch_credentials == "replace"
    given = fitting(call, vendor, body.data.integration_credentials, "integration-update-merge", complete=replaces)
    if not given:
        raise Malformed("integration-update-merge", "data.integrationCredentials", VALUE)
    integration.credentials = given if replaces else integration.credentials | given
    call.applies("mspcentric.integration-update-merge")
    return IntegrationReply(integration=IntegrationRef(id=integration.id, vendor_id=vendor.id), status=200, message=UPDATED)


def _next_id(call: MspcentricCall, client: Client) -> str:
    queue = client.queues.hosted_integration_ids
    return queue.pop(0) if queue else call.new_id()


def _listed(call: MspcentricCall, integration: Integration) -> ListedIntegration:
    is_free = call.variants.credential_keys == "free"
    keys = integration.credentials if is_free else call.state.tables.vendors[integration.vendor_id].integration_credential_template
    status = {} if call.variants.list_integration_status == "omit" else {"integration_status": integration.integration_status}
    return ListedIntegration(
        id=integration.id, vendor_id=integration.vendor_id, **status, integration_credential_template=[dict.fromkeys(keys, "")]
    )


# --- Table ----------------------------------------------------------------------------------------------------------

ENTRY = (json_object, client_first)
ENTRY_WITH_TOKEN = (*ENTRY, token_first)
ERROR = Answers(AnyError, INFERRED)
LIST = {400: ERROR, 401: ERROR}
TENANT = {**LIST, 403: ERROR}
FIND = {**TENANT, 404: ERROR}
CREATE = {**FIND, 409: ERROR}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("vendor.list", "POST", f"{OEM}/vendor", list_vendors, DOCUMENTED, ENTRY, LIST),
    Operation("integration.create", "POST", f"{OEM}/integration", create_integration, DOCUMENTED,
              (json_object, dispatch, client_first, token_first), CREATE, status=201),
    Operation("integration.list", "POST", f"{OEM}/integration/list", list_integrations, DOCUMENTED, ENTRY_WITH_TOKEN, TENANT),
    Operation("integration.update", "PATCH", f"{OEM}/integration/{{integrationId}}", update_integration, DOCUMENTED,
              ENTRY_WITH_TOKEN, FIND),
)
# fmt: on
