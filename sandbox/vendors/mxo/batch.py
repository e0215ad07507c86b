"""Batches as the state keeps them: how far each is, and what was wrong with single records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from sandbox.vendor import RECORD

Kind = Literal["interactions", "updates"]


@dataclass(slots=True)
class RecordError:
    """A record that was not stored, and why. `index` counts from zero."""

    __pydantic_config__ = RECORD

    index: Annotated[int, Field(ge=0)]
    error_code: str
    error_message: str
    record: JsonValue


@dataclass(slots=True)
class Batch:
    """A batch of interactions, accepted as a whole and processed record by record."""

    __pydantic_config__ = RECORD

    type: Kind
    submitted: Annotated[int, Field(ge=0)] = 0
    processed: Annotated[int, Field(ge=0)] = 0
    """Records that were stored."""
    errors: list[RecordError] = field(default_factory=list)
    waiting: list[JsonValue] = field(default_factory=list)
    """Records that are still to be processed, in order: the last of those submitted."""
    broken: list[int] = field(default_factory=list)
    """Which of the records waiting are lines that are no JSON."""
    polls: Annotated[int, Field(ge=0)] = 0
    """How often its status was asked while records were waiting."""

    def __post_init__(self) -> None:
        if self.submitted != self.processed + len(self.errors) + len(self.waiting):
            raise ValueError("of the records submitted, each is processed, wrong or waiting")
