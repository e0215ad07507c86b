"""`/_sandbox/variants`, `/rules` and `/openapi`: what the sandbox knows of the vendors, and how it stands in a session."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.control.common import ControlError, asked_vendors, read_json, seat_of, session_of, sessions_of, to_json, vendor_of
from sandbox.control.sessions import base_url


async def list_variants(request: Request) -> Response:
    """List every switch with its options, why its default is the default, and how it stands."""
    return to_json([variant for name in asked_vendors(request) for variant in _variants(request, name)])


async def switch_variants(request: Request) -> Response:
    """Switch variants: `{"mxo.code-validation": "validate-codes"}`. All or nothing."""
    wanted = await read_json(request)
    if not isinstance(wanted, dict):
        raise ControlError(400, "invalid body", "an object of variants and their options is needed")
    sessions_of(request).check_variants(wanted)
    for vendor in {name.partition(".")[0] for name in wanted}:
        seat_of(request, vendor).switch({name: option for name, option in wanted.items() if name.startswith(f"{vendor}.")})
    return await list_variants(request)


def _variants(request: Request, vendor: str) -> list[dict[str, Any]]:
    seat = seat_of(request, vendor)
    values = seat.variants.model_dump(by_alias=True)
    return [
        {
            "id": f"{vendor}.{name}",
            "value": values[name],
            "default": default,
            "options": options,
            "effect": because.effect,
            "why": because.reason,
        }
        for name, options, default, because in seat.vendor.variants.described()
    ]


async def list_rules(request: Request) -> Response:
    """List the ledger, and how often each rule shaped an answer in this session."""
    return to_json([rule for name in asked_vendors(request) for rule in _rules(request, name)])


def _rules(request: Request, vendor: str) -> list[dict[str, Any]]:
    seat = seat_of(request, vendor)
    return [
        {
            "id": rule.id,
            "status": rule.status,
            "body": rule.body or rule.status,
            "source": rule.source,
            "text": rule.text,
            "answer": rule.answer,
            "answered": seat.answered.get(rule.id, 0),
        }
        for rule in seat.vendor.rules
    ]


async def get_openapi(request: Request) -> Response:
    """Return the OpenAPI document of one vendor, with the address at which this session reaches it."""
    from sandbox.openapi import document

    vendor = vendor_of(request, request.path_params["vendor"])
    servers = [{"url": base_url(session_of(request), request, vendor.manifest.name)}]
    return to_json({**document(vendor), "servers": servers})
