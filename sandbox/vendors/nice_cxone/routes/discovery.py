"""Discovery: where the services of a tenant are, and the key that verifies tokens. Every address leads back to the caller's sandbox."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from sandbox.vendor import CHOSEN, DOCUMENTED, Answers, Operation
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.oauth import AuthError, given, refusal
from sandbox.vendors.nice_cxone.tokens import KEY_ID, encoded, public_numbers


class OpenIdConfiguration(BaseModel):
    """What a generic OpenID client needs to know."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: list[str]
    token_endpoint_auth_signing_alg_values_supported: list[str]
    end_session_endpoint: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    subject_types_supported: list[str]
    id_token_signing_alg_values_supported: list[str]
    request_object_signing_alg_values_supported: list[str]
    display_values_supported: list[str]
    claim_types_supported: list[str]
    code_challenge_methods_supported: list[str]


class ConfigurationQuery(BaseModel):
    """Whose configuration."""

    tenantId: str  # noqa: N815


class CxoneConfiguration(BaseModel):
    """Where the services of a tenant are."""

    private: bool
    area: str
    cluster: str
    domain: str
    acdDomain: str  # noqa: N815
    uhDomain: str  # noqa: N815
    ui_endpoint: str
    auth_endpoint: str
    api_endpoint: str
    tenantId: str  # noqa: N815


class Jwk(BaseModel):
    """A public key."""

    kty: Literal["RSA"]
    use: Literal["sig"]
    alg: Literal["RS256"]
    kid: str
    n: str
    e: str


class Jwks(BaseModel):
    """The keys that verify tokens."""

    keys: list[Jwk]


def openid_configuration(call: CxoneCall) -> OpenIdConfiguration:
    """Tell a generic OpenID client where everything is."""
    base = call.base_url
    return OpenIdConfiguration(
        issuer=base,
        authorization_endpoint=f"{base}/auth/authorize",
        token_endpoint=f"{base}/auth/token",
        userinfo_endpoint=f"{base}/auth/userinfo",
        jwks_uri=f"{base}/auth/jwks",
        token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post"],
        token_endpoint_auth_signing_alg_values_supported=["RS256"],
        end_session_endpoint=f"{base}/auth/authorize/logout",
        scopes_supported=["openid"],
        response_types_supported=["code"],
        subject_types_supported=["public"],
        id_token_signing_alg_values_supported=["RS256"],
        request_object_signing_alg_values_supported=["none"],
        display_values_supported=["page", "popup"],
        claim_types_supported=["normal"],
        code_challenge_methods_supported=["S256"],
    )


def names_tenant(call: CxoneCall) -> None:
    """Check that the query names a tenant."""
    if "tenantId" not in given(call.query.multi_items()):
        raise refusal(call, "config-tenant-missing", 400, "invalid_request", "Missing parameter: tenantId")


def cxone_configuration(call: CxoneCall, query: ConfigurationQuery) -> CxoneConfiguration:
    """Tell where the services of a tenant are."""
    tenant_id = given(call.query.multi_items())["tenantId"].lower()
    tenant = call.state.tenants.get(tenant_id)
    if tenant is None:
        raise refusal(call, "config-tenant-unknown", 404, "not_found", "Tenant not found")
    base = call.base_url
    return CxoneConfiguration(
        private=tenant.private,
        area=tenant.area,
        cluster=tenant.cluster,
        domain=tenant.domain,
        acdDomain=tenant.acd_domain,
        uhDomain=tenant.uh_domain,
        ui_endpoint=base,
        auth_endpoint=base,
        api_endpoint=base,
        tenantId=tenant_id,
    )


def jwks(call: CxoneCall) -> Jwks:
    """Get the public key that verifies tokens."""
    modulus, exponent = public_numbers(call)
    return Jwks(keys=[Jwk(kty="RSA", use="sig", alg="RS256", kid=KEY_ID, n=_base64url(modulus), e=_base64url(exponent))])


def _base64url(number: int) -> str:
    return encoded(number.to_bytes((number.bit_length() + 7) // 8)).decode()


CONFIGURATION_ERRORS: dict[int, Answers] = {400: Answers(AuthError, CHOSEN), 404: Answers(AuthError, CHOSEN)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("auth.openid-configuration", "GET", "/.well-known/openid-configuration", openid_configuration, DOCUMENTED),
    Operation("auth.cxone-configuration", "GET", "/.well-known/cxone-configuration", cxone_configuration, DOCUMENTED, (names_tenant,),
              CONFIGURATION_ERRORS),
    Operation("auth.jwks", "GET", "/auth/jwks", jwks, DOCUMENTED),
)
