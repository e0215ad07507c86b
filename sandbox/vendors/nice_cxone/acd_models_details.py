"""What the ACD API answers of what belongs to a contact, and of the business unit; for its document."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sandbox.vendors.nice_cxone.acd_models import AcdLinks, AcdResult, Flag, Number, Text

# --- What belongs to a contact --------------------------------------------------------------------------------------


class StateHistoryEntry(AcdResult):
    """A state that a contact was in."""

    state_index: int
    contact_id: str
    contact_state_id: int
    contact_state_name: str
    digital_contact_state_name: Text
    digital_contact_state_id: Text
    start_date: str
    is_warehoused: bool
    agent_id: int
    skill_id: int
    skill_name: Text
    duration: str
    division_no: int


class ContactStateHistory(AcdResult):
    """The states of a contact."""

    contact_state_history: list[StateHistoryEntry]


class StateHistory(ContactStateHistory):
    """States of all contacts."""

    total_records: int
    links: Annotated[AcdLinks, Field(alias="_links")]
    last_poll_time: str
    business_unit: int


class ContactFile(AcdResult):
    """A file of a contact."""

    is_deleted: Flag = None
    business_unit_id: Number = None
    file_name: Text = None
    full_file_name: Text = None
    weblink: Flag = None
    contact_id: Number = None
    create_date: Text = None
    modified_date: Text = None
    access_date: Text = None
    author_id: Number = None
    modified_id: Number = None
    size: Number = None
    physical_bytes: Number = None
    delete_date: Text = None
    purpose_id: Number = None
    purpose_name: Text = None
    mail_status_id: Number = None
    mail_status_name: Text = None


class ContactFiles(AcdResult):
    """The files of a contact."""

    files: list[ContactFile]


class FileContent(AcdResult):
    """A file, in base64."""

    file: str
    file_name: str


class File(AcdResult):
    """A file, which stands under the key `files`."""

    files: FileContent


class CustomDatum(AcdResult):
    """A value that a script set."""

    name: str
    value: str


class ContactCustomData(AcdResult):
    """The custom data of a contact."""

    contact_custom_data: list[CustomDatum]


class CustomDatumOfContact(CustomDatum):
    """A value that a script set, with its contact."""

    contact_id: int


class CustomData(AcdResult):
    """Custom data of all contacts."""

    links: Annotated[AcdLinks, Field(alias="_links")]
    business_unit_id: int
    last_poll_time: str
    data: Annotated[list[CustomDatumOfContact], Field(alias="ContactCustomData")]


class ChildContact(AcdResult):
    """A child leg of a contact."""

    contact_id: int
    start_time: str
    end_time: Text


class Hierarchy(AcdResult):
    """A master contact and its child legs."""

    master_contact_id: int
    child_contacts: list[ChildContact]


# --- The business unit ----------------------------------------------------------------------------------------------


class TimeZone(AcdResult):
    """A time zone of the business unit."""

    display_name: str
    standard_name: str


class BusinessUnit(AcdResult):
    """A business unit: the ACD's side of a tenant."""

    business_unit_id: Number = None
    business_unit_name: Text = None
    default_time_zone: Text = None
    is_active: Flag = None
    tenant_id: Text = None
    parent_tenant_id: Text = None
    features: list[dict[str, str | int | bool]] | None = None
    time_zones: list[TimeZone] | None = None


class BusinessUnits(AcdResult):
    """The caller's business unit, in a list."""

    business_units: list[BusinessUnit]


class ServerTime(AcdResult):
    """The time."""

    server_time: Annotated[str, Field(alias="ServerTime")]
