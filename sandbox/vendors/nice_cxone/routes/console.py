"""What a person does in CXone's own pages, or what happens on calls: the table."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, Operation
from sandbox.vendors.nice_cxone.routes.console_contacts import add_segment, close_contact, open_contact, store_meta_data
from sandbox.vendors.nice_cxone.routes.console_fields import create_field, list_fields, update_field
from sandbox.vendors.nice_cxone.routes.console_users import create_access_key, create_user_token, update_user

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("console.fields.list", "GET", "/fields", list_fields, CHOSEN),
    Operation("console.fields.create", "POST", "/fields", create_field, CHOSEN, status=201),
    Operation("console.fields.update", "PATCH", "/fields/{id}", update_field, CHOSEN),
    Operation("console.contacts.open", "POST", "/contacts", open_contact, CHOSEN, status=201),
    Operation("console.contacts.add-segment", "POST", "/contacts/{contactId}/segments", add_segment, CHOSEN, status=201),
    Operation("console.contacts.close", "POST", "/contacts/{contactId}/close", close_contact, CHOSEN),
    Operation("console.contacts.meta-data", "POST", "/contacts/{contactId}/meta-data", store_meta_data, CHOSEN),
    Operation("console.users.update", "PATCH", "/users/{userId}", update_user, CHOSEN),
    Operation("console.access-keys.create", "POST", "/access-keys", create_access_key, CHOSEN, status=201),
    Operation("console.user-tokens.create", "POST", "/user-tokens", create_user_token, CHOSEN, status=201),
)
# fmt: on
