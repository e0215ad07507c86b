"""Where Xima CCaaS is found."""

from __future__ import annotations

from sandbox.manifest import Manifest

HOSTNAME = "summit-payments"
TOKEN = "xima-full-access-token"
DIP_TOKEN = "summit-dip-service-token"


def credentials(session: str | None) -> dict[str, str]:
    """Return what a client of a session uses; an issued token tells the session."""
    return {"token": carried(TOKEN, session), "hostname": HOSTNAME, "dip_token": carried(DIP_TOKEN, session)}


def carried(token: str, session: str | None) -> str:
    """Return a token in the form that carries the session's name; the default session (`None`) has the plain form alone."""
    return token if session is None else f"{token}~{session}"


manifest = Manifest(
    name="xima",
    title="Xima CCaaS",
    version="REST API v1",
    hosts=(".xima.cloud",),
    roots=("/rest/api", "/data-dip", "/event-sink"),
    credentials=credentials,
    secrets=("apiToken", "formerTokens", "token", "tokens"),
)
