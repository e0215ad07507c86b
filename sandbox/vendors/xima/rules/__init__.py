"""The ledger of Xima: the REST API, the reference web service, data dips, their replies, events, and the console."""

from __future__ import annotations

from sandbox.vendor import Rule
from sandbox.vendors.xima.rules import dip_service, dips, events, replies, rest

RULES: tuple[Rule, ...] = (*rest.RULES, *dip_service.RULES, *dips.RULES, *replies.RULES, *events.RULES)
GRADES = {rule.id: rule.status for rule in RULES}
