"""What all reports do alike: which issues count, how they are grouped, and how numbers are rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.reports.parameters import Dates
from sandbox.vendors.ovationcxm.reports.rows import OrgColumns
from sandbox.vendors.ovationcxm.state import Issue, Location
from sandbox.vendors.ovationcxm.values import plain

K = TypeVar("K", bound=tuple[str | int, ...])


class Group(NamedTuple, Generic[K]):
    """Issues of one team that are alike."""

    org: OrgColumns
    key: K
    issues: list[Issue]


def counted(call: OvationCall, query: Dates) -> list[Issue]:
    """Return the issues that count, by id: those of the organisation's customers that are not deleted."""
    return [issue for issue in call.state.issue_index.all("own", call.org.id) if query.cover(issue.created)]


def by_team(call: OvationCall, issues: Iterable[Issue], key: Callable[[Issue], K]) -> Iterator[Group[K]]:
    """Group issues by owner team and a key of their own, in the order of both."""
    groups: dict[tuple[str, K], list[Issue]] = {}
    for issue in issues:
        groups.setdefault((issue.owner_org_team_id, key(issue)), []).append(issue)
    for (team_id, found), alike in sorted(groups.items(), key=lambda group: group[0]):
        yield Group(org_columns(call, team_id), found, alike)


def alone(_issue: Issue) -> tuple[()]:
    """Return the key of issues that are grouped by team alone."""
    return ()


def category(issue: Issue) -> tuple[str]:
    """Return the key of issues that are grouped by category."""
    return (issue.category,)


def org_columns(call: OvationCall, team_id: str) -> OrgColumns:
    """Return the columns of a team and its organisation."""
    team = call.state.teams[team_id]
    return {"Org Id": team.org_id, "Org": call.state.orgs[team.org_id].name, "Org Team Id": team_id, "Org Team": team.name}


def location_of(call: OvationCall, issue: Issue) -> Location | None:
    """Return where an issue is."""
    return call.state.locations.get(issue.customer_location_id)


def customer_name(call: OvationCall, issue: Issue) -> str:
    """Return whose issue it is."""
    return call.state.customers[issue.customer_id].name or ""


def completed_at(issue: Issue) -> datetime | None:
    """Return when an issue was first resolved or closed."""
    return next((change.created for change in issue.history if 7 <= change.status <= 10), None)


def in_units(duration: timedelta, unit: timedelta) -> Fraction:
    """Return how many units a duration has."""
    return Fraction(duration // timedelta.resolution, unit // timedelta.resolution)


def rounded(number: Fraction) -> float:
    """Round to two decimals, halves away from zero; a whole number has no fraction."""
    hundredths = int(abs(number) * 100 + Fraction(1, 2))
    return plain((hundredths if number >= 0 else -hundredths) / 100)
