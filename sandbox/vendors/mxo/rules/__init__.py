"""The ledger of MXO, by API."""

from __future__ import annotations

from sandbox.vendor import Rule
from sandbox.vendors.mxo.rules import batch, customer, datastores, events, export, framing, identity, interactions

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    *customer.RULES,
    *identity.RULES,
    *interactions.RULES,
    *events.RULES,
    *batch.RULES,
    *datastores.RULES,
    *export.RULES,
    *framing.RULES,
)
