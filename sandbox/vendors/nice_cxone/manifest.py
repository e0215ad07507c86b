"""Where NICE CXone is found."""

from __future__ import annotations

from base64 import b32encode
from hashlib import blake2b

from sandbox.manifest import Manifest

TENANT = "11eb660f-4c6d-34a0-8733-0242ac110002"
CLIENT_ID = "5d0c8a52-7f1e-4b55-9a7c-2f3f8d1b6a01"
CLIENT_SECRET = "sandbox-client-secret-0001"
ACCESS_KEY_ID = "ONQW4ZDCN54C223FPEWWSZBNON2W23LJOQWWS3TUMVTXELJQGAYQ===="
ACCESS_KEY_SECRET = "ONQW4ZDCN54C243FMNZGK5BNON2W23LJOQWWS3TUMVTXELJQGAYQ===="

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def credentials(session: str | None) -> dict[str, str]:
    """Return what a client of a session uses; the ids tell the session."""
    if session is None:
        key_id, secret, client_id, client_secret = ACCESS_KEY_ID, ACCESS_KEY_SECRET, CLIENT_ID, CLIENT_SECRET
    else:
        key_id, secret = access_key(session, b"issued")
        client_id, client_secret = f"{CLIENT_ID}~{session}", f"sandbox-client-secret-{session}"
    return {
        "access_key_id": key_id,
        "access_key_secret": secret,
        "client_id": client_id,
        "client_secret": client_secret,
        "tenant_id": TENANT,
    }


def access_key(session: str, seed: bytes) -> tuple[str, str]:
    """Make an access key of a session: base32 of readable text that begins with the session's name, and a secret."""
    beginning = f"sbx~{session}~"
    # 32 bytes, or 37, 42, ... for long names: with these lengths base32 ends in `====`.
    length = 32
    while length - len(beginning) < 8:
        length += 5
    return _base32(beginning + _letters(b"id" + seed, length - len(beginning))), _base32(_letters(b"secret" + seed, 32))


def _letters(seed: bytes, count: int) -> str:
    drawn = b"".join(blake2b(seed + bytes([block])).digest() for block in range(count // 64 + 1))
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn[:count])


def _base32(text: str) -> str:
    return b32encode(text.encode()).decode()


manifest = Manifest(
    name="nice_cxone",
    aliases=("nice-cxone",),
    title="NICE CXone",
    version="business-data-manager v1",
    hosts=(".niceincontact.com", ".nice-incontact.com", ".incontact.com", "niceincontact.com", "nice-incontact.com", "incontact.com"),
    roots=(
        "/business-data-manager",
        "/media-playback",
        "/data-extraction",
        "/access-key-management",
        "/interaction-recording-management-service",
        "/interaction-analytics-gateway",
        "/auth",
        "/.well-known",
        "/authentication",
        "/public",
        "/account-access",
        "/incontactapi",
        "/incontactauthorizationserver",
        "/files",
    ),
    credentials=credentials,
    secrets=(
        "accessKeySecret",
        "access_token",
        "accessToken",
        "client_secret",
        "code_verifier",
        "codes",
        "id_token",
        "idToken",
        "password",
        "refresh_token",
        "refreshToken",
        "secret",
        "subject_token",
        "token",
    ),
)
