"""What people do in Xima's own pages, and what happens to calls: the console."""

from __future__ import annotations

from sandbox.vendor import Operation
from sandbox.vendors.xima.routes import console_admin, console_calls, console_dips, console_profiles

OPERATIONS: tuple[Operation, ...] = (
    *console_dips.OPERATIONS,
    *console_profiles.OPERATIONS,
    *console_calls.OPERATIONS,
    *console_admin.OPERATIONS,
)
