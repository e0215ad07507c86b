"""The Lightweight Event Listening API."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, OBSERVED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("mxo.event-no-auth", status=DOCUMENTED, source="H-EVT",
         text="An event needs no Authorization header; whatever one says is ignored."),
    Rule("mxo.event-created", status=OBSERVED, body=CHOSEN, source="SDK-CRM",
         text="A good event is stored with the customer whom the rules of identity find or create, "
              "and answered 201 with the customer's TID."),
    Rule("mxo.event-sitekey", status=CHOSEN, answer=400, source="SANDBOX",
         text="An event under an unknown site key is refused with 400 INVALID_SITEKEY."),
    Rule("mxo.event-uri", status=CHOSEN, answer=400, source="SANDBOX",
         text="An event whose uri is absent, null or empty is refused with 400 GENERAL."),
    Rule("mxo.event-tid", status=CHOSEN, answer=400, source="H-EVT",
         text="A tid of the query that is not 8-4-4-4-12 hexadecimal digits is refused with 400 GENERAL; an empty one counts as absent."),
    Rule("mxo.event-key-name", status=CHOSEN, answer=400, source="SANDBOX",
         text="A customerKeyName that is not a key attribute of the space is refused with 400 INVALID_API_NAME."),
    Rule("mxo.event-parameters", status=DOCUMENTED, body=CHOSEN, source="H-EVT",
         text="Query parameters of the uri, and those of the request other than tid, are stored as properties of the event, "
              "not of the profile."),
    Rule("mxo.event-silent", status=DOCUMENTED, source="H-EVT",
         text="The answer to an event never has optimizations, trackers or captures, whatever the space holds for its uri."),
)
# fmt: on
