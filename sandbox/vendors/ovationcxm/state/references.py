"""What the records of a state refer to: it must be there, or no answer could be made of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic.alias_generators import to_camel

REFERENCES = (
    ("orgs", "default_org_team_id", "teams"),
    ("keys", "org_id", "orgs"),
    ("relationships", "provider_org_id", "orgs"),
    ("relationships", "standard_org_id", "orgs"),
    ("teams", "org_id", "orgs"),
    ("teams", "users", "org_users"),
    ("teams", "customers", "customers"),
    ("org_users", "org_id", "orgs"),
    ("customers", "org_id", "orgs"),
    ("locations", "customer_id", "customers"),
    ("users", "customer_id", "customers"),
    ("technology", "org_id", "orgs"),
    ("technology", "customer_id", "customers"),
    ("forms", "org_id", "orgs"),
    ("issues", "customer_id", "customers"),
    ("issues", "owner_org_team_id", "teams"),
    ("issues", "earlier_teams", "teams"),
    ("shipments", "org_id", "orgs"),
)
"""Records, the member that names another one or a list of such, and where these are."""

OPTIONAL = {("technology", "customer_id")}
"""Members of these that may be blank."""


def dangling(state: Any) -> Iterator[str]:
    """Yield each reference that leads nowhere, as where it stands and what is wrong."""
    for kind, member, target in REFERENCES:
        known = getattr(state, target)
        for id, record in getattr(state, kind).items():
            value = getattr(record, member)
            for named in value if isinstance(value, list) else [value]:
                if named not in known and (named or (kind, member) not in OPTIONAL):
                    yield f"{to_camel(kind)}.{id}.{to_camel(member)}: there is no {named!r} in {to_camel(target)}"
    for org_id, calls in state.calls.items():
        for id, call in calls.items():
            if call.issue_id not in state.issues:
                yield f"calls.{org_id}.{id}.issueId: there is no {call.issue_id!r} in issues"


def misplaced(state: Any) -> Iterator[str]:
    """Yield each record that stands under another id than its own."""
    for kind in dict.fromkeys(["files", *(kind for kind, _, _ in REFERENCES if kind != "keys")]):
        for id, record in getattr(state, kind).items():
            if record.id != id:
                yield f"{to_camel(kind)}.{id}.id: it stands under another id"
