"""Issues: list, read, search and put."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

from sandbox.vendor import DOCUMENTED, OBSERVED, Reply
from sandbox.vendors.ovationcxm.access import (
    creates,
    lists,
    of_issue,
    owned_customer,
    owned_issue,
    owned_location,
    owned_user,
    partner_team,
    partner_user,
)
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.cases import fresh_case, open_case, routed_team, update
from sandbox.vendors.ovationcxm.dictionaries import (
    FILE_TAGS,
    ISSUE_CATEGORIES,
    ISSUE_CATEGORIES_NEW,
    ISSUE_JOBS,
    ISSUE_RESOLUTIONS,
    ISSUE_STATUSES,
    ISSUE_TAGS,
    ISSUE_TYPES,
    Dictionary,
)
from sandbox.vendors.ovationcxm.envelope import Enumeration, Listed, enumeration, listed, paged
from sandbox.vendors.ovationcxm.errors import denied, invalid_fields, no_such_issue, not_found
from sandbox.vendors.ovationcxm.inputs import changed, named, store
from sandbox.vendors.ovationcxm.models.issues import IssueFilters, IssueIn, IssuePut
from sandbox.vendors.ovationcxm.operations import operation, wrapped
from sandbox.vendors.ovationcxm.references import Reference, check_references
from sandbox.vendors.ovationcxm.routes.lookups import ByExternalId
from sandbox.vendors.ovationcxm.rows.issues import FRESH_METADATA, IssueRow, issue_row
from sandbox.vendors.ovationcxm.state import EVERYWHERE, Issue
from sandbox.vendors.ovationcxm.state.issues import Article, Device
from sandbox.vendors.ovationcxm.transitions import existing_issue, find_issue

DEFAULT_PAGE = 10
"""Rows on a page of issues. Source: sdk2018."""

Issues = Annotated[Reply, Listed[list[IssueRow]]]


def list_issues(call: OvationCall, query: IssueFilters) -> Issues:
    """List Issues.

    Those of the organisation's customers, and those that a team of it owns or sponsors; of all filters, what fits each one.
    """
    lists(call)
    return paged(call, _matching(call, query), lambda id: issue_row(call, call.state.issues[id]), query, DEFAULT_PAGE)


def _matching(call: OvationCall, query: IssueFilters) -> Sequence[str]:
    """Return the ids that fit the filters: one filter is a list by itself, more are looked for in the shortest of theirs."""
    index = call.state.issue_index
    scope = "own" if call.on_behalf else "seen"
    filters = (
        ("customer_id", (), query.customer_id),
        ("customer_user_id", ("user",), query.customers_users_id),
        ("customer_location_id", ("location",), query.customer_location_id),
    )
    wanted = [(name, kind, value) for name, kind, value in filters if value is not None]
    shortest = min((index.ids(scope, call.org.id, *kind, value) for _, kind, value in wanted), key=len, default=None)
    if shortest is None:
        return index.ids(scope, call.org.id)
    if len(wanted) == 1:
        return shortest
    issues = call.state.issues
    return [id for id in shortest if all(getattr(issues[id], name) == value for name, _, value in wanted)]


def get_issue(call: OvationCall) -> Issues:
    """Get an Issue.

    A deleted one is found too.
    """
    return listed(call, [issue_row(call, call.target)], pages=1)


def lookup_issue(call: OvationCall, query: ByExternalId) -> Issues:
    """Get an Issue by external_id."""
    index = call.state.issue_index
    own = index.all("external_id", call.org.id, query.external_id)
    others = index.all("external_id", EVERYWHERE, query.external_id)
    # Of other organisations' issues, one in which this organisation takes part comes first.
    found = own or sorted(others, key=lambda issue: of_issue(call, issue) != "collab")[:1]
    issue = owned_issue(call, found[0] if found else None, no_such_issue())
    return listed(call, [issue_row(call, one) for one in own or [issue]], pages=0)


# --- Put ------------------------------------------------------------------------------------------------------------


def find_target(call: OvationCall) -> None:
    """Find the issue that a put changes; without an id it makes one."""
    if id := named(call.fields["issues"]):
        call.target = existing_issue(call, id, no_such_issue())
    else:
        creates(call)


_REFERENCES = (
    #  member                   table               records      who may name it
    ("customer_id",            "members",           "customers", owned_customer),
    ("customer_location_id",   "members_locations", "locations", owned_location),
    ("customer_user_id",       "members_users",     "users",     owned_user),
    ("users_id",               "users",             "org_users", partner_user),
    ("owner_org_team_id",      "partners_teams",    "teams",     partner_team),
    ("sponsor_org_team_id",    "partners_teams",    "teams",     partner_team),
)  # fmt: skip


def put_issue(call: OvationCall, body: IssuePut) -> Annotated[Reply, Listed[list[IssueRow] | IssueRow]]:
    """Create/update an Issue for a Customer.

    With an id it changes the members that are given, without one it opens a case: owned by the team that is named, by the one
    that is assigned by route, or by the organisation's default team.
    """
    given, target = body.issues, call.target
    check_references(call, list(_references(call, given, target)))
    _check_parents(call, given, target)
    changes = _changes(call, given, target)
    issue: Issue = target or _new(call, given, changes)
    if target:
        update(call, issue, changes)
    row = issue_row(call, issue)
    return listed(call, row if call.variants.issues_put_shape == "object" else [row], pages=0, count=1)


def _references(call: OvationCall, given: IssueIn, target: Issue | None) -> Iterator[Reference]:
    """Yield what an issue refers to; what it refers to already is not looked at again, and a customer is never changed."""
    for name, table, records, admit in _REFERENCES:
        id = getattr(given, name)
        if id and not (target and (name == "customer_id" or getattr(target, name) == id)):
            yield Reference(getattr(call.state, records).get(id), admit, not_found(table, id))


def _check_parents(call: OvationCall, given: IssueIn, target: Issue | None) -> None:
    """Refuse a user or a location of another customer."""
    state = call.state
    customer_id = target.customer_id if target else given.customer_id
    user_id, location_id = given.customer_user_id, given.customer_location_id
    wrong = []
    if user_id and user_id != (target and target.customer_user_id) and state.users[user_id].customer_id != customer_id:
        wrong.append("customer_user_id")
    if location_id and location_id != (target and target.customer_location_id) and state.locations[location_id].customer_id != customer_id:
        wrong.append("customer_location_id")
    if wrong:
        raise invalid_fields("input-wrong-parent", *wrong)


_STATE = ("status", "job", "resolution")


def _changes(call: OvationCall, given: IssueIn, target: Issue | None) -> dict[str, Any]:
    """Return what is stored, by the name of the issue's own member."""
    changes = changed(given, "id", "customer_id")
    if any(name in changes for name in _STATE):
        if call.variants.put_status == "deny":
            raise denied("put-status")
        call.applies("ovationcxm.put-status")
        if call.variants.put_status == "ignore":
            changes = {name: value for name, value in changes.items() if name not in _STATE}
    if target:
        changes.pop("user_agent", None)
        if of_issue(call, target) == "collab":
            # Who does not see them would send back what it was shown, blank.
            changes.pop("special_notes", None)
    custom_fields = {**(target.custom_fields if target else {}), **given.custom_fields}
    changes["custom_fields"] = {name: value for name, value in custom_fields.items() if value is not None}
    if given.metadata_values:
        metadata = {**(target.metadata_values if target else {}), **given.metadata_values.model_dump(exclude_unset=True)}
        changes["metadata_values"] = {name: value for name, value in metadata.items() if value not in (None, FRESH_METADATA.get(name))}
    for name, kind in (("members_devices", Device), ("kb_articles", Article)):
        if changes.get(name):
            changes[name] = [kind(**one.model_dump(exclude_none=True)) for one in changes[name]]
    return changes


