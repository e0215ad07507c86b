"""The webhook `config_update`: tells the Integrator that a user changed the configuration of alerts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from pydantic import JsonValue

from sandbox.vendor import DOCUMENTED, Outbound, Webhook
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.models import Wire
from sandbox.vendors.mspcentric.state import Integration, Organization, User

TIMEOUT = 5.0
RETRIES = (1.0, 5.0, 25.0)


class ConfigUpdatePayload(Wire):
    """How alerts of an integration are configured."""

    is_alerts_enabled: bool
    is_integration_active: bool
    """Whether `integrationStatus` is `active`."""
    product_groups: list[JsonValue]
    """Groups that have rules of routing. Their form is not documented."""
    accounts: list[str]
    """Ids of the accounts that are mapped."""
    vendor_organization_id: str | None
    vendor_user_id: str | None
    """Of the user who made the change."""
    integration_id: str


class ConfigUpdate(Wire):
    """A change of the configuration of alerts."""

    module: Literal["alerts"]
    event_type: Literal["config_update"]
    payload: ConfigUpdatePayload


WEBHOOKS = (
    Webhook("webhook.config-update", "POST", ConfigUpdate, DOCUMENTED, "A user changed the configuration of alerts of an integration."),
)


def event(organization: Organization, integration: Integration, user: User | None) -> ConfigUpdate:
    """Return what is told of an integration; `user` made the change."""
    return ConfigUpdate(
        module="alerts",
        event_type="config_update",
        payload=ConfigUpdatePayload(
            is_alerts_enabled=integration.is_alerts_enabled,
            is_integration_active=integration.integration_status == "active",
            product_groups=integration.product_groups,
            accounts=integration.mapped("account"),
            vendor_organization_id=organization.vendor_organization_id,
            vendor_user_id=user.vendor_user_id if user else None,
            integration_id=integration.id,
        ),
    )


def send(call: MspcentricCall, organization: Organization, told: ConfigUpdate) -> None:
    """Send an event to the Integrator once the answer has gone out."""
    client, _ = call.state.tables.clients[organization.client_id]
    call.after_reply(
        Outbound(
            operation="webhook.config-update",
            method="POST",
            url=client.webhook_url or "",
            headers=(("Content-Type", "application/json"),),
            body=told.model_dump_json().encode(),
            timeout=TIMEOUT,
            retries=RETRIES if call.variants.webhook_retry == "at-least-once" else (),
        )
    )


@contextmanager
def watched(call: MspcentricCall, organization: Organization, integration: Integration) -> Iterator[None]:
    """Send an event if what is done meanwhile changes what is told, or the status, and the variant says so."""
    if call.variants.webhook_trigger == "control-only":
        yield
        return
    # The status is compared as well: an event tells of it only whether it is active.
    before = event(organization, integration, None), integration.integration_status
    yield
    if (event(organization, integration, None), integration.integration_status) != before:
        send(call, organization, event(organization, integration, organization.speaker))
