"""The checks of the Customer API that come before a body's schema, in the vendor's order."""

from __future__ import annotations

from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.errors import GENERAL, INVALID_SITEKEY, M_JSON, M_NOBODY, M_OBJ, M_SITE, BareRefusal, Refusal


def json_object(call: MxoCall) -> None:
    """Check that the body is a JSON object, sent as such."""
    if not call.body:
        raise Refusal("mxo.body-required", 400, GENERAL, M_NOBODY)
    if call.media_type != "application/json":
        raise BareRefusal("mxo.content-type", 415)
    try:
        body = call.json
    except ValueError:
        raise Refusal("mxo.malformed-json", 400, GENERAL, M_JSON) from None
    if not isinstance(body, dict):
        raise Refusal("mxo.body-object", 400, GENERAL, M_OBJ)


def known_space(call: MxoCall) -> None:
    """Check that the site key is one of the caller's tenancy."""
    space = call.state.spaces.get(call.path["sk"])
    if space is None:
        raise _unknown_site_key(call, "mxo.sitekey-unknown")
    if space.tenancy != call.credential.tenancy:
        raise _unknown_site_key(call, "mxo.sitekey-other-tenant")
    call.space = space


def _unknown_site_key(call: MxoCall, rule: str) -> Refusal | BareRefusal:
    match call.variants.sitekey_unknown:
        case "unauthorized-401":
            return BareRefusal(rule, 401)
        case "not-found-404":
            return Refusal(rule, 404, INVALID_SITEKEY, M_SITE)
        case _:
            return Refusal(rule, 400, INVALID_SITEKEY, M_SITE)
