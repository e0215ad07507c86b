"""What OvationCXM remembers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Self

from pydantic import model_validator

from sandbox.vendor import State
from sandbox.vendors.ovationcxm.dictionaries import DELETED, ISSUE_STATUSES, ISSUE_TYPES
from sandbox.vendors.ovationcxm.manifest import PROVIDER, STANDARD
from sandbox.vendors.ovationcxm.state.customers import Customer, CustomerUser, CustomForm, Location, Message, Technology
from sandbox.vendors.ovationcxm.state.index import Index
from sandbox.vendors.ovationcxm.state.index import Key as Where
from sandbox.vendors.ovationcxm.state.issues import Call, File, Issue
from sandbox.vendors.ovationcxm.state.organisations import Key, Org, OrgUser, Relationship, Shipment, Team
from sandbox.vendors.ovationcxm.state.references import dangling, misplaced
from sandbox.vendors.ovationcxm.values import dialled

__all__ = [
    "EVERYWHERE",
    "Call",
    "CustomForm",
    "Customer",
    "CustomerUser",
    "File",
    "Issue",
    "Key",
    "Location",
    "Message",
    "Org",
    "OrgUser",
    "Ovationcxm",
    "Relationship",
    "Shipment",
    "Team",
    "Technology",
]

EVERYWHERE = "*"
"""Stands in a search for the organisation, to ask whether any has such a record."""


class Ovationcxm(State):
    """Everything that OvationCXM remembers in a session. Dictionaries are by id, unless they say otherwise."""

    orgs: dict[str, Org] = {}
    keys: dict[str, Key] = {}
    """By public token."""
    relationships: dict[str, Relationship] = {}
    teams: dict[str, Team] = {}
    org_users: dict[str, OrgUser] = {}
    customers: dict[str, Customer] = {}
    locations: dict[str, Location] = {}
    users: dict[str, CustomerUser] = {}
    technology: dict[str, Technology] = {}
    templates: dict[str, Technology] = {}
    forms: dict[str, CustomForm] = {}
    issues: dict[str, Issue] = {}
    files: dict[str, File] = {}
    calls: dict[str, dict[str, Call]] = {}
    """By organisation, then by the caller's own id; a later call with the same id takes the place of the ended one."""
    shipments: dict[str, Shipment] = {}
    invites: dict[str, str] = {}
    """Customer user by invitation."""
    outbox: list[Message] = []

    @model_validator(mode="after")
    def _refer(self) -> Self:
        """Refuse records that refer to nothing, and cases of a type or in a status that there is not."""
        wrong = next(chain(misplaced(self), dangling(self)), None)
        if wrong:
            raise ValueError(wrong)
        types = set(ISSUE_TYPES.labels.values())
        for id, issue in self.issues.items():
            if issue.status not in ISSUE_STATUSES.labels:
                raise ValueError(f"issues.{id}.status: there is no such code")
            if issue.type not in types:
                raise ValueError(f"issues.{id}.type: there is no such label")
            if any(change.status not in ISSUE_STATUSES.labels for change in issue.history):
                raise ValueError(f"issues.{id}.history: there is no such status code")
        return self

    def issue(self, session: str) -> None:
        """Give the keys of the default credentials a second token, which tells the session."""
        for _, token, _ in (STANDARD, PROVIDER):
            if key := self.keys.get(token):
                self.keys[f"{token}~{session}"] = Key(key.org_id, key.secret)

    # --- Look-ups, each as a table of what a record is found by ---

    @cached_property
    def org_index(self) -> Index[Org]:
        """Organisations by `external_id`."""
        return Index(self.orgs, lambda org: [("external_id", org.external_id)])

    @cached_property
    def team_index(self) -> Index[Team]:
        """Teams: `of` an organisation, by `external_id`, by mapped `customer`; deleted ones too by mapped `user`."""
        return Index(self.teams, _team_keys)

    @cached_property
    def org_user_index(self) -> Index[OrgUser]:
        """Org users: `of` an organisation, by `external_id`, `email`, `extension`."""
        return Index(self.org_users, _org_user_keys)

    @cached_property
    def customer_index(self) -> Index[Customer]:
        """Customers that are not deleted: `of` an organisation; by `external_id`, `name`, `email`, `phone`, each with the organisation."""
        return Index(self.customers, _customer_keys)

    @cached_property
    def location_index(self) -> Index[Location]:
        """Locations: `all` of a customer; not deleted ones `of` a customer, and by `external_id`, `phone`, ... with the organisation."""
        return Index(self.locations, self._location_keys)

    @cached_property
    def user_index(self) -> Index[CustomerUser]:
        """Customer users: `all` of a customer; not deleted ones `of` a customer, `at` a location; by `email`, ... with the organisation."""
        return Index(self.users, self._user_keys)

    @cached_property
    def technology_index(self) -> Index[Technology]:
        """Technology: `at` a location, `of` a customer, by `external_id` with the organisation."""
        return Index(self.technology, _technology_keys)

    @cached_property
    def form_index(self) -> Index[CustomForm]:
        """Custom forms `of` an organisation."""
        return Index(self.forms, lambda form: [("of", form.org_id)])

    @cached_property
    def issue_index(self) -> Index[Issue]:
        """Issues that are not deleted.

        `own`: of an organisation's customers; `seen`: these, and those of which it has the owner or sponsor team; either
        also for one customer, or for one `user` or `location`. `user`: of a customer user. `external_id`: with the
        organisation. `all`: deleted ones too, of a customer.
        """
        return Index(self.issues, self._issue_keys)

    @cached_property
    def file_index(self) -> Index[File]:
        """Files `of` an issue or a location."""
        return Index(self.files, lambda file: [("of", file.object_id)])

    @cached_property
    def shipment_index(self) -> Index[Shipment]:
        """Shipments `of` an organisation."""
        return Index(self.shipments, lambda shipment: [("of", shipment.org_id)])

    @cached_property
    def relationship_index(self) -> dict[tuple[str, str], Relationship]:
        """Relationships by provider and standard organisation."""
        return {(one.provider_org_id, one.standard_org_id): one for one in self.relationships.values()}

    # --- What a record is found by ---

    def owner_of(self, record: Location | CustomerUser | Issue) -> str:
        """Return the organisation that owns what belongs to a customer."""
        return self.customers[record.customer_id].org_id

    def team_orgs(self, issue: Issue) -> set[str]:
        """Return the organisations that have the owner or the sponsor team of an issue."""
        teams = (self.teams.get(team_id) for team_id in (issue.owner_org_team_id, issue.sponsor_org_team_id) if team_id)
        return {team.org_id for team in teams if team}

    def _location_keys(self, location: Location) -> Iterator[Where]:
        yield "all", location.customer_id
        if location.status == DELETED:
            # Its external id still finds it: a look-up returned such a location.
            yield from _found_by(self.owner_of(location), external_id=location.external_id)
            return
        yield "of", location.customer_id
        yield from _found_by(
            self.owner_of(location),
            external_id=location.external_id,
            name=location.site_name,
            phone=_dialled(location.phone),
        )
        for merchant_id in location.merchant_ids.split(","):
            yield from _found_by(self.owner_of(location), merchant_id=merchant_id.strip())

    def _user_keys(self, user: CustomerUser) -> Iterator[Where]:
        yield "all", user.customer_id
        if user.status == DELETED:
            return
        yield "of", user.customer_id
        if user.customer_location_id:
            yield "at", user.customer_location_id
        yield from _found_by(
            self.owner_of(user),
            external_id=user.external_id,
            name=user.full_name,
            email=(user.email or "").lower(),
            phone=_dialled(user.sms_number),
        )

    def _issue_keys(self, issue: Issue) -> Iterator[Where]:
        yield "all", issue.customer_id
        if issue.is_deleted:
            return
        owner = self.owner_of(issue)
        for kind, org_ids in (("own", {owner}), ("seen", self.team_orgs(issue) | {owner})):
            for org_id in org_ids:
                yield kind, org_id
                yield kind, org_id, issue.customer_id
                yield kind, org_id, "user", issue.customer_user_id
                yield kind, org_id, "location", issue.customer_location_id
        yield "user", issue.customer_user_id
        yield from _found_by(owner, external_id=issue.external_id)


