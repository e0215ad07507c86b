"""What the fixture has of technology."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.ovation import Json, Ovation

NO_METADATA: Json = {
    "download_consumed": 0,
    "upload_consumed": 0,
    "network_at_pos_station": False,
    "pos_emv_nfc": False,
    "pos_org": "",
    "power_at_pos_station": False,
    "terminal_id": "",
    "uuid": "",
}
FRESH: Json = {
    "id": "",
    "parent_id": None,
    "customer_id": "",
    "customer_location_id": "",
    "org_id": "",
    "nickname": "",
    "type": "",
    "critical": False,
    "active": True,
    "label": "",
    "make": "",
    "model": "",
    "serial_number": "",
    "version": "",
    "ip_address": "",
    "mac_adddress": "",
    "external_id": None,
    "notes": "",
    "location": "",
    "status_detail": "",
    "created": None,
    "updated": None,
    "last_checked": None,
    "last_seen": None,
    "last_changed": None,
    "pci_ssc_ref_no": "",
    "pts_device_dependencies": "",
    "app_pa_dss_listed": False,
    "pa_dds_expire_date": None,
    "metadata_values": NO_METADATA,
    "pci_compliant": "",
    "policy": "",
    "status": "",
}
_OF_SUMMIT: Json = FRESH | {"org_id": "SMT", "status": "Active", "created": "2021-09-14 08:20:10", "updated": "2022-02-07 09:00:00"}
TERMINAL: Json = _OF_SUMMIT | {
    "id": "TC2HKR",
    "customer_id": "HCR2KX",
    "customer_location_id": "HCR2KX-M4N",
    "nickname": "Front counter",
    "type": "1",
    "label": "Counter terminal 2",
    "make": "Verifone",
    "model": "P400",
    "serial_number": "SN-804417",
    "version": "3.2.1",
    "ip_address": "192.0.2.14",
    "mac_adddress": "00:00:5E:00:53:14",
    "location": "Front counter",
    "metadata_values": NO_METADATA
    | {"network_at_pos_station": True, "pos_emv_nfc": True, "power_at_pos_station": True, "terminal_id": "TID-20417"},
}
ROUTER: Json = _OF_SUMMIT | {
    "id": "TC3RTR",
    "customer_id": "HCR2KX",
    "customer_location_id": "HCR2KX-M4N",
    "type": "2",
    "label": "Router",
    "make": "Netgear",
    "model": "R7000",
}
PRINTER: Json = _OF_SUMMIT | {
    "id": "TC4PRN",
    "customer_id": "BFB3QT",
    "customer_location_id": "BFB3QT-R6P",
    "type": "3",
    "label": "Receipt printer",
    "make": "Epson",
    "model": "TM-T88V",
}


def put(ovation: Ovation, **technology: Any) -> httpx.Response:
    """Make or change technology."""
    return ovation.post("/technology/put", {"technology": technology})
