"""Small means: tables of records, dictionaries, ids, telephone numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sandbox.chance import Chance
from sandbox.vendor import Call
from sandbox.vendors.ovationcxm.dictionaries import INDUSTRIES, ISSUE_STATUSES
from sandbox.vendors.ovationcxm.state.index import Index
from sandbox.vendors.ovationcxm.values import ALPHABET, can_receive_sms, new_id, plain
from tests.vendors.ovation import Ovation


@dataclass
class Thing:
    """A record."""

    id: str
    colours: list[str]


def table(*things: Thing) -> tuple[dict[str, Thing], Index[Thing]]:
    """Return records and their table, by colour."""
    records = {thing.id: thing for thing in things}
    return records, Index(records, lambda thing: [("colour", colour) for colour in thing.colours])


def test_records_are_found_by_key_in_ascending_order_of_ids() -> None:
    records, index = table(Thing("c", ["red"]), Thing("a", ["red", "red"]), Thing("b", ["blue"]))
    assert index.ids("colour", "red") == ["a", "c"]
    assert index.all("colour", "red") == [records["a"], records["c"]]
    assert index.first("colour", "red") is records["a"]
    assert (index.ids("colour", "green"), index.all("colour", "green"), index.first("colour", "green")) == ([], [], None)


def test_a_new_record_is_found_and_a_removed_one_is_not() -> None:
    records, index = table(Thing("a", ["red"]))
    records["B"] = Thing("B", ["red", "blue"])
    index.add(records["B"])
    assert (index.ids("colour", "red"), index.ids("colour", "blue")) == (["B", "a"], ["B"])
    index.remove(records["B"])
    assert (index.ids("colour", "red"), index.ids("colour", "blue")) == (["a"], [])


def test_a_changed_record_is_found_by_what_it_is_after_the_change() -> None:
    records, index = table(Thing("a", ["red", "blue"]), Thing("b", ["red"]))
    with index.changing(records["a"]):
        records["a"].colours = ["blue", "green"]
    assert {colour: index.ids("colour", colour) for colour in ("red", "blue", "green")} == {"red": ["b"], "blue": ["a"], "green": ["a"]}


STATUSES = [("Preparing", 1), ("dispatching", 3), ("Dispatched", 4), ("On Site", 6), ("OnSite", 6), ("Cancelled", 89), ("Closed", 8)]


@pytest.mark.parametrize(("name", "key"), STATUSES)
def test_a_status_has_other_names_and_of_two_with_one_label_the_first_is_meant(name: str, key: int) -> None:
    assert ISSUE_STATUSES.key(name) == key
    assert ISSUE_STATUSES.key("10") == 10
    assert ISSUE_STATUSES.label("On Site") == "In Progress"
    assert INDUSTRIES.key("other") == 0


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("8015550199", True),
        ("+1 (801) 555-0199", True),
        ("18015550199", True),
        ("28015550199", False),
        ("+12345678", True),
        ("+1234567", False),
        ("+123456789012345", True),
        ("+1234567890123456", False),
        ("12345678", False),
        ("testing", False),
        ("", False),
        ("+", False),
        ("+1234567x", False),
        ("٨٠١٥٥٥٠١٩٩", False),
    ],
)
def test_a_number_can_receive_a_message_if_it_is_north_american_or_international(number: str, good: bool) -> None:
    assert can_receive_sms(number) is good


def test_whole_numbers_are_printed_without_a_fraction_as_far_as_they_are_exact() -> None:
    assert [repr(plain(number)) for number in (0.0, -3.0, 2.5, 1e300)] == ["0", "-3", "2.5", "1e+300"]


def test_new_ids_have_no_character_that_is_taken_for_another_and_are_the_same_from_the_same_seed(ovation: Ovation) -> None:
    body = {"customer": {"name": "A", "zipcode": "1", "email": "a@b.example"}}
    made = []
    for _ in range(2):
        assert ovation.client.post("/_sandbox/reset").status_code == 204
        made.append([ovation.post("/customers/put", body).json()["results"]["customer"]["id"] for _ in range(20)])
    assert made[0] == made[1]
    assert len(set(made[0])) == 20
    assert all(len(id) == 6 and set(id) <= set(ALPHABET) for id in made[0])
    assert len(ALPHABET) == 32
    assert not set("01IO") & set(ALPHABET)


SHAPES = {
    "key-value-list": [{"key": "1", "value": "Sales"}, {"key": "2", "value": "Support"}],
    "value-list": [{"value": "Sales"}, {"value": "Support"}],
    "dictionary": {"1": "Sales", "2": "Support"},
    "labels": ["Sales", "Support"],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_dictionary_has_the_shape_that_is_switched(ovation: Ovation, shape: str) -> None:
    ovation.switch(meta_enum_shape=shape)
    body = ovation.get("/issues/meta/types").json()
    assert (body["totalCount"], body["returned"], body["pages"]) == (4, 4, 1)
    found = body["results"]
    first_two = dict(list(found.items())[:2]) if isinstance(found, dict) else found[:2]
    assert first_two == SHAPES[shape]


class Taken:
    """A container of ids which has the first ones that are asked for."""

    def __init__(self, count: int) -> None:
        self.asked: list[object] = []
        self.count = count

    def __contains__(self, id: object) -> bool:
        self.asked.append(id)
        return len(self.asked) <= self.count


def test_an_id_that_is_taken_is_drawn_anew(ovation: Ovation) -> None:
    call = cast(Call[Any, Any], SimpleNamespace(chance=Chance("seed")))
    taken = Taken(2)
    found = new_id(call, taken, 3, prefix="HCR2KX")
    assert found == taken.asked[2]
    assert len(set(taken.asked)) == 3
    assert re.fullmatch(f"HCR2KX-[{ALPHABET}]{{3}}", found)
