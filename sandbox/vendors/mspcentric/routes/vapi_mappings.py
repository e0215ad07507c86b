"""Accounts and services of the vendor's: what the organization maps to its PSA."""

from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.vendor import INFERRED, Answers, Operation
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NO_RESOURCE, SAME_ID, AnyError, Refusal
from sandbox.vendors.mspcentric.paths import VAPI
from sandbox.vendors.mspcentric.state import Kind, Mapping
from sandbox.vendors.mspcentric.vapi_checks import ALWAYS, EXTRA, json_body
from sandbox.vendors.mspcentric.vapi_models import (
    MappingUpdate,
    NewAccount,
    NewAccounts,
    NewService,
    NewServices,
    SelectedUpdate,
    ShownMapping,
    ShownMappings,
    ShownOneOrMany,
    Updates,
)
from sandbox.vendors.mspcentric.webhook import watched

# --- Creating -------------------------------------------------------------------------------------------------------


def create_accounts(call: MspcentricCall, body: NewAccounts) -> ShownMappings:
    """Create one account or several: all of them or none. The answer is a list in each case. Deprecated by the vendor."""
    sent = [body] if isinstance(body, NewAccount) else body
    return _create(call, [_account(call, one) for one in sent])


def _account(call: MspcentricCall, new: NewAccount) -> Mapping:
    known = new.vendor_account_id if new.vendor_account_id is not None else new.id or ""
    description = new.description or ""
    return Mapping("account", call.new_id(), known, new.name, description, new.external_id, is_arrears=bool(new.is_arrears))


def create_services(call: MspcentricCall, body: NewServices) -> ShownMappings:
    """Create one service or several: all of them or none. The answer is a list in each case. Deprecated by the vendor."""
    sent = [body] if isinstance(body, NewService) else body
    return _create(call, [Mapping("service", call.new_id(), one.id, one.name, one.description) for one in sent])


def _create(call: MspcentricCall, created: list[Mapping]) -> ShownMappings:
    """Store new mappings, whose ids must be new."""
    ids = [one.id for one in created]
    if len(set(ids)) < len(ids) or any(_find(call, one.kind, one.id) for one in created):
        raise Refusal("vapi-duplicate", 409, SAME_ID)
    call.integration.mappings += created
    call.state.tables.relate_mappings(call.integration, created)
    call.applies("mspcentric.vapi-body")
    return ShownMappings([_shown(one, is_mapped=one.is_mapped) for one in created])


# --- Listing --------------------------------------------------------------------------------------------------------


class AccountFilter(BaseModel):
    """Which accounts are listed."""

    account_ids: str | None = Field(None, alias="accountIds", description="Ids with commas between them; may be repeated.")
    return_unmapped: str = Field("true", alias="returnUnmapped", description="`false`: only what is mapped.")


def list_accounts(call: MspcentricCall, query: AccountFilter) -> ShownMappings:
    """List the accounts, oldest first."""
    wanted = {part for text in call.query.getlist("accountIds") for part in text.split(",") if part}
    accounts = [one for one in call.integration.mappings if one.kind == "account"]
    if wanted:
        accounts = [one for one in accounts if one.id in wanted]
    if query.return_unmapped == "false":
        accounts = [one for one in accounts if one.is_mapped]
    return ShownMappings([_shown(one, mapping_id=one.mapping_id, is_mapped=one.is_mapped) for one in accounts])


# --- Updating -------------------------------------------------------------------------------------------------------


def update_account(call: MspcentricCall, body: MappingUpdate) -> ShownMapping:
    """Update an account. A new id takes its unit counts and alerts along."""
    return _update_one(call, "account", call.path["accountId"], body)


def update_service(call: MspcentricCall, body: MappingUpdate) -> ShownMapping:
    """Update a service. A new id takes its unit counts along."""
    return _update_one(call, "service", call.path["serviceId"], body)


def update_accounts(call: MspcentricCall, body: Updates) -> ShownOneOrMany:
    """Update one account or several: all of them or none. The answer has the form of the request."""
    return _update_all(call, "account", body)


