"""The ledger of OvationCXM."""

from __future__ import annotations

from sandbox.vendor import Rule
from sandbox.vendors.ovationcxm.rules import authentication, customers, ecosystem, framing, inputs, issues, others

RULES: tuple[Rule, ...] = (
    *authentication.RULES,
    *ecosystem.RULES,
    *framing.RULES,
    *inputs.RULES,
    *customers.RULES,
    *issues.RULES,
    *others.RULES,
)
