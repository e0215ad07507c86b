"""The token doors: an access key, a password, a code or a token for tokens."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256
from typing import Annotated, Never
from urllib.parse import unquote_plus

from pydantic import BaseModel

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Answers, Operation, Reply
from sandbox.vendors.nice_cxone.auth import active_user, owner
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.oauth import (
    INVALID_KEY,
    INVALID_REFRESH,
    INVALID_SUBJECT,
    NO_STORE,
    AuthError,
    TokenResponse,
    Wire,
    form_of,
    key_of,
    refresh_token,
    refusal,
    same,
    token_answer,
    use,
    use_up,
)
from sandbox.vendors.nice_cxone.tokens import Tokens, encoded, issue

ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"

_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_IMPERSONATION = frozenset(
    f"urn:ietf:params:oauth:grant-type:{kind}-token-exchange"
    for kind in ("associated-user", "role-impersonation", "user-impersonation", "impersonate-configure", "impersonate-support")
)
_REQUIRED = {
    "password": ("username", "password"),
    "refresh_token": ("refresh_token",),
    "authorization_code": ("code", "redirect_uri"),
    "token-exchange": ("subject_token", "subject_token_type"),
}


class AccessKeyLogin(Wire):
    """An access key and its secret."""

    access_key_id: str
    access_key_secret: str


class TokenRequest(BaseModel):
    """A grant, and what it takes."""

    grant_type: str | None = None
    username: str | None = None
    """Access key id."""
    password: str | None = None
    """Access key secret."""
    refresh_token: str | None = None
    code: str | None = None
    redirect_uri: str | None = None
    code_verifier: str | None = None
    subject_token: str | None = None
    subject_token_type: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


# --- Access key -----------------------------------------------------------------------------------------------------


def has_access_key(call: CxoneCall) -> None:
    """Check that the body holds an access key."""
    try:
        AccessKeyLogin.model_validate(call.json)
    except ValueError:
        text = "accessKeyId and accessKeySecret are required"
        raise refusal(call, "access-key-body", 400, "invalid_request", text, NO_STORE) from None


def token_for_access_key(call: CxoneCall, body: AccessKeyLogin) -> Annotated[Reply, TokenResponse]:
    """Get tokens for an access key."""
    key = key_of(call, body.access_key_id, body.access_key_secret)
    if key is None:
        raise refusal(call, "access-key-invalid", 401, "invalid_grant", INVALID_KEY, NO_STORE)
    use(call, key)
    return token_answer(issue(call, key.user_id))


# --- OAuth 2 --------------------------------------------------------------------------------------------------------


def token(call: CxoneCall, form: TokenRequest) -> Annotated[Reply, TokenResponse]:
    """Get tokens by an OAuth 2 grant: `password`, `refresh_token`, `authorization_code` or `token-exchange`.

    The client is told by a Basic header or in the form. The body is read as a form whatever its Content-Type says.
    """
    fields = form_of(call)
    grant = _grant(call, fields)
    client = _client(call, grant, fields)
    for name in _REQUIRED[grant]:
        if name not in fields:
            raise refusal(call, "param-missing", 400, "invalid_request", f"Missing parameter: {name}", NO_STORE)
    return token_answer(_GRANTS[grant](call, fields, client), ACCESS_TOKEN_TYPE)


def _grant(call: CxoneCall, fields: dict[str, str]) -> str:
    """Return the grant that is asked for."""
    grant = fields.get("grant_type")
    if grant is None:
        raise refusal(call, "grant-missing", 400, "invalid_request", "Missing parameter: grant_type", NO_STORE)
    if grant in _IMPERSONATION:
        raise refusal(call, "grant-impersonation", 400, "unauthorized_client", "Grant type not enabled for this client", NO_STORE)
    if grant == _EXCHANGE:
        return "token-exchange"
    if grant not in _REQUIRED:
        raise refusal(call, "grant-unsupported", 400, "unsupported_grant_type", f"Unsupported grant type: {grant}", NO_STORE)
    return grant


def _client(call: CxoneCall, grant: str, fields: dict[str, str]) -> str | None:
    """Return the client that asks, if it says who it is, which some grants need."""
    client_id, secret = _presented(call, fields)
    client = call.state.clients.get(client_id)
    if secret:
        welcome = client is not None and same(client.secret, secret)
    elif grant == "password" or (client_id and client is None):
        welcome = False
    elif grant == "authorization_code":
        code = call.state.codes.get(fields.get("code", ""))
        welcome = "code_verifier" in fields and (code is None or code.challenge is not None)
    else:
        welcome = True
    if not welcome:
        raise _wrong_client(call)
    return client_id or None


def _presented(call: CxoneCall, fields: dict[str, str]) -> tuple[str, str]:
    """Return client id and secret as presented; what is not there is empty."""
    scheme, _, pair = call.header("authorization").partition(" ")
    if scheme.lower() != "basic":
        return fields.get("client_id", ""), fields.get("client_secret", "")
    try:
        client_id, colon, secret = b64decode(pair.strip(), validate=True).decode().partition(":")
    except ValueError:
        raise _wrong_client(call) from None
    if not colon or not client_id:
        raise _wrong_client(call)
    client = call.state.clients.get(client_id)
    if client is None:
        return unquote_plus(client_id), unquote_plus(secret)
    return client_id, secret if same(client.secret, secret) else unquote_plus(secret)


def _wrong_client(call: CxoneCall) -> Refusal:
    headers = {**NO_STORE, "WWW-Authenticate": 'Basic realm="cxone"'}
    return refusal(call, "client-invalid", 401, "invalid_client", "Client authentication failed", headers)


# --- Grants ---------------------------------------------------------------------------------------------------------


def _by_password(call: CxoneCall, fields: dict[str, str], client: str | None) -> Tokens:
    key = key_of(call, fields["username"], fields["password"])
    if key is None:
        _refuse(call, "key-invalid", INVALID_KEY)
    use(call, key)
    return issue(call, key.user_id, client=client)


def _by_refresh_token(call: CxoneCall, fields: dict[str, str], client: str | None) -> Tokens:
    token = refresh_token(call, fields["refresh_token"])
    if token is None or (client and token.client and client != token.client):
        _refuse(call, "refresh-invalid", INVALID_REFRESH)
    use_up(call, token)
    return issue(call, token.user_id, client=client or token.client, session_id=token.session_id)


def _by_code(call: CxoneCall, fields: dict[str, str], client: str | None) -> Tokens:
    code = call.state.codes.get(fields["code"])
    if (
        code is None
        or code.expires_at <= call.now
        or code.client_id != (client or code.client_id)
        or code.redirect_uri != fields["redirect_uri"]
        or code.challenge not in (None, _challenge(fields.get("code_verifier", "")))
        or active_user(call, code.user_id) is None
    ):
        _refuse(call, "code-invalid", "Invalid or expired authorization code")
    del call.state.codes[fields["code"]]
    return issue(call, code.user_id, client=code.client_id, nonce=code.nonce)


def _by_subject_token(call: CxoneCall, fields: dict[str, str], client: str | None) -> Tokens:
    token = owner(call, fields["subject_token"])
    if token is None or fields["subject_token_type"] not in ("access_token", ACCESS_TOKEN_TYPE):
        _refuse(call, "subject-token-invalid", INVALID_SUBJECT)
    return issue(call, token.user_id, client=client)


def _challenge(verifier: str) -> str:
    """Return the challenge that a verifier answers (method `S256`)."""
    return encoded(sha256(verifier.encode(errors="replace")).digest()).decode()


def _refuse(call: CxoneCall, rule: str, text: str) -> Never:
    raise refusal(call, rule, int(call.variants.invalid_grant_status), "invalid_grant", text, NO_STORE)


_GRANTS = {
    "password": _by_password,
    "refresh_token": _by_refresh_token,
    "authorization_code": _by_code,
    "token-exchange": _by_subject_token,
}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("auth.token-access-key", "POST", "/authentication/v1/token/access-key", token_for_access_key, OBSERVED, (has_access_key,),
              {400: Answers(AuthError, CHOSEN), 401: Answers(AuthError, INFERRED)}),
    Operation("auth.token", "POST", "/auth/token", token, DOCUMENTED,
              errors={400: Answers(AuthError, DOCUMENTED), 401: Answers(AuthError, DOCUMENTED)}),
)
