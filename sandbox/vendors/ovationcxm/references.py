"""What a body refers to: all of it must exist, and then all of it must be one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import Refusal, not_found


@dataclass(frozen=True, slots=True)
class Reference:
    """An id in a body, and the record that has it."""

    table: str
    """The vendor's internal name of the kind."""
    id: str
    record: Any
    """`None`: there is none."""
    admit: Callable[[OvationCall, Any, Refusal], Any]
    """Which one of `access` decides about it."""


def check_references(call: OvationCall, references: Sequence[Reference]) -> None:
    """Refuse references, first to what does not exist, then to what belongs to others. Raises `Refusal`."""
    for one in sorted(references, key=lambda one: one.record is not None):
        one.admit(call, one.record, not_found(one.table, one.id))
