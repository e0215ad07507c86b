"""What members may be: texts, numbers, booleans, labels, times; what is required; what an update changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import DANAS_CASE, Json, Ovation, refused, results

NEW: Json = {"name": "A", "zipcode": "1", "email": "a@b.example"}


def put(ovation: Ovation, **members: Any) -> Any:
    """Put a customer; return its row."""
    return results(ovation.post("/customers/put", {"customer": members}))["customer"]


def put_issue(ovation: Ovation, **members: Any) -> Any:
    """Put Dana's case; return its row."""
    return results(ovation.post("/issues/put", {"issues": {"id": DANAS_CASE, **members}}))[0]


def refuses(ovation: Ovation, rule: str, *fields: str, **members: Any) -> None:
    """Hold a put of a customer against a refusal of these fields."""
    answer = ovation.post("/customers/put", {"customer": members})
    refused(answer, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", rule, list(fields))


# --- Required -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("blank", ["absent", None, "", " ", "\t\n"])
@pytest.mark.parametrize("name", ["name", "zipcode", "email"])
def test_a_new_customer_needs_three_members(ovation: Ovation, name: str, blank: str | None) -> None:
    members = NEW | {name: blank}
    if blank == "absent":
        del members[name]
    refuses(ovation, "input-required", name, **members)


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(("option", "needed"), [("spec", ["name", "zipcode", "email"]), ("name-only", ["name"]), ("none", [])])
def test_what_a_new_customer_needs_can_be_switched(ovation: Ovation, option: str, needed: list[str]) -> None:
    ovation.switch(required_fields=option)
    if needed:
        refuses(ovation, "input-required", *needed)
    assert put(ovation, **dict.fromkeys(needed, "x"))["status"] == "Inactive"


@pytest.mark.rule("ovationcxm.input-required", "ovationcxm.input-label")
def test_all_offending_members_are_named_in_the_order_of_the_object_and_the_first_one_says_the_rule(ovation: Ovation) -> None:
    refuses(ovation, "input-required", "name", "zipcode", "latitude", "status", email="a", latitude="x", status="y")
    refuses(ovation, "input-label", "name", "zipcode", "email", name={}, latitude=1)


@pytest.mark.rule("ovationcxm.input-required")
def test_members_of_the_parts_are_named_with_their_object_the_customers_first(ovation: Ovation) -> None:
    body = {"customer": {"name": "A"}, "customer_location": {"city": "X"}, "customer_user": {"first_name": "B", "lang": []}}
    answer = ovation.post("/customers/put", body)
    fields = ["zipcode", "email", "customer_user.last_name", "customer_user.email", "customer_user.lang"]
    fields += [f"customer_location.{name}" for name in ("street_1", "state", "zipcode")]
    refused(answer, 422, "Missing/invalid zipcode parameter (zipcode)", "input-required", fields)


@pytest.mark.rule("ovationcxm.put-sub-objects")
def test_the_parts_of_a_customer_can_be_switched_to_be_required(ovation: Ovation) -> None:
    ovation.switch(put_sub_objects="required")
    answer = ovation.post("/customers/put", {"customer": NEW, "customer_location": {}})
    refused(answer, 400, "Missing/invalid customer_user parameter (customer_user)", "put-sub-objects", ["customer_user"])
    answer = ovation.post("/customers/put", {"customer": NEW, "customer_user": {}, "customer_location": {}})
    fields = [f"customer_user.{name}" for name in ("first_name", "last_name", "email")]
    fields += [f"customer_location.{name}" for name in ("street_1", "city", "state", "zipcode")]
    refused(answer, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", "input-required", fields)


# --- Texts, numbers, booleans ---------------------------------------------------------------------------------------

TEXTS = [
    (84101, "84101"),
    (1.5, "1.5"),
    (True, "true"),
    (False, "false"),
    (0, "0"),
    (" padded ", " padded "),
    ("Zoë 🦊\u0000", "Zoë 🦊\u0000"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_a_scalar_is_good_for_a_text(ovation: Ovation, value: Any, text: str) -> None:
    assert put(ovation, **NEW | {"zipcode": value})["zipcode"] == text


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("value", [{}, [], ["a"], {"a": 1}])
def test_an_object_or_list_is_no_text(ovation: Ovation, value: Any) -> None:
    refuses(ovation, "input-label", "zipcode", **NEW | {"zipcode": value})


NUMBERS = [("40.5", 40.5), (40, 40), ("40", 40), ("-111.891", -111.891), ("4e1", 40), (0, 0), (40.0, 40), (" 5 ", 5), ("", 0), (None, 0)]


@pytest.mark.parametrize(("value", "number"), NUMBERS)
def test_numeric_text_is_good_for_a_number_and_whole_numbers_have_no_fraction(ovation: Ovation, value: Any, number: float) -> None:
    row = put(ovation, **NEW, latitude=value)
    assert (row["latitude"], type(row["latitude"])) == (number, type(number))


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("value", ["x", "1_0", "NaN", "inf", "-Infinity", "1,5", True, False, {}, [], [1], "0x10", "9" * 400])
def test_what_is_no_number_is_refused(ovation: Ovation, value: Any) -> None:
    refuses(ovation, "input-label", "latitude", **NEW, latitude=value)


@pytest.mark.parametrize(("value", "number"), [(35, 35), ("35", 35), (35.0, 35), ("0", 0), (2**53 - 1, 2**53 - 1)])
def test_a_whole_number_may_be_written_as_text_or_with_a_fraction_of_nothing(ovation: Ovation, value: Any, number: int) -> None:
    assert put_issue(ovation, tech_support_minutes=value)["tech_support_minutes"] == number


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("value", ["x", 1.5, "1.5", True, {}, 2**53, -(2**53), "1e400"])
def test_what_is_no_whole_number_is_refused(ovation: Ovation, value: Any) -> None:
    answer = ovation.post("/issues/put", {"issues": {"id": DANAS_CASE, "tech_support_minutes": value}})
    message = "Missing/invalid tech_support_minutes parameter (tech_support_minutes)"
    refused(answer, 422, message, "input-label", ["tech_support_minutes"])


FLAGS = [(True, True), (1, True), ("true", True), ("1", True), ("TRUE", True), (False, False), (0, False), ("false", False), ("0", False)]


@pytest.mark.parametrize(("value", "flag"), FLAGS)
def test_a_boolean_has_four_spellings(ovation: Ovation, value: Any, flag: bool) -> None:
    put_issue(ovation, unmanaged=not flag)
    assert put_issue(ovation, unmanaged=value)["unmanaged"] is flag


@pytest.mark.parametrize("value", ["", " ", None])
def test_a_blank_boolean_is_not_given(ovation: Ovation, value: str | None) -> None:
    put_issue(ovation, unmanaged=True)
    assert put_issue(ovation, unmanaged=value)["unmanaged"] is True


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("value", ["yes", 2, -1, 1.5, {}, [], "on"])
def test_what_is_no_boolean_is_refused(ovation: Ovation, value: Any) -> None:
    answer = ovation.post("/issues/put", {"issues": {"id": DANAS_CASE, "unmanaged": value}})
    refused(answer, 422, "Missing/invalid unmanaged parameter (unmanaged)", "input-label", ["unmanaged"])


# --- Labels and times -----------------------------------------------------------------------------------------------

LABELS = [
    ("Active", "Active"),
    ("aCTIVE ", "Active"),
    (1, "Active"),
    ("1", "Active"),
    ("2", "Subscribed"),
    (99, "Deleted"),
    (0, "Inactive"),
]


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(("value", "label"), LABELS)
def test_an_entry_of_a_dictionary_is_named_by_key_or_label(ovation: Ovation, value: Any, label: str) -> None:
    assert put(ovation, **NEW, status=value)["status"] == label


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("value", ["Activ", 3, "3", -1, 1.5, "1.0", True, {}, [], ["Active"], "9" * 30, "١"])
def test_what_is_no_entry_of_a_dictionary_is_refused(ovation: Ovation, value: Any) -> None:
    refuses(ovation, "input-label", "status", **NEW, status=value)


TIMES = [
    ("2022-02-14 10:00:00", "2022-02-14 10:00:00"),
    ("2022-02-14T10:00:00", "2022-02-14 10:00:00"),
    ("2022-02-14T10:00:00.5Z", "2022-02-14 02:00:00"),
    ("2022-02-14T10:00:00+0100", "2022-02-14 01:00:00"),
    ("2022-02-14T10:00:00-08:00", "2022-02-14 10:00:00"),
    ("2022-07-14", "2022-07-14 00:00:00"),
    (1644861600, "2022-02-14 10:00:00"),
    ("1644861600", "2022-02-14 10:00:00"),
    (1644861600000, "2022-02-14 10:00:00"),
    ("99999999999", "5138-11-16 01:46:39"),
    ("100000000000", "1973-03-03 01:46:40"),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("value", "shown"), TIMES)
def test_a_time_has_several_forms(ovation: Ovation, value: Any, shown: str | None) -> None:
    put_issue(ovation, arrival_time="2022-01-01")
    assert put_issue(ovation, arrival_time=value)["arrival_time"] == shown


@pytest.mark.rule("ovationcxm.input-date")
@pytest.mark.parametrize(
    "value",
    ["x", "2022-02-30", "2022-02-14 25:00:00", "14.02.2022", -1, 1.5, True, {}, [], "9" * 17, "9" * 18, "9999-12-31T23:59:59-01:00"],
)
def test_what_is_no_time_is_refused(ovation: Ovation, value: Any) -> None:
    answer = ovation.post("/issues/put", {"issues": {"id": DANAS_CASE, "arrival_time": value}})
    refused(answer, 422, "Missing/invalid arrival_time parameter (arrival_time)", "input-date", ["arrival_time"])


TELEPHONES = [
    ("801-555-0191", "+1 (801) 555-0191"),
    (8015550191, "+1 (801) 555-0191"),
    ("1 801 555 0191", "+1 (801) 555-0191"),
    ("+1 (801) 555.0191", "+1 (801) 555-0191"),
    ("2 801 555 0191", "2 801 555 0191"),
    ("+44 20 7946 0958", "+44 20 7946 0958"),
    ("555-0191", "555-0191"),
    ("call me", "call me"),
    ("", None),
    ("  ", None),
]


@pytest.mark.parametrize(("value", "shown"), TELEPHONES)
def test_a_north_american_number_is_brought_into_one_form_and_any_other_left(ovation: Ovation, value: Any, shown: str | None) -> None:
    assert put(ovation, **NEW, phone=value)["phone"] == shown
    assert put(ovation, id="HCR2KX", phone=value)["phone"] == shown


# --- Updates --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_the_members_that_are_given_and_no_other(ovation: Ovation) -> None:
    (before,) = results(ovation.get("/customers/get/HCR2KX"))
    assert put(ovation, id="HCR2KX", city="Provo") == before | {"city": "Provo"}


@pytest.mark.rule("ovationcxm.input-partial-update")
@pytest.mark.parametrize("blank", [None, "", " "])
def test_a_blank_takes_a_text_away_and_leaves_labels_and_numbers(ovation: Ovation, blank: str | None) -> None:
    (before,) = results(ovation.get("/customers/get/HCR2KX"))
    members = ("name_legal", "street_1", "state", "phone", "external_id", "industry", "status", "latitude", "longitude")
    after = put(ovation, id="HCR2KX", **dict.fromkeys(members, blank))
    assert after == before | {"name_legal": None, "street_1": "", "state": None, "phone": None, "external_id": None}


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("blank", [None, "", " "])
def test_an_update_may_leave_out_what_is_required_but_not_blank_it(ovation: Ovation, blank: str | None) -> None:
    refuses(ovation, "input-required", "name", "zipcode", "email", id="HCR2KX", name=blank, zipcode=blank, email=blank)
    ovation.switch(required_fields="none")
    assert put(ovation, id="HCR2KX", name=blank)["name"] is None


@pytest.mark.rule("ovationcxm.input-partial-update")
@pytest.mark.parametrize("blank", [None, ""])
def test_for_a_new_object_all_blanks_count_as_not_given(ovation: Ovation, blank: str | None) -> None:
    row = put(ovation, **NEW, **dict.fromkeys(("name_legal", "industry", "status", "latitude", "city", "state"), blank))
    assert (row["name_legal"], row["industry"], row["status"], row["latitude"]) == (None, "Other", "Inactive", 0)
    assert (row["city"], row["state"]) == ("", None)


@pytest.mark.rule("ovationcxm.input-empty-id")
@pytest.mark.parametrize("id", ["", None, " "])
def test_an_empty_id_means_a_new_object(ovation: Ovation, id: str | None) -> None:
    before = ovation.state()["customers"]
    row = put(ovation, id=id, **NEW)
    assert row["id"] not in before
    assert ovation.state()["customers"].keys() == before.keys() | {row["id"]}


@pytest.mark.rule("ovationcxm.input-read-only")
def test_what_the_vendor_keeps_itself_is_passed_over(ovation: Ovation) -> None:
    (before,) = results(ovation.get("/customers/get/HCR2KX"))
    kept = {"created": "x", "updated": 1, "org_id": "UZT", "full_name": [], "files": {}, "technology": "x"}
    assert put(ovation, id="HCR2KX", **kept) == before
    assert ovation.state()["customers"]["HCR2KX"]["orgId"] == "SMT"


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_is_one_objects_of_its_kind_and_organisation(ovation: Ovation) -> None:
    refuses(ovation, "input-external-id-unique", "external_id", **NEW, external_id="HCR-1001")
    refuses(ovation, "input-external-id-unique", "external_id", id="BFB3QT", external_id="HCR-1001")
    assert put(ovation, id="HCR2KX", external_id="HCR-1001")["external_id"] == "HCR-1001"
    for free in ("PPF-1007", "C8J8AE-00Y", "HCR-1001-A", "hcr-1001"):
        assert put(ovation, **NEW, external_id=free)["external_id"] == free
