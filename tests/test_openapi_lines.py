"""The OpenAPI document of operations that have several lines in the table, several media types, or a 5xx of their own."""

from __future__ import annotations

from sandbox.openapi import document
from sandbox.vendor import CHOSEN, Answers, Operation, Reply, Webhook
from tests.cafe import Refusal, vendor
from tests.test_openapi import content, ref, returning


def test_a_status_5xx_that_an_operation_gives_itself_is_a_promise() -> None:
    answers = Answers(Refusal, CHOSEN)
    found = document(vendor(Operation("a.b", "GET", "/", returning(None), CHOSEN, errors={509: answers})))
    assert found["paths"]["/"]["get"]["responses"]["509"] == {
        "description": "Bandwidth Limit Exceeded",
        "content": content(ref("Refusal")),
        "x-sandbox-grade": "chosen",
    }


def test_an_operation_of_several_media_types_lists_them() -> None:
    found = document(vendor(Operation("a.b", "GET", "/", returning(Reply), CHOSEN, produces=("audio/wav", "audio/ogg"))))
    assert found["paths"]["/"]["get"]["responses"]["200"]["content"] == {"audio/wav": {}, "audio/ogg": {}}


def test_an_operation_of_several_lines_has_an_id_for_each() -> None:
    lines = [Operation("a.b", method, path, returning(None), CHOSEN) for method, path in (("GET", "/x"), ("POST", "/x"), ("GET", "/y"))]
    paths = document(vendor(*lines))["paths"]
    ids = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert ids == ["cafe.a.b", "cafe.a.b-2", "cafe.a.b-3"]


def test_a_webhook_of_several_methods_stands_under_one_name() -> None:
    lines = [Webhook("a.rang", method, None, CHOSEN, "It rang.") for method in ("POST", "GET")]
    webhooks = document(vendor(webhooks=tuple(lines)))["webhooks"]
    assert {name: {method: one["operationId"] for method, one in methods.items()} for name, methods in webhooks.items()} == {
        "a.rang": {"post": "cafe.a.rang", "get": "cafe.a.rang-2"}
    }
