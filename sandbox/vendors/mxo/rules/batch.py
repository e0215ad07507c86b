"""The Batch Interaction API."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("mxo.batch-sitekey", status=CHOSEN, answer=400, source="SANDBOX",
         text="A batch call under a site key that is unknown or of another tenancy is refused with 400 INVALID_SITEKEY."),
    Rule("mxo.batch-workspace", status=CHOSEN, answer=400, source="H-BATCH",
         text="A batch call whose header workspaceId is absent or not the workspace of the site key is refused with 400 GENERAL. "
              "The workspace is written in base64 or as its number."),
    Rule("mxo.batch-content-type", status=INFERRED, answer=415, source="H-BATCH",
         text="A batch that is neither application/json nor application/x-ndjson is refused with 415 and an empty body."),
    Rule("mxo.batch-syntax", status=CHOSEN, answer=400, source="SANDBOX",
         text="An application/json batch that is not JSON, not an array, or nested deeper than 100 levels is refused with 400 GENERAL."),
    Rule("mxo.batch-limit", status=CHOSEN, answer=400, source="H-BATCH",
         text="A batch of more than 5,000 records is refused with 400 GENERAL; 5,000 are accepted. Blank lines are no records."),
    Rule("mxo.batch-empty", status=CHOSEN, answer=400, source="SANDBOX",
         text="A batch without a record is refused with 400 GENERAL."),
    Rule("mxo.batch-id-reuse", status=CHOSEN, answer=400, source="SANDBOX",
         text="A header batchId that names a batch of the space is refused with 400 GENERAL."),
    Rule("mxo.batch-accepted", status=CHOSEN, source="SANDBOX",
         text="Any other batch is answered 202 with its id; its good records are stored as events, in order."),
    Rule("mxo.batch-item-required", status=DOCUMENTED, body=CHOSEN, source="H-BATCH",
         text="A record without uri or timestamp, with a member of the wrong type, or that is no JSON object, gets an entry "
              "under /error; the other records are stored."),
    Rule("mxo.batch-item-date", status=DOCUMENTED, body=CHOSEN, source="H-BATCH",
         text="A record whose timestamp is no date-time with an offset, or more than 60 seconds ahead, "
              "gets an entry INVALID_DATE_TIME under /error; the other records are stored."),
    Rule("mxo.batch-item-key", status=CHOSEN, source="SANDBOX",
         text="A record whose customerKeyName is not a key attribute of the space gets an entry INVALID_API_NAME under /error; "
              "the other records are stored."),
    Rule("mxo.batch-unknown", status=CHOSEN, answer=404, source="SANDBOX",
         text="The status or the errors of a batch that the space does not have are answered 404 GENERAL."),
    Rule("mxo.batch-errors-empty", status=CHOSEN, source="SANDBOX",
         text="The errors of a batch that has none are answered 200 with []."),
)
# fmt: on
