"""The vendor of a token: its profile, and what it sells."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.vendor import INFERRED, Answers, Operation
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NO_RESOURCE, AnyError, Refusal
from sandbox.vendors.mspcentric.parties import Profile, Sku
from sandbox.vendors.mspcentric.paths import VAPI
from sandbox.vendors.mspcentric.routes.vapi_status import show
from sandbox.vendors.mspcentric.vapi_checks import EXTRA, json_body
from sandbox.vendors.mspcentric.vapi_vendor_models import (
    NewSku,
    ProfileReply,
    ShownSku,
    SkuUpdate,
    VendorProfile,
    VendorReply,
    VendorUpdate,
)

BEGAN = datetime(2025, 11, 3, 10, tzinfo=UTC)
"""When a vendor without a profile got the usual one."""


def get_vendor(call: MspcentricCall) -> VendorReply:
    """Show the vendor of the token."""
    return VendorReply(status=200, data=_shown(call), message="Success - Retrieved Vendor")


def update_vendor(call: MspcentricCall, body: VendorUpdate) -> ProfileReply:
    """Update the vendor of the token."""
    changes = body.changes()
    call.vendor.name = changes.pop("name", call.vendor.name)
    _write(_touched(call), changes)
    return ProfileReply(data=_shown(call), message="Success - Updated Vendor", status=200)


def create_sku(call: MspcentricCall, body: NewSku) -> VendorProfile:
    """Add a product or service; the answer is the whole profile."""
    sku = Sku(call.new_id(), body.name, body.description, body.category, body.subcategory, body.support_article, body.support_contact)
    _touched(call).skus.append(sku)
    return _shown(call)


def get_sku(call: MspcentricCall) -> ProfileReply:
    """Show the profile with one product or service alone."""
    return ProfileReply(data=_shown(call, _sku(call)), message="Success - Retrieved Service", status=200)


def update_sku(call: MspcentricCall, body: SkuUpdate) -> ProfileReply:
    """Update a product or service."""
    sku = _sku(call)
    _touched(call)
    _write(sku, body.changes())
    return ProfileReply(data=_shown(call, sku), message="Success - Updated Service", status=200)


def _sku(call: MspcentricCall) -> Sku:
    for sku in _profile(call).skus:
        if sku.id == call.path["serviceId"]:
            return sku
    raise Refusal("vapi-unknown-id", 404, NO_RESOURCE)


def _write(record: object, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(record, name, value)


def _profile(call: MspcentricCall) -> Profile:
    return call.vendor.profile or Profile(BEGAN, BEGAN)


def _touched(call: MspcentricCall) -> Profile:
    """Return the profile to change it now."""
    profile = call.vendor.profile = _profile(call)
    profile.updated_at = call.now
    return profile


def _shown(call: MspcentricCall, only: Sku | None = None) -> VendorProfile:
    """Return the profile as replies tell it; `only`: the one product or service to tell."""
    vendor, profile = call.vendor, _profile(call)
    told = {
        "image_uri": profile.image_uri,
        "integration_portal_url": profile.integration_portal_url,
        "vendor_support_page_url": profile.vendor_support_page_url,
    }
    return VendorProfile.model_validate(
        {
            "old_id": vendor.id,
            "name": vendor.name,
            "description": profile.description,
            "integration_type": vendor.integration_type,
            "is_distributor": profile.is_distributor,
            "external_integration_status": profile.external_integration_status,
            "mapping_responsibilities": profile.mapping_responsibilities,
            "modules": profile.modules,
            "organization_id": call.organization.id,
            "attributes": [],
            "skus": [_shown_sku(sku) for sku in ([only] if only else profile.skus)],
            "created_at": show(profile.created_at),
            "updated_at": show(profile.updated_at),
            "version": 0,
            "id": vendor.id,
            **{name: value for name, value in told.items() if value is not None},
        }
    )


def _shown_sku(sku: Sku) -> ShownSku:
    told = {"support_article": sku.support_article, "support_contact": sku.support_contact}
    return ShownSku.model_validate(
        {
            "old_id": sku.id,
            "id": sku.id,
            "name": sku.name,
            "description": sku.description,
            "category": sku.category,
            "subcategory": sku.subcategory,
            **{name: value for name, value in told.items() if value is not None},
        }
    )


# --- Table ----------------------------------------------------------------------------------------------------------

ERROR = Answers(AnyError, INFERRED)
READ = {401: ERROR, 404: ERROR, 429: Answers(AnyError, INFERRED, only_with="mspcentric.rate-limit: 100-per-second")}
WRITE = {**READ, 400: ERROR}
WRITES = (*EXTRA, json_body)
SKU = f"{VAPI}/service/{{serviceId}}"

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("vapi.vendor.get", "GET", VAPI, get_vendor, INFERRED, EXTRA, READ, "mspc"),
    Operation("vapi.vendor.update", "PATCH", VAPI, update_vendor, INFERRED, WRITES, WRITE, "mspc"),
    Operation("vapi.sku.create", "POST", f"{VAPI}/service", create_sku, INFERRED, WRITES, WRITE, "mspc", 201),
    Operation("vapi.sku.get", "GET", SKU, get_sku, INFERRED, EXTRA, READ, "mspc"),
    Operation("vapi.sku.update", "PATCH", SKU, update_sku, INFERRED, WRITES, WRITE, "mspc"),
)
# fmt: on
