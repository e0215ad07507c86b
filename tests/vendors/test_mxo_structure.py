"""Structured data: who may be asked for, which structure, and what an answer looks like."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.mxo import (
    ATM_DEMO,
    DANA,
    NOBODY,
    NORTHWIND,
    OMAR,
    Json,
    MxoClient,
    customer_context,
    error,
    identifier,
    rule_of,
)
from tests.vendors.mxo_states import (
    BFB,
    DANA_AT_NORTHWIND,
    HCR,
    LENA,
    NEW_EMAIL,
    NEW_KEY,
    OMARS_EMAIL,
    PRIYA,
    PRIYA_SECOND,
    attribute,
    evaluated,
)

UNKNOWN_CUSTOMER = {
    "errorCode": "CUSTOMER_NOT_FOUND",
    "errorMessage": "The specified customer does not exist",
    "structureApiName": "membership",
}
RENEWAL = [{"name": "renewaldue", "value": "yes"}]
PHONE = {"appName": "Probe", "devType": "TABLET", "osName": "ANDROID"}


def ask(mxo: MxoClient, body: Json) -> httpx.Response:
    """Send a structure request as it is."""
    return mxo.send("POST", mxo.customer_path("/structure"), json=body)


# --- The answer ---


@pytest.mark.rule("mxo.structure-root-hidden", "mxo.structure-no-error-member")
def test_an_answer_holds_the_children_of_the_root_and_no_error(mxo: MxoClient) -> None:
    answer = mxo.structure(properties=RENEWAL)
    assert answer.status_code == 200
    assert list(answer.json()) == ["structureApiName", "tid", "structure"]
    assert answer.json() == {
        "structureApiName": "membership",
        "tid": DANA,
        "structure": {
            "member": {"name": "Dana Whitfield", "account": "76541643"},
            "renewal": {"due": "yes", "offer": "renewal-discount"},
            "merchants": [{"status": "active", "terminals": "3"}],
        },
    }


@pytest.mark.rule("mxo.structure-root-hidden")
def test_a_root_without_children_gives_an_empty_structure(mxo: MxoClient) -> None:
    assert evaluated(mxo) == {}
    assert mxo.structure("atm_offers").json() == {"structureApiName": "atm_offers", "tid": DANA, "structure": {}}


@pytest.mark.rule("mxo.structure-context-transient")
@pytest.mark.parametrize(
    "context",
    [
        {"properties": [*RENEWAL, {"name": "company", "value": "Another"}], "device": PHONE},
        {"tid": DANA, "identifiers": [NEW_KEY, NEW_EMAIL], "properties": RENEWAL},
        {"tid": NOBODY, "identifiers": [HCR, OMARS_EMAIL]},
        {"tid": LENA, "identifiers": [NEW_KEY], "baseTouchpointUri": "web://another/page"},
        {"tid": "5f0c1a6e-1004-4b1e-9c3a-7a5e00001004", "identifiers": [HCR]},
    ],
)
def test_an_evaluation_changes_nothing(mxo: MxoClient, context: Json) -> None:
    before = mxo.state
    assert mxo.structure(**context).status_code == 200
    assert mxo.state == before


@pytest.mark.rule("mxo.structure-context-transient")
def test_properties_and_device_of_a_request_serve_that_request_alone(mxo: MxoClient) -> None:
    nodes = [attribute("due", "context:renewaldue"), attribute("app", "device:appName"), attribute("company", "profile:company")]
    given = {"properties": [*RENEWAL, {"name": "company", "value": "Another"}], "device": PHONE}
    assert evaluated(mxo, *nodes, **given) == {"due": "yes", "app": "Probe", "company": "Harbor Coffee Roasters"}
    assert evaluated(mxo, *nodes) == {"app": "CustomerFirst", "company": "Harbor Coffee Roasters"}


# --- Whom ---


@pytest.mark.rule("mxo.structure-lookup")
@pytest.mark.parametrize(
    ("tid", "sent", "found"),
    [
        (DANA, [BFB], DANA),
        (DANA, [NEW_KEY], DANA),
        (PRIYA_SECOND, [BFB], PRIYA),
        (NOBODY, [HCR], DANA),
        (NOBODY, [NEW_KEY, OMARS_EMAIL], OMAR),
        (NOBODY, [OMARS_EMAIL, HCR], OMAR),
        (DANA_AT_NORTHWIND, [BFB], OMAR),
        (DANA.upper(), [BFB], DANA),
    ],
)
def test_a_known_tid_decides_and_else_the_first_known_identifier(mxo: MxoClient, tid: str, sent: list[Json], found: str) -> None:
    answer = mxo.structure("atm_offers", tid=tid, identifiers=sent)
    assert answer.json() == {"structureApiName": "atm_offers", "tid": found, "structure": {}}
    assert mxo.last_rules() == ["mxo.structure-lookup"]


@pytest.mark.parametrize(
    ("context", "found"),
    [
        ({"tid": OMAR}, OMAR),
        ({"tid": PRIYA_SECOND}, PRIYA),
        ({"tid": OMAR, "identifiers": []}, OMAR),
        ({"identifiers": [OMARS_EMAIL, HCR]}, OMAR),
        ({"identifiers": [HCR, OMARS_EMAIL]}, DANA),
        ({"identifiers": [NEW_KEY, OMARS_EMAIL]}, OMAR),
        ({"identifiers": [HCR, BFB]}, OMAR),
        ({"identifiers": [identifier("HCR-1001", "customerKey")]}, DANA),
    ],
)
def test_a_tid_or_identifiers_name_the_customer_by_the_primary_tid(mxo: MxoClient, context: Json, found: str) -> None:
    answer = mxo.structure("atm_offers", **context)
    assert answer.json() == {"structureApiName": "atm_offers", "tid": found, "structure": {}}


@pytest.mark.rule("mxo.structure-unknown-customer")
@pytest.mark.parametrize(
    "context",
    [
        {"tid": NOBODY},
        {"identifiers": [identifier("NOBODY-1")]},
        {"tid": NOBODY, "identifiers": [NEW_KEY, NEW_EMAIL]},
        pytest.param({"tid": DANA_AT_NORTHWIND}, id="of another space"),
    ],
)
def test_a_structure_of_nobody_is_refused_or_answered_with_an_error(mxo: MxoClient, context: Json) -> None:
    for option, status in (("not-found-404", 404), ("reject-400", 400)):
        mxo.switch(structure_unknown_customer=option)
        answer = mxo.structure(**context)
        assert (answer.status_code, answer.json()) == (status, UNKNOWN_CUSTOMER)
        assert rule_of(answer) == "mxo.structure-unknown-customer"
    mxo.switch(structure_unknown_customer="ok-with-error")
    before = mxo.state
    answer = mxo.structure(**context)
    assert (answer.status_code, answer.json()) == (200, {"structureApiName": "membership", "error": UNKNOWN_CUSTOMER})
    assert "mxo.structure-unknown-customer" in mxo.last_rules()
    assert mxo.state == before


@pytest.mark.rule("mxo.structure-unknown-customer")
def test_the_unknown_customer_of_a_structure_is_a_404_by_default(mxo: MxoClient) -> None:
    assert error(mxo.structure(identifiers=[identifier("NOBODY-1")])) == (404, *list(UNKNOWN_CUSTOMER.values())[:2])


@pytest.mark.rule("mxo.lookup-without-identity")
@pytest.mark.parametrize("context", [{"identifiers": ...}, {"identifiers": []}, {"identifiers": None, "tid": None}])
@pytest.mark.parametrize("name", ["membership", "nosuch"])
def test_a_structure_request_must_name_a_tid_or_an_identifier(mxo: MxoClient, name: str, context: Json) -> None:
    answer = mxo.structure(name, **context)
    assert answer.status_code == 400
    assert answer.json() == {"errorCode": "GENERAL", "errorMessage": "A TID or an identifier is required", "structureApiName": name}
    assert rule_of(answer) == "mxo.lookup-without-identity"
    mxo.switch(lookup_without_identity="not-found-404")
    answer = mxo.structure(name, **context)
    assert (answer.status_code, answer.json()) == (404, {**UNKNOWN_CUSTOMER, "structureApiName": name})
    assert rule_of(answer) == "mxo.lookup-without-identity"


# --- Which structure ---


@pytest.mark.rule("mxo.structure-context-required")
@pytest.mark.parametrize("body", [{"structureApiName": "membership"}, {"customerContext": None, "structureApiName": "membership"}])
def test_a_structure_request_needs_a_customer_context(mxo: MxoClient, body: Json) -> None:
    answer = ask(mxo, body)
    assert answer.status_code == 400
    assert answer.json() == {
        "errorCode": "GENERAL",
        "errorMessage": "Missing required field: customerContext",
        "structureApiName": "membership",
    }
    assert rule_of(answer) == "mxo.structure-context-required"


@pytest.mark.rule("mxo.structure-name-missing")
@pytest.mark.parametrize(
    ("sent", "echo"), [({}, {}), ({"structureApiName": None}, {}), ({"structureApiName": ""}, {"structureApiName": ""})]
)
def test_a_structure_request_needs_the_name_of_a_structure(mxo: MxoClient, sent: Json, echo: Json) -> None:
    answer = ask(mxo, {"customerContext": customer_context(), **sent})
    assert answer.status_code == 400
    assert answer.json() == {"errorCode": "INVALID_API_NAME", "errorMessage": "A structure API name is required", **echo}
    assert rule_of(answer) == "mxo.structure-name-missing"


@pytest.mark.rule("mxo.structure-unknown")
@pytest.mark.parametrize("name", ["nosuch", "Membership", "membership ", "History", "singlecustomerjourney"])
def test_an_unknown_structure_is_answered_404(mxo: MxoClient, name: str) -> None:
    answer = mxo.structure(name)
    assert answer.status_code == 404
    assert answer.json() == {
        "errorCode": "INVALID_API_NAME",
        "errorMessage": "The specified structure does not exist",
        "structureApiName": name,
    }
    assert rule_of(answer) == "mxo.structure-unknown"


@pytest.mark.rule("mxo.structure-unknown")
@pytest.mark.parametrize(("sk", "token", "tid"), [(ATM_DEMO, "sbx-summit", NOBODY), (NORTHWIND, "sbx-northwind", DANA_AT_NORTHWIND)])
def test_structures_belong_to_their_space_and_are_looked_for_before_the_customer(mxo: MxoClient, sk: str, token: str, tid: str) -> None:
    mxo.token = token
    assert rule_of(mxo.structure("membership", sk=sk, tid=tid)) == "mxo.structure-unknown"


@pytest.mark.rule("mxo.structure-unpublished")
@pytest.mark.parametrize("tid", [DANA, NOBODY])
def test_an_unpublished_structure_is_answered_like_an_unknown_one(mxo: MxoClient, tid: str) -> None:
    answer = mxo.structure("draft_offers", tid=tid)
    assert answer.status_code == 404
    assert answer.json() == {
        "errorCode": "INVALID_API_NAME",
        "errorMessage": "The specified structure does not exist",
        "structureApiName": "draft_offers",
    }
    assert rule_of(answer) == "mxo.structure-unpublished"


# --- mxo.structure-error-member ---


@pytest.mark.rule("mxo.structure-no-error-member")
def test_the_error_member_may_be_null_or_every_evaluation_fail(mxo: MxoClient) -> None:
    good = mxo.structure().json()
    mxo.switch(structure_error_member="null")
    answer = mxo.structure()
    assert (answer.status_code, answer.json()) == (200, {**good, "error": None})
    mxo.switch(structure_error_member="always-fail")
    answer = mxo.structure()
    fault = {"errorCode": "GENERAL", "errorMessage": "The structure could not be evaluated", "structureApiName": "membership"}
    assert (answer.status_code, answer.json()) == (200, {"structureApiName": "membership", "tid": DANA, "error": fault})
    mxo.switch(structure_error_member="omit")
    assert mxo.structure().json() == good


@pytest.mark.parametrize("option", ["null", "always-fail"])
def test_only_calls_that_would_succeed_fail_always(mxo: MxoClient, option: str) -> None:
    mxo.switch(structure_error_member=option)
    assert rule_of(mxo.structure("nosuch")) == "mxo.structure-unknown"
    assert rule_of(mxo.structure(tid=NOBODY)) == "mxo.structure-unknown-customer"
    mxo.switch(structure_unknown_customer="ok-with-error")
    assert mxo.structure(tid=NOBODY).json() == {"structureApiName": "membership", "error": UNKNOWN_CUSTOMER}
