"""What operations of issues and chats accept."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import orjson
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from sandbox.vendor import rule
from sandbox.vendors.ovationcxm.bodies import Upload
from sandbox.vendors.ovationcxm.call import OvationCall, is_blank
from sandbox.vendors.ovationcxm.dictionaries import (
    ISSUE_CATEGORIES,
    ISSUE_CATEGORIES_NEW,
    ISSUE_JOBS,
    ISSUE_RESOLUTIONS,
    ISSUE_STATUSES,
    ISSUE_TYPES,
)
from sandbox.vendors.ovationcxm.envelope import PageParameters
from sandbox.vendors.ovationcxm.inputs import (
    Entry,
    Flag,
    Input,
    KeptText,
    KeyOfEntry,
    Map,
    Parameters,
    Required,
    Text,
    Texts,
    Time,
    Whole,
)
from sandbox.vendors.ovationcxm.rows.issues import case_fields
from sandbox.vendors.ovationcxm.state.issues import LARGEST_FILE

# --- Put ------------------------------------------------------------------------------------------------------------


class IssueMetadataIn(BaseModel):
    """What is planned for an installation. A blank member loses its value; a blank number keeps it."""

    preferred_install_date: Text = None
    preferred_time_frame: Text = None
    alternate_install_date: Text = None
    alternate_time_frame: Text = None
    number_of_pos_devices: Whole = None

    @model_validator(mode="before")
    @classmethod
    def _blank(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        found = {name: None if is_blank(value) else value for name, value in raw.items()}
        if found.get("number_of_pos_devices") is None:
            found.pop("number_of_pos_devices", None)
        return found


class DeviceIn(BaseModel):
    """A device that an issue is about."""

    id: Text = None
    product_id: Text = None
    make: Text = None
    model: Text = None
    nickname: Text = None


class ArticleIn(BaseModel):
    """An article that helps with an issue."""

    id: Text = None
    title: Text = None
    url: Text = None


def _scalar(value: Any) -> Any:
    if isinstance(value, dict | list):
        raise ValueError("neither an object nor a list")
    return None if is_blank(value) else value


CustomField = Annotated[str | int | float | bool | None, BeforeValidator(_scalar)]


def _owner_id(call: OvationCall) -> str:
    """Return the organisation that owns the issue of a put, or will own it."""
    return call.state.owner_of(call.target) if call.target else call.org.id


def _free(value: str | None, info: ValidationInfo[OvationCall]) -> str | None:
    """Refuse the external id of another issue of the owner."""
    call = info.context
    if any(other is not call.target for other in call.state.issue_index.all("external_id", _owner_id(call), value)):
        raise PydanticCustomError("taken", "another issue has it")
    return value


LabelOrKey = WithJsonSchema({"type": ["string", "null"]})

_NAMES = {
    "users_id": ("user_id", "users_id"),
    "customer_id": ("customer_id", "members_id"),
    "customer_user_id": ("customer_user_id", "members_users_id"),
    "customer_location_id": ("customer_location_id", "members_locations_id"),
}
"""Members that clients know under two names; the first one wins."""


class IssueIn(Input):
    """An issue to be made or changed; the owner organisation's custom fields stand in it under their own names."""

    required: ClassVar[tuple[str, ...]] = ("customer_id", "customer_user_id", "customer_location_id")

    id: Text = None
    remote_id: Text = None
    display_name: Text = None
    type: Annotated[str | None, Entry(ISSUE_TYPES)] = None
    resolution: Annotated[str | None, Entry(ISSUE_RESOLUTIONS)] = None
    job: Annotated[str | None, Entry(ISSUE_JOBS)] = None
    details: Text = None
    status: Annotated[int | None, KeyOfEntry(ISSUE_STATUSES), LabelOrKey] = None
    scheduled_time: Time = None
    enroute_time: Time = None
    arrival_time: Time = None
    departure_time: Time = None
    user_agent: Text = None
    """The channel through which a new issue comes."""
    idr_isq: Text = None
    tech_support_minutes: Whole = None
    unmanaged: Flag = None
    custom_fields: Annotated[dict[str, CustomField], SkipJsonSchema()] = {}
    special_notes: Text = None
    category: Annotated[str | None, Entry(ISSUE_CATEGORIES)] = None
    tags: Texts = None
    category_new: Annotated[str | None, Entry(ISSUE_CATEGORIES_NEW)] = None
    users_id: Text = None
    """The org user who is assigned; also `user_id`."""
    owner_org_team_id: KeptText = None
    sponsor_org_team_id: Text = None
    idr_process: Text = None
    idr_resolution: Text = None
    metadata_values: Annotated[IssueMetadataIn | None, Map] = None
    members_devices: list[DeviceIn] | None = None
    kb_articles: list[ArticleIn] | None = None
    external_id: Annotated[Text, AfterValidator(_free)] = None
    customer_id: Text = None
    """Also `members_id`."""
    customer_user_id: Text = None
    """Also `members_users_id`."""
    customer_location_id: Text = None
    """Also `members_locations_id`."""

    @model_validator(mode="before")
    @classmethod
    def _one_name(cls, raw: dict[str, Any], info: ValidationInfo[OvationCall]) -> dict[str, Any]:
        """Bring members under one name, and gather the custom fields that the owner has."""
        found = dict(raw)
        for name, names in _NAMES.items():
            if sent := [raw[known] for known in names if known in raw]:
                found[name] = next((value for value in sent if not is_blank(value)), sent[0])
        shown = case_fields(info.context, _owner_id(info.context))
        found["custom_fields"] = {name: raw[name] for name in shown if name in raw}
        return found


