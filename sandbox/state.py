"""What a vendor's state is made of: one tree, which is at once fixture, snapshot and what people see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationInfo,
    field_validator,
)
from pydantic.alias_generators import to_camel

RECORD = ConfigDict(
    alias_generator=to_camel, extra="forbid", strict=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
)
"""Configuration of what a state holds; as `__pydantic_config__` of a slotted dataclass for records that come in thousands."""


def _moment(value: object, info: ValidationInfo) -> object:
    """Turn an offset from the start of the session (`-P2D`) into its moment."""
    if isinstance(value, str) and value.lstrip("+-").startswith("P"):
        start: datetime | None = (info.context or {}).get("start")
        if start is None:
            raise ValueError("an offset needs the start of a session")
        try:
            return start + _OFFSET.validate_python(value)
        except OverflowError:
            raise ValueError("the offset is too large") from None
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError("a time is ISO 8601 with an offset from UTC, or an offset from the start of the session") from None


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


_OFFSET = TypeAdapter(timedelta)

Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_moment), AfterValidator(_utc)]
"""A time in a state, kept in UTC. A fixture may write it as an ISO 8601 offset from the session's start, so that it never grows old."""


def _known(action: str, info: ValidationInfo) -> str:
    """Refuse, in a fixture or a snapshot, what the vendor does not do."""
    if info.context and action not in info.context["actions"]:
        raise ValueError("the vendor does nothing of that name")
    return action


class Due(BaseModel):
    """Something that the vendor will do later, by the session's clock."""

    model_config = RECORD

    at: Moment
    action: Annotated[str, AfterValidator(_known)]
    """A name in `Vendor.actions`."""
    detail: dict[str, str] = {}


class State(BaseModel):
    """What a vendor remembers: one tree, which is at once fixture, snapshot and what people see."""

    model_config = RECORD

    agenda: list[Due] = []
    """What is due later, soonest first."""

    @field_validator("agenda")
    @classmethod
    def _in_order(cls, agenda: list[Due]) -> list[Due]:
        return sorted(agenda, key=lambda due: due.at)

    def issue(self, session: str) -> None:
        """Add the credentials that are issued for a named session. A vendor with credentials overrides it."""

    def plan(self, due: Due) -> None:
        """Put `due` on the agenda, behind what falls due at the same time."""
        later = next((index for index, other in enumerate(self.agenda) if other.at > due.at), len(self.agenda))
        self.agenda.insert(later, due)
