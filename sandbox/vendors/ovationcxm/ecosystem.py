"""Who may work on whose data: the table that decides about organisations, `X-Boomtown-OBO`, grants and ownership."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sandbox.vendors.ovationcxm.call import Class, Header
from sandbox.vendors.ovationcxm.state.organisations import Kind

Object = Literal["list", "create", "owned", "collab", "behind", "foreign", "absent"]
"""What a call works on, as seen from the effective organisation.

`list`: a list or a dictionary; `create`: a new object; `collab`: an issue of another organisation's customer, whose owner or
sponsor team is one's own; `behind`: the customer of such an issue, and what belongs to it.
"""

OWN_RULE = "own"
"""Stands for the rule of the operation."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: whom and what it speaks of, and what is answered."""

    number: str
    caller: Kind
    headers: Sequence[Header]
    classes: str
    granted: bool | None
    """`None`: whether or not; likewise below."""
    lookup: bool | None
    objects: Sequence[Object] | None
    status: int
    """403 is one answer for all; 404 is the operation's own text."""
    rule: str


STANDARD: Kind = "standard"
PROVIDER: Kind = "service_provider"
SELF: tuple[Header, ...] = ("none", "own")
OTHERS: tuple[Header, ...] = ("linked", "inactive", "unlinked", "unknown", "provider")

# fmt: off
TABLE = (
    #   row    caller    X-Boomtown-OBO        classes grant  lookup object                  answer
    Row("1",   STANDARD, OTHERS,               "SMRX", None,  None,  None,                   403, "obo-caller-not-provider"),
    Row("2",   STANDARD, SELF,                 "M",    None,  None,  ("list",),              200, "org-scope"),
    Row("3",   STANDARD, SELF,                 "SRX",  None,  None,  ("list",),              200, "org-scope"),
    Row("4",   STANDARD, SELF,                 "SRX",  None,  None,  ("create",),            200, "org-scope"),
    Row("5",   STANDARD, SELF,                 "SRX",  None,  None,  ("owned",),             200, "org-scope"),
    Row("6",   STANDARD, SELF,                 "S",    None,  None,  ("collab",),            200, "issue-collab"),
    Row("7",   STANDARD, SELF,                 "S",    None,  False, ("behind",),            403, "owner-foreign"),
    Row("8",   STANDARD, SELF,                 "SRX",  None,  False, ("foreign", "behind"),  403, "owner-foreign"),
    Row("9",   STANDARD, SELF,                 "SRX",  None,  True,  ("foreign", "behind"),  404, "owner-foreign"),
    Row("10",  STANDARD, SELF,                 "SRX",  None,  None,  ("absent",),            404, OWN_RULE),
    Row("11",  PROVIDER, ("none",),            "M",    None,  None,  ("list",),              200, "org-scope"),
    Row("12",  PROVIDER, ("none",),            "R",    None,  None,  ("owned", "list"),      200, "org-scope"),
    Row("13a", PROVIDER, ("none",),            "R",    None,  False, ("foreign",),           403, "owner-foreign"),
    Row("13b", PROVIDER, ("none",),            "R",    None,  True,  ("foreign",),           404, "owner-foreign"),
    Row("13c", PROVIDER, ("none",),            "R",    None,  None,  ("absent",),            404, OWN_RULE),
    Row("14",  PROVIDER, ("none",),            "S",    None,  None,  None,                   403, "obo-missing"),
    Row("15",  PROVIDER, ("none",),            "X",    None,  None,  None,                   403, "obo-missing"),
    Row("16",  PROVIDER, ("own", "provider"),  "SMRX", None,  None,  None,                   403, "obo-not-standard"),
    Row("17a", PROVIDER, ("unknown",),         "SMRX", None,  None,  None,                   403, "obo-unknown-org"),
    Row("17b", PROVIDER, ("unlinked",),        "SMRX", None,  None,  None,                   403, "obo-no-relationship"),
    Row("17c", PROVIDER, ("inactive",),        "SMRX", None,  None,  None,                   403, "obo-inactive"),
    Row("18",  PROVIDER, ("linked",),          "M",    None,  None,  ("list",),              200, "obo-scope"),
    Row("19",  PROVIDER, ("linked",),          "S",    False, None,  None,                   403, "obo-not-granted"),
    Row("20",  PROVIDER, ("linked",),          "RX",   False, None,  None,                   403, "obo-not-granted"),
    Row("21",  PROVIDER, ("linked",),          "SRX",  True,  None,  ("list",),              200, "obo-scope"),
    Row("22",  PROVIDER, ("linked",),          "SRX",  True,  None,  ("create",),            200, "obo-scope"),
    Row("23",  PROVIDER, ("linked",),          "SRX",  True,  None,  ("owned",),             200, "obo-scope"),
    Row("24",  PROVIDER, ("linked",),          "SRX",  True,  False, ("collab",),            403, "obo-not-owner"),
    Row("25",  PROVIDER, ("linked",),          "SRX",  True,  False, ("foreign", "behind"),  403, "obo-not-owner"),
    Row("26",  PROVIDER, ("linked",),          "SRX",  True,  True,  ("collab", "foreign", "behind"), 404, "obo-not-owner"),
    Row("27",  PROVIDER, ("linked",),          "SRX",  True,  None,  ("absent",),            404, OWN_RULE),
)
"""Tried from the top; the first row that fits decides. References within a body are decided by the rows of objects too."""
# fmt: on


@cache
def decide(caller: Kind, header: Header, obo_class: Class, granted: bool, lookup: bool, object: Object | None) -> Row | None:
    """Return the row that decides; of `None`, an object that is not known yet, only a row for any object can."""
    for row in TABLE:
        if (
            row.caller == caller
            and header in row.headers
            and obo_class in row.classes
            and row.granted in (None, granted)
            and row.lookup in (None, lookup)
            and (row.objects is None or object in row.objects)
        ):
            return row
    return None


@cache
def grants(patterns: tuple[str, ...], operation: str) -> bool:
    """Say whether patterns of operation ids allow an operation: one fits, and none with a leading `!` does.

    `*` is any run of characters, dots included.
    """
    allowed = any(_fits(pattern, operation) for pattern in patterns if not pattern.startswith("!"))
    return allowed and not any(_fits(pattern[1:], operation) for pattern in patterns if pattern.startswith("!"))


def _fits(pattern: str, operation: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), operation) is not None
