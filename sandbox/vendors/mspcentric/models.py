"""The wire models of the OEM API. Fields stand in the order in which faults are found, or of the vendor's samples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from sandbox.vendor import rule

Kinds = tuple[Literal["missing", "type", "value"], ...]

ANY: Kinds = ("missing", "type", "value")
REQUIRED: Kinds = ("missing", "value")

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

Text = Annotated[str, Field(pattern=r"\S")]
"""A text that is not blank."""


def _only(value: str) -> AfterValidator:
    """Check that a text has the one value that there is."""

    def check(given: str) -> str:
        if given != value:
            raise PydanticCustomError("grant-scope", "it must be {value}", {"value": value})
        return given

    return AfterValidator(check)


GrantType = Annotated[Text, _only("client_credentials"), WithJsonSchema({"type": "string", "const": "client_credentials"})]
Scope = Annotated[Text, _only("vendor_manage"), WithJsonSchema({"type": "string", "const": "vendor_manage"})]


def _email(given: str) -> str:
    if not _EMAIL.fullmatch(given):
        raise PydanticCustomError("email-format", "it is no e-mail address")
    return given


class Wire(BaseModel):
    """What travels."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)


class Sent(Wire):
    """What a client sends. Members are read by the vendor's spelling alone."""

    model_config = ConfigDict(validate_by_name=False)


# --- Requests -------------------------------------------------------------------------------------------------------

_shape = rule("mspcentric.credentials-shape", ANY)


class Credentials(Sent):
    """The client's credentials, in every body."""

    client_id: Annotated[Text, _shape]
    client_secret: Annotated[Text, _shape]
    grant_type: Annotated[GrantType, _shape]
    scope: Annotated[Scope, _shape]


class WithToken(Credentials):
    """A request about one organization."""

    organization_oem_token: Annotated[Text, rule("mspcentric.org-token-shape", ANY)]


_required = rule("mspcentric.org-create-required", REQUIRED)
_strings = rule("mspcentric.string-fields", ("type",))
_data = rule("mspcentric.org-create-required", ANY)


class NewUser(Sent):
    """A user as the Integrator knows it."""

    email: Annotated[Text, AfterValidator(_email), _required, _strings]
    first_name: Annotated[Text, _required, _strings]
    last_name: Annotated[Text, _required, _strings]
    vendor_user_id: Annotated[Text, _required, _strings]
    vendor_organization_id: Annotated[Text | None, _required, _strings] = None


class Named(Sent):
    """What has a name."""

    name: Annotated[Text, _required, _strings]


class NewOrganization(NewUser, Named):
    """An organization with its Owner. The name stands first."""


class OrganizationCreate(Credentials):
    """Creates an organization and its Owner."""

    data: Annotated[NewOrganization, _data]


class UserCreate(Credentials):
    """Adds a user to the organization of that id, or of the e-mail's domain."""

    data: Annotated[NewUser, _data]


_delete = rule("mspcentric.user-delete", REQUIRED)
_session = rule("mspcentric.session-create", REQUIRED)


class UserToDelete(Sent):
    """Which user is deleted; without a selector, that of the token."""

    vendor_user_id: Annotated[Text | None, _delete, _strings] = None
    email: Annotated[Text | None, _delete, _strings] = None


class UserDelete(WithToken):
    """Deletes a user."""

    data: Annotated[UserToDelete | None, rule("mspcentric.user-delete", ANY)] = None


class UserToOpen(Sent):
    """Whose session is created; without a selector, that of the token's user."""

    vendor_user_id: Annotated[Text | None, _session, _strings] = None
    email: Annotated[Text | None, _session, _strings] = None


class SessionCreate(WithToken):
    """Opens a session of a user."""

    data: Annotated[UserToOpen | None, rule("mspcentric.session-create", ANY)] = None


_integration = rule("mspcentric.integration-shape", ANY)

CredentialValues = Annotated[dict[str, Annotated[Text, _integration]], Field(min_length=1), _integration]
"""Credentials by the keys of the vendor's template."""


class NewCredentials(Sent):
    """Credentials to store; whatever vendor is named beside them is ignored."""

    integration_credentials: CredentialValues


class NewIntegration(Sent):
    """A vendor and its credentials."""

    vendor_id: Annotated[Text, rule("mspcentric.integration-shape", REQUIRED), _strings]
    integration_credentials: CredentialValues


class IntegrationUpdate(WithToken):
    """Updates credentials of an integration."""

    data: Annotated[NewCredentials, _integration]


class HostedCreate(WithToken):
    """Creates an integration that MSPCentric hosts."""

    integration_type: Literal["custom_hosted"] | None = None
    data: Annotated[NewIntegration, _integration]


_external = rule("mspcentric.external-shape", ANY)


class ExternalCreate(Sent):
    """Creates an external integration; the organization token stands in the header `Authorization`."""

    integration_type: Literal["external"]
    organization_id: Annotated[Text, _external]
    vendor_id: Annotated[Text, _external]


class ExternalCreateWithCredentials(ExternalCreate):
    """Creates an external integration; the credentials stand in the body."""

    client_id: Annotated[Text, _shape]
    client_secret: Annotated[Text, _shape]
    grant_type: Annotated[GrantType, _shape]
    scope: Annotated[Scope, _shape]
    organization_oem_token: Annotated[Text | None, rule("mspcentric.external-auth", ANY)] = None


CREDENTIALS = ("clientId", "clientSecret", "grantType", "scope")


def _form(body: Mapping[str, Any]) -> str:
    if body.get("integrationType") != "external":
        return "hosted"
    return "external" if all(body.get(name) is None for name in CREDENTIALS) else "external-with-credentials"


IntegrationCreate = Annotated[
    Annotated[HostedCreate, Tag("hosted")]
    | Annotated[ExternalCreate, Tag("external")]
    | Annotated[ExternalCreateWithCredentials, Tag("external-with-credentials")],
    Discriminator(_form),
]
"""The two bodies of one path, told apart by `integrationType`."""

# --- Replies --------------------------------------------------------------------------------------------------------


class Done(Wire):
    """What every success of the OEM API says."""

    status: int
    message: str


class ListedVendor(Wire):
    """A vendor that the client may add to an organization."""

    id: str
    name: str
    integration_status: str
    integration_type: str
    integration_credential_template: dict[str, str]


class VendorList(Done):
    """The vendors."""

    vendors: list[ListedVendor]


class IntegrationRef(Wire):
    """An integration, as creates and updates tell it."""

    id: str
    vendor_id: str
    integration_kind: Literal["external"] | None = None


class IntegrationReply(Wire):
    """What a create or an update answers."""

    integration: IntegrationRef
    partner_api_key: str | None = None
    """Of an external integration; it is shown only here."""
    status: int
    message: str


class ListedIntegration(Wire):
    """An integration, as the list tells it. The credentials are blank."""

    id: str
    vendor_id: str
    integration_status: str | None = None
    integration_credential_template: Annotated[list[dict[str, str]], Field(min_length=1, max_length=1)]


class IntegrationList(Wire):
    """The integrations of an organization."""

    integrations: list[ListedIntegration]
    status: int
    message: str


class TokenReply(Done):
    """A success with an organization token, which is shown only here."""

    organization_oem_token: str


class SessionReply(Done):
    """Where a user goes. The variant `session-url-field` gives the address another name."""

    url: str | None = None
    redirect_url: str | None = None
    session_url: str | None = None
    session_token: str
