"""The Interaction API, with OAuth 2 and with the OAuth 1.0a of the mobile SDKs."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("mxo.interaction-sitekey", status=CHOSEN, answer=400, source="H-INT",
         text="An interaction whose query has no sk, or the site key of no space or of another tenancy, is refused with 400."),
    Rule("mxo.interaction-tid-format", status=INFERRED, body=CHOSEN, answer=400, source="SANDBOX",
         text="A tid of the query, or of an item of /interactions/offline, that is not 8-4-4-4-12 hexadecimal digits is refused with 400. "
              "An empty one counts as absent."),
    Rule("mxo.interaction-uri", status=INFERRED, body=CHOSEN, answer=400, source="SANDBOX",
         text="An interaction whose uri is absent, null or empty is refused with 400."),
    Rule("mxo.interaction-key-name", status=CHOSEN, answer=400, source="SANDBOX",
         text="A customerKeyName that is not a key attribute of the space is refused with 400, also where there is no customerKey."),
    Rule("mxo.interaction-identity", status=INFERRED, source="H-TID",
         text="The customer of an interaction is found by the rules of identity from the tid of the query "
              "and the one identifier that customerKey gives."),
    Rule("mxo.interaction-optimizations", status=DOCUMENTED, source="H-INT",
         text="POST answers with the optimizations of this very uri, [] if there are none, and stores the event; "
              "properties and device go to the profile too."),
    Rule("mxo.interaction-put-none", status=DOCUMENTED, source="H-INT",
         text="PUT stores the event, properties and device as POST does, and answers with no optimizations: []."),
    Rule("mxo.offline-timestamp", status=CHOSEN, answer=400, source="H-INT",
         text="An offline interaction without a timestamp, with one that cannot be read, or with one more than 60 seconds ahead "
              "has the whole call refused with 400."),
    Rule("mxo.offline-limit", status=CHOSEN, answer=400, source="H-INT",
         text="A call of /interactions/offline with more than 100 items, or with none, is refused with 400; 100 are accepted."),
    Rule("mxo.interaction-slash", status=DOCUMENTED, source="H-INT, CLIENT",
         text="The paths of the Interaction API are served alike with and without a slash at the end, and never redirected."),
    Rule("mxo.interaction-extra-headers", status=OBSERVED, source="SDK-I",
         text="The headers Datamimetype, X-Requested-With and Accept-Language, which SDKs send, are ignored."),
    Rule("mxo.oauth1-off", status=CHOSEN, answer=404, source="SDK-A",
         text="The OAuth 1.0a paths of the mobile SDKs, /one/oauth1/..., are answered 404 with an empty body, whatever the method, "
              "unless the variant oauth1-paths says otherwise."),
)
# fmt: on
