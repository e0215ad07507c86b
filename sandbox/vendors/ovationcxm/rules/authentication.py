"""The ledger of authentication."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("ovationcxm.auth-missing-header", status=CHOSEN, answer=403, source="-",
         text="A request without X-Boomtown-Token, X-Boomtown-Date or X-Boomtown-Signature, or with a blank one, is refused."),
    Rule("ovationcxm.auth-unknown-token", status=CHOSEN, answer=403, source="-",
         text="A token that no organisation has, or has no more, is refused."),
    Rule("ovationcxm.auth-bad-date", status=CHOSEN, answer=403, source="-",
         text="A date that is not YYYY-MM-DDTHH:MM:SS[.fraction][Z, +HH:MM or +HHMM] is refused; without a zone it is UTC."),
    Rule("ovationcxm.auth-stale", status=DOCUMENTED, body=CHOSEN, answer=403, source="readme-v2",
         text="A request that was signed more than 10 seconds ago is refused. It is real time that counts, unless date-reference says "
              "otherwise; date-check widens the time or drops it."),
    Rule("ovationcxm.auth-future", status=CHOSEN, answer=403, source="-",
         text="A request whose date is more than 10 seconds ahead is refused."),
    Rule("ovationcxm.auth-bad-signature", status=DOCUMENTED, body=CHOSEN, answer=403, source="readme-v2, sdk2018",
         text="A signature that is not the HMAC-SHA256 of the request target as sent, a colon and the date is refused: also where the "
              "query was changed, put into another order or encoded anew after it was signed."),
    Rule("ovationcxm.auth-signature-trim", status=OBSERVED, source="wire",
         text="White space around the signature is passed over: clients send a line feed behind it."),
    Rule("ovationcxm.auth-body-not-signed", status=DOCUMENTED, source="readme-v2",
         text="Method, host, body and X-Boomtown-OBO are not signed: they may change after signing."),
    Rule("ovationcxm.auth-reuse", status=CHOSEN, source="-",
         text="The same signature may be used again while it is fresh: no protection against replays is documented."),
    Rule("ovationcxm.auth-reduced-list", status=INFERRED, answer=403, source="sdk2018",
         text="The seven operations whose security list has no signature are refused without one all the same, unless the variant "
              "unsigned-operations is optional."),
)
# fmt: on
