"""OvationCXM's path habits, unknown paths, and what becomes of invalid members."""

from __future__ import annotations

import re

from sandbox.vendor import NotEmulated, Problem, VendorError
from sandbox.vendors.ovationcxm.auth import authenticate
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import Refusal, invalid_fields

NOT_EMULATED = (
    NotEmulated("/api/v2", "ovationcxm.not-emulated", "V2 is an older API with paths of its own; V3 is played"),
    NotEmulated("/sdk/v1", "ovationcxm.not-emulated", "the support SDK has an API of its own, without signatures"),
)

_SLASHES = re.compile("/+")


def clean(path: str) -> str:
    """Collapse repeated slashes, which clients in the field send, and take a trailing one away."""
    return _SLASHES.sub("/", path).rstrip("/")


def unknown_path(call: OvationCall) -> VendorError:
    """Refuse a path that no operation has; who is not authenticated does not learn of it."""
    authenticate(call)
    return Refusal("framing-unknown-path", 404, "Object Not Found")


def wrong_method(call: OvationCall, _allowed: tuple[str, ...]) -> VendorError:
    """Refuse a known path under another method like an unknown path."""
    return unknown_path(call)


_WRAPPERS = frozenset(("customer", "customer_location", "customer_user", "issues", "org_team", "shipments", "technology", "users"))
"""Members of bodies that hold the object which a put writes; their names are left out of what is said of its members."""
_GATHERED = "custom_fields"
"""Where a model holds members that stand in the object itself."""
_PARTS = frozenset(("customer_location", "customer_user"))
"""Objects that `/customers/put` writes beside the customer; their members are named with them."""


_RULES = {"missing": "input-required", "taken": "input-external-id-unique"}
"""What is broken, by the error of a model or its kind, unless the model names a rule."""


def invalid(call: OvationCall, problem: Problem) -> VendorError:
    """Refuse missing and invalid members, all at once and in the order of their object."""
    fields = list(dict.fromkeys(_field(call, one) for one in (problem, *problem.others)))
    rule = (problem.rule or "").removeprefix("ovationcxm.") or _RULES.get(problem.error) or _RULES.get(problem.kind, "input-label")
    return invalid_fields(rule, *fields)


def _field(call: OvationCall, problem: Problem) -> str:
    wrapper, *rest = map(str, problem.location)
    if not rest or wrapper not in _WRAPPERS:
        return wrapper
    assert call.operation is not None
    is_part = call.operation.id == "customers.put" and wrapper in _PARTS
    name = rest[1] if rest[0] == _GATHERED else rest[0]
    return f"{wrapper}.{name}" if is_part else name
