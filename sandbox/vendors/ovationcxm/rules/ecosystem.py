"""The ledger of organisations: who may work on whose data."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("ovationcxm.org-scope", status=DOCUMENTED, source="changelog",
         text="A standard organisation works on its own data: lists, look-ups and new objects are its own. A service provider without "
              "X-Boomtown-OBO reads its own organisation, and dictionaries."),
    Rule("ovationcxm.issue-collab", status=CHOSEN, source="kb",
         text="An organisation whose team owns or sponsors an issue of another one's customer may work on that issue; special_notes "
              "are empty then, and private custom fields left out."),
    Rule("ovationcxm.owner-foreign", status=CHOSEN, answer=403, source="changelog",
         text="What belongs to another organisation is refused with 403, and not found by look-ups; with the variant foreign-object at "
              "not-found it is answered like what does not exist."),
    Rule("ovationcxm.obo-caller-not-provider", status=CHOSEN, answer=403, source="changelog",
         text="X-Boomtown-OBO of a standard organisation is refused unless it names the caller itself; the variant standard-obo can "
              "have it passed over."),
    Rule("ovationcxm.obo-missing", status=INFERRED, body=CHOSEN, answer=403, source="changelog",
         text="A service provider that works on customers or issues without X-Boomtown-OBO is refused: it is required to include it."),
    Rule("ovationcxm.obo-not-standard", status=CHOSEN, answer=403, source="changelog",
         text="X-Boomtown-OBO that names the caller itself or another service provider is refused, for dictionaries too."),
    Rule("ovationcxm.obo-unknown-org", status=CHOSEN, answer=403, source="-",
         text="X-Boomtown-OBO that names no organisation is refused like any other denial; so are several names in one header."),
    Rule("ovationcxm.obo-no-relationship", status=DOCUMENTED, body=CHOSEN, answer=403, source="changelog",
         text="A service provider without an ecosystem relationship to the organisation that it names is refused."),
    Rule("ovationcxm.obo-inactive", status=CHOSEN, answer=403, source="-",
         text="A relationship that is not active is refused like none."),
    Rule("ovationcxm.obo-scope", status=DOCUMENTED, source="changelog",
         text="On behalf of a standard organisation, a linked service provider sees and makes that organisation's data alone, as if "
              "that organisation called."),
    Rule("ovationcxm.obo-not-granted", status=DOCUMENTED, body=CHOSEN, answer=403, source="changelog",
         text="An operation outside of what the relationship grants is refused: by default all but customers, issues, chat and "
              "technology. Dictionaries are always granted."),
    Rule("ovationcxm.obo-not-owner", status=DOCUMENTED, body=CHOSEN, answer=403, source="changelog",
         text="On behalf of an organisation, an object that this organisation does not own is refused with 403, and not found by "
              "look-ups: also one of the provider's own, and an issue in which the organisation only takes part."),
)
# fmt: on
