"""The ledger of MSPCentric: each rule with the evidence for it. Of a rule whose parts differ the weakest grade stands here."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

__all__ = ["RULES"]

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Framing and credentials ---
    Rule("mspcentric.body-json", status=CHOSEN, answer=400, source="AUTH, USR",
         text="A body of the OEM API that is absent, not JSON, not an object, or not sent as application/json (or +json) is refused "
              "with 400. Invalid UTF-8, NaN and Infinity are not JSON; of repeated members the last counts."),
    Rule("mspcentric.credentials-shape", status=CHOSEN, answer=400, source="INT, AUTH",
         text="A clientId, clientSecret, grantType or scope that is missing, null, no string or blank is refused with 400."),
    Rule("mspcentric.grant-scope", status=CHOSEN, answer=400, source="INT, AUTH",
         text="A grantType other than client_credentials, or a scope other than vendor_manage, is refused with 400."),
    Rule("mspcentric.string-fields", status=CHOSEN, answer=400, source="INT, AUTH, USR",
         text="Any other member that is a string must be one, required or not: a number is refused with 400 and not taken for a "
              "string."),
    Rule("mspcentric.client-auth", status=DOCUMENTED, body=INFERRED, answer=401, source="AUTH, USR",
         text="An unknown clientId or a wrong clientSecret is refused with 401."),
    Rule("mspcentric.org-token-shape", status=CHOSEN, answer=400, source="AUTH",
         text="An organizationOemToken that is needed and missing, no string or blank is refused with 400."),
    Rule("mspcentric.org-token", status=DOCUMENTED, body=INFERRED, answer=403, source="USR",
         text="A token that is unknown, of another client's organization, or of a removed user is refused with 403."),
    Rule("mspcentric.tenant-isolation", status=DOCUMENTED, body=INFERRED, answer=404, source="GLO",
         text="The integration of another organization is answered 404, as if it did not exist."),
    Rule("mspcentric.status-mirror", status=DOCUMENTED, source="INT, AUTH, USR",
         text="Every success of the OEM API tells its HTTP status in the member status too."),
    Rule("mspcentric.unknown-route", status=INFERRED, answer=404, source="FRAMEWORK",
         text="An unknown path, or a known one with another method, is answered 404 with Cannot METHOD PATH and the reason phrase."),
    Rule("mspcentric.redaction", status=CHOSEN, source="SANDBOX",
         text="Journal and log mask clientSecret, organizationOemToken, partnerApiKey, sessionToken, the token of session "
              "addresses, all of integrationCredentials, and Authorization."),

    # --- Organization, user, session ---
    Rule("mspcentric.org-create-required", status=CHOSEN, answer=400, source="AUTH, USR",
         text="An organization needs name, email, firstName, lastName and vendorUserId, a user the same without name: what is "
              "missing or blank, a blank vendorOrganizationId, or data that is no object, is refused with 400."),
    Rule("mspcentric.email-format", status=CHOSEN, answer=400, source="AUTH, USR",
         text="An e-mail address without one @, or without a dot behind it, is refused with 400."),
    Rule("mspcentric.org-conflict", status=CHOSEN, answer=409, source="AUTH",
         text="An organization is refused with 409 if the client has one of that vendorOrganizationId, a live user of that e-mail "
              "(in any case) or vendorUserId, or, where neither has a vendorOrganizationId, one of that e-mail domain. An equal "
              "name is no conflict."),
    Rule("mspcentric.user-target", status=CHOSEN, answer=404, source="USR",
         text="A user joins the client's organization of that vendorOrganizationId; without one, the oldest of the e-mail's domain "
              "among those that have none. If there is none: 404."),
    Rule("mspcentric.user-conflict", status=CHOSEN, answer=409, source="USR",
         text="A user whose e-mail (in any case) or vendorUserId a live user of the organization has is refused with 409."),
    Rule("mspcentric.user-delete", status=CHOSEN, answer=404, source="USR",
         text="DELETE user removes the token's user, or the live user of the organization whom data names, and answers 201. Nobody "
              "of that name, or the token of a user already removed: 404. The e-mail and the vendorUserId are free again."),
    Rule("mspcentric.user-delete-last", status=CHOSEN, source="GLO",
         text="The Owner and the last user can be deleted too: the organization and its integrations stay, and a user can be added."),
    Rule("mspcentric.user-token", status=CHOSEN, source="USR",
         text="A new user gets a token of its own, valid at once; the tokens of the others stay valid."),
    Rule("mspcentric.session-create", status=CHOSEN, answer=404, source="AUTH",
         text="A session is created for the token's user, or for the live user of the organization whom data names; nobody of that "
              "name: 404."),
    Rule("mspcentric.session-once", status=CHOSEN, answer=410, source="SANDBOX",
         text="The address of a session opens once, for 900 seconds, without any credential; then it answers 410. An unknown token: "
              "404."),

    # --- Vendors and integrations ---
    Rule("mspcentric.vendor-list", status=DOCUMENTED, source="INT",
         text="The vendors listed for the client are answered, in their order, whatever organizations it has."),
    Rule("mspcentric.integration-shape", status=CHOSEN, answer=400, source="INT",
         text="Data that is no object, a vendorId that is missing or blank, or integrationCredentials that are no object, empty, or "
              "have a value that is no string or blank, are refused with 400."),
    Rule("mspcentric.integration-dispatch", status=CHOSEN, answer=400, source="INT, EXT",
         text="A body whose integrationType is external creates an external integration; without one, or with custom_hosted, a "
              "hosted one. Any other value is refused with 400."),
    Rule("mspcentric.integration-vendor-known", status=CHOSEN, answer=404, source="USR",
         text="A vendor that the client may not use is answered 404."),
    Rule("mspcentric.integration-vendor-kind", status=CHOSEN, answer=400, source="EXT, BRG",
         text="A hosted integration with an external vendor, or an external one with a hosted vendor, is refused with 400."),
    Rule("mspcentric.credential-keys", status=CHOSEN, answer=400, source="INT",
         text="A key of the vendor's template that the credentials lack, compared with its spaces and case, is refused with 400. "
              "Other keys are dropped."),
    Rule("mspcentric.integration-duplicate", status=CHOSEN, answer=409, source="USR, EXT",
         text="A second integration of an organization with a vendor is refused with 409."),
    Rule("mspcentric.integration-initial-status", status=INFERRED, source="HOOK, LIN",
         text="A new hosted integration is pending, a new external one inactive."),
    Rule("mspcentric.integration-no-echo", status=DOCUMENTED, source="INT",
         text="The values of credentials are never told: lists show each key with an empty value."),
    Rule("mspcentric.integration-update-lookup", status=CHOSEN, answer=404, source="USR",
         text="The update of an integration that nobody has is answered 404."),
    Rule("mspcentric.integration-update-merge", status=CHOSEN, answer=400, source="INT",
         text="An update overwrites the keys of the template that it has, keeps the others and drops the rest; if nothing is left "
              "of it, 400. Nothing else changes."),
    Rule("mspcentric.external-shape", status=CHOSEN, answer=400, source="EXT",
         text="An external create whose organizationId or vendorId is missing, no string or blank is refused with 400."),
    Rule("mspcentric.external-auth", status=CHOSEN, answer=401, source="EXT",
         text="An external create shows the credentials in its body, or the organization token as Bearer; a token that opens "
              "nothing: 403; neither: 401."),
    Rule("mspcentric.external-lookup", status=CHOSEN, answer=404, source="EXT",
         text="An organization that is not the client's or not the token's, and then a vendor that the client may not use, is "
              "answered 404."),
    Rule("mspcentric.external-key-once", status=CHOSEN, source="EXT",
         text="The partnerApiKey of an external integration is told by its create, and never again."),

    # --- Vendor API ---
    Rule("mspcentric.vapi-auth", status=INFERRED, answer=401, source="EXT, BRG, LIN",
         text="A token that is missing, not Bearer, not base64 of vendor token, colon and partner key, or whose halves are unknown "
              "or do not belong together, is refused with 401."),
    Rule("mspcentric.vapi-basic-refused", status=CHOSEN, answer=401, source="EXT, QS",
         text="Basic authentication is refused with 401, also with the right text."),
    Rule("mspcentric.vapi-body", status=CHOSEN, answer=400, source="LIN",
         text="A body that is not JSON, of a wrong type, empty, without a required member or with a blank one, or an update that "
              "changes nothing, is refused with 400."),
    Rule("mspcentric.vapi-duplicate", status=CHOSEN, answer=409, source="LIN",
         text="An account or service whose id there is already, or that stands twice in one call, is refused with 409, and with it "
              "the whole call."),
    Rule("mspcentric.vapi-unknown-id", status=CHOSEN, answer=404, source="LIN",
         text="An account, service, SKU or message that there is not is answered 404."),
    Rule("mspcentric.vapi-status-value", status=INFERRED, answer=400, source="QS, LIN",
         text="A status that there is not, or in another case, is refused with 400. The body of the call is not read."),
    Rule("mspcentric.vapi-count-id", status=INFERRED, answer=400, source="LIN",
         text="A unit count without accountId and clientOId, or whose accountId (else clientOId) is no string or blank, is refused "
              "with 400."),
    Rule("mspcentric.vapi-count-value", status=CHOSEN, answer=400, source="LIN",
         text="A unitCount that is missing, no number or below 0 is refused with 400, before anything else of the body."),
    Rule("mspcentric.vapi-count-unmapped", status=INFERRED, answer=404, source="LIN",
         text="A unit count is answered 404 while the account, and then the service, is unknown or not mapped. A SKU of the "
              "vendor's needs no mapping."),
    Rule("mspcentric.vapi-auto-active", status=INFERRED, source="LIN",
         text="An accepted unit count or alert makes the integration active; a unit count also says that it was synced now."),
    Rule("mspcentric.vapi-alert-range", status=INFERRED, answer=400, source="LIN",
         text="A priority that is no whole number from 1 to 4, or a status that is none from 1 to 6, is refused with 400."),
    Rule("mspcentric.vapi-sku-enum", status=INFERRED, answer=400, source="LIN",
         text="A category or subcategory that is not in the vendor's lists, compared with its case, is refused with 400."),
    Rule("mspcentric.vapi-vendor-profile", status=INFERRED, answer=404, source="LIN",
         text="Without the vendor's profile every call is answered 404."),
    Rule("mspcentric.vapi-rate-limit", status=INFERRED, answer=429, source="LIN",
         text="With the variant rate-limit, the 101st call of one token in one second of the clock is refused with 429."),

    # --- Alerts prefix and webhook ---
    Rule("mspcentric.alerts-prefix", status=CHOSEN, answer=501, source="ALR",
         text="Whatever is at or below /api/oem-alerts-api is answered 501: nobody says what there is."),
    Rule("mspcentric.webhook-payload", status=DOCUMENTED, source="HOOK",
         text="The event config_update has the documented members in the documented order; the product groups are passed on as they "
              "are."),
    Rule("mspcentric.webhook-active-flag", status=DOCUMENTED, source="HOOK",
         text="isIntegrationActive is true exactly if the integration's status is active."),
    Rule("mspcentric.webhook-accounts", status=CHOSEN, source="HOOK",
         text="The accounts of an event are the ids of those that are mapped, oldest first."),
    Rule("mspcentric.webhook-delivery", status=CHOSEN, source="SANDBOX",
         text="An event is posted as JSON once the answer has gone out, without a signature, within 5 seconds and without following "
              "redirects; the journal has it in any case, and no failure of the receiver shows anywhere else."),
)
# fmt: on
