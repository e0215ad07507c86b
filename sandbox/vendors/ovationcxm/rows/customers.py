"""Rows of customers, their locations and their users."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.rows import of_profile
from sandbox.vendors.ovationcxm.rows.files import FileRow, file_row
from sandbox.vendors.ovationcxm.rows.technology import TechnologySummary, technology_summary
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Location
from sandbox.vendors.ovationcxm.values import plain, shown


class CustomerRow(TypedDict):
    """A customer. Source: sdk2018, rec2022."""

    id: str
    name: str | None
    name_legal: str | None
    street_1: str
    street_2: str
    city: str
    state: str | None
    zipcode: str
    latitude: NotRequired[float]
    longitude: NotRequired[float]
    industry: str
    created: str
    email: str | None
    phone: str | None
    status: str
    external_id: str | None


def customer_row(call: OvationCall, customer: Customer) -> CustomerRow:
    """Return the row of a customer."""
    row = CustomerRow(
        id=customer.id,
        name=customer.name,
        name_legal=customer.name_legal,
        street_1=customer.street_1,
        street_2=customer.street_2,
        city=customer.city,
        state=customer.state,
        zipcode=customer.zipcode,
        latitude=plain(customer.latitude),
        longitude=plain(customer.longitude),
        industry=customer.industry,
        created=shown(customer.created),
        email=customer.email,
        phone=customer.phone,
        status=customer.status,
        external_id=customer.external_id,
    )
    found: CustomerRow = of_profile(call, row, frozenset(("latitude", "longitude")))
    return found


class LocationMetadata(TypedDict):
    """Notes about a location."""

    location_technology_notes: str
    unique_aspects_that_affect_connectivity: str
    terminal_identification_number: str


class LocationRow(TypedDict):
    """A location of a customer. Source: sdk2018, rec2022."""

    id: str
    street_1: str
    street_2: str
    city: str
    state: str | None
    zipcode: str
    latitude: float
    longitude: float
    phone: str | None
    site_name: str
    notes: str
    merchant_ids: NotRequired[str]
    """Merchant identification numbers, parted by commas."""
    customer_ids: NotRequired[list[str]]
    """The name of 2018 for the same."""
    status: NotRequired[str]
    external_id: str | None
    customer_id: str
    org_team_ids: NotRequired[list[str]]
    metadata_values: LocationMetadata
    custom_forms: list[Any] | dict[str, dict[str, str] | list[Any]]
    """Values by field, by form; an empty map is written as a list."""
    files: list[FileRow] | list[list[FileRow]]
    technology: list[TechnologySummary] | TechnologySummary | None


def location_row(call: OvationCall, location: Location) -> LocationRow:
    """Return the row of a location."""
    values = location.metadata_values
    files = [file_row(call, file) for file in call.state.file_index.all("of", location.id)]
    technology = [technology_summary(found) for found in call.state.technology_index.all("at", location.id)]
    is_2018 = call.variants.profile == "2018"
    by_category = call.variants.shape("location_files_shape") == "by-category"
    row = LocationRow(
        id=location.id,
        street_1=location.street_1,
        street_2=location.street_2,
        city=location.city,
        state=location.state,
        zipcode=location.zipcode,
        latitude=plain(location.latitude),
        longitude=plain(location.longitude),
        phone=location.phone,
        site_name=location.site_name,
        notes=location.notes,
        merchant_ids=location.merchant_ids,
        status=location.status,
        external_id=location.external_id,
        customer_id=location.customer_id,
        org_team_ids=location.org_team_ids,
        metadata_values=LocationMetadata(
            location_technology_notes=values.get("location_technology_notes", ""),
            unique_aspects_that_affect_connectivity=values.get("unique_aspects_that_affect_connectivity", ""),
            terminal_identification_number=values.get("terminal_identification_number", ""),
        ),
        custom_forms={form: values or [] for form, values in location.custom_forms.items()} or [],
        files=_by_category(files) if by_category else files,
        technology=(technology[0] if technology else None) if is_2018 else technology,
    )
    if is_2018:
        merchants: Any = merchant_list(location)
        row["merchant_ids"] = merchants
    found: LocationRow = of_profile(call, row, frozenset(("status", "org_team_ids")), {"merchant_ids": "customer_ids"})
    return found


def merchant_list(location: Location) -> list[str]:
    """Return the merchant ids of a location one by one."""
    return [found for merchant_id in location.merchant_ids.split(",") if (found := merchant_id.strip())]


def _by_category(files: list[FileRow]) -> list[list[FileRow]]:
    tags: dict[str, list[FileRow]] = {}
    for file in files:
        tags.setdefault(file["tag"], []).append(file)
    return [tags[tag] for tag in sorted(tags)]


class UserRow(TypedDict):
    """A user of a customer. Source: sdk2018, rec2022."""

    id: str
    first_name: str | None
    last_name: str | None
    full_name: str
    email: str | None
    sms_number: str | None
    lang: str
    status: NotRequired[str]
    external_id: str | None
    customer_id: str
    customer_location_id: str | None


def user_row(call: OvationCall, user: CustomerUser) -> UserRow:
    """Return the row of a customer user."""
    row = UserRow(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name,
        full_name=user.full_name,
        email=user.email,
        sms_number=user.sms_number,
        lang=user.lang,
        status=user.status,
        external_id=user.external_id,
        customer_id=user.customer_id,
        customer_location_id=user.customer_location_id,
    )
    found: UserRow = of_profile(call, row, frozenset(("status",)))
    return found


class Nothing(TypedDict):
    """A part that is not there."""


class LookupTuple(TypedDict):
    """A customer with the user and the location that were found. Source: rec2022."""

    customers_id: str
    customers_users_id: str | None
    customers_locations_id: str | None
    customer: CustomerRow
    customer_user: UserRow | Nothing
    customer_location: LocationRow | Nothing


class CustomerTuple(TypedDict):
    """A customer with a user and a location. Source: sdk2018."""

    customer: CustomerRow
    customer_user: NotRequired[UserRow | Nothing | None]
    customer_location: NotRequired[LocationRow | Nothing | None]


def lookup_tuple(call: OvationCall, customer: Customer, user: CustomerUser | None, location: Location | None) -> LookupTuple:
    """Return what a look-up of a customer found."""
    return LookupTuple(
        customers_id=customer.id,
        customers_users_id=user.id if user else None,
        customers_locations_id=location.id if location else None,
        customer=customer_row(call, customer),
        customer_user=user_row(call, user) if user else Nothing(),
        customer_location=location_row(call, location) if location else Nothing(),
    )


def customer_tuple(call: OvationCall, customer: Customer, user: CustomerUser | None, location: Location | None) -> CustomerTuple:
    """Return a customer with the parts that there are; a missing one is an empty object."""
    return CustomerTuple(
        customer=customer_row(call, customer),
        customer_user=user_row(call, user) if user else Nothing(),
        customer_location=location_row(call, location) if location else Nothing(),
    )
