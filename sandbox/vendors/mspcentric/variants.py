"""Where the evidence about MSPCentric leaves a choice: what can be switched, and what is decided."""

from __future__ import annotations

from typing import Annotated, Literal

from sandbox.vendor import Decided, Variants, why

__all__ = ["DECIDED", "MspcentricVariants"]


class MspcentricVariants(Variants):
    """The switches of MSPCentric."""

    error_style: Annotated[
        Literal["status-code", "status", "both", "nest"],
        why(
            "Error bodies hold statusCode and message, status and message, all three, or statusCode, message and error (a phrase).",
            "No error body is documented; that of a closely related API is the first. The second would mirror the success envelope.",
        ),
    ] = "status-code"
    bad_request_detail: Annotated[
        Literal["phrase", "field"],
        why(
            "The message of a 400 is the phrase alone, or goes on with the first bad field and what is wrong with it.",
            "Only the phrase is documented.",
        ),
    ] = "phrase"
    check_order: Annotated[
        Literal["shape-first", "auth-first"],
        why(
            "The whole body's shape is checked before the credentials, or the credentials and the organization token before the rest.",
            "The order is not documented; this is that of the vendor's own lists of errors. The external create keeps its order.",
        ),
    ] = "shape-first"
    oem_token: Annotated[
        Literal["per-user", "per-organization"],
        why(
            "Each user has a token, which dies with the user; or an organization has one, which survives its users.",
            "The body of DELETE user names nobody, and a token cannot be recovered; yet it is called specific to the organization.",
        ),
    ] = "per-user"
    removed_user_token: Annotated[
        Literal["not-found", "forbidden"],
        why(
            "DELETE user with the token of a removed user is answered 404 User not found, or 403 as on every other call.",
            "Both codes stand in the list of the operation.",
        ),
    ] = "not-found"
    user_target: Annotated[
        Literal["literal", "fall-through"],
        why(
            "A vendorOrganizationId that no organization has is answered 404, or the organization is looked for by the e-mail domain.",
            "It is the literal reading of the note on organizations that were created without one.",
        ),
    ] = "literal"
    credential_keys: Annotated[
        Literal["template-required", "exact", "free"],
        why(
            "Keys beside the template's are dropped, or refused with 400; or any keys are stored, and lists show the stored ones.",
            "The vendor's samples differ: api username in the vendor list, api user in the create.",
        ),
    ] = "template-required"
    duplicate_integration: Annotated[
        Literal["conflict", "allow", "return-existing"],
        why(
            "A second integration with a vendor is refused with 409, stored, or answered 201 with the first one's id and new credentials.",
            "It is not described; the 409 is one of the vendor's common errors.",
        ),
    ] = "conflict"
    new_integration_status: Annotated[
        Literal["by-kind", "pending", "active", "inactive"],
        why(
            "The status of a new integration: pending if hosted and inactive if external, or one for both.",
            "The webhook's page speaks of a time before active; a closely related API begins with inactive.",
        ),
    ] = "by-kind"
    list_integration_status: Annotated[
        Literal["include", "omit"],
        why(
            "Listed integrations have an integrationStatus, or not.",
            "The sample of the list has none, the webhook's page names it as a value of this very list; one more member harms nobody.",
        ),
    ] = "include"
    patch_credentials: Annotated[
        Literal["merge", "replace"],
        why(
            "An update overwrites the keys that it has, or must have every key of the template.",
            "The sample sends every key, and nothing says that it must.",
        ),
    ] = "merge"
    external_create_auth: Annotated[
        Literal["body-or-bearer", "body-only", "open"],
        why(
            "An external create shows the credentials in its body or the organization token as Bearer; only the former; or nothing.",
            "The documented body has no credentials, and the token of which the prose speaks is issued by no documented call.",
        ),
    ] = "body-or-bearer"
    vendor_api_surface: Annotated[
        Literal["full", "documented"],
        why(
            "The Vendor API has every operation of a closely related API, or only the three documented requests and the unit count.",
            "So much is likely; the switch excludes what MSPCentric's own pages do not show.",
        ),
    ] = "full"
    session_path: Annotated[
        Literal["session", "user-session"],
        why("A session is created at /api/oem-api/session, or at /api/oem-api/user/session.", "The path is not shown."),
    ] = "session"
    session_url_field: Annotated[
        Literal["url", "redirect-url", "session-url"],
        why("The address of a session stands in url, redirectUrl or sessionUrl.", "The prose says: a url."),
    ] = "url"
    rate_limit: Annotated[
        Literal["off", "100-per-second"],
        why(
            "The Vendor API takes any number of calls, or 100 of one token in one second.",
            "Rate limiting is a heading without a number; the number is that of a closely related API.",
        ),
    ] = "off"
    webhook_trigger: Annotated[
        Literal["control-only", "on-change"],
        why(
            "The webhook is sent when it is asked for, or on every change of alert setting, product groups, status or mapped accounts too.",
            "It is sent when a user triggers a configuration event, and users are played by the console.",
        ),
    ] = "control-only"
    webhook_retry: Annotated[
        Literal["none", "at-least-once"],
        why(
            "A receiver that fails is not asked again, or up to three times more: after 1, 5 and 25 seconds of the session's clock.",
            "At least once is said of the webhook strategy, and no schedule.",
        ),
    ] = "none"


# fmt: off
DECIDED: tuple[Decided, ...] = (
    Decided("mspcentric.unauthorized-text", "client-id-or-secret", ("client-credentials",),
            "Of two documented wordings of the 401 it is the one that two lists of operations have."),
    Decided("mspcentric.bad-grant-or-scope", "bad-request", ("unauthorized",),
            "Another grantType or scope is answered 400: neither the text of the 401 nor that of the 403 fits."),
    Decided("mspcentric.content-type", "strict", ("lenient",),
            "All samples send the header, and frameworks of this family do not read a body without it."),
    Decided("mspcentric.org-conflict", "strict", ("organization-id-only", "with-name"),
            "'These details' is not explained; so much keeps the matching of domains unambiguous."),
    Decided("mspcentric.session-url-host", "sandbox", ("vendor",),
            "A redirect should be testable."),
    Decided("mspcentric.inactive-vendor", "allow", ("bad-request",),
            "What the integrationStatus of a vendor means is not described."),
    Decided("mspcentric.list-integration-kind", "omit", ("include",),
            "integrationKind is shown only in the answer to the external create."),
    Decided("mspcentric.mapping-status", "stored", ("pending",),
            "The status mapping is stored and read back, though the OEM API's prose knows only active, inactive and pending."),
    Decided("mspcentric.account-id-key", "id", ("vendor-account-id", "both"),
            "The request is documented with vendorAccountId, the reply is not documented."),
    Decided("mspcentric.unknown-route", "not-found", ("method-not-allowed",),
            "A known path with another method is answered 404 by frameworks of this family."),
    Decided("mspcentric.alerts-prefix", "not-implemented", ("not-found",),
            "The prefix is documented, its paths are not shown: a 501 says so."),
    Decided("mspcentric.webhook-event-spelling", "config_update", ("config_upate",),
            "The sample has the one spelling, the prose the other."),
)
# fmt: on
