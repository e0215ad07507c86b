"""What the Interaction, Lightweight Events and Batch APIs accept and answer, in the order in which the vendor's checks find faults."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, JsonValue, PlainValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from sandbox.vendor import rule
from sandbox.vendors.mxo import dates
from sandbox.vendors.mxo.models import UUID, Device, Property, Result, Wire, lower

FUTURE = "mxo_future"
NOT_A_DATE = "mxo_not_a_date"
NOT_A_KEY = "mxo_not_a_key"
"""Names of the problems that these models find beside pydantic's own."""


class Lenient(Wire):
    """What another API than the Customer API reads: it passes over unknown members, whatever the variant of that one says."""

    @model_validator(mode="before")
    @classmethod
    def _known(cls, sent: Any) -> Any:
        known = members(cls)
        return {name: value for name, value in sent.items() if name in known} if isinstance(sent, dict) else sent


@cache
def members(model: type[BaseModel]) -> dict[str, None]:
    """Return the names of a model's members as they are written, in their order."""
    return {str(info.alias): None for info in model.model_fields.values()}


# --- Fields ---------------------------------------------------------------------------------------------------------


def _pairs(sent: object) -> dict[str, str]:
    """Keep what is a pair of texts; of a repeated name the last counts."""
    items = [item for item in sent if isinstance(item, dict)] if isinstance(sent, list) else []
    pairs = [(item.get("name"), item.get("value")) for item in items]
    return {name: value for name, value in pairs if isinstance(name, str) and isinstance(value, str)}


def _device(sent: object) -> dict[str, JsonValue]:
    """Keep the members that a device has, if their values are scalars."""
    given = sent if isinstance(sent, dict) else {}
    return {name: given[name] for name in members(Device) if isinstance(given.get(name), str | int | float)}


def _configured(name: str | None, info: ValidationInfo[Any]) -> str | None:
    """Refuse a key attribute that the space does not have."""
    if name is not None and info.context.space.key(name) is None:
        raise PydanticCustomError(NOT_A_KEY, "not a key attribute of the space")
    return name


def _read(value: object) -> datetime:
    """Read a date-time."""
    if not isinstance(value, str):
        raise PydanticCustomError(NOT_A_DATE, "not a text")
    return dates.parse(value)


def _not_ahead(moment: datetime, info: ValidationInfo[Any]) -> datetime:
    """Refuse a time that is ahead of the clock."""
    if moment > info.context.now + dates.SKEW:
        raise PydanticCustomError(FUTURE, "in the future")
    return moment


def _date_time(value: object, info: ValidationInfo[Any]) -> datetime:
    return _not_ahead(_read(value), info)


def _instant(value: object, info: ValidationInfo[Any]) -> datetime:
    """Read a date-time or epoch milliseconds."""
    return _not_ahead(dates.from_milliseconds(value) if type(value) is int else _read(value), info)


def _given(tid: object) -> object:
    """Take an empty TID for none."""
    return None if tid == "" else tid


Uri = Annotated[str, Field(min_length=1)]
KeyName = Annotated[str | None, AfterValidator(_configured)]
Properties = Annotated[dict[str, str] | None, PlainValidator(_pairs, json_schema_input_type=list[Property] | None)]
DeviceDetails = Annotated[dict[str, JsonValue] | None, PlainValidator(_device, json_schema_input_type=Device | None)]
Instant = Annotated[datetime, PlainValidator(_instant, json_schema_input_type=int | str)]
DateTime = Annotated[datetime, PlainValidator(_date_time, json_schema_input_type=str)]


# --- Interaction API ------------------------------------------------------------------------------------------------


class InteractionQuery(BaseModel):
    """Where an interaction belongs, and to whom."""

    sk: str
    """The site key."""
    tid: str | None = None
    """The customer's TID."""
    pv: str | None = None
    """The page view: a whole number in base64, without padding."""


class InteractionRequest(Lenient):
    """Something that happens between a customer and a touchpoint. `tid`, `timestamp` and `requestType` are not looked at."""

    uri: Annotated[Uri, rule("mxo.interaction-uri", ("missing",))]
    tid: Any = None
    customer_key: str | None = None
    customer_key_name: Annotated[KeyName, rule("mxo.interaction-key-name")] = None
    properties: Properties = None
    device: DeviceDetails = None
    timestamp: Any = None
    request_type: Any = None


class OfflineInteraction(InteractionRequest):
    """An interaction of the past."""

    timestamp: Annotated[Instant, rule("mxo.offline-timestamp", ("missing", "type", "value"))]


class OfflineItem(OfflineInteraction):
    """One of several interactions of the past. Its `tid` counts before that of the query."""

    tid: Annotated[
        str | None,
        Field(pattern=UUID, json_schema_extra={"format": "uuid"}),
        BeforeValidator(_given),
        AfterValidator(lower),
        rule("mxo.interaction-tid-format"),
    ] = None


class Optimization(Result):
    """What is to be shown: `data` is base64 of JSON, or of a text."""

    data: str
    path: str
    data_mime_type: str
    directives: str


class InteractionResponse(Result):
    """The customer's primary TID, and the optimizations. An error has neither."""

    status_code: int
    tid: str | None
    session: str
    trackers: list[str]
    captures: list[str]
    optimizations: list[Optimization]


# --- Lightweight events ---------------------------------------------------------------------------------------------


class EventQuery(BaseModel):
    """The customer's TID. Any other parameter becomes a property of the event."""

    tid: str | None = None


class EventRequest(Lenient):
    """Something that happened."""

    uri: Annotated[Uri, rule("mxo.event-uri", ("missing",))]
    customer_key: str | None = None
    customer_key_name: Annotated[KeyName, rule("mxo.event-key-name")] = None


class EventReply(Result):
    """The customer's primary TID."""

    tid: str | None = None


# --- Batch ----------------------------------------------------------------------------------------------------------


class BatchItem(Lenient):
    """One record of a batch."""

    uri: Uri
    timestamp: DateTime
    customer_key: str | None = None
    customer_key_name: KeyName = None
    properties: Properties = None


class BatchAccepted(Result):
    """The id under which the batch is asked for."""

    batch_id: str


class BatchStatus(Result):
    """How far a batch is."""

    batch_id: str
    site_key: str
    type: Literal["interactions", "updates"]
    status: Literal["QUEUED", "PROCESSING", "COMPLETED", "COMPLETED_WITH_ERRORS"]
    submitted: int
    processed: int
    """Records that were stored."""
    failed: int


class BatchProblem(Result):
    """A record that was not stored, and why."""

    index: int
    """Counted from zero; blank lines are not counted."""
    error_code: str
    error_message: str
    record: JsonValue
    """As it was read; a line that is no JSON as it stood."""


class BatchErrors(Result):
    """What was wrong with single records."""

    batch_id: str
    errors: list[BatchProblem]
