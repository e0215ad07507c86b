"""Where the evidence about OvationCXM leaves a choice: what can be switched, and what is decided."""

from __future__ import annotations

from typing import Annotated, Literal

from sandbox.vendor import Decided, Variants, why

__all__ = ["DECIDED", "OvationcxmVariants"]

_OF_2018 = {
    "location_put_shape": "tuple",
    "user_put_shape": "tuple",
    "lookup_shape": "array",
    "location_files_shape": "by-category",
    "meta_enum_shape": "value-list",
}
"""What else the profile 2018 switches."""


class OvationcxmVariants(Variants):
    """The switches of OvationCXM."""

    profile: Annotated[
        Literal["2022", "2018"],
        why(
            "Rows with the members of 2022, or of the 2018 specification; 2018 also answers puts of locations and users with a tuple, "
            "look-ups with an array, dictionaries with a list of values and files by category, unless these are switched themselves.",
            "The rows of 2022 were recorded.",
        ),
    ] = "2022"
    issues_put_shape: Annotated[
        Literal["array", "object"],
        why(
            "`/issues/put` answers an array with the row, or the row.",
            "The client of 2022 maps an array without trouble, and older ones need it.",
        ),
    ] = "array"
    location_put_shape: Annotated[
        Literal["array", "tuple"],
        why(
            "`/customers/location/put` answers an array with the row, or the tuple of customer, first user and location.",
            "Only the array works for the newer client.",
        ),
    ] = "array"
    user_put_shape: Annotated[
        Literal["array", "tuple"],
        why(
            "`/customers/user/put` answers an array with the row, or the tuple of customer, user and the user's location.",
            "Only the array works for the newer client.",
        ),
    ] = "array"
    lookup_shape: Annotated[
        Literal["tuple", "array"],
        why(
            "`/customers/lookupBy*` answer the tuple of customer, user and location, or an array with the customer.",
            "The tuple was recorded.",
        ),
    ] = "tuple"
    meta_enum_shape: Annotated[
        Literal["key-value-list", "value-list", "dictionary", "labels"],
        why(
            "Dictionaries of issues, organisations, shipments: a list of `{key, value}`, of `{value}`, a dictionary, or a list of labels.",
            "The schema has a list of values, the prose says that keys map to labels.",
        ),
    ] = "key-value-list"
    industries_shape: Annotated[
        Literal["list", "dictionary"],
        why(
            "`/customers/meta/industries` is a list of labels, or a dictionary.",
            "The list was recorded.",
        ),
    ] = "list"
    location_files_shape: Annotated[
        Literal["flat", "by-category"],
        why(
            "The files of a location: a list, or a list of lists by tag.",
            "A flat list was recorded, empty.",
        ),
    ] = "flat"
    chat_transcript_shape: Annotated[
        Literal["row-per-message", "array", "last-message"],
        why(
            "Chat history: a row for each message, one row with the list of messages, or one row with the last message.",
            "The schema has one transcript object in a row.",
        ),
    ] = "row-per-message"
    emoticons_shape: Annotated[
        Literal["list", "dictionary"],
        why(
            "Emoticons: a list of `{lbl, shorthand}`, or a dictionary from name to texts.",
            "The schema has the list, the prose the dictionary.",
        ),
    ] = "list"
    customers_put_missing_part: Annotated[
        Literal["empty-object", "null", "omitted", "create-blank"],
        why(
            "A part of `/customers/put` that was neither sent nor made: `{}`, `null`, left out, or made blank.",
            "Nothing is recorded; `null` and `omitted` break the client of 2022.",
        ),
    ] = "empty-object"
    error_http_status: Annotated[
        Literal["mapped", "always-200"],
        why(
            "Refusals come with the status of their kind, or all with 200.",
            "The specification lists the statuses, and clients read error bodies from them.",
        ),
    ] = "mapped"
    input_error_status: Annotated[
        Literal["422", "400"],
        why(
            "A missing or invalid field is refused with 422, or with 400.",
            "The specification lists both without saying which is for what.",
        ),
    ] = "422"
    auth_failure_status: Annotated[
        Literal["403", "401"],
        why(
            "A failed authentication is refused with 403, or with 401.",
            "401 is never listed by the vendor.",
        ),
    ] = "403"
    unsigned_operations: Annotated[
        Literal["require", "optional"],
        why(
            "The seven operations whose security list has no signature need one all the same, or take none; one that is sent is "
            "always verified.",
            "Every SDK signs them.",
        ),
    ] = "require"
    date_check: Annotated[
        Literal["10s", "60s", "off"],
        why(
            "How old the date of a request may be.",
            "10 seconds are documented; more helps a slow machine.",
        ),
    ] = "10s"
    date_reference: Annotated[
        Literal["real", "session"],
        why(
            "The date of a request is compared with real time, or with the session's clock if that was set.",
            "The clock of a client is real; to replay recorded requests one needs the session's.",
        ),
    ] = "real"
    required_fields: Annotated[
        Literal["spec", "name-only", "none"],
        why(
            "Members that a new customer needs: name, zipcode and email, the name alone, or none.",
            "The specification marks three; recorded rows made through the API have a name only.",
        ),
    ] = "spec"
    put_sub_objects: Annotated[
        Literal["optional", "required"],
        why(
            "`/customers/put` takes a customer alone, or needs user and location with it.",
            "The specification requires them, and clients send them empty.",
        ),
    ] = "optional"
    match_external_id_miss: Annotated[
        Literal["not-found", "create"],
        why(
            "`matchExternalId` without a match is refused with 404, or makes the customer.",
            "The text of the error names the external id.",
        ),
    ] = "not-found"
    delete: Annotated[
        Literal["soft", "hard"],
        why(
            "A first delete of a customer, location or user marks it Deleted, or removes it.",
            "Rows with the status Deleted were recorded.",
        ),
    ] = "soft"
    user_delete_shape: Annotated[
        Literal["array", "minimal"],
        why(
            "`/customers/user/delete` answers the deleted row, or no results.",
            "The client expects an array.",
        ),
    ] = "array"
    foreign_object: Annotated[
        Literal["forbidden", "not-found"],
        why(
            "What belongs to another organisation is refused with 403, or as if it did not exist.",
            "403 lets a test tell ownership from absence.",
        ),
    ] = "forbidden"
    standard_obo: Annotated[
        Literal["forbid", "ignore"],
        why(
            "`X-Boomtown-OBO` of a standard organisation is refused, or passed over.",
            "The header is for service providers alone.",
        ),
    ] = "forbid"
    provider_own_writes: Annotated[
        Literal["deny", "allow"],
        why(
            "A service provider without `X-Boomtown-OBO` may only read its own organisation, or use the API as a standard one does.",
            "It is 'required to include' the header.",
        ),
    ] = "deny"
    put_status: Annotated[
        Literal["apply", "ignore", "deny"],
        why(
            "A put of an issue sets status, job and resolution, passes over them, or is refused with them.",
            "The specification has them in the body.",
        ),
    ] = "apply"
    reschedule: Annotated[
        Literal["deny", "allow"],
        why(
            "An issue that is Scheduled already cannot be scheduled again, or can.",
            "Schedule is said to lead from Scheduling to Scheduled.",
        ),
    ] = "deny"
    terminal_transitions: Annotated[
        Literal["deny", "allow"],
        why(
            "Closed and canceled issues cannot be resolved or canceled, or can.",
            "Nothing is said; a closed case is closed.",
        ),
    ] = "deny"
    user_check_no_email: Annotated[
        Literal["input-error", "exists-false"],
        why(
            "`/customers/user_check` without an address is refused, or answers that nobody has it.",
            "Clients of 2018 send none.",
        ),
    ] = "input-error"

    def shape(self, name: str) -> str:
        """Return the option of a switch by the name of its field; one that was not set itself may follow the profile."""
        if self.profile == "2018" and name not in self.model_fields_set:
            return _OF_2018.get(name, str(getattr(self, name)))
        return str(getattr(self, name))