def update_services(call: MspcentricCall, body: Updates) -> ShownOneOrMany:
    """Update one service or several: all of them or none. The answer has the form of the request."""
    return _update_all(call, "service", body)


def _update_one(call: MspcentricCall, kind: Kind, known: str, body: MappingUpdate) -> ShownMapping:
    mapping = _known(call, kind, known)
    if body.id is not None and body.id != mapping.id and _find(call, kind, body.id):
        raise Refusal("vapi-duplicate", 409, SAME_ID)
    with watched(call, call.organization, call.integration):
        if body.id is not None:
            call.state.tables.rename(call.integration, mapping, body.id)
        _change(mapping, body)
    return _shown(mapping, mapping_id=mapping.mapping_id)


def _update_all(call: MspcentricCall, kind: Kind, body: SelectedUpdate | list[SelectedUpdate]) -> ShownOneOrMany:
    sent = [body] if isinstance(body, SelectedUpdate) else body
    found = [_known(call, kind, one.id) for one in sent]
    shown = []
    for mapping, one in zip(found, sent, strict=True):
        _change(mapping, one)
        shown.append(_shown(mapping, mapping_id=mapping.mapping_id))
    return ShownOneOrMany(shown if isinstance(body, list) else shown[0])


def _change(mapping: Mapping, update: MappingUpdate | SelectedUpdate) -> None:
    for name, value in update.changes().items():
        setattr(mapping, name, value)


def _known(call: MspcentricCall, kind: Kind, known: str) -> Mapping:
    mapping = _find(call, kind, known)
    if mapping is None:
        raise Refusal("vapi-unknown-id", 404, NO_RESOURCE)
    return mapping


def _find(call: MspcentricCall, kind: Kind, known: str) -> Mapping | None:
    return call.state.tables.mappings.get((call.integration.id, kind, known))


def _shown(mapping: Mapping, *, mapping_id: str | None = None, is_mapped: bool | None = None) -> ShownMapping:
    """Return a mapping as a reply tells it; an account that has an external id tells it where it tells whether it is mapped."""
    more = {"mapping_id": mapping_id, "is_mapped": is_mapped, "external_id": None if is_mapped is None else mapping.external_id}
    given = {name: value for name, value in more.items() if value is not None}
    return ShownMapping.model_validate({"id": mapping.id, "name": mapping.name, "description": mapping.description, **given})


# --- Table ----------------------------------------------------------------------------------------------------------

ERROR = Answers(AnyError, INFERRED)
LIMITED = Answers(AnyError, INFERRED, only_with="mspcentric.rate-limit: 100-per-second")
READ = {401: ERROR, 404: ERROR, 429: LIMITED}
CREATE = {**READ, 400: ERROR, 409: ERROR}
UPDATE_ALL = {**READ, 400: ERROR}
UPDATE = CREATE
ACCOUNTS = f"{VAPI}/organization/accounts"
SERVICES = f"{VAPI}/organization/services"
WRITES = (*ALWAYS, json_body)
EXTRA_WRITES = (*EXTRA, json_body)

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("vapi.accounts.create", "POST", ACCOUNTS, create_accounts, INFERRED, WRITES, CREATE, "mspc", 201),
    Operation("vapi.services.create", "POST", SERVICES, create_services, INFERRED, WRITES, CREATE, "mspc", 201),
    Operation("vapi.accounts.list", "GET", ACCOUNTS, list_accounts, INFERRED, EXTRA, READ, "mspc"),
    Operation("vapi.accounts.update-bulk", "PATCH", ACCOUNTS, update_accounts, INFERRED, EXTRA_WRITES, UPDATE_ALL, "mspc"),
    Operation("vapi.accounts.update", "PATCH", f"{ACCOUNTS}/{{accountId}}", update_account, INFERRED, EXTRA_WRITES, UPDATE, "mspc"),
    Operation("vapi.services.update-bulk", "PATCH", SERVICES, update_services, INFERRED, EXTRA_WRITES, UPDATE_ALL, "mspc"),
    Operation("vapi.services.update", "PATCH", f"{SERVICES}/{{serviceId}}", update_service, INFERRED, EXTRA_WRITES, UPDATE, "mspc"),
)
# fmt: on
