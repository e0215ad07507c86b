"""The ledger of the live update."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("nice_cxone.live.user-required", status=CHOSEN, answer=400, source="SPEC-REC",
         text="A call without userId, or without the other parameter that its action requires, is refused with 400."),
    Rule("nice_cxone.live.no-call", status=CHOSEN, answer=404, source="SPEC-REC",
         text="A user who is unknown, of another tenant, or not in a running recorded call is answered 404."),
    Rule("nice_cxone.live.body", status=CHOSEN, answer=400, source="SPEC-REC",
         text="A body that the Business Data API would not read is refused with 400; the description is the reason. "
              "The Content-Type is not looked at."),
    Rule("nice_cxone.live.field", status=CHOSEN, answer=400, source="SPEC-REC",
         text="A field or value that the Business Data API would not take is refused with 400; the answer names the call, "
              "and its description the field."),
    Rule("nice_cxone.live.updated", status=CHOSEN, source="SPEC-REC, MCR",
         text="An update stores the values on the user's running segment, where they stay when the call ends, and answers 200 "
              "with the ids of the call."),
    Rule("nice_cxone.live.order", status=CHOSEN, source="SPEC-REC",
         text="The live update checks the user's presence in the query first, then the body, the call, and the fields."),
)
# fmt: on
