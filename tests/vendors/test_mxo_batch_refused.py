"""Batches that are refused as a whole, and the order in which that is found out."""

from __future__ import annotations

import pytest

from tests.vendors.mxo import ATM_DEMO, CEDAR, NORTHWIND, SITE_KEY, MxoClient, error, rule_of
from tests.vendors.mxo_around import ATM_WORKSPACE, BATCHES, WORKSPACE, ask, nested, progress, submit

FIXTURE = "b47c4000-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    assert mxo.state


@pytest.mark.rule("mxo.auth-required")
def test_every_call_needs_a_token(mxo: MxoClient) -> None:
    mxo.token = None
    for answer in (submit(mxo), submit(mxo, behind="/update"), ask(mxo, FIXTURE), ask(mxo, FIXTURE, "/error"), submit(mxo, sk="x")):
        assert (answer.status_code, answer.json()["error"], rule_of(answer)) == (401, "unauthorized", "mxo.auth-required")


@pytest.mark.rule("mxo.batch-sitekey")
@pytest.mark.parametrize("sk", ["ONE-NOSUCHKEY0-0000", SITE_KEY.lower(), CEDAR, NORTHWIND])
def test_a_site_key_that_is_unknown_or_anothers_is_refused(mxo: MxoClient, sk: str) -> None:
    for answer in (submit(mxo, sk=sk), submit(mxo, sk=sk, behind="/update"), ask(mxo, FIXTURE, sk=sk), ask(mxo, FIXTURE, "/error", sk=sk)):
        assert error(answer) == (400, "INVALID_SITEKEY", "The specified site key does not exist")
        assert rule_of(answer) == "mxo.batch-sitekey"


@pytest.mark.rule("mxo.batch-workspace")
@pytest.mark.parametrize("workspace", [None, "", ATM_WORKSPACE, "2229", "mtiymg", "MTIyMg==", "01222", "nothing"])
def test_a_workspace_that_is_missing_or_not_that_of_the_site_key_is_refused(mxo: MxoClient, workspace: str | None) -> None:
    headers = {} if workspace is None else {"workspaceId": workspace}
    polls = [mxo.send("GET", f"{BATCHES}/{SITE_KEY}/{FIXTURE}{behind}", headers=headers) for behind in ("", "/error")]
    for answer in (submit(mxo, workspace=workspace), submit(mxo, workspace=workspace, behind="/update"), *polls):
        assert error(answer) == (400, "GENERAL", "Invalid workspaceId")
        assert rule_of(answer) == "mxo.batch-workspace"


@pytest.mark.rule("mxo.batch-workspace")
@pytest.mark.parametrize(("sk", "workspace"), [(SITE_KEY, "MTIyMg"), (SITE_KEY, "1222"), (ATM_DEMO, "MjIyOQ"), (ATM_DEMO, "2229")])
def test_the_workspace_is_written_in_base64_or_as_its_number(mxo: MxoClient, sk: str, workspace: str) -> None:
    assert submit(mxo, sk=sk, workspace=workspace, batch_id="b").status_code == 202
    assert ask(mxo, "b", sk=sk, workspace=workspace).status_code == 200


@pytest.mark.rule("mxo.batch-workspace")
@pytest.mark.parametrize("held", ["A", "w6Q", "YWJj", "not base64!"])
def test_a_workspace_that_is_no_number_has_one_spelling(mxo: MxoClient, held: str) -> None:
    state = mxo.state
    state["spaces"][SITE_KEY]["workspaceId"] = held
    assert mxo.http.put("/_sandbox/state/mxo", json=state).status_code == 204
    assert submit(mxo, workspace=held).status_code == 202
    assert rule_of(submit(mxo, workspace="abc")) == "mxo.batch-workspace"


