"""Access keys: made, listed, switched off and deleted by their users and by administrators."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from sandbox.vendor import CHOSEN, DOCUMENTED, RECORD, Answers, Operation
from sandbox.vendors.nice_cxone import keys
from sandbox.vendors.nice_cxone.auth import UNAUTHORIZED, Message, authenticate
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.media import show
from sandbox.vendors.nice_cxone.oauth import Wire, given
from sandbox.vendors.nice_cxone.routes import acd_access_keys
from sandbox.vendors.nice_cxone.state import AccessKey

PATH = "/access-key-management/v1/access-keys"


# --- Models ---------------------------------------------------------------------------------------------------------

Id = Annotated[str, AfterValidator(str.lower)]
"""A UUID in any case."""


class NewAccessKey(Wire):
    """Whose access key is made; both default to the caller's."""

    user_id: Id = ""
    tenant_id: Id = ""


class ListQuery(BaseModel):
    """Whose access keys are listed."""

    userId: str | None = None  # noqa: N815
    agentId: str | None = None  # noqa: N815


class UpdateQuery(BaseModel):
    """Which access key is updated."""

    accessKeyId: str  # noqa: N815
    tenantId: str | None = None  # noqa: N815
    userId: str | None = None  # noqa: N815


class AccessKeyUpdate(Wire):
    """Whether the access key can be used."""

    is_active: bool


class AccessKeyWithSecret(BaseModel):
    """An access key with its secret, which is shown this once."""

    model_config = RECORD

    access_key_id: str
    access_key_secret: str
    user_id: str
    tenant_id: str
    agent_id: int
    billing_id: int
    is_active: bool


class ShownAccessKey(BaseModel):
    """An access key."""

    model_config = RECORD

    access_key_id: str
    user_id: str
    tenant_id: str
    agent_id: int
    billing_id: int
    is_active: bool
    last_used_date: str | None


class CreatedAccessKey(BaseModel):
    """The new access key."""

    model_config = RECORD

    result_set: AccessKeyWithSecret


class FoundAccessKey(BaseModel):
    """The access key."""

    model_config = RECORD

    result_set: ShownAccessKey


class AccessKeyLinks(BaseModel):
    """Addresses of this part of a list and its neighbours."""

    self: str
    next: str | None
    previous: str | None


class ListedAccessKeys(BaseModel):
    """Access keys, oldest first."""

    model_config = RECORD

    total_records: int
    links: Annotated[AccessKeyLinks, Field(serialization_alias="_links")]
    access_keys: list[ShownAccessKey]


# --- Checks ---------------------------------------------------------------------------------------------------------


def refuse(rule: str, status: int, text: str) -> Refusal:
    """Word a refusal."""
    return Refusal(rule, status, {"message": text})


def may_touch_some(call: CxoneCall) -> None:
    """Check that the caller may touch access keys at all."""
    keys.may_touch_some(call, refuse)


def says_what_to_update(call: CxoneCall) -> None:
    """Check that an update names a key and says what becomes of it."""
    try:
        AccessKeyUpdate.model_validate(call.json)
        asked = given(call.query.multi_items())
    except ValueError:
        asked = {}
    if "accessKeyId" not in asked:
        raise refuse("nice_cxone.akm.update", 400, "accessKeyId and isActive are required.")


# --- Operations -----------------------------------------------------------------------------------------------------


def create_access_key(call: CxoneCall) -> CreatedAccessKey:
    """Create an access key.

    The body may hold `userId` and `tenantId`, which default to the caller's; it may also be empty. The secret is shown
    this once.
    """
    asked = {"user_id": call.user_id, "tenant_id": call.tenant_id, **_asked(call)}
    if asked["tenant_id"] != call.tenant_id:
        raise refuse("nice_cxone.akm.create-other-tenant", 403, keys.FORBIDDEN)
    user_id = asked["user_id"]
    keys.may_touch(call, user_id, refuse)
    owner = keys.known_user(call, user_id, refuse)
    key_id, key = keys.create(call, user_id)
    made = AccessKeyWithSecret(
        access_key_id=key_id,
        access_key_secret=key.secret,
        user_id=user_id,
        tenant_id=call.tenant_id,
        agent_id=owner.agent_id,
        billing_id=call.tenant.business_unit_id,
        is_active=key.is_active,
    )
    return CreatedAccessKey(result_set=made)


