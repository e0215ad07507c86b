"""Where the evidence about MXO leaves a choice: what can be switched, and what is decided."""

from __future__ import annotations

from typing import Annotated, Literal

from sandbox.vendor import Decided, Variants, why

__all__ = ["DECIDED", "MxoVariants"]


class MxoVariants(Variants):
    """The switches of MXO."""

    code_validation: Annotated[
        Literal["accept-any", "validate-codes"],
        why(
            "An unknown proposition or activity type code is stored silently, or gets an entry in the errors of the 200.",
            "The help page is later than the specification and says that codes are not checked; the specification has error codes for it.",
        ),
    ] = "accept-any"
    activity_without_identity: Annotated[
        Literal["mint-tid", "reject-400"],
        why(
            "An activity request with neither TID nor identifiers creates a customer with a new TID, or is refused with 400 GENERAL.",
            "The vendor's example and schema have the identity optional; only its prose requires it.",
        ),
    ] = "mint-tid"
    lookup_without_identity: Annotated[
        Literal["reject-400", "not-found-404"],
        why(
            "A structure or delete request with neither TID nor identifier is answered 400 GENERAL, or 404 CUSTOMER_NOT_FOUND.",
            "There is nothing to look up; the documentation speaks of an existing customer.",
        ),
    ] = "reject-400"
    unknown_tid: Annotated[
        Literal["adopt", "mint-new", "reject-400"],
        why(
            "An unknown TID on an activity, interaction or event is adopted, passed over as if none was sent, "
            "or refused with 400 CUSTOMER_NOT_FOUND.",
            "TIDs are held by the clients, like cookies.",
        ),
    ] = "adopt"
    structure_unknown_customer: Annotated[
        Literal["not-found-404", "reject-400", "ok-with-error"],
        why(
            "A structure of an unknown customer: 404 or 400 CUSTOMER_NOT_FOUND, or 200 with error, without tid and structure.",
            "The error code exists; the 404 is documented only for an unknown structure.",
        ),
    ] = "not-found-404"
    structure_error_member: Annotated[
        Literal["omit", "null", "always-fail"],
        why(
            "A successful structure leaves error out or has it null; or every one answers 200 with a GENERAL error and no structure.",
            "Swagger 2 knows no null; error is in the schema of the 200, so clients must cope with it.",
        ),
    ] = "omit"
    timestamp_future: Annotated[
        Literal["activity-error", "reject-400", "store-as-now"],
        why(
            "A future activity gets an entry in errors, has the request refused with 400 INVALID_DATE_TIME, or is stored as of now.",
            "A date in the future is well-formed: it is the fault of one activity.",
        ),
    ] = "activity-error"
    timestamp_unparsable: Annotated[
        Literal["reject-400", "activity-error"],
        why(
            "A timestamp that cannot be read has the request refused with 400 INVALID_DATE_TIME, or gets an entry in errors.",
            "A typed field fails when the request is read.",
        ),
    ] = "reject-400"
    dynamic_length_body: Annotated[
        Literal["invalid-proposition-code", "general", "empty"],
        why(
            "The 400 for a dynamic proposition code that is too long has this error code, or an empty body.",
            "It is the closest code that the specification has; only the 400 itself is documented.",
        ),
    ] = "invalid-proposition-code"
    sitekey_unknown: Annotated[
        Literal["reject-400", "not-found-404", "unauthorized-401"],
        why(
            "The status for an unknown site key on the Customer API; the 401 has an empty body.",
            "The 404 is documented for structures and customers only.",
        ),
    ] = "reject-400"
    unauthorized_body: Annotated[
        Literal["spring-json", "empty"],
        why(
            "The 401 of the bearer check has the framework's JSON body, or none; status and WWW-Authenticate stay.",
            "It is the framework's default; no body is documented.",
        ),
    ] = "spring-json"
    token_lifetime: Annotated[
        Literal["one-hour", "one-minute", "twelve-hours"],
        why(
            "Tokens live for 3600, 60 or 43200 seconds: what expires_in says, and when they expire.",
            "The vendor's lifetime is unknown.",
        ),
    ] = "one-hour"
    delete_timing: Annotated[
        Literal["synchronous", "deferred"],
        why(
            "A deleted customer is gone at once, or 5 seconds later by the sandbox's clock, with reads and deletes working until then.",
            "The specification says that the data is deleted, the prose that it will be.",
        ),
    ] = "synchronous"
    unknown_fields: Annotated[
        Literal["ignore", "reject-400"],
        why(
            "Members outside the schema of a request body are ignored, or the first one is refused with 400 GENERAL.",
            "Lenient readers are the norm.",
        ),
    ] = "ignore"
    identity_conflict: Annotated[
        Literal["merge-or-switch", "tid-wins", "reject-400"],
        why(
            "TID and identifiers that differ: merge or switch customers, the TID's (else the first known) wins, or 400 GENERAL.",
            "It is what the vendor's pages on identity tell.",
        ),
    ] = "merge-or-switch"
    interaction_error_body: Annotated[
        Literal["mirror-status", "empty", "api-error"],
        why(
            "The body of a refused interaction: the usual reply with the status in it, nothing, or the Customer API's error object.",
            "The vendor's error body is unknown, and its SDKs read only the status.",
        ),
    ] = "mirror-status"
    interaction_sitekey: Annotated[
        Literal["reject-400", "not-found-404"],
        why(
            "The status for a missing or unknown site key on the Interaction API.",
            "It is that of the Customer API, though 404s are known to occur.",
        ),
    ] = "reject-400"
    batch_accept: Annotated[
        Literal["accepted-202", "ok-200", "created-201"],
        why("The status of an accepted batch.", "The vendor's is unknown."),
    ] = "accepted-202"
    batch_progress: Annotated[
        Literal["immediate", "per-poll"],
        why(
            "A batch is processed at once; or its status is QUEUED when it is first asked for, PROCESSING then, and final the third time, "
            "with nothing stored until then.",
            "The steps in which a batch becomes final are unknown.",
        ),
    ] = "immediate"
    batch_id_reuse: Annotated[
        Literal["reject-400", "append"],
        why(
            "A batchId that the space has is refused with 400 GENERAL, or the records join that batch: counts and indexes go on.",
            "What a repeated batchId does is unknown.",
        ),
    ] = "reject-400"
    event_reply: Annotated[
        Literal["tid-object", "empty-object", "empty"],
        why(
            "The body of an event's 201: the customer's TID, an empty object, or nothing.",
            "The 201 is known to have a JSON body, its shape is unknown.",
        ),
    ] = "tid-object"
    event_sitekey: Annotated[
        Literal["reject-400", "not-found-404", "drop-201"],
        why(
            "An event under an unknown site key is refused with 400 or 404, or answered 201 with a new TID and not stored.",
            "The vendor's answer is unknown.",
        ),
    ] = "reject-400"
    datastore_error_body: Annotated[
        Literal["api-error", "empty"],
        why(
            "The body of the Datastores API's 400 and 404, and of its 401 for a workspace: an error object, or nothing.",
            "No error body of Datastores is documented.",
        ),
    ] = "api-error"
    datastore_workspace: Annotated[
        Literal["as-documented", "unauthorized-401", "not-found-404"],
        why(
            "An unknown workspace: 401 or 404 as the specification has it call by call, or one of them everywhere.",
            "The specification is not uniform.",
        ),
    ] = "as-documented"
    datastore_insert_mode: Annotated[
        Literal["upsert", "append"],
        why(
            "A record with the keys of a stored one takes its place, or is stored beside it.",
            "The result 204 of an insert suggests that it replaces.",
        ),
    ] = "upsert"
    datastore_go_live: Annotated[
        Literal["swap", "copy", "move"],
        why(
            "Going live swaps the tables with their references; or copies the staging records into the live table, "
            "where move also empties the staging table, and the references stay.",
            "References name tables.",
        ),
    ] = "swap"
    oauth1_paths: Annotated[
        Literal["off", "presence", "verify"],
        why(
            "The OAuth 1.0a paths of the mobile SDKs answer 404, take any well-formed header with a known consumer key, "
            "or verify its HMAC-SHA1 signature too.",
            "Server-side clients use OAuth 2.",
        ),
    ] = "off"


