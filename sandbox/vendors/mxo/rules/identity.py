"""Who a customer is: TIDs and identifiers."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Identity. Two customers are compatible if neither holds another value for a key that the other, or the request, has. ---
    Rule("mxo.identity-anonymous", status=DOCUMENTED, source="H-TID",
         text="Without TID and identifiers, a new customer with a new TID is created."),
    Rule("mxo.identity-new-key", status=DOCUMENTED, source="H-TID",
         text="Without a TID, and with unknown identifiers only, a new customer with a new TID is created and gets the identifiers."),
    Rule("mxo.identity-known-key", status=INFERRED, source="H-KEY",
         text="Without a TID, the first known identifier names the customer, who gets the unknown ones where there is no value yet. "
              "Customers of further known identifiers are merged if compatible, else ignored."),
    Rule("mxo.identity-adopt", status=INFERRED, source="H-TID",
         text="An unknown TID, with no identifiers or unknown ones only, creates a customer with that very TID and the identifiers."),
    Rule("mxo.identity-second-tid", status=INFERRED, source="H-TID",
         text="An unknown TID with a known identifier becomes a secondary TID of the identifier's customer."),
    Rule("mxo.identity-tid", status=DOCUMENTED, source="H-TID",
         text="A known TID without identifiers names its customer."),
    Rule("mxo.identity-associate", status=DOCUMENTED, source="H-TID",
         text="A known TID with unknown identifiers names its customer, who gets the identifiers "
              "if there is no other value for the same keys."),
    Rule("mxo.identity-switch", status=DOCUMENTED, body=INFERRED, source="H-TID",
         text="A known TID with unknown identifiers, of which one differs from the value that its customer has for the key, "
              "is another person: a new customer with a new TID is created, and the TID's customer stays untouched."),
    Rule("mxo.identity-match", status=DOCUMENTED, source="H-TID",
         text="A known TID with a known identifier of the same customer names that customer."),
    Rule("mxo.identity-merge", status=DOCUMENTED, body=CHOSEN, source="H-TID",
         text="A known TID with a known identifier of another, compatible customer merges the two. "
              "The older profile is primary, and the TIDs of the newer one become secondary."),
    Rule("mxo.identity-other", status=INFERRED, source="H-TID",
         text="A known TID with a known identifier of another customer who is not compatible names the identifier's customer; "
              "the TID's customer stays untouched."),
    Rule("mxo.secondary-tid-answers-primary", status=INFERRED, source="H-TID",
         text="A request with a secondary TID is answered with the primary TID of its customer."),
)
# fmt: on
