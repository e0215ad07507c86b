"""The ledger of CXone, by API."""

from __future__ import annotations

from sandbox.vendor import Rule
from sandbox.vendors.nice_cxone.rules import (
    access_keys,
    acd,
    authentication,
    business_data,
    extraction,
    general,
    live,
    media_playback,
)

RULES: tuple[Rule, ...] = (
    *business_data.RULES,
    *live.RULES,
    *authentication.RULES,
    *access_keys.RULES,
    *media_playback.RULES,
    *extraction.RULES,
    *acd.RULES,
    *general.RULES,
)
