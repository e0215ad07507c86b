"""Deleting a customer: the right to be forgotten."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.mxo import (
    ATM_DEMO,
    DANA,
    NOBODY,
    NORTHWIND,
    OMAR,
    SITE_KEY,
    Json,
    MxoClient,
    customer_context,
    error,
    identifier,
    rule_of,
)
from tests.vendors.mxo_states import (
    ANONYMOUS,
    BFB,
    DANA_AT_NORTHWIND,
    HCR,
    LENA,
    LENAS_EMAIL,
    NEW_KEY,
    PRIYA,
    PRIYA_SECOND,
    send,
    tid_of,
    who,
)

LAB = identifier("LAB-1003")
PRIYAS_EMAIL = identifier("priya.nair@lanternbakery.example", "email")
PRIYAS = {"tids": [PRIYA, PRIYA_SECOND], "identifiers": [LAB, PRIYAS_EMAIL]}

NOT_FOUND = (404, "CUSTOMER_NOT_FOUND", "The specified customer does not exist")
NOBODY_NAMED = (400, "GENERAL", "A TID or an identifier is required")


def without(space: Json, tid: str) -> Json:
    """Return a space less one customer."""
    return {**space, "customers": {one: held for one, held in space["customers"].items() if one != tid}}


# --- Whom ---


@pytest.mark.rule("mxo.delete-identity")
@pytest.mark.parametrize("body", [{"tid": PRIYA}, {"identifier": LAB}, {"identifier": PRIYAS_EMAIL}])
def test_a_tid_or_an_identifier_deletes_its_customer_and_nothing_else(mxo: MxoClient, body: Json) -> None:
    before = mxo.space()
    answer = mxo.delete(**body)
    assert (answer.status_code, answer.json()) == (200, PRIYAS)
    assert mxo.last_rules() == ["mxo.delete-identity"]
    assert mxo.space() == without(before, PRIYA)


@pytest.mark.rule("mxo.delete-identity")
def test_a_tid_may_be_in_upper_case_and_is_answered_in_lower_case(mxo: MxoClient) -> None:
    assert mxo.delete(tid=PRIYA.upper()).json() == PRIYAS


@pytest.mark.rule("mxo.key-name-case")
@pytest.mark.parametrize("name", ["customerkey", "customerKey", "CUSTOMERKEY"])
def test_identifiers_are_answered_under_the_configured_name_of_their_key(mxo: MxoClient, name: str) -> None:
    assert mxo.delete(identifier=identifier("LAB-1003", name)).json() == PRIYAS
    assert ("mxo.key-name-case" in mxo.last_rules()) == (name != "customerkey")


@pytest.mark.rule("mxo.delete-identity")
def test_an_anonymous_customer_has_no_identifiers_to_answer(mxo: MxoClient) -> None:
    assert mxo.delete(tid=ANONYMOUS).json() == {"tids": [ANONYMOUS], "identifiers": []}
    assert ANONYMOUS not in mxo.space()["customers"]


@pytest.mark.rule("mxo.delete-identity")
def test_secondary_tids_come_oldest_first_and_identifiers_in_order_of_association(mxo: MxoClient) -> None:
    added = [f"ffffffff-0000-4000-8000-00000000000{digit}" for digit in "937"]
    for tid in added:
        tid_of(send(mxo, tid, LENAS_EMAIL))
    tid_of(send(mxo, LENA, NEW_KEY))
    assert mxo.delete(identifier=NEW_KEY).json() == {"tids": [LENA, *added], "identifiers": [LENAS_EMAIL, NEW_KEY]}


@pytest.mark.rule("mxo.delete-secondary-tid")
def test_a_secondary_tid_deletes_the_whole_customer(mxo: MxoClient) -> None:
    before = mxo.space()
    answer = mxo.delete(tid=PRIYA_SECOND)
    assert (answer.status_code, answer.json()) == (200, PRIYAS)
    assert "mxo.delete-secondary-tid" in mxo.last_rules()
    assert mxo.space() == without(before, PRIYA)


@pytest.mark.rule("mxo.delete-unknown")
@pytest.mark.parametrize(
    ("sk", "body"),
    [
        (SITE_KEY, {"tid": NOBODY}),
        (SITE_KEY, {"identifier": identifier("NOBODY-1")}),
        (SITE_KEY, {"identifier": identifier("lab-1003")}),
        (SITE_KEY, {"identifier": identifier("LAB-1003", "email")}),
        (SITE_KEY, {"tid": DANA_AT_NORTHWIND}),
        (ATM_DEMO, {"tid": PRIYA}),
        (ATM_DEMO, {"identifier": LAB}),
    ],
)
def test_a_tid_or_identifier_that_no_customer_of_the_space_has_is_answered_404(mxo: MxoClient, sk: str, body: Json) -> None:
    answer = mxo.delete(sk=sk, **body)
    assert error(answer) == NOT_FOUND
    assert rule_of(answer) == "mxo.delete-unknown"
    assert answer.json() == {"errorCode": NOT_FOUND[1], "errorMessage": NOT_FOUND[2]}


def test_a_customer_of_the_same_key_in_another_space_stays(mxo: MxoClient) -> None:
    northwind = mxo.space(NORTHWIND)
    assert mxo.delete(identifier=HCR).status_code == 200
    assert mxo.space(NORTHWIND) == northwind


# --- Both, neither, plural ---


@pytest.mark.rule("mxo.delete-both")
@pytest.mark.parametrize("sent", [BFB, identifier("NOBODY-1"), HCR])
def test_of_a_tid_and_an_identifier_the_tid_alone_decides(mxo: MxoClient, sent: Json) -> None:
    before = mxo.space()
    assert mxo.delete(tid=DANA, identifier=sent).json()["tids"] == [DANA]
    assert "mxo.delete-both" in mxo.last_rules()
    assert mxo.space() == without(before, DANA)


@pytest.mark.rule("mxo.delete-both", "mxo.delete-unknown")
def test_an_unknown_tid_beside_a_known_identifier_is_answered_404(mxo: MxoClient) -> None:
    answer = mxo.delete(tid=NOBODY, identifier=HCR)
    assert error(answer) == NOT_FOUND
    assert rule_of(answer) == "mxo.delete-unknown"
    assert "mxo.delete-both" in mxo.last_rules()


@pytest.mark.rule("mxo.delete-both")
@pytest.mark.parametrize(
    ("body", "expected", "rule"),
    [
        ({"tid": "not-a-uuid", "identifier": HCR}, (400, "GENERAL", "Invalid value for field: tid"), "mxo.tid-format"),
        (
            {"tid": DANA, "identifier": {"apiName": "customerkey"}},
            (400, "GENERAL", "Missing required field: identifier.value"),
            "mxo.required-field",
        ),
        ({"tid": DANA, "identifier": "HCR-1001"}, (400, "GENERAL", "Invalid value for field: identifier"), "mxo.field-type"),
        (
            {"tid": DANA, "identifier": identifier("1", "loyaltyid")},
            (400, "INVALID_API_NAME", "The specified key attribute API name does not exist"),
            "mxo.key-name-unknown",
        ),
    ],
)
def test_both_are_checked_before_the_tid_decides(mxo: MxoClient, body: Json, expected: tuple[int, str, str], rule: str) -> None:
    answer = mxo.delete(**body)
    assert error(answer) == expected
    assert rule_of(answer) == rule
    assert mxo.delete(tid=DANA, identifier=HCR).status_code == 200
    assert "mxo.delete-both" in mxo.last_rules()


@pytest.mark.rule("mxo.key-name-unknown")
@pytest.mark.parametrize("name", ["loyaltyid", "emailkey", "customer-key", "tid"])
def test_an_identifier_must_be_of_a_key_attribute_of_the_space(mxo: MxoClient, name: str) -> None:
    answer = mxo.delete(identifier=identifier("HCR-1001", name))
    assert error(answer) == (400, "INVALID_API_NAME", "The specified key attribute API name does not exist")
    assert rule_of(answer) == "mxo.key-name-unknown"


@pytest.mark.rule("mxo.lookup-without-identity")
@pytest.mark.parametrize("body", [{}, {"tid": None}, {"identifier": None}, {"tid": None, "identifier": None}])
def test_a_delete_must_name_a_tid_or_an_identifier(mxo: MxoClient, body: Json) -> None:
    answer = mxo.delete(**body)
    assert error(answer) == NOBODY_NAMED
    assert rule_of(answer) == "mxo.lookup-without-identity"
    mxo.switch(lookup_without_identity="not-found-404")
    answer = mxo.delete(**body)
    assert error(answer) == NOT_FOUND
    assert rule_of(answer) == "mxo.lookup-without-identity"


@pytest.mark.rule("mxo.delete-plural-ignored", "mxo.lookup-without-identity")
@pytest.mark.parametrize(
    "body",
    [
        {"identifiers": [LAB]},
        {"customerContext": customer_context(tid=PRIYA)},
        {"identifiers": LAB, "customerContext": {"identifiers": [LAB]}},
    ],
)
def test_plural_identifiers_and_a_customer_context_name_nobody(mxo: MxoClient, body: Json) -> None:
    answer = mxo.delete(**body)
    assert error(answer) == NOBODY_NAMED
    assert rule_of(answer) == "mxo.lookup-without-identity"


@pytest.mark.rule("mxo.delete-plural-ignored")
def test_plural_identifiers_beside_a_singular_one_are_ignored(mxo: MxoClient) -> None:
    before = mxo.space()
    body: Json = {"identifiers": [HCR], "customerContext": customer_context(tid=OMAR), "identifier": LAB}
    assert mxo.delete(**body).json() == PRIYAS
    assert mxo.space() == without(before, PRIYA)


@pytest.mark.rule("mxo.body-required", "mxo.delete-identity")
def test_the_body_of_a_delete_is_read_and_needed(mxo: MxoClient) -> None:
    path = mxo.customer_path()
    assert error(mxo.send("DELETE", path, body="")) == (400, "GENERAL", "Request body is required")
    assert error(mxo.send("DELETE", path)) == (400, "GENERAL", "Request body is required")
    assert error(mxo.delete(tid="not-a-uuid")) == (400, "GENERAL", "Invalid value for field: tid")
    assert mxo.delete(identifier=LAB).json() == PRIYAS


# --- Who may ---


@pytest.mark.rule("mxo.delete-forbidden")
@pytest.mark.parametrize(
    ("sk", "request_"),
    [(SITE_KEY, {"json": {"identifier": LAB}}), (SITE_KEY, {"body": ""}), (SITE_KEY, {"body": "{"}), ("ONE-NOSUCHKEY0-0000", {"json": {}})],
)
def test_a_read_only_credential_may_not_delete_whatever_it_sends(mxo: MxoClient, sk: str, request_: dict[str, Any]) -> None:
    mxo.token = "sbx-summit-readonly"
    answer: httpx.Response = mxo.send("DELETE", mxo.customer_path(sk=sk), **request_)
    assert answer.status_code == 403
    assert answer.json() == {"error": "access_denied", "error_description": "Access is denied"}
    assert rule_of(answer) == "mxo.delete-forbidden"
    assert answer.headers["X-Sandbox-Rule"] == "mxo.delete-forbidden; status=documented; body=inferred"


@pytest.mark.rule("mxo.delete-forbidden")
def test_a_read_only_credential_may_not_delete_with_an_issued_token_either(mxo: MxoClient) -> None:
    mxo.token = mxo.new_token(2).json()["access_token"]
    assert rule_of(mxo.delete(identifier=LAB)) == "mxo.delete-forbidden"


def test_a_read_only_credential_may_do_everything_else(mxo: MxoClient) -> None:
    mxo.token = "sbx-summit-readonly"
    assert tid_of(send(mxo, DANA)) == DANA
    assert mxo.structure(tid=DANA).status_code == 200
    assert DANA in who(mxo)
