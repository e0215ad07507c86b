"""Where the evidence about CXone leaves a choice: what can be switched, and what is decided."""

from __future__ import annotations

from typing import Annotated, Literal

from sandbox.vendor import Decided, Variants, form, why

__all__ = ["DECIDED", "NiceCxoneVariants"]


class NiceCxoneVariants(Variants):
    """The switches of CXone."""

    open_contact: Annotated[
        Literal["not-found", "bad-request", "accept"],
        why(
            "Business Data for a contact that is still open: 404, 400 INVALID_INPUT with `Contact is not closed.`, or 204.",
            "The documented 404 is 'contact not found', and an index of closed interactions holds no open ones.",
        ),
    ] = "not-found"
    put_semantics: Annotated[
        Literal["merge", "replace-segment"],
        why(
            "Fields that a PUT does not name keep their values; or the segment form clears them.",
            "'Update the values of the existing fields', though the summary of the segment form says 'replace/update'.",
        ),
    ] = "merge"
    errors_key: Annotated[
        Literal["literal", "field-name"],
        why(
            "The errors of a 400 hold the first bad field under `businessDataName`, or every bad field under its own name.",
            "The literal is what the published schema names.",
        ),
    ] = "literal"
    unauthorized_body: Annotated[
        Literal["message", "api-error", "empty"],
        why(
            "The 401 of the bearer check has a `message`, an ApiError on the two Business Data PUTs only, or no body.",
            "A gateway refuses before the service does; the sister APIs use `message`.",
        ),
    ] = "message"
    unknown_field: Annotated[
        Literal["reject", "ignore"],
        why(
            "An unknown business data field is refused with 400, or passed over with 204 while the others are stored.",
            "Only existing fields can be updated, and 400 is for incorrect input.",
        ),
    ] = "reject"
    partial_write: Annotated[
        Literal["all-or-nothing", "good-items-then-400", "good-items-then-204"],
        why(
            "With a bad item nothing is stored, or the good items are stored and the answer is 400, or 204.",
            "Only 204 or an error are documented.",
        ),
    ] = "all-or-nothing"
    value_typing: Annotated[
        Literal["lenient", "strict"],
        why(
            "Numeric and boolean fields take their values quoted too, and text fields any scalar; or each its own JSON type only.",
            "Old samples quote every value, new ones are typed: both generations of clients pass.",
        ),
    ] = "lenient"
    null_value: Annotated[
        Literal["reject", "clear"],
        why(
            "A null value is refused with 400, or removes the value of its field.",
            "Only three types of value are shown.",
        ),
    ] = "reject"
    multi_key_item: Annotated[
        Literal["accept", "reject"],
        why(
            "An item of the array with several fields updates them all, or is refused with 400.",
            "Items are plain objects; the samples show one field each.",
        ),
    ] = "accept"
    business_data_throttle: Annotated[
        Literal["off", "one-call-30s"],
        why(
            "Business Data is not throttled, or takes one call of a tenant in 30 seconds, counting accepted ones, else 429.",
            "The sentence about 30 seconds stands only in the earliest version of the page.",
        ),
    ] = "off"
    auth_error_body: Annotated[
        Literal["spec", "tolerant", "rfc6749"],
        why(
            "A token error has error and errorDescription; also error_description and message; or error and error_description.",
            "It is the only published shape; clients look for the other names.",
        ),
    ] = "spec"
    invalid_grant_status: Annotated[
        Literal["401", "400"],
        why(
            "The status of invalid_grant at /auth/token.",
            "It was seen as 401 in the field; RFC 6749 says 400.",
        ),
    ] = "401"
    refresh_rotation: Annotated[
        Literal["reusable", "single-use"],
        why(
            "A refresh token can be used again, or only once; each refresh returns a new one either way.",
            "No evidence was found.",
        ),
    ] = "reusable"
    media_limit: Annotated[
        Literal["150/300", "off"] | Annotated[str, form("<n>/<seconds>", r"[1-9][0-9]{0,5}/[1-9][0-9]{0,5}")],
        why(
            "How many calls a tenant may make to Media Playback in how many seconds before it answers 429.",
            "150 requests in five minutes is the documented default.",
        ),
    ] = "150/300"
    segment_list_key: Annotated[
        Literal["both", "Interactions", "interactions"],
        why(
            "Media Playback's answer to a segment has its list under both names, or under one of them.",
            "The specification and clients in the field disagree.",
        ),
    ] = "both"
    extraction_throttle: Annotated[
        Literal["on-403", "on-429", "off"],
        why(
            "A second extraction job of a tenant within 30 seconds: 403, 429 with Retry-After: 30, or accepted.",
            "The rule is documented; clients have seen 403.",
        ),
    ] = "on-403"
    job_progress: Annotated[
        Literal["one-poll", "instant", "fail", "never"] | Annotated[str, form("seconds:<n>", r"seconds:[0-9]{1,6}")],
        why(
            "An extraction job succeeds after its first poll, at creation, after n seconds of the session's clock; or fails; or runs on.",
            "A client must see RUNNING once.",
        ),
    ] = "one-poll"
    completed_field_names: Annotated[
        Literal["by-version", "current", "legacy", "both"],
        why(
            "The field names of contacts/completed follow the version in the path, or are the current, the old, or both.",
            "The vendor's SDK maps the names of version 23 to those of version 33.",
        ),
    ] = "by-version"
    acd_empty_result: Annotated[
        Literal["204", "200-empty-list"],
        why(
            "An ACD list without a record is answered 204 without a body, or 200 with an empty list.",
            "It was seen as 204.",
        ),
    ] = "204"


