"""The ledger of data dips: profiles, requests, views, the flow, and probes."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Profiles ---
    Rule("xima.profile.required", status=DOCUMENTED, body=CHOSEN, answer=400, source="PROFILE, DIP, EVENTS",
         text="A profile without a required field, or with one outside its form, is not saved."),
    Rule("xima.profile.duplicate-key", status=CHOSEN, answer=400, source="SANDBOX",
         text="A key stands once in a profile."),
    Rule("xima.profile.duplicate-name", status=CHOSEN, answer=400, source="SANDBOX",
         text="The name of a profile is unique among its kind in the tenant."),
    Rule("xima.profile.token-has-scheme", status=CHOSEN, answer=400, source="SANDBOX",
         text="The token of a profile is entered without the word Bearer."),
    # --- Requests ---
    Rule("xima.dip.send.all-keys", status=DOCUMENTED, source="DIP",
         text="Every configured key is sent, in one request."),
    Rule("xima.dip.send.absent", status=CHOSEN, source="IVR-PARAMS",
         text="A key whose source is absent from the call is sent with an empty string."),
    Rule("xima.dip.send.strings", status=DOCUMENTED, source="DIP",
         text="Every value is sent as a string."),
    Rule("xima.dip.run.call", status=CHOSEN, answer=400, source="SANDBOX",
         text="A dip needs an active call of the profile's tenant."),
    # --- Views ---
    Rule("xima.dip.view.session", status=DOCUMENTED, source="DIP",
         text="Every value that was returned is a session parameter, whatever its flags."),
    Rule("xima.dip.view.agent", status=DOCUMENTED, source="DIP",
         text="A value with displayToAgent is shown to the agent during the call."),
    Rule("xima.dip.view.database", status=DOCUMENTED, source="DIP",
         text="A value with saveToDatabase stands in Cradle to Grave and Reports, and is searchable."),
    Rule("xima.dip.view.hidden", status=DOCUMENTED, source="DIP",
         text="A value with neither flag is neither displayed nor logged."),
    # --- The flow ---
    Rule("xima.dip.flow.continue", status=CHOSEN, source="IVR-ACTIONS",
         text="After a failed dip the next action runs, and nothing is set."),
    Rule("xima.dip.flow.transfer", status=INFERRED, source="DIP, IVR-ACTIONS",
         text="A returned value in Xima's notation Name(extension) names the agent to whom the call is transferred."),
    Rule("xima.dip.flow.repeat", status=INFERRED, source="DIP",
         text="The values of several dips of a call add up; a key that is returned again replaces value and flags."),
    # --- Probes ---
    Rule("xima.dip.probe.documented", status=CHOSEN, source="DIP",
         text="The web service finds what the profile asks for, and answers in the required format."),
    Rule("xima.dip.probe.no-token", status=DOCUMENTED, source="DIP",
         text="The web service refuses a request without a token by 401 or 403."),
    Rule("xima.dip.probe.wrong-token", status=DOCUMENTED, source="DIP",
         text="The web service refuses a wrong token by 401 or 403."),
    Rule("xima.dip.probe.single-key", status=CHOSEN, source="IVR-PARAMS",
         text="The web service finds a customer by each key alone, the others being empty strings."),
    Rule("xima.dip.probe.reversed-keys", status=CHOSEN, source="SANDBOX",
         text="The order of the keys makes no difference."),
    Rule("xima.dip.probe.no-record", status=CHOSEN, source="SANDBOX",
         text="The web service answers a value that it does not know with no parameters."),
    Rule("xima.dip.probe.empty-values", status=CHOSEN, source="IVR-PARAMS",
         text="The web service copes with empty strings."),
    Rule("xima.dip.probe.phone-formats", status=CHOSEN, source="DIP, RECORDINGS",
         text="The web service knows a phone number with and without its country code."),
    Rule("xima.dip.probe.non-ascii", status=CHOSEN, source="SANDBOX",
         text="The web service copes with characters outside ASCII."),
    Rule("xima.dip.probe.repeat", status=CHOSEN, source="SANDBOX",
         text="The same request gets the same parameters."),
)
# fmt: on
