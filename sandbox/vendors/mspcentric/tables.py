"""What is looked up in the state of MSPCentric, by what it is looked up with: no operation looks through all records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.vendors.mspcentric.parties import Client, Vendor
    from sandbox.vendors.mspcentric.state import Alert, Count, Integration, Kind, Mapping, Mspcentric, Organization, User, UserSession


class Tables:
    """The look-up tables. Whatever adds or removes a record says so here."""

    def __init__(self, state: Mspcentric) -> None:
        self.clients: dict[str, tuple[Client, str]] = {}
        """Client and secret, by client id; a client may have two pairs."""
        self.vendors: dict[str, Vendor] = {vendor.id: vendor for vendor in state.vendors}
        self.vendor_tokens: dict[str, Vendor] = {vendor.vendor_token: vendor for vendor in state.vendors if vendor.vendor_token}
        self.organizations: dict[str, Organization] = {}
        self.by_vendor_organization_id: dict[tuple[str, str], Organization] = {}
        """By client id and the Integrator's own id."""
        self.by_domain: dict[tuple[str, str], Organization] = {}
        """By client id and e-mail domain: the oldest that has no id of the Integrator's own."""
        self.oem_tokens: dict[str, tuple[Organization, User]] = {}
        self.live: Counter[tuple[str, str, str]] = Counter()
        """Live users within a client or an organization, by `email` in lower case or by `vendorUserId`."""
        self.integrations: dict[str, tuple[Organization, Integration]] = {}
        self.by_vendor: dict[tuple[str, str], Integration] = {}
        """By organization id and vendor id: the oldest."""
        self.partner_keys: dict[str, tuple[Organization, Integration]] = {}
        self.mappings: dict[tuple[str, Kind, str], Mapping] = {}
        """By integration id, kind and id; likewise below."""
        self.counts: dict[tuple[str, str, str], Count] = {}
        self.alerts: dict[tuple[str, str], Alert] = {}
        self.sessions: dict[str, UserSession] = {session.token: session for session in state.sessions}
        for client in state.clients:
            self.add_client(client)
        for organization in state.organizations:
            self.add_organization(organization)

    def add_client(self, client: Client) -> None:
        """Add a client, with every pair that it has."""
        self.clients[client.client_id] = (client, client.client_secret)
        if client.issued_id and client.issued_secret:
            self.clients[client.issued_id] = (client, client.issued_secret)

    def add_organization(self, organization: Organization) -> None:
        """Add an organization, with all that belongs to it."""
        self.organizations[organization.id] = organization
        if organization.vendor_organization_id is None:
            self.by_domain.setdefault((organization.client_id, organization.email_domain), organization)
        else:
            self.by_vendor_organization_id.setdefault((organization.client_id, organization.vendor_organization_id), organization)
        for user in organization.users:
            self.add_user(organization, user)
        for integration in organization.integrations:
            self.add_integration(organization, integration)

    def add_user(self, organization: Organization, user: User) -> None:
        """Add a user, removed or not: a token is known for ever."""
        for token in (user.oem_token, user.issued_token):
            if token:
                self.oem_tokens.setdefault(token, (organization, user))
        if not user.removed:
            self._count(organization, user, 1)

    def remove_user(self, organization: Organization, user: User) -> None:
        """Note that a user was removed."""
        self._count(organization, user, -1)

    def _count(self, organization: Organization, user: User, step: int) -> None:
        for scope in (organization.client_id, organization.id):
            self.live[scope, "email", user.email.lower()] += step
            self.live[scope, "vendorUserId", user.vendor_user_id] += step

    def add_integration(self, organization: Organization, integration: Integration) -> None:
        """Add an integration, with all that belongs to it."""
        self.integrations[integration.id] = (organization, integration)
        self.by_vendor.setdefault((organization.id, integration.vendor_id), integration)
        if integration.partner_api_key:
            self.partner_keys[integration.partner_api_key] = (organization, integration)
        self.relate(integration)

    def relate(self, integration: Integration) -> None:
        """Add what belongs to an integration: mappings, counts, alerts."""
        self.relate_mappings(integration, integration.mappings)
        self.counts |= {(integration.id, one.account_id, one.service_id): one for one in integration.counts}
        self.alerts |= {(integration.id, one.message_id): one for one in integration.alerts}

    def relate_mappings(self, integration: Integration, mappings: Iterable[Mapping]) -> None:
        """Add mappings of an integration."""
        self.mappings |= {(integration.id, one.kind, one.id): one for one in mappings}

    def rename(self, integration: Integration, mapping: Mapping, new: str) -> None:
        """Give an account or a service another id; its counts and alerts go with it."""
        del self.mappings[integration.id, mapping.kind, mapping.id]
        self.mappings[integration.id, mapping.kind, new] = mapping
        for count in integration.counts:
            if (count.account_id if mapping.kind == "account" else count.service_id) == mapping.id:
                del self.counts[integration.id, count.account_id, count.service_id]
                if mapping.kind == "account":
                    count.account_id = new
                else:
                    count.service_id = new
                self.counts[integration.id, count.account_id, count.service_id] = count
        for alert in integration.alerts:
            if mapping.kind == "account" and alert.account_id == mapping.id:
                alert.account_id = new
        mapping.id = new

    def remove_accounts(self, integration: Integration) -> None:
        """Take all accounts of an integration away, and their counts with them."""
        for account in integration.mappings:
            if account.kind == "account":
                del self.mappings[integration.id, "account", account.id]
        integration.mappings = [one for one in integration.mappings if one.kind != "account"]
        for count in integration.counts:
            del self.counts[integration.id, count.account_id, count.service_id]
        integration.counts = []
