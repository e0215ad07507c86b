"""The ledger of CXone: what is common to its APIs."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, INFERRED, Rule

__all__ = ["RULES"]

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("nice_cxone.gen.tenant-isolation", status=INFERRED, source="SANDBOX",
         text="A caller sees and changes its own tenant alone; another tenant's object answers as if it were unknown."),
    Rule("nice_cxone.gen.atomic", status=CHOSEN, source="SANDBOX",
         text="A request changes all that it asks for, or nothing. Requests are served one after the other; of two that write one field, "
              "the later wins."),
    Rule("nice_cxone.gen.unknown-path", status=CHOSEN, answer=404, source="SANDBOX",
         text="A path that no operation has is answered 404; below the ACD's path in its form, which an ACD version outside v2.0 to "
              "v34.0 is too."),
    Rule("nice_cxone.gen.wrong-method", status=CHOSEN, answer=405, source="SANDBOX",
         text="A known path under another method, HEAD too, is answered 405; Allow lists the methods of the path."),
    Rule("nice_cxone.gen.correlation-id", status=CHOSEN, source="CLIENT",
         text="A request's CorrelationId header comes back on its answer."),
    Rule("nice_cxone.gen.server-fields", status=CHOSEN, source="SANDBOX",
         text="An answer has no header by which the vendor's servers could be known, such as Server."),
    Rule("nice_cxone.gen.not-emulated", status=CHOSEN, answer=501, source="SANDBOX",
         text="What the vendor has and the sandbox does not play is answered 501, which says what it is: analyzed interactions and "
              "transcripts, active and parked contacts, contact and agent states, tags, the old token service, the login form."),
    Rule("nice_cxone.gen.cors", status=CHOSEN, source="PORTAL",
         text="An answer to a request with Origin lets every origin read it. OPTIONS with Access-Control-Request-Method on a known path "
              "is answered 204 with the path's methods and the headers asked for."),
)
# fmt: on
