"""Agents, skills and realtime metrics."""

from __future__ import annotations

import pytest

from tests.vendors.xima import ABC, FORBIDDEN, RECORDINGS_ONLY, SUPPORT, Json, XimaClient, refusal

TIME = "2026-03-02T13:35:00.000-07:00"

# --- Agents and skills ----------------------------------------------------------------------------------------------


def test_the_agents_of_the_tenant_are_listed_in_their_order(xima: XimaClient) -> None:
    assert xima.get("/agents", token=ABC).json() == {
        "agents": [{"agent": "Agent1(200)", "type": "UC"}, {"agent": "Agent2(201)", "type": "UC"}]
    }
    assert xima.get("/skills", token=ABC).json() == {"skills": []}


@pytest.mark.rule("xima.agents.scope")
def test_agents_outside_of_the_scope_are_left_out(xima: XimaClient) -> None:
    answer = xima.get("/agents", token=SUPPORT)
    assert answer.json() == {"agents": [{"agent": "John Spector(104)", "type": "UC"}, {"agent": "Alan Jones(271)", "type": "XIMA"}]}
    assert xima.last_rules() == ["xima.agents.scope"]
    xima.console("PATCH", "/service-users/su-support", {"agentExtensions": []})
    answer = xima.get("/agents", token=SUPPORT)
    assert (answer.status_code, answer.json()) == (200, {"agents": []})
    xima.get("/agents")
    assert xima.last_rules() == []


@pytest.mark.rule("xima.skills.scope")
def test_skills_outside_of_the_scope_are_left_out(xima: XimaClient) -> None:
    assert xima.get("/skills", token=SUPPORT).json() == {"skills": [{"name": "Customer Support"}]}
    assert xima.last_rules() == ["xima.skills.scope"]
    xima.console("PATCH", "/service-users/su-support", {"skills": ["customer support"]})
    assert xima.get("/skills", token=SUPPORT).json() == {"skills": []}
    assert xima.get("/skills").json() == {"skills": [{"name": "Warranty Team"}, {"name": "Customer Support"}, {"name": "Sales"}]}
    assert xima.last_rules() == []


def test_two_tenants_may_have_the_same_extension(xima: XimaClient) -> None:
    state = xima.state
    state["agents"]["other"] = {**state["agents"]["200"], "name": "Ann", "extension": "271"}
    xima.change(state)
    assert xima.get("/agents/271/active-recording", token=ABC).json() == {"state": "NO_RECORDING"}
    assert xima.post("/agents/271/active-recording/pause", token=ABC).status_code == 404
    patched = xima.console("PATCH", "/agents/271?tenant=abc-medical", {"activeRecording": "RECORDING"})
    assert patched.json()["name"] == "Ann"
    assert xima.post("/agents/271/active-recording/pause", token=ABC).json() == {"state": "PAUSED"}
    assert xima.get("/agents/271/active-recording").json() == {"state": "NO_RECORDING"}


# --- Realtime metrics -----------------------------------------------------------------------------------------------


def result(metric: str, category: str, count: int, time: str = TIME) -> Json:
    """Return a result."""
    return {"key": {"metricId": metric, "categoryValue": category}, "value": {"lastUpdateTime": time, "count": count, "type": "COUNT"}}


@pytest.mark.rule("xima.realtime.assigned")
def test_the_metrics_that_are_assigned_are_listed(xima: XimaClient) -> None:
    assert [metric["metricId"] for metric in xima.get("/realtime/metrics").json()] == ["101", "102", "K0FLAEB6"]
    assert xima.last_rules() == ["xima.realtime.assigned"]
    assert xima.get("/realtime/metrics", token=SUPPORT).json() == [
        {"metricId": "103", "metricName": "Calls waiting", "categoryType": "NONE", "categorySelection": []}
    ]
    assert xima.get("/realtime/metrics", token=ABC).json() == []
    assert xima.last_rules() == []


def test_results_are_in_order_of_the_ids_then_of_the_categories(xima: XimaClient) -> None:
    answer = xima.get("/realtime/metrics/values?id=K0FLAEB6,101&id=101")
    assert answer.json() == {
        "results": [
            result("K0FLAEB6", "John Doe(481)", 15, "2019-10-01T10:17:56.496-06:00"),
            *(result("101", name, count) for name, count in (("Alice", 3), ("Bob", 0), ("Carol", 7))),
        ],
        "notReady": [],
    }


def test_a_metric_without_selection_has_one_category_without_a_name(xima: XimaClient) -> None:
    assert xima.get("/realtime/metrics/values?id=103", token=SUPPORT).json()["results"] == [result("103", "", 2)]


def test_a_category_without_a_value_gives_no_result(xima: XimaClient) -> None:
    state = xima.state
    del state["realtimeMetrics"]["101"]["values"]["Bob"]
    xima.change(state)
    answer = xima.get("/realtime/metrics/values?id=101").json()
    assert [one["key"]["categoryValue"] for one in answer["results"]] == ["Alice", "Carol"]


@pytest.mark.rule("xima.realtime.not-ready")
@pytest.mark.parametrize("name", ["notReady", "metricsNotReady"])
def test_a_metric_that_is_not_ready_is_named_once(xima: XimaClient, name: str) -> None:
    xima.switch(metrics_not_ready_key=name)
    assert xima.get("/realtime/metrics/values?id=102&id=101").json() == {
        "results": [result("101", "Alice", 3), result("101", "Bob", 0), result("101", "Carol", 7)],
        name: ["102"],
    }
    assert xima.last_rules() == ["xima.realtime.not-ready"]
    answer = xima.get("/realtime/metrics/values?id=102").json()
    assert answer == {"results": [result("102", "Dave", 1), result("102", "Eve", 2), result("102", "Frank", 0)], name: []}


@pytest.mark.rule("xima.realtime.id-required")
@pytest.mark.parametrize("query", ["", "?id=", "?id=,,&id=", "?ID=101"])
def test_an_id_is_required(xima: XimaClient, query: str) -> None:
    answer = xima.get(f"/realtime/metrics/values{query}")
    assert refusal(answer) == (400, "The query parameter 'id' is required.", "xima.realtime.id-required")


@pytest.mark.rule("xima.realtime.id-access")
@pytest.mark.parametrize("query", ["id=nope", "id=103", "id=102&id=103", "id=102,%20101"])
def test_an_id_that_is_unknown_or_anothers_refuses_the_whole_request(xima: XimaClient, query: str) -> None:
    assert refusal(xima.get(f"/realtime/metrics/values?{query}")) == (403, FORBIDDEN, "xima.realtime.id-access")
    assert xima.state["realtimeMetrics"]["102"]["ready"] is False


def test_a_metric_of_another_tenant_is_unknown_whoever_it_is_assigned_to(xima: XimaClient) -> None:
    state = xima.state
    state["realtimeMetrics"]["101"]["tenant"] = "abc-medical"
    xima.change(state)
    assert xima.get("/realtime/metrics/values?id=101").status_code == 403
    assert [metric["metricId"] for metric in xima.get("/realtime/metrics").json()] == ["102", "K0FLAEB6"]


def test_the_grant_of_one_list_is_not_that_of_another(xima: XimaClient) -> None:
    for path in ("/agents", "/skills", "/realtime/metrics", "/realtime/metrics/values"):
        assert refusal(xima.get(path, token=RECORDINGS_ONLY))[2] == "xima.auth.grant"
