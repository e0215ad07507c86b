"""The ledger of inputs: what is required, what counts as given, and how it is refused."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("ovationcxm.input-json-malformed", status=CHOSEN, answer=400, source="-",
         text="A body that begins with a brace and is not JSON is refused; so is a form in parts that cannot be read."),
    Rule("ovationcxm.input-wrapper-missing", status=CHOSEN, answer=400, source="-",
         text="A body without the object's wrapper, or with one that is no object, is refused; an empty list counts as an empty object."),
    Rule("ovationcxm.input-required", status=OBSERVED, source="rec2022, sdk2018", answer=422,
         text="A required member that is missing, null or blank is refused; fields names all that are missing or invalid, the message the "
              "first. required-fields and put-sub-objects say what a customer needs."),
    Rule("ovationcxm.input-label", status=INFERRED, answer=422, source="sdk2018",
         text="A value outside of its dictionary or list, and one of the wrong type, is refused. Entries are named by key or by label, in "
              "any letter case; numbers and texts that hold one are taken for each other."),
    Rule("ovationcxm.input-file-size", status=CHOSEN, answer=422, source="-",
         text="A file of more than 25 MiB is refused."),
    Rule("ovationcxm.input-date", status=CHOSEN, answer=422, source="-",
         text="A time that is no local or ISO 8601 time, no date and no number of seconds or milliseconds is refused."),
    Rule("ovationcxm.input-partial-update", status=DOCUMENTED, body=CHOSEN, source="sdk2018",
         text="A put with an id changes only the members that are given. A blank text, time or list takes the value away; a blank label, "
              "number or boolean, and owner_org_team_id, count as not given. On create all blanks count so."),
    Rule("ovationcxm.input-read-only", status=CHOSEN, source="-",
         text="What the vendor keeps itself (created, updated, full_name, org_id, files, technology, reference_num, comm_id, ...) is "
              "passed over in a put."),
    Rule("ovationcxm.input-empty-id", status=OBSERVED, source="wire",
         text="An id that is empty or null means a new object."),
    Rule("ovationcxm.input-external-id-unique", status=CHOSEN, answer=422, source="sdk2018",
         text="An external_id that another object of the same kind and organisation has, and that is not deleted, is refused."),
    Rule("ovationcxm.input-wrong-parent", status=CHOSEN, answer=422, source="-",
         text="A location or a user of another customer of the same organisation is refused."),
    Rule("ovationcxm.object-not-found", status=INFERRED, answer=404, source="rec2022",
         text="An unknown id is answered Object Not Found for the vendor's name of the kind and the id, also where a body refers to it."),
)
# fmt: on
