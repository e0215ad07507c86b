"""The wire models of the Vendor API: the vendor's profile, and what it sells."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from sandbox.vendors.mspcentric.categories import CATEGORIES, SUBCATEGORIES
from sandbox.vendors.mspcentric.models import Sent, Text, Wire
from sandbox.vendors.mspcentric.vapi_models import Part


def _one_of(known: frozenset[str]) -> AfterValidator:
    """Check that a text is one of those that there are."""

    def check(given: str) -> str:
        if given not in known:
            raise PydanticCustomError("vapi-sku-enum", "there is no such category")
        return given

    return AfterValidator(check)


Category = Annotated[Text, _one_of(CATEGORIES), WithJsonSchema({"type": "string", "enum": sorted(CATEGORIES)})]
Subcategory = Annotated[Text, _one_of(SUBCATEGORIES), WithJsonSchema({"type": "string", "enum": sorted(SUBCATEGORIES)})]


class VendorUpdate(Part):
    """What becomes of the vendor's profile."""

    name: Text | None = None
    description: str | None = None
    integration_portal_url: str | None = None
    vendor_support_page_url: str | None = None


class NewSku(Sent):
    """A product or service that the vendor sells."""

    name: Text
    description: Text
    category: Category
    subcategory: Subcategory
    support_article: str | None = None
    support_contact: str | None = None


class SkuUpdate(Part):
    """What becomes of a product or service."""

    name: Text | None = None
    description: Text | None = None
    category: Category | None = None
    subcategory: Subcategory | None = None
    support_article: str | None = None
    support_contact: str | None = None


class ShownSku(Wire):
    """A product or service, as replies tell it."""

    old_id: Annotated[str, Field(alias="_id", json_schema_extra={"deprecated": True})]
    """Deprecated: `id`."""
    id: str
    name: str
    description: str
    category: str
    subcategory: str
    logo: str | None = None
    support_article: str | None = None
    support_contact: str | None = None


class VendorProfile(Wire):
    """The vendor of the token."""

    old_id: Annotated[str, Field(alias="_id", json_schema_extra={"deprecated": True})]
    """Deprecated: `id`."""
    name: str
    description: str
    integration_type: str
    is_distributor: bool
    external_integration_status: str
    mapping_responsibilities: list[str]
    modules: list[dict[str, str]]
    organization_id: str
    attributes: list[str]
    skus: list[ShownSku]
    created_at: str
    updated_at: str
    version: Annotated[int, Field(alias="__v")]
    id: str
    image_uri: str | None = None
    integration_portal_url: str | None = None
    vendor_support_page_url: str | None = None


class VendorReply(Wire):
    """The vendor, after its status."""

    status: int
    data: VendorProfile
    message: str


class ProfileReply(Wire):
    """The vendor, before its status."""

    data: VendorProfile
    message: str
    status: int
