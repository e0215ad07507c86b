"""What people do in Xima's own pages, and what happens to calls: the console."""

from __future__ import annotations

from sandbox.vendor import Operation

OPERATIONS: tuple[Operation, ...] = ()
