"""The ledger of authentication: token doors, discovery, and the bearer checks of every API."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    # --- /auth/token, in the order of its checks ---
    Rule("nice_cxone.auth.grant-missing", status=CHOSEN, answer=400, source="RFC",
         text="A token request without grant_type, or whose body is no form, is refused with 400 invalid_request. "
              "The body is read as a form whatever its Content-Type."),
    Rule("nice_cxone.auth.grant-unsupported", status=INFERRED, answer=400, source="SPEC-AUTH, RFC",
         text="A grant that is not in the specification, client_credentials too, is refused with 400 unsupported_grant_type."),
    Rule("nice_cxone.auth.grant-impersonation", status=CHOSEN, answer=400, source="SPEC-AUTH, RFC",
         text="The five impersonation grants are refused with 400 unauthorized_client."),
    Rule("nice_cxone.auth.client-invalid", status=OBSERVED, answer=401, source="CLIENT, RFC",
         text="An unknown client, a wrong secret or a malformed Basic header is refused with 401 invalid_client, and so is the grant "
              "password without a client. A code needs the client's secret or PKCE; the other grants need no client."),
    Rule("nice_cxone.auth.param-missing", status=CHOSEN, answer=400, source="SPEC-AUTH, RFC",
         text="A required field of the grant that is absent or empty is refused with 400 invalid_request, which names the first one."),
    Rule("nice_cxone.auth.key-invalid", status=OBSERVED, answer=401, source="CLIENT",
         text="The grant password with an unknown or inactive access key, a wrong secret or an inactive user is refused with 401 "
              "invalid_grant."),
    Rule("nice_cxone.auth.refresh-invalid", status=INFERRED, answer=401, source="CLIENT, RFC",
         text="A refresh token that is malformed, forged, expired, used up, of an inactive user or of another client, and a token that "
              "is none, is refused with 401 invalid_grant."),
    Rule("nice_cxone.auth.code-invalid", status=INFERRED, answer=401, source="CLIENT, RFC",
         text="A code that is unknown, used, expired or of another client, or comes with another redirect_uri or a wrong or no "
              "code_verifier, is refused with 401 invalid_grant."),
    Rule("nice_cxone.auth.subject-token-invalid", status=CHOSEN, answer=401, source="SPEC-AUTH, RFC",
         text="A token exchange whose subject token is no valid access or id token, or is called anything but an access token, is "
              "refused with 401 invalid_grant."),
    # --- The other doors ---
    Rule("nice_cxone.auth.access-key-body", status=CHOSEN, answer=400, source="PORTAL",
         text="The access-key door refuses a body that is no JSON object with accessKeyId and accessKeySecret, both strings, with 400 "
              "invalid_request."),
    Rule("nice_cxone.auth.access-key-invalid", status=INFERRED, body=CHOSEN, answer=401, source="CLIENT",
         text="The access-key door refuses an unknown or inactive access key, a wrong secret and an inactive user with 401 invalid_grant."),
    Rule("nice_cxone.auth.user-refresh-body", status=CHOSEN, answer=400, source="PORTAL",
         text="/public/user/refresh refuses a body that is no JSON object with the string token with 400 invalid_request."),
    Rule("nice_cxone.auth.user-refresh-invalid", status=CHOSEN, answer=401, source="PORTAL",
         text="/public/user/refresh refuses everything but a valid refresh token with 401 invalid_grant."),
    Rule("nice_cxone.auth.regional-body", status=CHOSEN, answer=400, source="SDK",
         text="The regional doors refuse a body that is no JSON object with the string accessToken, or token, with 400 "
              "invalid_request. Their Basic header is not looked at."),
    Rule("nice_cxone.auth.regional-invalid", status=CHOSEN, answer=401, source="SDK",
         text="The regional doors refuse everything but a valid access token, or refresh token, with 401 invalid_grant."),
    Rule("nice_cxone.auth.config-tenant-missing", status=INFERRED, answer=400, source="SPEC-AUTH",
         text="cxone-configuration without tenantId is refused with 400 invalid_request."),
    Rule("nice_cxone.auth.config-tenant-unknown", status=CHOSEN, answer=404, source="SPEC-AUTH",
         text="cxone-configuration of an unknown tenant is answered 404 not_found."),
    Rule("nice_cxone.auth.userinfo-unauthorized", status=CHOSEN, answer=401, source="SPEC-AUTH, SDK, RFC",
         text="userinfo without a valid bearer token, and whoami without a valid access or id token in its body, are refused with 401 "
              "invalid_token."),
    Rule("nice_cxone.auth.authorize-invalid", status=CHOSEN, answer=400, source="SPEC-AUTH, RFC",
         text="authorize with an unknown client, a redirect_uri that is not registered, a response_type but code, a scope without openid "
              "or a code_challenge_method but S256 is refused with 400 invalid_request, which names the first, and never redirects."),
    # --- Bearer checks ---
    Rule("nice_cxone.auth.bearer-required", status=DOCUMENTED, body=CHOSEN, answer=401, source="BD-HELP, SPEC-BD, SPEC-AUTH",
         text="A UserHub API without a valid bearer token is refused with 401: no header, another scheme, no token of ours, an expired or "
              "a refresh token, and one whose user or tenant is unknown or inactive, get the same answer."),
    Rule("nice_cxone.auth.bearer-required-acd", status=INFERRED, answer=401, source="SPEC-ACD, SDK, CLIENT",
         text="The ACD API without a valid bearer token is refused with 401, an empty body and icStatusDescription."),
    Rule("nice_cxone.auth.bearer-scheme-case", status=DOCUMENTED, source="AUTH-GUIDE",
         text="The word Bearer may be written in any case."),
    Rule("nice_cxone.auth.id-token-as-bearer", status=OBSERVED, source="CLIENT",
         text="An id token is accepted as bearer token."),
    Rule("nice_cxone.auth.any-host", status=OBSERVED, source="CLIENT",
         text="A token is accepted on every host; the tenant comes from the token alone."),
    Rule("nice_cxone.auth.key-deactivated-later", status=CHOSEN, source="PORTAL",
         text="Tokens stay valid until they expire when the access key that got them is deactivated or deleted."),
)
