"""Refusals that no rule of Xima's makes: they are worded as Xima would word them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sandbox.vendor import Reply, VendorError
from sandbox.vendors.xima.errors import error_body


def worded(status: int, operation: str | None, error_body_variant: str = "json") -> Any:
    """Word a refusal that came from without."""
    call: Any = SimpleNamespace(
        operation=SimpleNamespace(id=operation) if operation else None, variants=SimpleNamespace(error_body=error_body_variant)
    )
    reply: Reply = error_body(call, VendorError(None, status, headers={"Retry-After": "1"}))
    assert (reply.status, reply.headers) == (status, {"Retry-After": "1"})
    return reply.body if reply.body is None or isinstance(reply.body, bytes) else reply.body.model_dump()


@pytest.mark.parametrize(("status", "phrase"), [(503, "Service Unavailable"), (500, "Internal Server Error"), (599, "Status 599")])
def test_a_status_has_its_phrase(status: int, phrase: str) -> None:
    for operation in ("agents.list", None):
        assert worded(status, operation) == {"status": status, "error": phrase, "message": phrase}
        assert worded(status, operation, "empty") is None


@pytest.mark.parametrize("variant", ["json", "empty"])
def test_the_reference_web_service_has_words_of_its_own(variant: str) -> None:
    assert worded(503, "dip-service.lookup", variant) == {"error": "service_unavailable", "message": "Service Unavailable"}
