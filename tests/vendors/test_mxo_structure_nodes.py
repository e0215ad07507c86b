"""What stands in a structure: attributes and their sources, nodes, conditions, and how values are written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import DANA, Json, MxoClient, identifier
from tests.vendors.mxo_states import HCR, LENA, NOW, PRIYA, PRIYA_SECOND, VISITOR, add_structure, attribute, evaluated, items, listing, put

PHONE = {"appName": "Probe", "devType": "TABLET", "osName": "ANDROID"}


def node(name: str, *children: Json, **members: Any) -> Json:
    """Return a node of a structure."""
    return {"kind": "node", "name": name, "children": list(children), **members}


def said(**properties: str) -> list[Json]:
    """Return properties of a request."""
    return [{"name": name, "value": value} for name, value in properties.items()]


# --- Sources ---


@pytest.mark.parametrize(
    ("source", "context", "expected"),
    [
        ("tid", {}, DANA),
        ("tid", {"tid": PRIYA_SECOND}, PRIYA),
        ("key:customerkey", {}, "HCR-1001"),
        ("key:email", {}, "dana.whitfield@harborcoffee.example"),
        ("profile:company", {}, "Harbor Coffee Roasters"),
        ("context:offer", {"properties": said(offer="gold", other="x")}, "gold"),
        ("context:offer", {"properties": [*said(offer="gold"), *said(offer="last")]}, "last"),
        ("context:offer", {"properties": said(offer="")}, ""),
        ("device:appName", {}, "CustomerFirst"),
        ("device:osVer", {}, "10.3.3"),
        ("device:pushToken", {}, "3220f35e-6255-3701-92a6-d401448e0145"),
        ("device:appName", {"device": PHONE}, "Probe"),
        ("const:Buy: one, get one", {}, "Buy: one, get one"),
    ],
)
def test_an_attribute_gives_the_value_of_its_source(mxo: MxoClient, source: str, context: Json, expected: str) -> None:
    assert evaluated(mxo, attribute("value", source), **context) == {"value": expected}


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("key:customerkey", {"tid": LENA}),
        ("key:nosuch", {}),
        ("profile:nosuch", {}),
        ("profile:Company", {}),
        ("context:company", {}),
        ("context:Offer", {"properties": said(offer="gold")}),
        ("device:appName", {"tid": PRIYA}),
        ("device:appVer", {"tid": VISITOR}),
        ("device:nosuch", {}),
        ("item:timestamp", {}),
    ],
)
def test_an_attribute_without_a_value_is_left_out(mxo: MxoClient, source: str, context: Json) -> None:
    assert evaluated(mxo, attribute("value", source), attribute("last", "const:there"), **context) == {"last": "there"}


def test_an_item_is_known_in_the_nodes_within_its_list_too(mxo: MxoClient) -> None:
    inner = node("app", attribute("name", "item:appName"), attribute("who", "key:email"))
    assert evaluated(mxo, listing("all", "devices", inner), identifiers=[HCR]) == {
        "all": [{"app": {"name": "CustomerFirst", "who": "dana.whitfield@harborcoffee.example"}}]
    }


# --- Nodes ---


def test_nodes_nest_and_keep_their_order(mxo: MxoClient) -> None:
    found = evaluated(
        mxo,
        attribute("z", "const:1"),
        node(
            "outer", node("inner", attribute("b", "tid"), attribute("a", "const:2")), listing("none", "journeys", *items("propositionName"))
        ),
        attribute("y", "const:3"),
        identifiers=[identifier("BFB-1002")],
    )
    assert found == {"z": "1", "outer": {"inner": {"b": "5f0c1a6e-1002-4b1e-9c3a-7a5e00001002", "a": "2"}, "none": []}, "y": "3"}
    assert list(found) == ["z", "outer", "y"]
    assert list(found["outer"]["inner"]) == ["b", "a"]


def test_what_is_empty_is_an_empty_node_or_list_and_never_left_out(mxo: MxoClient) -> None:
    found = evaluated(
        mxo,
        node("bare"),
        node("valueless", attribute("value", "profile:nosuch")),
        listing("empty", "journeys", attribute("value", "const:x")),
        listing("bare_items", "devices"),
        tid=VISITOR,
    )
    assert found == {"bare": {}, "valueless": {}, "empty": [], "bare_items": [{}]}


# --- Conditions ---


def holds(mxo: MxoClient, when: Json, **context: Any) -> bool:
    """Say whether a condition lets an attribute through; anything else than that attribute or nothing is a fault."""
    found = evaluated(mxo, attribute("value", "const:x", when=when), **context)
    assert found in ({}, {"value": "x"})
    return bool(found)


@pytest.mark.parametrize("word", ["true", "t", "yes", "y", "on", "1", "TRUE", "True", "T", "Yes", "yES", "Y", "On", "ON"])
def test_a_condition_is_true_holds_for_every_true_word_in_any_case(mxo: MxoClient, word: str) -> None:
    assert holds(mxo, {"source": "context:flag", "is_true": True}, properties=said(flag=word))


@pytest.mark.parametrize("word", ["", "false", "f", "no", "n", "off", "0", "2", "11", "1.0", " yes", "yes ", "tru", "ja"])
def test_a_condition_is_true_holds_for_no_other_word(mxo: MxoClient, word: str) -> None:
    assert not holds(mxo, {"source": "context:flag", "is_true": True}, properties=said(flag=word))


@pytest.mark.parametrize(
    ("equals", "value", "expected"),
    [("gold", "gold", True), ("gold", "Gold", False), ("gold", "golden", False), ("gold", "", False), ("", "", True), ("1", "1.0", False)],
)
def test_a_condition_equals_compares_exactly(mxo: MxoClient, equals: str, value: str, expected: bool) -> None:
    assert holds(mxo, {"source": "context:plan", "equals": equals}, properties=said(plan=value)) is expected


@pytest.mark.parametrize("source", ["context:nosuch", "profile:nosuch", "key:nosuch", "device:nosuch", "item:nosuch"])
@pytest.mark.parametrize("test", [{"equals": ""}, {"equals": "None"}, {"is_true": True}])
def test_a_source_without_a_value_never_holds(mxo: MxoClient, source: str, test: Json) -> None:
    assert not holds(mxo, {"source": source, **test})


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"source": "tid", "equals": DANA}, True),
        ({"source": "key:customerkey", "equals": "HCR-1001"}, True),
        ({"source": "profile:company", "equals": "Blue Finch Books"}, False),
        ({"source": "device:locHorzAccuracy", "is_true": True}, True),
        ({"source": "device:devType", "equals": "SMARTPHONE"}, True),
        ({"source": "const:on", "is_true": True}, True),
    ],
)
def test_a_condition_reads_every_kind_of_source(mxo: MxoClient, when: Json, expected: bool) -> None:
    assert holds(mxo, when) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("card-terminal", True),
        ("support-call", True),
        ("terminal-0042", True),
        ("cxone-8675309", True),
        ("terminal-0077", False),
        ("merchant-services", False),
        ("Card-Terminal", False),
        ("Card Terminal", False),
        ("nosuch", False),
    ],
)
def test_a_condition_proposition_holds_for_codes_and_dynamic_codes_of_stored_activities(mxo: MxoClient, code: str, expected: bool) -> None:
    assert holds(mxo, {"proposition": code}) is expected


def test_a_condition_proposition_holds_from_the_first_stored_activity_on(mxo: MxoClient) -> None:
    assert mxo.structure("atm_offers").json()["structure"] == {}
    mxo.activity(propositionCode="atm", dynamicPropositionCode="atm-12345", timestamp="2099-01-01T00:00:00Z")
    assert mxo.structure("atm_offers").json()["structure"] == {}
    mxo.activity(propositionCode="atm", dynamicPropositionCode="atm-12345", timestamp="2018-06-02T23:06:19Z")
    assert mxo.structure("atm_offers").json()["structure"] == {"offer": "fee-free-withdrawals"}


@pytest.mark.parametrize("expected", [True, False])
def test_a_condition_stands_on_nodes_of_every_kind(mxo: MxoClient, expected: bool) -> None:
    when = {"source": "context:flag", "is_true": True}
    nodes = [
        attribute("a", "const:x", when=when),
        node("n", attribute("a", "const:x"), when=when),
        listing("l", "journeys", when=when),
    ]
    found = {"a": "x", "n": {"a": "x"}, "l": [{}]} if expected else {}
    assert evaluated(mxo, *nodes, properties=said(flag="yes" if expected else "no")) == found


def test_a_condition_within_a_list_looks_at_each_item(mxo: MxoClient) -> None:
    when = {"source": "item:prop_name", "equals": "Card Terminal"}
    children = [attribute("name", "item:prop_name"), attribute("card", "const:yes", when=when)]
    assert evaluated(mxo, listing("all", "propositions", *children)) == {
        "all": [{"name": "Card Terminal", "card": "yes"}, {"name": "Support Call"}]
    }


# --- How values are written ---


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (3, "3"),
        (0, "0"),
        (-7, "-7"),
        (1.0, "1"),
        (-2.0, "-2"),
        (1233.667, "1233.667"),
        (0.5, "0.5"),
        (1e-07, "1e-7"),
        (1e300, "1e+300"),
        (1517443199, "1517443199"),
        (True, "true"),
        (False, "false"),
        ("true", "true"),
        ("1.0", "1.0"),
        ("", ""),
        ("aa|bb|cc", "aa|bb|cc"),
        ("Größe", "Größe"),
    ],
)
def test_every_value_comes_out_as_text(mxo: MxoClient, stored: object, text: str) -> None:
    put(mxo, lambda space: space["datastores"]["merchants"]["live"]["rows"]["HCR-1001"][0].update(terminals=stored))
    found = mxo.structure().json()["structure"]["merchants"]
    assert found == [{"status": "active", "terminals": text}]


def test_a_row_without_a_value_leaves_the_attribute_out(mxo: MxoClient) -> None:
    put(mxo, lambda space: space["datastores"]["merchants"]["live"]["rows"]["HCR-1001"][0].update(terminals=None))
    assert mxo.structure().json()["structure"]["merchants"] == [{"status": "active"}]


@pytest.mark.parametrize(("sent", "text"), [(1, "1"), (1.0, "1"), (10.5, "10.5"), (0, "0"), (-0.25, "-0.25")])
def test_numbers_of_a_device_come_out_as_text(mxo: MxoClient, sent: float, text: str) -> None:
    nodes = [attribute("accuracy", "device:locHorzAccuracy"), attribute("latitude", "device:locLatitude")]
    context = {"device": {**PHONE, "locHorzAccuracy": sent, "locLatitude": sent}}
    assert evaluated(mxo, *nodes, **context) == {"accuracy": text, "latitude": text}
    mxo.activity(context=context)
    assert evaluated(mxo, *nodes) == {"accuracy": text, "latitude": text}


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"),
        ("2026-05-01T10:00:00.000Z", "2026-05-01T10:00:00Z"),
        ("2026-05-01T10:00:00.5Z", "2026-05-01T10:00:00.500Z"),
        ("2026-05-01T10:00:00.1239Z", "2026-05-01T10:00:00.123Z"),
        ("2026-05-01T01:00:00-04:00", "2026-05-01T05:00:00Z"),
        ("2026-05-01t01:30:00.25+05:30", "2026-04-30T20:00:00.250Z"),
    ],
)
def test_times_come_out_in_utc_with_milliseconds_only_if_there_are_any(mxo: MxoClient, sent: str, text: str) -> None:
    mxo.freeze(NOW)
    mxo.activity(context={"tid": LENA}, timestamp=sent)
    assert evaluated(mxo, listing("all", "activities", *items("timestamp")), tid=LENA) == {"all": [{"timestamp": text}]}


# --- What a fixture may hold ---


@pytest.mark.parametrize("name", ["a", "_a", "A1", "a-b.c_d", "größe"])
def test_a_node_has_a_name_of_xml(mxo: MxoClient, name: str) -> None:
    assert evaluated(mxo, attribute(name, "const:x")) == {name: "x"}


@pytest.mark.parametrize(
    "children",
    [
        pytest.param([attribute("", "tid")], id="empty"),
        pytest.param([attribute("two words", "tid")], id="blank"),
        pytest.param([attribute("1a", "tid")], id="digit first"),
        pytest.param([attribute("-a", "tid")], id="dash first"),
        pytest.param([attribute("a/b", "tid")], id="slash"),
        pytest.param([attribute("a", "tid"), attribute("a", "tid")], id="twice below the root"),
        pytest.param([node("n", attribute("a", "tid"), node("a"))], id="twice within a node"),
        pytest.param([listing("l", "devices", attribute("a", "tid"), attribute("a", "tid"))], id="twice within a list"),
        pytest.param([attribute("a", "nosuch:x")], id="unknown source"),
        pytest.param([listing("l", "nosuch")], id="unknown list"),
        pytest.param([{"kind": "nosuch", "name": "a"}], id="unknown kind"),
    ],
)
def test_a_structure_that_breaks_the_vendors_rules_is_refused_with_the_state(mxo: MxoClient, children: list[Json]) -> None:
    before = mxo.state
    assert add_structure(mxo, attribute("good", "tid")).status_code == 204
    assert add_structure(mxo, *children).status_code == 400
    before["spaces"]["ONE-JY0AMQJQHQ-1290"]["structures"]["probe"] = mxo.space()["structures"]["probe"]
    assert mxo.state == before


def test_equal_names_in_different_nodes_are_no_repetition(mxo: MxoClient) -> None:
    assert evaluated(mxo, attribute("a", "const:1"), node("n", attribute("a", "const:2"))) == {"a": "1", "n": {"a": "2"}}


def test_two_structures_of_a_space_cannot_have_one_name(mxo: MxoClient) -> None:
    assert put(mxo, lambda space: space["structures"]["devices"].update(name="History")).status_code == 400
