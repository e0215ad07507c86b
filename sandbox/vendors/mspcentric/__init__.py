"""MSPCentric: the OEM API, the Vendor API, and the webhook `config_update`."""

from __future__ import annotations

from sandbox.vendor import Vendor
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import error_body, invalid
from sandbox.vendors.mspcentric.manifest import manifest
from sandbox.vendors.mspcentric.paths import NOT_PLAYED, clean, finish, unknown_path, wrong_method
from sandbox.vendors.mspcentric.routes import (
    console,
    integrations,
    organizations,
    sessions,
    vapi_mappings,
    vapi_status,
    vapi_usage,
    vapi_vendor,
)
from sandbox.vendors.mspcentric.rules import RULES
from sandbox.vendors.mspcentric.state import Mspcentric
from sandbox.vendors.mspcentric.variants import DECIDED, MspcentricVariants
from sandbox.vendors.mspcentric.webhook import WEBHOOKS

vendor = Vendor(
    manifest=manifest,
    state=Mspcentric,
    variants=MspcentricVariants,
    rules=RULES,
    decided=DECIDED,
    operations=(
        *integrations.OPERATIONS,
        *organizations.OPERATIONS,
        *sessions.OPERATIONS,
        *vapi_mappings.OPERATIONS,
        *vapi_status.OPERATIONS,
        *vapi_usage.OPERATIONS,
        *vapi_vendor.OPERATIONS,
    ),
    console=console.OPERATIONS,
    webhooks=WEBHOOKS,
    not_emulated=NOT_PLAYED,
    call=MspcentricCall,
    error_body=error_body,
    invalid=invalid,
    unknown_path=unknown_path,
    wrong_method=wrong_method,
    clean_path=clean,
    finish=finish,
    security={
        "mspc": {
            "type": "http",
            "scheme": "bearer",
            "description": "MSPC_TOKEN: base64 of vendor token, colon and partner key. Bearer, though it looks like Basic.",
        },
    },
)