@pytest.mark.rule("mxo.batch-content-type")
@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/ndjson", "application/x-ndjson2", "application/x-www-form-urlencoded"]
)
@pytest.mark.parametrize("behind", ["", "/update"])
def test_another_content_type_is_refused(mxo: MxoClient, behind: str, content_type: str) -> None:
    answer = submit(mxo, content_type=content_type, behind=behind)
    assert (answer.status_code, answer.content, rule_of(answer)) == (415, b"", "mxo.batch-content-type")


@pytest.mark.rule("mxo.batch-syntax")
@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[", "Malformed JSON request body"),
        ("[NaN]", "Malformed JSON request body"),
        ('{"uri":"x"}\n{"uri":"y"}', "Malformed JSON request body"),
        ("{}", "Request body must be a JSON array"),
        ('"text"', "Request body must be a JSON array"),
        ("null", "Request body must be a JSON array"),
        (nested(101), "Malformed JSON request body"),
        (f"[{nested(100)},{{}}]", "Malformed JSON request body"),
        ('{"a":' * 101 + "1" + "}" * 101, "Request body must be a JSON array"),
    ],
)
def test_json_that_is_broken_or_no_array_is_refused(mxo: MxoClient, body: str, message: str) -> None:
    answer = mxo.send("POST", f"{BATCHES}/{SITE_KEY}", body=body, headers={"workspaceId": WORKSPACE})
    assert error(answer) == (400, "GENERAL", message)
    assert rule_of(answer) == "mxo.batch-syntax"


@pytest.mark.rule("mxo.batch-unknown")
@pytest.mark.parametrize("behind", ["", "/error"])
def test_a_batch_is_known_in_its_own_space_alone(mxo: MxoClient, behind: str) -> None:
    submit(mxo, batch_id="b")
    for answer in (ask(mxo, "B", behind), ask(mxo, "b", behind, sk=ATM_DEMO, workspace=ATM_WORKSPACE), ask(mxo, "update", behind)):
        assert error(answer) == (404, "GENERAL", "The specified batch does not exist")
        assert rule_of(answer) == "mxo.batch-unknown"


def test_the_checks_of_a_batch_come_in_their_order(mxo: MxoClient) -> None:
    def send(sk: str = "x", **headers: str) -> str:
        body = headers.pop("body", "")
        return rule_of(mxo.send("POST", f"{BATCHES}/{sk}", body=body, headers={"Content-Type": "text/plain", **headers}))

    good = {"workspaceId": WORKSPACE, "Content-Type": "application/json"}
    assert send(Authorization="Bearer nobody") == "mxo.auth-required"
    assert send() == "mxo.batch-sitekey"
    assert send(SITE_KEY) == "mxo.batch-workspace"
    assert send(SITE_KEY, workspaceId=WORKSPACE, batchId=FIXTURE) == "mxo.body-required"
    assert send(SITE_KEY, workspaceId=WORKSPACE, batchId=FIXTURE, body="[") == "mxo.batch-content-type"
    assert send(SITE_KEY, **good, batchId=FIXTURE, body="[") == "mxo.batch-syntax"
    assert send(SITE_KEY, **good, batchId=FIXTURE, body="[]") == "mxo.batch-empty"
    assert send(SITE_KEY, **good, batchId=FIXTURE, body=str([5] * 5001)) == "mxo.batch-limit"
    assert send(SITE_KEY, **good, batchId=FIXTURE, body="[5]") == "mxo.batch-id-reuse"


@pytest.mark.rule("mxo.method-not-allowed")
def test_where_two_patterns_fit_a_path_the_method_decides(mxo: MxoClient) -> None:
    submit(mxo, batch_id="update")
    assert ask(mxo, "update").json() == progress("update", submitted=1, processed=1)
    for path, allowed in (
        (f"{BATCHES}/{SITE_KEY}/update", "GET, POST"),
        (f"{BATCHES}/{SITE_KEY}", "POST"),
        (f"{BATCHES}/x/y/error", "GET"),
    ):
        answer = mxo.send("DELETE", path)
        assert (answer.status_code, answer.headers["Allow"], rule_of(answer)) == (405, allowed, "mxo.method-not-allowed")
