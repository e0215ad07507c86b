"""What puts of customers, locations and users accept."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, Field, ValidationInfo, model_validator

from sandbox.vendors.ovationcxm.call import OvationCall, given, is_blank
from sandbox.vendors.ovationcxm.dictionaries import CUSTOMER_STATUSES, INDUSTRIES, LOCATION_STATUSES
from sandbox.vendors.ovationcxm.inputs import Entry, Flag, Input, Map, Number, Telephone, Text, Texts, flag, is_empty, named, unique

_NEEDED: dict[str, tuple[str, ...]] = {"spec": ("name", "zipcode", "email"), "name-only": ("name",), "none": ()}


class CustomerIn(Input):
    """A customer to be made or changed."""

    id: Text = None
    name: Text = None
    name_legal: Text = None
    street_1: Text = None
    street_2: Text = None
    city: Text = None
    state: Text = None
    zipcode: Text = None
    latitude: Number = None
    longitude: Number = None
    industry: Annotated[str | None, Entry(INDUSTRIES)] = None
    email: Text = None
    phone: Telephone = None
    status: Annotated[str | None, Entry(CUSTOMER_STATUSES)] = None
    external_id: Annotated[Text, unique(lambda state: state.customer_index)] = None

    @classmethod
    def creates(cls, raw: dict[str, Any], call: OvationCall) -> bool:
        """Say whether a new customer is meant: neither an id nor an external id that is to be matched named one."""
        return call.target is None and not (is_matched(call) and named(raw, "external_id") is None)

    @classmethod
    def needs(cls, call: OvationCall) -> tuple[str, ...]:
        """Return what a customer needs: to be matched by its external id, also that."""
        return (*_NEEDED[call.variants.required_fields], *(("external_id",) if is_matched(call) else ()))


def is_matched(call: OvationCall) -> bool:
    """Say whether a put names its customer by the external id."""
    return is_blank(call.fields["customer"].get("id")) and flag(call.fields.get("matchExternalId"))


class LocationMetadataIn(BaseModel):
    """Notes about a location."""

    location_technology_notes: Text = None
    unique_aspects_that_affect_connectivity: Text = None
    terminal_identification_number: Text = None


class LocationIn(Input):
    """A location to be made or changed."""

    required: ClassVar[tuple[str, ...]] = ("street_1", "city", "state", "zipcode")

    id: Text = None
    street_1: Text = None
    street_2: Text = None
    city: Text = None
    state: Text = None
    zipcode: Text = None
    latitude: Number = None
    longitude: Number = None
    phone: Telephone = None
    site_name: Text = None
    notes: Text = None
    merchant_ids: Text = None
    status: Annotated[str | None, Entry(LOCATION_STATUSES)] = None
    external_id: Annotated[Text, unique(lambda state: state.location_index)] = None
    customer_id: Text = None
    """Id of the customer, or its external id. It is read only where a location is made by itself."""
    org_team_ids: Texts = None
    metadata_values: Annotated[LocationMetadataIn | None, Map] = None
    custom_forms: Annotated[dict[str, Annotated[dict[str, Text], Map]] | None, Map] = None

    @classmethod
    def passes_over(cls, _call: OvationCall) -> tuple[str, ...]:
        """Return what is not read."""
        return ("customer_id",)


class LocationOfCustomerIn(LocationIn):
    """A location to be made or changed by itself: a new one names its customer."""

    required: ClassVar[tuple[str, ...]] = ("street_1", "city", "state", "zipcode", "customer_id")

    @classmethod
    def passes_over(cls, call: OvationCall) -> tuple[str, ...]:
        """Return what is not read: a location keeps its customer."""
        return ("customer_id",) if call.target else ()


class UserIn(Input):
    """A customer user to be made or changed."""

    required: ClassVar[tuple[str, ...]] = ("first_name", "last_name", "email")

    id: Text = None
    first_name: Text = None
    last_name: Text = None
    email: Text = None
    sms_number: Telephone = None
    lang: Text = None
    status: Annotated[str | None, Entry(CUSTOMER_STATUSES)] = None
    external_id: Annotated[Text, unique(lambda state: state.user_index)] = None
    customer_id: Text = None
    """Id of the customer, or its external id. It is read only where a user is made by itself."""
    customer_location_id: Text = None

    @classmethod
    def passes_over(cls, _call: OvationCall) -> tuple[str, ...]:
        """Return what is not read."""
        return ("customer_id",)


class UserOfCustomerIn(UserIn):
    """A customer user to be made or changed by itself: a new one names its customer."""

    required: ClassVar[tuple[str, ...]] = ("first_name", "last_name", "email", "customer_id")

    @classmethod
    def passes_over(cls, call: OvationCall) -> tuple[str, ...]:
        """Return what is not read: a user keeps its customer."""
        return ("customer_id",) if call.target else ()


class CustomersPut(BaseModel):
    """A customer, with a location and a user of it."""

    customer: CustomerIn
    customer_user: UserIn | None = None
    customer_location: LocationIn | None = None
    match_external_id: Flag = Field(None, alias="matchExternalId")

    @model_validator(mode="before")
    @classmethod
    def _parts(cls, raw: dict[str, Any], info: ValidationInfo[OvationCall]) -> dict[str, Any]:
        """Leave out what is blank, and parts in which nothing is said; clients send them empty."""
        needed = info.context.variants.put_sub_objects == "required"
        return {name: value for name, value in given(raw).items() if needed or name not in PARTS or not is_empty(value)}


PARTS: tuple[Literal["customer_user", "customer_location"], ...] = ("customer_user", "customer_location")
"""What is written beside the customer."""


class LocationPut(BaseModel):
    """A location."""

    customer_location: LocationOfCustomerIn


class UserPut(BaseModel):
    """A customer user."""

    customer_user: UserOfCustomerIn
