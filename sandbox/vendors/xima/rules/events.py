"""The ledger of WebService API events, and of the calls that they tell of."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("xima.event.trigger", status=DOCUMENTED, source="EVENTS",
         text="When a call finishes, and not before, each enabled profile of its tenant sends one event."),
    Rule("xima.event.criteria-and", status=DOCUMENTED, source="EVENTS",
         text="A call must meet all criteria of a profile; without criteria every call does."),
    Rule("xima.event.method", status=DOCUMENTED, body=CHOSEN, answer=400, source="EVENTS",
         text="The method of an event is POST or GET."),
    Rule("xima.event.placeholder", status=CHOSEN, answer=400, source="EVENTS",
         text="A profile with a placeholder that is not known is not saved."),
    Rule("xima.event.last-agent", status=DOCUMENTED, source="EVENTS",
         text="<Agent> is the agent of the call's last event, written with a space: John Doe (154)."),
    Rule("xima.event.no-retry", status=CHOSEN, source="SANDBOX",
         text="An event is sent once, within 10 seconds; redirects are not followed, and any status 2xx is a success."),
    Rule("xima.event.order", status=CHOSEN, source="SANDBOX",
         text="The profiles of a tenant send one after the other, in their order; one that fails stops nothing."),
    Rule("xima.call.finish", status=CHOSEN, answer=400, source="SANDBOX",
         text="A call finishes once. Its agent's recording ends with it."),
)
# fmt: on