# A table, as the ledger is: the formatter would give an entry six lines.
# fmt: off
DECIDED: tuple[Decided, ...] = (
    Decided("mxo.structure-unknown", "invalid-api-name", ("general",),
            "The error code of the 404 for an unknown structure: the only value of the vendor's list that fits."),
    Decided("mxo.structure-name-missing", "invalid-api-name-400", ("general-400", "not-found-404"),
            "A missing structureApiName: the only value of the vendor's list that fits."),
    Decided("mxo.key-name-unknown", "reject-400", ("accept", "ignore"),
            "An unknown key attribute: INVALID_API_NAME was already a code of version 3.0.0, which had no structures to name."),
    Decided("mxo.key-name-case", "insensitive", ("sensitive",),
            "Clients send customerkey, the vendor's prose says customerKey."),
    Decided("mxo.timestamp-forms", "rfc3339", ("lenient",),
            "The schema says date-time; the lenient reader would also take a missing offset, a bare date or epoch milliseconds."),
    Decided("mxo.clock-skew", "sixty-seconds", ("none",),
            "How far ahead a date may be before it counts as future is the sandbox's own choice."),
    Decided("mxo.dynamic-length-unit", "code-points", ("utf16-units", "utf8-bytes"),
            "The documentation counts the 255 in characters."),
    Decided("mxo.activities-over-limit", "reject-400", ("accept",),
            "The maximum of 100 activities is documented, the error code for more is not."),
    Decided("mxo.activities-empty", "accept", ("reject-400",),
            "The schema of the activities has no minimum."),
    Decided("mxo.sitekey-other-tenant", "as-unknown", ("forbidden-403",),
            "It reveals nothing about other tenants."),
    Decided("mxo.forbidden-body", "spring-json", ("empty",),
            "The body of a 403 is the framework's default; none is documented."),
    Decided("mxo.token-type-case", "lower", ("title",),
            "The framework's default is bearer, not Bearer."),
    Decided("mxo.delete-both", "prefer-tid", ("reject-mismatch", "reject-both"),
            "DELETE with both a TID and an identifier: the specification asks for one or the other."),
    Decided("mxo.trailing-slash", "accept", ("not-found-404", "redirect-307"),
            "The help page shows a slash at the end, the specification does not."),
    Decided("mxo.protocol-faults", "framework", ("all-400",),
            "A wrong content type is undocumented: 415 with an empty body is the framework's default."),
    Decided("mxo.accept-header", "ignore", ("enforce-406",),
            "What an Accept header does that excludes JSON is undocumented."),
    Decided("mxo.content-type-missing", "reject-415", ("assume-json",),
            "What becomes of a body without a Content-Type is undocumented."),
    Decided("mxo.interaction-put-optimizations", "empty-array", ("omit", "null"),
            "The models of the vendor's SDKs have the optimizations of a PUT nullable."),
    Decided("mxo.batch-workspace", "reject-400", ("unauthorized-401",),
            "The answer to a wrong workspaceId header is unknown; Datastores documents 401 for its path parameter."),
    Decided("mxo.export-dim-propositions", "synthetic", ("off",),
            "The columns of the file are undocumented, its extra rows for dynamic propositions are documented."),
    Decided("mxo.export-orphan-dynamic", "include", ("skip",),
            "The documentation promises an entry for each dynamic proposition, so also under an unconfigured parent."),
    Decided("mxo.activity-schema-fault", "reject-400", ("activity-error",),
            "An activity without one of its codes: the specification calls its 400 a bad input parameter."),
    Decided("mxo.device-required", "enforce", ("default-other",),
            "The schema both requires devType and osName and gives them a default."),
    Decided("mxo.scalar-types", "strict", ("coerce",),
            "A number or boolean where a string is due: strict follows the schema, though a Jackson server would coerce."),
    Decided("mxo.touchpoint-check", "accept-any", ("require-uri", "require-known"),
            "No validation of touchpoints is known."),
    Decided("mxo.structure-empty-attribute", "omit", ("null", "empty-string"),
            "How a structure shows an attribute without a value is unknown."),
    Decided("mxo.token-client-auth", "basic-only", ("basic-or-form",),
            "The Basic header is documented, credentials in the form are not."),
    Decided("mxo.datastore-bad-record", "record-result", ("reject-400",),
            "No 400 is documented for an insert, so that a bad record shows in its own result."),
    Decided("mxo.datastore-duplicate", "reject-400", ("conflict-409",),
            "The specification does not list a 409 for an existing name."),
    Decided("mxo.datastore-column-case", "insensitive", ("sensitive",),
            "The vendor's own examples differ in the case of column names."),
)
# fmt: on
