"""Xima's paths: unknown ones, and known ones under another method."""

from __future__ import annotations

from sandbox.vendor import NotEmulated, VendorError
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.errors import DipServiceRefusal, Refusal, not_found

V1 = "/rest/api/v1"
V2 = "/rest/api/v2"
DATA_DIP = "/data-dip"

NOT_EMULATED = (
    NotEmulated(
        f"{V1}/realtime-metric-subscription",
        "xima.not-emulated",
        "there is no sign that Xima CCaaS has the WebSocket subscription of realtime metrics that Chronicall has",
    ),
)


def unknown_path(call: XimaCall) -> VendorError:
    """Refuse a path that no operation has."""
    return not_found("xima.rest.unknown-path")


def wrong_method(call: XimaCall, allowed: tuple[str, ...]) -> VendorError:
    """Refuse a known path under another method."""
    headers = {"Allow": ", ".join(allowed)}
    path = call.incoming.path.decode("latin-1")
    if path == DATA_DIP:
        return DipServiceRefusal("xima.dip-service.method", 405, "method_not_allowed", "Xima sends POST.", headers)
    if path.endswith("/audio") and not audio_path_is_known(call):
        return unknown_path(call)
    return Refusal("xima.rest.method", 405, "Method not allowed.", headers)


def audio_path_is_known(call: XimaCall) -> bool:
    """Say whether the recordings' audio has the path that was called; a variant may leave it one of the two."""
    path = call.incoming.path.decode("latin-1")
    other = {"v1": f"{V2}/", "v2": f"{V1}/recordings/"}.get(call.variants.audio_path_version)
    return other is None or not path.startswith(other)


def known_audio_path(call: XimaCall) -> None:
    """Check that the recordings' audio has the path that was called."""
    if not audio_path_is_known(call):
        raise unknown_path(call)
