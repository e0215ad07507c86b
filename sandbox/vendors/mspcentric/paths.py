"""MSPCentric's path habits, unknown paths, and what every answer has."""

from __future__ import annotations

from sandbox.vendor import NotEmulated, Reply, VendorError
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NOT_EMULATED, Refusal, UnknownRoute

OEM = "/api/oem-api"
VAPI = "/api/vendor-api"
ALERTS = "/api/oem-alerts-api"
JSON = "application/json; charset=utf-8"

NOT_PLAYED = (NotEmulated(ALERTS, "mspcentric.alerts-prefix", "the operations under this prefix are not described", in_vendor_words=True),)


def clean(path: str) -> str:
    """Take one trailing slash away."""
    return path.removesuffix("/")


def unknown_path(call: MspcentricCall) -> VendorError:
    """Refuse a path that no operation has."""
    path = call.incoming.path.decode("latin-1")
    if path == ALERTS or path.startswith(f"{ALERTS}/"):
        return Refusal("alerts-prefix", 501, NOT_EMULATED)
    return UnknownRoute(call)


def wrong_method(call: MspcentricCall, _methods: tuple[str, ...]) -> VendorError:
    """Refuse a known path under another method: no method of it is told."""
    return UnknownRoute(call)


def finish(call: MspcentricCall, reply: Reply) -> None:
    """Say the character set of JSON, and note that a success of the OEM API tells its status twice."""
    if reply.media_type == "application/json":
        reply.media_type = JSON
    if reply.status < 300 and call.operation is not None and call.operation.path.startswith(OEM):
        call.applies("mspcentric.status-mirror")
