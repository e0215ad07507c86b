"""Where OvationCXM is found."""

from __future__ import annotations

from sandbox.manifest import Manifest

STANDARD = ("SMT", "A1B2C3D4E5F60718293A", "summit-sandbox-secret")
"""Organisation, token and secret of the standard organisation whose credentials a session gives."""
PROVIDER = ("NWF", "B2C3D4E5F60718293A4B", "northwind-sandbox-secret")
"""Likewise of the service provider that is linked to it."""


def credentials(session: str | None) -> dict[str, str]:
    """Return what a client of a session uses; the tokens tell the session."""
    suffix = "" if session is None else f"~{session}"
    org_id, token, secret = STANDARD
    provider_org_id, provider_token, provider_secret = PROVIDER
    return {
        "token": token + suffix,
        "secret": secret,
        "org_id": org_id,
        "provider_token": provider_token + suffix,
        "provider_secret": provider_secret,
        "provider_org_id": provider_org_id,
    }


manifest = Manifest(
    name="ovationcxm",
    title="OvationCXM",
    version="V3",
    hosts=tuple(
        f"api.{host}"
        for host in (
            "goboomtown.com",
            "preprod.goboomtown.com",
            "sandbox.goboomtown.com",
            "uat.goboomtown.com",
            "integ.goboomtown.com",
            "local-env.goboomtown.com",
        )
    ),
    roots=("/api/v3",),
    credentials=credentials,
    secrets=("authtoken", "password", "secret"),
)