# This is a table to be read down, so an entry takes two or three lines, where the formatter would give it five.
# fmt: off
DECIDED = (
    Decided("ovationcxm.empty-delete-body", "envelope", ("empty",),
            "Deletes of teams, org users and technology have no schema of their answer; other empty answers have the envelope."),
    Decided("ovationcxm.delete-envelope", "minimal", ("counted",),
            "The answer of a customer's delete was once seen with counts."),
    Decided("ovationcxm.sso-results", "empty-array", ("absent",),
            "The schema has none, but the client fails without."),
    Decided("ovationcxm.future-skew", "10s", ("0s", "300s",),
            "How far a client's clock may run ahead is not documented."),
    Decided("ovationcxm.object-timezone", "America/Los_Angeles", ("UTC", "any zone",),
            "Inferred from one pair of timestamps, eight hours apart."),
    Decided("ovationcxm.limit-cap", "100", ("none", "1000",),
            "No largest limit is documented."),
    Decided("ovationcxm.customers-default-limit", "50", ("10",),
            "A page of 50 was recorded; other lists are documented with 10."),
    Decided("ovationcxm.state-length", "ignore", ("enforce",),
            "'2 char code' stands in the prose alone."),
    Decided("ovationcxm.email-format", "ignore", ("enforce",),
            "No form of addresses is documented."),
    Decided("ovationcxm.duplicate-external-id", "reject", ("allow",),
            "Uniqueness is not documented, but the text calls it a unique id."),
    Decided("ovationcxm.duplicate-email", "allow", ("reject",),
            "The address is the login, but no text forbids a second user with it."),
    Decided("ovationcxm.new-customer-status", "Inactive", ("Active",),
            "Recorded rows that were made through the API are Inactive."),
    Decided("ovationcxm.status-history-unknown", "server-error", ("not-found",),
            "The 500 was recorded; it may be a defect that was mended since."),
    Decided("ovationcxm.issue-get-unknown", "not-found", ("empty-list",),
            "The other operations of issues say that there is no such issue."),
    Decided("ovationcxm.log-unknown-issue", "issue-text", ("members-text",),
            "A recorded body names members, probably copied from another operation."),
    Decided("ovationcxm.obo-unknown-org", "403", ("404",),
            "One answer for all denials does not tell which organisations exist."),
    Decided("ovationcxm.schedule-check-order", "input-first", ("state-first",),
            "The order is unknown."),
    Decided("ovationcxm.status-by-type", "ignore", ("enforce",),
            "Help pages reserve four statuses for work orders and trainings; the API is not said to."),
    Decided("ovationcxm.user-check-scope", "org", ("global",),
            "Whose users are looked through is not stated."),
    Decided("ovationcxm.replay", "allow", ("deny",),
            "No protection against replays is documented."),
    Decided("ovationcxm.v2-alias", "off", ("on",),
            "The paths of V2 are another API."),
)
# fmt: on