def _found_by(org_id: str, **values: str | None) -> Iterator[Where]:
    """Yield what a record is found by within its organisation, and by whether any organisation has it."""
    for kind, value in values.items():
        if value:
            yield kind, org_id, value
            yield kind, EVERYWHERE, value


def _dialled(number: str | None) -> str | None:
    return dialled(number) if number else None


def _team_keys(team: Team) -> Iterator[Where]:
    for user_id in team.users:
        yield "user", user_id
    if team.status != DELETED:
        yield "of", team.org_id
        yield from _found_by(team.org_id, external_id=team.external_id)
        for customer_id in team.customers:
            yield "customer", customer_id


def _org_user_keys(user: OrgUser) -> Iterator[Where]:
    if user.status != DELETED:
        yield "of", user.org_id
        yield from _found_by(user.org_id, external_id=user.external_id, email=user.email.lower(), extension=user.extension)


def _customer_keys(customer: Customer) -> Iterator[Where]:
    if customer.status != DELETED:
        yield "of", customer.org_id
        yield from _found_by(
            customer.org_id,
            external_id=customer.external_id,
            name=customer.name,
            email=(customer.email or "").lower(),
            phone=_dialled(customer.phone),
        )


def _technology_keys(technology: Technology) -> Iterator[Where]:
    if technology.customer_location_id:
        yield "at", technology.customer_location_id
    if technology.customer_id:
        yield "of", technology.customer_id
    yield from _found_by(technology.org_id, external_id=technology.external_id)
