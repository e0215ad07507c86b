"""States of MXO that no fixture holds: customers and structures which tests put in through the control plane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from tests.vendors.mxo import SITE_KEY, Json, MxoClient, activity, identifier

PRIYA = "5f0c1a6e-1003-4b1e-9c3a-7a5e00001003"
PRIYA_SECOND = "5f0c1a6e-1103-4b1e-9c3a-7a5e00001103"
VISITOR = "5f0c1a6e-1004-4b1e-9c3a-7a5e00001004"
"""An anonymous visitor, five days old."""
LENA = "5f0c1a6e-1005-4b1e-9c3a-7a5e00001005"
"""She has an email, and no customerkey."""
ANONYMOUS = "a00ad08f-e305-8f9c-5c62-1e884543402c"
DANA_AT_NORTHWIND = "5f0c1a6e-2001-4b1e-9c3a-7a5e00002001"
"""Dana's key, in another space."""

NOW = "2026-11-21T12:00:00Z"
"""Where `MxoClient.freeze` puts the clock."""

HCR = identifier("HCR-1001")
BFB = identifier("BFB-1002")
DANAS_EMAIL = identifier("dana.whitfield@harborcoffee.example", "email")
OMARS_EMAIL = identifier("omar@bluefinch.example", "email")
LENAS_EMAIL = identifier("lena@copperkettle.example", "email")
NEW_KEY = identifier("NEW-1")
NEW_EMAIL = identifier("new@nowhere.example", "email")
"""Identifiers of nobody: this and the one before."""


def send(mxo: MxoClient, tid: str | None = None, *identifiers: Json, sk: str = SITE_KEY, version: str = "3.1.0") -> httpx.Response:
    """Send one activity of whom TID and identifiers name."""
    context: dict[str, Any] = {"tid": tid or ..., "identifiers": list(identifiers) or ...}
    return mxo.activities([activity()], sk=sk, version=version, **context)


def tid_of(answer: httpx.Response) -> str:
    """Return the TID of an activity's answer that has nothing else to say."""
    assert answer.status_code == 200
    body = answer.json()
    assert body == {"tid": body["tid"], "errors": []}
    tid: str = body["tid"]
    return tid


def put(mxo: MxoClient, edit: Callable[[Json], None], *, sk: str = SITE_KEY) -> httpx.Response:
    """Replace the state by what `edit` makes of one of its spaces."""
    state = mxo.state
    edit(state["spaces"][sk])
    return mxo.http.put("/_sandbox/state/mxo", json=state)


def profile(*tids: str, created: str = "2026-01-01T00:00:00Z", **members: object) -> Json:
    """Return a customer for a state, primary TID first."""
    return {"tids": list(tids), "createdAt": created, **members}


def done(timestamp: str, proposition: str = "card-terminal", **members: object) -> Json:
    """Return an activity for a state, received when it happened."""
    good = {"activityTypeCode": "detailview", "touchpoint": "web://merchant-portal", "receivedAt": timestamp}
    return {**good, "timestamp": timestamp, "propositionCode": proposition, **members}


def add_customers(mxo: MxoClient, *customers: Json, keys: tuple[str, ...] = ()) -> None:
    """Put customers into the space, and key attributes that they need."""

    def edit(space: Json) -> None:
        space["keys"] += keys
        space["customers"].update({customer["tids"][0]: customer for customer in customers})

    assert put(mxo, edit).status_code == 204


def add_structure(mxo: MxoClient, *children: Json, name: str = "probe", published: bool = True) -> httpx.Response:
    """Put a structure into the space."""
    made = {"name": name, "published": published, "root": name, "children": list(children)}
    return put(mxo, lambda space: space["structures"].update({name: made}))


def evaluated(mxo: MxoClient, *children: Json, **context: Any) -> Json:
    """Put a structure of these nodes into the space, and return what it gives."""
    assert add_structure(mxo, *children).status_code == 204
    answer = mxo.structure("probe", **context)
    assert answer.status_code == 200
    structure: Json = answer.json()["structure"]
    return structure


def attribute(name: str, source: str, **members: object) -> Json:
    """Return an attribute of a structure."""
    return {"kind": "attribute", "name": name, "source": source, **members}


def listing(name: str, listed: str, *children: Json, **members: object) -> Json:
    """Return a list node of a structure."""
    return {"kind": "list", "name": name, "from": listed, "children": list(children), **members}


def items(*names: str) -> list[Json]:
    """Return attributes of the members of a list's items, under the members' names."""
    return [attribute(name, f"item:{name}") for name in names]


def who(mxo: MxoClient, *, sk: str = SITE_KEY) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Return all TIDs and identifiers of each customer, by primary TID."""
    return {tid: (found["tids"], found["identifiers"]) for tid, found in mxo.space(sk)["customers"].items()}
