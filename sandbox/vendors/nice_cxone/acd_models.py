"""What the ACD API takes and answers, for its document: members vary by version, by `fields` and by contact, so none is required."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Number = float | None
Text = str | None
Flag = bool | None


class AcdQuery(BaseModel):
    """Query parameters of the ACD API. The handlers read them themselves, since their names may come in any case."""

    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", validate_by_alias=True, validate_by_name=False)


class AcdResult(BaseModel):
    """What the ACD API sends."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", validate_by_alias=True, validate_by_name=True)


def members(model: type[AcdResult]) -> frozenset[str]:
    """Return the names of a record's members on the wire."""
    return frozenset(str(info.alias) for info in model.model_fields.values())


# --- Queries --------------------------------------------------------------------------------------------------------


class FieldsQuery(AcdQuery):
    """Which members of a record to answer."""

    fields: Annotated[Text, Field(description="Comma list of the members to answer, in any case; all if empty.")] = None


class ContactsQuery(FieldsQuery):
    """Which contacts to list."""

    start_date: Annotated[Text, Field(description="Start of the range of contact starts, included; without a zone it is UTC.")] = None
    end_date: Annotated[Text, Field(description="End of the range of contact starts, excluded.")] = None
    top: Annotated[Text, Field(description="Most records of one answer: 1 to 10000.")] = None
    skip: Annotated[Text, Field(description="Records to pass over.")] = None
    order_by: Annotated[Text, Field(description="A member, and `asc` or `desc`.")] = None


class CompletedQuery(ContactsQuery):
    """Which closed contacts to list."""

    updated_since: Annotated[Text, Field(description="Only contacts that were updated then or later.")] = None
    media_sub_type_id: Text = None
    media_sub_type_name: Text = None
    media_type_id: Text = None
    media_type: Annotated[Text, Field(description="Older name of `mediaTypeId`.")] = None
    skill_id: Text = None
    campaign_id: Text = None
    agent_id: Text = None
    team_id: Text = None
    to_address: Text = None
    to_addr: Annotated[Text, Field(description="Older name of `toAddress`.")] = None
    from_address: Text = None
    from_addr: Annotated[Text, Field(description="Older name of `fromAddress`.")] = None
    is_logged: Text = None
    is_refused: Text = None
    is_takeover: Text = None
    tags: Annotated[Text, Field(description="Id of a tag.")] = None
    analytics_processed: Text = None


class StateHistoryQuery(AcdQuery):
    """Which state entries of all contacts to list."""

    start_date: Annotated[Text, Field(description="Required. Start of the range of state starts, included.")] = None
    end_date: Annotated[Text, Field(description="Required. End of the range, excluded.")] = None
    updated_since: Text = None
    top: Text = None
    skip: Text = None
    order_by: Text = None


class CustomDataQuery(AcdQuery):
    """Which custom data of all contacts to list."""

    start_date: Annotated[Text, Field(description="Required. Start of the range of contact starts, included.")] = None
    end_date: Annotated[
        Text, Field(description="End of the range, excluded, at most 15 days behind its start; now if it is not given.")
    ] = None
    top: Text = None
    skip: Text = None


class FileQuery(AcdQuery):
    """Which file to answer."""

    file_name: Annotated[Text, Field(description="Required. The `fullFileName` of a contact's file.")] = None


class BusinessUnitQuery(FieldsQuery):
    """Which members of the business unit to answer."""

    include_trusted_business_units: Text = None


# --- Contacts -------------------------------------------------------------------------------------------------------


class AcdTag(AcdResult):
    """A tag of a contact, by current and old names."""

    contact_id: Number = None
    tag_id: Number = None
    tag_name: Text = None
    old_contact_id: Annotated[Number, Field(alias="Contact_Id")] = None
    old_tag_id: Annotated[Number, Field(alias="TagId")] = None
    old_tag_name: Annotated[Text, Field(alias="TagName")] = None


