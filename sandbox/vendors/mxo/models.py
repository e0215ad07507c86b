"""What MXO accepts and answers. Fields stand in the order in which the vendor's checks find them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, ValidationInfo
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticKnownError

from sandbox.vendor import RECORD, rule
from sandbox.vendors.mxo import dates

UUID = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
"""8-4-4-4-12 hexadecimal digits; version and variant are not checked, as a vendor example breaks them."""


# Models are built when they are first used: the first answer need not wait for those of other APIs.


class Wire(BaseModel):
    """What a client sends: JSON types are not converted, members outside the schema are ignored."""

    model_config = ConfigDict(
        alias_generator=to_camel, strict=True, extra="ignore", validate_by_alias=True, validate_by_name=False, defer_build=True
    )


class Result(BaseModel):
    """What the sandbox sends."""

    model_config = ConfigDict(**RECORD, defer_build=True)


# --- Customer context -----------------------------------------------------------------------------------------------


def lower(tid: str | None) -> str | None:
    """Write a TID as it is answered."""
    return tid and tid.lower()


Tid = Annotated[str | None, Field(pattern=UUID, json_schema_extra={"format": "uuid"}), AfterValidator(lower), rule("mxo.tid-format")]


class Identifier(Wire):
    """A customer's value of a key attribute."""

    api_name: Annotated[str, Field(min_length=1)]
    value: Annotated[str, Field(min_length=1)]


class Property(Wire):
    """A name and a value."""

    name: Annotated[str, Field(min_length=1)]
    value: str


def _text(value: object) -> object:
    """Tell a missing text and another JSON type from a word that is not in the list."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    if not value:
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return value


def _date_time(text: str | None) -> str | None:
    if text is not None:
        dates.parse(text)
    return text


NEEDED = rule("mxo.device-required", ("missing",))
IN_LIST = rule("mxo.device-enum")
DateTimeText = Annotated[
    str | None,
    Field(json_schema_extra={"format": "date-time"}),
    AfterValidator(_date_time),
    rule("mxo.device-date", ("type", "value")),
]

DeviceType = Literal["GAME_CONSOLE", "PDA", "PERSONAL_COMPUTER", "SMART_TV", "SMARTPHONE", "TABLET", "WEARABLE", "OTHER"]
System = Literal["ANDROID", "WINDOWS", "IOS", "OSX", "LINUX", "OTHER"]


class Device(Wire):
    """The device that the customer uses."""

    app_name: Annotated[str, Field(min_length=1), NEEDED]
    app_ver: str | None = None
    dev_mfr: str | None = None
    dev_model: str | None = None
    dev_type: Annotated[DeviceType, BeforeValidator(_text), NEEDED, IN_LIST]
    os_name: Annotated[System, BeforeValidator(_text), NEEDED, IN_LIST]
    os_ver: str | None = None
    loc_latitude: float | None = None
    loc_longitude: float | None = None
    loc_last_updated: DateTimeText = None
    loc_horz_accuracy: float | None = None
    ip_address: str | None = None
    locale: str | None = None
    push_token: str | None = None


class CustomerContext(Wire):
    """Who the customer is, and where."""

    base_touchpoint_uri: Annotated[str, Field(min_length=1)]
    tid: Tid = None
    identifiers: list[Identifier] | None = None
    properties: list[Property] | None = None
    device: Device | None = None


# --- Activity -------------------------------------------------------------------------------------------------------


def _timestamp(value: object, info: ValidationInfo[Any]) -> datetime | None:
    """Read a timestamp. Where a bad one concerns its activity alone, it is left to the handler, which finds `None`."""
    try:
        if not isinstance(value, str):
            raise ValueError("not a text")
        return dates.parse(value)
    except ValueError:
        if value is None or info.context.variants.timestamp_unparsable == "activity-error":
            return None
        raise


class Activity(Wire):
    """Something that the customer did."""

    proposition_code: Annotated[str, Field(min_length=1), rule("mxo.activity-required-codes", ("missing",))]
    dynamic_proposition_code: Annotated[str | None, Field(max_length=255), rule("mxo.dynamic-proposition-length")] = None
    activity_type_code: Annotated[str, Field(min_length=1), rule("mxo.activity-required-codes", ("missing",))]
    timestamp: Annotated[datetime | None, BeforeValidator(_timestamp), rule("mxo.timestamp-unparsable")] = None


class ActivityRequest(Wire):
    """One or more activities of one customer."""

    customer_context: CustomerContext
    activities: Annotated[list[Activity], Field(max_length=100), rule("mxo.activities-limit")]


class ApiError(Result):
    """A problem, as the Customer API words it."""

    error_code: str
    error_message: str


class ActivityEcho(Result):
    """An activity as it was received."""

    proposition_code: str
    dynamic_proposition_code: str | None = None
    activity_type_code: str
    timestamp: JsonValue = None


class ActivityError(ApiError):
    """A problem with one activity, and the activity."""

    activity: ActivityEcho


class ActivityResponse(Result):
    """The customer's primary TID, and what was wrong with single activities."""

    tid: str
    errors: list[ActivityError]


# --- Structured data ------------------------------------------------------------------------------------------------


class StructureRequest(Wire):
    """Which pull structure to evaluate, for whom."""

    customer_context: Annotated[CustomerContext, rule("mxo.structure-context-required", ("missing",))]
    structure_api_name: Annotated[str, Field(min_length=1), rule("mxo.structure-name-missing", ("missing",))]


class StructureError(ApiError):
    """A problem with a structure request."""

    structure_api_name: str | None = None


class StructureResponse(Result):
    """The evaluated structure, without its root node."""

    structure_api_name: str
    tid: str | None = None
    structure: dict[str, Any] | None = None
    error: StructureError | None = None


# --- Delete ---------------------------------------------------------------------------------------------------------


class DeleteRequest(Wire):
    """Whom to forget: a TID or an identifier."""

    tid: Tid = None
    identifier: Identifier | None = None


class DeletedIdentifier(Result):
    """An identifier that was forgotten."""

    api_name: str
    value: str


class DeleteResponse(Result):
    """Everything by which the customer was known."""

    tids: list[str]
    identifiers: list[DeletedIdentifier]


class DeleteError(ApiError):
    """A problem with a delete request."""


# --- Token ----------------------------------------------------------------------------------------------------------


class TokenRequest(BaseModel):
    """The form of a token request."""

    grant_type: str | None = None


class TokenResponse(BaseModel):
    """A bearer token."""

    access_token: str
    token_type: str
    expires_in: int
    """Seconds of life at issue."""
    jti: str


class OAuthError(BaseModel):
    """A problem, as the authorisation server words it."""

    error: str
    error_description: str
