"""The ACD operations, but for access keys."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Answers, Operation
from sandbox.vendors.nice_cxone.auth import authenticate_acd
from sandbox.vendors.nice_cxone.paths import ACD
from sandbox.vendors.nice_cxone.routes.acd_contacts import (
    get_business_unit,
    get_contact,
    get_contact_custom_data,
    get_contact_files,
    get_contact_hierarchy,
    get_contact_state_history,
    get_file,
    get_server_time,
)
from sandbox.vendors.nice_cxone.routes.acd_lists import list_completed_contacts, list_contacts, list_custom_data, list_state_history

CHECKS = (authenticate_acd,)
CONTACT = f"{ACD}/contacts/{{contactId}}"

PLAIN = {401: Answers(None, INFERRED)}
EMPTY = {204: Answers(None, OBSERVED)}
BAD = {400: Answers(None, CHOSEN)}
UNKNOWN = {404: Answers(None, CHOSEN)}
LIST = EMPTY | BAD | PLAIN
ONE = PLAIN | UNKNOWN
FILES = EMPTY | ONE
FILE = BAD | ONE

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("acd.contacts", "GET", f"{ACD}/contacts", list_contacts, DOCUMENTED, CHECKS, LIST, "bearer"),
    Operation("acd.contacts-completed", "GET", f"{ACD}/contacts/completed", list_completed_contacts, DOCUMENTED, CHECKS, LIST, "bearer"),
    Operation("acd.contact", "GET", CONTACT, get_contact, DOCUMENTED, CHECKS, ONE, "bearer"),
    Operation("acd.contact-files", "GET", f"{CONTACT}/files", get_contact_files, DOCUMENTED, CHECKS, FILES, "bearer"),
    Operation("acd.contact-state-history", "GET", f"{CONTACT}/state-history", get_contact_state_history, DOCUMENTED, CHECKS, ONE, "bearer"),
    Operation("acd.contact-statehistory", "GET", f"{CONTACT}/statehistory", get_contact_state_history, OBSERVED, CHECKS, ONE, "bearer"),
    Operation("acd.contact-custom-data", "GET", f"{CONTACT}/custom-data", get_contact_custom_data, DOCUMENTED, CHECKS, FILES, "bearer"),
    Operation("acd.contact-hierarchy", "GET", f"{CONTACT}/hierarchy", get_contact_hierarchy, DOCUMENTED, CHECKS, ONE, "bearer"),
    Operation("acd.state-history", "GET", f"{ACD}/contacts/state-history", list_state_history, DOCUMENTED, CHECKS, LIST, "bearer"),
    Operation("acd.custom-data", "GET", f"{ACD}/contacts/custom-data", list_custom_data, DOCUMENTED, CHECKS, LIST, "bearer"),
    Operation("acd.file", "GET", f"{ACD}/files", get_file, DOCUMENTED, CHECKS, FILE, "bearer"),
    Operation("acd.business-unit", "GET", f"{ACD}/business-unit", get_business_unit, DOCUMENTED, CHECKS, PLAIN, "bearer"),
    Operation("acd.server-time", "GET", f"{ACD}/server-time", get_server_time, DOCUMENTED, CHECKS, PLAIN, "bearer"),
)
# fmt: on
