"""The Customer API: activities, structured data, delete."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Customer API: who may call, and what a request looks like ---
    Rule("mxo.auth-required", status=DOCUMENTED, body=INFERRED, answer=401, source="SPEC31, FRAMEWORK",
         text="A call without a bearer token, or with one that is unknown or expired, is refused with 401; WWW-Authenticate says which."),
    Rule("mxo.delete-forbidden", status=DOCUMENTED, body=INFERRED, answer=403, source="SPEC31, FRAMEWORK",
         text="DELETE with a token whose credential is marked read-only is refused with 403. All other calls work with such a token."),
    Rule("mxo.body-required", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A request with an empty body is refused with 400 GENERAL, whatever its content type."),
    Rule("mxo.content-type", status=INFERRED, answer=415, source="FRAMEWORK",
         text="A body whose Content-Type is missing or not application/json is refused with 415 and an empty body."),
    Rule("mxo.malformed-json", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A body that is not JSON is refused with 400 GENERAL."),
    Rule("mxo.body-object", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A JSON body that is not an object is refused with 400 GENERAL."),
    Rule("mxo.sitekey-unknown", status=INFERRED, body=DOCUMENTED, answer=400, source="SPEC31",
         text="A site key in the path that belongs to no space is refused with 400 INVALID_SITEKEY (GENERAL on version 3.0.0)."),
    Rule("mxo.sitekey-other-tenant", status=CHOSEN, answer=400, source="H-CRED",
         text="The site key of another tenancy than the token's is answered like an unknown one: 400 INVALID_SITEKEY."),
    Rule("mxo.empty-sitekey-segment", status=CHOSEN, answer=404, source="H-CUST",
         text="A path with an empty segment, such as /customer//activity, is answered 404 with an empty body and is not redirected."),
    Rule("mxo.trailing-slash", status=DOCUMENTED, body=CHOSEN, source="H-CUST, SPEC31",
         text="A slash at the end of a path is accepted: the call is served as without it, and never redirected."),
    Rule("mxo.required-field", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A required member that is absent, null or an empty string is refused with 400 GENERAL, which names its path. "
              "Only a property's value may be empty."),
    Rule("mxo.field-type", status=INFERRED, answer=400, source="SPEC31",
         text="A member of another JSON type than its schema's is refused with 400 GENERAL, which names its path. "
              "A number is not taken for a string."),
    Rule("mxo.tid-format", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A TID that is not 8-4-4-4-12 hexadecimal digits is refused with 400 GENERAL, which names its path."),
    Rule("mxo.tid-nonstandard-version", status=DOCUMENTED, source="H-JSON",
         text="A TID of the right form is accepted whatever its UUID version and variant digits are."),

    # --- Customer API: device and touchpoint ---
    Rule("mxo.device-required", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A device whose appName, devType or osName is absent, null or empty is refused with 400 GENERAL, which names the member."),
    Rule("mxo.device-enum", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A devType or osName outside its list of values, compared case-sensitively, is refused with 400 GENERAL."),
    Rule("mxo.device-date", status=INFERRED, answer=400, source="SPEC31",
         text="A locLastUpdated that is not a date-time with an offset is refused with 400 INVALID_DATE_TIME."),
    Rule("mxo.device-current", status=DOCUMENTED, source="SPEC31",
         text="The device of an activity request becomes the customer's current one, and the others are kept as former ones. "
              "The same appName, devType and osName mean the same device."),
    Rule("mxo.touchpoint-base", status=DOCUMENTED, body=INFERRED, source="SPEC31",
         text="Path, query and fragment of baseTouchpointUri are ignored: scheme and authority are stored. "
              "A text without :// is stored whole."),
    Rule("mxo.touchpoint-any", status=CHOSEN, source="SANDBOX",
         text="A touchpoint that is not configured in the space is accepted and stored as sent."),

    # --- Customer API: activities ---
    Rule("mxo.activities-limit", status=DOCUMENTED, body=INFERRED, answer=400, source="SPEC31",
         text="A request with more than 100 activities is refused whole with 400 GENERAL; 100 are accepted."),
    Rule("mxo.activities-empty", status=DOCUMENTED, source="SPEC31",
         text="A request with an empty list of activities is answered 200: the customer is found or created, "
              "and properties and device are stored."),
    Rule("mxo.activity-required-codes", status=DOCUMENTED, answer=400, source="SPEC31",
         text="An activity whose propositionCode or activityTypeCode is absent, null or empty has the whole request refused "
              "with 400 GENERAL, which names the member."),
    Rule("mxo.dynamic-proposition-length", status=DOCUMENTED, body=INFERRED, answer=400, source="H-CUST",
         text="A dynamic proposition code of more than 255 characters has the whole request refused "
              "with 400 INVALID_PROPOSITION_CODE; 255 are accepted."),
    Rule("mxo.dynamic-needs-parent", status=DOCUMENTED, answer=400, source="H-CUST",
         text="A dynamic proposition code without its parent's propositionCode has the whole request refused with 400 GENERAL."),
    Rule("mxo.dynamic-registration", status=DOCUMENTED, source="H-CUST",
         text="The first stored activity with a dynamic code registers the dynamic proposition, once per parent and code: "
              "a row in dim_propositions, outside the hierarchy."),
    Rule("mxo.codes-not-validated", status=DOCUMENTED, source="H-CUST",
         text="Unknown proposition and activity type codes are stored as sent and answered 200 without an error, "
              "unless the variant code-validation says otherwise."),
    Rule("mxo.codes-validated", status=INFERRED, body=DOCUMENTED, source="SPEC31",
         text="With the variant code-validation at validate-codes, an activity with an unknown code is not stored, and gets an entry "
              "INVALID_PROPOSITION_CODE or INVALID_ACTIVITY_TYPE_CODE in the errors of the 200."),
    Rule("mxo.timestamp-default", status=DOCUMENTED, source="SPEC31, H-CUST",
         text="An activity without a timestamp is stored at the current time of the sandbox's clock."),
    Rule("mxo.timestamp-past", status=DOCUMENTED, source="H-CUST",
         text="A timestamp in the past is accepted, however old."),
    Rule("mxo.timestamp-future", status=DOCUMENTED, body=INFERRED, source="SPEC31",
         text="An activity dated more than 60 seconds ahead is not stored, and gets an entry INVALID_DATE_TIME in the errors of the 200; "
              "the other activities are stored."),
    Rule("mxo.timestamp-unparsable", status=INFERRED, body=DOCUMENTED, answer=400, source="SPEC31",
         text="A timestamp that is not a valid date-time with an offset has the whole request refused with 400 INVALID_DATE_TIME."),
    Rule("mxo.errors-order", status=CHOSEN, source="SANDBOX",
         text="The errors of several faulty activities come in the order of the request."),
    Rule("mxo.errors-always-present", status=DOCUMENTED, source="SPEC31",
         text="Every 200 of the activity call has the member errors; it is [] if there are none."),
    Rule("mxo.all-activities-faulty", status=INFERRED, source="SPEC31",
         text="A request of which every activity has an error is still answered 200 with a TID; "
              "customer, properties and device are stored, no activity is."),

    # --- Customer API: whom a request speaks of ---
    Rule("mxo.activity-without-identity", status=DOCUMENTED, source="H-CUST, H-ATM, SPEC31",
         text="An activity request with neither TID nor identifiers is answered 200 with the TID of a new, anonymous customer."),
    Rule("mxo.lookup-without-identity", status=INFERRED, answer=400, source="H-CUST",
         text="A structure or delete request with neither TID nor identifier is refused with 400 GENERAL."),
    Rule("mxo.key-name-unknown", status=INFERRED, answer=400, source="SPEC30",
         text="An identifier whose apiName is not a key attribute of the space is refused with 400 INVALID_API_NAME."),
    Rule("mxo.key-name-case", status=CHOSEN, source="CLIENT, H-CUST",
         text="The apiName of an identifier is compared without regard to case: customerKey is stored as customerkey."),
    Rule("mxo.unknown-identifier-activity", status=DOCUMENTED, source="H-TID",
         text="An activity request with an identifier that no customer has is answered 200, "
              "and the identifier goes to a new customer or to that of the TID."),
    Rule("mxo.unknown-tid-activity", status=INFERRED, source="H-TID",
         text="An activity request with an unknown TID is answered 200: a new customer adopts it, "
              "or it becomes a secondary TID of the identifier's customer."),

    # --- Customer API: structured data ---
    Rule("mxo.structure-context-required", status=CHOSEN, answer=400, source="SPEC31",
         text="A structure request without customerContext is refused with 400 GENERAL."),
    Rule("mxo.structure-name-missing", status=INFERRED, answer=400, source="SPEC31",
         text="A structure request whose structureApiName is absent, null or empty is refused with 400 INVALID_API_NAME."),
    Rule("mxo.structure-unknown", status=DOCUMENTED, body=INFERRED, answer=404, source="SPEC31",
         text="A structureApiName that no structure of the space has, compared case-sensitively, is answered 404 INVALID_API_NAME."),
    Rule("mxo.structure-unpublished", status=DOCUMENTED, body=INFERRED, answer=404, source="H-STRUCT",
         text="A structure that is not published is answered like an unknown one: 404 INVALID_API_NAME."),
    Rule("mxo.structure-unknown-customer", status=INFERRED, answer=404, source="SPEC31",
         text="A structure request whose TID or identifiers belong to no customer is answered 404 CUSTOMER_NOT_FOUND."),
    Rule("mxo.structure-lookup", status=INFERRED, source="SANDBOX",
         text="A structure request with both TID and identifiers reads the customer of the TID if that is known, "
              "else of the first known identifier."),
    Rule("mxo.structure-root-hidden", status=DOCUMENTED, source="H-CUST",
         text="The member structure of the answer holds the children of the root node, not the root."),
    Rule("mxo.structure-context-transient", status=CHOSEN, source="H-CUST",
         text="The properties and the device of a structure request serve its own evaluation and are not stored."),
    Rule("mxo.structure-no-error-member", status=DOCUMENTED, body=CHOSEN, source="SPEC31",
         text="A successful structure answer leaves the member error out."),

    # --- Customer API: delete ---
    Rule("mxo.delete-identity", status=DOCUMENTED, source="SPEC31",
         text="DELETE with the TID or an identifier of a customer removes the customer, "
              "and answers 200 with all of the customer's TIDs and identifiers."),
    Rule("mxo.delete-unknown", status=DOCUMENTED, body=INFERRED, answer=404, source="SPEC31",
         text="DELETE with a TID or identifier that belongs to no customer is answered 404 CUSTOMER_NOT_FOUND."),
    Rule("mxo.delete-secondary-tid", status=INFERRED, source="H-TID",
         text="DELETE with a secondary TID removes the whole customer."),
    Rule("mxo.delete-both", status=DOCUMENTED, body=CHOSEN, source="SPEC31",
         text="DELETE with both a TID and an identifier: both must be well-formed and the key name known, then the TID alone decides."),
    Rule("mxo.delete-twice", status=INFERRED, source="SANDBOX",
         text="A second DELETE of the same customer is answered 404 CUSTOMER_NOT_FOUND, as of any unknown one (mxo.delete-unknown)."),
    Rule("mxo.delete-keeps-datastores", status=DOCUMENTED, source="SPEC31, H-CUST",
         text="DELETE leaves the customer's datastore rows untouched; a client removes them through the Datastores API."),
    Rule("mxo.delete-plural-ignored", status=INFERRED, source="SPEC31",
         text="DELETE reads tid and the singular identifier at the top level. Members identifiers and customerContext are ignored, "
              "so that a body with these alone names nobody and is refused with 400 GENERAL."),

    # --- Customer API: versions, habits ---
    Rule("mxo.unknown-fields", status=CHOSEN, source="SANDBOX",
         text="Members outside the schema of a request are ignored."),
    Rule("mxo.v300-scope", status=DOCUMENTED, answer=404, source="SPEC30",
         text="Version 3.0.0 has the activity call alone: its structure and DELETE paths, and any other version number, "
              "are answered 404 with an empty body."),
    Rule("mxo.v300-codes", status=DOCUMENTED, body=INFERRED, source="SPEC30",
         text="Version 3.0.0 has no INVALID_SITEKEY and no CUSTOMER_NOT_FOUND: its errors carry GENERAL instead, with the same message."),
    Rule("mxo.query-ignored", status=DOCUMENTED, source="SPEC31",
         text="Query parameters on the Customer API are ignored."),
    Rule("mxo.token-tenancy-wide", status=DOCUMENTED, source="H-CRED",
         text="A token is accepted for every space of its tenancy."),
)
# fmt: on