class IssuePut(BaseModel):
    """An issue."""

    issues: IssueIn


# --- Parameters -----------------------------------------------------------------------------------------------------

Filter = Annotated[str | None, BeforeValidator(str)]


class IssueFilters(PageParameters):
    """Which issues are asked for; an id that nothing has fits none."""

    customer_id: Filter = None
    customers_users_id: Filter = None
    customer_location_id: Filter = None


class Schedule(Parameters):
    """When somebody comes."""

    scheduled_time: Annotated[Any, WithJsonSchema({"type": "string"})]
    """`YYYY-MM-DD HH:MM:SS` (US Pacific), ISO 8601, `YYYY-MM-DD`, or seconds or milliseconds since 1970."""


class Escalation(Parameters):
    """Who takes a case over."""

    org_team_id: Text = None
    user_id: Text = None
    notes: Text = None
    """A note for the log."""
    message: Text = None
    """A message for the chat."""
    alert_collaborators: Flag = None
    """Nothing that a client could see."""


class Deescalation(Parameters):
    """To whom a case goes back; without a team to the one that it was escalated from."""

    org_team_id: Text = None
    user_id: Text = None


class Note(Parameters):
    """A note for the log."""

    notes: Required


class LogRowId(Parameters):
    """Which row of the log is meant."""

    issue_log_id: Required


class FileId(Parameters):
    """Which file is meant."""

    file_id: Required


# --- Files and chats ------------------------------------------------------------------------------------------------


def _content(value: Any) -> Upload:
    """Read what came as a part of a form, or in JSON: a text is the content, an object stands for its JSON text."""
    if isinstance(value, list):
        raise PydanticCustomError("file_type", "neither a text nor an object")
    if isinstance(value, Upload):
        file = value
    else:
        text = value if isinstance(value, str) else orjson.dumps(value).decode()
        file = Upload("", "application/octet-stream", text.encode())
    if len(file.content) > LARGEST_FILE:
        raise ValueError("too large")
    return file


class FileUpload(BaseModel):
    """A file. It may also come as the part `file` of a form, and the tag in the query."""

    file_tag: Required
    """Key or label of the dictionary, or any text."""
    file: Annotated[Upload, BeforeValidator(_content), rule("ovationcxm.input-file-size"), WithJsonSchema({"type": ["string", "object"]})]


class ChatMessageIn(BaseModel):
    """A message for a chat."""

    sender: Required = Field(alias="from")
    """A person or a system."""
    message: Required
