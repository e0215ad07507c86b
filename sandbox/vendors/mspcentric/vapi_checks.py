"""Who is calling the Vendor API, and what is checked before a body is."""

from __future__ import annotations

from base64 import b64decode

from sandbox.vendors.mspcentric.auth import read_json
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NO_PROFILE, TOO_MANY, UNAUTHORIZED, Refusal, UnknownRoute

PER_SECOND = 100


def on_surface(call: MspcentricCall) -> None:
    """Refuse what the vendor's own pages do not show, if the variant says so."""
    if call.variants.vendor_api_surface == "documented":
        raise UnknownRoute(call)


def on_surface_for_mapping(call: MspcentricCall) -> None:
    """Refuse every status but the one that the vendor's own pages show, if the variant says so."""
    if call.path["status"] != "mapping":
        on_surface(call)


def authenticate(call: MspcentricCall) -> None:
    """Find the integration that the token opens: base64 of vendor token and partner key, as Bearer."""
    scheme, _, encoded = call.header("authorization").partition(" ")
    if scheme.lower() == "basic":
        raise Refusal("vapi-basic-refused", 401, UNAUTHORIZED)
    vendor_token, colon, partner_key = _decoded(encoded.strip()).partition(":")
    tables = call.state.tables
    vendor = tables.vendor_tokens.get(vendor_token)
    known = tables.partner_keys.get(partner_key)
    if scheme.lower() != "bearer" or not colon or vendor is None or known is None or known[1].vendor_id != vendor.id:
        raise Refusal("vapi-auth", 401, UNAUTHORIZED)
    call.vendor = vendor
    call.organization, call.integration = known


def _decoded(encoded: str) -> str:
    """Decode standard base64, with or without its padding; nothing, if it is none."""
    bare = encoded.rstrip("=")
    try:
        return b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode()
    except ValueError:
        return ""


def within_rate(call: MspcentricCall) -> None:
    """Count the calls of this second, and refuse too many, if the variant says so."""
    if call.variants.rate_limit == "off":
        return
    second = int(call.now.timestamp())
    counted, calls = call.integration.calls
    calls = calls + 1 if counted == second else 1
    call.integration.calls = (second, calls)
    if calls > PER_SECOND:
        raise Refusal("vapi-rate-limit", 429, TOO_MANY)


def has_profile(call: MspcentricCall) -> None:
    """Check that the vendor still has its profile."""
    if call.vendor.profile_removed:
        raise Refusal("vapi-vendor-profile", 404, NO_PROFILE)


def json_body(call: MspcentricCall) -> None:
    """Check that the body is JSON, sent as such."""
    read_json(call, "vapi-body")


ALWAYS = (authenticate, within_rate, has_profile)
"""What every call passes."""
EXTRA = (on_surface, *ALWAYS)
"""What every call passes that the vendor's own pages do not show."""