class CommonContact(AcdResult):
    """What open and closed contacts have."""

    agent_id: Number = None
    campaign_id: Number = None
    campaign_name: Text = None
    contact_id: Number = None
    contact_start_date: Text = None
    first_name: Text = None
    from_address: Text = None
    high_proficiency: Number = None
    hold_count: Number = None
    is_logged: Flag = None
    is_outbound: Flag = None
    is_takeover: Flag = None
    last_name: Text = None
    last_update_time: Text = None
    low_proficiency: Number = None
    master_contact_id: Number = None
    media_sub_type_id: Number = None
    media_sub_type_name: Text = None
    media_type_id: Number = None
    media_type_name: Text = None
    point_of_contact_id: Number = None
    point_of_contact_name: Text = None
    routing_attribute: Number = None
    skill_id: Number = None
    skill_name: Text = None
    team_id: Number = None
    team_name: Text = None
    to_address: Text = None
    transfer_indicator_id: Number = None
    transfer_indicator_name: Text = None


class ClosedContact(CommonContact):
    """What closed contacts have."""

    abandoned: Flag = None
    abandon_seconds: Number = None
    acw_seconds: Number = None
    agent_seconds: Number = None
    analytics_processed_date: Text = None
    callback_time: Number = None
    conference_seconds: Number = None
    date_acw_warehoused: Annotated[Text, Field(alias="dateACWWarehoused")] = None
    date_contact_warehoused: Text = None
    disposition_notes: Text = None
    end_reason: Text = None
    hold_seconds: Number = None
    in_queue_seconds: Number = None
    is_analytics_processed: Flag = None
    is_refused: Flag = None
    is_short_abandon: Flag = None
    post_queue_seconds: Number = None
    pre_queue_seconds: Number = None
    primary_disposition_id: Number = None
    refuse_reason: Text = None
    refuse_time: Text = None
    release_seconds: Number = None
    routing_time: Number = None
    secondary_disposition_id: Number = None
    service_level_flag: Number = None
    total_duration_seconds: Number = None
    tags: list[AcdTag] | None = None


class CompletedContact(ClosedContact):
    """A closed contact in a list, by current names and by those up to version 23."""

    division_no: Number = None
    contact_start: Text = None
    from_addr: Text = None
    to_addr: Text = None
    conf_seconds: Number = None
    media_type: Number = None
    old_acw_seconds: Annotated[Number, Field(alias="ACWSeconds")] = None


class SingleClosedContact(ClosedContact):
    """A closed contact that is shown alone."""

    digital_contact_state_id: Number = None
    digital_contact_state_name: Text = None
    is_active: Flag = None
    is_warehoused: Flag = None
    state_id: Number = None
    state_name: Text = None


class ActiveContact(CommonContact):
    """An open contact."""

    agent_start_date: Text = None
    contact_state_category: Text = None
    digital_contact_state_id: Number = None
    digital_contact_state_name: Text = None
    file_name: Text = None
    is_active: Flag = None
    state_id: Number = None
    state_name: Text = None
    target_agent_id: Number = None


class AcdLinks(AcdResult):
    """Addresses of this part of a list, the next and the previous one; `null` where there is none."""

    self_: Annotated[str, Field(alias="self")]
    next: str | None
    previous: str | None


class CompletedContacts(AcdResult):
    """Closed contacts."""

    total_records: int
    links: Annotated[AcdLinks, Field(alias="_links")]
    business_unit_id: int
    last_poll_time: str
    completed_contacts: list[CompletedContact]


class Contacts(AcdResult):
    """Open contacts."""

    total_records: int
    links: Annotated[AcdLinks, Field(alias="_links")]
    business_unit_id: int
    last_poll_time: str
    contacts: list[ActiveContact]


class SingleContact(AcdResult):
    """A contact, which stands under the key `contactId`."""

    business_unit_id: int
    last_poll_time: str
    contact_id: SingleClosedContact | ActiveContact
