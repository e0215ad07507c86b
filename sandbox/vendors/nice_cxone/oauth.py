"""What the token doors have in common: their answers, their error object, and who is behind a credential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Annotated, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.vendor import Reply
from sandbox.vendors.nice_cxone.auth import active_user
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.state import AccessKey
from sandbox.vendors.nice_cxone.tokens import ACCESS_SECONDS, Token, Tokens, read

NO_STORE = {"Cache-Control": "no-store"}
"""On every answer of the two doors that take credentials."""

INVALID_KEY = "Invalid access key or secret"
INVALID_REFRESH = "Invalid or expired refresh token"
INVALID_SUBJECT = "Invalid subject token"


# --- Models ---------------------------------------------------------------------------------------------------------


class Wire(BaseModel):
    """What a client sends as JSON: types are not converted, members outside the schema are ignored."""

    model_config = ConfigDict(alias_generator=to_camel, strict=True, extra="ignore", validate_by_alias=True, validate_by_name=False)


class AuthError(BaseModel):
    """How the authentication service says no. The last two members come only with a variant."""

    error: str
    description: Annotated[str | None, Field(alias="errorDescription")] = None
    error_description: str | None = None
    message: str | None = None


class TokenResponse(BaseModel):
    """Tokens for a user; `expires_in` in seconds."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    refresh_token: str
    id_token: str
    issued_token_type: str | None = None


# --- Answers --------------------------------------------------------------------------------------------------------


def refusal(call: CxoneCall, rule: str, status: int, error: str, text: str, headers: Mapping[str, str] | None = None) -> Refusal:
    """Word a refusal by the authentication service; `rule` goes without the prefix of all of them."""
    body = {"error": error}
    style = call.variants.auth_error_body
    if style != "rfc6749":
        body["errorDescription"] = text
    if style != "spec":
        body["error_description"] = text
    if style == "tolerant":
        body["message"] = text
    return Refusal(f"nice_cxone.auth.{rule}", status, body, headers)


def token_answer(tokens: Tokens, issued_token_type: str | None = None) -> Reply:
    """Hand out tokens at one of the two doors that take credentials."""
    body = TokenResponse(
        access_token=tokens.access, token_type="Bearer", expires_in=ACCESS_SECONDS, refresh_token=tokens.refresh, id_token=tokens.id
    )
    if issued_token_type:
        body.issued_token_type = issued_token_type
    return Reply(200, body, {**NO_STORE, "Pragma": "no-cache"})


# --- Requests -------------------------------------------------------------------------------------------------------


def given(parameters: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the parameters that have a value; of a repeated one the first counts."""
    found: dict[str, str] = {}
    for name, value in parameters:
        found.setdefault(name, value)
    return {name: value for name, value in found.items() if value}


def form_of(call: CxoneCall) -> dict[str, str]:
    """Read the body as a form, whatever its Content-Type says: the vendor's own SDK labels it JSON."""
    return given(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))


# --- Credentials ----------------------------------------------------------------------------------------------------


def key_of(call: CxoneCall, key_id: str, secret: str) -> AccessKey | None:
    """Return the access key that these credentials open, if it and its user are active."""
    key = call.state.access_keys.get(key_id)
    if key is None or not same(key.secret, secret) or active_user(call, key.user_id) is None:
        return None
    if not key.is_active:
        call.applies("nice_cxone.akm.inactive")
        return None
    return key


def use(call: CxoneCall, key: AccessKey) -> None:
    """Note that an access key got tokens."""
    key.last_used = call.now
    call.applies("nice_cxone.akm.last-used")


def same(ours: str, presented: str) -> bool:
    """Compare secrets."""
    return compare_digest(ours.encode(errors="replace"), presented.encode(errors="replace"))


def refresh_token(call: CxoneCall, text: str) -> Token | None:
    """Return a refresh token that can be used: ours, not expired, not used up, of an active user."""
    token = read(call, text, "refresh")
    if token is None or token.jti in call.state.used_refresh_tokens or active_user(call, token.user_id) is None:
        return None
    return token


def use_up(call: CxoneCall, token: Token) -> None:
    """Note that a refresh token was used, if that can be done only once; what has expired needs no note any more."""
    if call.variants.refresh_rotation == "single-use":
        used = call.state.used_refresh_tokens
        for jti in [jti for jti, expiry in used.items() if expiry <= call.now]:
            del used[jti]
        used[token.jti] = datetime.fromtimestamp(token.expires_at, UTC)
