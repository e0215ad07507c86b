"""Puts of a customer that is named by its external id."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import NWF, Json, Ovation, refused, results
from tests.vendors.ovation_customers import HARBOR, TEA, lacks, no_match, put


@pytest.mark.parametrize("yes", [True, 1, "true", "1", "TRUE"])
def test_the_customer_with_the_external_id_is_updated(ovation: Ovation, yes: object) -> None:
    answer = put(ovation, {"external_id": "HCR-1001", "city": "Provo"}, matchExternalId=yes)
    assert results(answer)["customer"] == HARBOR | {"city": "Provo"}
    assert len(ovation.state()["customers"]) == 13


@pytest.mark.parametrize("no", [False, 0, "false", "0", "", None])
def test_without_the_wish_an_external_id_is_not_matched(ovation: Ovation, no: object) -> None:
    lacks(put(ovation, {"external_id": "HCR-1001", **TEA}, matchExternalId=no), "external_id", rule="input-external-id-unique")
    assert results(put(ovation, {"external_id": "NEW", **TEA}, matchExternalId=no))["customer"]["external_id"] == "NEW"


@pytest.mark.rule("ovationcxm.input-label")
def test_a_wish_that_is_neither_true_nor_false_is_invalid(ovation: Ovation) -> None:
    lacks(put(ovation, TEA | {"name": ""}, matchExternalId="maybe"), "name", "matchExternalId")
    lacks(put(ovation, TEA, matchExternalId=[]), "matchExternalId", rule="input-label")


def test_an_id_goes_before_an_external_id(ovation: Ovation) -> None:
    answer = put(ovation, {"id": "HCR2KX", "external_id": "NEW"}, matchExternalId=True)
    assert results(answer)["customer"] == HARBOR | {"external_id": "NEW"}


@pytest.mark.rule("ovationcxm.customer-put-no-match")
def test_no_match_is_refused_before_the_members_are_looked_at(ovation: Ovation) -> None:
    no_match(put(ovation, TEA | {"external_id": "NO-SUCH"}, matchExternalId=True))
    no_match(put(ovation, {"external_id": "NO-SUCH", "name": "", "industry": "Tea"}, matchExternalId=True))
    no_match(put(ovation, {"external_id": 17}, matchExternalId=True))


@pytest.mark.parametrize("external_id", ["PPF-1007", "C8J8AE-00Y", "hcr-1001", "HCR-1001-A"])
def test_deleted_and_foreign_customers_are_not_matched(ovation: Ovation, external_id: str) -> None:
    no_match(put(ovation, {"external_id": external_id}, matchExternalId=True))


def test_on_behalf_of_an_organisation_its_customers_are_matched(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF, "SMT")
    assert results(put(northwind, {"external_id": "HCR-1001"}, matchExternalId=True))["customer"] == HARBOR
    no_match(put(northwind, {"external_id": "C8J8AE-00Y"}, matchExternalId=True))


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("blank", [{}, {"external_id": None}, {"external_id": ""}, {"external_id": " "}])
def test_to_match_an_external_id_is_needed_and_nothing_that_a_new_customer_needs(ovation: Ovation, blank: Json) -> None:
    lacks(put(ovation, blank, matchExternalId=True), "external_id")
    lacks(put(ovation, {"city": "Provo", **blank}, matchExternalId=True), "external_id")


def test_a_missing_external_id_is_told_with_all_else_that_is_wrong(ovation: Ovation) -> None:
    wrong = {"name": " ", "industry": "Tea"}
    part = {"id": "NO-SUCH", "lang": {}}
    lacks(put(ovation, wrong, matchExternalId=True, customer_user=part), "name", "industry", "external_id", "customer_user.lang")


@pytest.mark.rule("ovationcxm.input-label")
def test_an_external_id_that_is_no_text_is_invalid(ovation: Ovation) -> None:
    lacks(put(ovation, {"external_id": {}}, matchExternalId=True), "external_id", rule="input-label")
    lacks(put(ovation, {"external_id": ["HCR-1001"]}, matchExternalId=True), "external_id", rule="input-label")


def test_what_no_customer_has_can_make_one(ovation: Ovation) -> None:
    ovation.switch(match_external_id_miss="create")
    row = results(put(ovation, TEA | {"external_id": "NO-SUCH"}, matchExternalId=True))["customer"]
    assert (row["external_id"], row["name"], row["status"]) == ("NO-SUCH", "Larkspur Tea House", "Inactive")
    lacks(put(ovation, {"external_id": "ANOTHER"}, matchExternalId=True), "name", "zipcode", "email")
    lacks(put(ovation, {}, matchExternalId=True), "external_id")
    again = put(ovation, {"external_id": "NO-SUCH", "city": "Orem"}, matchExternalId=True)
    assert results(again)["customer"] == row | {"city": "Orem"}


def test_an_unknown_external_id_is_worded_like_an_unknown_id(ovation: Ovation) -> None:
    refused(
        put(ovation, {"name": "X", "zipcode": "84102", "email": "x@example.com", "external_id": "NO-SUCH"}, matchExternalId=True),
        404,
        "No match found for customer id/external_id parameter",
        "customer-put-no-match",
    )
