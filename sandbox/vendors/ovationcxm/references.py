"""What a body refers to: all of it must exist, and then all of it must be one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import Refusal


@dataclass(frozen=True, slots=True)
class Reference:
    """An id in a body, and the record that has it."""

    record: Any
    """`None`: there is none."""
    admit: Callable[[OvationCall, Any, Refusal], Any]
    """Which one of `access` decides about it."""
    absent: Refusal
    """How it is refused if there is none."""


def check_references(call: OvationCall, references: Sequence[Reference]) -> None:
    """Refuse references, first to what does not exist, then to what belongs to others. Raises `Refusal`."""
    for one in sorted(references, key=lambda one: one.record is not None):
        one.admit(call, one.record, one.absent)
