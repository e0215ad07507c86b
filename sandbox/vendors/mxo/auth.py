"""Who is calling: client credentials at the token endpoint, signed requests on the OAuth 1.0a paths, bearer tokens everywhere else."""

from __future__ import annotations

import re
from base64 import b64decode
from hmac import compare_digest

from sandbox.vendors.mxo import oauth1
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.errors import OAuthRefusal

_SHOWABLE = re.compile(r"[A-Za-z0-9._~+/=-]+")
_FULL = "Full authentication is required to access this resource"
_BASIC = {"WWW-Authenticate": 'Basic realm="oauth2/client"'}


def authenticate_client(call: MxoCall) -> None:
    """Check the Basic header of a token request."""
    scheme, _, encoded = call.header("authorization").partition(" ")
    if scheme.lower() != "basic":
        raise OAuthRefusal("mxo.token-basic-required", 401, "unauthorized", _FULL, _BASIC)
    try:
        client_id, colon, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        client_id = colon = secret = ""
    credential = call.state.credentials.get(client_id)
    if not colon or credential is None or not compare_digest(credential.client_secret.encode(), secret.encode()):
        raise OAuthRefusal("mxo.token-bad-client", 401, "invalid_client", "Bad client credentials", _BASIC)
    call.client_id = client_id


def authenticate(call: MxoCall) -> None:
    """Check the bearer token."""
    scheme, _, presented = call.header("authorization").partition(" ")
    presented = presented.strip()
    if scheme.lower() != "bearer" or not presented:
        raise _unauthorized("unauthorized", _FULL)
    token = call.state.tokens.get(presented)
    if token is None:
        raise _unauthorized("invalid_token", f"Invalid access token: {_shown(presented)}")
    if token.expires_at is not None and token.expires_at <= call.now:
        raise _unauthorized("invalid_token", f"Access token expired: {_shown(presented)}")
    call.credential = call.state.credentials[token.client_id]
    call.tenancy = call.credential.tenancy


def authenticate_oauth1(call: MxoCall) -> None:
    """Check the OAuth 1.0a header, and, if the variant says so, its signature. Timestamp and nonce are not compared with anything."""
    header = oauth1.parse(call.header("authorization"))
    credential = call.state.oauth1.get(header["oauth_consumer_key"]) if header else None
    if header is None or credential is None:
        raise _unauthorized("unauthorized", _FULL)
    if call.variants.oauth1_paths == "verify":
        uri = f"{call.base_url}{call.incoming.path.decode('latin-1')}?{call.incoming.query.decode('latin-1')}"
        if not oauth1.is_signed(call.method, uri, header, credential.secret):
            raise _unauthorized("unauthorized", _FULL)
    call.tenancy = credential.tenancy


def may_delete(call: MxoCall) -> None:
    """Check that the credential's run-as user may delete customers."""
    if call.credential.read_only:
        raise OAuthRefusal("mxo.delete-forbidden", 403, "access_denied", "Access is denied")


def _unauthorized(error: str, description: str) -> OAuthRefusal:
    challenge = f'Bearer realm="oauth2-resource", error="{error}", error_description="{description}"'
    return OAuthRefusal("mxo.auth-required", 401, error, description, {"WWW-Authenticate": challenge})


def _shown(token: str) -> str:
    """Return the token as it may stand in a header."""
    return token if _SHOWABLE.fullmatch(token) else "(malformed)"