def _new(call: OvationCall, given: IssueIn, changes: dict[str, Any]) -> Issue:
    """Open a case."""
    state = call.state
    assert given.customer_id
    assert given.customer_location_id
    assert given.customer_user_id
    customer, location = state.customers[given.customer_id], state.locations[given.customer_location_id]
    team_id = given.owner_org_team_id or routed_team(call, customer, location)
    issue = fresh_case(call, customer, location, state.users[given.customer_user_id], team_id)
    store(issue, changes)
    open_case(call, issue)
    return issue


# --- Dictionaries ---------------------------------------------------------------------------------------------------


def _shows(dictionary: Dictionary, summary: str) -> Callable[..., Any]:
    """Return the handler that answers a dictionary."""

    def show(call: OvationCall) -> Annotated[Reply, Enumeration]:
        lists(call)
        return enumeration(call, dictionary)

    show.__doc__ = summary
    return show


_DICTIONARIES = (
    ("categories",     ISSUE_CATEGORIES,     "Category dictionary.",     DOCUMENTED),
    ("file_tags",      FILE_TAGS,            "Tag dictionary.",          DOCUMENTED),
    ("jobs",           ISSUE_JOBS,           "Job Status dictionary.",   DOCUMENTED),
    ("resolutions",    ISSUE_RESOLUTIONS,    "Resolution dictionary.",   DOCUMENTED),
    ("statuses",       ISSUE_STATUSES,       "Status dictionary.",       DOCUMENTED),
    ("types",          ISSUE_TYPES,          "Type dictionary.",         DOCUMENTED),
    ("tags",           ISSUE_TAGS,           "Tag dictionary.",          OBSERVED),
    ("categories_new", ISSUE_CATEGORIES_NEW, "New category dictionary.", OBSERVED),
)  # fmt: skip

OPERATIONS = (
    operation("issues.list", "GET", "/issues/get", list_issues, "S"),
    operation("issues.get", "GET", "/issues/get/{issue_id}", get_issue, "S", "404", checks=(find_issue,)),
    operation("issues.lookupByExternalId", "GET", "/issues/lookupByExternalId", lookup_issue, "S", "404 422"),
    operation("issues.put", "POST", "/issues/put", put_issue, "S", "400 404 422", checks=(wrapped("issues"), find_target)),
    *(
        operation(f"issues.meta.{name}", "GET", f"/issues/meta/{name}", _shows(dictionary, summary), "M", grade=grade)
        for name, dictionary, summary, grade in _DICTIONARIES
    ),
)
