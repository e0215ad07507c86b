"""What an administrator does with business data fields: list, create, rename, deactivate."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel
from pydantic.alias_generators import to_camel

from sandbox.vendor import RECORD, ConsoleError
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.state import BusinessDataField, FieldType, NiceCxone, Tenant, too_many_fields

WIRE = ConfigDict(alias_generator=to_camel, strict=True, validate_by_alias=True, validate_by_name=False)
"""Configuration of what a console's caller sends. An optional member may be `null`, which is as good as absent."""


class OfTenant(BaseModel):
    """Whose fields; of the first tenant, if nobody is named."""

    model_config = WIRE

    tenant_id: str | None = None


class FieldToCreate(BaseModel):
    """A new business data field."""

    model_config = WIRE

    name: Annotated[str, Field(min_length=1)]
    type: FieldType
    active: bool | None = None
    tenant_id: str | None = None


class FieldChanges(BaseModel):
    """What is to change in a field. Its type cannot."""

    model_config = WIRE

    name: Annotated[str | None, Field(min_length=1)] = None
    active: bool | None = None


class FieldShown(BaseModel):
    """A business data field."""

    model_config = RECORD

    tenant_id: str
    id: str
    name: str
    type: FieldType
    active: bool
    position: int
    """Its place in the tenant's order, from 0."""


class FieldsShown(RootModel[list[FieldShown]]):
    """The business data fields of a tenant, in its order."""


def list_fields(call: CxoneCall, query: OfTenant) -> FieldsShown:
    """List the business data fields of a tenant."""
    tenant_id, tenant = _tenant(call.state, query.tenant_id)
    shown = [_shown(tenant_id, name, known, position) for position, (name, known) in enumerate(tenant.fields.items())]
    return FieldsShown(shown)


def create_field(call: CxoneCall, body: FieldToCreate) -> FieldShown:
    """Create a business data field, last in the tenant's order."""
    tenant_id, tenant = _tenant(call.state, body.tenant_id)
    _check_free(tenant, body.name)
    created = BusinessDataField(id=call.chance.uuid(), type=body.type, active=body.active is not False)
    if problem := too_many_fields({**tenant.fields, body.name: created}):
        raise ConsoleError("nice_cxone.bd.field-limits", 409, "too many fields", {"reason": problem})
    tenant.fields[body.name] = created
    return _shown(tenant_id, body.name, created, len(tenant.fields) - 1)


def update_field(call: CxoneCall, body: FieldChanges) -> FieldShown:
    """Rename a business data field, deactivate it, or activate it again. Stored values go with the name."""
    tenant_id, tenant, name = _field(call)
    known = tenant.fields[name]
    if body.name is not None and body.name != name:
        _check_free(tenant, body.name)
        _rename(call.state, tenant_id, name, body.name)
        name = body.name
    if body.active is not None:
        known.active = body.active
    return _shown(tenant_id, name, known, list(tenant.fields).index(name))


def _tenant(state: NiceCxone, tenant_id: str | None) -> tuple[str, Tenant]:
    """Find a tenant; the first one, if none is named."""
    tenant_id = tenant_id.lower() if tenant_id else next(iter(state.tenants), "")
    tenant = state.tenants.get(tenant_id)
    if tenant is None:
        raise ConsoleError(None, 404, "unknown tenant", {"tenantId": tenant_id})
    return tenant_id, tenant


def _field(call: CxoneCall) -> tuple[str, Tenant, str]:
    """Find the field that the path names: its tenant, and its name."""
    wanted = call.path["id"].lower()
    for tenant_id, tenant in call.state.tenants.items():
        for name, known in tenant.fields.items():
            if known.id == wanted:
                return tenant_id, tenant, name
    raise ConsoleError(None, 404, "unknown field", dict(call.path))


def _check_free(tenant: Tenant, name: str) -> None:
    if name in tenant.fields:
        raise ConsoleError(None, 409, "the name is taken", {"name": name})


def _rename(state: NiceCxone, tenant_id: str, old: str, new: str) -> None:
    """Give a field another name where it stands, and to its values."""
    tenant = state.tenants[tenant_id]
    tenant.fields = {new if name == old else name: known for name, known in tenant.fields.items()}
    for segment in state.segments.values():
        if old in segment.values and state.contacts[segment.contact_id].tenant_id == tenant_id:
            segment.values[new] = segment.values.pop(old)


def _shown(tenant_id: str, name: str, known: BusinessDataField, position: int) -> FieldShown:
    return FieldShown(tenant_id=tenant_id, id=known.id, name=name, type=known.type, active=known.active, position=position)
