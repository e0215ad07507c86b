"""Tokens: client credentials for a bearer token."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Annotated

import orjson

from sandbox.vendor import Reply
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.errors import OAuthRefusal
from sandbox.vendors.mxo.models import TokenRequest, TokenResponse
from sandbox.vendors.mxo.state import Token

LIFETIMES = {"one-hour": 3600, "one-minute": 60, "twelve-hours": 43_200}
"""Seconds of life, by option of the variant."""

_HEADER = {"alg": "HS256", "typ": "JWT"}


def create_token(call: MxoCall, form: TokenRequest) -> Annotated[Reply, TokenResponse]:
    """Issue a bearer token to a client.

    The token reaches every space of the client's tenancy. Older tokens stay valid until they expire.
    """
    grant = form.grant_type or call.query.get("grant_type")
    if not grant:
        raise OAuthRefusal("mxo.token-grant-missing", 400, "invalid_request", "Missing grant type")
    if grant != "client_credentials":
        raise OAuthRefusal("mxo.token-grant-unsupported", 400, "unsupported_grant_type", f"Unsupported grant type: {grant}")
    lifetime = LIFETIMES[call.variants.token_lifetime]
    expiry = int(call.now.timestamp()) + lifetime
    jti = call.chance.uuid()
    # The client id of an issued session holds the session's name, so that the token alone finds the session.
    claims = {"client_id": call.client_id, "exp": expiry, "jti": jti}
    token = ".".join(map(_base64url, (orjson.dumps(_HEADER), orjson.dumps(claims), call.chance.bytes(32))))
    call.state.tokens[token] = Token(client_id=call.client_id, expires_at=datetime.fromtimestamp(expiry, UTC))
    call.applies("mxo.token-issued")
    body = TokenResponse(access_token=token, token_type="bearer", expires_in=lifetime, jti=jti)
    return Reply(200, body, {"Cache-Control": "no-store", "Pragma": "no-cache"})


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
