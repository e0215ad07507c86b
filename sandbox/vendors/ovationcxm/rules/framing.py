"""The ledger of how requests and answers are framed."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("ovationcxm.framing-body-sniff", status=OBSERVED, source="wire",
         text="A body that begins with a brace is read as JSON, whatever its Content-Type says."),
    Rule("ovationcxm.framing-double-slash", status=OBSERVED, source="wire",
         text="Repeated slashes in the path are signed as they are sent, and count as one then; a trailing slash counts as none."),
    Rule("ovationcxm.framing-cache-buster", status=OBSERVED, source="wire",
         text="Query parameters that an operation does not have are passed over; they are signed like all."),
    Rule("ovationcxm.framing-unknown-members", status=OBSERVED, source="wire",
         text="Members of a body that an operation does not have, at the top or within objects, are passed over and not stored."),
    Rule("ovationcxm.framing-accept-ignored", status=OBSERVED, source="wire",
         text="The answer is JSON, whatever Accept says."),
    Rule("ovationcxm.framing-unknown-path", status=CHOSEN, answer=404, source="-",
         text="An unknown path, and a known one under another method, are answered 404 Object Not Found to who is authenticated."),
    Rule("ovationcxm.framing-success-envelope", status=DOCUMENTED, body=OBSERVED, source="sdk2018, rec2022",
         text="A success is an object with success first and current_server_time last; between them the counts and the results."),
    Rule("ovationcxm.framing-error-envelope", status=DOCUMENTED, body=OBSERVED, source="sdk2018, rec2022",
         text="A refusal is an object of success, errorType, message, for input errors fields, and current_server_time. With the variant "
              "error-http-status at always-200 its status is 200."),
    Rule("ovationcxm.framing-server-time", status=OBSERVED, source="rec2022",
         text="current_server_time is UTC with the offset +0000, while the times of objects are US Pacific without a zone."),
    Rule("ovationcxm.page-limit", status=DOCUMENTED, source="sdk2018",
         text="Without a limit, or with one that is no positive number, a page of issues or shipments has 10 rows, one of customers 50; "
              "more than 100 are cut to 100."),
    Rule("ovationcxm.page-start", status=DOCUMENTED, source="sdk2018",
         text="start says how many records are passed over; beyond the end there are none, and totalCount stays."),
    Rule("ovationcxm.page-pages", status=INFERRED, source="rec2022",
         text="pages is the number of pages of that size that there are, 0 where there is nothing."),
    Rule("ovationcxm.order-id", status=OBSERVED, source="rec2022",
         text="Lists are in ascending order of ids."),
    Rule("ovationcxm.not-emulated", status=CHOSEN, answer=501, source="readme-v2, support-sdk",
         text="The paths of V2 and of the support SDK are known and not played; they are answered before any authentication."),
    Rule("ovationcxm.rate-limit", status=CHOSEN, source="-",
         text="Calls are not limited: no limit is documented."),
)
# fmt: on
