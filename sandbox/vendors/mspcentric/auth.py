"""Who is calling the OEM API: credentials in the body, the organization token beside them, or as Bearer for one shape."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any

from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import BAD_CLIENT, BAD_TOKEN, BLANK, REQUIRED, TYPE, VALUE, Malformed, Refusal
from sandbox.vendors.mspcentric.models import Credentials, ExternalCreate, ExternalCreateWithCredentials, WithToken
from sandbox.vendors.mspcentric.parties import Client
from sandbox.vendors.mspcentric.state import Organization, User

KINDS = (None, "custom_hosted", "external")


def json_object(call: MspcentricCall) -> None:
    """Check that the body is a JSON object, sent as such."""
    if not isinstance(read_json(call, "body-json"), dict):
        raise Malformed("body-json")


def read_json(call: MspcentricCall, rule: str) -> Any:
    """Return the body, which must be JSON and sent as such."""
    if call.media_type != "application/json" and not call.media_type.endswith("+json"):
        raise Malformed(rule)
    try:
        return call.json
    except ValueError:
        raise Malformed(rule) from None


def dispatch(call: MspcentricCall) -> None:
    """Check that the body says one of the two kinds of integrations, or none."""
    kind = call.json.get("integrationType")
    if not any(kind == known for known in KINDS):
        raise Malformed("integration-dispatch", "integrationType", VALUE if isinstance(kind, str) else TYPE)


# --- With the variant that authenticates first ----------------------------------------------------------------------


def _is_first(call: MspcentricCall) -> bool:
    """Say whether the variant says so; the external create keeps its order."""
    is_create = call.operation is not None and call.operation.id == "integration.create"
    return call.variants.check_order == "auth-first" and not (is_create and call.json.get("integrationType") == "external")


def client_first(call: MspcentricCall) -> None:
    """Check the credentials before the rest of the body, if the variant says so."""
    if not _is_first(call):
        return
    body = call.json
    _client(call, body.get("clientId"), body.get("clientSecret"))
    for name, wanted in (("grantType", "client_credentials"), ("scope", "vendor_manage")):
        given = body.get(name)
        if not isinstance(given, str) or not given.strip():
            raise Malformed("credentials-shape", name, REQUIRED if given is None else BLANK if isinstance(given, str) else TYPE)
        if given != wanted:
            raise Malformed("grant-scope", name, VALUE)


def token_first(call: MspcentricCall) -> None:
    """Check the organization token before the rest of the body, if the variant says so."""
    if not _is_first(call):
        return
    client = _client(call, call.json.get("clientId"), call.json.get("clientSecret"))
    _user(call, client, call.json.get("organizationOemToken"))


# --- Credentials in the body ----------------------------------------------------------------------------------------


def authenticate(call: MspcentricCall, body: Credentials) -> Client:
    """Return the client whose credentials the body has."""
    return _client(call, body.client_id, body.client_secret)


def authorize(call: MspcentricCall, body: WithToken) -> tuple[Organization, User]:
    """Return the organization of the body's token, and the user whom it was given to."""
    return _user(call, authenticate(call, body), body.organization_oem_token)


def _client(call: MspcentricCall, client_id: Any, secret: Any) -> Client:
    known = call.state.tables.clients.get(client_id) if isinstance(client_id, str) else None
    if known is None or not isinstance(secret, str) or not compare_digest(known[1].encode(), secret.encode()):
        raise Refusal("client-auth", 401, BAD_CLIENT)
    return known[0]


def _user(call: MspcentricCall, client: Client, token: Any) -> tuple[Organization, User]:
    """Return whom a token of the client's stands for. On `user.delete` also a removed user, unless the variant says otherwise."""
    known = call.state.tables.oem_tokens.get(token) if isinstance(token, str) else None
    if known is None or known[0].client_id != client.client_id:
        raise Refusal("org-token", 403, BAD_TOKEN)
    is_let_through = call.operation is not None and call.operation.id == "user.delete" and call.variants.removed_user_token == "not-found"
    if not is_alive(call, known[1]) and not is_let_through:
        raise Refusal("org-token", 403, BAD_TOKEN)
    return known


def is_alive(call: MspcentricCall, user: User) -> bool:
    """Say whether a user's token opens anything."""
    return not user.removed or call.variants.oem_token == "per-organization"


# --- The external create --------------------------------------------------------------------------------------------


def authenticate_external(call: MspcentricCall, body: ExternalCreate) -> tuple[Client | None, Organization | None]:
    """Return the client, and the organization of the token if one was sent. Without any credential (a variant) there is neither."""
    if isinstance(body, ExternalCreateWithCredentials):
        client = _client(call, body.client_id, body.client_secret)
        token = body.organization_oem_token
        return client, None if token is None else _token_of(call, token, client)
    scheme, _, token = call.header("authorization").partition(" ")
    allowed = call.variants.external_create_auth
    if scheme.lower() == "bearer" and token.strip() and allowed != "body-only":
        organization = _token_of(call, token.strip(), None)
        return call.state.tables.clients[organization.client_id][0], organization
    if allowed != "open":
        raise Refusal("external-auth", 401, BAD_CLIENT)
    return None, None


def _token_of(call: MspcentricCall, token: str, client: Client | None) -> Organization:
    known = call.state.tables.oem_tokens.get(token)
    if known is None or not is_alive(call, known[1]) or (client is not None and known[0].client_id != client.client_id):
        raise Refusal("external-auth", 403, BAD_TOKEN)
    return known[0]
