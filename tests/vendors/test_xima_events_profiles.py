"""WebService Integration Profiles: methods, placeholders and criteria that are saved, and that are not."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.xima import Json, XimaClient, rule_of
from tests.vendors.xima_events import PATH, alone, event, finished, values


@pytest.mark.rule("xima.event.method")
@pytest.mark.parametrize("method", ["PUT", "post", "", "GET "])
def test_the_method_is_post_or_get(xima: XimaClient, method: str) -> None:
    answer = xima.console("POST", PATH, event("http://a/", httpMethod=method))
    assert (answer.status_code, answer.json()["error"], rule_of(answer)) == (400, "httpMethod must be POST or GET.", "xima.event.method")


@pytest.mark.rule("xima.event.placeholder")
@pytest.mark.parametrize(
    ("value", "named"), [("<Foo>", "<Foo>"), ("<Agent><agent>", "<agent>"), ("a<>b", "<>"), ("<<Call Id>", "<Call Id>")]
)
def test_an_unknown_placeholder_is_refused(xima: XimaClient, value: str, named: str) -> None:
    answer = xima.console("POST", PATH, event("http://a/", urlParameters=values(("a", "<Agent>"), ("b", value))))
    assert (answer.status_code, answer.json()) == (
        400,
        {
            "error": f"The placeholder '{named}' is not known.",
            "detail": {"field": "urlParameters[1].value", "reason": "unknown placeholder"},
        },
    )
    assert rule_of(answer) == "xima.event.placeholder"


def test_what_only_looks_like_a_placeholder_is_text(xima: XimaClient) -> None:
    alone(xima, event("/event-sink", urlParameters=values(("<Agent>", "a < b"), ("c", "> d <"), ("e", "<<Agent Extension>>"))))
    assert dict(httpx.URL(f"http://x{finished(xima)[0]['request']['url']}").params) == {"<Agent>": "a < b", "c": "> d <", "e": "<112>"}


@pytest.mark.rule("xima.profile.required")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"targetUrl": "http://a/<Agent>"}, "targetUrl"), ({"httpMethod": 1}, "httpMethod"), ({"enabled": "yes"}, "enabled"),
        ({"criteria": {}}, "criteria"), ({"criteria": ["x"]}, "criteria[0]"),
        ({"urlParameters": [{"name": "a"}]}, "urlParameters[0].value"),
        ({"urlParameters": [{"name": 1, "value": "x"}]}, "urlParameters[0].name"), ({"urlParameters": None}, "urlParameters"),
        *[
            ({"criteria": [{"field": field, "operator": operator, "value": value}]}, "criteria[0]")
            for field, operator, value in (
                ("skill", "at-least", "x"), ("skill", "equals", 1), ("durationSeconds", "equals", "1"),
                ("durationSeconds", "at-least", "1"),
                ("durationSeconds", "at-most", True), ("tag", "contains", None),
            )
        ],
        ({"criteria": [{"field": "colour", "operator": "equals", "value": "x"}]}, "criteria[0].field"),
        ({"criteria": [{"field": "tag", "operator": "like", "value": "x"}]}, "criteria[0].operator"),
        ({"criteria": [{"field": "tag", "operator": "equals"}]}, "criteria[0].value"),
    ],
)  # fmt: skip
def test_an_event_profile_needs_its_fields(xima: XimaClient, change: Json, field: str) -> None:
    answer = xima.console("POST", PATH, {**event("http://a/"), **change})
    assert (answer.status_code, answer.json()["detail"]["field"], rule_of(answer)) == (400, field, "xima.profile.required")


@pytest.mark.parametrize("missing", ["targetUrl", "httpMethod"])
def test_an_event_profile_has_no_default_for_them(xima: XimaClient, missing: str) -> None:
    body = {name: value for name, value in event("http://a/").items() if name != missing}
    assert xima.console("POST", PATH, body).json()["detail"] == {"field": missing, "reason": "missing"}
