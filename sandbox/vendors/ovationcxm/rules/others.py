"""The ledger of teams, telephone calls and reports."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("ovationcxm.team-default-delete", status=CHOSEN, answer=403, source="-",
         text="The default team of an organisation cannot be deleted."),
    Rule("ovationcxm.phone-agent-match", status=DOCUMENTED, body=CHOSEN, answer=404, source="sdk2018",
         text="agent_identifier is an org user's id, external_id, email or extension, tried in this order; who matches nobody is refused."),
    Rule("ovationcxm.phone-number", status=DOCUMENTED, body=CHOSEN, answer=422, source="sdk2018",
         text="cid_number and did_number are North American numbers: ten digits, or eleven with a leading 1."),
    Rule("ovationcxm.phone-search-pair", status=DOCUMENTED, body=CHOSEN, answer=422, source="sdk2018",
         text="search_query needs a search_object: customer, customer_location or customer_user."),
    Rule("ovationcxm.phone-auto-flags", status=DOCUMENTED, source="sdk2018",
         text="auto_reassign and auto_resolve are false where they are not given."),
    Rule("ovationcxm.report-dates-required", status=DOCUMENTED, body=CHOSEN, answer=422, source="sdk2018",
         text="The report of organisations needs start_date and end_date; all others are for all time without them."),
)
# fmt: on
