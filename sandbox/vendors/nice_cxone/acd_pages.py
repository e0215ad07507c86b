"""What the ACD's lists have in common: order, pages with their links, chosen fields, and the answer when there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import orjson

from sandbox.vendor import Reply
from sandbox.vendors.nice_cxone.acd_checks import Parameters, invalid_value
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.media import show

Json = dict[str, Any]
T = TypeVar("T")

MOST = 10_000
"""Records of one answer."""

OLD_NAMES = {
    "contactStartDate": "contactStart",
    "fromAddress": "fromAddr",
    "toAddress": "toAddr",
    "conferenceSeconds": "confSeconds",
    "mediaTypeId": "mediaType",
    "acwSeconds": "ACWSeconds",
}
"""Names of a contact's members up to version 23, by the current ones."""
OLD_TAG_NAMES = {"contactId": "Contact_Id", "tagId": "TagId", "tagName": "TagName"}

_CURRENT = {old.lower(): current.lower() for current, old in OLD_NAMES.items()}


def reply(body: Json) -> Reply:
    """Answer with members in the order given."""
    return Reply(200, orjson.dumps(body))


def listed(call: CxoneCall, body: Json, records: Sequence[object]) -> Reply:
    """Answer with a list, or without a body if it is empty."""
    if records:
        return reply(body)
    call.applies("nice_cxone.acd.empty-204")
    return reply(body) if call.variants.acd_empty_result == "200-empty-list" else Reply(204)


def polled(call: CxoneCall) -> str:
    """Return the time of this answer, as lists and single contacts show it."""
    return show(call.now)


# --- Pages ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is asked for."""

    top: int
    skip: int

    @classmethod
    def read(cls, parameters: Parameters) -> Paging:
        """Read `top` and `skip`."""
        return cls(parameters.count("top", 1, MOST, MOST), parameters.count("skip", 0, 10**18, 0))

    def cut(self, records: Sequence[T]) -> Sequence[T]:
        """Return the part."""
        return records[self.skip : self.skip + self.top]

    def links(self, call: CxoneCall, total: int) -> Json:
        """Return the addresses of this part, the one behind and the one before it."""
        behind, before = self.skip + self.top, max(0, self.skip - self.top)
        return {
            "self": self._link(call, self.skip),
            "next": self._link(call, behind) if behind < total else None,
            "previous": self._link(call, before) if self.skip else None,
        }

    def _link(self, call: CxoneCall, skip: int) -> str:
        ours = {"top": str(self.top), "skip": str(skip)}
        given = [(name, ours.get(name.lower()) or value) for name, value in call.query.multi_items()]
        there = {name.lower() for name, _ in given}
        given += [(name, value) for name, value in ours.items() if name not in there]
        query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in given)
        return f"{call.base_url}{call.incoming.path.decode('latin-1')}?{query}"


# --- Order ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Order:
    """By which member a list is ordered."""

    member: str
    is_descending: bool

    @classmethod
    def read(cls, parameters: Parameters, members: Iterable[str]) -> Order | None:
        """Read `orderBy`: a member in any case and either spelling, and perhaps a direction."""
        text = parameters.text("orderBy")
        if text is None:
            return None
        name, _, direction = " ".join(text.lower().split()).partition(" ")
        member = {member.lower(): member for member in members}.get(_CURRENT.get(name, name))
        if member is None or direction not in ("", "asc", "desc"):
            raise invalid_value("nice_cxone.acd.order-by", "orderBy")
        return cls(member, direction == "desc")

    def key(self, record: Json) -> tuple[int, Any]:
        """Return what a record is ordered by: `null` first, then numbers, then text."""
        value = record.get(self.member)
        if self.member == "contactId" and value is not None:
            return 1, int(value)
        match value:
            case None:
                return 0, 0
            case bool() | int() | float():
                return 1, value
            case str():
                return 2, value
            case _:
                return 3, orjson.dumps(value)


# --- Fields ---------------------------------------------------------------------------------------------------------


def chosen(record: Json, fields: Iterable[str]) -> Json:
    """Return only those members of a record that `fields` names, in its order, in lower case and either spelling; all if it is empty."""
    wanted = [_CURRENT.get(name, name) for name in fields]
    if not wanted:
        return record
    known = {name.lower(): name for name in record}
    return {known[name]: record[known[name]] for name in wanted if name in known}


def spelled(record: Json, *, current: bool, old: bool) -> Json:
    """Return a record of a contact by current names, by old ones, or by both."""
    if not old:
        return record
    found: Json = {}
    for name, value in record.items():
        if name == "tags":
            value = [_respelled(tag, OLD_TAG_NAMES, current=current) for tag in value]
        found |= _respelled({name: value}, OLD_NAMES, current=current)
    return found


def _respelled(record: Json, names: dict[str, str], *, current: bool) -> Json:
    kept = {name: value for name, value in record.items() if current or name not in names}
    return kept | {names[name]: value for name, value in record.items() if name in names}
