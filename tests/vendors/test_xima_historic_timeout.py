"""A report that takes too long: 202 first, then the report."""

from __future__ import annotations

import pytest

from tests.vendors.test_xima_historic import FIRST_EXECUTION, TALKING, run, users
from tests.vendors.xima import ABC, XimaClient


@pytest.mark.rule("xima.historic.timeout")
def test_a_report_that_takes_too_long_is_there_the_next_time(xima: XimaClient) -> None:
    xima.switch(historic_timeout="first-call")
    answer = run(xima)
    assert (answer.status_code, answer.content, answer.headers["Content-Length"]) == (202, b"", "0")
    assert "Content-Type" not in answer.headers
    for _ in range(2):
        again = run(xima)
        assert (again.status_code, again.json()["executionId"], len(again.json()["rows"])) == (200, FIRST_EXECUTION, 2)
        assert xima.last_rules() == ["xima.historic.timeout"]


@pytest.mark.rule("xima.historic.timeout")
def test_the_same_request_is_the_same_document(xima: XimaClient) -> None:
    xima.switch(historic_timeout="first-call")
    path = f"/rest/api/v1/historic-data/{TALKING}"
    value = '{"type": "REPORT_TIMEFRAME", "start": "2026-03-02T00:00:00Z", "end": "2026-03-02T00:00:00Z"}'
    frame = f'{{"name": "x", "valueType": "REPORT_TIMEFRAME", "value": {value}}}'
    bodies = [f'{{"format": "json", "parameters": [{frame}]}}', f'{{ "parameters" : [{frame}],\n "format": "json"}}']
    assert [xima.send("POST", path, token=ABC, content=body).status_code for body in bodies] == [202, 200]
    changed = bodies[0].replace("}", ', "x": 1}', 1)
    assert xima.send("POST", path, token=ABC, content=changed).status_code == 202


@pytest.mark.rule("xima.historic.timeout")
def test_a_refused_request_is_not_kept(xima: XimaClient) -> None:
    xima.switch(historic_timeout="first-call")
    for _ in range(2):
        assert run(xima, users("x")).status_code == 400
    assert xima.state["reportCache"] == {}
