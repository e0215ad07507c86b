"""CXone's tokens: JWTs that say all that is known of them, so there is no table of tokens.

PyJWT and cryptography are imported on first use, since most of what a session does needs no signature.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, Literal

import orjson

from sandbox.vendors.nice_cxone.call import CxoneCall

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

Use = Literal["access", "id", "refresh"]

ACCESS_SECONDS = 3600
"""How long access and id tokens live."""
REFRESH_SECONDS = 7200
KEY_ID = "default"

_AUDIENCE = "inContact Evolve@inContact.com"
_ROLE_UPDATED = 1767225600000
_NAMESPACE_URL = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")
_END_OF_TIME = 253402300800
"""The year 10000: no date can be made of what is later."""
_LONGEST = 8192
"""Characters of a token that is looked at: ours are a tenth of that."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a token door hands out."""

    access: str
    id: str
    refresh: str


@dataclass(frozen=True, slots=True)
class Token:
    """What the sandbox reads in a token that it signed."""

    use: Use
    user_id: str
    expires_at: float
    """Seconds of the epoch: the token is valid before that."""
    jti: str
    tenant_id: str = ""
    """Of access and id tokens."""
    session_id: str = ""
    """Of refresh tokens, likewise the client that got it."""
    client: str | None = None


# --- Issuing --------------------------------------------------------------------------------------------------------


def issue(
    call: CxoneCall, user_id: str, *, client: str | None = None, session_id: str | None = None, nonce: str | None = None, iss: str = ""
) -> Tokens:
    """Make tokens for a user: those of a new login, or with `session_id` those of a refreshed one.

    `iss` is the address of CXone, where the call is not to CXone itself.
    """
    user = call.state.users[user_id]
    tenant = call.state.tenants[user.tenant_id]
    issuer = {"iss": iss or call.base_url}
    subject = {"sub": f"user:{user_id}"}
    person = {"given_name": user.given_name, "family_name": user.family_name, "name": user.login}
    place = {
        "aud": _AUDIENCE,
        "icBUId": tenant.business_unit_id,
        "tenantId": user.tenant_id,
        "tenant": tenant.name,
        "icClusterId": tenant.cluster,
        "icAgentId": user.agent_id,
        "teamId": user.team_id,
    }
    issued_at = int(call.now.timestamp())
    short = {"iat": issued_at, "exp": issued_at + ACCESS_SECONDS}
    long = {"iat": issued_at, "exp": issued_at + REFRESH_SECONDS}
    session = {"id": user_id, "sessionId": session_id or call.chance.uuid()}
    access = {"role": _role(user.tenant_id, user.role), **subject, **issuer, **person, **place, **short}
    identity = {**subject, "icDomain": tenant.acd_domain, **issuer, **person, "userId": user_id, **place, **short}
    if nonce is not None:
        identity["nonce"] = nonce
    refresh = {"aud": _AUDIENCE, **issuer, **session, **long}
    return Tokens(
        access=_signed(call, _HEADER, access | _private(call, "access")),
        id=_signed(call, _HEADER_WITH_KEY, identity | _private(call, "id")),
        refresh=_signed(call, _HEADER, refresh | _private(call, "refresh", sbx_client=client)),
    )


def _private(call: CxoneCall, use: Use, **more: str | None) -> dict[str, str | None]:
    """Return the claims that the sandbox adds for itself."""
    return {"sbx_use": use, "sbx_session": call.session, **more, "jti": call.chance.uuid()}


def _role(tenant_id: str, legacy_id: str) -> dict[str, Any]:
    role_id = uuid_of(f"role:{tenant_id}:{legacy_id}")
    return {"legacyId": legacy_id, "id": role_id, "lastUpdateTime": _ROLE_UPDATED, "secondaryRoles": []}


def uuid_of(name: str) -> str:
    """Return the version-5 UUID of a name, in the namespace of URLs."""
    digest = bytearray(sha1(_NAMESPACE_URL + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _signed(call: CxoneCall, header: bytes, claims: dict[str, Any]) -> str:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    # PyJWT writes the header's members in an order that is not the vendor's.
    content = header + b"." + encoded(orjson.dumps(claims))
    signature = _private_key(_pem(call)).sign(content, PKCS1v15(), SHA256())
    return (content + b"." + encoded(signature)).decode()


def encoded(raw: bytes) -> bytes:
    """Write bytes as tokens and keys hold them: base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=")


_HEADER = encoded(orjson.dumps({"alg": "RS256", "typ": "JWT"}))
_HEADER_WITH_KEY = encoded(orjson.dumps({"alg": "RS256", "typ": "JWT", "kid": KEY_ID}))


# --- Reading --------------------------------------------------------------------------------------------------------


def read(call: CxoneCall, text: str, *uses: Use) -> Token | None:
    """Return a token, if it is one of these uses, bears our signature and has not expired."""
    token = _verified(text, _pem(call)) if len(text) <= _LONGEST else None
    return token if token is not None and token.use in uses and call.now.timestamp() < token.expires_at else None


@lru_cache(maxsize=4096)
def _verified(text: str, pem: bytes) -> Token | None:
    """Check a token's signature. It never changes, and clients send the same token again and again."""
    from jwt import PyJWS, PyJWTError

    try:
        claims = orjson.loads(PyJWS().decode(text, _public_key(pem), algorithms=["RS256"]))
    except (PyJWTError, ValueError):
        return None
    match claims:
        case {
            "sbx_use": "access" | "id" as use,
            "sub": str(subject),
            "tenantId": str(tenant_id),
            "exp": int() | float() as expires_at,
            "jti": str(jti),
        } if expires_at < _END_OF_TIME:
            return Token(use, subject.removeprefix("user:"), expires_at, jti, tenant_id=tenant_id)
        case {
            "sbx_use": "refresh",
            "id": str(user_id),
            "sessionId": str(session_id),
            "exp": int() | float() as expires_at,
            "sbx_client": str() | None as client,
            "jti": str(jti),
        } if expires_at < _END_OF_TIME:
            return Token("refresh", user_id, expires_at, jti, session_id=session_id, client=client)
    return None


# --- The key --------------------------------------------------------------------------------------------------------


def public_numbers(call: CxoneCall) -> tuple[int, int]:
    """Return modulus and exponent of the key that verifies this server's tokens."""
    numbers = _public_key(_pem(call)).public_numbers()
    return numbers.n, numbers.e


def _pem(call: CxoneCall) -> bytes:
    return call.signing_key or _published_pem()


@lru_cache(maxsize=1)
def _published_pem() -> bytes:
    found = get_data(__package__, "signing_key.pem")
    assert found is not None
    return found


@lru_cache(maxsize=8)
def _private_key(pem: bytes) -> RSAPrivateKey:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(pem, None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("CXone signs with an RSA key, and the signing key is none")
    return key


@lru_cache(maxsize=8)
def _public_key(pem: bytes) -> RSAPublicKey:
    return _private_key(pem).public_key()
