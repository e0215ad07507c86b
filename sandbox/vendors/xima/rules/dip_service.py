"""The ledger of the reference web service of data dips."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("xima.dip-service.method", status=CHOSEN, answer=405, source="DIP",
         text="The web service takes POST alone."),
    Rule("xima.dip-service.token", status=DOCUMENTED, body=CHOSEN, answer=401, source="DIP",
         text="A request without one of the web service's bearer tokens is answered 401 with WWW-Authenticate."),
    Rule("xima.dip-service.json", status=CHOSEN, answer=400, source="DIP",
         text="A body that is no JSON object is answered 400, whatever its Content-Type says."),
    Rule("xima.dip-service.key-required", status=DOCUMENTED, body=CHOSEN, answer=400, source="DIP",
         text="At least one key that the web service knows is required; its value may be blank."),
    Rule("xima.dip-service.value-type", status=CHOSEN, answer=400, source="DIP",
         text="The values of known keys are strings; the first one that is not, in order of priority, is named."),
    Rule("xima.dip-service.priority", status=DOCUMENTED, body=CHOSEN, source="DIP",
         text="Keys are looked up in order of priority; one that matches nothing falls through to the next."),
    Rule("xima.dip-service.no-match", status=CHOSEN, source="DIP",
         text="Where nothing is found, the reply has no parameters."),
)
# fmt: on
