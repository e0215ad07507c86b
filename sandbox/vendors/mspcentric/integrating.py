"""What creates and updates of integrations check, hosted and external alike."""

from __future__ import annotations

from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import EXISTS, NO_RESOURCE, REQUIRED, VALUE, Malformed, Refusal
from sandbox.vendors.mspcentric.parties import Client, Status, Vendor, VendorKind
from sandbox.vendors.mspcentric.state import Integration, Organization


def usable_vendor(call: MspcentricCall, client: Client, vendor_id: str, rule: str) -> Vendor:
    """Return a vendor that the client may use."""
    if vendor_id not in client.vendor_ids:
        raise Refusal(rule, 404, NO_RESOURCE)
    return call.state.tables.vendors[vendor_id]


def check_kind(vendor: Vendor, kind: VendorKind, field: str) -> None:
    """Check that a vendor takes integrations of a kind."""
    if vendor.integration_type != kind:
        raise Malformed("integration-vendor-kind", field, VALUE)


def duplicate(call: MspcentricCall, organization: Organization, vendor: Vendor) -> Integration | None:
    """Return the integration that there is already and that a create shall change (a variant); else there must be none."""
    existing = call.state.tables.by_vendor.get((organization.id, vendor.id))
    if existing is not None and call.variants.duplicate_integration == "conflict":
        raise Refusal("integration-duplicate", 409, EXISTS)
    return existing if call.variants.duplicate_integration == "return-existing" else None


def new_status(call: MspcentricCall, usual: Status) -> Status:
    """Return the status of a new integration."""
    call.applies("mspcentric.integration-initial-status")
    return usual if call.variants.new_integration_status == "by-kind" else call.variants.new_integration_status


def fitting(call: MspcentricCall, vendor: Vendor, given: dict[str, str], rule: str, *, complete: bool) -> dict[str, str]:
    """Return what is stored of the given credentials; `complete`: every key of the vendor's template must be there."""
    template = vendor.integration_credential_template
    keys = call.variants.credential_keys
    if keys == "free":
        return given
    extra = next((key for key in given if key not in template), None)
    if keys == "exact" and extra is not None:
        raise Malformed("credential-keys", f"data.integrationCredentials.{extra}", VALUE)
    missing = next((key for key in template if key not in given), None)
    if complete and missing is not None:
        raise Malformed(rule, f"data.integrationCredentials.{missing}", REQUIRED)
    return {key: given[key] for key in template if key in given}
