"""The files of Data Export, as downloads of the console."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("mxo.export-dynamic-row", status=DOCUMENTED, source="H-CUST",
         text="Each dynamic proposition has one row in dim_propositions, no matter how many activities name it."),
    Rule("mxo.export-full-name", status=DOCUMENTED, body=CHOSEN, source="H-EXPORT",
         text="The full name of a dynamic proposition is its parent's full name with the dynamic code as another level."),
    Rule("mxo.export-unknown-space", status=CHOSEN, answer=404, source="SANDBOX",
         text="A download under an unknown site key is answered 404."),
    Rule("mxo.export-no-row-on-error", status=CHOSEN, source="SANDBOX",
         text="An activity that was answered with an error entry or a 400 registers no dynamic proposition."),
    Rule("mxo.export-customer-events", status=DOCUMENTED, body=CHOSEN, source="H-EXPORT",
         text="The customer events file has the documented columns and a row for each activity and interaction event, oldest first; "
              "a configured proposition has its number, the other ids are the codes, URIs and paths that a client sent, "
              "and what the sandbox does not know is empty."),
)
# fmt: on
