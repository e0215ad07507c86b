"""Paths and methods, the token endpoint, and what a person does in MXO's own pages."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Framing ---
    Rule("mxo.path-unknown", status=CHOSEN, answer=404, source="SANDBOX",
         text="A path that no operation has is answered 404 with an empty body."),
    Rule("mxo.method-not-allowed", status=INFERRED, answer=405, source="FRAMEWORK",
         text="A known path under another method is answered 405 with an empty body; Allow lists the methods of the path."),
    Rule("mxo.not-emulated", status=OBSERVED, answer=501, source="SDK-A",
         text="The admin and preview calls below /one/oauth2/services/api/ are not emulated: the sandbox answers with its own 501."),

    # --- Token endpoint ---
    Rule("mxo.token-method", status=INFERRED, answer=405, source="FRAMEWORK",
         text="A token request with another method than POST is refused with 405 method_not_allowed and Allow: POST."),
    Rule("mxo.token-basic-required", status=INFERRED, answer=401, source="FRAMEWORK",
         text="A token request without an Authorization: Basic header is refused with 401 unauthorized; "
              "credentials in the form are not read."),
    Rule("mxo.token-bad-client", status=INFERRED, answer=401, source="FRAMEWORK",
         text="A Basic header that cannot be decoded, an unknown client id or a wrong secret is refused with 401 invalid_client."),
    Rule("mxo.token-grant-missing", status=INFERRED, answer=400, source="FRAMEWORK",
         text="A token request whose grant_type is absent or empty, or whose body is not form-encoded, "
              "is refused with 400 invalid_request."),
    Rule("mxo.token-grant-unsupported", status=INFERRED, answer=400, source="FRAMEWORK",
         text="A grant_type other than client_credentials is refused with 400 unsupported_grant_type, which names it."),
    Rule("mxo.token-issued", status=OBSERVED, source="SDK-A, CLIENT",
         text="A good token request is answered 200 with a new access_token, token_type, expires_in and jti. "
              "Earlier tokens stay valid until they expire, and other form fields are ignored."),

    # --- Console ---
    Rule("mxo.console-structure-published", status=DOCUMENTED, body=CHOSEN, source="H-STRUCT",
         text="Publishing or unpublishing a structure is answered 204, also when nothing changes; only published ones can be read."),
    Rule("mxo.console-structure-unknown", status=CHOSEN, answer=404, source="SANDBOX",
         text="Publishing or unpublishing under an unknown site key or structure name is answered 404."),
)
# fmt: on
