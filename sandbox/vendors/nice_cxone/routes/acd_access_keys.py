"""Access keys as the ACD API has them: known by their agents, and with its own way to say no."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Answers, Operation, Reply
from sandbox.vendors.nice_cxone import keys
from sandbox.vendors.nice_cxone.acd_checks import Parameters
from sandbox.vendors.nice_cxone.acd_models import AcdQuery, AcdResult, members
from sandbox.vendors.nice_cxone.acd_pages import Json, Order, Paging, chosen, listed, reply
from sandbox.vendors.nice_cxone.auth import authenticate_acd
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import AcdRefusal
from sandbox.vendors.nice_cxone.media import show
from sandbox.vendors.nice_cxone.paths import ACD
from sandbox.vendors.nice_cxone.state import AccessKey


class AgentQuery(AcdQuery):
    """Whose access keys."""

    agent_id: Annotated[str | None, Field(description="Required.")] = None


class ListQuery(AgentQuery):
    """Whose access keys, and which part of the list."""

    fields: str | None = None
    skip: str | None = None
    top: str | None = None
    order_by: str | None = None


class UpdateQuery(AcdQuery):
    """Whether the access key can be used."""

    is_active: Annotated[str | None, Field(description="Required: true or false.")] = None


class AcdAccessKey(AcdResult):
    """An access key; `fields` may leave members out."""

    access_key_id: str | None = None
    agent_id: int | None = None
    billing_id: int | None = None
    is_active: bool | None = None
    last_used_date: str | None = None


class NewAcdAccessKey(AcdResult):
    """An access key with its secret, which is shown this once."""

    access_key_id: str
    access_key_secret: str
    agent_id: int
    billing_id: int
    is_active: bool


class AcdAccessKeys(AcdResult):
    """Access keys, oldest first."""

    total_records: int
    access_keys: Annotated[list[AcdAccessKey], Field(alias="accesskeys")]


class NewAcdAccessKeys(AcdResult):
    """The new access key."""

    access_keys: Annotated[list[NewAcdAccessKey], Field(alias="accesskeys")]


class OneAcdAccessKey(AcdResult):
    """The access key."""

    access_key: AcdAccessKey


def may_touch_some(call: CxoneCall) -> None:
    """Check that the caller may touch access keys at all."""
    keys.may_touch_some(call, AcdRefusal)


def list_access_keys(call: CxoneCall, query: ListQuery) -> Annotated[Reply, AcdAccessKeys]:
    """List the access keys of an agent."""
    parameters = Parameters(call)
    agent_id = parameters.required("agentId")
    paging = Paging.read(parameters)
    order = Order.read(parameters, members(AcdAccessKey))
    found = [_shown(call, key_id, key) for key_id, key in keys.visible(call)]
    found = [key for key in found if str(key["agentId"]) == agent_id]
    if order:
        found.sort(key=order.key, reverse=order.is_descending)
    fields = parameters.names("fields")
    page = [chosen(key, fields) for key in paging.cut(found)]
    return listed(call, {"totalRecords": len(found), "accesskeys": page}, page)


def create_access_key(call: CxoneCall, query: AgentQuery) -> Annotated[Reply, NewAcdAccessKeys]:
    """Create an access key for an agent. The secret is shown this once."""
    agent_id = Parameters(call).required("agentId")
    user_id = _user_of(call, agent_id)
    keys.may_touch(call, user_id, AcdRefusal)
    owner = keys.known_user(call, user_id, AcdRefusal)
    key_id, key = keys.create(call, user_id)
    made = {
        "accessKeyId": key_id,
        "accessKeySecret": key.secret,
        "agentId": owner.agent_id,
        "billingId": call.tenant.business_unit_id,
        "isActive": key.is_active,
    }
    return reply({"accesskeys": [made]})


def get_access_key(call: CxoneCall) -> Annotated[Reply, OneAcdAccessKey]:
    """Get an access key, without its secret."""
    key_id = call.path["accessKeyId"]
    key = keys.known_key(call, key_id, AcdRefusal)
    call.applies("nice_cxone.akm.secret-once")
    return reply({"accessKey": _shown(call, key_id, key)})


def update_access_key(call: CxoneCall, query: UpdateQuery) -> None:
    """Deactivate an access key, or activate it again."""
    is_active = Parameters(call).required_flag("isActive")
    keys.known_key(call, call.path["accessKeyId"], AcdRefusal).is_active = is_active


def delete_access_key(call: CxoneCall) -> None:
    """Delete an access key."""
    key_id = call.path["accessKeyId"]
    keys.known_key(call, key_id, AcdRefusal)
    keys.delete(call, key_id)


def _user_of(call: CxoneCall, agent_id: str) -> str:
    """Return the id of the tenant's user who is that agent; the empty text if there is none."""
    users = call.state.users.items()
    return next((user_id for user_id, user in users if user.tenant_id == call.tenant_id and str(user.agent_id) == agent_id), "")


def _shown(call: CxoneCall, key_id: str, key: AccessKey) -> Json:
    return {
        "accessKeyId": key_id,
        "agentId": call.state.users[key.user_id].agent_id,
        "billingId": call.tenant.business_unit_id,
        "isActive": key.is_active,
        "lastUsedDate": show(key.last_used) if key.last_used else None,
    }


PATH = f"{ACD}/access-keys"
ONE = f"{PATH}/{{accessKeyId}}"
MANY = (authenticate_acd, may_touch_some)

KEYED = {401: Answers(None, INFERRED), 403: Answers(None, DOCUMENTED), 404: Answers(None, CHOSEN)}
ASKING = KEYED | {400: Answers(None, CHOSEN)}
LIST = {status: answers for status, answers in ASKING.items() if status != 404} | {204: Answers(None, OBSERVED)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("acd.access-keys-list", "GET", PATH, list_access_keys, DOCUMENTED, MANY, LIST, "bearer"),
    Operation("acd.access-keys-create", "POST", PATH, create_access_key, DOCUMENTED, MANY, ASKING, "bearer"),
    Operation("acd.access-keys-get", "GET", ONE, get_access_key, DOCUMENTED, (authenticate_acd,), KEYED, "bearer"),
    Operation("acd.access-keys-update", "PATCH", ONE, update_access_key, DOCUMENTED, (authenticate_acd,), ASKING, "bearer", 204),
    Operation("acd.access-keys-delete", "DELETE", ONE, delete_access_key, DOCUMENTED, (authenticate_acd,), KEYED, "bearer", 204),
)
