"""`/_sandbox/variants`, `/rules` and `/openapi`: what the sandbox knows of the vendors, and how it stands in a session."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.openapi import document
from sandbox.vendors.mxo import vendor
from tests.contract import INSTALLED
from tests.vendors.mxo import MxoClient

VARIANTS = "/_sandbox/variants"
RULES = "/_sandbox/rules"
VENDORS = [installed.load().vendor for installed in INSTALLED.values()]


@pytest.fixture
def mxo(client: httpx.Client) -> MxoClient:
    """A client of MXO."""
    return MxoClient(client)


def standing(client: httpx.Client, prefix: str = "") -> dict[str, str]:
    """Return how every variant stands."""
    return {one["id"]: one["value"] for one in client.get(f"{prefix}{VARIANTS}").json()}


def answered(client: httpx.Client, prefix: str = "") -> dict[str, int]:
    """Return how often each rule that shaped an answer did so."""
    return {rule["id"]: rule["answered"] for rule in client.get(f"{prefix}{RULES}").json() if rule["answered"]}


# --- Variants -------------------------------------------------------------------------------------------------------


def test_every_variant_is_listed_with_its_options_and_the_reason_for_its_default(client: httpx.Client) -> None:
    answer = client.get(VARIANTS)
    assert answer.status_code == 200
    variants = answer.json()
    assert len(variants) == sum(len(one.variants.model_fields) for one in VENDORS)
    assert variants[0] == {
        "id": "mxo.code-validation",
        "value": "accept-any",
        "default": "accept-any",
        "options": ["accept-any", "validate-codes"],
        "effect": "An unknown proposition or activity type code is stored silently, or gets an entry in the errors of the 200.",
        "why": "The help page is later than the specification and says that codes are not checked; "
        "the specification has error codes for it.",
    }
    assert all(one["value"] == one["default"] == one["options"][0] and one["effect"] and one["why"] for one in variants)


def test_a_switched_variant_changes_the_next_answer_and_nothing_else(mxo: MxoClient) -> None:
    before = standing(mxo.http)
    answer = mxo.http.patch(VARIANTS, json={"mxo.code-validation": "validate-codes"})
    assert answer.status_code == 200
    assert {one["id"]: one["value"] for one in answer.json()} == {**before, "mxo.code-validation": "validate-codes"}
    assert answer.json() == mxo.http.get(VARIANTS).json()
    assert [one["errorCode"] for one in mxo.activity(propositionCode="nosuch").json()["errors"]] == ["INVALID_PROPOSITION_CODE"]


def test_a_variant_with_a_parameter_shows_its_form_and_takes_what_fits_it(client: httpx.Client) -> None:
    known = {one["id"]: one for one in client.get(VARIANTS).json()}
    assert known["nice_cxone.media-limit"]["options"] == ["150/300", "off", "<n>/<seconds>"]
    assert client.patch(VARIANTS, json={"nice_cxone.media-limit": "3/60"}).status_code == 200
    assert standing(client)["nice_cxone.media-limit"] == "3/60"
    for unfit in ("0/60", "3/0", "3", "<n>/<seconds>", 3):
        assert client.patch(VARIANTS, json={"nice_cxone.media-limit": unfit}).status_code == 400
    assert standing(client)["nice_cxone.media-limit"] == "3/60"


def test_variants_of_two_vendors_are_switched_together(client: httpx.Client) -> None:
    wanted = {"mxo.token-lifetime": "one-minute", "nice_cxone.open-contact": "accept"}
    assert client.patch(VARIANTS, json=wanted).status_code == 200
    assert standing(client).items() >= wanted.items()


def test_variants_that_were_switched_before_stay(client: httpx.Client) -> None:
    client.patch(VARIANTS, json={"mxo.code-validation": "validate-codes"})
    client.patch(VARIANTS, json={"mxo.token-lifetime": "one-minute"})
    assert (standing(client)["mxo.code-validation"], standing(client)["mxo.token-lifetime"]) == ("validate-codes", "one-minute")


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_a_patch_of_nothing_changes_nothing(client: httpx.Client, body: bytes) -> None:
    before = client.get(VARIANTS).json()
    answer = client.patch(VARIANTS, content=body)
    assert (answer.status_code, answer.json()) == (200, before)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"mxo.code-validation": "perhaps"}, "mxo.code-validation: Input should be 'accept-any' or 'validate-codes'"),
        ({"mxo.code-validation": None}, "mxo.code-validation: Input should be 'accept-any' or 'validate-codes'"),
        ({"mxo.code_validation": "validate-codes"}, "mxo.code_validation: Extra inputs are not permitted"),
        ({"mxo.nosuch": "x"}, "mxo.nosuch: Extra inputs are not permitted"),
        ({"nosuch.x": "y"}, "no vendor has the variant 'nosuch.x'"),
        ({"code-validation": "validate-codes"}, "no vendor has the variant 'code-validation'"),
        ({"mxo": "validate-codes"}, "no vendor has the variant 'mxo'"),
    ],
)
def test_variants_are_switched_all_or_none(client: httpx.Client, wanted: dict[str, Any], message: str) -> None:
    before = standing(client)
    answer = client.patch(VARIANTS, json={"mxo.token-lifetime": "one-minute", **wanted})
    assert (answer.status_code, answer.json()) == (400, {"error": message, "detail": None})
    assert standing(client) == before


@pytest.mark.parametrize("body", [b"[]", b"null", b'"mxo.token-lifetime"', b"1"])
def test_a_patch_is_an_object(client: httpx.Client, body: bytes) -> None:
    answer = client.patch(VARIANTS, content=body)
    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid body", "detail": "an object of variants and their options is needed"}


def test_a_patch_that_is_no_json_is_refused(client: httpx.Client) -> None:
    answer = client.patch(VARIANTS, content=b"{")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid JSON")


def test_variants_of_sessions_are_apart_and_a_reset_takes_them_back(client: httpx.Client) -> None:
    before = standing(client)
    client.patch(f"/~a{VARIANTS}", json={"mxo.code-validation": "validate-codes"})
    assert standing(client) == before
    assert standing(client, "/~a")["mxo.code-validation"] == "validate-codes"
    client.post("/~a/_sandbox/reset")
    assert standing(client, "/~a") == before


# --- Rules ----------------------------------------------------------------------------------------------------------


def test_the_ledger_is_listed_in_its_order_with_grades_and_sources(client: httpx.Client) -> None:
    answer = client.get(RULES)
    assert answer.status_code == 200
    assert [rule["id"] for rule in answer.json()] == [rule.id for one in VENDORS for rule in one.rules]
    assert answer.json()[0] == {
        "id": "mxo.auth-required",
        "status": "documented",
        "body": "inferred",
        "source": "SPEC31, FRAMEWORK",
        "text": "A call without a bearer token, or with one that is unknown or expired, is refused with 401; WWW-Authenticate says which.",
        "answer": 401,
        "answered": 0,
    }


def test_a_rule_without_a_grade_for_its_body_has_that_of_its_status(client: httpx.Client) -> None:
    rules = {rule["id"]: rule for rule in client.get(RULES).json()}
    assert [rules["mxo.path-unknown"][name] for name in ("status", "body", "answer")] == ["chosen", "chosen", 404]
    assert rules["mxo.timestamp-past"]["answer"] is None


def test_the_ledger_counts_how_often_each_rule_shaped_an_answer_of_the_session(mxo: MxoClient) -> None:
    mxo.structure("nosuch")
    mxo.structure("nosuch")
    mxo.send("GET", "/mxo/nowhere")
    assert answered(mxo.http) == {"mxo.structure-unknown": 2, "mxo.path-unknown": 1}
    assert answered(mxo.http, "/~a") == {}
    mxo.http.post("/_sandbox/reset")
    assert answered(mxo.http) == {}


def test_what_a_console_operation_applied_is_counted_too(client: httpx.Client) -> None:
    client.post("/_sandbox/mxo/structures/ONE-JY0AMQJQHQ-1290/draft_offers/publish")
    assert answered(client) == {"mxo.console-structure-published": 1}


# --- OpenAPI --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "server"),
    [
        ("http://sandbox", "http://sandbox/mxo"),
        ("https://sandbox.example:8443", "https://sandbox.example:8443/mxo"),
        ("http://sandbox/~a", "http://sandbox/~a/mxo"),
    ],
)
def test_the_document_of_a_vendor_names_the_address_at_which_the_session_reaches_it(client: httpx.Client, prefix: str, server: str) -> None:
    answer = client.get(f"{prefix}/_sandbox/openapi/mxo.json")
    assert answer.status_code == 200
    assert answer.json() == {**document(vendor), "servers": [{"url": server}]}


def test_the_operations_of_the_document_are_those_of_the_journal(mxo: MxoClient) -> None:
    mxo.activity()
    (exchange,) = mxo.http.get("/_sandbox/journal").json()
    paths = mxo.http.get("/_sandbox/openapi/mxo.json").json()["paths"]
    assert exchange["operation"] in {operation["operationId"] for path in paths.values() for operation in path.values()}


# --- Refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [f"{VARIANTS}?vendor=nosuch", f"{RULES}?vendor=nosuch", "/_sandbox/openapi/nosuch.json"])
def test_an_unknown_vendor_is_answered_404_with_those_that_are_known(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"error": "unknown vendor", "detail": {"vendor": "nosuch", "vendors": list(INSTALLED)}}


@pytest.mark.parametrize("path", [VARIANTS, RULES])
@pytest.mark.parametrize("name", INSTALLED)
def test_one_vendor_may_be_asked_for(client: httpx.Client, path: str, name: str) -> None:
    asked = client.get(f"{path}?vendor={name}").json()
    assert asked
    assert asked == [one for one in client.get(path).json() if one["id"].startswith(f"{name}.")]


@pytest.mark.parametrize(("method", "path"), [("POST", VARIANTS), ("DELETE", RULES), ("POST", "/_sandbox/openapi/mxo.json")])
def test_a_wrong_method_is_answered_405(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()) == (405, {"error": "method not allowed", "detail": None})
