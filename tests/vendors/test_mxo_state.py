"""The state of MXO: what it refuses to hold, and what it gives to a named session."""

from __future__ import annotations

import gc

import pytest

from sandbox.vendors.mxo.profile import InteractionEvent
from sandbox.vendors.mxo.state import Credential, Mxo, Space
from tests.vendors.mxo import ATM_DEMO, SITE_KEY, Json, MxoClient
from tests.vendors.mxo_around import interact, record, submit
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


def test_texts_that_records_repeat_are_kept_once_and_go_with_their_space() -> None:
    def text() -> str:
        return "".join(["atm://", "atm"])

    one, other = (Space(workspace_id=name, tenancy="Summit", name=name, keys=["customerkey"]) for name in "ab")
    kept = one.shared(text())
    assert one.shared(text()) is kept
    assert other.shared(text()) is not kept
    assert "atm://atm" not in one.model_dump_json()


def test_requests_and_records_that_repeat_a_uri_keep_it_once(mxo: MxoClient) -> None:
    uri = "web://merchant-portal/kept/once"
    for _ in range(2):
        interact(mxo, uri=uri)
        mxo.activity(context={"baseTouchpointUri": uri}, propositionCode="kept-code")
    submit(mxo, [record(uri=uri)] * 2)
    gc.collect()
    kept = [one for one in gc.get_objects() if isinstance(one, InteractionEvent) and one.uri == uri]
    assert len(kept) == 4
    assert len({id(event.uri) for event in kept}) == len({id(event.path) for event in kept}) == 1
