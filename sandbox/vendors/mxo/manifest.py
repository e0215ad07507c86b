"""Where MXO is found."""

from __future__ import annotations

from sandbox.manifest import Manifest

CLIENT_ID = "c0ffee00-0000-4000-8000-000000000001"
CLIENT_SECRET = "5ec0de00-0000-4000-8000-000000000001"
SITE_KEY = "ONE-JY0AMQJQHQ-1290"


def credentials(session: str | None) -> dict[str, str]:
    """Return what a client of a session uses; the client id tells the session."""
    client_id = CLIENT_ID if session is None else f"{CLIENT_ID}~{session}"
    return {"client_id": client_id, "client_secret": CLIENT_SECRET, "site_key": SITE_KEY}


manifest = Manifest(
    name="mxo",
    title="Medallia Experience Orchestration (MXO)",
    version="3.1.0",
    hosts=(".thunderhead.com",),
    roots=("/one", "/batchv2", "/datastores"),
    credentials=credentials,
    secrets=("client_secret", "clientSecret", "access_token", "tokens"),
)
