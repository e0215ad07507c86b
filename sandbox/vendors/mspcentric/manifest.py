"""Where MSPCentric is found."""

from __future__ import annotations

from base64 import b64encode

from sandbox.manifest import Manifest

CLIENT_ID = "summit-payments-oem"
CLIENT_SECRET = "summit-sandbox-secret"
OEM_TOKEN = "oem-cedar-owner-5d1f0c7be2934a68b0c7d5e1"
VENDOR_TOKEN = "vt-summit-payments-3f9a61c0d2b84e75"
PARTNER_KEY = "pk-cedar-it-partners-8b1d40f7a96c2e53"


def credentials(session: str | None) -> dict[str, str]:
    """Return what a client of a session uses; client and organization token tell the session, the Vendor API's token does not."""
    end = "" if session is None else f"~{session}"
    return {
        "client_id": CLIENT_ID + end,
        "client_secret": CLIENT_SECRET + end,
        "organization_oem_token": OEM_TOKEN + end,
        "vendor_api_token": b64encode(f"{VENDOR_TOKEN}:{PARTNER_KEY}".encode()).decode(),
    }


manifest = Manifest(
    name="mspcentric",
    title="MSPCentric",
    version="1.2",
    hosts=(".mspcentric.app",),
    roots=("/api/oem-api", "/api/vendor-api", "/api/oem-alerts-api", "/session"),
    credentials=credentials,
    secrets=(
        "apiKey",
        "clientSecret",
        "credentials",
        "integrationCredentials",
        "issuedSecret",
        "issuedToken",
        "mspcToken",
        "oemToken",
        "oemTokens",
        "organizationOemToken",
        "partnerApiKey",
        "sessionToken",
        "sessionTokens",
        "token",
        "vendorApiKey",
        "vendorToken",
    ),
)
