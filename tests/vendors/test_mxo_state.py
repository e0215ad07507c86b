"""The state of MXO: what it refuses to hold, and what it gives to a named session."""

from __future__ import annotations

import pytest

from sandbox.vendors.mxo.state import Credential, Mxo
from tests.vendors.mxo import ATM_DEMO, SITE_KEY, Json, MxoClient
from tests.vendors.mxo_states import put


def credential(*, read_only: bool) -> Credential:
    """Return API credentials."""
    return Credential("a", "Summit", "secret", "a@summit.example", read_only)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"keys": ["customerkey", "email", "EMail"]}, "keys: two differ in nothing but case"),
        (
            {"dynamicPropositions": [{"id": 9002, "parentCode": "a", "code": "x"}, {"id": 9001, "parentCode": "a", "code": "y"}]},
            "dynamicPropositions: the ids must ascend",
        ),
    ],
)
def test_a_space_whose_look_ups_are_ambiguous_is_refused(mxo: MxoClient, members: Json, reason: str) -> None:
    answer = put(mxo, lambda space: space.update(members))
    assert answer.status_code == 400
    assert answer.json()["detail"] == [{"field": f"spaces.{SITE_KEY}", "reason": f"Value error, {reason}"}]


def test_two_spaces_of_one_workspace_are_refused(mxo: MxoClient) -> None:
    state = mxo.state
    state["spaces"][ATM_DEMO]["workspaceId"] = state["spaces"][SITE_KEY]["workspaceId"]
    answer = mxo.http.put("/_sandbox/state/mxo", json=state)
    assert answer.status_code == 400
    assert answer.json()["detail"] == [{"field": "", "reason": "Value error, spaces: the workspace MTIyMg has two of them"}]


def test_a_named_session_gets_credentials_of_the_first_client_that_may_do_everything() -> None:
    state = Mxo(credentials={"reader": credential(read_only=True), "writer": credential(read_only=False)})
    state.issue("ann")
    assert list(state.credentials) == ["reader", "writer", "writer~ann"]


def test_where_no_client_may_do_everything_a_named_session_gets_none() -> None:
    state = Mxo(credentials={"reader": credential(read_only=True)})
    state.issue("ann")
    assert list(state.credentials) == ["reader"]
