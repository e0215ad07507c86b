"""The ledger of customers, their locations and their users."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("ovationcxm.customer-not-found", status=OBSERVED, answer=404, source="rec2022",
         text="An unknown customer is answered Object Not Found for members and the id."),
    Rule("ovationcxm.customer-put-no-match", status=OBSERVED, answer=404, source="rec2022",
         text="A put of a customer, location or user, or a delete of a location, whose id or external id is unknown is answered No match "
              "found for customer id/external_id parameter; match-external-id-miss can have the customer made."),
    Rule("ovationcxm.customer-lookup-miss", status=OBSERVED, answer=404, source="rec2022",
         text="A look-up of customers, locations or users that finds nothing is answered Member user not found; so is the read of a "
              "location that the customer does not have."),
    Rule("ovationcxm.customer-user-not-found", status=CHOSEN, answer=404, source="rec2022",
         text="An unknown user is answered Member user not found: on reading, deleting, single sign-on and password reset."),
    Rule("ovationcxm.put-sub-objects", status=CHOSEN, answer=400, source="sdk2018",
         text="With the variant put-sub-objects at required, a put of a customer without user or location is refused; an empty one lacks "
              "its required members."),
    Rule("ovationcxm.customer-put-atomic", status=DOCUMENTED, source="sdk2018",
         text="Customer, location and user are written together: if one is refused, none is stored."),
    Rule("ovationcxm.customer-soft-delete", status=INFERRED, source="rec2022",
         text="A first delete of a customer, location or user marks it Deleted: lists leave it out, its id still finds it. A second one "
              "removes it with all that belongs to it; with the variant delete at hard the first one does."),
    Rule("ovationcxm.customer-create-status", status=OBSERVED, source="rec2022",
         text="A customer made by a put is Inactive unless it says otherwise; one made by an invitation or a telephone call is Active."),
    Rule("ovationcxm.sms-number", status=OBSERVED, answer=422, source="rec2022",
         text="An sms_number that is no telephone number is refused: ten digits, eleven with a leading 1, or 8 to 15 behind a plus."),
    Rule("ovationcxm.sms-creates", status=DOCUMENTED, source="sdk2018",
         text="An invitation makes a customer with location and user if nobody in the organisation has the number, and always an issue."),
    Rule("ovationcxm.user-check", status=DOCUMENTED, source="sdk2018",
         text="The user check says whether a user of the organisation has the address, in any letter case; deleted users do not count."),
)
# fmt: on
