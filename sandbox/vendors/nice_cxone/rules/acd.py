"""The ledger of CXone: the ACD API."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

__all__ = ["RULES"]

# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Framing ---
    Rule("nice_cxone.acd.path-match", status=OBSERVED, source="CLIENT",
         text="ACD paths are matched in any letter case, with repeated slashes taken for one, and with v or V before the version."),
    Rule("nice_cxone.acd.accept-missing", status=OBSERVED, source="CLIENT",
         text="An ACD call without an Accept header is answered 200 with the text 'No known way to render data' as application/html, "
              "wherever the answer would have been JSON. Refusals and 204 stay as they are."),
    Rule("nice_cxone.acd.error-form", status=OBSERVED, source="CLIENT",
         text="The ACD API tells what is wrong in the header icStatusDescription; the body of a refusal is empty."),
    Rule("nice_cxone.acd.no-permission", status=CHOSEN, source="SANDBOX",
         text="No permission is asked for by the ACD API, but for access keys."),

    # --- Parameters ---
    Rule("nice_cxone.acd.date-invalid", status=CHOSEN, answer=400, source="SANDBOX",
         text="A date that cannot be read is refused with 400, which names the parameter."),
    Rule("nice_cxone.acd.date-forms", status=OBSERVED, source="CLIENT",
         text="A date is 2022-03-22, or has a time behind T or a space, with or without milliseconds and zone. "
              "Without a zone it is UTC; a date alone is midnight."),
    Rule("nice_cxone.acd.required-param", status=CHOSEN, answer=400, source="SPEC-ACD",
         text="A required parameter that is missing is refused with 400, which names it: startDate and endDate of all state histories, "
              "startDate of all custom data, fileName, and agentId and isActive of access keys."),
    Rule("nice_cxone.acd.paging", status=CHOSEN, answer=400, source="CLIENT",
         text="top is 10000 by default and at most, skip is 0 by default. "
              "What is no whole number of at least 1 (top) or 0 (skip) is refused with 400."),
    Rule("nice_cxone.acd.order-by", status=CHOSEN, answer=400, source="CLIENT",
         text="orderBy is a member in any case, by its current or old name, with asc or desc or neither; another one is refused with 400."),
    Rule("nice_cxone.acd.fields", status=CHOSEN, source="SPEC-ACD",
         text="fields is a comma list of members in any case, by current or old names: records have those alone, and unknown ones are "
              "ignored. Empty means all."),

    # --- Lists ---
    Rule("nice_cxone.acd.empty-204", status=OBSERVED, source="CLIENT",
         text="A list without a record, also a page behind the last one, is answered 204 without a body."),
    Rule("nice_cxone.acd.completed-set", status=CHOSEN, answer=400, source="SPEC-ACD",
         text="contacts/completed lists the tenant's closed contacts, masters and child legs, that started from startDate on and before "
              "endDate, were updated since updatedSince and equal the other filters, by contactId. contacts lists the open ones. "
              "A filter that is no number or boolean, where it must be, is refused with 400."),
    Rule("nice_cxone.acd.field-names-by-version", status=OBSERVED, source="SDK, CLIENT",
         text="contacts/completed has the old names of some members up to version 23, and the current ones from version 24 on."),
    Rule("nice_cxone.acd.total", status=DOCUMENTED, source="SPEC-ACD",
         text="totalRecords is the number of records before paging."),
    Rule("nice_cxone.acd.links", status=OBSERVED, source="CLIENT",
         text="_links always has self, next and previous: absolute addresses with the path and parameters as asked, top and skip set, "
              "or null where there is none."),
    Rule("nice_cxone.acd.last-poll-time", status=CHOSEN, source="SPEC-ACD",
         text="Lists and single contacts show the time of the answer as lastPollTime, in milliseconds."),
    Rule("nice_cxone.acd.range-lists", status=CHOSEN, source="SANDBOX",
         text="The lists of all contacts have the states that began, or the custom data of the contacts that started, in the range, "
              "by contact id and then by stateIndex; updatedSince is compared with the state's start."),
    Rule("nice_cxone.acd.custom-data-range", status=INFERRED, answer=400, source="SPEC-ACD",
         text="A range of custom data of more than 15 days is refused with 400. It ends now, if endDate is not given."),

    # --- Single contacts ---
    Rule("nice_cxone.acd.contact-completed-shape", status=DOCUMENTED, source="SPEC-ACD",
         text="A closed contact stands under the key contactId with the members of a completed contact, without divisionNo, "
              "and its state."),
    Rule("nice_cxone.acd.contact-active-shape", status=DOCUMENTED, source="SPEC-ACD",
         text="An open contact stands under the key contactId with the members of an active one."),
    Rule("nice_cxone.acd.contact-unknown", status=CHOSEN, answer=404, source="SANDBOX",
         text="A contact id that is unknown, another tenant's or no number is answered 404, also below it."),
    Rule("nice_cxone.acd.state-history-path", status=OBSERVED, source="CLIENT",
         text="state-history and statehistory are the same; the last state of a closed contact is Released."),
    Rule("nice_cxone.acd.hierarchy", status=CHOSEN, source="SPEC-ACD",
         text="The hierarchy of a master contact or of a child leg names the master and all child legs, without the master itself."),
    Rule("nice_cxone.acd.file-unknown", status=CHOSEN, answer=404, source="SANDBOX",
         text="A fileName that is no contact's fullFileName is answered 404."),

    # --- The business unit ---
    Rule("nice_cxone.acd.server-time-format", status=DOCUMENTED, source="SPEC-ACD",
         text="ServerTime is the clock in UTC with seven fractional digits and Z."),
    Rule("nice_cxone.acd.business-unit-single", status=OBSERVED, source="CLIENT",
         text="business-unit answers exactly one business unit, the caller's."),
)
# fmt: on
