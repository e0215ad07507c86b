"""Authentication: every door, by subject."""

from __future__ import annotations

from sandbox.vendor import Operation
from sandbox.vendors.nice_cxone.routes import authorize, discovery, identity, refresh, token

OPERATIONS: tuple[Operation, ...] = (
    *token.OPERATIONS,
    *refresh.OPERATIONS,
    *discovery.OPERATIONS,
    *identity.OPERATIONS,
    *authorize.OPERATIONS,
)
