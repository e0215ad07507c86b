"""The vendors' consoles: what a person does in a vendor's own web pages, as operations of the control plane."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson

from sandbox.serving import Service
from sandbox.vendor import Call, ConsoleError, Problem, Reply, Vendor, VendorError


def console(vendor: Vendor[Any, Any]) -> Service:
    """Return the console of a vendor: its operations over the same state, refusals in the form of the control plane."""
    return Service(
        replace(
            vendor,
            operations=vendor.console,
            error_body=_error_body,
            invalid=_invalid,
            unknown_path=_unknown_path,
            wrong_method=_wrong_method,
            unknown_members=lambda _: "forbid",
            clean_path=str,
            finish=None,
            not_emulated=(),
        )
    )


def _error_body(_call: Call[Any, Any], error: VendorError) -> Reply:
    assert isinstance(error, ConsoleError)
    return Reply(error.status, orjson.dumps({"error": error.error, "detail": error.detail}), headers=error.headers)


def _invalid(_call: Call[Any, Any], problem: Problem) -> VendorError:
    return ConsoleError(problem.rule, 400, "invalid body", {"field": problem.path, "reason": problem.error})


def _unknown_path(call: Call[Any, Any]) -> VendorError:
    return ConsoleError(None, 404, "unknown path", {"path": call.incoming.path.decode("latin-1")})


def _wrong_method(call: Call[Any, Any], methods: tuple[str, ...]) -> VendorError:
    refusal = ConsoleError(None, 405, "method not allowed", {"method": call.method, "allowed": methods})
    refusal.headers = {"Allow": ", ".join(methods)}
    return refusal
