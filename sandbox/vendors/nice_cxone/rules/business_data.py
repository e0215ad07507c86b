"""The ledger of Business Data."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    # --- What a PUT does ---
    Rule("nice_cxone.bd.update-contact", status=DOCUMENTED, source="BD-HELP, SPEC-BD",
         text="A PUT on a closed contact stores every named field on all of its segments, and answers 204 without a body."),
    Rule("nice_cxone.bd.update-segment", status=DOCUMENTED, source="BD-HELP, SPEC-BD",
         text="A PUT on a segment of a closed contact stores every named field on that segment alone, and answers 204 without a body."),
    Rule("nice_cxone.bd.merge", status=INFERRED, source="BD-HELP, SPEC-BD",
         text="Fields that a PUT does not name keep their values, unless the variant put-semantics says otherwise."),
    Rule("nice_cxone.bd.visibility", status=CHOSEN, source="BD-HELP",
         text="A stored value is visible in Media Playback at once."),
    Rule("nice_cxone.bd.query-ignored", status=CHOSEN, source="SPEC-BD",
         text="A query string on a PUT is ignored."),

    # --- Who may call, and how often ---
    Rule("nice_cxone.bd.permission", status=DOCUMENTED, body=CHOSEN, answer=403, source="BD-HELP",
         text="A caller without the permission Update Business Data is refused with 403 PERMISSION_REQUIRED, whatever the body is."),
    Rule("nice_cxone.bd.throttle", status=INFERRED, answer=429, source="BD-HELP-V0",
         text="With the variant business-data-throttle at one-call-30s, a call within 30 seconds of an accepted one of the same tenant "
              "is refused with 429, and Retry-After says how many seconds are left."),
    Rule("nice_cxone.bd.server-error", status=DOCUMENTED, body=CHOSEN, source="BD-HELP",
         text="The documented 500 is never caused by a client: nothing that one sends is answered with it."),

    # --- The body ---
    Rule("nice_cxone.bd.content-type", status=INFERRED, answer=400, source="BD-HELP",
         text="A Content-Type other than application/json and */*+json is refused with 400 INVALID_INPUT; parameters are allowed, "
              "and so is no Content-Type at all."),
    Rule("nice_cxone.bd.body-missing", status=INFERRED, answer=400, source="BD-HELP, SPEC-BD",
         text="A body that is empty or only blanks is refused with 400 INVALID_INPUT."),
    Rule("nice_cxone.bd.body-not-json", status=INFERRED, answer=400, source="BD-HELP, SPEC-BD",
         text="A body that is not JSON in UTF-8 is refused with 400 INVALID_INPUT: trailing commas (so also the sample printed on "
              "the vendor's page), NaN, a byte order mark, text after the document, nesting beyond measure."),
    Rule("nice_cxone.bd.body-not-array", status=INFERRED, answer=400, source="BD-HELP, SPEC-BD",
         text="A JSON body that is not an array is refused with 400 INVALID_INPUT."),
    Rule("nice_cxone.bd.body-empty-array", status=CHOSEN, answer=400, source="BD-HELP",
         text="An array without items is refused with 400 INVALID_INPUT."),
    Rule("nice_cxone.bd.item-not-object", status=INFERRED, answer=400, source="BD-HELP, SPEC-BD",
         text="An item that is not an object is refused with 400 INVALID_INPUT, which says the item's place in the array, from 0."),
    Rule("nice_cxone.bd.item-empty", status=CHOSEN, answer=400, source="BD-HELP",
         text="An item without a member is refused with 400 INVALID_INPUT, which says the item's place in the array, from 0."),
    Rule("nice_cxone.bd.item-several-fields", status=CHOSEN, source="BD-HELP",
         text="An item with several members updates them all, in their order; with the variant multi-key-item at reject it is refused "
              "with 400 INVALID_INPUT."),

    # --- The contact and the segment ---
    Rule("nice_cxone.bd.contact-unknown", status=DOCUMENTED, body=CHOSEN, answer=404, source="BD-HELP",
         text="An unknown contact is answered 404 CONTACT_NOT_FOUND."),
    Rule("nice_cxone.bd.contact-other-tenant", status=INFERRED, answer=404, source="BD-HELP",
         text="A contact of another tenant is answered like an unknown one: 404 CONTACT_NOT_FOUND."),
    Rule("nice_cxone.bd.contact-open", status=CHOSEN, answer=404, source="BD-HELP",
         text="A contact that is not closed yet is answered like an unknown one: 404 CONTACT_NOT_FOUND. The variant open-contact can have "
              "it refused with 400 or accepted."),
    Rule("nice_cxone.bd.contact-without-segments", status=CHOSEN, answer=404, source="BD-HELP",
         text="A closed contact of which nothing was recorded is answered like an unknown one: 404 CONTACT_NOT_FOUND."),
    Rule("nice_cxone.bd.contact-child-id", status=INFERRED, answer=404, source="BD-HELP, MP-HELP",
         text="The id of a child leg is answered like an unknown one, 404 CONTACT_NOT_FOUND: a recorded contact is known by its master "
              "contact id."),
    Rule("nice_cxone.bd.contact-id-syntax", status=CHOSEN, answer=404, source="SPEC-BD",
         text="A contact id that is not all digits is answered like an unknown one: 404 CONTACT_NOT_FOUND."),
    Rule("nice_cxone.bd.segment-unknown", status=DOCUMENTED, body=CHOSEN, answer=404, source="BD-HELP",
         text="An unknown segment of a known contact, or an id that is no UUID, is answered 404 SEGMENT_NOT_FOUND."),
    Rule("nice_cxone.bd.segment-other-contact", status=INFERRED, answer=404, source="BD-HELP",
         text="A segment of another contact than the path's is answered like an unknown one: 404 SEGMENT_NOT_FOUND."),
    Rule("nice_cxone.bd.segment-contact-unknown", status=CHOSEN, answer=404, source="BD-HELP",
         text="The segment form on a contact that the contact form would not find is answered 404 CONTACT_NOT_FOUND too, "
              "whatever the segment is."),
    Rule("nice_cxone.bd.segment-id-case", status=CHOSEN, source="SPEC-BD",
         text="A segment id is found in any letter case."),

    # --- Fields ---
    Rule("nice_cxone.bd.field-unknown", status=DOCUMENTED, body=CHOSEN, answer=400, source="BD-HELP",
         text="A name that is no field of the tenant is refused with 400 FIELD_NOT_FOUND; the variant unknown-field can have it ignored."),
    Rule("nice_cxone.bd.field-inactive", status=INFERRED, answer=400, source="BD-FIELDS",
         text="A field that was deactivated is refused with 400 FIELD_INACTIVE."),
    Rule("nice_cxone.bd.field-name-match", status=INFERRED, source="MCR",
         text="A name that differs from a field's in letter case or blanks is not that field's name."),
    Rule("nice_cxone.bd.field-duplicate", status=CHOSEN, source="BD-HELP",
         text="A field that occurs in several items gets the last value."),
    Rule("nice_cxone.bd.field-limits", status=DOCUMENTED, source="BD-FIELDS",
         text="A tenant has at most 50 fields, active or not: 35 text, 10 numeric, 5 true/false. The control plane refuses a fixture, "
              "a state and a console call with more."),

    # --- Values ---
    Rule("nice_cxone.bd.value-null", status=CHOSEN, answer=400, source="BD-HELP",
         text="A null value is refused with 400 INVALID_VALUE; with the variant null-value at clear it removes the field's value."),
    Rule("nice_cxone.bd.value-nested", status=CHOSEN, answer=400, source="BD-HELP",
         text="An object or an array as value is refused with 400 INVALID_VALUE."),
    Rule("nice_cxone.bd.value-type", status=CHOSEN, answer=400, source="BD-HELP, BD-FIELDS",
         text="A value that does not fit the field's type is refused with 400 INVALID_TYPE. Quoted numbers and booleans fit, and text "
              "fields take any scalar, unless the variant value-typing is strict. Numbers are kept digit by digit, in plain notation."),
    Rule("nice_cxone.bd.value-length", status=CHOSEN, source="BD-FIELDS",
         text="A text of any length is stored: no limit was found."),
    Rule("nice_cxone.bd.value-range", status=CHOSEN, source="BD-FIELDS",
         text="A number of any size is stored, as long as its exponent is from -308 to 308: no limit was found."),
    Rule("nice_cxone.bd.all-or-nothing", status=INFERRED, source="BD-HELP",
         text="One bad item among good ones has the whole request refused with the 400 of the first bad one, and nothing stored, "
              "unless the variant partial-write says otherwise."),
    Rule("nice_cxone.bd.errors-details", status=CHOSEN, source="SPEC-BD",
         text="A 400 about a field has details that point to errors, where errorCode and message say what is wrong with which field."),
)
# fmt: on
