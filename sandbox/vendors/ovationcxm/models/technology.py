"""What puts of technology accept."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import TECHNOLOGY_TYPES
from sandbox.vendors.ovationcxm.inputs import Flag, Input, KeyOfEntry, Map, Number, Text, Time, unique


class TechnologyMetadataIn(Input):
    """What is known of a device's surroundings and traffic."""

    download_consumed: Number = None
    upload_consumed: Number = None
    network_at_pos_station: Flag = None
    pos_emv_nfc: Flag = None
    pos_org: Text = None
    power_at_pos_station: Flag = None
    terminal_id: Text = None
    uuid: Text = None

    @classmethod
    def creates(cls, _raw: dict[str, Any], call: OvationCall) -> bool:
        """Say whether it is part of new technology."""
        return call.target is None


class TechnologyIn(Input):
    """Technology to be made or changed."""

    id: Text = None
    parent_id: Text = None
    customer_id: Text = None
    customer_location_id: Text = None
    nickname: Text = None
    type: Annotated[str | None, BeforeValidator(str), KeyOfEntry(TECHNOLOGY_TYPES)] = None
    critical: Flag = None
    active: Flag = None
    label: Text = None
    make: Text = None
    model: Text = None
    serial_number: Text = None
    version: Text = None
    ip_address: Text = None
    mac_adddress: Text = None
    external_id: Annotated[Text, unique(lambda state: state.technology_index)] = None
    notes: Text = None
    location: Text = None
    status_detail: Text = None
    last_checked: Time = None
    last_seen: Time = None
    last_changed: Time = None
    pci_ssc_ref_no: Text = None
    pts_device_dependencies: Text = None
    app_pa_dss_listed: Flag = None
    pa_dds_expire_date: Time = None
    metadata_values: Annotated[TechnologyMetadataIn | None, Map] = None
    pci_compliant: Text = None
    policy: Text = None
    status: Text = None


class TechnologyPut(BaseModel):
    """Technology."""

    technology: TechnologyIn
