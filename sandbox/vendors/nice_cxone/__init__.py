"""NICE CXone: Business Data, authentication, and what a client needs around them."""

from __future__ import annotations

from sandbox.vendor import Vendor
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import error_body
from sandbox.vendors.nice_cxone.manifest import manifest
from sandbox.vendors.nice_cxone.paths import NOT_EMULATED, clean, finish, invalid, unknown_path, wrong_method
from sandbox.vendors.nice_cxone.routes import access_keys, acd, authentication, business_data, console, extraction, live, media_playback
from sandbox.vendors.nice_cxone.rules import RULES
from sandbox.vendors.nice_cxone.state import NiceCxone
from sandbox.vendors.nice_cxone.variants import DECIDED, NiceCxoneVariants

vendor = Vendor(
    manifest=manifest,
    state=NiceCxone,
    variants=NiceCxoneVariants,
    rules=RULES,
    decided=DECIDED,
    operations=(
        *business_data.OPERATIONS,
        *live.OPERATIONS,
        *authentication.OPERATIONS,
        *access_keys.OPERATIONS,
        *media_playback.OPERATIONS,
        *extraction.OPERATIONS,
        *acd.OPERATIONS,
    ),
    console=console.OPERATIONS,
    not_emulated=NOT_EMULATED,
    call=CxoneCall,
    error_body=error_body,
    invalid=invalid,
    unknown_path=unknown_path,
    wrong_method=wrong_method,
    clean_path=clean,
    finish=finish,
    security={
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "An access token of any of the token doors."},
    },
)