# A table, as the ledger is: the formatter would give an entry six lines.
# fmt: off
DECIDED: tuple[Decided, ...] = (
    Decided("nice_cxone.error-scope", "all", ("400-only",),
            "Business Data is one service with one error class: 403, 404 and 500 carry an ApiError like the documented 400."),
    Decided("nice_cxone.inactive-field", "reject", ("accept",),
            "Deactivated fields are out of use."),
    Decided("nice_cxone.empty-array", "reject", ("accept",),
            "A body is required; an array of nothing is as good as none."),
    Decided("nice_cxone.duplicate-field", "last-wins", ("reject",),
            "A field that occurs more than once takes its last value: ordinary processing of an array."),
    Decided("nice_cxone.field-name-match", "exact", ("ignore-case",),
            "The page on the script action wants identical names."),
    Decided("nice_cxone.content-type-check", "reject-400", ("ignore", "reject-415"),
            "A wrong Content-Type on Business Data: 415 is not in the documented list of statuses."),
    Decided("nice_cxone.id-syntax", "not-found", ("bad-request",),
            "Contact and segment ids are plain strings in the specification, so that none is malformed."),
    Decided("nice_cxone.child-contact-id", "not-found", ("resolve-to-master",),
            "The id of a child leg: recorded contacts are known by their master contact id."),
    Decided("nice_cxone.text-max-length", "none", ("<n>",),
            "No limit on the length of a text value was found."),
    Decided("nice_cxone.numeric-range", "none", ("<min>..<max>",),
            "No limit on the size of a numeric value was found."),
    Decided("nice_cxone.write-visibility-seconds", "0", ("<n>",),
            "Media Playback shows a written value at once: no delay was found."),
    Decided("nice_cxone.refresh-client-id", "optional", ("required",),
            "A refresh without client_id: the vendor's SDK omits it, though the specification requires it."),
    Decided("nice_cxone.id-token-as-bearer", "accept", ("reject",),
            "A client in the field sends its id token as bearer token."),
    Decided("nice_cxone.discovery-urls", "sandbox", ("vendor",),
            "Discovery documents name the sandbox's own addresses: clients must be led to the sandbox."),
    Decided("nice_cxone.access-key-get-secret", "omit", ("masked",),
            "A secret is shown once, though the specification lists the member in later answers too."),
    Decided("nice_cxone.retry-after", "present", ("absent",),
            "The 429 of Media Playback and Business Data has Retry-After: the vendor's SDK reads it."),
    Decided("nice_cxone.media-not-found-status", "404", ("400",),
            "'Interaction not found' is documented, its status is not."),
    Decided("nice_cxone.contact-business-data", "merged-last", ("first-segment", "interaction-per-segment"),
            "A contact of several segments: the schema has one list per interaction, so that the last segment's value of a field shows."),
    Decided("nice_cxone.business-data-id", "name", ("uuid",),
            "The id of a value in dynamicBusinessData is the field's name; what it is at the vendor is unknown."),
    Decided("nice_cxone.empty-business-data", "null", ("empty-array",),
            "An interaction without values: the list is nullable in the specification."),
    Decided("nice_cxone.extraction-active-job", "ignore", ("block",),
            "A running job does not keep the tenant from starting another, though 'one active call per tenant' may mean the job."),
    Decided("nice_cxone.extraction-range", "accept", ("reject-over-14-days",),
            "Two weeks at most for history is documented as advice."),
    Decided("nice_cxone.extraction-lag-minutes", "0", ("<n>",),
            "New interactions are extracted at once: 'up to 30 minutes' is documented, which also allows none."),
    Decided("nice_cxone.csv-business-data", "off", ("on",),
            "The CSV has no columns for business data: which ones the vendor's has is unknown."),
    Decided("nice_cxone.accept-missing", "plain-text", ("json",),
            "An ACD call without Accept is answered with the plain text that two clients have seen."),
    Decided("nice_cxone.acd-missing-contact", "404", ("204",),
            "An unknown ACD contact: no evidence was found, and clients cope with both."),
    Decided("nice_cxone.acd-error-body", "header-only", ("header-and-json",),
            "ACD errors stand in the icStatusDescription header: the documentation says that the body may be empty."),
    Decided("nice_cxone.live-unknown-field", "reject", ("ignore",),
            "The live update belongs to the same family of services as the Business Data PUTs."),
)
# fmt: on