def list_access_keys(call: CxoneCall, query: ListQuery) -> ListedAccessKeys:
    """List access keys: with the permission those of the tenant, else one's own."""
    asked = given(call.query.multi_items())
    user_id, agent_id = asked.get("userId", "").lower(), asked.get("agentId", "")
    shown = [_shown(call, key_id, key) for key_id, key in keys.visible(call)]
    found = [key for key in shown if user_id in ("", key.user_id) and agent_id in ("", str(key.agent_id))]
    query_text = call.incoming.query.decode("latin-1")
    here = call.base_url + call.incoming.path.decode("latin-1") + (f"?{query_text}" if query_text else "")
    return ListedAccessKeys(total_records=len(found), links=AccessKeyLinks(self=here, next=None, previous=None), access_keys=found)


def get_access_key(call: CxoneCall) -> FoundAccessKey:
    """Get an access key, without its secret."""
    key_id = call.path["accessKeyId"]
    key = keys.known_key(call, key_id, refuse)
    call.applies("nice_cxone.akm.secret-once")
    return FoundAccessKey(result_set=_shown(call, key_id, key))


def update_access_key(call: CxoneCall, query: UpdateQuery, body: AccessKeyUpdate) -> None:
    """Deactivate an access key, or activate it again."""
    key = keys.known_key(call, given(call.query.multi_items())["accessKeyId"], refuse)
    key.is_active = body.is_active


def delete_access_key(call: CxoneCall) -> None:
    """Delete an access key."""
    key_id = call.path["accessKeyId"]
    keys.known_key(call, key_id, refuse)
    keys.delete(call, key_id)


def _asked(call: CxoneCall) -> dict[str, str]:
    """Read whose key is to be made."""
    if not call.body:
        return {}
    try:
        return NewAccessKey.model_validate(call.json).model_dump(exclude_unset=True, by_alias=False)
    except ValueError:
        raise refuse("nice_cxone.akm.create-body", 400, "Invalid request body.") from None


def _shown(call: CxoneCall, key_id: str, key: AccessKey) -> ShownAccessKey:
    owner = call.state.users[key.user_id]
    return ShownAccessKey(
        access_key_id=key_id,
        user_id=key.user_id,
        tenant_id=call.tenant_id,
        agent_id=owner.agent_id,
        billing_id=call.tenant.business_unit_id,
        is_active=key.is_active,
        last_used_date=show(key.last_used) if key.last_used else None,
    )


# --- Table ----------------------------------------------------------------------------------------------------------

NO_MATCH = {401: UNAUTHORIZED, 403: Answers(Message, DOCUMENTED)}
KEYED = NO_MATCH | {404: Answers(Message, CHOSEN)}
CHANGING = KEYED | {400: Answers(Message, CHOSEN)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("access-keys.create", "POST", PATH, create_access_key, CHOSEN, (authenticate, may_touch_some), CHANGING, "bearer"),
    Operation("access-keys.list", "GET", PATH, list_access_keys, DOCUMENTED, (authenticate, may_touch_some), NO_MATCH, "bearer"),
    Operation("access-keys.update", "PATCH", PATH, update_access_key, CHOSEN, (authenticate, says_what_to_update), CHANGING, "bearer",
              status=204),
    Operation("access-keys.get", "GET", f"{PATH}/{{accessKeyId}}", get_access_key, DOCUMENTED, (authenticate,), KEYED, "bearer"),
    Operation("access-keys.delete", "DELETE", f"{PATH}/{{accessKeyId}}", delete_access_key, CHOSEN, (authenticate,), KEYED, "bearer",
              status=204),
    *acd_access_keys.OPERATIONS,
)
